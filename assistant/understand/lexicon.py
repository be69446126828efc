"""Many wordings and where they occur in a row of words.

One kind of table serves names, values, parts of signs and cues. Wordings are compared by stems, without light words
("the", "my"), so that 'behind my knees' finds 'behind the knee'. They are kept as a minimal acyclic automaton (Daciuk et
al. 2000, by hashing of the finished tree): a hundred thousand wordings of a few templates share nearly all their nodes.
Not here: which of several overlapping finds counts (mentions) and what it changes (cues).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple


class Lexicon(NamedTuple):
    """A node is [references that end here, stem -> node]; node 0 is where every wording begins."""

    nodes: Sequence[tuple[Sequence[int], Mapping[str, int]]]
    refs: Sequence[str]
    light: frozenset[str]  # stems that are passed over


class Hit(NamedTuple):
    """Words `start` up to `end` (not included) are a wording of `ref`."""

    start: int
    end: int
    ref: str


def build(pairs: Iterable[tuple[Sequence[str], str]], light: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The table as data, from (stems, reference).

    >>> build([(("the", "knee"), "place:knee")], frozenset(["the"]))
    {'nodes': [[[], {'knee': 1}], [[0], {}]], 'refs': ['place:knee']}
    """
    refs: dict[str, int] = {}
    root: _Node = ({}, {})
    for stems, ref in pairs:
        number = refs.setdefault(ref, len(refs))
        node = root
        for stem in [s for s in stems if s not in light] or stems:
            node = node[1].setdefault(stem, ({}, {}))
        node[0][number] = None
    nodes: list[list[Any]] = []
    _minimal(root, {}, nodes)
    return {"nodes": _from_root(nodes), "refs": list(refs)}


_Node = tuple[dict[int, None], dict[str, Any]]


def _minimal(node: _Node, same: dict[Any, int], nodes: list[list[Any]]) -> int:
    """The number of a node, shared with every node that has the same ends and the same followers."""
    followers = {stem: _minimal(child, same, nodes) for stem, child in node[1].items()}
    shape = (tuple(node[0]), tuple(followers.items()))
    number = same.get(shape)
    if number is None:
        number = same[shape] = len(nodes)
        nodes.append([list(node[0]), followers])
    return number


def _from_root(nodes: list[list[Any]]) -> list[list[Any]]:
    """Numbered from the root, which was finished last."""
    last = len(nodes) - 1
    return [[ends, {stem: last - n for stem, n in followers.items()}] for ends, followers in reversed(nodes)]


def load(data: Mapping[str, Any], light: frozenset[str] = frozenset()) -> Lexicon:
    """The table ready for use: nothing is copied."""
    return Lexicon(data["nodes"], data["refs"], light)


def find(lexicon: Lexicon, stems: Sequence[str]) -> list[Hit]:
    """Every occurrence of every wording.

    >>> table = load(build([(("knee",), "place:knee"), (("knee", "crease"), "place:behind-knee")]))
    >>> find(table, ("the", "knee", "crease"))
    [Hit(start=1, end=2, ref='place:knee'), Hit(start=1, end=3, ref='place:behind-knee')]
    """
    nodes, refs, light = lexicon.nodes, lexicon.refs, lexicon.light
    words = [(place, stem) for place, stem in enumerate(stems) if stem not in light] if light else list(enumerate(stems))
    first = nodes[0][1]
    hits: list[Hit] = []
    for begin, (start, stem) in enumerate(words):
        number = first.get(stem)
        following = begin + 1
        while number is not None:
            ends, followers = nodes[number]
            if ends:
                hits.extend(Hit(start, words[following - 1][0] + 1, refs[ref]) for ref in ends)
            if not followers or following == len(words):
                break
            number = followers.get(words[following][1])
            following += 1
    return hits


def whole(lexicon: Lexicon, words: Sequence[str]) -> str:
    """The reference of the wording that these words are from first to last; '' when they are none.

    >>> whole(load(build([(("go", "on"), "resume")])), ("go", "on"))
    'resume'
    """
    number: int | None = 0
    for word in words:
        number = lexicon.nodes[number or 0][1].get(word)
        if number is None:
            return ""
    ends = lexicon.nodes[number or 0][0]
    return lexicon.refs[ends[0]] if ends else ""
