"""Where things were written: what authors' tools need beside a Domain, which knows no files.

The values here are read from the same files by the same reader. Not here: whether anything is wrong (loader).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from assistant.content import loader
from assistant.content.build import build
from assistant.content.cache import fresh
from assistant.content.files import Folder, base
from assistant.content.gather import Gathered, gather, gathered_of
from assistant.content.places import Notes, Place, Row
from assistant.content.references import statements
from assistant.content.resting import resting
from assistant.model import Domain
from assistant.values import NamedTuple

SAID = ("domain", "words", "intents")  # what holds the phrases, and the language's tables
NAMED = ("domain", "words", "entry", "values")  # what holds the names


class Phrase(NamedTuple):
    """One authored phrase of an intent, rules put in, with its place."""

    text: str
    place: Place
    common: bool  # belongs to the language, not to a subject


class Written(NamedTuple):
    """Places by name."""

    root: Path
    intents: Mapping[str, Place]
    phrases: Mapping[str, tuple[Phrase, ...]]  # intent -> its phrases in order, one for each of Intent.says
    entries: Mapping[str, Place]
    statements: Mapping[tuple[str, str], Place]  # (entry, text)
    replies: Mapping[str, Place]  # id of a phrase of phrases.yaml
    names: Mapping[tuple[str, str], Place]  # (id of an entry or value, name as written)
    safety: Mapping[str, Place]  # flags and conditions
    sources: Mapping[str, Place]
    layers: Mapping[str, str]  # path -> common, or the subject

    def borrowed(self, place: Place) -> bool:
        """Whether it stands in a file of the program, used because the content has no such folder: no business of its author."""
        return base(self.root, place.path) != os.fspath(self.root)


def sound(root: Path, name: str, folder: Folder) -> tuple[Domain, Written]:
    """A subject without mistakes, ContentBroken holds every one; what is compiled in that folder need not be checked again."""
    if fresh(root, name, folder):
        return read(root, name)
    domain, gathered = loader.sound(root, name)
    return domain, _written(root, name, gathered, domain)


@resting()
def read(root: Path, name: str) -> tuple[Domain, Written]:
    """A subject known to have no mistakes, with all its phrases and their places; nothing is checked again."""
    return _read(root, name, gather(root, name, Notes()))


@resting()
def said(root: Path, name: str) -> tuple[Domain, Written]:
    """What people say to it alone: half of the files. Nothing is checked."""
    return _read(root, name, gathered_of(root, name, SAID, Notes()))


@resting()
def named(root: Path, name: str) -> Domain:
    """What bears names in it alone. Nothing is checked."""
    return _read(root, name, gathered_of(root, name, NAMED, Notes()))[0]


def _read(root: Path, name: str, gathered: Gathered) -> tuple[Domain, Written]:
    assert gathered.domain is not None, "only for content that was loaded before"
    domain = build(name, gathered, gathered.domain)
    return domain, _written(root, name, gathered, domain)


def _written(root: Path, name: str, gathered: Gathered, domain: Domain) -> Written:
    phrases: dict[str, tuple[Phrase, ...]] = {}
    for id_, (key, row) in gathered.intents.items():
        common = gathered.layers[key.place.path] != name
        said_at = zip(domain.intents[id_].says, row.texts("says"), strict=True)
        phrases[id_] = tuple([Phrase(text, written.place, common) for text, written in said_at])
    return Written(
        root=root,
        intents={id_: key.place for id_, (key, _) in gathered.intents.items()},
        phrases=phrases,
        entries={str(row.text("id")): row.place for row in gathered.entries},
        statements={(str(row.text("id")), str(s.text("text")).strip()): s.place for row in gathered.entries for s in statements(row)},
        replies={id_: key.place for id_, (key, _) in gathered.phrases.items()},
        names=dict(_names(gathered.entries, [value for _, value in gathered.values])),
        safety={str(row.text("id")): row.text("id").place for row in (*gathered.flags, *gathered.conditions)},
        sources={id_: key.place for id_, (key, _) in gathered.sources.items()},
        layers=gathered.layers,
    )


def _names(entries: list[Row], values: list[Row]) -> list[tuple[tuple[str, str], Place]]:
    rows = [(row, ("name", "also", "heard")) for row in entries] + [(row, ("name", "also")) for row in values]
    return [((str(row.text("id")), str(text).strip()), text.place) for row, keys in rows for key in keys for text in row.texts(key)]
