"""Many wordings and where they occur in a row of words.

One kind of table serves names, values, parts of signs and cues. Wordings are compared by stems, without light words
("the", "my"), so that 'behind my knees' finds 'behind the knee'. They are kept as a minimal acyclic automaton, whose
nodes are text until they are walked.
Not here: how the table is made (automaton), which of several overlapping finds counts (mentions) and what it changes (cues).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

Node = tuple[tuple[int, ...], Mapping[str, int]]  # references that end here; stem -> following node


class Lexicon(NamedTuple):
    """Nodes are kept as text and taken apart when they are first walked: a message walks a few dozen of many thousands."""

    packed: Sequence[str]  # "ends|stem node stem node ..."; node 0 is where every wording begins
    refs: Sequence[str]
    light: frozenset[str]  # stems that are passed over
    walked: dict[int, Node]

    def node(self, number: int) -> Node:
        """One node, taken apart."""
        found = self.walked.get(number)
        if found is None:
            ends, _, following = self.packed[number].partition("|")
            words = following.split()
            followers = dict(zip(words[::2], map(int, words[1::2]), strict=True))
            found = self.walked[number] = (tuple(map(int, ends.split())), followers)
        return found


class Hit(NamedTuple):
    """Words `start` up to `end` (not included) are a wording of `ref`."""

    start: int
    end: int
    ref: str


def load(data: Mapping[str, Any], light: frozenset[str] = frozenset()) -> Lexicon:
    """The table ready for use: nothing is copied."""
    return Lexicon(data["nodes"], data["refs"], light, {})


def find(lexicon: Lexicon, stems: Sequence[str]) -> list[Hit]:
    """Every occurrence of every wording.

    >>> table = load({"nodes": ["|knee 1", "0|crease 2", "1|"], "refs": ["place:knee", "place:behind-knee"]})
    >>> find(table, ("the", "knee", "crease"))
    [Hit(start=1, end=2, ref='place:knee'), Hit(start=1, end=3, ref='place:behind-knee')]
    """
    node, refs, light = lexicon.node, lexicon.refs, lexicon.light
    words = [(place, stem) for place, stem in enumerate(stems) if stem not in light] if light else list(enumerate(stems))
    first = node(0)[1]
    hits: list[Hit] = []
    for begin, (start, stem) in enumerate(words):
        number = first.get(stem)
        following = begin + 1
        while number is not None:
            ends, followers = node(number)
            if ends:
                hits.extend(Hit(start, words[following - 1][0] + 1, refs[ref]) for ref in ends)
            if not followers or following == len(words):
                break
            number = followers.get(words[following][1])
            following += 1
    return hits


def whole(lexicon: Lexicon, stems: Sequence[str]) -> tuple[str, ...]:
    """The references of the wording that these stems are from first to last; none when they are no wording.

    >>> whole(load({"nodes": ["|go 1", "|on 2", "0|"], "refs": ["resume"]}), ("go", "on"))
    ('resume',)
    """
    number = 0
    for stem in stems:
        if stem in lexicon.light:
            continue
        following = lexicon.node(number)[1].get(stem)
        if following is None:
            return ()
        number = following
    ends = lexicon.node(number)[0]
    return tuple(lexicon.refs[end] for end in ends) if number else ()
