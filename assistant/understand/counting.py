"""Authored phrases as tables of numbers: which features each has, how rare these are, what each counts for which intent.

The log-odds of a feature for an intent against all others, and its share of the intent's mean phrase, each brought to the
same spread. A feature counts only for intents that have it, so both are computed for these places of the table alone; so
little is left to do that authors' tools can take some phrases out and do it again (authoring/left_out).

All of it is arithmetic on tables of features by intents, so numpy does it (docs/adr/0005-numpy.md).
Not here: how such tables are kept and multiplied (ragged), lessons (training) and judging a message (scorer).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TypeAlias
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assistant.understand.features import LETTERS, PAIRS, of_word, paired
from assistant.understand.ragged import Amounts, Numbers, Ragged, behind, product, ragged
from assistant.understand.stems import stem
from assistant.values import NamedTuple

_FAINT = 0.3  # weights below are dropped
_RARE = 10_000  # a feature must be in one phrase, and in one more for each so many phrases
_PROBED = 100  # phrases on which the spread of the scores is measured
_ROWS = 4_096  # rows of the table that are pruned at once

Owners: TypeAlias = "Sequence[tuple[int, ...]]"  # of phrases: numbers of the intents each belongs to


class Phrase(NamedTuple):
    """A wording, and the numbers of the intents it belongs to."""

    tokens: tuple[str, ...]
    owners: tuple[int, ...]


class Shares(NamedTuple):
    """The shares of each feature in the phrases of each intent, summed; only where the sum is not 0."""

    places: Numbers  # in the table of features by intents, row by row
    sums: Amounts


class Counted(NamedTuple):
    """Phrases as rows of numbered features, and what each feature counts before any lesson."""

    intents: tuple[str, ...]
    owners: Owners
    features: Sequence[str]
    signs: NDArray[np.str_]  # what each feature begins with: "=" word, "~" stem, "#" letters, "+" pair
    idf: Amounts
    words: Ragged  # features of each word; -1: too few phrases have it. The amount is 1, or LETTERS for letters
    tokens: Ragged  # words of each phrase
    had: Ragged  # features of each phrase: how often, each once
    phrases: Ragged  # features of each phrase: their share in it
    shares: Shares
    scale: tuple[float, float]  # spread of log-odds and of shares, which is made equal
    weights: Amounts  # features x intents


def owned(phrases: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[tuple[str, ...], list[Phrase]]:
    """All intents by name, and every wording once, with the intents it belongs to.

    They stand in an order of their own that jumps between intents and that a new phrase hardly changes: what is learnt from the
    others stays what it was.

    >>> owned([("greet", ("hi",)), ("ask", ("hi",))])
    (('ask', 'greet'), [Phrase(tokens=('hi',), owners=(0, 1))])
    """
    owners: dict[tuple[str, ...], tuple[str, ...]] = {}  # nearly all have one
    for intent, tokens in phrases:
        if tokens and intent not in (some := owners.get(tokens, ())):
            owners[tokens] = (*some, intent)
    every = set(owners.values())
    intents = tuple(sorted(set(chain.from_iterable(every))))
    number = {intent: place for place, intent in enumerate(intents)}
    numbers = {some: tuple(sorted(number[intent] for intent in some)) for some in every}
    return intents, [Phrase(tokens, numbers[owners[tokens]]) for tokens in sorted(owners, key=scattered)]


def scattered(tokens: Sequence[str]) -> tuple[int, Sequence[str]]:
    """A sort key for a phrase that depends on its words alone, and is far from the keys of phrases like it."""
    return crc32(" ".join(tokens).encode()), tokens


def rarity(phrases: int, having: float) -> float:
    """The square root of the inverse document frequency: plain idf overrates rare words in short phrases."""
    return round(math.sqrt(math.log(1 + phrases / having)), 3)


def idf(having: Numbers, phrases: int) -> Amounts:
    """The rarity of each feature; 0 for one that too few phrases have."""
    rare: Amounts = np.round(np.sqrt(np.log1p(phrases / np.maximum(having, 1))), 3)
    return np.where(having >= 1 + phrases // _RARE, rare, 0.0)


def count(intents: tuple[str, ...], said: Sequence[Phrase], smoothing: float) -> Counted:
    """Number the features, see how rare they are, and weigh them."""
    number: dict[str, int] = {}
    vocabulary, words, tokens = _words(said, number)
    found = _once(_gathered(words, tokens), _pair_features(vocabulary, tokens, number), len(number))
    rare = idf(np.bincount(found.ids, minlength=len(number)), len(said))
    renumbered = np.where(rare > 0, np.cumsum(rare > 0) - 1, -1).astype(np.int32)
    features = [name for name, known in zip(number, rare > 0, strict=True) if known]
    signs, rare = np.array([name[0] for name in features]), rare[rare > 0]
    numbered = found._replace(ids=renumbered[found.ids])
    had = numbered.where(numbered.ids >= 0)
    phrases = weighed(had, rare, signs)
    owners = [phrase.owners for phrase in said]
    places, amounts = credited(phrases, owners, len(intents))
    shares = _summed(places, amounts, len(features) * len(intents))
    scale = _scale(shares, phrases, (len(features), len(intents)), smoothing)
    weights = mixed(shares, (len(features), len(intents)), scale, smoothing)
    return Counted(intents, owners, features, signs, rare, words._replace(ids=renumbered[words.ids]), tokens, had, phrases, shares, scale, weights)


# ---------------------------------------------------------------- features of phrases


def _words(said: Sequence[Phrase], number: dict[str, int]) -> tuple[tuple[str, ...], Ragged, Ragged]:
    """All words, the features of every word, and the words of every phrase."""
    written = [phrase.tokens for phrase in said]
    words = {word: place for place, word in enumerate(dict.fromkeys(chain.from_iterable(written)))}
    rows, shares = [], []
    for word in words:
        whole, letters = of_word(word)
        rows.append([number.setdefault(name, len(number)) for part in (whole, letters) for name in part])
        shares += [1.0] * len(whole) + [LETTERS] * len(letters)
    features = ragged(rows)._replace(amounts=np.array(shares))
    return tuple(words), features, behind(written, map(words.__getitem__, chain.from_iterable(written)))


def _pair_features(vocabulary: Sequence[str], tokens: Ragged, number: dict[str, int]) -> Ragged:
    """Neighbouring stems of every phrase, its ends included; numbered in the order in which they first come."""
    known: dict[str, int] = {}
    stems = np.array([known.setdefault(stem(word), len(known)) for word in vocabulary], np.int64)
    names = ("^", "$", *known)  # the ends are 0 and 1
    starts = tokens.starts + np.arange(len(tokens.starts))
    left, right = (np.full(starts[-1], end) for end in (0, 1))
    for side, ends in ((left, starts[:-1]), (right, starts[1:] - 1)):
        inner = np.ones(len(side), bool)
        inner[ends] = False
        side[inner] = stems[tokens.ids] + 2
    found, first, which = np.unique(left * len(names) + right, return_index=True, return_inverse=True)
    order = np.argsort(first)
    for pair in found[order].tolist():
        number[paired(names[pair // len(names)], names[pair % len(names)])] = len(number)
    numbers = np.empty(len(found), np.int32)
    numbers[order] = np.arange(len(number) - len(found), len(number))
    return Ragged(starts, numbers[which], np.ones(len(which), np.float32))


def _gathered(words: Ragged, tokens: Ragged) -> Ragged:
    """The features of all words of each phrase."""
    ends = np.concatenate(([0], np.cumsum(np.diff(words.starts)[tokens.ids])))
    return Ragged(ends[tokens.starts], words.ids[words.at(tokens.ids)], np.empty(0))  # how much each counts is not asked yet


def _once(one: Ragged, other: Ragged, features: int) -> Ragged:
    """The two rows of every phrase as one, in which each feature stands once; its amount is how often it occurs."""
    ends = np.arange(len(one.starts)) * features
    kind = np.uint32 if ends[-1] < 1 << 32 else np.int64  # half as long is sorted in half the time
    places = np.concatenate([np.repeat(ends[:-1].astype(kind), np.diff(part.starts)) + part.ids.astype(kind) for part in (one, other)])
    places.sort()
    first = np.concatenate((places[:1] == places[:1], places[1:] != places[:-1])).nonzero()[0]
    times = np.diff(first, append=len(places)).astype(np.float32)
    keys = places[first]
    starts = np.searchsorted(keys, ends.astype(kind))
    return Ragged(starts, (keys - np.repeat(ends[:-1].astype(kind), np.diff(starts))).astype(np.int32), times)


def weighed(had: Ragged, rare: Amounts, signs: NDArray[np.str_]) -> Ragged:
    """The share of every feature in its phrase: those of its words together are of length 1, its pairs of length `PAIRS`."""
    size = (np.where(signs == "#", LETTERS, 1.0) * rare)[had.ids]
    rows = 2 * had.rows() + (signs == "+")[had.ids]  # of each phrase one for its words and one for its pairs
    length = np.sqrt(np.bincount(rows, had.amounts * size**2, 2 * len(had.starts) - 2))
    length[1::2] /= PAIRS
    amounts = had.amounts * size / np.where(length > 0, length, 1.0)[rows]
    return had._replace(amounts=amounts.astype(np.float32))


# ---------------------------------------------------------------- what features count for intents


def credited(phrases: Ragged, owners: Owners, intents: int) -> tuple[Numbers, Amounts]:
    """The place in the table of features by intents for each feature of each phrase and each intent of that, with its amount."""
    places: list[Numbers] = [np.empty(0, np.intp)]
    amounts: list[Amounts] = [np.empty(0)]
    for nth in range(max(map(len, owners), default=0)):
        having = np.array([row for row, some in enumerate(owners) if len(some) > nth], np.intp)
        some = phrases if len(having) == len(owners) else phrases.some(having)
        owner = np.array([owners[row][nth] for row in having])
        places.append(some.ids * intents + np.repeat(owner, np.diff(some.starts)))
        amounts.append(some.amounts)
    return np.concatenate(places), np.concatenate(amounts)


def _summed(places: Numbers, amounts: Amounts, size: int) -> Shares:
    """The amounts, summed for each place of a table of this size."""
    taken = np.zeros(size, bool)
    taken[places] = True
    nth = np.cumsum(taken, dtype=np.int32)  # quicker than sorting the places
    sums: Amounts = np.bincount(nth[places] - 1, amounts, nth[-1] if size else 0).astype(np.float64)  # of nothing they would be whole numbers
    return Shares(np.flatnonzero(taken), sums)


def _parts(shares: Shares, shape: tuple[int, int], smoothing: float) -> tuple[Amounts, Amounts]:
    """Log-odds, and share of the intent's mean phrase, at the places of the shares; elsewhere both are nothing."""
    feature, intent = np.divmod(shares.places, shape[1])
    lengths = np.sqrt(np.bincount(intent, shares.sums**2, shape[1]))
    total = np.bincount(feature, shares.sums, shape[0])[feature] + smoothing
    odds = np.log1p(shares.sums / smoothing) - np.log((total - shares.sums) / total)
    return odds, shares.sums / np.where(lengths > 0, lengths, 1.0)[intent]


