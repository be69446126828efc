"""Data as lines of JSON with a table of contents before them: only what is asked for is ever read and parsed.

A list has a line for each of its items, a mapping a line of its names and then one for each of its values; where their lines
end stands before them. Texts of a list stand there as they are. Anything else is one line. Not here: which file holds the lines,
and whether they can be trusted (cache).
"""

from __future__ import annotations

import json
from array import array
from binascii import a2b_base64, b2a_base64
from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, Sequence, ValuesView
from itertools import accumulate

from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, Protocol, TypeAlias

    JSON: TypeAlias = bool | int | float | str | list["JSON"] | dict[str, "JSON"] | None

    class Text(Protocol):
        """Bytes in memory, or in a file."""

        def __getitem__(self, part: slice, /) -> bytes: ...


VALUE, LIST, TABLE, TEXTS = range(4)  # forms of sections
SIZE = 8  # digits of the length of the table of contents, in the line before it

_parsed = json.JSONDecoder().raw_decode  # `json.loads` looks for an encoding and for blanks besides


def laid(groups: Mapping[str, Mapping[str, JSON]]) -> bytes:
    """Groups of sections. The table of contents has the form of each, where it begins, and how long its first line is.

    >>> print(laid({"shop": {"title": "Tea", "shelves": ["a", "b"], "kinds": {"tea": ["green"]}}}).decode(), end="")
    00000063
    {"shop":{"title":[0,0,6],"shelves":[3,6,13],"kinds":[2,23,13]}}
    "Tea"
    AgAAAAQAAAA=
    a
    b
    CAAAABIAAAA=
    ["tea"]
    ["green"]
    """
    contents: dict[str, dict[str, tuple[int, int, int]]] = {group: {} for group in groups}
    texts: list[bytes] = []
    start = 0
    for group, sections in groups.items():
        for name, value in sections.items():
            form, lines = _lines(value)
            contents[group][name] = (form, start, len(lines[0]))
            texts += lines
            start += sum(map(len, lines))
    table = _written(contents)
    return b"".join((f"{len(table) - 1:0{SIZE}}\n".encode(), table, *texts))


def _lines(value: JSON) -> tuple[int, list[bytes]]:
    """The form of a section, and its lines."""
    if not isinstance(value, list | dict):
        return VALUE, [_written(value)]
    if isinstance(value, dict):
        form, lines = TABLE, [_written(item) for item in (list(value), *value.values())]
    elif all(isinstance(item, str) for item in value):
        form, lines = TEXTS, [f"{item}\n".encode() for item in value]
    else:
        form, lines = LIST, [_written(item) for item in value]
    return form, [b2a_base64(array("I", accumulate(map(len, lines)))), *lines]


def _written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def opened(text: Text, start: int = 0) -> dict[str, Sections]:
    """The groups of what was laid, from a place in a text; ValueError, TypeError or AttributeError when there is no table of contents.

    >>> shop = opened(laid({"shop": {"title": "Tea", "shelves": ["a", "b"], "kinds": {"tea": ["green"]}}}))["shop"]
    >>> shop["title"], shop["shelves"][1], shop["kinds"]["tea"]
    ('Tea', 'b', ['green'])
    """
    begin = start + SIZE + 1
    end = begin + int(text[start:begin]) + 1
    return {group: Sections(text, end, dict(contents.items())) for group, contents in json.loads(text[begin:end]).items()}


class Sections(Mapping[str, "Any"]):
    """The sections of a group by name, each looked at when it is asked for."""

    def __init__(self, text: Text, start: int, contents: Mapping[str, Sequence[int]]) -> None:
        self._text = text
        self._start = start
        self._contents = contents
        self._open: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._open:
            form, first, length = self._contents[name]
            start = self._start + first
            head = self._text[start : start + length]
            if form == VALUE:
                self._open[name] = json.loads(head)
            else:
                lines = Lines(self._text, start + length, array("I", a2b_base64(head)))
                self._open[name] = Table(lines) if form == TABLE else Items(lines) if form == LIST else Texts(lines)
        return self._open[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents)

    def __len__(self) -> int:
        return len(self._contents)


class Lines:
    """Lines of a text, each read when it is asked for."""

    def __init__(self, text: Text, start: int, ends: Sequence[int]) -> None:
        """`ends`: of the lines, counted from the start."""
        self._text = text
        self._start = start
        self.ends = ends

    def line(self, number: int) -> bytes:
        """One line."""
        begin = self.ends[number - 1] if number else 0
        return self._text[self._start + begin : self._start + self.ends[number]]

    def read(self, number: int) -> Any:
        """What a line of JSON holds."""
        return _parsed(self.line(number).decode())[0]

    def all(self) -> bytes:
        """All lines."""
        return self._text[self._start : self._start + (self.ends[-1] if self.ends else 0)]


class Items(Sequence["Any"]):
    """A list whose items are parsed when they are asked for, each time anew: whoever asks keeps what it makes of them."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self._count = len(lines.ends)

    def _item(self, number: int) -> Any:
        return self.lines.read(number)

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self._item(each) for each in range(*place.indices(self._count))]
        at = place + self._count if place < 0 else place
        if not 0 <= at < self._count:
            raise IndexError(f"no item {place}")
        return self._item(at)

    def __iter__(self) -> Iterator[Any]:
        return map(self._item, range(self._count))

    def __len__(self) -> int:
        return self._count

    def __eq__(self, other: object) -> bool:
        return isinstance(other, list | Items) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # equal to a list, which has none


class Texts(Items):
    """The same of texts: there is nothing to be parsed."""

    def _item(self, number: int) -> str:
        return self.lines.line(number)[:-1].decode()


def raw(texts: Sequence[str]) -> Callable[[int], bytes]:
    """Each of some texts by its number as it is kept, with the end of its line.

    >>> raw(["green", "black"])(1)
    b'black\\n'
    """
    return texts.lines.line if isinstance(texts, Texts) else lambda number: f"{texts[number]}\n".encode()


class Table(dict[str, "Any"]):
    """A mapping whose values are made from their lines when they are asked for, and kept; one that was made is found as in any dict.

    >>> kinds = Table(Lines(b'["tea","pot"]["green"]["iron"]', 0, [13, 22, 30])).of(tuple)
    >>> list(kinds), kinds["pot"], "tea" in kinds, kinds.get("cup"), kinds == {"tea": ("green",), "pot": ("iron",)}
    (['tea', 'pot'], ('iron',), True, None, True)
    """

    def __init__(self, lines: Lines, make: Callable[[Any], Any] | None = None) -> None:
        super().__init__()
        self._lines = lines
        self._make = make
        self._numbers = {name: number for number, name in enumerate(lines.read(0), 1)}

    def of(self, make: Callable[[Any], Any]) -> Table:
        """The same names, with something made of every value."""
        return Table(self._lines, make)

    def __missing__(self, name: str) -> Any:
        value = self._lines.read(self._numbers[name])
        made = self[name] = self._make(value) if self._make else value
        return made

    # What a dict would tell of the values that were made is told of all.

    def get(self, name: str, default: Any = None) -> Any:
        """As every mapping has it."""
        return self[name] if name in self._numbers else default

    def __contains__(self, name: object) -> bool:
        return name in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapping) and dict(self.items()) == dict(other.items())

    def keys(self) -> KeysView[str]:  # type: ignore[override]  # a dict has views of its own kind
        """As every mapping has them."""
        return KeysView(self)

    def values(self) -> ValuesView[Any]:  # type: ignore[override]
        """As every mapping has them."""
        return ValuesView(self)

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override]
        """As every mapping has them."""
        return ItemsView(self)
