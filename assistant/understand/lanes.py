"""Many whole numbers in one: each has a lane of 64 bits in it.

Adding two such numbers adds all lanes at once, which is a hundred times quicker than adding them one by one and, unlike sums of
fractions, exact. A thousand words of the greatest weights fit in a lane. Not here: what is added up (scorer).
"""

from __future__ import annotations

import sys
from array import array
from functools import cache

LANE = 8  # bytes
HALF = 1 << 15  # stands for 0 in a number of 16 bits that is kept without a sign
_SIGN = 1 << 63  # the sign bit of a lane


def apart(number: int, count: int) -> array[int]:
    """The lanes of a number.

    >>> apart(together(array("q", [3, -5])) + together(array("q", [4, -6])), 2).tolist()
    [7, -11]
    """
    signs = _all(_SIGN, count)  # added, so that no lane takes from the next one; then the sign is as it was
    return array("q", (number + signs ^ signs).to_bytes(LANE * count, sys.byteorder))


def together(lanes: array[int]) -> int:
    """A number with these lanes."""
    signs = _all(_SIGN, len(lanes))
    return (int.from_bytes(lanes, sys.byteorder) ^ signs) - signs


def spread(halves: bytes) -> int:
    """A number with these lanes, which come as 16 bits each, without a sign.

    >>> apart(spread(array("H", [HALF + 3, HALF - 5]).tobytes()), 2).tolist()
    [3, -5]
    """
    lanes = bytearray(LANE // 2 * len(halves))
    low = 0 if sys.byteorder == "little" else LANE - 2
    lanes[low::LANE], lanes[low + 1 :: LANE] = halves[::2], halves[1::2]
    return int.from_bytes(lanes, sys.byteorder) - _all(HALF, len(halves) // 2)


@cache
def _all(lane: int, count: int) -> int:
    """A number whose lanes are all the same."""
    return int.from_bytes(array("Q", [lane] * count), sys.byteorder)
