"""Answers to a question of ours about what was meant."""

from __future__ import annotations

import pytest

from assistant import api
from assistant.decide.state import Conversation, Pending
from assistant.engine import Engine

MEANT = Pending("meant", ("ask_duration", "ask_pressure"))


def asked() -> Conversation:
    """A conversation in which one of two readings is to be chosen."""
    return Conversation(turn=2, focus=("BL-40",), pending=MEANT)


@pytest.mark.parametrize(
    ("said", "told"),
    [("the first", ("minutes",)), ("the second one", ("firmly",)), ("both", ("minutes", "firmly")), ("all of them", ("minutes", "firmly"))],
)
def test_of_two_readings_one_is_chosen_or_both(engine: Engine, said: str, told: tuple[str, ...]) -> None:
    _, reply = api.say(engine, asked(), said)
    assert reply.kind == "answer"
    assert all(word in reply.text for word in told)


def test_readings_are_no_list_of_points(engine: Engine) -> None:
    talk, reply = api.say(engine, asked()._replace(pending=None), "both")
    assert set(reply.about) <= set(engine.domain.entries)
    assert set(talk.listed) <= set(engine.domain.entries)
