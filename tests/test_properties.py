"""What holds for every message there could be. The long run of the same is `make fuzz`."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.decide.state import Conversation
from assistant.engine import Engine, Said, StopTimer, Told, step
from assistant.model import Kind
from tests import mutations, rules

QUICK = settings(max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
SPOILT = st.randoms(use_true_random=False).map(lambda chance: mutations.message(chance)[1])
HAPPENING = st.tuples(st.integers(0, 3), st.integers(0, 100))
TALK = st.lists(st.one_of(SPOILT, st.sampled_from(mutations.STEERING), HAPPENING), min_size=1, max_size=6)
URGENT = "i have no feeling between my legs and can not pee"


@QUICK
@given(text=st.one_of(st.text(max_size=80), SPOILT))
def test_any_message_has_a_calm_reply(engine: Engine, text: str) -> None:
    assert list(rules.broken(engine, [text])) == []


@pytest.mark.parametrize("text", ["hsy6no3.9kkq6y-degav7 but can this replace my painkillers", "number 2.5 please", "no 3.0"])
def test_a_number_with_a_fraction_counts_nothing_off(engine: Engine, text: str) -> None:
    """Found by the long run."""
    assert list(rules.broken(engine, ["i am on warfarin", text])) == []


@QUICK
@given(items=TALK)
def test_any_conversation_keeps_the_rules(engine: Engine, items: list[rules.Item]) -> None:
    assert list(rules.broken(engine, ["guide me through BL-40", "nothing applies", *items])) == []


SUPERLATIVES = ("what is the easiest point to reach", "which point has the fewest contraindications", "whats the most important point, just one")


@pytest.mark.parametrize("before", [[], ["where is BL-40"]], ids=" / ".join)
def test_nothing_that_can_be_said_is_answered_with_silence(engine: Engine, before: list[str]) -> None:
    """Wordings from all over the intents, also those that no fact asks for; the long run says them all."""
    said = (*SUPERLATIVES, *mutations.wordings()[::80])
    assert {text: found for text in said if (found := list(rules.broken(engine, [*before, text])))} == {}


@QUICK
@given(first=TALK, second=TALK)
def test_the_same_messages_have_the_same_replies_and_talks_never_mix(engine: Engine, first: list[rules.Item], second: list[rules.Item]) -> None:
    assert list(rules.differing(engine, first, second)) == []


@pytest.mark.parametrize("before", [[], ["guide me"], ["guide me", "nothing applies"], ["guide me", "ready", "pause"]], ids=" / ".join)
def test_an_urgent_reply_leaves_no_session_and_no_timer(engine: Engine, before: list[str]) -> None:
    talk, _ = rules.run(engine, before)
    after, effects = step(engine, talk, Said(URGENT))
    (told,) = [effect for effect in effects if isinstance(effect, Told)]
    assert (told.answer.kind, after.session, StopTimer() in effects) == (Kind.URGENT, None, True)


def test_a_broken_rule_is_found() -> None:
    """The rules themselves: what they look for, they see."""
    assert all(map(rules.unreadable, ("a\x1b[0m", "\x00", "a\x85", "\ud800", "\u202e")))
    assert not rules.unreadable("Wěizhōng (委中) – “press gently”\nand breathe")
    assert rules.BLANK.findall("press {name} now") == ["{name}"]


def test_an_engine_is_not_changed_by_talking(engine: Engine) -> None:
    """The same first message is answered alike before and after a long talk with the same engine."""
    first = rules.told(rules.run(engine, ["where is the knee one"])[1])
    chance = random.Random(1)
    rules.run(engine, [mutations.message(chance)[1] for _ in range(100)])
    assert rules.told(rules.run(engine, ["where is the knee one"], Conversation())[1]) == first
