"""What would have been learnt without some phrases, from what was counted of all of them.

Their part is taken out of the sums. Then the phrases that stay teach as in `understand.training`, but many at a time, and
each looks only at the intents that were nearest to it before any lesson: that is a tenth of the work, and the same
intents win. Left as they are: how rare features are while they teach, and the scale of the weights; both hardly move.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from assistant.understand import counting
from assistant.understand.counting import Amounts, Counted, Numbers, Ragged, Shares
from assistant.understand.training import CHOSEN
from assistant.values import NamedTuple

RIVALS = 16  # intents a lesson looks at beside its own
TOGETHER = 256  # lessons taken at once
PASSES = 3
_NOTHING = 1e-9  # what is left of a sum when all of it was taken out


class Spots(NamedTuple):
    """Where in a table, row behind row, the weights stand that each lesson adds up, for each of its intents."""

    starts: Numbers  # of each lesson
    lessons: Numbers  # which lesson each row is of
    places: Numbers  # rows x intents of the lesson
    amounts: Amounts  # what each row counts


class Batch(NamedTuple):
    """Lessons taken at once."""

    phrases: Numbers  # whose they are
    taught: Spots  # words and pairs
    letters: Spots
    square: Amounts  # of the length of what is taught


def lessons(counted: Counted) -> tuple[Batch, ...]:
    """A lesson for every phrase and each of its intents: the same for whatever is left out."""
    taught = counted.phrases.where((counted.signs != "#")[counted.phrases.ids])
    worded = counting.worded(counted)
    strength = _strength(counted)
    order = [(row, own) for row in counting.spread(len(counted.said), len(counted.said)) for own in counted.said[row].owners]
    order = [(row, own) for row, own in order if taught.starts[row] < taught.starts[row + 1]]
    rivals = min(RIVALS, len(counted.intents) - max((len(phrase.owners) for phrase in counted.said), default=0))
    return tuple(
        _batch(counted, taught, worded, order[first : first + TOGETHER], strength, rivals)
        for first in range(0, len(order) if rivals > 0 else 0, TOGETHER)
    )


def _strength(counted: Counted) -> Amounts:
    """What each phrase scores for every intent before any lesson: word by word first, for words come again."""
    weights = counted.weights.astype(np.float32)
    words = counted.words.where(counted.words.ids >= 0)
    size = words._replace(amounts=words.amounts * counted.idf[words.ids])
    linked = counted.phrases.where((counted.signs == "+")[counted.phrases.ids])
    strength: Amounts = counting.product(counting.worded(counted), counting.product(size, weights))
    strength += counting.product(linked, weights)
    return strength


def _batch(counted: Counted, taught: Ragged, worded: Ragged, some: list[tuple[int, int]], strength: Amounts, rivals: int) -> Batch:
    phrases = np.array([row for row, _ in some])
    scores = strength[phrases]
    for place, row in enumerate(phrases):
        scores[place, list(counted.said[row].owners)] = -np.inf
    nearest = np.argpartition(scores, -rivals, axis=1)[:, -rivals:]
    intents = np.column_stack(([own for _, own in some], nearest))
    rows = taught.some(phrases)
    square = np.add.reduceat(rows.amounts**2, rows.starts[:-1])
    many = len(counted.intents)
    return Batch(phrases, _spots(rows, intents, many), _spots(worded.some(phrases), intents, many), square)


def _spots(rows: Ragged, intents: Numbers, many: int) -> Spots:
    lesson = rows.rows()
    return Spots(rows.starts[:-1], lesson, rows.ids[:, None] * many + intents[lesson], rows.amounts.astype(np.float32))


def weights(counted: Counted, gone: Numbers, batches: Iterable[Batch]) -> Amounts:
    """The table of features by intents without the phrases that are gone."""
    table = _counted(counted, gone).astype(np.float32)
    letters = counting.spelt(counted, table).ravel()
    flat = table.ravel()  # the same memory
    stays = np.ones(len(counted.said), bool)
    stays[gone] = False
    prepared = [(batch, _summed(batch.letters, letters), stays[batch.phrases]) for batch in batches]
    for _ in range(PASSES):
        for batch, spelt, taking_part in prepared:
            _teach(flat, batch, spelt, taking_part)
    return table


def _counted(counted: Counted, gone: Numbers) -> Amounts:
    """The weights before any lesson."""
    shape = len(counted.features), len(counted.intents)
    owners = [counted.said[row].owners for row in gone]
    places, amounts = counting.credited(counted.phrases.some(gone), owners, shape[1])
    sums = counted.shares.sums.copy()
    np.subtract.at(sums, np.searchsorted(counted.shares.places, places), amounts)
    left = Shares(counted.shares.places[sums > _NOTHING], sums[sums > _NOTHING])
    return counting.mixed(left, shape, counted.scale, CHOSEN.smoothing, CHOSEN.widest)


def _summed(spots: Spots, table: Amounts) -> Amounts:
    """What each lesson scores for each of its intents."""
    return np.add.reduceat(table.take(spots.places) * spots.amounts[:, None], spots.starts, axis=0)


def _teach(table: Amounts, batch: Batch, letters: Amounts, taking_part: NDArray[np.bool_]) -> None:
    """Move each lesson's intent and its strongest rival apart, as far as its lead falls short."""
    taught = batch.taught
    found = letters + _summed(taught, table)
    rival = 1 + found[:, 1:].argmax(axis=1)
    missing = CHOSEN.clear - found[:, 0] + found[np.arange(len(found)), rival]
    step = np.where(taking_part & (missing > 0), np.minimum(CHOSEN.boldest, missing / (2 * batch.square)), 0)
    moved = taught.amounts * step.astype(np.float32)[taught.lessons]
    np.add.at(table, taught.places[:, 0], moved)
    np.subtract.at(table, taught.places[np.arange(len(moved)), rival[taught.lessons]], moved)


def scores(counted: Counted, gone: Numbers, table: Amounts, asked: Numbers) -> Amounts:
    """What phrases score for every intent, as `understand.scorer` has it: what nobody else has is unknown in them."""
    lost = counted.had.some(gone).ids
    having = np.bincount(counted.had.ids, minlength=len(counted.features)) - np.bincount(lost, minlength=len(counted.features))
    rare = counting.idf(having, len(counted.said) - len(gone))
    found = counting.product(counting.weighed(counted.had.some(asked), rare, counted.signs), table)
    return found * _known(counted, np.append(rare, 0.0), len(counted.said) - len(gone), asked)[:, None]


def _known(counted: Counted, rare: Amounts, phrases: int, asked: Numbers) -> Amounts:
    """How much of each phrase is known, by words times by letters; `rare` ends with that of features without a number."""
    tokens = counted.tokens.some(asked)
    share = np.ones(len(asked))
    for known, mass in _masses(counted, rare, counting.rarity(phrases, 1)):
        sums = [np.bincount(tokens.rows(), part[tokens.ids], len(asked)) for part in (known, mass)]
        share *= np.where(sums[1] > 0, sums[0] / np.where(sums[1] > 0, sums[1], 1.0), 1.0)
    return share


def _masses(counted: Counted, rare: Amounts, unseen: float) -> Iterator[tuple[Amounts, Amounts]]:
    """Known and whole mass of every word with its stem, then of its letters."""
    idf, rows, many = rare[counted.words.ids], counted.words.rows(), len(counted.words.starts) - 1
    is_word = counted.words.amounts == 1.0
    for side in (is_word, ~is_word):
        known, unknown = (np.bincount(rows, part * side, many).astype(float) for part in (idf, unseen * (idf == 0)))
        yield known, known + unknown
