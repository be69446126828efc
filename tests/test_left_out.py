"""Leaving phrases out: counts without them, and scores as the program would give."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.authoring import left_out, without
from assistant.authoring.wordings import Key, Tokens
from assistant.understand import counting, scorer
from assistant.understand.counting import Counted
from assistant.understand.training import CHOSEN, train

SAID = [
    *(("ask_duration", t) for t in ("how long do i hold {point}", "how many minutes on {point}", "for how long", "how much time does it need")),
    *(("ask_location", t) for t in ("where is {point}", "where do i find {point}", "show me where {point} is", "what is the place of it")),
    *(("ask_pressure", t) for t in ("how hard do i press {point}", "how firm should it be", "do i press {point} hard or gently")),
    *(("greet", t) for t in ("hello", "good morning", "hi there")),
    *(("part", t) for t in ("bye", "good night", "hi there")),  # one phrase is another's, too
]
PHRASES = [(intent, tuple(text.split())) for intent, text in SAID]
ROWS = counting.owned(PHRASES)[1]


def counted(phrases: list[tuple[str, tuple[str, ...]]]) -> Counted:
    return counting.count(*counting.owned(phrases), CHOSEN.smoothing)


@pytest.mark.parametrize("gone", [[], [0], [2, 6, 11], [13]])
def test_taking_phrases_out_of_the_sums_is_counting_the_others(gone: list[int]) -> None:
    every = counted(PHRASES)
    kept = [phrase for row, phrase in enumerate(ROWS) if row not in gone]
    fewer = counted([(every.intents[owner], phrase.tokens) for phrase in kept for owner in phrase.owners])
    left = without._counted(every, [np.array(gone, np.intp)])[..., 0]
    number = {feature: place for place, feature in enumerate(every.features)}
    same = left[[number[feature] for feature in fewer.features]]
    # how rare features are, and the scale, are those of all phrases
    assert np.corrcoef(same.ravel(), fewer.weights.ravel())[0, 1] > 0.99
    assert not np.delete(left, [number[feature] for feature in fewer.features], axis=0).any()


def test_phrases_are_judged_as_by_the_program() -> None:
    every = counted(PHRASES)
    learned = scorer.learned(train(PHRASES, CHOSEN._replace(passes=0)))
    rows = np.arange(len(ROWS))
    found = without.scores(every, np.array([], np.intp), every.weights, rows)
    for phrase, scores in zip(ROWS, found, strict=True):
        ranked = {one.intent: one.score for one in scorer.rank(learned, phrase.tokens, len(learned.intents))}
        assert scores.tolist() == pytest.approx([ranked[intent] for intent in every.intents], abs=0.05)


def test_words_that_only_the_phrases_gone_have_are_unknown_in_them() -> None:
    every = counted(PHRASES)
    row = next(place for place, phrase in enumerate(ROWS) if phrase.tokens == ("good", "morning"))
    gone = np.array([row])
    fewer = [(intent, tokens) for intent, tokens in PHRASES if tokens != ("good", "morning")]
    learned = scorer.learned(train(fewer, CHOSEN._replace(passes=0)))
    (scores,) = without.scores(every, gone, without._counted(every, [gone])[..., 0], gone)
    ranked = scorer.rank(learned, ("good", "morning"), 1)[0]
    assert every.intents[scores.argmax()] == ranked.intent
    assert scores.max() == pytest.approx(ranked.score, rel=0.2)


def test_what_is_taught_together_is_what_is_taught_alone() -> None:
    every = counted(PHRASES)
    gone = [np.array(rows, np.intp) for rows in ([0], [2, 6, 11], [])]
    lessons = left_out.lessons_here(every)
    together = list(without.weights(every, gone, lessons))
    alone = [weights for rows in gone for weights in without.weights(every, [rows], lessons)]
    assert [weights.tolist() for weights in together] == [weights.tolist() for weights in alone]
    assert not np.array_equal(together[0], together[1])


def test_lessons_make_phrases_win_clearly() -> None:
    every = counted(PHRASES)
    nobody = np.array([], np.intp)
    alone = [row for row, phrase in enumerate(ROWS) if len(phrase.owners) == 1]
    leads = []
    for lessons in ([], left_out.lessons_here(every)):
        (weights,) = without.weights(every, [nobody], lessons)
        scores = np.sort(without.scores(every, nobody, weights, np.array(alone)), axis=1)
        leads.append((scores[:, -1] - scores[:, -2]).min())
    assert leads[1] > leads[0]
    assert leads[1] > 0.5 * CHOSEN.clear


@pytest.mark.parametrize(
    ("phrases", "judged"),
    [
        ({}, 0),
        ({("only", 0): [("one", "phrase")]}, 1),
        ({("a", 0): [("x",)], ("b", 0): [("y",)]}, 2),
        ({("a", 0): [("x",)], ("b", 0): [("x",)]}, 0),  # neither has a wording of its own
    ],
)
def test_little_or_nothing_can_be_left_out(phrases: dict[Key, list[Tokens]], judged: int) -> None:
    assert len(left_out.verdicts(phrases, dict.fromkeys(phrases, frozenset()), left_out.HERE)) == judged


def test_a_phrase_whose_words_are_nowhere_else_finds_nothing() -> None:
    wordings = {(intent, number): [tokens] for number, (intent, tokens) in enumerate([*PHRASES, ("greet", ("qzx",))])}
    every: dict[Key, frozenset[str]] = dict.fromkeys(wordings, frozenset())
    found = left_out.verdicts(wordings, every, left_out.HERE)
    lost = {" ".join(wordings[key][0]) for key, verdict in found.items() if verdict.found == left_out.NOTHING}
    assert lost == {"hello", "bye", "qzx"}


def test_an_intent_ruled_out_by_its_never_is_not_found() -> None:
    wordings = {(intent, number): [tokens] for number, (intent, tokens) in enumerate(PHRASES)}
    key = ("ask_duration", 0)
    every: dict[Key, frozenset[str]] = dict.fromkeys(wordings, frozenset())
    assert left_out.verdicts(wordings, every, left_out.HERE)[key].found == "ask_duration"
    assert left_out.verdicts(wordings, {**every, key: frozenset({"ask_duration"})}, left_out.HERE)[key].found != "ask_duration"


def test_a_part_of_the_lessons_is_the_same_wherever_it_is_chosen() -> None:
    every = counted(PHRASES)
    sent = without.whole(without.light(every))
    groups = [np.array([row], np.int32) for row in range(len(ROWS))]
    for lesson, other in zip(without.lessons(every, groups)[::2], without.lessons(sent, groups[::2]), strict=True):
        assert np.array_equal(lesson.phrases, other.phrases)
        assert np.array_equal(lesson.intents, other.intents)
