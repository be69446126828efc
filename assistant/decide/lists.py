"""Lists of entries: those that have what is named, those that have not, and each of several kinds apart.

Not here: which of them is recommended (doing), and how a list is worded (respond).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide import naming, polar, talked
from assistant.decide.naming import EXCLUDING, Named
from assistant.decide.plans import positions
from assistant.decide.state import Decision, Several, Tell
from assistant.decide.view import ANCHORED, View, covered, has, having, intent_doing, is_entry, says, wider
from assistant.model import Entry, Intent, Reply
from assistant.understand.sentences import Clause


def listed(view: View, intent: Intent, names: Named) -> Decision:
    """The entries that have all the values named; all of them when none is."""
    apart = _set_apart(view)
    among = [e for e in covered(view.domain) if e.id not in names.excluded and not any(has(view.domain, e, value) for value in apart)]
    names = names._replace(values=tuple(value for value in without_twofold(view, names.values) if value not in apart))
    if not names.values:
        return Tell(intent.id, intent.reply, tuple(e.id for e in among))
    told = talked.among(view)
    found = having(view.domain, names.values, [e for e in among if e.id in told]) or having(view.domain, names.values, among)
    rest = tuple(e.id for e in among if e.id not in found)
    if found and rest and _of_all(view, names):
        facet = view.domain.attributes[view.domain.values[names.values[0]].attribute].facet or "summary"
        return Tell(intent.id, Reply(facets=(facet,), do="check"), rest, names.values, "no")  # 'all six are on the back, right?'
    if len(names.values) > 1 and (each := _each_apart(view, intent, names.values)):
        return Several(each)
    if not found:  # what is said not to be meant is there all the same, and 'none' would be wrong
        found = most_fitting(view, names) if len(names.values) > 1 else having(view.domain, names.values, covered(view.domain))
    return Tell(intent.id, intent.reply, found, names.values)


def _each_apart(view: View, intent: Intent, values: Sequence[str]) -> tuple[Tell, ...]:
    """'which want thumbs and which want fists?': a list for each of several values of one kind that no entry has two of."""
    one_kind = len({view.domain.values[value].attribute for value in values}) == 1
    found = [Tell(intent.id, intent.reply, having(view.domain, (value,), covered(view.domain)), (value,)) for value in values]
    listed = [entry for tell in found for entry in tell.entries]
    return tuple(found) if one_kind and all(tell.entries for tell in found) and len(listed) == len({*listed}) else ()


def _of_all(view: View, names: Named) -> bool:
    """'all six are on the back, right?', 'are all of them on the foot?'"""
    routine = any(view.domain.entries[other].parts for other in names.others)
    return (routine and polar.supposed(view)) or (talked.of_all(view) and polar.yes_or_no(view))


def remaining(view: View, clause: Clause, names: Named) -> Decision | None:
    """'which of them are not on the back?', 'is there any without fists?': the entries that do not have what is named."""
    if names.entries or not clause.asks:
        return None
    topics = [m for m in clause.mentions if m.cues & EXCLUDING and is_entry(view, m)]
    twofold = {value for m in topics for value in naming.also(view, m)}  # a topic and a value in one: 'not on that channel'
    if {*names.values} - twofold:
        return None
    telling = {a.id for a in view.domain.attributes.values() if a.describes or a.asks}  # places, tools, positions
    said = (*(v for v in names.excluded if v in view.domain.values), *sorted(twofold))
    without = tuple(v for v in said if view.domain.values[v].attribute in telling)
    if not without or not says(view, "selecting", clause.start, clause.end):
        return None
    intent = intent_doing(view, "list")
    rest = tuple(e.id for e in covered(view.domain) if not any(_needs(view, e, v) for v in without))
    return Tell(intent.id, Reply(do="list"), rest, without, confidence=ANCHORED) if intent and rest else None


def _needs(view: View, entry: Entry, value: str) -> bool:
    """Whether an entry has a value; of positions, whether it is guided in no other."""
    if not positions(view.domain, (entry.id,), (value,)):
        return has(view.domain, entry, value)
    return all(any(value in wider(view.domain, when) for when in plan.when) for plan in entry.plans)


def _set_apart(view: View) -> frozenset[str]:
    """What those that are wanted do not have: 'which of them are not on the foot?'"""
    apart = (m for m in view.heard.mentions if m.kind in view.domain.attributes and m.cues & EXCLUDING)
    return frozenset(m.id for m in apart if not naming.left_over(view, m))


def most_fitting(view: View, names: Named) -> tuple[str, ...]:
    """When nothing has every value: what has the first that anything has."""
    for value in names.values:
        found = having(view.domain, (value,), covered(view.domain))
        if found:
            return found
    return ()


def without_twofold(view: View, values: tuple[str, ...]) -> tuple[str, ...]:
    """Values without the place that a complaint names as well: an ache 'in my lower back' may be eased from the foot."""
    helping = {a.id for a in view.domain.attributes.values() if a.helps}
    twofold = {ref.partition(":")[2] for m in view.heard.mentions if m.kind in helping for ref in m.also}
    return tuple(v for v in values if v not in twofold)
