"""What can happen to a file that was kept: each takes its bytes and gives them damaged. Used for every kind of file that is made anew then."""

from __future__ import annotations

from collections.abc import Callable

Damage = Callable[[bytes], bytes]


def half(data: bytes) -> bytes:
    """The second half is missing."""
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    """One letter near the end is another one: every word is well formed, and the checksum is not."""
    place = next(place for place in reversed(range(len(data))) if data[place : place + 1].isalpha())
    return data[:place] + (b"x" if data[place : place + 1] != b"x" else b"y") + data[place + 1 :]


def of_another_state(data: bytes) -> bytes:
    """The key in the first line is that of other files."""
    return data[:8] + b"0" * 16 + data[24:]


def nothing(data: bytes) -> bytes:
    """Nothing is left."""
    return b""


def foreign(data: bytes) -> bytes:
    """Something else is there."""
    return b'{"hello": "world"}\n[1, 2]'


EVERY: tuple[Damage, ...] = (half, flipped, of_another_state, nothing, foreign)
