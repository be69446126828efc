"""Parts of an index that hold as long as what they were made of is the same, whatever else of the content has changed.

An index names, for each of its parts, a checksum of all that it was made of; who makes the next one takes over what still
holds. Learning takes most of the time, and most changes of content are none of what is learnt. Not here: how parts are made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from assistant.content.cache import key_of
from assistant.content.sections import Items, Table
from assistant.values import NamedTuple

ROWS = "made"  # the section that tells of each part its checksum, its words, and its sections


class Tables(NamedTuple):
    """What a part comes to."""

    sections: Mapping[str, Any]
    words: Mapping[str, int]  # of the templates it was made of, and how often


Done = Callable[[Sequence[Callable[[], Tables]]], list[Tables]]  # does pieces of work that do not wait for each other


def in_turn(works: Sequence[Callable[[], Tables]]) -> list[Tables]:
    """One after the other."""
    return [work() for work in works]


class Part(NamedTuple):
    """A part of an index."""

    name: str
    made_of: str  # all that decides what it comes to
    make: Callable[[], Tables]


class Made(NamedTuple):
    """A part that is ready, with what an index tells of it."""

    tables: Tables
    row: list[str]


def made(parts: Sequence[Part], before: Mapping[str, Any], done: Done) -> list[Made]:
    """Parts, each taken from an earlier index if it was made of the same."""
    keys = [key_of(part.made_of) for part in parts]
    found = [_taken(part.name, key, before) for part, key in zip(parts, keys, strict=True)]
    new = iter(done([part.make for part, one in zip(parts, found, strict=True) if one is None]))
    return [one or _new(next(new), key) for one, key in zip(found, keys, strict=True)]


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
