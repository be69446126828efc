"""A table of wordings made from templates, without writing the wordings out.

It is a minimal acyclic automaton: the templates are laid side by side, made deterministic by the subset construction
(Rabin and Scott 1959), and equal nodes are shared as they are finished (Daciuk et al. 2000). A hundred thousand
wordings of a few templates share nearly all their nodes. Not here: finding them in a message (lexicon).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant.expanding import expand
from assistant.templates import Choice, Slot, Template, Text
from assistant.understand.lexicon import Node

Form = Callable[[str], tuple[str, ...]]  # a piece of text -> its stems
Row = tuple[tuple[int, ...], tuple[tuple[str, int], ...]]  # of the table: references that end here, and the row behind each stem
Open = tuple[tuple[int, ...], list[tuple[str, int]]]  # a row that more may follow
Shared = dict[Row, int]  # finished rows, each once, with their numbers
MOST_TOUCHING = 4000  # wordings of a template whose brackets stand inside words


def build(pairs: Iterable[tuple[Template, str]], form: Form, light: frozenset[str] = frozenset()) -> list[Node]:
    """The nodes of the table, from (template, reference); `form` makes stems of a piece of text.

    >>> from assistant.templates import parse
    >>> build([(parse("[the] knee"), "place:knee")], lambda text: tuple(text.split()), frozenset(["the"]))
    [([], {'knee': 1}), (['place:knee'], {})]
    """
    refs: dict[str, int] = {}
    plain, root = _Node(), _Node()
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
    """The nodes of the table, from wordings that are stems already: (stems, reference).

    >>> of_wordings([(("stop",), "stop"), (("please", "stop"), "stop"), (("stop", "it"), "stop")])
    [([], {'please': 2, 'stop': 1}), (['stop'], {'it': 3}), ([], {'stop': 3}), (['stop'], {})]
    """
    refs: dict[str, int] = {}
    ends: dict[tuple[str, ...], set[int]] = {}
    for stems, ref in pairs:
        if heavy := tuple([stem for stem in stems if stem not in light]):
            ends.setdefault(heavy, set()).add(refs.setdefault(ref, len(refs)))
    return _from_root(_laid(ends), list(refs))


def _laid(ends: Mapping[tuple[str, ...], Iterable[int]]) -> Shared:
    """The rows of wordings that come in order: where one leaves the path of the one before, the rest of that path is finished."""
    shared: Shared = {}
    path: list[Open] = [((), [])]
    before: tuple[str, ...] = ()
    for stems in sorted(ends):
        common = 0
        while common < len(before) and before[common] == stems[common]:
            common += 1
        _finish(path, before, common, shared)
        path += [((), []) for _ in stems[common + 1 :]]
        path.append((tuple(sorted(ends[stems])), []))
        before = stems
    _finish(path, before, 0, shared)
    shared[(), tuple(path[0][1])] = len(shared)
    return shared


def _finish(path: list[Open], stems: tuple[str, ...], kept: int, shared: Shared) -> None:
    """Give the rows of a path their numbers, from its end up to where it is still open."""
    for stem in reversed(stems[kept:]):
        ends, followers = path.pop()
        path[-1][1].append((stem, shared.setdefault((ends, tuple(followers)), len(shared))))


def _planted(root: _Node, stems: Sequence[str], light: frozenset[str]) -> _Node:
    """Where one wording leads in the tree of plain wordings. Beginnings are shared; not so with templates, whose branches join again."""
    node = root
    for stem in stems:
        if stem not in light:
            following = node.after.get(stem)
            if following is None:
                following = node.after[stem] = [_Node()]
            node = following[0]
    return node


def _grow(starts: list[_Node], template: Template, form: Form, light: frozenset[str]) -> list[_Node]:
    """Where a template leads from these nodes: all its wordings at once, none of them written out."""
    end = _Node()
    if not _touches(template):
        return _grown(starts, template, form, light, end)
    # "minute[s]": pieces that make one word are written out
    wordings = dict.fromkeys(form(" ".join(words)) for words in expand(template, {}, MOST_TOUCHING))
    return _once(node for wording in wordings for node in _follow(starts, wording, light, end))


def _grown(starts: list[_Node], template: Template, form: Form, light: frozenset[str], end: _Node) -> list[_Node]:
    """Where a template leads whose pieces are all whole words. Its last words lead to `end`, where those of others may lead, too."""
    last = len(template.parts) - 1
    for place, part in enumerate(template.parts):
        behind = end if place == last else _Node()
        match part:
            case Text(text):
                starts = _follow(starts, form(text), light, behind)
            case Slot(name):
                starts = _follow(starts, (f"{{{name}}}",), light, behind)
            case Choice(options, optional):
                reached = [node for option in options for node in _grown(starts, option, form, light, behind)]
                starts = _once((*starts, *reached) if optional else reached)
            case _:
                raise ValueError("rules are put in before a table is built")
    return starts


def _once(nodes: Iterable[_Node]) -> list[_Node]:
    return list(dict.fromkeys(nodes))


def _follow(starts: list[_Node], stems: Sequence[str], light: frozenset[str], end: _Node) -> list[_Node]:
    """Where stems lead: one node behind all starts, for what follows is the same for all of them; `end` behind the last."""
    heavy = [stem for stem in stems if stem not in light]
    for place, stem in enumerate(heavy, 1):
        behind = end if place == len(heavy) else _Node()
        for node in starts:
            node.after.setdefault(stem, []).append(behind)
        starts = [behind]
    return starts


def _touches(template: Template) -> bool:
    """Whether a bracket stands in the middle of a word."""
    for left, right in zip(template.parts, template.parts[1:], strict=False):
        ends = isinstance(left, Text) and not left.text[-1:].isspace()
        begins = isinstance(right, Text) and not right.text[:1].isspace()
        if (ends or not isinstance(left, Text)) and (begins or not isinstance(right, Text)) and (ends or begins):
            return True
    return any(_touches(option) for part in template.parts if isinstance(part, Choice) for option in part.options)


class _Node:
    """A place in the templates; one stem may lead to several. It is only ever the same as itself, so places are kept in sets."""

    __slots__ = ("after", "ends")

    def __init__(self) -> None:
        self.ends: list[int] = []  # references of the wordings that end here
        self.after: dict[str, list[_Node]] = {}


def _table(roots: tuple[_Node, ...], refs: Sequence[str]) -> list[Node]:
    """The nodes of the minimal automaton of all that grows from these roots."""
    shared: Shared = {}
    _number(frozenset(roots), {}, shared)
    return _from_root(shared, refs)


def _number(places: frozenset[_Node], known: dict[frozenset[_Node], int], shared: Shared) -> int:
    """The row number of the places one wording leads to; all that have the same ends and followers share a row."""
    if places not in known:
        after = _after(places)
        followers = tuple([(stem, _number(frozenset(after[stem]), known, shared)) for stem in sorted(after)])
        ends = tuple(sorted({number for node in places for number in node.ends}))
        known[places] = shared.setdefault((ends, followers), len(shared))
    return known[places]


def _after(places: frozenset[_Node]) -> Mapping[str, Iterable[_Node]]:
    """The places behind each stem."""
    if len(places) == 1:
        (only,) = places
        return only.after
    after = defaultdict[str, list[_Node]](list)
    for node in places:
        for stem, reached in node.after.items():
            after[stem] += reached
    return after


def _from_root(shared: Shared, refs: Sequence[str]) -> list[Node]:
    """The rows as nodes: numbered from the root, which was finished last, and with their references by name."""
    last = len(shared) - 1
    return [([refs[end] for end in ends], {stem: last - number for stem, number in followers}) for ends, followers in reversed(shared)]
