"""Learning from authored phrases how much every feature counts for every intent.

First everything is counted: the log-odds of a feature for an intent against all others, and its share of the intent's
mean phrase, each brought to the same spread. Then the phrases are gone through again (passive-aggressive lessons, Crammer
and others 2006): where an intent does not win its own phrase clearly, its weights and its nearest rival's are moved apart.
No chance is involved: the same phrases give the same weights.

All of it is arithmetic on tables of features by intents, so numpy does it (docs/adr/0005-numpy.md); only this module
imports it, and only when content has changed. Not here: judging a message (scorer).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.understand.features import LETTERS, PAIRS, of_word, pairs
from assistant.values import NamedTuple

_FAINT = 0.3  # weights below are dropped
_RARE = 10_000  # a feature must be in one phrase more for each so many phrases
_SAME = 1e-9  # scores this close are equal: sums of many products differ in their last digits
_PROBED = 100  # phrases that the spread of the scores is measured on


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
Numbers = NDArray[np.intp]
Amounts = NDArray[np.float64]


class Phrase(NamedTuple):
    tokens: tuple[str, ...]
    owners: tuple[int, ...]  # numbers of the intents it belongs to


class Ragged(NamedTuple):
    """Rows of different length behind one another: row i is `ids[starts[i]:starts[i + 1]]`, each id with its amount."""

    starts: Numbers
    ids: Numbers
    amounts: Amounts

    def of(self, row: int) -> slice:
        return slice(self.starts[row], self.starts[row + 1])


class Counted(NamedTuple):
    """Phrases as rows of numbered features, and what each feature counts before any lesson."""

    intents: tuple[str, ...]
    said: Sequence[Phrase]
    features: Sequence[str]
    idf: Amounts
    phrases: Ragged  # features of each phrase with their share in it, each once
    weights: Amounts  # features x intents


class Weights(NamedTuple):
    """What was learnt: `rows` say for each feature how much it counts for which intent."""

    intents: tuple[str, ...]
    idf: Mapping[str, float]
    rows: Mapping[str, Row]
    unseen: float  # the idf of a feature that no phrase has


def train(phrases: Iterable[tuple[str, tuple[str, ...]]], how: Settings = CHOSEN) -> Weights:
    """Weights from (intent, tokens); a phrase that two intents share speaks for both alike."""
    intents, said = owned(phrases)
    if not said:
        return Weights((), {}, {}, rarity(0, 1))
    counted = count(intents, said, how)
    teach(counted, how)
    kept = pruned(counted.weights, how.widest)
    rows: dict[str, Row] = {feature: {} for feature in counted.features}
    for place, intent in np.argwhere(kept).tolist():
        rows[counted.features[place]][intent] = float(kept[place, intent])
    return Weights(intents, dict(zip(counted.features, counted.idf.tolist(), strict=True)), rows, rarity(len(said), 1))


def owned(phrases: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[tuple[str, ...], list[Phrase]]:
    """All intents by name, and every wording once, with the intents it belongs to.

    >>> owned([("greet", ("hi",)), ("ask", ("hi",))])
    (('ask', 'greet'), [Phrase(tokens=('hi',), owners=(0, 1))])
    """
    owners: dict[tuple[str, ...], set[str]] = {}
    for intent, tokens in phrases:
        if tokens:
            owners.setdefault(tokens, set()).add(intent)
    intents = tuple(sorted({intent for some in owners.values() for intent in some}))
    number = {intent: place for place, intent in enumerate(intents)}
    return intents, [Phrase(tokens, tuple(sorted(number[intent] for intent in some))) for tokens, some in owners.items()]


def rarity(phrases: int, having: float) -> float:
    """The square root of the inverse document frequency: plain idf overrates rare words in short phrases."""
    return round(math.sqrt(math.log(1 + phrases / having)), 3)


# ---------------------------------------------------------------- counting


def count(intents: tuple[str, ...], said: Sequence[Phrase], how: Settings) -> Counted:
    """Number the features, see how rare they are, and weigh them by log-odds and by share of the mean phrase."""
    number: dict[str, int] = {}
    found = _once(_gathered(_word_features(said, number), said), _pair_features(said, number), len(number))
    names = np.array(list(number), dtype=object)
    idf = _idf(np.bincount(found.ids, minlength=len(names)), len(said))
    renumbered = np.where(idf > 0, np.cumsum(idf > 0) - 1, -1)
    names, idf = names[idf > 0], idf[idf > 0]
    phrases = _weighed(found, renumbered, idf, names)
    return Counted(intents, said, names.tolist(), idf, phrases, _mixed(said, phrases, len(names), len(intents), how))


def _word_features(said: Sequence[Phrase], number: dict[str, int]) -> tuple[dict[str, int], Ragged]:
    """Every word once, with the features it has by itself."""
    words: dict[str, int] = {token: 0 for phrase in said for token in phrase.tokens}
    rows = []
    for place, word in enumerate(words):
        words[word] = place
        rows.append([number.setdefault(name, len(number)) for part in of_word(word) for name in part])
    return words, _ragged(rows)


def _pair_features(said: Sequence[Phrase], number: dict[str, int]) -> Ragged:
    return _ragged([[number.setdefault(name, len(number)) for name in pairs(phrase.tokens)] for phrase in said])


def _gathered(table: tuple[dict[str, int], Ragged], said: Sequence[Phrase]) -> Ragged:
    """The features of all words of each phrase."""
    words, features = table
    tokens = _ragged([[words[token] for token in phrase.tokens] for phrase in said])
    sizes = np.diff(features.starts)[tokens.ids]
    ends = np.concatenate(([0], np.cumsum(sizes)))
    places = np.repeat(features.starts[tokens.ids] - ends[:-1], sizes) + np.arange(ends[-1])
    return Ragged(ends[tokens.starts], features.ids[places], np.ones(len(places)))


def _ragged(rows: Sequence[Sequence[int]]) -> Ragged:
    starts = np.concatenate(([0], np.cumsum([len(row) for row in rows], dtype=np.intp)))
    ids = np.fromiter((id_ for row in rows for id_ in row), dtype=np.intp, count=starts[-1])
    return Ragged(starts, ids, np.ones(len(ids)))


def _once(one: Ragged, other: Ragged, features: int) -> Ragged:
    """Both rows of every phrase as one; the amount of a feature is how often it occurs."""
    phrases = len(one.starts) - 1
    places = np.concatenate([np.repeat(np.arange(phrases), np.diff(part.starts)) * features + part.ids for part in (one, other)])
    places.sort()
    first = np.flatnonzero(np.diff(places, prepend=-1))
    keys = places[first]
    return Ragged(np.searchsorted(keys, np.arange(phrases + 1) * features), keys % features, np.diff(first, append=len(places)).astype(float))


def _idf(having: Numbers, phrases: int) -> Amounts:
    """How rare each feature is; 0 for one that too few phrases have."""
    rare = np.round(np.sqrt(np.log1p(phrases / np.maximum(having, 1))), 3)
    return np.where(having >= 1 + phrases // _RARE, rare, 0.0)


def _weighed(found: Ragged, renumbered: Numbers, idf: Amounts, names: NDArray[np.object_]) -> Ragged:
    """The known features of each phrase: those of its words together of length 1, its pairs of length `PAIRS`."""
    starts = [name[0] for name in names]
    linked, size = np.array([start == "+" for start in starts]), np.where(np.array(starts) == "#", LETTERS, 1.0) * idf
    ids = renumbered[found.ids]
    known = ids >= 0
    ids, times = ids[known], found.amounts[known]
    row = np.repeat(np.arange(len(found.starts) - 1), np.diff(found.starts))[known]
    square = times * size[ids] ** 2
    lengths = [np.sqrt(np.bincount(row, square * part, len(found.starts) - 1)) for part in (~linked[ids], linked[ids])]
    length = np.where(linked[ids], lengths[1][row] / PAIRS, lengths[0][row])
    return Ragged(np.concatenate(([0], np.cumsum(known)))[found.starts], ids, times * size[ids] / length)


def _mixed(said: Sequence[Phrase], phrases: Ragged, features: int, intents: int, how: Settings) -> Amounts:
    """Log-odds plus share of the mean phrase, both with the same spread over the intents."""
    sums = np.zeros((features, intents))
    sizes = np.diff(phrases.starts)
    for nth in range(max(len(phrase.owners) for phrase in said)):
        owner = np.repeat([phrase.owners[nth] if nth < len(phrase.owners) else -1 for phrase in said], sizes)
        np.add.at(sums, (phrases.ids[owner >= 0], owner[owner >= 0]), phrases.amounts[owner >= 0])
    lengths = np.sqrt((sums**2).sum(axis=0))
    means = sums / np.where(lengths > 0, lengths, 1.0)
    total = sums.sum(axis=1, keepdims=True) + how.smoothing
    odds = np.log1p(sums / how.smoothing) - np.log((total - sums) / total)
    probe = _spread(len(said), _PROBED)
    mixed = odds / _deviation(odds, phrases, probe) + means / _deviation(means, phrases, probe)
    return pruned(mixed, how.widest)


def _deviation(table: Amounts, phrases: Ragged, probe: Sequence[int]) -> float:
    """How far the scores of the intents lie apart for one phrase, on average."""
    spread = [float(np.std(phrases.amounts[phrases.of(row)] @ table[phrases.ids[phrases.of(row)]])) for row in probe]
    return sum(spread) / len(spread) or 1.0


def _spread(count: int, most: int) -> list[int]:
    """At most so many phrases, in an order that jumps between intents: neighbours of the golden section are far apart.

    >>> _spread(8, 5)
    [0, 5, 2, 7, 4]
    """
    step = max(1, round(count * 0.618))
    while math.gcd(step, count) != 1:
        step += 1
    return [i * step % count for i in range(min(count, most))]


def pruned(table: Amounts, widest: int) -> Amounts:
    """Only what counts: faint weights go, and of a word that nearly all intents have only the strongest stay (equal ones together)."""
    size = np.abs(table)
    least = np.full(len(table), _FAINT)
    if table.shape[1] > widest:
        # -widest counts from the end: the weakest of the strongest
        least = np.maximum(least, np.partition(size, -widest, axis=1)[:, -widest])
    return np.where(size >= least[:, None], table, 0.0)


# ---------------------------------------------------------------- lessons


def teach(counted: Counted, how: Settings) -> None:
    """Move the weights of words and pairs where an intent does not win its own phrase by a clear lead.

    Letters keep what was counted: they are what a misspelt or unknown word is recognised by, whichever intent it is in.
    """
    chosen = _spread(len(counted.said), how.lessons) if how.passes else []
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


def _lessons(counted: Counted, chosen: Sequence[int]) -> Iterable[_Lesson]:
    is_letter = np.array([name[0] == "#" for name in counted.features])
    phrases = counted.phrases
    for row in chosen:
        ids, amounts = phrases.ids[phrases.of(row)], phrases.amounts[phrases.of(row)]
        letters = is_letter[ids]
        taught, shares = ids[~letters], amounts[~letters]
        square = float(shares @ shares)
        if square:
            yield _Lesson(taught, shares, square, amounts[letters] @ counted.weights[ids[letters]], np.array(counted.said[row].owners))


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
