"""A table of wordings made from templates, without writing the wordings out.

It is a minimal acyclic automaton (Daciuk et al. 2000, here by hashing of the finished tree): a hundred thousand
wordings of a few templates share nearly all their nodes. Not here: finding them in a message (lexicon).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from assistant.templates import Choice, Slot, Template, Text, expand

Form = Callable[[str], tuple[str, ...]]  # a piece of text -> its stems
MOST_TOUCHING = 4000  # wordings of a template whose brackets stand inside words


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
