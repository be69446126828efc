"""Which files make up a subject, and their state. Imports nothing heavy: this runs at every start."""

from __future__ import annotations

import os
from collections.abc import Iterator

from assistant.errors import ContentMissing
from assistant.values import NamedTuple

COMMON = "common"
FOLDERS = ("intents", "knowledge")
PROGRAM = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))


Folder = str | os.PathLike[str]


class File(NamedTuple):
    """A file of the content, by its path relative to the root, with '/' between folders."""

    path: str
    changed: int  # nanoseconds
    size: int


def shipped() -> str:
    """The program's own content: packed inside it, or beside it in a checkout."""
    packed = os.path.join(PROGRAM, "data")
    return packed if os.path.isdir(os.path.join(packed, FOLDERS[0])) else os.path.dirname(PROGRAM)


def base(root: Folder, path: str) -> str:
    """Under which folder a content file is found: a root without its own `common` borrows the program's."""
    folder, layer = path.split("/")[:2]
    return shipped() if layer == COMMON and not os.path.isdir(os.path.join(root, folder, COMMON)) else os.fspath(root)


def domains(root: Folder) -> tuple[str, ...]:
    """The subjects there are: folders in both intents/ and knowledge/, besides common."""
    found = [{entry.name for entry in _scan(os.path.join(root, folder)) if entry.is_dir()} for folder in FOLDERS]
    return tuple(sorted(name for name in found[0] & found[1] if name != COMMON and name[0] not in "._"))


def usual(root: Folder, name: str) -> str:
    """The subject meant by whoever names none: this one, or the only one there is."""
    known = domains(root)
    return known[0] if len(known) == 1 else name


def required(root: Folder, name: str) -> None:
    """Raise ContentMissing, naming what there is, unless the subject exists."""
    known = domains(root)
    if name in known and name != COMMON:
        return
    if not known:
        raise ContentMissing(f"no content in {root}: it wants a folder of the same name in intents/ and in knowledge/")
    raise ContentMissing(f"no subject called '{name}' in {root}; there is: {', '.join(known)}")


def files(root: Folder, name: str) -> tuple[File, ...]:
    """All files of common and of one subject, in a fixed order."""
    layers = [f"{folder}/{layer}" for folder in FOLDERS for layer in (COMMON, name)]
    return tuple(sorted(file for layer in layers for file in _walk(os.path.join(base(root, layer), layer), layer)))


def _walk(folder: str, relative: str) -> Iterator[File]:
    for entry in _scan(folder):
        path = f"{relative}/{entry.name}"
        if entry.name[0] == "." or entry.name[-1] == "~":
            continue  # what editors leave lying about
        if entry.is_dir():
            yield from _walk(entry.path, path)
        else:
            yield File(path, *_state(entry))


def _state(entry: os.DirEntry[str]) -> tuple[int, int]:
    """When it was changed, and its size; of a link that leads nowhere nothing is known, and whoever reads it says so."""
    try:
        state = entry.stat()
    except OSError:
        return 0, 0
    return state.st_mtime_ns, state.st_size


def _scan(folder: str) -> list[os.DirEntry[str]]:
    if not os.path.isdir(folder):
        return []
    with os.scandir(folder) as entries:
        return list(entries)
