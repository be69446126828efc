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


def test_a_reading_that_is_an_act_is_carried_out_as_one(engine: Engine) -> None:
    talk, _ = api.say(engine, Conversation(), "where is BL-40")
    plain, _ = api.say(engine, talk, "in simpler words, please")
    chosen, reply = api.say(engine, talk._replace(pending=Pending("meant", ("simpler", "ask_pressure"))), "the first one")
    assert chosen.told == plain.told
    assert reply.about == ("BL-40",)


@pytest.mark.parametrize("answer", ["the first, the lying routine", "both"])
def test_whatever_was_offered_the_choice_has_a_reply(engine: Engine, answer: str) -> None:
    talk, _ = api.say(engine, Conversation(), "where is BL-40")
    for intent in engine.domain.intents:
        _, reply = api.say(engine, talk._replace(pending=Pending("meant", (intent, "ask_location"))), answer)
        assert reply.text
