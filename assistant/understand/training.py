"""Learning from authored phrases how much every feature counts for every intent.

First everything is counted (counting). Then the phrases are gone through again (passive-aggressive lessons, Crammer and
others 2006): where an intent does not win its own phrase clearly, its weights and its nearest rival's are moved apart.
No chance is involved: the same phrases give the same weights.

Imported only when content has changed. Not here: judging a message (scorer).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from assistant.understand import counting
from assistant.understand.counting import Amounts, Counted, Numbers
from assistant.values import NamedTuple

_SAME = 1e-9  # scores this close are equal: sums of many products differ in their last digits


class Settings(NamedTuple):
    """What decides how much is learnt from what; `python -m benchmarks.intents --choose training` tries others."""

    smoothing: float = 0.1  # added to every count before logarithms are taken
    clear: float = 10.0  # lead over the nearest rival at which a phrase teaches nothing more
    boldest: float = 4.0  # most that one lesson may move
    lessons: int = 24_000  # phrases learnt from: bounds the time however many there are
    passes: int = 3
    widest: int = 32  # intents kept for one feature: a word that all intents have tells nothing


CHOSEN = Settings()

Row = dict[int, float]  # number of an intent -> weight


class Weights(NamedTuple):
    """What was learnt: `rows` say for each feature how much it counts for which intent."""

    intents: tuple[str, ...]
    idf: Mapping[str, float]
    rows: Mapping[str, Row]
    unseen: float  # the idf of a feature that no phrase has


def train(phrases: Iterable[tuple[str, tuple[str, ...]]], how: Settings = CHOSEN) -> Weights:
    """Weights from (intent, tokens); a phrase that two intents share speaks for both alike."""
    intents, said = counting.owned(phrases)
    if not said:
        return Weights((), {}, {}, counting.rarity(0, 1))
    counted = counting.count(intents, said, how.smoothing, how.widest)
    teach(counted, how)
    kept = counting.pruned(counted.weights, how.widest)
    rows: dict[str, Row] = {feature: {} for feature in counted.features}
    for place, intent in np.argwhere(kept).tolist():
        rows[counted.features[place]][intent] = float(kept[place, intent])
    unseen = counting.rarity(len(said), 1)
    return Weights(intents, dict(zip(counted.features, counted.idf.tolist(), strict=True)), rows, unseen)


def teach(counted: Counted, how: Settings) -> None:
    """Move the weights of words and pairs where an intent does not win its own phrase by a clear lead.

    Letters keep what was counted: they are what a misspelt or unknown word is recognised by, whichever intent it is in.
    """
    chosen = counting.spread(len(counted.said), how.lessons) if how.passes else []
    lessons = list(_lessons(counted, chosen))
    for _ in range(how.passes):
        for lesson in lessons:
            _learn(counted.weights, lesson, how)


class _Lesson(NamedTuple):
    """One phrase to learn from."""

    features: Numbers  # its words and pairs, which the lesson may change
    amounts: Amounts  # their share in it
    square: float  # of their length
    letters: Amounts  # what its letters count for each intent: the same in every pass
    owners: Numbers


def _lessons(counted: Counted, chosen: Sequence[int]) -> Iterator[_Lesson]:
    rows = np.array(chosen, np.intp)
    phrases = counted.phrases.where((counted.signs != "#")[counted.phrases.ids]).some(rows)
    letters = counting.product(counting.worded(counted).some(rows), counting.spelt(counted, counted.weights))
    for place, row in enumerate(chosen):
        features, amounts = phrases.ids[phrases.of(place)], phrases.amounts[phrases.of(place)]
        square = float(amounts @ amounts)
        if square:
            yield _Lesson(features, amounts, square, letters[place], np.array(counted.said[row].owners))


def _learn(weights: Amounts, lesson: _Lesson, how: Settings) -> None:
    """Move a phrase's own intents and its strongest rivals apart, as far as its lead falls short."""
    found = lesson.letters + lesson.amounts @ weights[lesson.features]
    own = found[lesson.owners].min()
    found[lesson.owners] = -np.inf
    best = found.max()
    missing = how.clear - (own - best)
    if missing <= 0 or best == -np.inf:
        return
    step = min(how.boldest, missing / (2 * lesson.square)) * lesson.amounts
    for place in np.flatnonzero(found > best - _SAME):  # all of several equal ones
        weights[lesson.features, place] -= step
    for place in lesson.owners:
        weights[lesson.features, place] += step
