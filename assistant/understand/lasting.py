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

ROWS = "made"  # the section that tells of each part its checksum, its words, and its sections


class Tables(NamedTuple):
    """What a part comes to."""

    sections: Mapping[str, Any]
    words: Mapping[str, int]  # of the templates it was made of, and how often


class Later(Protocol):
    """Sees to a piece of work, here or elsewhere; what it gives back waits for what that comes to."""

    def __call__(self, work: Callable[[], T], /) -> Callable[[], T]: ...


def at_need(work: Callable[[], T]) -> Callable[[], T]:
    """Here, and not before it is asked for."""
    return work


class Part(NamedTuple):
    """A part of an index."""

    name: str
    made_of: str  # all that decides what it comes to
    begin: Callable[[Later], Callable[[], Tables]]  # what this gives back is asked for when all parts have begun


class Made(NamedTuple):
    """A part that is ready, with what an index tells of it."""

    tables: Tables
    row: list[str]


def begun(part: Part, before: Mapping[str, Any], later: Later) -> Callable[[], Made]:
    """A part, taken from an earlier index if it was made of the same, or begun."""
    key = key_of(part.made_of)
    if (taken := _taken(part.name, key, before)) is not None:
        return lambda: taken
    tables = part.begin(later)
    return lambda: _new(tables(), key)


def _taken(name: str, key: str, before: Mapping[str, Any]) -> Made | None:
    """A part of an earlier index; None when that was made of something else, or is no index at all."""
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
