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


Passed = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]  # first stem -> the stems passed over, and the one they must follow
NOTHING: Passed = {}


def find(lexicon: Lexicon, stems: Sequence[str], passed: Passed = NOTHING) -> list[Hit]:
    """Every occurrence of every wording; `passed` stems may interrupt one, each behind any stem ("") or behind a certain one.

    >>> table = load([([], {"not": 1}), ([], {"feel": 2}), (["numb"], {})])
    >>> small = {"really": [(("really",), "")], "i": [(("i",), "can")], "a": [(("a", "bit"), "")]}
    >>> find(table, ("not", "really", "feel"), small), find(table, ("not", "i", "feel"), small)
    ([Hit(start=0, end=3, ref='numb')], [])
    >>> find(table, ("not", "a", "bit", "feel"), small), find(table, ("not", "a", "feel"), small)
    ([Hit(start=0, end=4, ref='numb')], [])

    >>> table = load([([], {"knee": 1}), (["place:knee"], {"crease": 2}), (["place:behind-knee"], {})])
    >>> find(table, ("the", "knee", "crease"))
    [Hit(start=1, end=2, ref='place:knee'), Hit(start=1, end=3, ref='place:behind-knee')]
    """
    node, light = lexicon.node, lexicon.light
    words = [(place, stem) for place, stem in enumerate(stems) if stem not in light] if light else list(enumerate(stems))
    first = node(0)[1]
    hits: list[Hit] = []
    for begin, (start, stem) in enumerate(words):
        if stem not in first:
            continue
        ways = [(first[stem], begin + 1)]
        for number, following in ways:  # grows while it is walked: a word may go on with a wording and interrupt another
            ends, followers = node(number)
            if ends:
                hits.extend(Hit(start, words[following - 1][0] + 1, ref) for ref in ends)
            while followers and following < len(words):
                word = words[following][1]
                if word in followers:
                    ways.append((followers[word], following + 1))
                over = _passes(words, following, passed) if word in passed else 0
                if not over:
                    break
                following += over
    return hits


def _passes(words: Sequence[tuple[int, str]], place: int, passed: Passed) -> int:
    """How many stems from a place on may stand inside a wording although they lead nowhere."""
    for stems, before in passed[words[place][1]]:
        if before in ("", words[place - 1][1]) and tuple(stem for _, stem in words[place : place + len(stems)]) == stems:
            return len(stems)
    return 0


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
