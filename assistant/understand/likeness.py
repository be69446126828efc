"""How much a message is like those that raised an alarm, word for word and part for part: a second ear beside the signs.

Signs hold only when all their parts were said. People find words nobody listed; what is left of such a message may still
sound like an emergency. Each word, part and cue has a weight learnt from the examples (knowledge/*/safety/examples.yaml);
their sum, divided by the root of their number, is compared with a threshold. Not here: learning (likeness_training)
and what follows from it (decide/safety).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise

from assistant.understand.cues import Scope
from assistant.understand.lexicon import Hit
from assistant.understand.shelves import Shelves
from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

NEVER = -99.0  # likeness where nothing was learnt


class Learnt(NamedTuple):
    """What the examples taught."""

    weights: Shelves
    bias: float
    telling: frozenset[str]  # parts that are found in alarms rather than elsewhere
    flags: Callable[[], Mapping[str, Mapping[str, float]]]  # what speaks for each flag: needed when something alarms


class Alike(NamedTuple):
    """How alarming a message sounds, and which of its parts are those of alarms."""

    score: float = NEVER
    parts: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()  # which flags it is like, the likeliest first; none where nothing alarms


def features(roots: Sequence[str], hits: Iterable[Hit], scopes: Iterable[Scope]) -> tuple[str, ...]:
    """What counts of a message: its words, pairs of neighbours, the parts of signs in it and the cues.

    >>> features(("numb", "seat"), [Hit(0, 1, "part:numb"), Hit(0, 1, "says:X#0")], [Scope("past", 0, 1, 1, 2)])
    ('w:numb', 'w:seat', 'w:numb_seat', 'part:numb', 'cue:past')
    """
    words = (*(f"w:{root}" for root in roots), *(f"w:{left}_{right}" for left, right in pairwise(roots)))
    return tuple(dict.fromkeys((*words, *(h.ref for h in hits if h.ref.startswith("part:")), *(f"cue:{s.cue}" for s in scopes))))


def alike(learnt: Learnt, found: Sequence[str]) -> Alike:
    """Judge the features of a message; features nobody has seen say nothing.

    >>> flags = {"A": {"w:numb": 1.5}, "B": {"w:leg": 0.9}}
    >>> from assistant.understand.shelves import shelved
    >>> weights = Shelves(shelved({"w:numb": "2", "part:numb": "1", "w:fine": "-3"}))
    >>> learnt = Learnt(weights, -1.0, frozenset({"numb"}), lambda: flags)
    >>> alike(learnt, ("w:numb", "part:numb", "w:zebra"))
    Alike(score=1.12, parts=('numb',), flags=('A', 'B'))
    """
    known = [float(weight) for name in found if (weight := learnt.weights.get(name))]
    if not known:
        return Alike()
    score = sum(known) / len(known) ** 0.5 + learnt.bias
    if score < 0:
        return Alike(round(score, 2))
    evident = tuple(name[5:] for name in found if name.startswith("part:") and name[5:] in learnt.telling)
    likely = {flag: sum(telling.get(name, 0.0) for name in found) for flag, telling in learnt.flags().items()}
    return Alike(round(score, 2), evident, tuple(sorted(likely, key=lambda flag: (-likely[flag], flag))))


def load(data: Mapping[str, Any]) -> Callable[[], Learnt]:
    """What `likeness_training` wrote, taken apart when the first message shows a part of a sign."""

    @cache
    def learnt() -> Learnt:
        rows = data["alarming"]
        return Learnt(Shelves(data["alarms"]), float(rows["bias"]), frozenset(rows["telling"].split()), flags)

    @cache
    def flags() -> Mapping[str, Mapping[str, float]]:
        pairs = {flag: row.split() for flag, row in data["alarming"]["flags"].items()}
        return {flag: dict(zip(row[::2], map(float, row[1::2]), strict=True)) for flag, row in pairs.items()}

    return learnt
