"""The parts and wordings of signs in a message, also where a slip of the fingers hides one of their words.

What must not be missed is looked for in every word that a strange one may have been meant for, not only in the likeliest.
Not here: the one word that a strange one is read as everywhere else (reader), and which signs count (decide).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.understand import lexicon
from assistant.understand.lexicon import Hit
from assistant.understand.mentions import Mention
from assistant.understand.normalise import Token
from assistant.understand.spelling import SHORTEST, Speller
from assistant.understand.stems import root
from assistant.understand.wordlist import WordList
from assistant.values import NamedTuple

MOST_SLIPS = 4  # strange words of one message that are read in more than one way


class SignTables(NamedTuple):
    """What signs are found with."""

    parts: lexicon.Lexicon  # parts and wordings of signs
    passed: lexicon.Passed  # stems that may interrupt a wording
    made_of: frozenset[str]  # parts that signs are made of, as against those that only take one back
    figurative: frozenset[str]  # parts whose words mean something else
    several: frozenset[str]  # parts whose words must be of several: 'my legs'
    plurals: Mapping[str, str]  # words of several -> the same of one
    roots: WordList  # roots that occur in parts and wordings
    speller: Callable[[], Speller]
    is_word: Callable[[str], bool]


def found(tables: SignTables, tokens: Sequence[Token], roots: Sequence[str], typed: Sequence[str], names: Sequence[Mention]) -> tuple[Hit, ...]:
    """Every part and wording of a sign; `roots` are of the words, `typed` the words before they were repaired.

    `names` are names of several words: what a single one of these would mean elsewhere ('zoo lin chee' has no chest in it) is no sign.
    """
    plain = lexicon.within_sentences(lexicon.find(tables.parts, roots, tables.passed), tokens)
    hits = plain
    for place in _strange(tables, typed):
        for meant in _meant(tables, typed[place]):
            hits += _through(tables, tokens, [*roots[:place], root(meant), *roots[place + 1 :]], place)
    every = dict.fromkeys(hits)
    heard = [hit for hit in every if not any(_of_name(hit, name) for name in names)] if names else every
    of_several = [hit for hit in heard if hit.ref not in tables.several or not _of_one(tables, tokens[hit.start : hit.end])]
    sayings = [(hit.start, hit.end) for hit in of_several if hit.ref in tables.figurative]
    return tuple([hit for hit in of_several if not any(a <= hit.start and hit.end <= b for a, b in sayings)] if sayings else of_several)


def _of_name(hit: Hit, name: Mention) -> bool:
    """Whether the words of a find belong to a name: 'bladder' in a code is no part of the body, whatever stands before it."""
    if name.how == "code":
        return hit.start <= name.start < hit.end < name.end
    return name.start <= hit.start and hit.end <= name.end and (name.start, name.end) != (hit.start, hit.end)


def _strange(tables: SignTables, typed: Sequence[str]) -> list[int]:
    """The places of the words that nobody knows."""
    long = [(place, word) for place, word in enumerate(typed) if len(word) >= SHORTEST and word.isalpha() and word.isascii()]
    return [place for place, word in long if not tables.is_word(word)][:MOST_SLIPS]


def _meant(tables: SignTables, word: str) -> list[str]:
    """What a strange word may have been meant for, as far as a sign has it.

    Nobody misses the first letter; and a short word, or a name, has too many neighbours for anything but swapped letters.
    """
    slips = [meant for meant in tables.speller().slips(word) if meant[0] in word[:2] and word[0] in meant[:2]]
    return [meant for meant in slips if root(meant) in tables.roots and (len(word) > SHORTEST or sorted(meant) == sorted(word))]


def _through(tables: SignTables, tokens: Sequence[Token], roots: Sequence[str], place: int) -> Iterator[Hit]:
    """The finds that have the word at a place, with it read as in `roots`: parts and wordings of signs, but nothing that takes a sign back."""
    for hit in lexicon.within_sentences(lexicon.find(tables.parts, roots, tables.passed), tokens):
        role, _, name = hit.ref.partition(":")
        if hit.start <= place < hit.end and (role == "says" or name in tables.made_of):
            yield hit


def _of_one(tables: SignTables, tokens: Sequence[Token]) -> bool:
    """Whether the words speak of one where the part wants several: stems do not tell 'my leg' from 'my legs'."""
    words = {token.text for token in tokens}
    return bool(words & set(tables.plurals.values())) and not words & tables.plurals.keys()
