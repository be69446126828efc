"""How every authored phrase would be read if nobody had written it, by cross-validation.

The phrases are dealt into folds; each fold is judged by what would have been learnt from all the others. A phrase's
neighbours in its fold are missing too, so the verdicts are a little too strict; the more folds, the less.
Not here: where the wordings come from (wordings), what is learnt without a fold (without), what is made of the verdicts (confuse).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from assistant.authoring import without
from assistant.authoring.wordings import Key, Tokens, Wordings, wordings
from assistant.model import Domain
from assistant.understand import counting, scorer
from assistant.understand.counting import Counted
from assistant.understand.ragged import Amounts, Numbers
from assistant.understand.training import CHOSEN, Lessons
from assistant.values import NamedTuple

FEWEST_FOLDS, MOST_FOLDS = 4, 60
WORK = 20_000  # phrases learnt from over all folds: a small subject is judged in more of them

NOTHING = ""  # found where not a word is anywhere else


class Verdict(NamedTuple):
    """How a wording is read without its phrase."""

    found: str  # an intent, or NOTHING
    confidence: float
    own: float  # score of its own intent
    best: float  # score of the one found


class Fold(NamedTuple):
    """Phrases judged without each other."""

    rows: Numbers
    intents: Numbers  # their own
    barred: NDArray[np.bool_]  # phrases x intents: what they can not be


class Judged(NamedTuple):
    """What the phrases of a fold are read as."""

    found: Numbers  # intents
    own: Amounts  # scores
    best: Amounts
    lead: Amounts  # of the best over all others


Judge = Callable[[Counted, Sequence[Lessons], Sequence[Fold]], list[Judged]]


class Work(NamedTuple):
    """Who does it: this process alone, or a second one beside it (beside)."""

    wordings: Callable[[Domain], Wordings]
    lessons: Callable[[Counted], list[Lessons]]
    judge: Judge


def verdicts(wordings: Mapping[Key, Sequence[Tokens]], judged: Mapping[Key, frozenset[str]], work: Work) -> dict[Key, Verdict]:
    """Those to be judged that have a wording of their own, without it; beside each stands what it can not be.

    Of every phrase one wording is learnt, the first that no other phrase has.
    """
    own = _own(wordings)
    alone = [key for key, one in own.items() if one.alone and key in judged]
    if not alone:
        return {}
    intents, said = counting.owned((key[0], one.tokens) for key, one in own.items())
    counted = counting.count(intents, said, CHOSEN.smoothing)
    lessons = work.lessons(counted)
    counted = without.light(counted)  # the weights take much memory
    row = {phrase.tokens: place for place, phrase in enumerate(said)}
    keys = list(_folds(alone, len(said)))
    folds = [_fold([row[own[key].tokens] for key in some], [key[0] for key in some], [judged[key] for key in some], intents) for some in keys]
    told = zip(keys, work.judge(counted, lessons, folds), strict=True)
    found = {key: one for some, fold in told for key, one in zip(some, _verdicts(intents, fold), strict=True)}
    return {key: found[key] for key in alone}


class _Own(NamedTuple):
    """The wording that stands for a phrase, and whether no other phrase has it."""

    tokens: Tokens
    alone: bool


def _own(wordings: Mapping[Key, Sequence[Tokens]]) -> dict[Key, _Own]:
    """Of every phrase the first wording that no other phrase has, or just the first."""
    times = Counter(chain.from_iterable(wordings.values()))
    found = {}
    for key, some in wordings.items():
        for tokens in some:
            if times[tokens] == 1:
                found[key] = _Own(tokens, True)
                break
        else:
            found[key] = _Own(some[0], False)
    return found


def lessons_here(counted: Counted) -> list[Lessons]:
    """What all phrases teach."""
    return without.lessons(counted, without.together(counted))


def judged_here(counted: Counted, lessons: Sequence[Lessons], folds: Sequence[Fold]) -> list[Judged]:
    """What each phrase of each fold is read as without its fold."""
    result: list[Judged] = []
    for first in range(0, len(folds), without.WIDE):
        some = folds[first : first + without.WIDE]
        for fold, weights in zip(some, without.weights(counted, [fold.rows for fold in some], lessons), strict=True):
            result.append(_judged(fold, without.scores(counted, fold.rows, weights, fold.rows)))
    return result


HERE = Work(wordings, lessons_here, judged_here)


def _folds(keys: Sequence[Key], wordings: int) -> Iterator[Sequence[Key]]:
    """Phrases dealt like cards, so that neighbours in a file are in different folds."""
    folds = min(max(FEWEST_FOLDS, WORK // max(1, wordings)), MOST_FOLDS, len(keys))
    for number in range(folds):
        yield keys[number::folds]


def _fold(rows: Sequence[int], own: Sequence[str], barred: Sequence[frozenset[str]], intents: Sequence[str]) -> Fold:
    """The same in numbers."""
    number = {intent: place for place, intent in enumerate(intents)}
    kinds = {some: place for place, some in enumerate(dict.fromkeys(barred))}
    masks = np.array([[intent in some for intent in intents] for some in kinds])
    return Fold(np.array(rows), np.array([number[intent] for intent in own]), masks[[kinds[some] for some in barred]])


def _judged(fold: Fold, scores: Amounts) -> Judged:
    """The strongest intent of those that are possible. What is not still casts doubt, as it does when the program reads."""
    rows = np.arange(len(scores))
    found = np.where(fold.barred, -np.inf, scores).argmax(axis=1)
    own, best = scores[rows, fold.intents], scores[rows, found]
    scores[rows, found] = -np.inf
    return Judged(found, own, best, best - (scores.max(axis=1) if scores.shape[1] > 1 else 0.0))


def _verdicts(intents: Sequence[str], fold: Judged) -> Iterator[Verdict]:
    for found, own, best, lead in zip(*(some.tolist() for some in fold), strict=True):
        yield Verdict(intents[found] if best > 0 else NOTHING, scorer.confidence(best, lead), own, best)
