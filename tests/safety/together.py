"""Several messages one after the other: everyday ones that must not alarm, emergencies told bit by bit that must."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from assistant.decide.state import Conversation
from assistant.engine import Engine
from assistant.reply import said
from tests.files import data

CORPUS = Path(__file__).parent
BETWEEN = ("where is BL-40", "how long do I press it", "thanks", "and how hard")  # said between the parts of what is told bit by bit

Talk = tuple[str, ...]


def everyday() -> list[str]:
    """Harmless messages."""
    said: list[str] = data(CORPUS / "everyday.yaml")
    return said


def chatty() -> list[str]:
    """Harmless messages in which much else is told beside a back ache."""
    said: list[str] = data(CORPUS / "chatty.yaml")
    return said


def split() -> list[Talk]:
    """Emergencies in two messages."""
    return [tuple(row["says"]) for row in data(CORPUS / "split.yaml")]


def apart() -> list[Talk]:
    """Those with ordinary questions between the two."""
    rows = data(CORPUS / "split.yaml")
    return [(row["says"][0], *BETWEEN, *row["says"][1:]) for row in rows if row.get("far")]


def alarms(engine: Engine, talk: Sequence[str]) -> Iterator[str]:
    """The flags raised in a talk."""
    now = Conversation()
    for text in talk:
        now, told = said(engine, now, text)
        if told.answer.kind.value == "urgent":
            yield now.urgent


def ends_urgent(engine: Engine, talk: Sequence[str]) -> bool:
    """Whether the last message of a talk gets an urgent reply."""
    now = Conversation()
    kind = ""
    for text in talk:
        now, told = said(engine, now, text)
        kind = told.answer.kind.value
    return kind == "urgent"
