"""Many wordings and where they occur in a row of words.

One kind of table serves names, values, parts of signs and cues. Wordings are compared by stems, without light words
("the", "my"), so that 'behind my knees' finds 'behind the knee'. They are kept as a minimal acyclic automaton (Daciuk et
al. 2000, by hashing of the finished tree): a hundred thousand wordings of a few templates share nearly all their nodes.
Not here: which of several overlapping finds counts (mentions) and what it changes (cues).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from assistant.templates import Choice, Slot, Template, Text, expand

Form = Callable[[str], tuple[str, ...]]  # a piece of text -> its stems
MOST_TOUCHING = 4000


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


def build(pairs: Iterable[tuple[Template, str]], form: Form, light: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The table as data, from (template, reference); `form` makes stems of a piece of text.

    >>> from assistant.templates import parse
    >>> build([(parse("[the] knee"), "place:knee")], lambda text: tuple(text.split()), frozenset(["the"]))
    {'nodes': ['|knee 1', '0|'], 'refs': ['place:knee']}
    """
    refs: dict[str, int] = {}
    root: _Node = ({}, {})
    for template, ref in pairs:
        number = refs.setdefault(ref, len(refs))
        for node in _grow([root], template, form, light):
            if node is not root:
                node[0][number] = None
    nodes: list[list[Any]] = []
    _minimal(root, {}, nodes)
    return {"nodes": _from_root(nodes), "refs": list(refs)}


def _grow(starts: list[_Node], template: Template, form: Form, light: frozenset[str]) -> list[_Node]:
    """Where a template leads from these nodes: all its wordings at once, none of them written out."""
    if _touches(template):
        # "minute[s]": pieces that make one word are written out
        wordings = [" ".join(words) for words in expand(template, {}, MOST_TOUCHING)]
        return [node for wording in wordings for node in _follow(starts, form(wording), light)]
    for part in template.parts:
        match part:
            case Text(text):
                starts = _follow(starts, form(text), light)
            case Slot(name):
                starts = _follow(starts, (f"{{{name}}}",), light)
            case Choice(options, optional):
                reached = [node for option in options for node in _grow(starts, option, form, light)]
                starts = list({id(node): node for node in (*(starts if optional else ()), *reached)}.values())
            case _:
                raise ValueError("rules are put in before a table is built")
    return starts


def _follow(starts: list[_Node], stems: Sequence[str], light: frozenset[str]) -> list[_Node]:
    for stem in stems:
        if stem not in light:
            starts = [node[1].setdefault(stem, ({}, {})) for node in starts]
    return starts


def _touches(template: Template) -> bool:
    """Whether a bracket stands in the middle of a word."""
    for left, right in zip(template.parts, template.parts[1:], strict=False):
        ends = isinstance(left, Text) and not left.text[-1:].isspace()
        begins = isinstance(right, Text) and not right.text[:1].isspace()
        if (ends or not isinstance(left, Text)) and (begins or not isinstance(right, Text)) and (ends or begins):
            return True
    return any(_touches(option) for part in template.parts if isinstance(part, Choice) for option in part.options)


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


def _from_root(nodes: list[list[Any]]) -> list[str]:
    """Numbered from the root, which was finished last; each as text."""
    last = len(nodes) - 1
    return [
        f"{' '.join(map(str, ends))}|{' '.join(f'{stem} {last - n}' for stem, n in followers.items())}" for ends, followers in reversed(nodes)
    ]


def load(data: Mapping[str, Any], light: frozenset[str] = frozenset()) -> Lexicon:
    """The table ready for use: nothing is copied."""
    return Lexicon(data["nodes"], data["refs"], light, {})


def find(lexicon: Lexicon, stems: Sequence[str]) -> list[Hit]:
    """Every occurrence of every wording.

    >>> from assistant.templates import parse
    >>> table = load(build([(parse("knee"), "place:knee"), (parse("knee crease"), "place:behind-knee")], lambda text: tuple(text.split())))
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

    >>> from assistant.templates import parse
    >>> whole(load(build([(parse("go on"), "resume")], lambda text: tuple(text.split()))), ("go", "on"))
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
