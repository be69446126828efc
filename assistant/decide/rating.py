"""Numbers from 0 to 10 that rate something: which was before, and which is now. Not here: when they were asked for (answers), the diary (notes)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.values import NamedTuple

MOST = 10
RATING = "rating"  # the group of words that may stand around such numbers; some of them tell
EARLIER, LATER = "earlier", "later"  # of which time a number is,
SCALE = "scale"  # or that the end of the scale follows: 'out of 10'


class Rated(NamedTuple):
    """The numbers that were said, the earlier one first, the words around them, and the times that are told by these."""

    numbers: tuple[int, ...]
    around: tuple[str, ...]
    times: frozenset[str]


def rated(words: Sequence[str], telling: Mapping[str, str]) -> Rated:
    """What words say of a rating; 'out of 10' and '/10' only name the scale. `telling`: words and what they tell.

    >>> telling = {"before": "earlier", "now": "later", "out of": "scale"}
    >>> rated("7 out of 10".split(), telling).numbers
    (7,)
    >>> rated(["7", "10", "before", "4", "10", "now"], telling).numbers, rated(["3", "now", "6", "before"], telling).numbers
    ((7, 4), (6, 3))
    """
    scales = tuple(wording.split() for wording, told in telling.items() if told == SCALE)
    kept = [word for place, word in enumerate(words) if not _of_scale(words, place, scales)]
    places = [place for place, word in enumerate(kept) if _number(word)]
    numbers = tuple(int(kept[place]) for place in places)
    around = tuple(word for place, word in enumerate(kept) if place not in places)
    times = {EARLIER, LATER}.intersection(telling.get(word, "") for word in around)
    return Rated(numbers[::-1] if len(places) == 2 and _backwards(kept, places, telling) else numbers, around, frozenset(times))


def _number(word: str) -> bool:
    return word.isascii() and word.isdecimal()


def _of_scale(words: Sequence[str], place: int, scales: Sequence[Sequence[str]]) -> bool:
    """Whether a word belongs to 'out of 10', or is the 10 of '7/10'."""
    for scale in scales:
        whole = [*scale, str(MOST)]
        if any(list(words[begin : begin + len(whole)]) == whole for begin in range(max(place - len(scale), 0), place + 1)):
            return True
    return place > 0 and words[place] == str(MOST) and _number(words[place - 1])


def _backwards(words: Sequence[str], places: Sequence[int], telling: Mapping[str, str]) -> bool:
    """'3 now, 6 before': the later one is said first."""
    near = {*words[max(0, places[0] - 2) : places[0]], *words[places[0] + 1 : places[0] + 2]} - {words[places[1]]}
    times = {telling.get(word, "") for word in near}
    return LATER in times and EARLIER not in times
