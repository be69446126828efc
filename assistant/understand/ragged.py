"""Rows of different length as flat tables of numbers, and what they come to by another table. Not here: what the numbers mean (counting)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Sized
from itertools import chain
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.values import NamedTuple

_BLOCK = 256  # rows summed at once: what they are made of fits into the processor's cache

Numbers: TypeAlias = "NDArray[np.signedinteger]"
Amounts: TypeAlias = "NDArray[np.floating]"


class Ragged(NamedTuple):
    """Rows of different length behind one another: row i is `ids[starts[i]:starts[i + 1]]`, each id with its amount."""

    starts: Numbers
    ids: Numbers
    amounts: Amounts

    def of(self, row: int) -> slice:
        """The places of the ids of a row."""
        return slice(self.starts[row], self.starts[row + 1])

    def rows(self) -> Numbers:
        """The row of every id."""
        return np.repeat(np.arange(len(self.starts) - 1, dtype=np.int32), np.diff(self.starts))

    def some(self, rows: Numbers) -> Ragged:
        """These rows only, in this order."""
        ends = np.concatenate(([0], np.cumsum(np.diff(self.starts)[rows])))
        places = self.at(rows)
        return Ragged(ends, self.ids[places], self.amounts[places])

    def at(self, rows: Numbers) -> Numbers:
        """The places of the ids of these rows, row after row."""
        sizes = np.diff(self.starts)[rows]
        before = np.cumsum(sizes) - sizes
        places: Numbers = np.repeat(self.starts[:-1][rows] - before, sizes) + np.arange(sizes.sum())
        return places

    def where(self, kept: NDArray[np.bool_]) -> Ragged:
        """Every row with those of its ids that are kept."""
        return Ragged(np.concatenate(([0], np.cumsum(kept)))[self.starts], self.ids[kept], self.amounts[kept])


def ragged(rows: Sequence[Sequence[int]]) -> Ragged:
    """Rows of ids, each with the amount 1."""
    return behind(rows, chain.from_iterable(rows))


def behind(rows: Sequence[Sized], numbers: Iterable[int]) -> Ragged:
    """Ids that stand one behind the other, cut into rows as long as `rows`, each with the amount 1."""
    starts = np.concatenate(([0], np.cumsum(np.fromiter(map(len, rows), np.intp))))
    ids = np.fromiter(numbers, np.int32, starts[-1])
    return Ragged(starts, ids, np.ones(len(ids), np.float32))


def product(rows: Ragged, table: Amounts) -> Amounts:
    """Each row's amounts times the table's rows of its ids: of phrases, what they score for every intent.

    >>> product(Ragged(np.array([0, 1, 1, 3]), np.array([0, 0, 1]), np.array([2.0, 1.0, 1.0])), np.array([[1.0, 0.0], [0.0, 3.0]])).tolist()
    [[2.0, 0.0], [0.0, 0.0], [1.0, 3.0]]
    """
    result = np.empty((len(rows.starts) - 1, table.shape[1]), table.dtype)
    amounts, part = rows.amounts.astype(table.dtype), np.empty((_BLOCK, table.shape[1]), table.dtype)
    sizes = np.diff(rows.starts)
    order = np.argsort(-sizes, kind="stable")  # the longest first: those that go on are always the first ones, and few end before the others
    for first in range(0, len(result), _BLOCK):
        some = order[first : first + _BLOCK]
        starts, total = rows.starts[some], np.zeros((len(some), table.shape[1]), table.dtype)
        for nth, longer in enumerate(len(some) - np.cumsum(np.bincount(sizes[some]))[:-1]):
            places = starts[:longer] + nth
            # "clip": the numbers are known to be right, and looking at them would mean another copy
            np.take(table, rows.ids[places], axis=0, out=part[:longer], mode="clip")
            part[:longer] *= amounts[places, None]
            total[:longer] += part[:longer]
        result[some] = total
    return result
