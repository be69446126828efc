"""Misspelt words repaired towards the words of the content.

Only words that nobody knows are looked at. What a repair may not lead to (a word that raises an alarm) is the
caller's to decide, and so is telling the person. Not here: names (mentions) and codes, which are never repaired.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from assistant.understand.wordlist import WordList
from assistant.values import NamedTuple

SHORTEST = 4  # letters; shorter words have too many neighbours
_TWO_EDITS = 8  # letters from which on two slips are allowed
_CAREFUL = 5  # letters up to which only slips of the fingers count
_FAR = 10  # two words run together are meant sooner than one misspelt word where each is so many times as usual
_USUAL = 100  # uses from which on a word of one or two letters is looked for in words run together
_SELDOM = 500  # of two words run together one is used at least once in so many uses of the most usual word
_LONGEST_WORD = 32  # letters; what is longer is no word with a slip, but words run together
_LONGEST_PART = 20  # letters of one word among words run together
_PART_LENGTH = 3  # letters of each of several words run together, on average: into shorter ones everything can be cut
_REMEMBERED = 2_000  # words whose repair is kept

# Costs in edits; `python benchmarks/intents.py` shows what they are worth in its typo columns.
_OTHER_START = 0.6  # people seldom miss the first letter
_EASY_SLIP = 0.3  # two letters swapped, one left out or doubled, the key beside
_DOUBLED = 0.2  # besides, where one of two equal letters is left out: 'presing', 'kils'
_FREQUENT = 0.1  # for each step on the logarithm of how often the word is used
_MOST_FREQUENT = 8.0  # steps; from there on a word is no likelier
_LEAST_OF_TWO = 2 - _FREQUENT * _MOST_FREQUENT  # two slips cost no less
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_LETTERS = "".join(_ROWS)


def _neighbours() -> frozenset[str]:
    places = {key: (row, column) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
    return frozenset(
        a + b for a, (r, c) in places.items() for b, (s, d) in places.items() if a != b and abs(r - s) < 2 and -1 <= c - d + (r - s) <= 1
    )


_BESIDE = _neighbours()


class Cut(NamedTuple):
    """A beginning of a word, cut into words; of two cuts the smaller is the likelier."""

    parts: int
    rarest: int  # how often its rarest word is used, below zero
    words: tuple[str, ...]

    def with_part(self, part: str, counts: Mapping[str, int]) -> Cut:
        """This one and one word more."""
        uses = -counts.get(part, 0)
        return Cut(self.parts + 1, max(self.rarest, uses) if self.words else uses, (*self.words, part))


class Speller:
    """Repairs unknown words towards a vocabulary; remembers what it found. Several threads may ask at once."""

    def __init__(self, vocabulary: Mapping[str, int], known: WordList | frozenset[str] = frozenset(), short: frozenset[str] = frozenset()) -> None:
        """`known` words need no repair; `short` forms (contractions, numbers, codes) are parts of what is written as one, too."""
        self._counts = vocabulary
        self._known = known
        self._short = short
        self._sizes: dict[int, list[str]] = {}  # length -> words; filled at the first repair: most talks need none
        self._found: dict[str, str | None] = {}
        self._slips: dict[str, tuple[str, ...]] = {}

    def repair(self, word: str) -> str | None:
        """The word meant, or the words run together; None when it needs no repair or there is none.

        >>> speller = Speller({"pressure": 5, "press": 9, "how": 9, "long": 9, "to": 200}, frozenset({"pleasure"}))
        >>> [speller.repair(word) for word in ("presure", "pleasure", "howlong", "howlongtopress", "xyzzy")]
        ['pressure', None, 'how long', 'how long to press', None]
        """
        if len(word) < SHORTEST or not word.isalpha() or word in self._counts or word in self._known:
            return None
        found = self._found.get(word, word)
        if found == word:  # nothing is ever repaired to itself
            found = self._meant(word)
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            self._found[word] = found
        return found

    def _meant(self, word: str) -> str | None:
        """The likeliest word, or two words run together where each is far more usual than that one: 'howlong' is no 'howling'."""
        near, cut = self._nearest(word), self._cut(word)
        parts = cut.split() if cut else []
        usual = min((self._counts.get(part, 0) for part in parts), default=0)
        plain = len(parts) == 2 and min(map(len, parts)) >= _PART_LENGTH and usual > _USUAL + _FAR * self._counts.get(near or "", 0)
        return cut if plain else near or cut

    def slips(self, word: str) -> tuple[str, ...]:
        """Every word that one slip of the fingers could have made this of: what must not be missed is looked for in all of them.

        >>> Speller({"want": 5, "pants": 9, "what": 9}).slips("wnat")
        ('want', 'what')
        """
        if word not in self._slips:
            if len(self._slips) >= _REMEMBERED:
                self._slips.clear()
            self._slips[word] = self._one_slip_off(word)
        return self._slips[word]

    def _one_slip_off(self, word: str) -> tuple[str, ...]:
        return tuple(sorted(meant for meant in self._one_off(word) if is_easy(word, meant)))

    def _nearest(self, word: str) -> str | None:
        """The likeliest word a slip or two away; common words compete too, so that 'pleese' is not taken for 'press'."""
        near = self._one_off(word)
        if len(word) <= _CAREFUL:  # so short a word has many neighbours that nobody meant
            near = [meant for meant in near if is_easy(word, meant)]
        costs = sorted((self._cost(word, meant, 1), meant) for meant in near)
        if len(word) >= _TWO_EDITS and (not costs or costs[0][0] >= _LEAST_OF_TWO):
            costs = sorted((self._cost(word, meant, distance), meant) for meant, distance in self._two_off(word))
        best = costs[0][1] if costs else None
        return best if best in self._counts or best in self._short else None  # a word that the content never uses is no better

    def _one_off(self, word: str) -> list[str]:
        """The words one edit away. What an edit can make is looked up: to compare all words takes ten times as long."""
        made = edited(word) if len(word) <= _LONGEST_WORD else ()
        return [meant for meant in made if meant in self._counts or meant in self._known]

    def _two_off(self, word: str) -> list[tuple[str, float]]:
        """The words at most two edits away, with their distances."""
        from rapidfuzz import process  # only a misspelt word costs its import
        from rapidfuzz.distance import OSA

        some = [self._by_size().get(size, ()) for size in range(len(word) - 2, len(word) + 3)]
        near = [process.extract(word, words, scorer=OSA.distance, score_cutoff=2, limit=None) for words in some]
        return [(meant, distance) for found in near for meant, distance, _ in found]

    def _by_size(self) -> Mapping[int, list[str]]:
        """All words by their length."""
        if not self._sizes:
            sizes: dict[int, list[str]] = {}
            for word in {**dict.fromkeys(self._known), **self._counts}:
                if len(word) >= SHORTEST - 1 and word.isalpha():
                    sizes.setdefault(len(word), []).append(word)
            self._sizes = sizes  # at once: another thread must not see half of them
        return self._sizes

    def _cost(self, word: str, meant: str, distance: float) -> float:
        """Smaller is likelier: few slips, easy ones, the same first letter, a frequent word."""
        easy = _EASY_SLIP if distance == 1 and is_easy(word, meant) else 0.0
        frequent = _FREQUENT * min(math.log1p(self._counts.get(meant, 0)), _MOST_FREQUENT)
        doubled = _DOUBLED if easy and is_doubled(word, meant) else 0.0
        return round(distance + (word[0] not in meant[:2]) * _OTHER_START - easy - doubled - frequent, 6)

    def _cut(self, word: str) -> str | None:
        """Words of the content written as one: as few as will do, and of these cuts the one whose rarest word is the most usual.

        The best cut of a beginning is part of the best cut of the whole, so that a whole question written as one is cut in no time.
        """
        best: dict[int, Cut] = {0: Cut(0, 0, ())}
        for end in range(1, len(word) + 1):
            starts = [start for start in range(max(0, end - _LONGEST_PART), end) if start in best and end - start < len(word)]
            cuts = [best[start].with_part(word[start:end], self._counts) for start in starts if self._usual(word[start:end])]
            if cuts:
                best[end] = min(cuts)
        parts = best[len(word)].words if len(word) in best else ()
        short = len(parts) == 2 and min(map(len, parts)) < 2
        uses = max((self._counts.get(part, 0) for part in parts), default=0)
        seldom = len(parts) == 2 and _SELDOM * uses < max(self._counts.values())  # 'fakezhong' is a name that nobody knows
        return None if short or seldom or not parts or len(parts) > max(2, (len(word) + 1) // _PART_LENGTH) else " ".join(parts)

    def _usual(self, part: str) -> bool:
        """Whether words run together may have this part."""
        return part in self._short or self._counts.get(part, 0) > (_USUAL if len(part) < SHORTEST - 1 else 0)


def edited(word: str) -> frozenset[str]:
    """What one edit makes of a word: a letter left out, two swapped, one written for another, or one too many.

    >>> {"t", "ta", "it", "att"} <= edited("at")
    True
    """
    halves = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    left_out = [head + tail[1:] for head, tail in halves if tail]
    swapped = [head + tail[1] + tail[0] + tail[2:] for head, tail in halves if len(tail) > 1]
    other = [head + letter + tail[1:] for head, tail in halves if tail for letter in _LETTERS]
    more = [head + letter + tail for head, tail in halves for letter in _LETTERS]
    return frozenset((*left_out, *swapped, *other, *more)) - {word}


def is_doubled(word: str, meant: str) -> bool:
    """Whether one of two equal letters is left out.

    >>> [is_doubled(word, "press") for word in ("pres", "prss")]
    [True, False]
    """
    start = next((i for i, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), len(word))
    return len(meant) == len(word) + 1 and start > 0 and meant[start] == meant[start - 1]


def is_easy(word: str, meant: str) -> bool:
    """Whether the slip between two words that are one edit apart is of the kind that fingers make.

    >>> [is_easy(word, "press") for word in ("prss", "perss", "pr3ss", "oress", "presss", "zress")]
    [True, True, False, True, True, False]
    """
    start = next((i for i, (a, b) in enumerate(zip(word, meant, strict=False)) if a != b), min(len(word), len(meant)))
    if len(word) == len(meant):
        swapped = word[start : start + 2] == meant[start : start + 2][::-1]
        return swapped or word[start : start + 1] + meant[start : start + 1] in _BESIDE
    return len(word) < len(meant) or (start > 0 and word[start] == word[start - 1])
