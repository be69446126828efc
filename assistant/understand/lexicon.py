"""Many wordings and where they occur in a row of words.

One kind of table serves names, values, parts of signs and cues. Wordings are compared by stems, without light words
("the", "my"), so that 'behind my knees' finds 'behind the knee'. They are kept as a minimal acyclic automaton.
Not here: how the table is made (automaton), which of several overlapping finds counts (mentions) and what it changes (cues).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.understand.normalise import SENTENCE_ENDS, Token
from assistant.values import NamedTuple

Node = tuple[list[str], Mapping[str, int]]  # references that end here; stem -> number of the following node


class Lexicon(NamedTuple):
    """Nodes are read when they are first walked: a message walks a few dozen of many thousands."""

    nodes: Sequence[Node]  # where every wording begins is node 0
    light: frozenset[str]  # stems that are passed over
    walked: dict[int, Node]

    def node(self, number: int) -> Node:
        """One node."""
        found = self.walked.get(number)
        if found is None:
            found = self.walked[number] = self.nodes[number]
        return found


class Hit(NamedTuple):
    """Words `start` up to `end` (not included) are a wording of `ref`."""

    start: int
    end: int
    ref: str


def load(nodes: Sequence[Node], light: frozenset[str] = frozenset()) -> Lexicon:
    """The table ready for use: nothing is copied."""
    return Lexicon(nodes, light, {})


NOTHING: Mapping[str, str] = {}


def find(lexicon: Lexicon, stems: Sequence[str], passed: Mapping[str, str] = NOTHING) -> list[Hit]:
    """Every occurrence of every wording; `passed` stems may interrupt one, each behind any stem ("") or behind a certain one.

    >>> table = load([([], {"not": 1}), ([], {"feel": 2}), (["numb"], {})])
    >>> find(table, ("not", "really", "feel"), {"really": ""}), find(table, ("not", "i", "feel"), {"i": "can"})
    ([Hit(start=0, end=3, ref='numb')], [])

    >>> table = load([([], {"knee": 1}), (["place:knee"], {"crease": 2}), (["place:behind-knee"], {})])
    >>> find(table, ("the", "knee", "crease"))
    [Hit(start=1, end=2, ref='place:knee'), Hit(start=1, end=3, ref='place:behind-knee')]
    """
    node, light = lexicon.node, lexicon.light
    words = [(place, stem) for place, stem in enumerate(stems) if stem not in light] if light else list(enumerate(stems))
    first = node(0)[1]
    hits: list[Hit] = []
    for begin, (start, stem) in enumerate(words):
        ways = [(first[stem], begin + 1)] if stem in first else []
        for number, following in ways:  # grows while it is walked: a word may go on with a wording and interrupt another
            ends, followers = node(number)
            if ends:
                hits.extend(Hit(start, words[following - 1][0] + 1, ref) for ref in ends)
            while followers and following < len(words):
                word = words[following][1]
                if word in followers:
                    ways.append((followers[word], following + 1))
                if not _passes(word, words[following - 1][1], passed):
                    break
                following += 1
    return hits


def _passes(stem: str, before: str, passed: Mapping[str, str]) -> bool:
    """Whether a stem that leads nowhere may stand inside a wording."""
    return stem in passed and passed[stem] in ("", before)


def within_sentences(hits: Sequence[Hit], tokens: Sequence[Token]) -> list[Hit]:
    """The finds that do not run over the end of a sentence."""
    ends = [i for i, token in enumerate(tokens) if token.stop and token.stop in SENTENCE_ENDS]
    return [hit for hit in hits if not any(hit.start <= end < hit.end - 1 for end in ends)]


def whole(lexicon: Lexicon, stems: Sequence[str]) -> tuple[str, ...]:
    """The references of the wording that these stems are from first to last; none when they are no wording.

    >>> whole(load([([], {"go": 1}), ([], {"on": 2}), (["resume"], {})]), ("go", "on"))
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
    return tuple(lexicon.node(number)[0]) if number else ()
