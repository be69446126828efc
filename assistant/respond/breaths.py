"""Where a voice takes breath: a spoken text cut into short sentences, each said in one go. Not here: how it is worded for a voice (spoken)."""

from __future__ import annotations

import re

LONGEST_SENTENCE = 15  # words; a listener keeps one idea at a time


def sentences(text: str) -> tuple[str, ...]:
    """Pieces of a spoken text, each to be said in one breath: at most about 15 words where there is a place to cut.

    >>> sentences("Sit down. Bend your knee, if you can!")
    ('Sit down.', 'Bend your knee, if you can!')
    """
    whole = (piece.strip() for piece in re.split(r"(?<=[.!?])\s+(?=\S)", text))
    return tuple(part for piece in whole if any(map(str.isalnum, piece)) for part in _shorten(piece))


def _shorten(sentence: str) -> tuple[str, ...]:
    """Cut a long sentence at the stop, comma or joining word nearest to its middle, again and again."""
    words = sentence.split()
    if len(words) <= LONGEST_SENTENCE:
        return (sentence,)
    middle = len(words) / 2
    for fits in (_ends_clause, _starts_clause):
        places = [at for at in range(4, len(words) - 3) if fits(words, at)]
        if places:
            cut = min(places, key=lambda at: abs(at - middle))
            return (*_shorten(" ".join(words[:cut])), *_shorten(" ".join(words[cut:])))
    return (sentence,)


def _ends_clause(words: list[str], at: int) -> bool:
    return words[at - 1][-1] in ",;:"


def _starts_clause(words: list[str], at: int) -> bool:
    return words[at] in {"and", "but", "because", "so", "then", "while", "until", "which", "with"}
