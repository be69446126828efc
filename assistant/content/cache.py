"""The compiled content: one file of JSON lines for a content folder and a subject, used while no file has changed.

The first line is the key and the checksum, then come a table of contents and the sections (sections). Whatever is wrong with
it (absent, half written, foreign, of another version, unreadable), it is ignored and made anew; where it can not be written,
the content is used from memory. See docs/adr/0006-cache.md. What comes with a wheel was learnt when that was built
(docs/adr/0008-learnt.md), so that nobody waits for it who installs one.
"""

from __future__ import annotations

import os
import sys
from binascii import crc32
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from assistant.content.data import domain_from_data, domain_to_data
from assistant.content.files import PROGRAM, Folder, files, required, shipped
from assistant.content.sections import laid, opened
from assistant.model import Domain, Sign
from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

    from assistant.content.sections import JSON, Text

FORMAT = 4  # of the cache file itself
MAKERS = ("content", "understand", "model.py", "templates.py", "expanding.py")  # the modules that decide what the data looks like
_PIECE = 1 << 16  # bytes of a file looked at at once


Index = Mapping[str, "JSON"]
Build = Callable[[Domain, Mapping[str, "Any"]], Index]  # makes the index of a subject; the other is one of what the content was before


class Compiled(NamedTuple):
    """A subject and the matcher's index of it."""

    domain: Domain
    matcher: Mapping[str, Any]


def cached(root: Folder, name: str, folder: Folder | None, build: Build) -> Compiled:
    """The subject and its index, from the cache when no file has changed; folder None: never from or to a file."""
    required(root, name)
    place = place_of("content", root, name, folder) if folder else ""
    state = key(root, name)
    found = _read(place, state) if place else None
    if found is not None:
        return found
    body = _made(root, name, build, place)
    if place:
        keep(place, state, body)
    return _compiled(body, 0)


def _made(root: Folder, name: str, build: Build, place: str) -> bytes:
    """The body of a cache, from the files; some of the index perhaps from the cache of what they were, if there is one at that place."""
    from assistant.content import loader  # PyYAML and templates are not imported when the cache is good
    from assistant.content.resting import resting
    from assistant.templates import parse

    try:
        with resting():
            engine = key_of("")
            earlier = (learnt(name), place) if os.fspath(root) == shipped() else (place, learnt(name))
            before = _before(earlier, engine)
            domain, wordings = loader.loaded(root, name, before.wordings)
            index = build(domain, before.matcher)
            return laid({"domain": domain_to_data(slim(domain)), "matcher": index, "checked": {"wordings": wordings, "engine": engine}})
    finally:
        parse.cache_clear()


def fresh(root: Folder, name: str, folder: Folder | None) -> bool:
    """Whether the cache is of the files as they are: whoever only wants to know that they have no mistakes need not read them."""
    required(root, name)
    if not folder:
        return False
    try:
        with open(place_of("content", root, name, folder), "rb") as file:
            return file.readline().startswith(_key(key(root, name)))
    except OSError:
        return False


def place_of(what: str, root: Folder, name: str, folder: Folder) -> str:
    """The file that keeps something of a subject of a content folder."""
    return os.path.join(folder, f"{what}-{name}-{checksum(os.path.realpath(root).encode())}.jsonl")


def slim(domain: Domain) -> Domain:
    """A subject without the wordings: they are in the index, and a start need not read them twice.

    Two phrases an intent stay, as examples of what can be asked; those that name an entry first.
    """
    parts = domain.parts.keys()
    slot = f"{{{domain.subject}}}"
    shown = {id_: sorted(intent.says, key=lambda text: text.count(slot) != 1)[:2] for id_, intent in domain.intents.items()}
    return domain._replace(
        intents={id_: intent._replace(says=tuple(shown[id_]), never=()) for id_, intent in domain.intents.items()},
        values={id_: value._replace(also=()) for id_, value in domain.values.items()},
        flags={id_: f._replace(signs=_bare(f.signs, parts), unless=_of(f.unless, parts)) for id_, f in domain.flags.items()},
        conditions={id_: c._replace(signs=_bare(c.signs, parts), unless=_of(c.unless, parts)) for id_, c in domain.conditions.items()},
        parts={},
        examples=(),
        cues=(),
        known=(),
    )