def _table(places: Numbers, amounts: Amounts, shape: tuple[int, int]) -> Amounts:
    table = np.zeros(shape[0] * shape[1], np.float32)
    table[places] = amounts
    return table.reshape(shape)


def mixed(shares: Shares, shape: tuple[int, int], scale: tuple[float, float], smoothing: float) -> Amounts:
    """The weights before any lesson as a table of features by intents (`strong`)."""
    return _table(*strong(shares, shape, scale, smoothing), shape)


def strong(shares: Shares, shape: tuple[int, int], scale: tuple[float, float], smoothing: float) -> tuple[Numbers, Amounts]:
    """The weights that are not faint, with their places: log-odds plus share of the mean phrase, both with the same spread over the intents."""
    odds, means = _parts(shares, shape, smoothing)
    amounts = odds / scale[0] + means / scale[1]
    kept = np.abs(amounts) >= _FAINT
    return shares.places[kept], amounts[kept]


def _scale(shares: Shares, phrases: Ragged, shape: tuple[int, int], smoothing: float) -> tuple[float, float]:
    """How far the scores of the intents lie apart for one phrase, on average, by log-odds and by shares."""
    probed = phrases.some(np.arange(min(len(phrases.starts) - 1, _PROBED)))
    odds, means = (product(probed, _table(shares.places, part, shape)).std(axis=1).mean() for part in _parts(shares, shape, smoothing))
    return float(odds) or 1.0, float(means) or 1.0


