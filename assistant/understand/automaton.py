"""A table of wordings made from templates, without writing the wordings out.

It is a minimal acyclic automaton: the templates are laid side by side, made deterministic by the subset construction
(Rabin and Scott 1959), and equal nodes are shared as they are finished (Daciuk et al. 2000). A hundred thousand
wordings of a few templates share nearly all their nodes. Not here: finding them in a message (lexicon).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from assistant.templates import Choice, Slot, Template, Text, expand
from assistant.understand.lexicon import Node
from assistant.values import NamedTuple

Form = Callable[[str], tuple[str, ...]]  # a piece of text -> its stems
Row = tuple[list[int], dict[str, int]]  # of the table: references that end here, and the row behind each stem
MOST_TOUCHING = 4000  # wordings of a template whose brackets stand inside words


def build(pairs: Iterable[tuple[Template, str]], form: Form, light: frozenset[str] = frozenset()) -> list[Node]:
    """The nodes of the table, from (template, reference); `form` makes stems of a piece of text.

    >>> from assistant.templates import parse
    >>> build([(parse("[the] knee"), "place:knee")], lambda text: tuple(text.split()), frozenset(["the"]))
    [([], {'knee': 1}), (['place:knee'], {})]
    """
    refs: dict[str, int] = {}
    plain, root = _Node([], {}), _Node([], {})
    for template, ref in pairs:
        number = refs.setdefault(ref, len(refs))
        match template.parts:
            case (Text(text),):
                ends = [_planted(plain, form(text), light)]
            case _:
                ends = _grow([root], template, form, light)
        for node in ends:
            if node is not root and node is not plain:
                node.ends.append(number)
    return _table((plain, root), list(refs))


def of_wordings(pairs: Iterable[tuple[Sequence[str], str]], light: frozenset[str] = frozenset()) -> list[Node]:
    """The same of (stems, reference)."""
    refs: dict[str, int] = {}
    plain = _Node([], {})
    for stems, ref in pairs:
        node = _planted(plain, stems, light)
        if node is not plain:
            node.ends.append(refs.setdefault(ref, len(refs)))
    return _table((plain,), list(refs))


def _planted(root: _Node, stems: Sequence[str], light: frozenset[str]) -> _Node:
    """Where one wording leads in a tree of plain wordings. Its beginning is shared; that is not to be done where templates join again."""
    node = root
    for stem in stems:
        if stem not in light:
            following = node.after.get(stem)
            if following is None:
                following = node.after[stem] = [_Node([], {})]
            node = following[0]
    return node


def _grow(starts: list[_Node], template: Template, form: Form, light: frozenset[str]) -> list[_Node]:
    """Where a template leads from these nodes: all its wordings at once, none of them written out."""
    if _touches(template):
        # "minute[s]": pieces that make one word are written out
        wordings = dict.fromkeys(form(" ".join(words)) for words in expand(template, {}, MOST_TOUCHING))
        return _once(node for wording in wordings for node in _follow(starts, wording, light))
    for part in template.parts:
        match part:
            case Text(text):
                starts = _follow(starts, form(text), light)
            case Slot(name):
                starts = _follow(starts, (f"{{{name}}}",), light)
            case Choice(options, optional):
                reached = [node for option in options for node in _grow(starts, option, form, light)]
                starts = _once((*(starts if optional else ()), *reached))
            case _:
                raise ValueError("rules are put in before a table is built")
    return starts


def _once(nodes: Iterable[_Node]) -> list[_Node]:
    return list({id(node): node for node in nodes}.values())


def _follow(starts: list[_Node], stems: Sequence[str], light: frozenset[str]) -> list[_Node]:
    """One new node behind all starts: what follows is the same for all of them."""
    for stem in stems:
        if stem not in light:
            new = _Node([], {})
            for node in starts:
                node.after.setdefault(stem, []).append(new)
            starts = [new]
    return starts


def _touches(template: Template) -> bool:
    """Whether a bracket stands in the middle of a word."""
    for left, right in zip(template.parts, template.parts[1:], strict=False):
        ends = isinstance(left, Text) and not left.text[-1:].isspace()
        begins = isinstance(right, Text) and not right.text[:1].isspace()
        if (ends or not isinstance(left, Text)) and (begins or not isinstance(right, Text)) and (ends or begins):
            return True
    return any(_touches(option) for part in template.parts if isinstance(part, Choice) for option in part.options)


class _Node(NamedTuple):
    """A place in the templates; one stem may lead to several."""

    ends: list[int]  # references of the wordings that end here
    after: dict[str, list[_Node]]


def _table(roots: tuple[_Node, ...], refs: Sequence[str]) -> list[Node]:
    """The nodes of the minimal automaton of all that grows from these roots."""
    rows: list[Row] = []
    _number(roots, {}, {}, rows)
    return _from_root(rows, refs)


def _number(group: tuple[_Node, ...], known: dict[Any, int], same: dict[Any, int], rows: list[Row]) -> int:
    """The number of the places that one wording leads to, shared with every group that has the same ends and followers."""
    key = frozenset(map(id, group)) if len(group) > 1 else id(group[0])
    if key in known:
        return known[key]
    after = _after(group)
    followers = {stem: _number(after[stem], known, same, rows) for stem in sorted(after)}
    ends = sorted({number for node in group for number in node.ends})
    shape = (tuple(ends), tuple(followers.items()))
    if shape not in same:
        same[shape] = len(rows)
        rows.append((ends, followers))
    known[key] = same[shape]
    return known[key]


def _after(group: tuple[_Node, ...]) -> dict[str, tuple[_Node, ...]]:
    """The places behind each stem."""
    if len(group) == 1:
        return {stem: tuple(reached) for stem, reached in group[0].after.items()}
    after: dict[str, dict[int, _Node]] = {}
    for node in group:
        for stem, reached in node.after.items():
            after.setdefault(stem, {}).update((id(one), one) for one in reached)
    return {stem: tuple(places.values()) for stem, places in after.items()}


def _from_root(rows: list[Row], refs: Sequence[str]) -> list[Node]:
    """Numbered from the root, which was finished last; references by name, in the order in which they came."""
    last = len(rows) - 1
    return [([refs[end] for end in ends], {stem: last - number for stem, number in followers.items()}) for ends, followers in reversed(rows)]
