"""Which intents a message is closest to, judged by the authored phrases of every intent.

A message is the sum of its words: each word brings, for every intent, what it, its stem and its letters count there;
neighbouring stems add theirs. Words nobody wrote pull the whole score down, so that a message about something else
stays low although it shares words with ours. Nothing here knows a subject or a language beyond `stems`.

What a word counts for all intents is one whole number with a lane for each (lanes), so that words are added up at once.

Not here: thresholds of decisions, repair of spelling (spelling), how the weights are found (training).
"""

from __future__ import annotations

import math
import sys
from array import array
from binascii import a2b_base64
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from assistant.understand import lanes
from assistant.understand.features import LETTERS, PAIRS, of_word, pairs
from assistant.understand.shelves import Shelves, shelved
from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

    from assistant.understand.training import Weights

UNIT = 1 / 256  # weights are kept as whole numbers of this
_WORDS, _FEATURES = 800, 1_200  # kept unpacked: more than a person uses in a day
PARTS = (10, round(10 * LETTERS))  # the weights of a word and of its letters as whole numbers
_HEAD = 48  # bytes of the six numbers that the row of a word begins with
_RARITY = 2  # bytes of the idf that a feature begins with
_FINE = 20  # bits behind the point by which intents are compared: a lane has room for them beside a thousand words
_USUAL_RARITY, _USUAL_SHARE, _USUAL_SQUARE = 0.63, 0.77, 0.71  # mean of the letters of 3,022 common words that no phrase has
_FAR = (5, 2)  # tenths of the best score: what is below is sorted only where too few are above

# How sure a score and its lead over the runner-up make us: at 0.5 an answer is more often right than wrong.
# Chosen with `python benchmarks/intents.py --choose confidence`.
_FOR_SCORE, _FOR_LEAD, _DOUBT = 0.148, 0.43, 2.464


class Scored(NamedTuple):
    """One candidate: a comparable score, and how sure it makes us (0 to 1)."""

    intent: str
    score: float
    confidence: float


class Word(NamedTuple):
    """What one word brings to a message."""

    counts: int  # for each intent, in lanes
    square: float  # its length, squared
    masses: tuple[float, float, float, float]  # known mass and whole mass: first of the word with its stem, then of its runs of letters

    def __repr__(self) -> str:
        """Without the lanes: Python writes out no number of so many digits."""
        return f"Word(square={self.square}, masses={self.masses})"


class Half(NamedTuple):
    """One half of what a word brings: that of the word with its stem, or that of its letters."""

    counts: int
    square: float
    known: float
    mass: float


class Feature(NamedTuple):
    """What a feature of the phrases brings."""

    idf: float = 0.0  # 0: no phrase has it
    counts: int = 0  # for each intent, in lanes: its weight times its idf
    places: Sequence[int] = ()  # of the intents for which it counts, where these are few; what it counts there is in no lane
    weights: Sequence[int] = ()
    amount: int = 0  # its idf, by which these are multiplied

    def __repr__(self) -> str:
        """Without the lanes, as above."""
        return f"Feature(idf={self.idf})"


NOTHING = Feature()


class Learned(NamedTuple):
    """What was learnt from the phrases, packed; unpacked word by word as messages come."""

    intents: tuple[str, ...]
    packed: Shelves  # feature -> its idf and its weights (`_feature`)
    rows: Shelves  # word of the phrases -> all that it brings, already summed up (`_from_row`)
    unseen: float  # idf of a feature that no phrase has
    word: Callable[[str], Word]  # what a word brings
    found: Callable[[Iterable[str]], list[Feature]]  # names of features -> those that the phrases have


def learn(phrases: Iterable[tuple[str, tuple[str, ...]]]) -> Learned:
    """Learn from (intent, tokens); a slot is one token such as '{point}'."""
    from assistant.understand.training import train  # only authors' commands learn; a chat loads what was learnt

    return learned(train(phrases))


def learned(weights: Weights) -> Learned:
    """The result of training, ready to judge messages."""
    return _ready(weights.intents, Shelves(shelved(weights.packed)), Shelves(shelved(weights.rows)), weights.unseen)


def to_data(learned: Learned) -> dict[str, Any]:
    """What was learnt, as data for JSON.

    >>> to_data(learn([("greet", ("hello",)), ("part", ("bye",))]))["intents"]
    'greet part'
    """
    return {
        "intents": " ".join(learned.intents),
        "shelves": learned.packed.kept(),
        "rows": learned.rows.kept(),
        "unseen": learned.unseen,
    }


