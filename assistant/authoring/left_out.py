"""How every authored phrase would be read if nobody had written it, by cross-validation.

The phrases are dealt into folds; each fold is judged by what was learnt from all the others. Nothing is approximated, but
a phrase's neighbours in its fold are missing too, so the verdicts are a little too strict; the more folds, the less.
Not here: what is made of the verdicts (confuse).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.understand import scorer, training
from assistant.understand.training import CHOSEN
from assistant.values import NamedTuple

# Two wordings of each phrase and some of the lessons: the program learns from up to four and from all.
MOST_WORDINGS = 2
QUICKLY = CHOSEN._replace(lessons=2_000)
FEWEST_FOLDS, MOST_FOLDS = 10, 60
WORK = 20_000  # wordings learnt from over all folds: a small subject is judged in more of them

Tokens = tuple[str, ...]
Key = tuple[str, int]  # an intent and the place of one of its phrases


class Verdict(NamedTuple):
    """How a wording is read without its phrase."""

    found: str
    confidence: float
    own: float  # score of its own intent
    best: float  # score of the one found


def verdicts(wordings: Mapping[Key, Sequence[Tokens]], never: Mapping[Key, Sequence[str]]) -> dict[Key, Verdict]:
    """Every phrase that has a wording of its own, its first one judged without it; intents in `never` are ruled out."""
    owners: dict[Tokens, set[Key]] = {}
    for key, some in wordings.items():
        for tokens in some:
            owners.setdefault(tokens, set()).add(key)
    own = {key: [tokens for tokens in some if owners[tokens] == {key}] for key, some in wordings.items()}
    alone = [key for key, some in own.items() if some]
    found: dict[Key, Verdict] = {}
    for fold in _folds(alone, sum(map(len, wordings.values()))):
        gone = {tokens for key in fold for tokens in own[key]}
        learnt = scorer.packed(*training.train(((key[0], t) for key, some in wordings.items() for t in some if t not in gone), QUICKLY))
        found.update((key, _judged(learnt, key[0], own[key][0], never.get(key, ()))) for key in fold)
    return {key: found[key] for key in alone}


def _folds(keys: Sequence[Key], wordings: int) -> Iterator[Sequence[Key]]:
    """Phrases dealt like cards, so that neighbours in a file are in different folds."""
    folds = min(max(FEWEST_FOLDS, WORK // max(1, wordings)), MOST_FOLDS, len(keys))
    for number in range(folds):
        yield keys[number::folds]


def _judged(learnt: scorer.Learned, intent: str, wording: Tokens, never: Sequence[str]) -> Verdict:
    ranked = [one for one in scorer.rank(learnt, wording, len(learnt.intents)) if one.intent not in never]
    own = max((one.score for one in ranked if one.intent == intent), default=0.0)
    return Verdict(ranked[0].intent, ranked[0].confidence, own, ranked[0].score) if ranked else Verdict("", 0.0, own, 0.0)
