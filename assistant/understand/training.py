"""Learning from authored phrases how much every feature counts for every intent.

First everything is counted (counting). Then the phrases are gone through again (passive-aggressive lessons, Crammer and
others 2006): where an intent does not win its own phrase clearly, its weights and its nearest rival's are moved apart.
What counts in the end is the mean of the weights on the way (Freund and Schapire 1999): the last lessons weigh no more
than the others, so that another order of the phrases changes little. Lessons are taken many at a time, and each looks only
at the intents that were nearest to its phrase before any lesson: a fifth of the work, and the same intents win. No chance
is involved: the same phrases give the same weights.

Imported only when content has changed. Not here: judging a message (scorer).
"""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.understand import counting
from assistant.understand.counting import Counted, Owners
from assistant.understand.features import of_word
from assistant.understand.ragged import Amounts, Numbers, Ragged, product, ragged
from assistant.understand.scorer import PARTS, UNIT
from assistant.values import NamedTuple

_SAME = 1e-4  # scores this close are equal: sums of many products differ in their last digits
_BITS = 15  # of a kept number, without its sign
_LARGEST = 2**_BITS - 1  # the largest kept number
_FEW = 8  # a feature that counts for fewer than one in so many intents is kept as a list of these: all lanes would take longer to fill
_BLOCK = 1_024  # rows written at once
_GROUPS = 64  # groups of phrases looked through at once: all scores of all phrases are too much to hold
_SUMMED = 32  # lessons summed at once: what they are made of fits into the processor's cache


class Settings(NamedTuple):
    """What decides how much is learnt from what; `python -m benchmarks.intents --choose training` tries others."""

    smoothing: float = 0.1  # added to every count before logarithms are taken
    clear: float = 10.0  # lead over the nearest rival at which a phrase teaches nothing more
    boldest: float = 3.0  # most that one lesson may move
    lessons: int = 60_000  # phrases learnt from: bounds the time however many there are
    passes: int = 5
    rivals: int = 48  # intents a lesson looks at beside its own in the first pass
    closest: int = 12  # of these, the ones it looks at from then on
    together: int = 128  # phrases that teach at once
    looks: int = 8  # a pass, from the second on, at the weights whose mean is taken


CHOSEN = Settings()


class Weights(NamedTuple):
    """What was learnt."""

    intents: tuple[str, ...]
    packed: Mapping[str, str]  # how much each feature counts for which intent
    rows: Mapping[str, str]  # word of the phrases -> the sum of all its features
    unseen: float  # the idf of a feature that no phrase has


def train(phrases: Iterable[tuple[str, tuple[str, ...]]], how: Settings = CHOSEN) -> Weights:
    """Weights from (intent, tokens); a phrase that two intents share speaks for both alike."""
    intents, said = counting.owned(phrases)
    if not said:
        return Weights((), {}, {}, counting.rarity(0, 1))
    counted = counting.count(intents, said, how.smoothing)
    table = taught(counted, how)
    features, idf = counted.features, np.round(counted.idf / UNIT).astype(np.int16)
    del counted  # much memory, and not needed beside what was learnt
    table = counting.pruned(table)
    unseen = counting.rarity(len(said), 1)
    return Weights(intents, _packed(features, idf, table), _rows(features, idf, table, unseen), unseen)


def _packed(features: Sequence[str], idf: Numbers, table: Amounts) -> dict[str, str]:
    """Each feature with its idf and its weight for every intent, or for those alone for which it counts where that is shorter (scorer)."""
    size, packed = table.shape[1], dict[str, str]()
    for first in range(0, len(table), _BLOCK):  # all rows at once would be in memory twice more
        some = slice(first, first + _BLOCK)
        weights = np.clip(np.round(table[some] / UNIT), -_LARGEST, _LARGEST).astype(np.int16)
        for feature, rare, row, kept in zip(features[some], idf[some], weights, table[some] != 0, strict=True):
            (places,) = kept.nonzero()
            few = _FEW * len(places) < size
            numbers = np.column_stack((places, row[places])).astype(np.int16) if few else (row.astype(np.int32) + 2**_BITS).astype(np.uint16)
            packed[feature] = _text(rare, numbers)
    return packed


def _rows(features: Sequence[str], idf: Numbers, table: Amounts, unseen: float) -> dict[str, str]:
    """Each word that is a feature, with all that it, its stem and its letters bring: length, masses, and one sum for every intent.

    Sums are kept in 16 bits, each word's with as many left out behind them as must be.
    """
    number = {feature: place for place, feature in enumerate(features)}
    words = [feature[1:] for feature in features if feature[0] == "="]
    rows: dict[str, str] = {}
    for first in range(0, len(words), _BLOCK):
        rows.update(_summed_up(words[first : first + _BLOCK], number, idf, table, unseen))
    return rows


