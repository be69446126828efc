"""How people and recognisers spoil a question: one slip in a fifth of the words, or no signs and numbers in words.

Not here: mishearing; the spoken form is only what formatting a recogniser drops.
"""

from __future__ import annotations

import random
import re

TYPO_RATE = 0.2
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_UNITS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def typo(text: str, chance: random.Random) -> str:
    """One random letter inserted, lost, replaced or swapped in every fifth word."""
    return " ".join(_slip(word, chance) if len(word) > 1 and chance.random() < TYPO_RATE else word for word in text.split())


def _slip(word: str, chance: random.Random) -> str:
    place, letter = chance.randrange(len(word)), chance.choice(_LETTERS)
    match chance.randrange(4):
        case 0:
            return word[:place] + letter + word[place:]
        case 1:
            return word[:place] + word[place + 1 :]
        case 2:
            return word[:place] + letter + word[place + 1 :]
        case _:
            place = min(place, len(word) - 2)
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def spoken(text: str) -> str:
    """As a recogniser writes it: lower case, no signs, numbers in words.

    >>> spoken("What's 42 + 7.5%?")
    "what's forty two seven point five"
    """
    lower = re.sub(r"(\d)\.(\d)", r"\1 point \2", text.lower())
    lower = re.sub(r"\d+", lambda match: f" {in_words(int(match.group()))} " if len(match.group()) < 7 else " ".join(match.group()), lower)
    return " ".join(re.sub(r"[^\w' ]", " ", lower).split())


def in_words(number: int) -> str:
    """A number below a million in words.

    >>> in_words(1042)
    'one thousand forty two'
    """
    if number < 20:
        return _UNITS[number]
    if number < 100:
        return _TENS[number // 10] + (f" {_UNITS[number % 10]}" if number % 10 else "")
    size, name = (100, "hundred") if number < 1000 else (1000, "thousand")
    rest = f" {in_words(number % size)}" if number % size else ""
    return f"{in_words(number // size)} {name}{rest}"