def _bare(signs: tuple[Sign, ...], parts: Collection[str]) -> tuple[Sign, ...]:
    """Signs as combinations of parts, without what is worded in full."""
    return tuple(sign._replace(says=(), unless=_of(sign.unless, parts), looks=_of(sign.looks, parts)) for sign in signs)


def _of(items: tuple[str, ...], parts: Collection[str]) -> tuple[str, ...]:
    return tuple(item for item in items if item in parts)


def learnt(name: str) -> str:
    """The file that a wheel carries for a subject: the compiled content of where the wheel was built."""
    return os.path.join(PROGRAM, "data", f"learnt-{name}.jsonl")


def key(root: Folder, name: str) -> str:
    """The state of all content files and of the engine's own modules that read them."""
    modules = [(os.path.basename(file), *_state(file)) for file in _modules()]
    return checksum(f"{FORMAT} {sys.version_info[:2]}\n{_listed(files(root, name))}{_listed(modules)}".encode())


def state(root: Folder, name: str, folder: str) -> str:
    """The state of the content files in that folder, intents or knowledge."""
    return checksum(_listed(file for file in files(root, name) if file.path.startswith(f"{folder}/")).encode())


def key_of(what: str) -> str:
    """What something was made of, and what the engine's own modules say that made it, wherever they stand and whenever they came there."""
    sums = [f"{os.path.basename(file)} {_summed(file)}\n" for file in _modules()]
    return checksum(f"{FORMAT}\n{what}{''.join(sums)}".encode())


def _listed(states: Iterable[tuple[str, int, int]]) -> str:
    return "".join(f"{path}\0{changed}\0{size}\n" for path, changed, size in states)


def checksum(data: bytes) -> str:
    """The length, and a checksum from either end: enough to see an accident, at a tenth of what importing hashlib costs every start."""
    return f"{crc32(data):08x}{crc32(data[::-1]):08x}{len(data):x}"


def _modules() -> Iterator[str]:
    """The Python files of the makers, in a fixed order."""
    for maker in MAKERS:
        place = os.path.join(PROGRAM, maker)
        if maker.endswith(".py"):
            yield place
        else:
            yield from sorted([os.path.join(place, name) for name in os.listdir(place) if name.endswith(".py")])


def _state(file: str) -> tuple[int, int]:
    state = os.stat(file)
    return state.st_mtime_ns, state.st_size


def _summed(file: str) -> str:
    with open(file, "rb", buffering=0) as module:
        return checksum(module.read())


def _read(place: str, state: str) -> Compiled | None:
    """What the cache holds for this state, or None."""
    body = kept(place, state)
    if body is None:
        return None
    try:
        return _compiled(*body)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None  # right by its checksum and still something else: made by another program


class Before(NamedTuple):
    """What of a cache may still hold although files have changed."""

    matcher: Mapping[str, Any] = {}
    wordings: str = ""  # checksum of those that have been checked


def _before(places: Iterable[str], engine: str) -> Before:
    """What the first of these caches holds that the engine as it is has made, whatever the files were then; nothing where there is none."""
    for place in places:
        body = kept(place, None)
        try:
            groups = opened(*body) if body else {}
            if groups["checked"]["engine"] == engine:
                return Before(groups["matcher"], groups["checked"]["wordings"])
        except (ValueError, TypeError, KeyError, AttributeError):
            continue  # as above
    return Before()


class File:
    """A file that is read in pieces and has no place in memory. Open as long as somebody has it: replaced by another, it is still what it was."""

    def __init__(self, place: str) -> None:
        self._number = os.open(place, os.O_RDONLY)

    def __getitem__(self, part: slice) -> bytes:
        return os.pread(self._number, part.stop - part.start, part.start)

    def time(self) -> int:
        """When it was last written, in nanoseconds."""
        return os.fstat(self._number).st_mtime_ns

    def __del__(self) -> None:
        if hasattr(self, "_number"):
            os.close(self._number)