def _summed_up(words: Sequence[str], number: Mapping[str, int], idf: Numbers, table: Amounts, unseen: float) -> Iterator[tuple[str, str]]:
    """These words with their rows (`_rows`)."""
    parts = [[[number.get(name, -1) for name in names] for names in of_word(word)] for word in words]
    amounts = [[int(idf[place]) * part for names, part in zip(some, PARTS, strict=True) for place in names if place >= 0] for some in parts]
    known = ragged([[place for names in some for place in names if place >= 0] for some in parts])
    sums = product(known._replace(amounts=np.array([one for some in amounts for one in some]) / UNIT), table)
    shifts = np.maximum(0, np.ceil(np.log2(np.abs(sums).max(axis=1) + 1)) - _BITS).astype(np.int64)
    halves = (np.round(sums / 2.0 ** shifts[:, None]) + 2**_BITS).clip(0, 2 ** (_BITS + 1) - 1).astype(np.uint16)
    for word, some, each, shift, row in zip(words, parts, amounts, shifts, halves, strict=True):
        yield word, _text(np.array([_square(each), *_masses(some, idf, unseen), shift]), row)


def _square(amounts: Sequence[int]) -> float:
    """The squared length of a word, from the amounts of its features."""
    return sum((amount * UNIT / PARTS[0]) ** 2 for amount in amounts)


def _masses(parts: Sequence[Sequence[int]], idf: Numbers, unseen: float) -> Iterator[float]:
    """Known mass and whole mass: first of the word with its stem, then of its letters."""
    for places in parts:
        known = sum(float(idf[place]) * UNIT for place in places if place >= 0)
        yield known
        yield known + unseen * places.count(-1)


def _text(*numbers: NDArray[np.generic] | np.generic) -> str:
    """Numbers as they are in memory, one behind the other, in base64."""
    return b2a_base64(b"".join(some.tobytes() for some in numbers), newline=False).decode()


# ---------------------------------------------------------------- lessons


class Lessons(NamedTuple):
    """Lessons taken at once: one for every phrase and each of its intents."""

    phrases: Numbers  # whose they are
    intents: Numbers  # lessons x intents looked at: its own, then those nearest to the phrase before any lesson


class Batch(NamedTuple):
    """Lessons ready to be given."""

    phrases: Numbers
    intents: Numbers
    taught: Ragged  # features of the phrase
    square: Amounts  # of their length


