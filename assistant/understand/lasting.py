"""Parts of an index that hold as long as what they were made of is the same, whatever else of the content has changed.

An index names, for each of its parts, a checksum of all that it was made of; who makes the next one takes over what still
holds. Learning takes most of the time, and most changes of content are none of what is learnt. Not here: how parts are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from assistant.content.cache import key_of
from assistant.content.sections import Items, Table
from assistant.values import NamedTuple

T = TypeVar("T")

ROWS = "made"  # the section with a row for each part: checksum, words, names of its sections


class Tables(NamedTuple):
    """A finished part: its sections of the index, and the words it was made of."""

    sections: Mapping[str, Any]
    words: Mapping[str, int]  # of its templates, and how often each occurs


class Later(Protocol):
    """Has a piece of work done, in this process or another; calling what it returns waits for the result."""

    def __call__(self, work: Callable[[], T], /) -> Callable[[], T]: ...


def at_need(work: Callable[[], T]) -> Callable[[], T]:
    """A `Later` that does the work in this process, when the result is asked for."""
    return work


class Part(NamedTuple):
    """A part of an index, and how it is made."""

    name: str
    made_of: str  # everything it is made of, as text
    begin: Callable[[Later], Callable[[], Tables]]  # starts the work; calling what it returns waits for the tables


class Made(NamedTuple):
    """A part that is ready, with what an index tells of it."""

    tables: Tables
    row: list[str]


def begun(part: Part, before: Mapping[str, Any], later: Later) -> Callable[[], Made]:
    """Take a part from an earlier index if it was made of the same, or start making it."""
    key = key_of(part.made_of)
    if (taken := _taken(part.name, key, before)) is not None:
        return lambda: taken
    tables = part.begin(later)
    return lambda: _new(tables(), key)


def _taken(name: str, key: str, before: Mapping[str, Any]) -> Made | None:
    """The part as an earlier index has it; None where it was made of something else, or `before` is no index."""
    try:
        row = list(before[ROWS][name])
        if row[0] != key:
            return None
        counts = row[1].split()
        words = dict(zip(counts[::2], map(int, counts[1::2]), strict=True))
        return Made(Tables({section: _whole(before[section]) for section in row[2:]}, words), row)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        return None


def _new(tables: Tables, key: str) -> Made:
    words = " ".join([f"{word} {times}" for word, times in tables.words.items()])
    return Made(tables, [key, words, *tables.sections])


def _whole(section: Any) -> Any:
    """A section of a file as data that can be written into another."""
    return list(section) if isinstance(section, Items) else dict(section) if isinstance(section, Table) else section
