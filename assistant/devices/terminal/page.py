"""An answer as lines with a look each: wrapped for reading, an urgent one unmistakable without colour.

Looks are names (`urgent`, `caution`, `source`, `note`); which colour they have is the prompt's. Not here: pictures and writing.
"""

from __future__ import annotations

from assistant.devices.terminal.words import SAY, STOP
from assistant.engine import Told
from assistant.model import Kind
from assistant.respond.wrapping import wrap

WIDEST = 76  # columns of prose; longer lines are hard to read
NARROWEST = 10
ROOMY = 16  # rows from which an empty line parts one answer from the next question

Piece = tuple[str, str]  # a look, and text


def clean(text: str) -> str:
    """Text without signs that steer a terminal.

    >>> clean("a\\x1b[2Jb\\rc\\td")
    'a[2Jb c d'
    """
    return "".join(sign if sign == "\n" or sign.isprintable() else " " if sign in "\t\r" else "" for sign in text)


def plain(told: Told) -> str:
    """An answer as text alone."""
    text = clean(told.answer.text)
    return f"{STOP} {text}" if told.answer.kind is Kind.URGENT else text


def pieces(told: Told, columns: int) -> list[Piece]:
    """An answer for the screen: what was read differently, the text, its sources."""
    width = max(NARROWEST, min(columns - 1, WIDEST))
    look = {Kind.URGENT: "urgent", Kind.CAUTION: "caution"}.get(told.answer.kind, "answer")
    out: list[Piece] = []
    if told.repaired:
        pairs = ", ".join(f"{said} > {read}" for said, read in told.repaired)
        out.append(("source", wrap(SAY["read_as"].format(pairs=clean(pairs)), width) + "\n"))
    body, sources = _split(told)
    if look == "urgent":
        out += _barred(body, width)
    else:
        out.append((look, "\n".join(wrap(line, width) for line in body.split("\n")) + "\n"))
    if sources:
        out.append(("source", wrap(sources, width) + "\n"))
    return out


def _barred(text: str, width: int) -> list[Piece]:
    """STOP first, a line of signs before and after, and one at the edge of every line."""
    lines = "\n".join(wrap(line, width - 4) for line in f"{STOP} {text}".split("\n")).split("\n")
    edge = "!" * min(width, max(len(line) for line in lines) + 4)
    return [("urgent", "\n".join((edge, *(f"! {line}" for line in lines), edge)) + "\n")]


def _split(told: Told) -> tuple[str, str]:
    """The text and its source line, which is the last one where there are sources."""
    text = clean(told.answer.text)
    body, _, last = text.rpartition("\n")
    named = told.answer.sources and any((s.short or s.title) in last for s in told.answer.sources)
    return (body, last) if body and named and last.endswith(told.answer.sources[-1].short or told.answer.sources[-1].title) else (text, "")


def note(text: str, columns: int) -> list[Piece]:
    """A line of the program's own."""
    width = max(NARROWEST, min(columns - 1, WIDEST))
    return [("note", "\n".join(wrap(line, width) for line in clean(text).split("\n")) + "\n")]
