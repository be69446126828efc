"""Which intents a message is closest to, judged by the authored phrases of every intent.

A message is the sum of its words: each word brings, for every intent, what it, its stem and its letters count there;
neighbouring stems add theirs. Words nobody wrote pull the whole score down, so that a message about something else
stays low although it shares words with ours. Nothing here knows a subject or a language beyond `stems`.

What a word counts for all intents is one whole number, a lane of 64 bits for each: adding two numbers adds all lanes at
once, which is a hundred times quicker than adding them one by one and, unlike sums of fractions, exact.

Not here: thresholds of decisions, repair of spelling (spelling), how the weights are found (training).
"""

from __future__ import annotations

import math
import sys
from array import array
from binascii import a2b_base64
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from assistant.understand.features import LETTERS, PAIRS, of_word, pairs
from assistant.understand.shelves import TOGETHER, Shelves, shelved
from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

UNIT = 1 / 256  # weights are kept as whole numbers of this
_REMEMBERED = 1_000  # words, and pairs of words, kept ready; more than a person uses in a day
PARTS = (10, round(10 * LETTERS))  # a word and its letters beside each other, as whole numbers
_LANE = 8  # bytes; a thousand words of the greatest weights fit in
_SIGN = 1 << 63  # the bit of a lane that tells what is below zero
_HALF = 1 << 15  # what is nothing in a number of 16 bits that is kept without a sign
_HEAD = 48  # bytes of the six numbers before those
_FAR = 0.25  # of the best score: what is below is looked at only where nothing else is left

# How sure a score and its lead over the runner-up make us: at 0.5 an answer is more often right than wrong.
# Chosen with `python benchmarks/intents.py --choose confidence`.
_FOR_SCORE, _FOR_LEAD, _DOUBT = 0.16, 0.44, 2.57


class Scored(NamedTuple):
    """One candidate: a comparable score, and how sure it makes us (0 to 1)."""

    intent: str
    score: float
    confidence: float


class Word(NamedTuple):
    """What one word brings to a message."""

    counts: int  # for each intent, in lanes
    square: float  # of its length
    words: tuple[float, float]  # known mass and mass of the word with its stem
    letters: tuple[float, float]  # the same of its runs of letters

    def __repr__(self) -> str:
        """Without the lanes: Python writes out no number of so many digits."""
        return f"Word(square={self.square}, words={self.words}, letters={self.letters})"


Pair = tuple[float, "array[int]", "array[int]"]  # idf of a feature, the numbers of intents, and its weight for each


class Learned(NamedTuple):
    """What was learnt from the phrases, packed; unpacked word by word as messages come."""

    intents: tuple[str, ...]
    packed: Mapping[str, str] | Shelves  # feature -> its idf, then pairs of intent number and weight
    rows: Mapping[str, str] | Shelves  # word of the phrases -> all that it brings, summed up already
    unseen: float  # idf of a feature that no phrase has
    ready: dict[str, Word]  # words met before, unpacked: the same words come again and again
    linked: dict[str, Pair]  # the same of pairs


def learn(phrases: Iterable[tuple[str, tuple[str, ...]]]) -> Learned:
    """Learn from (intent, tokens); a slot is one token such as '{point}'."""
    from assistant.understand.training import train  # only authors' commands learn; a chat loads what was learnt

    return Learned(*train(phrases), {}, {})


def to_data(learned: Learned) -> dict[str, Any]:
    """As JSON may hold it.

    >>> to_data(learn([("greet", ("hello",)), ("part", ("bye",))]))["intents"]
    'greet part'
    """
    return {
        "intents": " ".join(learned.intents),
        "shelves": _shelved(learned.packed),
        "rows": _shelved(learned.rows, 2),
        "unseen": learned.unseen,
    }


def _shelved(texts: Mapping[str, str] | Shelves, together: int = TOGETHER) -> Sequence[str]:
    return shelved(texts, together) if isinstance(texts, Mapping) else texts.kept()


