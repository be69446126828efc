"""Data as lines of JSON with a table of contents before them: only what is asked for is ever parsed.

A list has some of its items in each line, a mapping a line of its names and then a line for each of its values; anything
else is one line. Not here: which file holds the lines, and whether they can be trusted (cache).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate

from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TypeAlias

    JSON: TypeAlias = bool | int | float | str | list["JSON"] | dict[str, "JSON"] | None

LINE = 2_000  # bytes that short items of a list share in a line: as much as is parsed at once
VALUE, TABLE = 0, -1  # forms of sections; the form of a list is how many of its items share a line


def laid(groups: Mapping[str, Mapping[str, JSON]]) -> bytes:
    """Groups of sections. The first line has the form of each, where it begins, and how long its lines are.

    >>> print(laid({"shop": {"title": "Tea", "shelves": ["a", "b"], "kinds": {"tea": ["green"]}}}).decode(), end="")
    {"shop":{"title":[0,0,6],"shelves":[2,6,10],"kinds":[-1,16,8,10]}}
    "Tea"
    ["a","b"]
    ["tea"]
    ["green"]
    """
    contents: dict[str, dict[str, list[int]]] = {group: {} for group in groups}
    texts: list[bytes] = []
    start = 0
    for group, sections in groups.items():
        for name, value in sections.items():
            form, items = _lines(value)
            lines = [_written(item) for item in items]
            contents[group][name] = [form, start, *map(len, lines)]
            texts += lines
            start += sum(map(len, lines))
    return b"".join((_written(contents), *texts))


def _lines(value: JSON) -> tuple[int, list[JSON]]:
    """The form of a section, and what stands in its lines."""
    if isinstance(value, list):
        together = max(1, min(len(value), LINE * len(value) // len(_written(value))))
        return together, [value[start : start + together] for start in range(0, len(value), together)]
    return (TABLE, [list(value), *value.values()]) if isinstance(value, dict) else (VALUE, [value])


def _written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def opened(text: bytes, start: int = 0) -> dict[str, Sections]:
    """The groups of what was laid, from a place in a text; ValueError, TypeError or AttributeError when there is no table of contents.

    >>> shop = opened(laid({"shop": {"title": "Tea", "shelves": ["a", "b"], "kinds": {"tea": ["green"]}}}))["shop"]
    >>> shop["title"], shop["shelves"][1], shop["kinds"]["tea"]
    ('Tea', 'b', ['green'])
    """
    end = text.index(b"\n", start) + 1
    return {group: Sections(text, end, dict(contents.items())) for group, contents in json.loads(text[start:end]).items()}


class Sections(Mapping[str, "Any"]):
    """The sections of a group by name, each looked at when it is asked for."""

    def __init__(self, text: bytes, start: int, contents: Mapping[str, Sequence[int]]) -> None:
        self._text = text
        self._start = start
        self._contents = contents
        self._open: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._open:
            form, first, *lengths = self._contents[name]
            lines = Lines(self._text, list(accumulate(lengths, initial=self._start + first)))
            self._open[name] = lines.read(0) if form == VALUE else Table(lines) if form == TABLE else Items(lines, form)
        return self._open[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)


class Lines:
    """Lines of a text, each parsed when it is asked for."""

    def __init__(self, text: bytes, starts: Sequence[int]) -> None:
        self._text = text
        self._starts = starts

    def read(self, number: int) -> Any:
        """What a line holds."""
        return json.loads(self._text[self._starts[number] : self._starts[number + 1]].decode())

    def __len__(self) -> int:
        return len(self._starts) - 1


class Items(Sequence["Any"]):
    """A list whose items are parsed when they are asked for, each time anew: whoever asks keeps what it makes of them."""

    def __init__(self, lines: Lines, together: int) -> None:
        self._lines = lines
        self._together = together

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return list(self)[place]
        at = place + len(self) if place < 0 else place
        line, nth = divmod(at, self._together)
        if not 0 <= line < len(self._lines):
            raise IndexError(f"no item {place}")
        return self._lines.read(line)[nth]

    def __iter__(self) -> Iterator[Any]:
        for number in range(len(self._lines)):
            yield from self._lines.read(number)

    def __len__(self) -> int:
        last = len(self._lines) - 1
        return last * self._together + len(self._lines.read(last)) if last >= 0 else 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, list | Items) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # equal to a list, which has none


class Table(Mapping[str, "Any"]):
    """A mapping whose values are made from their lines when they are asked for, and kept.

    >>> kinds = Table(Lines(b'["tea","pot"]["green"]["iron"]', [0, 13, 22, 30])).of(tuple)
    >>> list(kinds), kinds["pot"], kinds == {"tea": ("green",), "pot": ("iron",)}
    (['tea', 'pot'], ('iron',), True)
    """

    def __init__(self, lines: Lines, make: Callable[[Any], Any] | None = None) -> None:
        self._lines = lines
        self._make = make
        self._numbers = {name: number for number, name in enumerate(lines.read(0), 1)}
        self._made: dict[str, Any] = {}

    def of(self, make: Callable[[Any], Any]) -> Table:
        """The same names, with something made of every value."""
        return Table(self._lines, make)

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            value = self._lines.read(self._numbers[name])
            self._made[name] = self._make(value) if self._make else value
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
