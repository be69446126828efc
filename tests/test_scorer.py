"""Intents are scored by their authored phrases, evenly, repeatably and with doubt where there is cause."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand import scorer
from assistant.understand.training import train

SAID = {
    "ask_duration": (
        "how long do i hold {point}",
        "how long should i press {point}",
        "how many minutes on {point}",
        "for how long do i keep pressing",
        "how much time does {point} need",
    ),
    "ask_location": ("where is {point}", "where do i find {point}", "show me where {point} is", "what is the place of {point}"),
    "ask_pressure": (
        "how hard do i press {point}",
        "how firm should the pressure be",
        "do i press {point} hard or gently",
        "how much pressure does {point} need",
    ),
    "ask_safety": ("is {point} safe", "is it dangerous to press {point}", "can pressing {point} hurt me", "who should not press {point}"),
    "greet": ("hello", "good morning", "hi there", "hey"),
}


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def learn(said: dict[str, tuple[str, ...]]) -> scorer.Learned:
    return scorer.learn((intent, words(phrase)) for intent, phrases in said.items() for phrase in phrases)


@pytest.fixture(scope="module")
def learned() -> scorer.Learned:
    return learn(SAID)


@pytest.mark.parametrize(("intent", "phrase"), [(intent, phrase) for intent, phrases in SAID.items() for phrase in phrases])
def test_every_phrase_finds_its_own_intent(learned: scorer.Learned, intent: str, phrase: str) -> None:
    assert scorer.rank(learned, words(phrase))[0].intent == intent


@pytest.mark.parametrize(
    ("message", "intent"),
    [
        ("how many minutes should i hold it", "ask_duration"),
        ("could you tell me where i find {point}", "ask_location"),
        ("pressing hard or gentle", "ask_pressure"),
        ("is pressing {point} a danger", "ask_safety"),
    ],
)
def test_other_words_for_the_same_thing_are_understood(learned: scorer.Learned, message: str, intent: str) -> None:
    assert scorer.rank(learned, words(message))[0].intent == intent


def test_a_slot_counts_like_a_word_and_has_no_letters(learned: scorer.Learned) -> None:
    features = dict(scorer.because(learned, ("where", "is", "{point}"), "ask_location"))
    assert "={point}" in features
    assert not any("point" in name for name in features if name.startswith("#"))


def test_unknown_words_pull_a_message_down(learned: scorer.Learned) -> None:
    ours = scorer.rank(learned, words("how long do i hold {point}"))[0]
    other = scorer.rank(learned, words("my boiler pressure is too low how long should i hold the valve"))[0]
    assert ours.confidence > 0.5 > other.confidence
    assert other.score < ours.score / 2


def test_intents_with_the_same_phrases_stay_equal() -> None:
    twins = learn({**SAID, "a_twin": SAID["ask_safety"]})
    first, second = scorer.rank(twins, words("is it safe to press {point}"), 2)
    assert (first.intent, second.intent) == ("a_twin", "ask_safety")
    assert first.score == second.score
    assert first.confidence == second.confidence < 0.5


def test_what_counted_adds_up_to_the_score(learned: scorer.Learned) -> None:
    tokens = words("for how long do i press {point}")  # all of it words of the phrases: others would pull the score down
    best = scorer.rank(learned, tokens)[0]
    assert sum(x for _, x in scorer.because(learned, tokens, best.intent)) == pytest.approx(best.score, abs=0.05)


def test_the_words_that_decide_are_named_first(learned: scorer.Learned) -> None:
    names = [name for name, _ in scorer.because(learned, ("how", "long", "do", "i", "hold", "{point}"), "ask_duration")]
    assert {"=long", "~long", "=hold", "~hold", "+how long"} & set(names[:4])
    assert scorer.because(learned, ("how",), "no_such_intent") == ()


def test_what_was_learnt_survives_json(learned: scorer.Learned) -> None:
    again = scorer.from_data(json.loads(json.dumps(scorer.to_data(learned))))
    for phrase in ("how long on {point}", "is it safe", "something else altogether"):
        assert scorer.rank(again, words(phrase)) == scorer.rank(learned, words(phrase))


def test_learning_twice_gives_the_same() -> None:
    assert scorer.to_data(learn(SAID)) == scorer.to_data(learn(SAID))


def test_learning_does_not_depend_on_the_order_python_gives_sets() -> None:
    program = "import json, sys; from assistant.understand import scorer; "
    program += "print(json.dumps(scorer.to_data(scorer.learn((i, tuple(p.split())) for i, p in json.load(sys.stdin)))))"
    said = json.dumps([(intent, phrase) for intent, phrases in SAID.items() for phrase in phrases])
    runs = [
        subprocess.run(
            [sys.executable, "-c", program], input=said, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout


def test_a_message_does_not_depend_on_those_before_it(learned: scorer.Learned) -> None:
    fresh = learn(SAID)
    for number in range(1_500):
        scorer.rank(fresh, ("word", f"number{number}"))
    tokens = ("how", "hard", "should", "i", "press")
    assert scorer.rank(fresh, tokens) == scorer.rank(learned, tokens)


def test_the_words_kept_ready_are_bounded() -> None:
    fresh = learn(SAID)
    for number in range(3_000):
        scorer.rank(fresh, (f"word{number}",))
    assert fresh.word.cache_info().currsize <= 1_000  # type: ignore[attr-defined]  # what keeps them is no business of who asks


@pytest.mark.parametrize("said", [{}, {"only": ("one phrase",)}, {"a": ("x",), "b": ("{point}",)}, {"empty": ("",)}])
def test_little_or_nothing_can_be_learnt(said: dict[str, tuple[str, ...]]) -> None:
    little = learn(said)
    assert len(scorer.rank(little, ("one", "phrase"))) == len(little.intents)


def test_at_most_so_many_are_named(learned: scorer.Learned) -> None:
    assert len(scorer.rank(learned, ("hello",), 1)) == 1
    assert len(scorer.rank(learned, ("hello",), 50)) == len(SAID)


@given(st.lists(st.text(min_size=1, max_size=12).filter(lambda word: not word.isspace()), max_size=12))
def test_any_words_give_an_ordered_answer(tokens: list[str]) -> None:
    ranked = scorer.rank(_SHARED, tuple(tokens))
    assert [found.score for found in ranked] == sorted((found.score for found in ranked), reverse=True)
    assert all(0.0 <= found.confidence <= 1.0 for found in ranked)


_SHARED = learn(SAID)


def test_a_word_summed_up_brings_what_its_features_bring() -> None:
    weights = train((intent, words(phrase)) for intent, phrases in SAID.items() for phrase in phrases)
    assert weights.rows
    learned, apart = scorer.learned(weights), scorer.learned(weights._replace(rows={}))
    for tokens in (words(phrase) for phrases in SAID.values() for phrase in phrases):
        summed, each = scorer.rank(learned, tokens), scorer.rank(apart, tokens)
        assert [one.intent for one in summed] == [one.intent for one in each]
        assert [one.score for one in summed] == pytest.approx([one.score for one in each], abs=0.02)
