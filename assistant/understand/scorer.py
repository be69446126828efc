"""Which intent a message is closest to, judged by the authored phrases of every intent."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from assistant.understand.stems import stem

_BLOCKS = (("w", 1.0), ("p", 0.6), ("g", 1.0))
_SMOOTHING = 0.1


class Scored(NamedTuple):
    """One candidate: a comparable score, and how sure it makes us (0 to 1)."""

    intent: str
    score: float
    confidence: float


class Learned(NamedTuple):
    """What was counted in the authored phrases."""

    intents: tuple[str, ...]
    idf: Mapping[str, float]
    weights: Mapping[str, list[list[float]]]  # feature -> [intent number, odds, share of the centroid]
    unseen: float  # idf of a feature no phrase has


def features(tokens: tuple[str, ...]) -> tuple[list[str], list[str], list[str]]:
    """Words with stems, stem pairs, character 3- and 4-grams of each word."""
    words: list[str] = []
    grams: list[str] = []
    stems = [stem(token) for token in tokens]
    for token, root in zip(tokens, stems, strict=True):
        words += ("w" + token, "s" + root)
        if token[0] != "{":
            padded = f" {token} "
            grams += [padded[i : i + n] for n in (3, 4) for i in range(len(padded) - n + 1)]
    pairs = [f"{a}_{b}" for a, b in zip(["^", *stems], [*stems, "$"], strict=True)] if stems else []
    return words, ["p" + pair for pair in pairs], ["g" + gram for gram in grams]


def _vector(tokens: tuple[str, ...], idf: Mapping[str, float]) -> dict[str, float]:
    """A weight for each known feature; each block has the length of its own weight."""
    result: dict[str, float] = {}
    for block, (_, share) in zip(features(tokens), _BLOCKS, strict=True):
        values = {f: (1 + math.log(n)) * idf[f] for f, n in Counter(block).items() if f in idf}
        length = math.sqrt(sum(v * v for v in values.values())) or 1.0
        result.update((f, share * v / length) for f, v in values.items())
    return result


def learn(phrases: Iterable[tuple[str, tuple[str, ...]]]) -> Learned:
    """Count every feature of the phrases of every intent."""
    said = [(intent, tokens) for intent, tokens in phrases if tokens]
    intents = tuple(sorted({intent for intent, _ in said}))
    seen: Counter[str] = Counter()
    for _, tokens in said:
        seen.update({f for block in features(tokens) for f in block})
    idf = {f: round(math.log(1 + len(said) / n) ** 0.5, 3) for f, n in seen.items()}
    sums: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
    lengths = [0.0] * len(intents)
    number = {intent: i for i, intent in enumerate(intents)}
    for intent, tokens in said:
        for f, x in _vector(tokens, idf).items():
            sums[f][number[intent]] += x
    for row in sums.values():
        for i, x in row.items():
            lengths[i] += x * x
    weights = {}
    for f, row in sums.items():
        total = sum(row.values()) + _SMOOTHING
        weights[f] = [
            [i, round(math.log(1 + x / _SMOOTHING) - math.log((total - x) / total), 3), round(x / math.sqrt(lengths[i]), 4)]
            for i, x in row.items()
        ]
    return Learned(intents, idf, weights, round(math.log(1 + len(said)) ** 0.5, 3))


def known_share(learned: Learned, tokens: tuple[str, ...]) -> float:
    """How much of a message is made of words and letters that the phrases have, 0 to 1."""
    words, _, grams = features(tokens)
    shares = []
    for block in (words, grams):
        known = sum(learned.idf.get(f, 0.0) for f in block)
        unknown = sum(learned.unseen for f in block if f not in learned.idf)
        shares.append(known / (known + unknown) if known + unknown else 1.0)
    return shares[0] * shares[1] if words else 0.0


def _standard(values: list[float]) -> list[float]:
    mean = sum(values) / len(values)
    spread = math.sqrt(sum((v - mean) ** 2 for v in values) / len(values)) or 1.0
    return [(v - mean) / spread for v in values]


def rank(learned: Learned, tokens: tuple[str, ...], most: int = 5) -> tuple[Scored, ...]:
    """The likeliest intents, best first; equal scores stay equal and stand in the order of their names."""
    vector = _vector(tokens, learned.idf)
    if not vector:
        return ()
    odds = [0.0] * len(learned.intents)
    near = [0.0] * len(learned.intents)
    for f, x in vector.items():
        for i, a, b in learned.weights[f]:
            odds[int(i)] += a * x
            near[int(i)] += b * x
    share = known_share(learned, tokens)
    mixed = [a + b for a, b in zip(_standard(odds), _standard(near), strict=True)]
    best = max(near)
    order = sorted(range(len(mixed)), key=lambda i: (-mixed[i], learned.intents[i]))[:most]
    return tuple(Scored(learned.intents[i], round(mixed[i] * share, 6), _confidence(near[i], share, mixed[i], best)) for i in order)


def _confidence(near: float, share: float, mixed: float, best: float) -> float:
    return round(1 / (1 + math.exp(-(near * share * 10 - 3.0))), 4)


def because(learned: Learned, tokens: tuple[str, ...], intent: str) -> tuple[tuple[str, float], ...]:
    """The features that counted for an intent, strongest first."""
    if intent not in learned.intents:
        return ()
    number = learned.intents.index(intent)
    counted = [(f, a * x) for f, x in _vector(tokens, learned.idf).items() for i, a, _ in learned.weights[f] if i == number]
    return tuple(sorted(((f, round(x, 3)) for f, x in counted), key=lambda pair: (-pair[1], pair[0])))


def to_data(learned: Learned) -> dict[str, Any]:
    return {"intents": learned.intents, "idf": learned.idf, "weights": learned.weights, "unseen": learned.unseen}


def from_data(data: Mapping[str, Any]) -> Learned:
    return Learned(tuple(data["intents"]), data["idf"], data["weights"], data["unseen"])
