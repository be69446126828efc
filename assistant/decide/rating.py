"""Numbers from 0 to 10 that rate something: which was before, and which is now. Not here: when they were asked for (answers), the diary (notes)."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.values import NamedTuple

MOST = 10
LATER = frozenset(("now", "after", "afterwards"))
EARLIER = frozenset(("before", "beforehand", "earlier", "was", "from", "first"))


class Rated(NamedTuple):
    """The numbers that were said, the earlier one first, and the words around them."""

    numbers: tuple[int, ...]
    around: tuple[str, ...]


def rated(words: Sequence[str]) -> Rated:
    """What words say of a rating; 'out of 10' and '/10' only name the scale.

    >>> rated(["7", "10", "before", "4", "10", "now"]), rated(["3", "now", "6", "before"]).numbers
    (Rated(numbers=(7, 4), around=('before', 'now')), (6, 3))
    """
    kept = [word for place, word in enumerate(words) if not _scale(words, place)]
    places = [place for place, word in enumerate(kept) if _number(word)]
    numbers = tuple(int(kept[place]) for place in places)
    around = tuple(word for place, word in enumerate(kept) if place not in places)
    return Rated(numbers[::-1] if len(places) == 2 and _backwards(kept, places) else numbers, around)


def _number(word: str) -> bool:
    return word.isascii() and word.isdecimal()


def _scale(words: Sequence[str], place: int) -> bool:
    """Whether a word belongs to 'out of 10', or is the 10 of '7/10'."""
    if list(words[place : place + 3]) == ["out", "of", str(MOST)] or list(words[place - 1 : place + 2]) == ["out", "of", str(MOST)]:
        return True
    return place > 0 and words[place] == str(MOST) and (list(words[max(0, place - 2) : place]) == ["out", "of"] or _number(words[place - 1]))


def _backwards(words: Sequence[str], places: Sequence[int]) -> bool:
    """'3 now, 6 before': the later one is said first."""
    near = {*words[max(0, places[0] - 2) : places[0]], *words[places[0] + 1 : places[0] + 2]} - {words[places[1]]}
    return bool(near & LATER) and not near & EARLIER
