"""Tables of many wordings, and where these occur in a row of words.

One kind of table serves names, values, parts of signs and cues. Wordings are compared by stems, without light words
("the", "my"), so that 'behind my knees' finds 'behind the knee'. They are kept as a minimal acyclic automaton.
Not here: how the table is made (automaton), which of several overlapping finds counts (mentions) and what it changes (cues).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import accumulate

from assistant.content.sections import Texts, raw
from assistant.understand.normalise import SENTENCE_ENDS, Token
from assistant.values import NamedTuple

_NODES, _FIRST, _LINES = 300, 2_500, 1_000  # kept ready: nodes of a table, first stems of a table, line beginnings of all tables
_NEAR = 1_000  # bytes; a line is looked for by halves down to so many, then from first to last

_hit = tuple.__new__  # a message has a hundred finds, and no field of one is left out

Node = tuple[list[str], Mapping[str, int]]  # references that end here; stem -> number of the following node


class Place(NamedTuple):
    """A node in the text of a table."""

    refs: tuple[str, ...]  # that end here
    head: int  # where the line before its followers ends
    end: int  # where they end; at the head where there are none


class Table(NamedTuple):
    """The nodes in one text, as `written` made them: a dict for each would take ten times the memory."""

    text: bytes
    node: Callable[[int], Place]  # by its number; some are kept, for the same words come again and again
    first: Callable[[str], int]  # the node that a stem leads to from node 0, where every wording begins; 0 where none begins so


class Lexicon(NamedTuple):
    """A table, read when the first message is looked through."""

    table: Callable[[], Table]
    light: frozenset[str]  # stems that are passed over


class Hit(NamedTuple):
    """Words `start` up to `end` (not included) are a wording of `ref`."""

    start: int
    end: int
    ref: str


def written(nodes: Iterable[Node]) -> list[str]:
    """Nodes as texts: a line of references, then a line for each stem with the number of the following node.

    >>> written([([], {"knee": 1}), (["place:knee"], {})])
    ['\\nknee\\t1\\n', 'place:knee\\n']
    """
    return ["\t".join(ends) + "\n" + "".join([f"{stem}\t{number}\n" for stem, number in followers.items()]) for ends, followers in nodes]


def load(nodes: Sequence[str], light: frozenset[str] = frozenset()) -> Lexicon:
    """The table of nodes that `written` made; read when it is first used."""

    @cache
    def table() -> Table:
        if isinstance(nodes, Texts):
            text, ends = nodes.lines.all(), nodes.lines.ends
        else:
            lines = [f"{node}\n".encode() for node in nodes]
            text, ends = b"".join(lines), list(accumulate(map(len, lines)))
        return Table(text, lru_cache(_NODES)(partial(_place, text, ends)), lru_cache(_FIRST)(partial(_first, text, ends[0])))

    return Lexicon(table, light)


def _place(text: bytes, ends: Sequence[int], number: int) -> Place:
    """Look up a node by its number."""
    start, end = ends[number - 1], ends[number] - 1
    head = text.index(b"\n", start)
    return Place(tuple(text[start:head].decode().split("\t")) if head > start else (), head, end if head + 1 < end else head)


def _first(text: bytes, end: int, stem: str) -> int:
    """The node that a stem leads to from node 0, whose text ends at `end`: a binary search, for it has thousands of sorted lines."""
    line, low, high = _line(stem), text.index(b"\n"), end
    while high - low > _NEAR:
        middle = text.rfind(b"\n", low, (low + high) // 2)
        if middle == low:
            break
        low, high = (middle, high) if text[middle : middle + len(line)] <= line else (low, middle)
    at = text.find(line, low, high)
    return _number(text, at + len(line)) if at >= 0 else 0


Passed = Mapping[str, Sequence[tuple[tuple[str, ...], str]]]  # first stem -> the stems passed over, and the one they must follow
NOTHING: Passed = {}


def find(lexicon: Lexicon, stems: Sequence[str], passed: Passed = NOTHING) -> list[Hit]:
    """Every occurrence of every wording; `passed` stems may interrupt one, each behind any stem ("") or behind a certain one.

    >>> table = load(written([([], {"not": 1}), ([], {"feel": 2}), (["numb"], {})]))
    >>> small = {"really": [(("really",), "")], "i": [(("i",), "can")], "a": [(("a", "bit"), "")]}
    >>> find(table, ("not", "really", "feel"), small), find(table, ("not", "i", "feel"), small)
    ([Hit(start=0, end=3, ref='numb')], [])
    >>> find(table, ("not", "a", "bit", "feel"), small), find(table, ("not", "a", "feel"), small)
    ([Hit(start=0, end=4, ref='numb')], [])

    >>> table = load(written([([], {"knee": 1}), (["place:knee"], {"crease": 2}), (["place:behind-knee"], {})]))
    >>> find(table, ("the", "knee", "crease"))
    [Hit(start=1, end=2, ref='place:knee'), Hit(start=1, end=3, ref='place:behind-knee')]
    """
    text, node, first = lexicon.table()
    heavy = [place for place, stem in enumerate(stems) if stem not in lexicon.light] if lexicon.light else range(len(stems))
    words = [stems[place] for place in heavy] if lexicon.light else stems
    count = len(words)
    hits: list[Hit] = []
    for begin, stem in enumerate(words):
        if not (begun := first(stem)):
            continue
        start = heavy[begin]
        ways = [(begun, begin + 1)]
        for number, following in ways:  # grows while it is walked: a word may go on with a wording and interrupt another
            refs, head, end = node(number)
            if refs:
                until = heavy[following - 1] + 1
                hits += [_hit(Hit, (start, until, ref)) for ref in refs]
            if head == end:
                continue
            while following < count:
                word = words[following]
                line = _line(word)
                if (at := text.find(line, head, end)) >= 0:
                    ways.append((_number(text, at + len(line)), following + 1))
                over = _passes(words, following, passed) if word in passed else 0
                if not over:
                    break
                following += over
    return hits


@lru_cache(_LINES)
def _line(stem: str) -> bytes:
    """The beginning of the line that has the node behind a stem."""
    return b"\n%b\t" % stem.encode()


def _number(text: bytes, start: int) -> int:
    """The number from `start` to the end of its line."""
    return int(text[start : text.index(b"\n", start)])


def _passes(words: Sequence[str], place: int, passed: Passed) -> int:
    """How many stems from a place on may stand inside a wording although they lead nowhere."""
    for stems, before in passed[words[place]]:
        if before in ("", words[place - 1]) and tuple(words[place : place + len(stems)]) == stems:
            return len(stems)
    return 0


def within_sentences(hits: Sequence[Hit], tokens: Sequence[Token]) -> list[Hit]:
    """The finds that do not run over the end of a sentence."""
    ends = [i for i, token in enumerate(tokens) if token.stop and token.stop in SENTENCE_ENDS]
    return [hit for hit in hits if bisect_left(ends, hit.start) == bisect_left(ends, hit.end - 1)] if ends else list(hits)


class Wordings(NamedTuple):
    """A table in which only whole wordings are looked up: a message needs a few nodes of it, so each is read by itself."""

    first: Callable[[str], int]  # as in a table that is walked
    node: Callable[[int], bytes]
    light: frozenset[str]


def wordings(nodes: Sequence[str], light: frozenset[str] = frozenset()) -> Wordings:
    """A table for `whole`: each node is read when it is needed, not all of them at once."""

    node = raw(nodes)

    @cache
    def beginning() -> bytes:
        return node(0)

    @lru_cache(_FIRST)
    def first(stem: str) -> int:
        return _first(beginning(), len(beginning()), stem)

    return Wordings(first, lru_cache(_NODES)(node), light)


def whole(known: Wordings, stems: Sequence[str]) -> tuple[str, ...]:
    """The references of the wording that these stems are from first to last; none when they are no wording.

    >>> whole(wordings(written([([], {"go": 1}), ([], {"on": 2}), (["resume"], {})])), ("go", "on"))
    ('resume',)
    """
    words = [stem for stem in stems if stem not in known.light]
    number = known.first(words[0]) if words else 0
    for stem in words[1:]:
        if not number:
            return ()
        line, text = _line(stem), known.node(number)
        at = text.find(line, text.index(b"\n"))
        number = _number(text, at + len(line)) if at >= 0 else 0
    ends = known.node(number).partition(b"\n")[0].decode() if number else ""
    return tuple(ends.split("\t")) if ends else ()
