"""`doctor`: what works here, what does not, and what would mend it. It looks and tries; it changes nothing."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue

from assistant import VERSION
from assistant.commands import start
from assistant.commands.desk import abilities_of, figures_of
from assistant.devices import config, folders
from assistant.errors import AssistantError
from assistant.respond.wrapping import wrap
from assistant.values import NamedTuple

PATIENCE = 15.0  # seconds for a voice to find itself
NO_SOUND = "see the reasons; on Linux a sound server (PipeWire, PulseAudio) or ALSA is needed. Without sound everything goes on in text"


class Finding(NamedTuple):
    """One thing that was looked at."""

    name: str
    says: str
    mend: str = ""  # empty: it works


def doctor(options: Namespace) -> int:
    """Print every finding, with a remedy where one is needed; the exit code is 1 when the program itself can not work."""
    findings = tuple(_looked(options))
    if options.json:
        for finding in findings:
            print(json.dumps(finding._asdict(), ensure_ascii=False))
    else:
        wide = shutil.get_terminal_size().columns - 1 if sys.stdout.isatty() else 0
        print("\n".join(_rows(findings, wide)))
    return 1 if any(finding.mend and finding.name in ("content", "config") for finding in findings) else 0


def _rows(findings: Sequence[Finding], wide: int) -> Iterator[str]:
    """Names on the left, findings on the right, broken to the width of the window; 0: not broken."""
    left = max(len(finding.name) for finding in findings)
    for finding in findings:
        said = [finding.says, *([f"to mend it: {finding.mend}"] if finding.mend else [])]
        lines = [line for text in said for line in wrap(text, wide - left - 2 if wide > 2 * left else len(text)).split("\n")]
        yield from (f"{name:{left}}  {line}" for name, line in zip([finding.name, *[""] * len(lines)], lines, strict=False))


def _looked(options: Namespace) -> list[Finding]:
    system = f"acupressure {VERSION}, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
    settings, chosen = _config()
    here = [Finding("version", system), settings, _content(options), _terminal(options, chosen), _pictures(options)]
    return [*here, *_voice(chosen), *_folders(), _diary(), _libraries()]


def _config() -> tuple[Finding, config.Config]:
    """config.toml, if there is one."""
    path = folders.config() / config.FILE
    try:
        return Finding("config", str(path) if path.exists() else f"none ({path} would be read)"), config.load(folders.config())
    except AssistantError as error:
        return Finding("config", str(error), "correct that line, or take the file away"), config.Config()


def _content(options: Namespace) -> Finding:
    """What is known, and whether its compiled form is kept."""
    from assistant.decide.view import covered

    try:
        domain = start.engine(options.content, options.domain).domain
    except AssistantError as error:
        return Finding("content", str(error).partition("\n")[0], "acupressure check")
    statements = sum(len(facet) for entry in domain.entries.values() for facet in entry.facets.values())
    entries = f"{len(domain.entries)} entries ({len(covered(domain))} covered)"
    rest = f"{len(domain.intents)} intents, {statements} statements, {len(domain.flags)} red flags"
    return Finding("content", f"{domain.title}: {entries}, {rest}; in {start.content_root(options.content)}")


def _terminal(options: Namespace, chosen: config.Config) -> Finding:
    """What the screen can do, as far as its environment tells."""
    able = abilities_of(options, chosen)
    from assistant.respond import figures

    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return Finding("terminal", "none: input or output is a pipe or a file; the chat reads and writes plain lines")
    if able.plain:
        wished = options.plain or chosen.plain or os.environ.get("ACUPRESSURE_PLAIN")
        why = "asked for" if wished else f"TERM is {os.environ.get('TERM') or 'not set'}"
        return Finding("terminal", f"plain text ({why})")
    pixels = figures.protocol(os.environ)
    drawn = f"pictures as {'pixels (' + pixels + ')' if pixels and figures.can_draw() else 'braille' if able.utf8 else 'letters'}"
    colour = "16 colours" if able.colour else "no colour (NO_COLOR or config.toml)"
    return Finding("terminal", ", ".join((os.environ.get("TERM", ""), f"{able.columns}x{able.rows}", colour, drawn)))


def _pictures(options: Namespace) -> Finding:
    from assistant.devices import pictures
    from assistant.respond import figures

    known = pictures.known(figures_of(options))
    extra = "PNG possible" if figures.can_draw() else "no PNG (pip install 'acupressure[figures]' would add it)"
    return Finding("pictures", f"of {len(known)} places; {extra}", "acupressure check" if pictures.broken(figures_of(options)) else "")


def _voice(chosen: config.Config) -> list[Finding]:
    """Start the voice as the chat does, and see what it finds."""
    from assistant.devices.speaker import Speaker
    from assistant.devices.voice.port import VoiceEvent, VoiceFailed, VoiceReady

    events: SimpleQueue[VoiceEvent] = SimpleQueue()
    speaker = Speaker(events.put, chosen.voice)
    try:
        while True:
            match events.get(timeout=PATIENCE):
                case VoiceReady(engine, output):
                    return [Finding("voice", f"{engine}, {chosen.voice.rate} words a minute"), Finding("sound", output)]
                case VoiceFailed(message, detail):
                    return [Finding("voice", f"{message}{f' ({detail})' if detail else ''}", NO_SOUND)]
                case _:
                    pass
    except Empty:
        return [Finding("voice", f"it says nothing after {PATIENCE:g} seconds", "set [voice] engine in config.toml, see docs/config.md")]
    finally:
        speaker.close()


def _folders() -> list[Finding]:
    """Where things are kept, and who may read them."""
    return [
        Finding(name, f"{path} ({_mode(path)})", _writable(path))
        for name, path in (("data", folders.data()), ("config folder", folders.config()), ("state", folders.state()), ("cache", folders.cache()))
    ]


def _mode(path: Path) -> str:
    return f"mode {path.stat().st_mode & 0o777:04o}" if path.exists() else "not there, made when needed"


def _writable(path: Path) -> str:
    """The remedy where a folder can not be written; '' where it can."""
    place = next(parent for parent in (path, *path.parents) if parent.exists())
    remedy = f"{place} can not be written; set ACUPRESSURE_DATA, _CONFIG, _STATE or _CACHE to another folder"
    return "" if os.access(place, os.W_OK | os.X_OK) else remedy


def _diary() -> Finding:
    from assistant.devices.diary import consent, where

    path = where(folders.data())
    state = {True: "on", False: "off", None: "off, never asked"}[consent(folders.data())]
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o600
    return Finding("diary", f"{state}; {path} ({_mode(path)})", "" if mode == 0o600 else f"chmod 600 '{path}'")


LIBRARIES = (
    ("rapidfuzz", "understands misspelt words", "pip install rapidfuzz"),
    ("yaml", "reads the content", "pip install PyYAML"),
    ("numpy", "learns the phrases", "pip install numpy"),
    ("prompt_toolkit", "the chat on a terminal", "pip install prompt_toolkit"),
)


def _libraries() -> Finding:
    missing = [(name, what, mend) for name, what, mend in LIBRARIES if find_spec(name) is None]
    if missing:
        return Finding("libraries", "; ".join(f"{name} is missing ({what})" for name, what, _ in missing), "; ".join(mend for _, _, mend in missing))
    return Finding("libraries", f"all {len(LIBRARIES)} that are needed are here")
