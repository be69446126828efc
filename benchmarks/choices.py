"""How the numbers that decide were chosen: thresholds, the settings of training, the line of confidence."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from assistant.understand import scorer
from assistant.understand.training import CHOSEN, Settings, train
from benchmarks.common import table
from benchmarks.peers import reader

Row = tuple[str, str]  # (intent, text)
Tokens = tuple[str, ...]
Answer = tuple[str, float]
Held = Mapping[str, tuple[list[Row], list[Row], list[Row]]]  # set -> phrases, questions in scope, questions out of scope


def rejecting(known: Sequence[Row], inside: Sequence[Answer], outside: Sequence[Answer], seed: int) -> dict[str, float]:
    """AUROC, and what a threshold keeps and refuses when it is chosen on one half and measured on the other."""
    marks = [(score, row[0] == intent) for row, (intent, score) in zip(known, inside, strict=False)]
    strange = [score for _, score in outside]
    chance = random.Random(seed)
    chance.shuffle(marks)
    chance.shuffle(strange)
    halves = [(marks[part::2], strange[part::2]) for part in (0, 1)]
    kept, refused = [], []
    for chosen_on, measured_on in ((halves[0], halves[1]), (halves[1], halves[0])):
        threshold = max(sorted({score for score, _ in chosen_on[0]}), key=lambda t: sum(_balance(*chosen_on, t)))
        inside_share, outside_share = _balance(*measured_on, threshold)
        kept.append(inside_share)
        refused.append(outside_share)
    shares = (sum(kept) / 2, sum(refused) / 2)
    return {"auroc": auroc([score for score, _ in marks], strange), "kept": shares[0], "refused": shares[1], "sum": sum(shares)}


def _balance(marks: Sequence[tuple[float, bool]], strange: Sequence[float], threshold: float) -> tuple[float, float]:
    """Percent of questions in scope that are kept and right, and of those out of scope that are refused."""
    kept = sum(score >= threshold and good for score, good in marks) / len(marks)
    return 100 * kept, 100 * sum(score < threshold for score in strange) / len(strange)


def auroc(inside: Sequence[float], outside: Sequence[float]) -> float:
    """How often a question in scope scores above one out of scope, in percent; equal scores count half.

    >>> auroc([3, 2], [1, 2])
    87.5
    """
    ranked = sorted([(score, 1) for score in inside] + [(score, 0) for score in outside])
    above, place = 0.0, 0
    for _, group in groupby(ranked, key=lambda mark: mark[0]):
        same = [kind for _, kind in group]
        above += sum(same) * (place + (len(same) + 1) / 2)
        place += len(same)
    return 100 * (above - len(inside) * (len(inside) + 1) / 2) / (len(inside) * len(outside))


# ---------------------------------------------------------------- settings of training


def training(held: Held) -> str:
    """Accuracy on every set with one setting of training changed at a time."""
    read = reader()
    sets = [([(i, read(text)) for i, text in said], [(i, read(text)) for i, text in known]) for said, known, _ in held.values()]
    changes: list[tuple[str, Settings]] = [("as chosen", CHOSEN)]
    for name, values in _TRIED.items():
        changes += [(f"{name} {value:g}", Settings(**{**CHOSEN._asdict(), name: value})) for value in values]
    rows = []
    for title, how in changes:
        shares = [_accuracy(scorer.learned(train(said, how)), known) for said, known in sets]
        rows.append([title, *(f"{share:.1f}" for share in shares), f"{sum(shares) / len(shares):.2f}"])
    return table(["setting", *held, "mean"], rows)


_TRIED: Mapping[str, tuple[float, ...]] = {
    "smoothing": (0.02, 0.5),
    "clear": (5, 15),
    "boldest": (1, 2, 8),
    "lessons": (0, 1_000),
    "passes": (2, 8),
    "rivals": (8, 16, 300),
    "closest": (4, 48),
    "together": (1, 32, 512),
    "looks": (1, 30),
}


def _accuracy(learned: scorer.Learned, known: Sequence[tuple[str, Tokens]]) -> float:
    answers = [scorer.rank(learned, tokens, 1) for _, tokens in known]
    return 100 * sum(bool(answer) and answer[0].intent == intent for (intent, _), answer in zip(known, answers, strict=True)) / len(known)


# ---------------------------------------------------------------- the line of confidence


class Marked(NamedTuple):
    """One held-out question as the confidence sees it."""

    score: float
    lead: float
    right: bool
    share: float  # of the weight of all questions of its kind


def confidence(held: Held) -> str:
    """Fit confidence to being right; one line for all sets, then what it makes of each.

    In every set a third of the intents is left out once, so that near misses of the same subject are among the questions;
    and questions of another set, or the set's own out-of-scope questions, stand for unrelated talk.
    """
    from sklearn.linear_model import LogisticRegression

    read = reader()
    names = list(held)
    groups: dict[str, list[Marked]] = {}
    for place, name in enumerate(names):
        said, known, outside = held[name]
        other = held[names[(place + 1) % len(names)]][1][:300]
        groups[f"{name}, unrelated"] = _marked(said, known, outside or other, read)
        left_out = set(sorted({intent for intent, _ in said})[::3])
        near = [row for row in known if row[0] in left_out]
        groups[f"{name}, near"] = _marked([r for r in said if r[0] not in left_out], [r for r in known if r[0] not in left_out], near, read)
    marks = [mark for group in groups.values() for mark in group]
    model = LogisticRegression(C=100, max_iter=3_000)
    model.fit([[m.score, m.lead] for m in marks], [m.right for m in marks], sample_weight=[1_000 * m.share for m in marks])
    (for_score, for_lead), doubt = model.coef_[0], -model.intercept_[0]
    rows = [[name, *_worth(group, for_score, for_lead, doubt)] for name, group in groups.items()]
    heads = ("questions", "answered %", "of these right %", "of the right ones answered %", "wrong ones below 0.25 %")
    return f"for score {for_score:.3f}, for lead {for_lead:.3f}, doubt {doubt:.3f}\n\n" + table(heads, rows)


def _marked(said: Sequence[Row], known: Sequence[Row], outside: Sequence[Row], read: Callable[[str], Tokens]) -> list[Marked]:
    learned = scorer.learn([(intent, read(text)) for intent, text in said])
    marks = []
    for rows, weight in ((known, 0.6), ([("", text) for _, text in outside], 0.4)):
        for intent, text in rows:
            ranked = scorer.rank(learned, read(text), 2)
            if len(ranked) == 2:
                first, second = ranked
                marks.append(Marked(first.score, first.score - second.score, first.intent == intent, weight / len(rows)))
    return marks


def _worth(marks: Sequence[Marked], for_score: float, for_lead: float, doubt: float) -> list[str]:
    sure = [m for m in marks if for_score * m.score + for_lead * m.lead >= doubt]
    wrong = [m for m in marks if not m.right]
    low = sum(for_score * m.score + for_lead * m.lead < doubt - 1.0986 for m in wrong)  # the logit of 0.25
    right = sum(m.right for m in sure)
    shares = (len(sure) / len(marks), right / len(sure), right / sum(m.right for m in marks), low / len(wrong))
    return [f"{100 * share:.1f}" for share in shares]