def from_data(data: Mapping[str, Any], common: Callable[[str], bool] = lambda _: False) -> Learned:
    """What `to_data` gave, ready to judge messages. Letters say nothing of a `common` word, one that everybody knows, which no phrase has."""
    return _ready(tuple(data["intents"].split()), Shelves(data["shelves"]), Shelves(data["rows"]), data["unseen"], common)


def _ready(intents: tuple[str, ...], packed: Shelves, rows: Shelves, unseen: float, common: Callable[[str], bool] = lambda _: False) -> Learned:
    """What was learnt, with functions that unpack it; they keep their last results, for the same words come again and again."""
    size = len(intents)

    @lru_cache(_FEATURES)
    def feature(name: str) -> Feature:
        return _feature(packed.get(name), size)

    def found(names: Iterable[str]) -> list[Feature]:
        return [one for one in map(feature, packed.worth(names)) if one.idf]

    def summed(names: Sequence[str], part: int) -> Half:
        return _summed(found(names), len(names), part, unseen, size)

    @lru_cache(_WORDS)
    def word(token: str) -> Word:
        row = rows.get(token) if rows.worth((token,)) else b""
        if row:
            return _from_row(row)
        names, letters = of_word(token)
        whole = summed(names, PARTS[0])
        return _joined(whole, _usual(len(letters) * unseen) if not whole.known and common(token) else summed(letters, PARTS[1]))

    return Learned(intents, packed, rows, unseen, word, found)


def rank(learned: Learned, tokens: tuple[str, ...], most: int = 5) -> tuple[Scored, ...]:
    """The likeliest intents, best first; equal scores stay equal and stand in the order of their names.

    The score falls with every word nobody wrote: it tells our subject from others. The confidence also looks at the lead.
    """
    if not tokens or not learned.intents:
        return ()
    words = list(map(learned.word, tokens))
    share = _share(words)
    best, part = _best(learned, words, learned.found(pairs(tokens)), max(most, 2))
    scores = [round(total * part * share, 6) for _, total in best]
    rivals = [scores[1] if len(scores) > 1 else 0.0] + scores[:1] * (len(scores) - 1)
    ranked = zip([place for place, _ in best], scores, rivals, strict=True)
    return tuple([Scored(learned.intents[place], score, confidence(score, score - rival)) for place, score, rival in ranked][:most])


def because(learned: Learned, tokens: tuple[str, ...], intent: str) -> tuple[tuple[str, float], ...]:
    """The features that counted for (or, below zero, against) an intent, strongest first: '=word', '~stem', '#letters', '+pair'."""
    if intent not in learned.intents:
        return ()
    place, size = learned.intents.index(intent), len(learned.intents)
    counted: dict[str, float] = {}
    square = sum(learned.word(token).square for token in tokens)
    names = [(name, share) for token in tokens for part, share in zip(of_word(token), (1.0, LETTERS), strict=True) for name in part]
    for name, share in [*names, *((pair, PAIRS) for pair in pairs(tokens))]:
        length = math.sqrt(_pair_square(learned, tokens) if name[0] == "+" else square) or 1.0
        counts = lanes.apart(_counts(learned.found((name,)), size), size)[place]
        if counts:
            counted[name] = counted.get(name, 0.0) + share * UNIT * UNIT * counts / length
    return tuple(sorted(((name, round(x, 3)) for name, x in counted.items()), key=lambda item: (-abs(item[1]), item[0])))


def _best(learned: Learned, words: list[Word], found: list[Feature], most: int) -> tuple[list[tuple[int, int]], float]:
    """The places of the likeliest intents with their sums over words and pairs, and what one unit of a sum counts.

    Words and pairs are divided each by their own length.
    """
    part = UNIT * UNIT / PARTS[0] / (math.sqrt(sum([word.square for word in words])) or 1.0)
    length = math.sqrt(sum([pair.idf * pair.idf for pair in found])) or 1.0
    each = PAIRS * UNIT * UNIT / length / part
    size = len(learned.intents)
    more = round(each * (1 << _FINE))
    few = [pair for pair in found if pair.places]
    counts = (sum([word.counts for word in words]) << _FINE) + sum([pair.counts for pair in found if pair.counts]) * more
    totals = lanes.apart(counts, size).tolist()
    for pair in few:
        times = pair.amount * more
        for place, weight in zip(pair.places, pair.weights, strict=True):
            totals[place] += weight * times
    return [(place, totals[place]) for place in _highest(totals, most)], part / (1 << _FINE)


