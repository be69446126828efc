"""The compiled content: one JSON file for a content folder and a subject, used while no file has changed.

The first line is the key and the checksum, the second the data. Whatever is wrong with it (absent, half written, foreign,
of another version, unreadable), it is ignored and made anew; where it can not be written, the content is used from memory.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from zlib import adler32, crc32

from assistant.content.data import domain_from_data, domain_to_data
from assistant.content.files import files, required
from assistant.model import Domain, Sign
from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from assistant.content.data import JSON

FORMAT = 2  # of the cache file itself
ENGINE = Path(__file__).resolve().parents[1]
MAKERS = ("content", "understand", "model.py", "templates.py")  # the modules that decide what the data looks like


class Compiled(NamedTuple):
    """A subject and the matcher's index of it."""

    domain: Domain
    matcher: Mapping[str, JSON]


def cached(root: Path, name: str, folder: Path | None, build: Callable[[Domain], Mapping[str, JSON]]) -> Compiled:
    """The subject and its index, from the cache when no file has changed; folder None: never from or to a file."""
    required(root, name)
    place = folder / f"content-{name}-{checksum(str(root.resolve()).encode())}.json" if folder else None
    state = key(root, name)
    found = _read(place, state) if place else None
    if found is not None:
        return found
    from assistant.content import loader  # PyYAML is not imported when the cache is good

    domain = loader.load(root, name)
    body = json.dumps([domain_to_data(slim(domain)), build(domain)], ensure_ascii=False, separators=(",", ":"))
    if place:
        _write(place, state, body.encode("utf-8"))
    return _compiled(body.encode("utf-8"))


def slim(domain: Domain) -> Domain:
    """A subject without the wordings: they are in the index, and a start need not read them twice.

    Two phrases an intent stay, as examples of what can be asked.
    """
    parts = domain.parts.keys()

    def bare(sign: Sign) -> Sign:
        return sign._replace(says=(), unless=tuple(item for item in sign.unless if item in parts))

    return domain._replace(
        intents={id_: intent._replace(says=intent.says[:2], never=()) for id_, intent in domain.intents.items()},
        values={id_: value._replace(also=()) for id_, value in domain.values.items()},
        flags={id_: f._replace(signs=tuple(map(bare, f.signs)), unless=tuple(u for u in f.unless if u in parts)) for id_, f in domain.flags.items()},
        conditions={
            id_: c._replace(signs=tuple(map(bare, c.signs)), unless=tuple(u for u in c.unless if u in parts)) for id_, c in domain.conditions.items()
        },
        parts={},
        cues=(),
        known=(),
    )


def key(root: Path, name: str) -> str:
    """The state of all content files and of the engine's own modules that read them."""
    states = [*files(root, name), *(state for maker in MAKERS for state in _modules(ENGINE / maker))]
    lines = "".join(f"{path}\0{changed}\0{size}\n" for path, changed, size in states)
    return checksum(f"{FORMAT} {sys.version_info[:2]}\n{lines}".encode())


def checksum(data: bytes) -> str:
    """Two checksums and the length: enough to see an accident, at a tenth of what importing hashlib costs every start."""
    return f"{crc32(data):08x}{adler32(data):08x}{len(data):x}"


def _modules(place: Path) -> list[tuple[str, int, int]]:
    """Python files of a folder, or the one file."""
    if place.suffix:
        return [(place.name, place.stat().st_mtime_ns, place.stat().st_size)]
    with os.scandir(place) as entries:
        states = [(entry.name, entry.stat()) for entry in entries if entry.name.endswith(".py")]
    return sorted((name, state.st_mtime_ns, state.st_size) for name, state in states)


def _read(place: Path, state: str) -> Compiled | None:
    """What the cache holds for this state, or None."""
    try:
        head, _, body = place.read_bytes().partition(b"\n")
    except OSError:
        return None
    if head != _head(state, body):
        return None
    try:
        return _compiled(body)
    except (ValueError, TypeError, KeyError, IndexError):
        return None  # right by its checksum and still something else: made by another program


def _compiled(body: bytes) -> Compiled:
    """The values of a cache body. The collector rests meanwhile: nothing of what is made here becomes garbage."""
    resting = gc.isenabled()
    gc.disable()
    try:
        domain, matcher = json.loads(body)
        return Compiled(domain_from_data(domain), matcher)
    finally:
        if resting:
            gc.enable()


def _head(state: str, body: bytes) -> bytes:
    return f'{{"key":"{state}","sum":"{checksum(body)}"}}'.encode()


def _write(place: Path, state: str, body: bytes) -> None:
    """Whole or not at all, readable by its owner only. A folder that can not be written is fine."""
    part = place.with_name(f"{place.name}.{os.getpid()}.{os.urandom(4).hex()}.part")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(_head(state, body) + b"\n" + body)
        os.replace(part, place)
    except OSError:
        with suppress(OSError):
            part.unlink()


def cache_folder(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Path:
    """Where the cache belongs: ACUPRESSURE_CACHE, or what the platform calls a cache folder."""
    if environ.get("ACUPRESSURE_CACHE"):
        return Path(environ["ACUPRESSURE_CACHE"])
    home = Path(environ.get("HOME") or environ.get("USERPROFILE") or os.path.expanduser("~"))
    if platform == "win32":
        return Path(environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "acupressure" / "Cache"
    if platform == "darwin":
        return home / "Library" / "Caches" / "acupressure"
    chosen = environ.get("XDG_CACHE_HOME", "")
    return (Path(chosen) if os.path.isabs(chosen) else home / ".cache") / "acupressure"
