"""Learning from authored phrases how much every feature counts for every intent.

First everything is counted: the log-odds of a feature for an intent against all others, and its share of the intent's
mean phrase, each brought to the same spread. Then the phrases are gone through again (passive-aggressive lessons): where an
intent does not win its own phrase clearly, its weights and its nearest rival's are moved apart. No chance is involved:
the same phrases give the same weights.

Not here: judging a message (scorer). Chosen with `python benchmarks/intents.py --choose training`.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from assistant.understand.features import LETTERS, PAIRS, of_word, pairs

_SMOOTHING = 0.1  # added to every count before logarithms are taken
_CLEAR = 10.0  # lead over the nearest rival at which a phrase teaches nothing more
_BOLDEST = 4.0  # most that one lesson may move
_LESSONS = 3_000  # lessons in all: bounds the time however many phrases there are
_PASSES = 2
_FAINT = 0.15  # weights below are dropped
_RARE = 10_000  # a feature must be in one phrase more for each so many phrases
_WIDEST = 64  # intents kept for one feature

Row = dict[int, float]  # number of an intent -> weight
Vector = list[tuple[str, float]]


class Weights(NamedTuple):
    """What was learnt: `rows` say for each feature how much it counts for which intent."""

    intents: tuple[str, ...]
    idf: Mapping[str, float]
    rows: Mapping[str, Row]
    unseen: float  # the idf of a feature that no phrase has


def train(phrases: Iterable[tuple[str, tuple[str, ...]]]) -> Weights:
    """Weights from (intent, tokens); a phrase that two intents share speaks for both alike."""
    owners: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for intent, tokens in phrases:
        if tokens:
            owners[tokens].add(intent)
    intents = tuple(sorted({intent for some in owners.values() for intent in some}))
    number = {intent: place for place, intent in enumerate(intents)}
    said = [(tokens, tuple(sorted(number[intent] for intent in some))) for tokens, some in owners.items()]
    idf = _idf(said)
    rows = _counted(said, idf, len(intents))
    _teach(rows, [(vector(tokens, idf), some) for tokens, some in _spread(said, _LESSONS)], len(intents))
    return Weights(intents, idf, {feature: _pruned(row) for feature, row in rows.items()}, _rarity(len(said), 1))


def vector(tokens: tuple[str, ...], idf: Mapping[str, float]) -> Vector:
    """The known features of a message with their share in it, as the scorer weighs them too."""
    of_words: Vector = []
    for token in tokens:
        names, letters = of_word(token)
        of_words += [(name, idf[name]) for name in names if name in idf]
        of_words += [(run, LETTERS * idf[run]) for run in letters if run in idf]
    of_pairs = [(pair, idf[pair]) for pair in pairs(tokens) if pair in idf]
    return _scaled(of_words, 1.0) + _scaled(of_pairs, PAIRS)


def _scaled(values: Vector, length: float) -> Vector:
    now = math.sqrt(sum(x * x for _, x in values))
    return [(feature, x * length / now) for feature, x in values] if now else []


def _rarity(phrases: int, having: int) -> float:
    """The square root of the inverse document frequency: plain idf overrates rare words in short phrases."""
    return round(math.sqrt(math.log(1 + phrases / having)), 3)


def _idf(said: list[tuple[tuple[str, ...], tuple[int, ...]]]) -> dict[str, float]:
    seen: Counter[str] = Counter()
    for tokens, _ in said:
        found = set(pairs(tokens))
        for token in tokens:
            names, letters = of_word(token)
            found.update(names, letters)
        seen.update(found)
    least = 1 + len(said) // _RARE
    return {feature: _rarity(len(said), n) for feature, n in seen.items() if n >= least}


def _counted(said: list[tuple[tuple[str, ...], tuple[int, ...]]], idf: Mapping[str, float], count: int) -> dict[str, Row]:
    """Log-odds plus share of the mean phrase, both with the same spread over the intents."""
    sums: dict[str, Row] = {feature: {} for feature in idf}
    for tokens, some in said:
        for feature, x in vector(tokens, idf):
            row = sums[feature]
            for place in some:
                row[place] = row.get(place, 0.0) + x
    squares = [0.0] * count
    for row in sums.values():
        for place, x in row.items():
            squares[place] += x * x
    lengths = [math.sqrt(square) for square in squares]
    odds = {feature: _odds(row) for feature, row in sums.items()}
    means = {feature: {place: x / lengths[place] for place, x in row.items()} for feature, row in sums.items()}
    probe = [vector(tokens, idf) for tokens, _ in _spread(said, 100)]
    for_odds, for_means = 1 / _deviation(odds, probe, count), 1 / _deviation(means, probe, count)
    return {f: {place: x * for_odds + means[f][place] * for_means for place, x in row.items()} for f, row in odds.items()}


def _odds(row: Row) -> Row:
    """How much likelier the feature makes each intent, compared with an intent that never has it."""
    total = sum(row.values()) + _SMOOTHING
    return {place: math.log(1 + x / _SMOOTHING) - math.log((total - x) / total) for place, x in row.items()}


def scores(rows: Mapping[str, Row], features: Vector, count: int) -> list[float]:
    """One score for each intent."""
    result = [0.0] * count
    for feature, x in features:
        for place, weight in rows[feature].items():
            result[place] += x * weight
    return result


def _deviation(rows: Mapping[str, Row], probe: list[Vector], count: int) -> float:
    """How far the scores of the intents lie apart for one phrase, on average."""
    spread = 0.0
    for features in probe:
        found = scores(rows, features, count)
        mean = sum(found) / count
        spread += math.sqrt(sum((x - mean) ** 2 for x in found) / count)
    return spread / len(probe) if spread else 1.0


def _spread(said: list[tuple[tuple[str, ...], tuple[int, ...]]], most: int) -> list[tuple[tuple[str, ...], tuple[int, ...]]]:
    """At most so many phrases, in an order that jumps between intents: neighbours of the golden section are far apart."""
    count = len(said)
    step = max(1, round(count * 0.618))
    while math.gcd(step, count) != 1:
        step += 1
    return [said[i * step % count] for i in range(min(count, most))]


def _teach(rows: dict[str, Row], lessons: list[tuple[Vector, tuple[int, ...]]], count: int) -> None:
    """Move weights where an intent does not win its own phrase by a clear lead."""
    for features, owners in (lessons * _PASSES)[:_LESSONS]:
        found = scores(rows, features, count)
        own = min(found[place] for place in owners)
        for place in owners:
            found[place] = -math.inf
        best = max(found)
        missing = _CLEAR - (own - best)
        if missing <= 0 or best == -math.inf:
            continue
        rivals = [place for place, x in enumerate(found) if x == best]  # all of several equal ones
        move = min(_BOLDEST, missing / (2 * sum(x * x for _, x in features)))
        for feature, x in features:
            row = rows[feature]
            for place in rivals:
                row[place] = row.get(place, 0.0) - move * x
            for place in owners:
                row[place] = row.get(place, 0.0) + move * x


def _pruned(row: Row) -> Row:
    """Only what counts, the strongest first to stay."""
    kept = sorted((place for place, x in row.items() if abs(x) >= _FAINT), key=lambda place: (-abs(row[place]), place))[:_WIDEST]
    return {place: row[place] for place in sorted(kept)}