def kept(place: str, state: str | None) -> tuple[Text, int] | None:
    """A file made for this state, or for whatever it tells; and where its body begins. None when there is none, or not a whole one."""
    try:
        text = _text(place)
        head = text[0:_PIECE].partition(b"\n")[0] + b"\n"
        told = head[len(_key("")) - 1 :].partition(b'"')[0].decode("ascii", "replace") if state is None else state
        if not head.startswith(_key(told)):
            return None
        whole = isinstance(text, File) and text.time() == _time(head)  # as `keep` left it
        return (text, len(head)) if whole or head == _head(told, *_sum(text, len(head))) else None
    except OSError:
        return None


def _text(place: str) -> Text:
    """What is in a file. Where a file that is open can not be replaced, it is read at once and closed."""
    if hasattr(os, "pread"):
        return File(place)
    with open(place, "rb", buffering=0) as file:
        return file.read()


def _sum(text: Text, start: int) -> tuple[int, int]:
    """The checksum of a text from a place on, and its size, without having all of it at once."""
    found, at = 0, start
    while piece := text[at : at + _PIECE]:
        found, at = crc32(piece, found), at + len(piece)
    return found, at - start


def _compiled(text: Text, start: int) -> Compiled:
    """The values of a cache body that begins there. None is made before it is asked for."""
    groups = opened(text, start)
    return Compiled(domain_from_data(groups["domain"]), groups["matcher"])


def _key(state: str) -> bytes:
    """How a file made for a state begins."""
    return f'{{"key":"{state}"'.encode()


def _head(state: str, found: int, size: int) -> bytes:
    return _key(state) + f',"sum":"{found:08x}","size":{size}}}\n'.encode()


def _time(head: bytes) -> int:
    """The time of a file that is as it was written, in nanoseconds: one long past, which is another for every checksum and size.

    Whatever is written to a file sets its time to now, so that one which has this time need not be read through at every start.
    """
    return (500_000_000 + (crc32(head) >> 2)) * 1_000_000_000


def keep(place: str, state: str, body: bytes) -> None:
    """Whole or not at all, readable by its owner only. A folder that can not be written is fine."""
    from contextlib import suppress  # once in many starts

    part = f"{place}.{os.getpid()}.{os.urandom(4).hex()}.part"
    try:
        private_folder(os.path.dirname(place))
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            head = _head(state, *_sum(body, 0))
            file.write(head + body)
            file.flush()
            os.fsync(file.fileno())  # the time must not outlive what it vouches for
        os.utime(part, ns=(_time(head), _time(head)))
        os.replace(part, place)
    except OSError:
        with suppress(OSError):
            os.unlink(part)


def private_folder(folder: str) -> None:
    """Make it and whatever is missing above it for the owner alone: who may write above it could put another in its place."""
    above = os.path.dirname(folder)
    if above and not os.path.isdir(above):
        private_folder(above)
    os.makedirs(folder, mode=0o700, exist_ok=True)


def cache_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str:
    """Where the cache belongs: ACUPRESSURE_CACHE, or below XDG_CACHE_HOME, or what the platform calls a cache folder.

    The rule that `devices.folders` has for the other folders, without its import of pathlib.
    """
    if environ.get("ACUPRESSURE_CACHE"):
        return os.path.expanduser(environ["ACUPRESSURE_CACHE"])
    chosen = environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(chosen):
        return os.path.join(chosen, "acupressure")
    home = environ.get("HOME") or environ.get("USERPROFILE") or os.path.expanduser("~")
    if platform == "win32":
        return os.path.join(environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local"), "acupressure", "Cache")
    if platform == "darwin":
        return os.path.join(home, "Library", "Caches", "acupressure")
    return os.path.join(home, ".cache", "acupressure")
