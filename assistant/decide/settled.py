"""One decision of several: an answer each, a wish with its position, what is grave before what is in passing.

Not here: which of the clauses are wanted at all (kept).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide import plans
from assistant.decide.bare import bare
from assistant.decide.naming import Named, named
from assistant.decide.ours import REFUSAL
from assistant.decide.state import Admit, Again, Ask, Chat, Decision, Guide, Several, Tell
from assistant.decide.view import ANCHORED, UNTIED, VERY_SURE, View, marked
from assistant.model import Kind

MOST_ANSWERS = 3  # in one reply
MANNERS = ("shorter", "simpler")  # 'in a nutshell, what is it?' asks nothing of what was told before


def settled(view: View, found: list[Decision], loose: Named | None, focus: tuple[str, ...]) -> Decision | None:
    """One decision of all; where only courtesies were understood, what was named beside them."""
    timed = next((d for d in found if isinstance(d, Guide) and d.minutes), None)
    if timed and not any(isinstance(d, Tell) and d.reply.facets and not d.reply.entry and not d.general for d in found):
        return timed._replace(values=named(view, view.heard.mentions).values)
    found = _in_position(view, found)
    if loose and all(isinstance(d, Chat) or _repeats_other(view, d, loose) for d in found) and (loose.entries or not _grave(found)):
        return bare(view, loose, focus) or _together(view, found)
    return _together(view, found)


def _in_position(view: View, found: list[Decision]) -> list[Decision]:
    """'guide me please, lying in bed': the position told beside the wish belongs to it, and is no question of its own."""
    guide = next((d for d in found if isinstance(d, Guide) and not d.values), None)
    if guide is None or marked(view):
        return found
    positions = plans.positions(view.domain, view.domain.covered, named(view, view.heard.mentions).values)
    if not positions:
        return found
    return [guide._replace(values=positions), *(d for d in found if d is not guide and not (isinstance(d, Tell) and set(d.values) & set(positions)))]


def _together(view: View, found: list[Decision]) -> Decision | None:
    """Several questions, several answers; courtesies and questions back only when they stand alone."""
    asked = [d for d in found if isinstance(d, Tell | Guide)]
    only_said = {*MANNERS, *(("again",) if any(_of_another(view, d) for d in asked) else ())} if asked else set()
    told: list[Decision] = [d for d in found if isinstance(d, Tell | Guide) or (isinstance(d, Again) and d.how not in only_said)]
    grave = _grave(found)
    if grave and (all(_in_passing(view, d) or _faint(d) for d in told) or _beside_session(grave[0], told)):
        return grave[0]
    if not told:
        told.extend([d for d in found if isinstance(d, Admit)][:1])
    if len(told) > 1:
        told = _merged(told)
    if told:
        return told[0] if len(told) == 1 else Several(tuple(told[:MOST_ANSWERS]))
    refused = [d for d in found if isinstance(d, Chat) and d.kind is Kind.FALLBACK]
    return next(iter((*grave, *refused, *(d for d in found if isinstance(d, Ask)), *found)), None)


def _beside_session(grave: Chat, told: Sequence[Decision]) -> bool:
    """'can I skip my tablets and do the points instead?': what is cautioned outweighs a wish to begin."""
    return grave.kind is Kind.CAUTION and all(isinstance(d, Guide) for d in told)


def _repeats_other(view: View, decision: Decision, loose: Named) -> bool:
    """'I beg your pardon, I meant the other one': who names another entry does not want to hear the last answer again."""
    return isinstance(decision, Again) and decision.how == "again" and bool(loose.entries) and set(loose.entries).isdisjoint(view.talk.focus)


def _of_another(view: View, decision: Decision) -> bool:
    """The same, where something is asked of the other: 'sorry? Where is the other one?'"""
    return bool(view.talk.focus) and isinstance(decision, Tell) and bool(decision.entries) and set(decision.entries).isdisjoint(view.talk.focus)


def _grave(found: Sequence[Decision]) -> list[Chat]:
    """What is cautioned or refused with its reason: that outweighs what refuses anything."""
    grave = [d for d in found if isinstance(d, Chat) and d.kind in (Kind.CAUTION, Kind.FALLBACK) and d.phrase != REFUSAL]
    return sorted(grave, key=lambda d: d.kind is not Kind.CAUTION)


def _in_passing(view: View, decision: Decision) -> bool:
    """Whether it only tells of a topic or a routine that was named: 'may I take that pill when I do the routine?' asks about the pill."""
    if not isinstance(decision, Tell) or decision.reply.do != "overview":
        return False
    return decision.confidence <= ANCHORED and all(view.domain.entries[e].kind != view.domain.subject for e in decision.entries)


def _faint(decision: Decision) -> bool:
    """'this pill or that, which is better for a bad back?': of what is hardly read as a question about entries."""
    return isinstance(decision, Tell) and decision.confidence < UNTIED


def _merged(told: list[Decision]) -> list[Decision]:
    """The same question twice is one; a list or an overview gives way to the question that follows it."""
    out: list[Decision] = []
    for decision in told:
        if decision in out or any(
            isinstance(d, Tell) and isinstance(decision, Tell) and (d.reply, d.entries) == (decision.reply, decision.entries) for d in out
        ):
            continue
        out.append(decision)
    specific = [d for d in out if not (isinstance(d, Tell) and d.reply.do in ("overview", "list"))]
    topics = all(isinstance(d, Tell) and d.reply.entry for d in specific)  # 'which are the fist ones, and would a towel do?'
    return out if topics and any(isinstance(d, Tell) and d.reply.do == "list" and d.confidence >= VERY_SURE for d in out) else specific or out
