"""How much a message is like those that raised an alarm, word for word and part for part: a second ear beside the signs.

Signs hold only when all their parts were said. People find words nobody listed; what is left of such a message may still
sound like an emergency. Each word, part and cue has a weight learnt from the examples (knowledge/*/safety/examples.yaml);
their sum, divided by the root of their number, is compared with a threshold. Not here: learning (likeness_training)
and what follows from it (decide/safety).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise

from assistant.understand.cues import Scope
from assistant.understand.lexicon import Hit
from assistant.understand.shelves import Shelves
from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

NEVER = -99.0  # likeness where nothing was learnt
MOST_WEIGHTS = 2_000  # of features, kept ready


class Flags(NamedTuple):
    """What speaks for which flag."""

    ids: tuple[str, ...]
    speaking: Callable[[str], Iterable[tuple[str, float]]]  # feature -> flags, and how much it speaks for each


class Learnt(NamedTuple):
    """What the examples taught."""

    weights: Callable[[Iterable[str]], Iterable[float]]  # features -> the weights of those that have one
    bias: float
    telling: frozenset[str]  # parts that are found in alarms rather than elsewhere
    flags: Callable[[], Flags]  # needed when something alarms


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
    words, pairs = [f"w:{root}" for root in roots], [f"w:{left}_{right}" for left, right in pairwise(roots)]
    return tuple(dict.fromkeys(words + pairs + [hit.ref for hit in hits if hit.ref.startswith("part:")] + [f"cue:{scope.cue}" for scope in scopes]))


def judged(learnt: Learnt, said: Sequence[tuple[float, Sequence[str]]]) -> Alike:
    """Judge a message, or the most alarming of its parts: each has its features, and what is taken off its score.

    >>> speaking = {"w:numb": [("A", 1.5)], "w:leg": [("B", 0.9)]}
    >>> flags = Flags(("A", "B"), lambda name: speaking.get(name, ()))
    >>> weights = {"w:numb": 2.0, "part:numb": 1.0}
    >>> learnt = Learnt(lambda names: [weights[name] for name in names if name in weights], -1.0, frozenset({"numb"}), lambda: flags)
    >>> judged(learnt, [(0.0, ("w:numb", "part:numb", "w:zebra")), (0.5, ("w:numb",))])
    Alike(score=1.12, parts=('numb',), flags=('A', 'B'))
    """
    scores = [round(_score(learnt, found) - less, 2) for less, found in said]
    best = max(scores)
    found = said[scores.index(best)][1]
    if best < 0:
        return Alike(best)
    evident = tuple(name[5:] for name in found if name.startswith("part:") and name[5:] in learnt.telling)
    flags = learnt.flags()
    likely = dict.fromkeys(flags.ids, 0.0)
    for flag, amount in chain.from_iterable(map(flags.speaking, found)):
        likely[flag] += amount
    return Alike(best, evident, tuple(sorted(likely, key=lambda flag: (-likely[flag], flag))))


def _score(learnt: Learnt, found: Sequence[str]) -> float:
    """How alarming features are; those nobody has seen say nothing."""
    known = list(learnt.weights(found))
    return sum(known) / len(known) ** 0.5 + learnt.bias if known else NEVER


def load(data: Mapping[str, Any]) -> Callable[[], Learnt]:
    """A function that reads what `likeness_training` wrote; called when the first message shows a part of a sign."""

    @cache
    def learnt() -> Learnt:
        rows, texts = data["alarming"], Shelves(data["alarms"])
        weigh = lru_cache(MOST_WEIGHTS)(lambda name: float(texts.get(name) or 0))
        return Learnt(lambda names: filter(None, map(weigh, texts.worth(names))), float(rows["bias"]), frozenset(rows["telling"].split()), flags)

    @cache
    def flags() -> Flags:
        texts: dict[str, str] = {}  # as text: few of thousands are ever asked for
        for flag, row in data["alarming"]["flags"].items():
            pairs = row.split()
            for name, amount in zip(pairs[::2], pairs[1::2], strict=True):
                texts[name] = f"{texts.get(name, '')} {flag} {amount}"

        def speaking(name: str) -> Iterable[tuple[str, float]]:
            pairs = texts.get(name, "").split()
            return zip(pairs[::2], map(float, pairs[1::2]), strict=True)

        return Flags(tuple(data["alarming"]["flags"]), speaking)

    return learnt
