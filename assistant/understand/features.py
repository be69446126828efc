"""What is compared when wordings are compared: words, stems, stem pairs and the letters they are made of.

Not here: how much each of them counts (training) and for which intent (scorer).
"""

from __future__ import annotations

from functools import lru_cache

from assistant.understand.stems import stem

LETTERS = 0.7  # the weight of a run of letters, where that of a word is 1
PAIRS = 0.6  # the weight of all pairs of a message, where that of all its words and letters is 1


@lru_cache(maxsize=100)  # a word that comes again is remembered with all that it brings (scorer)
def of_word(word: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The word with its stem, and its runs of 3 and 4 letters; slots and values ("=towel") have no letters.

    >>> of_word("knee")
    (('=knee', '~kne'), ('# kn', '#kne', '#nee', '#ee ', '# kne', '#knee', '#nee '))
    >>> of_word("{point}")
    (('={point}', '~{point}'), ())
    """
    names = ("=" + word, "~" + stem(word))
    if word[0] in "{=":
        return names, ()
    padded = f" {word} "
    return names, tuple("#" + padded[i : i + size] for size in (3, 4) for i in range(len(padded) - size + 1))


def pairs(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Neighbouring stems, the ends of the message included.

    >>> pairs(("press", "{point}"))
    ('+^ press', '+press {point}', '+{point} $')
    """
    stems = [stem(token) for token in tokens]
    return tuple(map(paired, ["^", *stems], [*stems, "$"])) if stems else ()


def paired(left: str, right: str) -> str:
    """Two stems as one feature."""
    return f"+{left} {right}"
