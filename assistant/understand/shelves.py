"""Short texts by name, of which a message needs a few among tens of thousands: they lie on shelves, found by a checksum of the name.

A shelf is read when something on it is asked for, and stays a text: a dict of it would take four times the memory.
Not here: what the texts mean.
"""

from __future__ import annotations

from binascii import crc32
from collections.abc import Mapping, Sequence

TOGETHER = 30  # names on a shelf, where texts are short


def shelved(texts: Mapping[str, str], together: int = TOGETHER) -> list[str]:
    """Names and their texts, each a line of its shelf. Neither has a tab or the end of a line in it: words are cut at them.

    >>> shelved({"=knee": "AQI="})
    ['\\n=knee\\tAQI=\\n']
    """
    shelves: list[list[str]] = [[""] for _ in range(max(1, len(texts) // together))]
    for name, text in texts.items():
        shelves[crc32(name.encode()) % len(shelves)].append(f"{name}\t{text}")
    return ["\n".join((*lines, "")) for lines in shelves]


class Shelves:
    """What was shelved."""

    def __init__(self, shelves: Sequence[str], keeps: bool = True) -> None:
        """`keeps`: a shelf once read stays in memory, where what is on it is asked for again and again."""
        self._shelves = shelves
        self._keeps = keeps
        self._count = len(shelves)
        self._open: dict[int, str] = {}

    def get(self, name: str, default: str = "") -> str:
        """The text of a name, or `default`.

        >>> shelves = Shelves(shelved({"=knee": "AQI=", "=toe": "BBA="}))
        >>> shelves.get("=toe"), shelves.get("=heel")
        ('BBA=', '')
        """
        number = crc32(name.encode()) % self._count
        shelf = self._open.get(number)
        if shelf is None:
            shelf = self._shelves[number]
            if self._keeps:
                self._open[number] = shelf
        start = shelf.find(f"\n{name}\t")
        return shelf[start + len(name) + 2 : shelf.index("\n", start + 1)] if start >= 0 else default

    def kept(self) -> Sequence[str]:
        """All of them."""
        return self._shelves
