"""What was read, with its place: texts, rows, and the notes made about them. Not here: YAML, or what a row should hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches
from typing import TypeAlias

from assistant.errors import Problem
from assistant.values import NamedTuple


class Place(NamedTuple):
    """A spot in a content file, counted from 1."""

    path: str
    line: int
    column: int


class Text(str):
    """A text that knows where it was written."""

    __slots__ = ("exact", "place")
    place: Place
    exact: bool  # one line without escapes: characters can be counted from `place`

    @classmethod
    def at(cls, text: str, place: Place, exact: bool = False) -> Text:
        made = cls(text)
        made.place = place
        made.exact = exact
        return made

    def inside(self, column: int) -> Place:
        """The place of a character of the text, or of the text if they cannot be counted."""
        return self.place._replace(column=self.place.column + column - 1) if self.exact else self.place


class Row(dict[Text, "Raw"]):
    """A mapping of a content file. What is absent or was of the wrong type reads as empty: it has been noted already."""

    __slots__ = ("place", "places")
    place: Place
    places: dict[str, Place]  # of the values, by key

    @classmethod
    def at(cls, place: Place) -> Row:
        made = cls()
        made.place = place
        made.places = {}
        return made

    def changed(self, by: Callable[[Raw], Raw]) -> Row:
        """The same with other values; this one stays as it was read, for others share it."""
        made = Row.at(self.place)
        made.places = self.places
        made.update((key, by(item)) for key, item in self.items())
        return made

    def spot(self, key: str) -> Place:
        """Where the value of a key stands."""
        return self.places.get(key, self.place)

    def text(self, key: str) -> Text:
        found = self.get(Text(key))
        return found if isinstance(found, Text) else Text.at("", self.spot(key))

    def texts(self, key: str) -> tuple[Text, ...]:
        """A list of texts; a single text is a list of one."""
        found = self.get(Text(key))
        if isinstance(found, Text):
            return (found,)
        return tuple(item for item in found if isinstance(item, Text)) if isinstance(found, list) else ()

    def row(self, key: str) -> Row:
        found = self.get(Text(key))
        return found if isinstance(found, Row) else Row.at(self.spot(key))

    def rows(self, key: str) -> tuple[Row, ...]:
        found = self.get(Text(key))
        return tuple(item for item in found if isinstance(item, Row)) if isinstance(found, list) else ()

    def whole(self, key: str, otherwise: int) -> int:
        found = self.get(Text(key))
        return found if isinstance(found, int) else otherwise

    def pair(self, key: str) -> tuple[int, int] | None:
        found = self.get(Text(key))
        match found:
            case [int(first), int(second)]:
                return first, second
            case _:
                return None

    def truth(self, key: str, otherwise: bool) -> bool:
        found = self.get(Text(key))
        return found if isinstance(found, bool) else otherwise

    def named_rows(self) -> Iterator[tuple[Text, Row]]:
        """The rows of a table of rows, with their keys."""
        return ((key, item) for key, item in self.items() if isinstance(item, Row))


Raw: TypeAlias = Text | bool | int | float | list["Raw"] | Row | None


class Notes:
    """Collects every mistake, so that all are told at once."""

    def __init__(self) -> None:
        self.errors: list[Problem] = []
        self.warnings: list[Problem] = []
        self.lines: dict[str, list[str]] = {}

    def error(self, place: Place, message: str) -> None:
        self.errors.append(self._problem(place, message))

    def warn(self, place: Place, message: str) -> None:
        self.warnings.append(self._problem(place, message))

    def take(self, others: Notes) -> None:
        """What was noted elsewhere of another file."""
        self.errors += others.errors
        self.warnings += others.warnings
        self.lines.update(others.lines)

    def unknown(self, what: str, name: Text, known: Iterator[str] | tuple[str, ...]) -> None:
        """A name that nothing bears."""
        self.error(name.place, f"unknown {what} '{name}'{meant(name, known)}")

    def _problem(self, place: Place, message: str) -> Problem:
        lines = self.lines.get(place.path, [])
        source = lines[place.line - 1] if 0 < place.line <= len(lines) else ""
        return Problem(place.path, place.line, place.column, message, source)


def meant(name: str, known: Iterator[str] | tuple[str, ...]) -> str:
    """The likely name, or all when they are few.

    >>> meant("lenght", ("length", "width"))
    "; did you mean 'length'?"
    >>> meant("zzz", ("length", "width"))
    '; there are: length, width'
    """
    names = sorted(set(known))
    near = get_close_matches(name.lower(), names, 1, 0.6) or [known for known in names if known.lower() == name.lower()]
    if near:
        return f"; did you mean '{near[0]}'?"
    return f"; there are: {', '.join(names)}" if 0 < len(names) <= 12 else ""