def _highest(totals: list[int], most: int) -> list[int]:
    """The places of the `most` greatest totals, best first; of equal ones the first.

    >>> _highest([4, 12, -1, 12, 0], 3)
    [1, 3, 0]
    """
    best = max(totals)
    for tenths in _FAR if best > 0 else ():
        least = best * tenths // 10
        near = [place for place, total in enumerate(totals) if total > least]
        if len(near) >= most:
            return sorted(near, key=totals.__getitem__, reverse=True)[:most]
    return sorted(range(len(totals)), key=totals.__getitem__, reverse=True)[:most]


def _pair_square(learned: Learned, tokens: tuple[str, ...]) -> float:
    """The squared length of the pairs of a message."""
    return sum(pair.idf**2 for pair in learned.found(pairs(tokens)))


def _counts(features: Sequence[Feature], size: int) -> int:
    """What features count for each intent, in lanes."""
    few = [feature for feature in features if feature.places]
    counts = sum([feature.counts for feature in features])
    if not few:
        return counts
    more = array("q", bytes(lanes.LANE * size))
    for _, _, places, weights, amount in few:
        for place, weight in zip(places, weights, strict=True):
            more[place] += weight * amount
    return counts + lanes.together(more)


def _share(words: list[Word]) -> float:
    """How much of a message is made of words and letters that the phrases have, 0 to 1."""
    known, mass, known_letters, mass_letters = map(sum, zip(*[word.masses for word in words], strict=True))
    share = known / mass if mass else 1.0
    return share * known_letters / mass_letters if mass_letters else share


def confidence(score: float, lead: float) -> float:
    """How sure a score and its lead over the runner-up make us, 0 to 1."""
    sure = _FOR_SCORE * score + _FOR_LEAD * lead - _DOUBT
    return round(1 / (1 + math.exp(-sure if -30.0 < sure < 30.0 else -math.copysign(30.0, sure))), 4)


def _from_row(row: bytes) -> Word:
    """Unpack a word that the phrases have; `training` packed it."""
    kept = a2b_base64(row)
    square, known, mass, known_letters, mass_letters, shift = array("d", kept[:_HEAD])
    return Word(lanes.spread(kept[_HEAD:]) << int(shift), square, (known, mass, known_letters, mass_letters))


def _summed(found: Sequence[Feature], sought: int, part: int, unseen: float, size: int) -> Half:
    """One half of a word, from those of its features that were found; `sought` counts all of them."""
    known = sum([feature.idf for feature in found])
    square = sum([(feature.idf * part / PARTS[0]) ** 2 for feature in found])
    return Half(part * _counts(found, size), square, known, known + unseen * (sought - len(found)))


def _usual(unseen: float) -> Half:
    """The letters of a common word that no phrase has, as they are on average; `unseen` is their mass if no phrase had any of them."""
    return Half(0, _USUAL_SQUARE * unseen, _USUAL_SHARE * _USUAL_RARITY * unseen, _USUAL_RARITY * unseen)


def _joined(whole: Half, letters: Half) -> Word:
    """A word that no phrase has, from its two halves."""
    return Word(whole.counts + letters.counts, whole.square + letters.square, (whole.known, whole.mass, letters.known, letters.mass))


def _feature(packed: bytes, size: int) -> Feature:
    """Unpack a feature: its idf, then its weight for every intent; or, where few have one, the numbers of these, each with its weight.

    >>> rare = _feature(b"gAEAAAACBQDA/g==", 6)
    >>> rare.idf, [count * UNIT * UNIT for count in lanes.apart(_counts([rare], 6), 6)]
    (1.5, [3.0, 0.0, 0.0, 0.0, 0.0, -1.875])
    """
    kept = a2b_base64(packed)
    if not kept:
        return NOTHING
    if len(kept) == _RARITY * (1 + size):
        rarity = int.from_bytes(kept[:_RARITY], sys.byteorder, signed=True)
        return Feature(rarity * UNIT, rarity * lanes.spread(kept[_RARITY:]))
    numbers = array("h", kept)
    return Feature(numbers[0] * UNIT, 0, numbers[1::2], numbers[2::2], numbers[0])
