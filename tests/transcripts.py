"""What a document shows is what the program says: transcripts are read, played, and written anew.

    python -m tests.transcripts README.md        shows what differs
    python -m tests.transcripts --renew README.md

A block of three backticks and `text` with lines that begin with "> " is one conversation. A block with `console` holds
commands behind "$ ". What stands below such a line is what comes back; only the breaks between words may differ.
"""

from __future__ import annotations

import re
import shlex
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from assistant.decide.state import Conversation
from assistant.engine import Engine
from assistant.reply import said
from tests import running

FENCE = re.compile(r"^```(text|console)\n(.*?)^```$", re.M | re.S)
WIDTH = 100
SIGN = {"text": "> ", "console": "$ "}


class Turn(NamedTuple):
    """A line of the person and what is shown to come back."""

    said: str
    shown: str


class Block(NamedTuple):
    """One transcript: where it begins in the document, its kind and its turns."""

    line: int
    kind: str
    turns: tuple[Turn, ...]


def blocks(document: str) -> Iterator[Block]:
    """The transcripts of a document; a block without a line of the person is none."""
    for match in FENCE.finditer(document):
        sign = SIGN[match[1]]
        lines = match[2].splitlines()
        starts = [place for place, line in enumerate(lines) if line.startswith(sign)]
        turns = tuple(
            Turn(lines[start].removeprefix(sign), "\n".join(lines[start + 1 : end]))
            for start, end in zip(starts, (*starts[1:], len(lines)), strict=False)
        )
        if turns:
            yield Block(document.count("\n", 0, match.start()) + 1, match[1], turns)


def played(block: Block, engine: Engine) -> tuple[Turn, ...]:
    """The same lines with what really comes back."""
    if block.kind == "console":
        return tuple(Turn(turn.said, _ran(turn.said)) for turn in block.turns)
    talk, turns = Conversation(), []
    for turn in block.turns:
        talk, told = said(engine, talk, turn.said)
        turns.append(Turn(turn.said, told.answer.text))
    return tuple(turns)


def _ran(line: str) -> str:
    command, *args = shlex.split(line)
    assert command == "acupressure", f"only the command itself is run, not {command}"
    done = running.acupressure(*args)
    return done.out + done.err


def words(text: str) -> str:
    """The text with single blanks."""
    return " ".join(text.split())


def renewed(document: str, engine: Engine) -> str:
    """The document with every transcript as it is now."""

    def anew(match: re.Match[str]) -> str:
        found = list(blocks(match[0]))
        if not found:
            return match[0]
        lines = (part for turn in played(found[0], engine) for part in (SIGN[match[1]] + turn.said, *_wrapped(turn.shown, match[1])))
        return f"```{match[1]}\n" + "\n".join(lines).rstrip("\n") + "\n```"

    return FENCE.sub(anew, document)


def _wrapped(text: str, kind: str) -> list[str]:
    lines = text.rstrip("\n").split("\n")
    if kind == "console" and any("\u2800" <= sign <= "\u28ff" for sign in text):
        return [*(line.rstrip() for line in lines), ""]
    return [*(part for line in lines for part in textwrap.wrap(line, WIDTH, subsequent_indent="" if kind == "text" else "    ")), ""]


def _engine() -> Engine:
    from assistant.commands import start

    return start.engine(None, "acupressure")


def main(args: list[str]) -> int:
    """Compare, or renew, the documents named."""
    engine, different = _engine(), 0
    for path in (Path(arg) for arg in args if not arg.startswith("-")):
        document = path.read_text("utf-8")
        if "--renew" in args:
            path.write_text(renewed(document, engine), "utf-8")
            continue
        for block in blocks(document):
            for turn, now in zip(block.turns, played(block, engine), strict=True):
                if words(turn.shown) != words(now.shown):
                    different += 1
                    print(f"{path}:{block.line}: {turn.said}\n  shown: {words(turn.shown)}\n  now:   {words(now.shown)}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
