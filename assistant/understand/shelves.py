"""A hash table kept as text: short texts by name, of which a message needs a few among tens of thousands.

They lie on shelves, found by a checksum of the name. A shelf is read when something on it is asked for, and not kept: whoever
needs it often keeps what it makes of it. Most names
that are asked for are on none, and most of these are seen to be so without reading any (Bloom 1970, with one hash).
Not here: what the texts mean.
"""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64, crc32
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from assistant.content.sections import raw

TOGETHER = 3  # names on a shelf: more are read in vain, fewer need more shelves to be told apart
SIGNS = 16  # bits for each name, of which it sets one: of names that are on no shelf, about one in so many is looked for in vain


def shelved(texts: Mapping[str, str]) -> list[str]:
    """The bits that are set by the names; then names and their texts, shelf by shelf. Words have no tab or end of a line in them.

    >>> shelved({"=knee": "AQI="})
    ['gAA=', '\\n=knee\\tAQI=\\n']
    """
    shelves: list[list[str]] = [[""] for _ in range(max(1, len(texts) // TOGETHER))]
    signs = bytearray(max(1, SIGNS * len(texts) // 8))
    for name, text in texts.items():
        number = crc32(name.encode())
        shelves[number % len(shelves)].append(f"{name}\t{text}")
        signs[number // 8 % len(signs)] |= 1 << number % 8
    return [b2a_base64(signs, newline=False).decode(), *("\n".join((*lines, "")) for lines in shelves)]


class Shelves:
    """The texts that `shelved` wrote, by name."""

    def __init__(self, shelves: Sequence[str]) -> None:
        self._shelves = shelves
        self._count = len(shelves) - 1
        self._shelf = raw(shelves)

    @cached_property
    def _signs(self) -> bytes:
        return a2b_base64(self._shelves[0])

    def worth(self, names: Iterable[str]) -> list[str]:
        """The names that are worth looking for: all that have a text, and few others.

        >>> Shelves(shelved({"=knee": "AQI=", "=toe": "BBA="})).worth(["=toe", "=heel"])
        ['=toe']
        """
        signs, size = self._signs, len(self._signs)
        return [name for name in names if signs[(number := crc32(name.encode())) // 8 % size] >> number % 8 & 1]

    def get(self, name: str) -> bytes:
        """The text of a name, empty where it has none; a shelf is read in any case.

        >>> shelves = Shelves(shelved({"=knee": "AQI=", "=toe": "BBA="}))
        >>> shelves.get("=toe"), shelves.get("=heel")
        (b'BBA=', b'')
        """
        sought = name.encode()
        shelf = self._shelf(1 + crc32(sought) % self._count)
        start = shelf.find(b"\n%b\t" % sought)
        return shelf[start + len(sought) + 2 : shelf.index(b"\n", start + 1)] if start >= 0 else b""

    def kept(self) -> Sequence[str]:
        """The shelves as `shelved` wrote them."""
        return self._shelves