def taught(counted: Counted, how: Settings) -> Amounts:
    """The mean of the weights over all lessons but those of the first pass. What was counted is changed: a copy takes much memory."""
    table = counted.weights
    batches = [batch(counted, some) for some in lessons(counted, together(counted, how), how)] if how.passes else []
    if not batches:
        return table
    mean, looks = np.zeros_like(table), 0
    every = max(1, len(batches) // how.looks)
    for number in range(how.passes):
        for nth, some in enumerate(batches):
            scores = teach(table[..., None], some, how)
            batches[nth] = some if number else _closer(some, scores[:, 1:, 0], how.closest)
            if (number or how.passes == 1) and (nth + 1) % every == 0:
                mean += table
                looks += 1
    mean /= looks
    return mean


def together(counted: Counted, how: Settings) -> list[Numbers]:
    """The phrases that teach at once, in the order of their own that they stand in; none where there are no rivals."""
    rows = np.arange(min(len(counted.owners), how.lessons), dtype=np.int32)
    rows = rows[np.diff(counted.phrases.starts)[rows] > 0]
    return [rows[first : first + how.together] for first in range(0, len(rows), how.together)] if _rivals(counted, how) > 0 else []


def _rivals(counted: Counted, how: Settings) -> int:
    """How many intents a lesson looks at beside its own."""
    return min(how.rivals, len(counted.intents) - max(map(len, counted.owners), default=0))


def lessons(counted: Counted, groups: Sequence[Numbers], how: Settings) -> list[Lessons]:
    """The lessons of groups of phrases."""
    found: list[Lessons] = []
    rivals = _rivals(counted, how)
    for first in range(0, len(groups), _GROUPS):
        some = groups[first : first + _GROUPS]
        rows = np.concatenate(some)
        words = counting.worded(counted, counted.had.some(rows), counted.tokens.some(rows), counted.idf)
        scores = counting.scored(counted, counted.phrases.some(rows), words, counted.idf, counted.weights)
        parts = np.split(scores, np.cumsum([len(group) for group in some])[:-1])
        found += (_nearest(counted.owners, group, part, rivals) for group, part in zip(some, parts, strict=True))
    return found


def _nearest(owners: Owners, rows: Numbers, others: Amounts, rivals: int) -> Lessons:
    """The lessons of phrases, from what they score for every intent; the scores of their own intents are overwritten."""
    own = [owners[row] for row in rows]
    lesson = np.repeat(np.arange(len(rows)), [len(some) for some in own])
    others[lesson, np.concatenate(own)] = -np.inf
    nearest = np.argpartition(others, -rivals, axis=1)[:, -rivals:]
    return Lessons(rows[lesson], np.column_stack((np.concatenate(own), nearest[lesson])).astype(np.int32))


def batch(counted: Counted, some: Lessons) -> Batch:
    """Lessons with the features of their phrases."""
    taught_ = counted.phrases.some(some.phrases)
    square = np.add.reduceat(taught_.amounts**2, taught_.starts[:-1])
    return Batch(some.phrases, some.intents.astype(np.intp), taught_, square)


def _closer(batch: Batch, scores: Amounts, most: int) -> Batch:
    """Lessons that look at the highest of their rivals alone; `scores` has a column for each rival."""
    if scores.shape[1] <= most:
        return batch
    closest = np.argpartition(scores, -most, axis=1)[:, -most:]
    return batch._replace(intents=np.column_stack((batch.intents[:, 0], np.take_along_axis(batch.intents[:, 1:], closest, axis=1))))


def teach(tables: Amounts, batch: Batch, how: Settings, taking_part: NDArray[np.bool_] | bool = True) -> Amounts:
    """Move each lesson's intent and its strongest rivals apart, as far as its lead falls short; what it scored before is returned.

    The tables are features x intents x ways: several that are taught alike lie side by side, for what takes long is looking for the place.
    """
    found = summed(tables, batch)
    best = found[:, 1:].max(axis=1)
    missing = how.clear - found[:, 0] + best
    step = np.where(taking_part & (missing > 0), np.minimum(how.boldest, missing / (2 * batch.square[:, None])), 0)
    lessons, ways = np.nonzero(step)
    rivals = np.nonzero((found[:, 1:] > (best - _SAME)[:, None]) & (step > 0)[:, None])  # all of several equal ones
    by = np.concatenate((step[lessons, ways], -step[rivals[0], rivals[2]]))
    columns = np.concatenate((np.zeros_like(lessons), rivals[1] + 1))
    _move(tables, batch, (np.concatenate((lessons, rivals[0])), columns, np.concatenate((ways, rivals[2]))), by)
    return found


def summed(tables: Amounts, batch: Batch) -> Amounts:
    """What each lesson scores for each intent it looks at, in each table."""
    _, intents, ways = tables.shape
    starts, cells, rows = batch.taught.starts, tables.reshape(-1, ways), batch.taught.ids.astype(np.intp) * intents
    found = np.empty((len(batch.phrases), batch.intents.shape[1], ways), tables.dtype)
    for first in range(0, len(found), _SUMMED):
        ends = starts[first : first + _SUMMED + 1]
        some = slice(ends[0], ends[-1])
        places = batch.intents[first : first + _SUMMED].repeat(np.diff(ends), axis=0)
        places += rows[some, None]
        # "wrap": the places are known to be right, and this looks least at whether they are
        seen = cells.take(places.ravel(), axis=0, mode="wrap").reshape(*places.shape, ways)
        seen *= batch.taught.amounts[some, None, None]
        np.add.reduceat(seen, ends[:-1] - ends[0], axis=0, out=found[first : first + _SUMMED])
    return found


def _move(tables: Amounts, batch: Batch, where: tuple[Numbers, Numbers, Numbers], by: Amounts) -> None:
    """Add to each (lesson, column of its intents, table) what the lesson has of every feature, so many times."""
    _, intents, ways = tables.shape
    lessons, columns, nth = where
    at, sizes = batch.taught.at(lessons), np.diff(batch.taught.starts)[lessons]
    rows = batch.taught.ids.astype(np.intp) * (intents * ways)
    places = rows[at] + np.repeat(batch.intents[lessons, columns] * ways + nth, sizes)
    moved = batch.taught.amounts[at] * np.repeat(by, sizes)
    np.add.at(tables.reshape(-1), places, moved.astype(tables.dtype))