def spread(count: int, most: int) -> list[int]:
    """At most so many phrases, in an order that jumps between intents: neighbours of the golden section are far apart.

    >>> spread(8, 5)
    [0, 5, 2, 7, 4]
    """
    step = max(1, round(count * 0.618))
    while math.gcd(step, count) != 1:
        step += 1
    return [i * step % count for i in range(min(count, most))]


def pruned(table: Amounts) -> Amounts:
    """The table without faint weights."""
    for first in range(0, len(table), _ROWS):  # all rows at once would be in memory four times
        part = table[first : first + _ROWS]
        part[np.abs(part) < _FAINT] = 0.0
    return table


def worded(counted: Counted, had: Ragged, tokens: Ragged, rare: Amounts) -> Ragged:
    """The words of phrases, each divided by the length of its phrase; `had` are the features of the same phrases."""
    size = np.where(counted.signs == "+", 0.0, np.where(counted.signs == "#", LETTERS, 1.0)) * rare
    length = np.sqrt(np.bincount(had.rows(), had.amounts * size[had.ids] ** 2, len(had.starts) - 1))
    return tokens._replace(amounts=1.0 / np.where(length > 0, length, 1.0)[tokens.rows()])


def scored(counted: Counted, phrases: Ragged, words: Ragged, rare: Amounts, table: Amounts) -> Amounts:
    """What phrases score for every intent: each word is added up once, for words come again."""
    used, numbers = np.unique(words.ids, return_inverse=True)
    of_used = counted.words.some(used)
    known = of_used.where(of_used.ids >= 0)
    of_words = product(known._replace(amounts=known.amounts * rare[known.ids]), table)
    linked = phrases.where((counted.signs == "+")[phrases.ids])
    return product(words._replace(ids=numbers), of_words) + product(linked, table)
