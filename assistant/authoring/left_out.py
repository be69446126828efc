"""How every authored phrase would be read if nobody had written it, by cross-validation.

The phrases are dealt into folds; each fold is judged by what would have been learnt from all the others. A phrase's
neighbours in its fold are missing too, so the verdicts are a little too strict; the more folds, the less.
Not here: what is learnt without a fold (without) and what is made of the verdicts (confuse).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache

import numpy as np

from assistant.authoring import without
from assistant.model import Domain
from assistant.understand import building, counting, scorer
from assistant.understand.counting import Amounts, Counted
from assistant.understand.training import CHOSEN, Batch
from assistant.values import NamedTuple

MOST_WORDINGS = 2  # of each phrase looked at: one that no other phrase has is learnt and judged; the program learns from up to four
FEWEST_FOLDS, MOST_FOLDS = 6, 60
WORK = 20_000  # phrases learnt from over all folds: a small subject is judged in more of them

NOTHING = ""  # found where not a word is anywhere else

Tokens = tuple[str, ...]
Key = tuple[str, int]  # an intent and the place of one of its phrases


class Verdict(NamedTuple):
    """How a wording is read without its phrase."""

    found: str  # an intent, or NOTHING
    confidence: float
    own: float  # score of its own intent
    best: float  # score of the one found


def wordings(domain: Domain) -> dict[Key, tuple[Tokens, ...]]:
    """The wordings of every phrase that are looked at."""
    return building.wordings(domain, MOST_WORDINGS, domain.intents, building.names_of(domain))


class Table(NamedTuple):
    """All that is learnt from, and whom it is asked about: what a second process needs."""

    counted: Counted
    lessons: tuple[Batch, ...]


class Asked(NamedTuple):
    """One phrase to be judged: its row, the number of its intent, and of those that it can not be."""

    row: int
    intent: int
    barred: tuple[int, ...]


Fold = Sequence[Asked]
Judge = Callable[[Table, Sequence[Fold]], Iterable[Sequence[Verdict]]]


def verdicts(wordings: Mapping[Key, Sequence[Tokens]], judged: Mapping[Key, frozenset[str]], judge: Judge) -> dict[Key, Verdict]:
    """Those to be judged that have a wording of their own, the first of these without it; beside each stands what it can not be."""
    had = Counter(tokens for some in wordings.values() for tokens in some)
    own = {key: next((tokens for tokens in some if had[tokens] == 1), some[0]) for key, some in wordings.items()}
    alone = [key for key, tokens in own.items() if had[tokens] == 1 and key in judged]
    if not alone:
        return {}
    intents, said = counting.owned((key[0], tokens) for key, tokens in own.items())
    counted = counting.count(intents, said, CHOSEN.smoothing, CHOSEN.widest)
    number = {intent: place for place, intent in enumerate(intents)}
    barred = cache(lambda some: tuple(number[intent] for intent in sorted(some) if intent in number))
    row = {phrase.tokens: place for place, phrase in enumerate(said)}
    keys = list(_folds(alone, len(said)))
    folds = [[Asked(row[own[key]], number[key[0]], barred(judged[key])) for key in some] for some in keys]
    found = judge(Table(counted, without.lessons(counted)), folds)
    told = {key: verdict for some, fold in zip(keys, found, strict=True) for key, verdict in zip(some, fold, strict=True)}
    return {key: told[key] for key in alone}


def judged_here(table: Table, folds: Iterable[Fold]) -> list[list[Verdict]]:
    """What each phrase of each fold is read as without its fold."""
    lessons = without.located(table.lessons, len(table.counted.intents))
    result: list[list[Verdict]] = []
    for fold in folds:
        gone = np.array([one.row for one in fold])
        scores = without.scores(table.counted, gone, without.weights(table.counted, gone, lessons), gone)
        result.append([_judged(table.counted, one, some) for one, some in zip(fold, scores, strict=True)])
    return result


def _folds(keys: Sequence[Key], wordings: int) -> Iterator[Sequence[Key]]:
    """Phrases dealt like cards, so that neighbours in a file are in different folds."""
    folds = min(max(FEWEST_FOLDS, WORK // max(1, wordings)), MOST_FOLDS, len(keys))
    for number in range(folds):
        yield keys[number::folds]


def _judged(counted: Counted, one: Asked, scores: Amounts) -> Verdict:
    """The strongest intent of those that are possible. What is not still casts doubt, as it does when the program reads."""
    possible = scores.copy()
    possible[list(one.barred)] = -np.inf
    best = int(possible.argmax())
    own, score = float(scores[one.intent]), float(scores[best])
    scores[best] = -np.inf
    lead = score - float(scores.max()) if len(scores) > 1 else score
    return Verdict(counted.intents[best] if score > 0 else NOTHING, scorer.confidence(score, lead), own, score)
