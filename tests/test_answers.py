"""Answers to a question of ours about what was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from assistant import api
from assistant.decide.state import Conversation, Pending
from assistant.engine import Engine
from assistant.model import Kind

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


def _halves(engine: Engine) -> Iterator[str]:
    """Messages that begin like a wording of one intent and end like one of another: some of them may mean either."""
    plain = [says for intent in engine.domain.intents.values() for says in intent.says if re.fullmatch(r"[a-z ]{20,60}", says)]
    for one, other in zip(plain[::7], plain[3::7], strict=False):
        yield f"{' '.join(one.split()[:4])} {' '.join(other.split()[-3:])}"


def test_readings_are_no_list_of_points(engine: Engine) -> None:
    """'the second one' is still one of the points that were listed, after a question back about what was meant."""
    listed, _ = api.say(engine, Conversation(), "which points are on the foot")
    tried = (api.say(engine, listed, text)[0] for text in _halves(engine))
    back = next(talk for talk in tried if talk.pending and talk.pending.kind == "meant")
    assert back.listed == listed.listed == ("GB-41", "BL-60")


def test_a_reading_that_is_an_act_is_carried_out_as_one(engine: Engine) -> None:
    talk, _ = api.say(engine, Conversation(), "where is BL-40")
    plain, _ = api.say(engine, talk, "in simpler words, please")
    chosen, reply = api.say(engine, talk._replace(pending=Pending("meant", ("simpler", "ask_pressure"))), "the first one")
    assert chosen.told == plain.told
    assert reply.about == ("BL-40",)


def test_whatever_is_offered_beside_it_the_reading_that_is_chosen_is_told(engine: Engine) -> None:
    talk, plain = api.say(engine, Conversation(), "where is BL-40")
    for intent in engine.domain.intents:
        offered = talk._replace(pending=Pending("meant", (intent, "ask_location")))
        _, reply = api.say(engine, offered, "the second")
        assert (reply.intent, reply.about) == (plain.intent, plain.about), intent
        after, both = api.say(engine, offered, "both")
        assert after.session or "crease" in both.text, intent


@pytest.mark.parametrize("answer", ["the first", "the first, the lying routine"])
def test_a_reading_that_was_offered_is_understood_when_it_is_chosen(engine: Engine, answer: str) -> None:
    talk, _ = api.say(engine, Conversation(), "where is BL-40")
    for intent in engine.domain.intents.values():
        _, reply = api.say(engine, talk._replace(pending=Pending("meant", (intent.id, "ask_location"))), answer)
        assert intent.kind is Kind.FALLBACK or reply.kind != "fallback", intent.id
