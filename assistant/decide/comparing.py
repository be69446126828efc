"""Two entries beside each other by a number: 'is it higher or lower than the other?', 'which one do I hold longer?'

Not here: the entry with the most of something (questions), and the words of the answer (respond.compose).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide.view import View, padded
from assistant.model import Measure
from assistant.values import NamedTuple

MORE, LESS = "more", "less"
EXTREMES = {MORE: "most", LESS: "least"}


class Compared(NamedTuple):
    """How two entries compare: the first has more or less of a measure than the second, or as much."""

    entries: tuple[str, str]
    measure: str
    end: str  # more, less; '' as much
    answer: str  # yes, no; '' where neither was asked for
    alike: bool = False  # it was asked whether there is as much: 'are they equally high?'


def compared(view: View, entries: Sequence[str]) -> Compared | None:
    """By which measure two entries are compared in a message, and what comes of it; None where no word of it compares."""
    spoken = padded(view)
    closest = _closest(view, spoken)
    return _by(view, closest, entries, spoken) if closest else None


def extreme(view: View) -> str:
    """The measure of which most or least is asked for where it is only said with 'more' or 'less': 'which is further out?' of all there are."""
    spoken = padded(view)
    closest = _closest(view, spoken)
    ends = _ends(closest, spoken) if closest else ()
    return f"{closest.id}+{EXTREMES[ends[0]]}" if closest and len(ends) == 1 else ""


def _closest(view: View, spoken: str) -> Measure | None:
    """The measure whose words fit best: 'further down' is no distance."""
    sizes = {measure.id: _longest(spoken, (*measure.more, *measure.less, *measure.same)) for measure in view.domain.measures.values()}
    closest = max(sizes, key=lambda id_: sizes[id_], default="")
    return view.domain.measures[closest] if closest and sizes[closest] else None


def aspect(view: View, entries: Sequence[str]) -> str:
    """The one facet in which entries are compared: 'are they held for the same time?'; '' where none is named."""
    helping = {a.id for a in view.domain.attributes.values() if a.helps}
    named = {place for m in view.heard.mentions if m.kind in helping or m.kind == view.domain.subject for place in range(m.start, m.end)}
    named |= {place for scope in view.heard.scopes if scope.cue == "excluded" for place in range(scope.start, scope.end)}  # 'the time, not the place'
    facets = [view.domain.words.get("aspects", {}).get(token.text, "") for place, token in enumerate(view.heard.tokens) if place not in named]
    wanted = [facet for facet in dict.fromkeys(facets) if facet and all(view.domain.entries[e].facets.get(facet) for e in entries)]
    return wanted[0] if len(wanted) == 1 else ""


def _longest(spoken: str, words: Sequence[str]) -> int:
    return max((len(word) for word in words if f" {word} " in spoken), default=0)


def _ends(measure: Measure, spoken: str) -> tuple[str, ...]:
    """The ends of a measure that are named: one, both ('higher or lower') or none."""
    return tuple(end for end, words in ((MORE, measure.more), (LESS, measure.less)) if any(f" {word} " in spoken for word in words))


def _by(view: View, measure: Measure, entries: Sequence[str], spoken: str) -> Compared | None:
    one, other = entries[:2]
    ends = _ends(measure, spoken)
    first, second = (view.domain.entries[e].numbers.get(measure.id) for e in (one, other))
    if first is None or second is None:
        return None
    alike = _longest(spoken, measure.same) > _longest(spoken, (*measure.more, *measure.less))
    if first == second:
        return Compared((one, other), measure.id, "", "", alike)
    truth = MORE if first > second else LESS
    if alike:
        return Compared((one, other), measure.id, truth, "no", alike)
    choosing = any(view.domain.words.get("selecting", {}).get(token.text) for token in view.heard.tokens)
    if choosing and len(ends) == 1:
        return Compared((one, other) if truth == ends[0] else (other, one), measure.id, ends[0], "")
    return Compared((one, other), measure.id, truth, "" if len(ends) > 1 else "yes" if truth == ends[0] else "no")
