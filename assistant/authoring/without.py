"""What would have been learnt without some phrases, from what was counted of all of them.

Their part is taken out of the sums; then the phrases that stay teach as in `understand.training`. Left as they are: how
rare features are while they teach, and the scale of the weights; both hardly move.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from assistant.understand import counting
from assistant.understand.counting import Amounts, Counted, Numbers, Shares
from assistant.understand.training import CHOSEN, Batch, Settings, batches, cells, teach
from assistant.values import NamedTuple

MANY = 10_000  # phrases from which on it is done quickly
# The program takes its time once, this is done again for every fold: with fewer rivals and two passes less
# the same share of phrases is read as after learning anew (docs/adr/0007-authors-cache.md).
QUICKLY = CHOSEN._replace(rivals=20, passes=2, together=256)
_NOTHING = 1e-9  # what is left of a sum when all of it was taken out


class Lessons(NamedTuple):
    """Some lessons, and where in the tables stands what they look at: looked up once, used for every fold."""

    batch: Batch
    taught: Numbers


def lessons(counted: Counted) -> tuple[Batch, ...]:
    """A lesson for every phrase and each of its intents: the same for whatever is left out."""
    return batches(counted, _how(counted)._replace(lessons=len(counted.owners)))


def _how(counted: Counted) -> Settings:
    """By what settings phrases teach."""
    return QUICKLY if len(counted.owners) >= MANY else CHOSEN


def located(batches: Iterable[Batch], intents: int) -> tuple[Lessons, ...]:
    """Lessons ready to be given."""
    return tuple(Lessons(batch, cells(batch.taught, batch, intents)) for batch in batches)


def weights(counted: Counted, gone: Numbers, taught: Iterable[Lessons]) -> Amounts:
    """The table of features by intents without the phrases that are gone."""
    table = _counted(counted, gone)
    stays = np.ones(len(counted.owners), bool)
    stays[gone] = False
    how = _how(counted)
    if not how.passes:
        return table
    mean = np.zeros_like(table)
    for _ in range(how.passes):
        for some in taught:
            teach(table, some.batch, some.taught, how, stays[some.batch.phrases])
        mean += table
    mean /= how.passes
    return mean


def _counted(counted: Counted, gone: Numbers) -> Amounts:
    """The weights before any lesson."""
    shape = len(counted.features), len(counted.intents)
    owners = [counted.owners[row] for row in gone]
    places, amounts = counting.credited(counted.phrases.some(gone), owners, shape[1])
    order = np.argsort(places)  # what is looked up in order is found quickly
    sums = counted.shares.sums.copy()
    np.subtract.at(sums, np.searchsorted(counted.shares.places, places[order]), amounts[order])
    left = Shares(counted.shares.places[sums > _NOTHING], sums[sums > _NOTHING])
    return counting.mixed(left, shape, counted.scale, CHOSEN.smoothing)


def scores(counted: Counted, gone: Numbers, table: Amounts, asked: Numbers) -> Amounts:
    """What phrases score for every intent, as `understand.scorer` has it: what nobody else has is unknown in them."""
    lost = counted.had.some(gone).ids
    having = np.bincount(counted.had.ids, minlength=len(counted.features)) - np.bincount(lost, minlength=len(counted.features))
    rare = counting.idf(having, len(counted.owners) - len(gone))
    had = counted.had.some(asked)
    words = counting.worded(counted, had, counted.tokens.some(asked), rare)
    found = counting.scored(counted, counting.weighed(had, rare, counted.signs), words, rare, table)
    return found * _known(counted, np.append(rare, 0.0), len(counted.owners) - len(gone), asked)[:, None]


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
