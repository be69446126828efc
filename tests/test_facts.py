"""Every fact of the two articles can be asked for."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from assistant.decide.state import Conversation
from assistant.engine import Engine
from assistant.reply import said
from tests.files import data

FACTS: list[dict[str, Any]] = data(Path(__file__).parent / "facts.yaml")
NOT_YET: dict[str, str] = {}  # facts that are not told, and why


def missing(fact: dict[str, Any], reply: str) -> list[list[str]]:
    """The groups of which the reply holds no alternative."""
    text = reply.replace("\u2019", "'")
    return [group for group in fact["must"] if not any(re.search(r"(?<!\w)" + re.escape(str(word)), text, re.I) for word in group)]


def _cases() -> list[Any]:
    return [
        pytest.param(fact, id=fact["id"], marks=[pytest.mark.xfail(reason=NOT_YET[fact["id"]], strict=True)] if fact["id"] in NOT_YET else [])
        for fact in FACTS
    ]


@pytest.mark.parametrize("fact", _cases())
def test_a_fact_is_reached_by_its_questions(engine: Engine, fact: dict[str, Any]) -> None:
    """Each question is answered, with a source, and one of the answers holds the whole fact."""
    answers = [said(engine, Conversation(), question)[1].answer for question in fact["ask"]]
    assert all(answer.kind.value in ("answer", "caution", "urgent") for answer in answers), [(a.kind.value, a.text) for a in answers]
    assert any(not missing(fact, answer.text) and answer.sources for answer in answers), [(a.text, missing(fact, a.text)) for a in answers]
