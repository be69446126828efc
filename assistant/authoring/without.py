"""What would have been learnt without some phrases, from what was counted of all of them.

Their part is taken out of the sums; then the phrases that stay teach as in `understand.training`. Left as they are: how
rare features are while they teach, and the scale of the weights; both hardly move.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from assistant.understand import counting, training
from assistant.understand.counting import Counted, Shares
from assistant.understand.ragged import Amounts, Numbers
from assistant.understand.training import CHOSEN, Lessons, Settings, batch, teach

MANY = 10_000  # phrases from which on it is done quickly
# The program takes its time once, this is done again for every fold: with fewer rivals and two passes less
# the same share of phrases is read as after learning anew (docs/adr/0007-authors-cache.md).
QUICKLY = CHOSEN._replace(rivals=20, passes=2, together=256)
WIDE = 4  # tables that are taught together: no more weights does numpy copy at once
_NOTHING = 1e-9  # what is left of a sum when all of it was taken out


def light(counted: Counted) -> Counted:
    """What another process needs of it and does not make for itself in less time than it would be under way."""
    return counted._replace(features=(), weights=np.empty((0, 0), np.float32))


def whole(counted: Counted) -> Counted:
    """The same with the weights before any lesson; the names of features are not needed."""
    shape = len(counted.signs), len(counted.intents)
    return counted._replace(weights=counting.mixed(counted.shares, shape, counted.scale, CHOSEN.smoothing))


def together(counted: Counted) -> list[Numbers]:
    """All phrases, in groups that teach at once: the same for whatever is left out."""
    return training.together(counted, _how(counted)._replace(lessons=len(counted.owners)))


def lessons(counted: Counted, groups: Sequence[Numbers]) -> list[Lessons]:
    """A lesson for every phrase of some groups and each of its intents."""
    return training.lessons(counted, groups, _how(counted))


def _how(counted: Counted) -> Settings:
    """By what settings phrases teach."""
    return QUICKLY if len(counted.owners) >= MANY else CHOSEN


def weights(counted: Counted, gone: Sequence[Numbers], lessons: Sequence[Lessons]) -> Iterator[Amounts]:
    """For each of some sets of phrases the table of features by intents without these; they are taught together."""
    how = _how(counted)
    tables = _counted(counted, gone)
    stays = np.ones((len(counted.owners), tables.shape[2]), bool)
    for nth, rows in enumerate(gone):
        stays[rows, nth] = False
    total, batches = np.zeros((), tables.dtype), [batch(counted, some) for some in lessons]
    for number in range(how.passes):
        for some in batches:
            teach(tables, some, how, stays[some.phrases])
        total = tables + total if number + 1 < how.passes else np.add(tables, total, out=tables)
    for nth in range(len(gone)):
        yield total[..., nth] / how.passes


def _counted(counted: Counted, gone: Sequence[Numbers]) -> Amounts:
    """The weights before any lesson, for each set of phrases that are gone: they lie side by side."""
    shape = len(counted.signs), len(counted.intents)
    tables = np.zeros((*shape, 1 << (len(gone) - 1).bit_length()), np.float32)  # numpy is slow to copy three at once
    number = np.empty(shape[0] * shape[1], np.int32)
    number[counted.shares.places] = np.arange(len(counted.shares.places))
    for nth, rows in enumerate(gone):
        places, amounts = counting.strong(_left(counted, rows, number), shape, counted.scale, CHOSEN.smoothing)
        tables.reshape(-1, tables.shape[2])[places, nth] = amounts
    return tables


def _left(counted: Counted, gone: Numbers, number: Numbers) -> Shares:
    """What the phrases that stay have of every feature; each place that has any is numbered."""
    places, amounts = counting.credited(counted.phrases.some(gone), [counted.owners[row] for row in gone], len(counted.intents))
    sums = counted.shares.sums - np.bincount(number[places], amounts, len(counted.shares.sums))
    kept = sums > _NOTHING
    return Shares(counted.shares.places[kept], sums[kept])


def scores(counted: Counted, gone: Numbers, table: Amounts, asked: Numbers) -> Amounts:
    """What phrases score for every intent, as `understand.scorer` has it: what nobody else has is unknown in them."""
    lost = counted.had.some(gone).ids
    having = np.bincount(counted.had.ids, minlength=len(counted.signs)) - np.bincount(lost, minlength=len(counted.signs))
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
