"""Word stems by a few crude rules: enough to see that "presses", "pressed" and "pressing" are one word.

Not here: irregular words, other languages, dictionaries. A stem is a key for comparing, never shown to anyone.
"""

from __future__ import annotations

from functools import lru_cache

# Longest first. (ending, what stands for it, letters that must be left before it)
_ENDINGS: tuple[tuple[str, str, int], ...] = (
    ("ations", "at", 3),
    ("ation", "at", 3),
    ("ings", "", 3),
    ("ies", "y", 2),
    ("ied", "y", 2),
    ("ing", "", 3),
    ("est", "", 4),
    ("ers", "", 4),
    ("ed", "", 3),
    ("es", "", 3),
    ("er", "", 4),
    ("ly", "", 3),
    ("s", "", 3),
    ("e", "", 3),
)
_VOWELS = frozenset("aeiouy")
# Endings before which a short word (one vowel between consonants) that does not end in e doubles its last letter.
_OPEN = ("e", "ed", "es", "ing", "ings")
_NEVER_DOUBLED = frozenset("swx")  # buses, mowed, boxes
_KEPT_DOUBLE = frozenset("ls")  # press, spell: the double letter belongs to the word itself


@lru_cache(maxsize=4_000)
def stem(word: str) -> str:
    """Cut the ending off a word; slots, numbers and short words stay as they are.

    >>> [stem(w) for w in ("press", "presses", "pressed", "pressing", "aching", "aches", "ache")]
    ['press', 'press', 'press', 'press', 'ach', 'ach', 'ach']
    >>> [stem(w) for w in ("not", "note", "noted", "noting", "sit", "sitting")], stem("{point}")
    (['not', 'note', 'note', 'note', 'sit', 'sit'], '{point}')
    """
    if len(word) < 4 or not word.isalpha() or word.endswith("ss"):
        return word
    for ending, instead, left in _ENDINGS:
        if word.endswith(ending):
            rest = word[: -len(ending)]
            if len(rest) >= left and not _VOWELS.isdisjoint(rest):
                return (_lengthened(rest) if ending in _OPEN else _undoubled(rest)) + instead
    return word


_INFLECTIONS = (("ings", 3), ("ing", 3), ("ied", 2), ("ies", 2), ("ed", 3), ("es", 3), ("s", 3), ("e", 3))


@lru_cache(maxsize=4_000)
def root(word: str) -> str:
    """Cut off plural and tense alone: where a word may raise an alarm, 'number' is not 'numb' and 'butter' is not 'butt'.

    >>> [root(w) for w in ("numb", "number", "legs", "swelling", "swells")], [root(w) for w in ("spine", "spinning", "scar", "scared")]
    (['numb', 'number', 'leg', 'swell', 'swell'], ['spine', 'spin', 'scar', 'scare'])
    """
    if len(word) < 4 or not word.isalpha() or word.endswith("ss"):
        return word
    for ending, left in _INFLECTIONS:
        if word.endswith(ending):
            rest = word[: -len(ending)]
            if len(rest) >= left and not _VOWELS.isdisjoint(rest):
                return _lengthened(rest) if ending in _OPEN else _undoubled(rest) + ("y" if ending in ("ied", "ies") else "")
    return word


def _lengthened(rest: str) -> str:
    """Give a short word its e back: 'noted' is of 'note', for of 'not' it would be 'notted'; the same letter is doubled in 'stopped'."""
    begins, vowel, last = rest[:-2], rest[-2:-1], rest[-1]
    short = bool(begins) and _VOWELS.isdisjoint(begins) and vowel in _VOWELS and last not in _VOWELS and last not in _NEVER_DOUBLED
    return rest + "e" if short else _undoubled(rest)


def _undoubled(rest: str) -> str:
    """Take one letter of a doubled ending: 'stopp' (from 'stopped') is 'stop'."""
    if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in _KEPT_DOUBLE and rest[-1] not in _VOWELS:
        return rest[:-1]
    return rest


def consonants(word: str) -> str:
    """A word as those write it who leave the vowels out; the first letter stays.

    >>> [consonants(word) for word in ("pause", "pase", "again", "repeat")]
    ['ps', 'ps', 'agn', 'rpt']
    """
    return word[:1] + "".join(letter for letter in word[1:] if letter not in "aeiou")
