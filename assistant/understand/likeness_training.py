"""Learning from examples how much each word, part and cue speaks for an alarm.

Logistic regression with steps that shrink for what was seen often (AdaGrad, Duchi and others 2011). The examples are gone
through in an order that chance has no part in: the same examples give the same weights, and one more changes little. Not
here: judging (likeness).
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any
from zlib import crc32

from assistant.understand.shelves import shelved
from assistant.values import NamedTuple

PASSES = 12
STEP = 0.5
BIAS_STEP = 0.1
FADES = 1e-5  # share of a weight that it loses at each step: what is seldom confirmed is forgotten
LEARNT = 0.003  # an example judged as nearly right as that teaches nothing: without such steps the others are fitted better, in half the time
SEEN = 2  # examples a feature must be in
FAINT = 0.1  # weights below are dropped
ALARMING_SHARE = 0.6  # of the examples that have a part, so many must be alarms for it to tell one
TELLING = 0.7  # log-odds from which a feature speaks for a flag
_GOLDEN = 0.618034


class Example(NamedTuple):
    """A message's features, and whether it must raise an alarm."""

    features: tuple[str, ...]
    flag: str  # "" when it must raise none


def learn(examples: Sequence[Example]) -> dict[str, Any]:
    """The weights as sections of data; none without examples of both kinds."""
    if len({bool(example.flag) for example in examples}) < 2:
        return {"alarms": shelved({}), "alarming": {"bias": 0.0, "flags": {}, "telling": ""}}
    counts = Counter(name for example in examples for name in example.features)
    names = sorted(name for name, count in counts.items() if count >= SEEN)
    number = {name: place for place, name in enumerate(names)}
    rows = [([number[name] for name in example.features if name in number], float(bool(example.flag))) for example in examples]
    weights, bias = _descend(rows, len(names), [crc32(" ".join((*example.features, example.flag)).encode()) for example in examples])
    kept = {name: f"{round(weight, 2):g}" for name, weight in zip(names, weights, strict=True) if abs(weight) >= FAINT}
    return {
        "alarms": shelved(kept),
        "alarming": {"bias": round(bias, 3), "flags": _flags(examples), "telling": " ".join(_telling(examples))},
    }


def _telling(examples: Sequence[Example]) -> list[str]:
    """The parts that are found in alarms rather than elsewhere: 'I' and 'want' are parts of signs, and everybody says them."""
    anywhere, alarms = Counter[str](), Counter[str]()
    for example in examples:
        parts = {name for name in example.features if name.startswith("part:")}
        anywhere.update(parts)
        alarms.update(parts if example.flag else ())
    return sorted(name[5:] for name, count in alarms.items() if count >= SEEN and count >= ALARMING_SHARE * anywhere[name])


def _flags(examples: Sequence[Example]) -> dict[str, str]:
    """What each flag's examples say more often than those of others: "feature amount feature amount" (naive Bayes)."""
    everywhere, mine, sizes = Counter[str](), defaultdict[str, Counter[str]](Counter), Counter[str]()
    for example in examples:
        if example.flag:
            everywhere.update(example.features)
            mine[example.flag].update(example.features)
            sizes[example.flag] += 1
    total = sum(sizes.values())
    out = {}
    for flag in sorted(mine):
        odds = {name: math.log((count / sizes[flag]) / (everywhere[name] / total)) for name, count in mine[flag].items() if count >= SEEN}
        out[flag] = " ".join(f"{name} {amount:.1f}" for name, amount in sorted(odds.items()) if amount >= TELLING)
    return out


def _descend(rows: Sequence[tuple[list[int], float]], size: int, scattered: Sequence[int]) -> tuple[list[float], float]:
    """Go through all examples several times, each time in another order made of a number that each has of its own."""
    weights, seen = [0.0] * size, [1e-6] * size
    bias, bias_seen = 0.0, 1e-6
    sqrt, scales = math.sqrt, [max(len(row), 1) ** -0.5 for row, _ in rows]
    for turn in range(1, PASSES + 1):
        for place in sorted(range(len(rows)), key=lambda place: (scattered[place] * turn * _GOLDEN) % 1):
            (row, wanted), scale = rows[place], scales[place]
            off = 1 / (1 + math.exp(-max(-30.0, min(30.0, sum(map(weights.__getitem__, row)) * scale + bias)))) - wanted
            if -LEARNT < off < LEARNT:
                continue
            each = off * scale
            for i in row:
                weight = weights[i]
                slope = each + FADES * weight
                seen[i] = often = seen[i] + slope * slope
                weights[i] = weight - STEP * slope / sqrt(often)
            bias_seen += off * off
            bias -= BIAS_STEP * off / sqrt(bias_seen)
    return weights, bias
