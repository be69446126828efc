"""A new subject that talks, guides and is tested at once: the files of `starter/` under another name."""

from __future__ import annotations

import re
from pathlib import Path

from assistant.content.files import COMMON
from assistant.errors import WrongUse

STARTER = Path(__file__).with_name("starter")
_NAME = re.compile(r"[a-z][a-z0-9-]*\Z")


def named(name: str) -> str:
    """The name if it can be one of a subject; an error that says what one looks like."""
    if not _NAME.match(name) or name == COMMON:
        wrong = "is taken" if name == COMMON else "is no name for a subject"
        raise WrongUse(f"'{name}' {wrong}; write a lower-case letter, then letters, digits and '-', as in bicycle-repair")
    return name


def empty(into: Path) -> Path:
    """The folder if nothing is in it; an error otherwise: nothing is ever overwritten."""
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise WrongUse(f"{into} exists and is not empty; choose another folder with --into")
    return into


def create(name: str, into: Path) -> tuple[Path, ...]:
    """Write the starter into a folder that is absent or empty; the files written."""
    named(name)
    empty(into)
    written = []
    for source in sorted(STARTER.rglob("*")):
        if source.is_file():
            target = into / str(source.relative_to(STARTER)).replace("NAME", name)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = source.read_text("utf-8").replace("NAME", name).replace("TITLE", name.replace("-", " ").capitalize())
            target.write_text(text, "utf-8")
            written.append(target)
    return tuple(written)
