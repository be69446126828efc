"""A table of wordings and where they occur in a row of words.

One table serves names, values, parts of signs and cues. It is compared by stems, so that 'the knees' finds 'knee'.
Not here: which of several overlapping finds counts (mentions) and what it changes (cues).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class Lexicon(NamedTuple):
    """Stemmed wordings and what each refers to."""

    refs: Mapping[str, tuple[str, ...]]  # "back of the knee" -> ("place:behind-knee",)
    longest: Mapping[str, int]  # first stem -> number of stems in its longest wording


class Hit(NamedTuple):
    """Words `start` up to `end` (not included) are a wording of `ref`."""

    start: int
    end: int
    ref: str


def build(pairs: Iterable[tuple[Sequence[str], str]]) -> dict[str, str]:
    """The table as data: wording -> references joined by a blank.

    >>> build([(("knee", "crease"), "place:behind-knee")])
    {'knee crease': 'place:behind-knee'}
    """
    table: dict[str, list[str]] = {}
    for stems, ref in pairs:
        refs = table.setdefault(" ".join(stems), [])
        if ref not in refs:
            refs.append(ref)
    return {wording: " ".join(refs) for wording, refs in table.items() if wording}


def load(data: Mapping[str, str]) -> Lexicon:
    """The table ready for use."""
    longest: dict[str, int] = {}
    for wording in data:
        first, _, _ = wording.partition(" ")
        size = wording.count(" ") + 1
        if size > longest.get(first, 0):
            longest[first] = size
    return Lexicon({wording: tuple(refs.split()) for wording, refs in data.items()}, longest)


def find(lexicon: Lexicon, stems: Sequence[str]) -> list[Hit]:
    """Every occurrence of every wording, longest first where they start together.

    >>> find(load({"knee": "place:knee", "knee crease": "place:behind-knee"}), ("the", "knee", "crease"))
    [Hit(start=1, end=3, ref='place:behind-knee'), Hit(start=1, end=2, ref='place:knee')]
    """
    hits: list[Hit] = []
    refs, longest, count = lexicon.refs, lexicon.longest, len(stems)
    for start, stem in enumerate(stems):
        size = longest.get(stem)
        if size is None:
            continue
        for end in range(min(count, start + size), start, -1):
            for ref in refs.get(" ".join(stems[start:end]), ()):
                hits.append(Hit(start, end, ref))
    return hits