def from_data(data: Mapping[str, Any]) -> Learned:
    """What `to_data` gave, ready to judge messages."""
    return Learned(tuple(data["intents"].split()), Shelves(data["shelves"]), Shelves(data["rows"], keeps=False), data["unseen"], {}, {})


def rank(learned: Learned, tokens: tuple[str, ...], most: int = 5) -> tuple[Scored, ...]:
    """The likeliest intents, best first; equal scores stay equal and stand in the order of their names.

    The score falls with every word nobody wrote: it tells our subject from others. The confidence also looks at the lead.
    """
    if not tokens or not learned.intents:
        return ()
    words = [_word(learned, token) for token in tokens]
    share = _share(words)
    totals, part = _totals(learned, tokens, words)
    order = _highest(totals, max(most, 2))
    scores = [round(totals[place] * part * share, 6) for place in order]
    rivals = [scores[1] if len(scores) > 1 else 0.0] + scores[:1] * (len(scores) - 1)
    ranked = zip(order, scores, rivals, strict=True)
    return tuple(Scored(learned.intents[place], score, confidence(score, score - rival)) for place, score, rival in ranked)[:most]


def known_share(learned: Learned, tokens: tuple[str, ...]) -> float:
    """How much of a message is made of words and letters that the phrases have, 0 to 1."""
    return _share([_word(learned, token) for token in tokens]) if tokens else 0.0


def because(learned: Learned, tokens: tuple[str, ...], intent: str) -> tuple[tuple[str, float], ...]:
    """The features that counted for (or, below zero, against) an intent, strongest first: '=word', '~stem', '#letters', '+pair'."""
    if intent not in learned.intents:
        return ()
    place = learned.intents.index(intent)
    counted: dict[str, float] = {}
    square = sum(_word(learned, token).square for token in tokens)
    names = [(name, share) for token in tokens for part, share in zip(of_word(token), (1.0, LETTERS), strict=True) for name in part]
    for name, share in [*names, *((pair, PAIRS) for pair in pairs(tokens))]:
        idf, places, weights = _unpack(learned.packed.get(name, ""))
        length = math.sqrt(_pair_square(learned, tokens) if name[0] == "+" else square) or 1.0
        if place in places:
            counted[name] = counted.get(name, 0.0) + idf * share * UNIT * weights[places.index(place)] / length
    return tuple(sorted(((name, round(x, 3)) for name, x in counted.items()), key=lambda item: (-abs(item[1]), item[0])))


def _totals(learned: Learned, tokens: tuple[str, ...], words: list[Word]) -> tuple[list[float], float]:
    """One sum for each intent, over words and over pairs, each divided by its length; and how much one of it counts."""
    part = UNIT * UNIT / PARTS[0] / (math.sqrt(sum(word.square for word in words)) or 1.0)
    totals: list[float] = [*_lanes(sum(word.counts for word in words), len(learned.intents))]
    found = [pair for name in pairs(tokens) if (pair := _pair(learned, name))[0]]
    length = math.sqrt(sum(idf * idf for idf, _, _ in found)) or 1.0
    for idf, places, weights in found:
        each = PAIRS * idf * UNIT / length / part
        for place, weight in zip(places, weights):  # noqa: B905 - as many of both, and looking costs a third more
            totals[place] += each * weight
    return totals, part


def _highest(totals: list[float], most: int) -> list[int]:
    """The places of the greatest, best first; of equal ones the first."""
    least = _FAR * max(totals)
    near = [place for place, total in enumerate(totals) if total > least] if least > 0 else []
    return sorted(near if len(near) >= most else range(len(totals)), key=totals.__getitem__, reverse=True)[:most]


