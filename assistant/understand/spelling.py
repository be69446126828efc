"""Misspelt words repaired towards words the content has. Not here: which words may not be repaired (the caller's `known`)."""

from __future__ import annotations

import math
from collections.abc import Mapping


class Speller:
    """Repairs unknown words towards a vocabulary; remembers what it found."""

    def __init__(self, vocabulary: Mapping[str, int], known: frozenset[str] = frozenset()) -> None:
        self._counts = {word: n for word, n in vocabulary.items() if word.isalpha()}
        self._words = [word for word in self._counts if len(word) > 2]
        self._known = known
        self._found: dict[str, str | None] = {}

    def repair(self, word: str) -> str | None:
        """The word meant, or None when it needs no repair or there is none.

        >>> Speller({"pressure": 5, "press": 9}).repair("presure")
        'pressure'
        """
        if len(word) < 4 or not word.isalpha() or word in self._counts or word in self._known:
            return None
        if word not in self._found:
            if len(self._found) > 5_000:
                self._found.clear()
            self._found[word] = self._nearest(word)
        return self._found[word]

    def _nearest(self, word: str) -> str | None:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        edits = 1 if len(word) < 8 else 2
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=edits, limit=None, processor=None)
        ranked = sorted((self._cost(word, other, distance), other) for other, distance, _ in near)
        return ranked[0][1] if ranked else None

    def _cost(self, word: str, other: str, distance: float) -> float:
        """Smaller is likelier: few edits, the same first letter, a frequent word."""
        return distance + (word[0] != other[0]) * 0.5 - min(math.log1p(self._counts[other]), 6.0) * 0.08
