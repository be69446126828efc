"""How every authored phrase would be read if nobody had written it, by cross-validation.

The phrases are dealt into folds; each fold is judged by what would have been learnt from all the others. A phrase's
neighbours in its fold are missing too, so the verdicts are a little too strict; the more folds, the less.
Not here: where the wordings come from (wordings), what is learnt without a fold (without), what is made of the verdicts (confuse).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

import numpy as np

from assistant.authoring import without
from assistant.authoring.wordings import Key, Tokens, Wordings, wordings
from assistant.model import Domain
from assistant.understand import counting, scorer
from assistant.understand.counting import Amounts, Counted
from assistant.understand.training import CHOSEN, Lessons
from assistant.values import NamedTuple

FEWEST_FOLDS, MOST_FOLDS = 6, 60
WORK = 20_000  # phrases learnt from over all folds: a small subject is judged in more of them

NOTHING = ""  # found where not a word is anywhere else


class Verdict(NamedTuple):
    """How a wording is read without its phrase."""

    found: str  # an intent, or NOTHING
    confidence: float
    own: float  # score of its own intent
    best: float  # score of the one found


class Table(NamedTuple):
    """All that is learnt from."""

    counted: Counted
    lessons: tuple[Lessons, ...]
    alone: Mapping[Key, int]  # the row of each phrase that has a wording of its own: they can be left out


class Asked(NamedTuple):
    """One phrase to be judged: its row, the number of its intent, and of those that it can not be."""

    row: int
    intent: int
    barred: tuple[int, ...]


Fold = Sequence[Asked]
Judge = Callable[[Table, Sequence[Fold]], Iterable[Sequence[Verdict]]]


class Work(NamedTuple):
    """Who does it: this process alone, or a second one beside it (beside)."""

    wordings: Callable[[Domain], Wordings]
    table: Callable[[Wordings], Table | None]
    judge: Judge


def table(wordings: Mapping[Key, Sequence[Tokens]]) -> Table | None:
    """Of every phrase one wording, the first that no other phrase has; None when no phrase has any."""
    had = Counter(tokens for some in wordings.values() for tokens in some)
    own = {key: next((tokens for tokens in some if had[tokens] == 1), some[0]) for key, some in wordings.items()}
    alone = [key for key, tokens in own.items() if had[tokens] == 1]
    if not alone:
        return None
    intents, said = counting.owned((key[0], tokens) for key, tokens in own.items())
    counted = counting.count(intents, said, CHOSEN.smoothing)
    row = {phrase.tokens: place for place, phrase in enumerate(said)}
    return Table(counted, without.lessons(counted), {key: row[own[key]] for key in alone})


def verdicts(table: Table | None, judged: Mapping[Key, frozenset[str]], judge: Judge) -> dict[Key, Verdict]:
    """Those to be judged that have a wording of their own, without it; beside each stands what it can not be."""
    alone = [key for key in table.alone if key in judged] if table else []
    if table is None or not alone:
        return {}
    number = {intent: place for place, intent in enumerate(table.counted.intents)}
    barred = cache(lambda some: tuple(number[intent] for intent in sorted(some) if intent in number))
    keys = list(_folds(alone, len(table.counted.owners)))
    folds = [[Asked(table.alone[key], number[key[0]], barred(judged[key])) for key in some] for some in keys]
    told = {key: one for some, fold in zip(keys, judge(table, folds), strict=True) for key, one in zip(some, fold, strict=True)}
    return {key: told[key] for key in alone}


def judged_here(table: Table, folds: Sequence[Fold]) -> list[list[Verdict]]:
    """What each phrase of each fold is read as without its fold."""
    result: list[list[Verdict]] = []
    for first in range(0, len(folds), without.WIDE):
        some = folds[first : first + without.WIDE]
        gone = [np.array([one.row for one in fold]) for fold in some]
        for fold, rows, weights in zip(some, gone, without.weights(table.counted, gone, table.lessons), strict=True):
            result.append(_judged(table.counted.intents, fold, without.scores(table.counted, rows, weights, rows)))
    return result


HERE = Work(wordings, table, judged_here)


def _folds(keys: Sequence[Key], wordings: int) -> Iterator[Sequence[Key]]:
    """Phrases dealt like cards, so that neighbours in a file are in different folds."""
    folds = min(max(FEWEST_FOLDS, WORK // max(1, wordings)), MOST_FOLDS, len(keys))
    for number in range(folds):
        yield keys[number::folds]


def _judged(intents: Sequence[str], fold: Fold, scores: Amounts) -> list[Verdict]:
    """The strongest intent of those that are possible. What is not still casts doubt, as it does when the program reads."""
    possible, rows = scores.copy(), np.arange(len(fold))
    for row, one in enumerate(fold):
        possible[row, list(one.barred)] = -np.inf
    best, own = possible.argmax(axis=1), scores[rows, [one.intent for one in fold]]
    highest = scores[rows, best]
    scores[rows, best] = -np.inf
    leads = highest - (scores.max(axis=1) if len(intents) > 1 else 0.0)
    found = zip(best.tolist(), own.tolist(), highest.tolist(), leads.tolist(), strict=True)
    return [Verdict(intents[place] if score > 0 else NOTHING, scorer.confidence(score, lead), own, score) for place, own, score, lead in found]