def _lanes(number: int, count: int) -> array[int]:
    """The lanes of a number.

    >>> _lanes(_number(array("q", [3, -5])) + _number(array("q", [4, -6])), 2).tolist()
    [7, -11]
    """
    signs = _all(_SIGN, count)  # added, so that no lane takes from the next one; then the sign is as it was
    return array("q", (number + signs ^ signs).to_bytes(_LANE * count, sys.byteorder))


def _number(lanes: array[int]) -> int:
    """A number with these lanes."""
    signs = _all(_SIGN, len(lanes))
    return (int.from_bytes(lanes, sys.byteorder) ^ signs) - signs


@cache
def _all(lane: int, count: int) -> int:
    """A number whose lanes are all the same."""
    return int.from_bytes(array("Q", [lane] * count), sys.byteorder)


def _pair_square(learned: Learned, tokens: tuple[str, ...]) -> float:
    return sum(_pair(learned, name)[0] ** 2 for name in pairs(tokens))


def _share(words: list[Word]) -> float:
    known, mass = (sum(word.words[side] for word in words) for side in (0, 1))
    share = known / mass if mass else 1.0
    known, mass = (sum(word.letters[side] for word in words) for side in (0, 1))
    return share * known / mass if mass else share


def confidence(score: float, lead: float) -> float:
    """How sure a score and its lead over the runner-up make us, 0 to 1."""
    sure = _FOR_SCORE * score + _FOR_LEAD * lead - _DOUBT
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, sure)))), 4)


def _word(learned: Learned, token: str) -> Word:
    """The word unpacked, from memory if it was met before."""
    word = learned.ready.get(token)
    if word is None:
        if len(learned.ready) >= _REMEMBERED:
            learned.ready.clear()
        row = learned.rows.get(token, "")
        word = learned.ready[token] = _from_row(row) if row else _unpacked(learned, token)
    return word


def _pair(learned: Learned, name: str) -> Pair:
    """A pair unpacked, from memory if it was met before; its idf is 0 when no phrase has it."""
    pair = learned.linked.get(name)
    if pair is None:
        if len(learned.linked) >= _REMEMBERED:
            learned.linked.clear()
        pair = learned.linked[name] = _unpack(learned.packed.get(name, ""))
    return pair


def _from_row(row: str) -> Word:
    """A word that the phrases have (training)."""
    kept = a2b_base64(row)
    square, known, mass, known_letters, mass_letters, shift = array("d", kept[:_HEAD])
    lanes = array("Q", array("H", kept[_HEAD:]))
    counts = int.from_bytes(lanes, sys.byteorder) - _all(_HALF, len(lanes)) << int(shift)
    return Word(counts, square, (known, mass), (known_letters, mass_letters))


def _unpacked(learned: Learned, token: str) -> Word:
    """A word that they have not: what is known of its letters."""
    counts = array("q", bytes(_LANE * len(learned.intents)))
    square = 0.0
    masses: list[tuple[float, float]] = []
    for names, part in zip(of_word(token), PARTS, strict=True):
        known = unknown = 0.0
        for name in names:
            found = learned.packed.get(name, "")
            if not found:
                unknown += learned.unseen
                continue
            idf, places, weights = _unpack(found)
            known += idf
            square += (idf * part / PARTS[0]) ** 2
            each = round(idf / UNIT) * part
            for place, weight in zip(places, weights):  # noqa: B905 - as above
                counts[place] += each * weight
        masses.append((known, known + unknown))
    return Word(_number(counts), square, masses[0], masses[1])


def _unpack(packed: str) -> Pair:
    """The idf of a feature, the numbers of intents and its weight for each: in base 64, for JSON reads one string much faster than many numbers.

    >>> idf, places, weights = _unpack("gAEAAAACBwDA/g==")
    >>> idf, list(places), [weight * UNIT for weight in weights]
    (1.5, [0, 7], [2.0, -1.25])
    """
    numbers = array("h", a2b_base64(packed))
    return (numbers[0] * UNIT, numbers[1::2], numbers[2::2]) if numbers else (0.0, numbers, numbers)
