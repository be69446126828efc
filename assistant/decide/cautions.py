"""What stands beside a caution: whether it speaks against what is asked, concerns it, or was asked at all.

Not here: which conditions a message shows (safety), and where a caution stands among the rules (ladder).
"""

from __future__ import annotations

from itertools import pairwise

from assistant.decide import joined, polar
from assistant.decide.case import Case
from assistant.decide.naming import named
from assistant.decide.state import Again, Ask, Decision, Guide, Several, Tell
from assistant.decide.view import View, advised

NOT_AGREED = frozenset(("denied", "hypothetical", "asked"))  # cues under which nobody has agreed
PLAIN = 0.95  # confidence from which what reads like a question is one, though it does not begin as one


def asked(view: View) -> bool:
    """Whether anything is asked at all: 'I pressed behind my knee and the leg has gone dead' is no question about the knee."""
    return any(clause.asks for clause in view.heard.clauses)


def unasked(case: Case, wanted: Decision | None) -> bool:
    """Whether an answer was only read into what somebody told of themselves: 'there is a cut on the back of my knee' asks nothing of the knee."""
    view = case.view
    if not isinstance(wanted, Tell) or asked(view) or (wanted.confidence >= PLAIN and opened(view)):
        return False
    told = [span for seen in case.signs.conditions for span in seen.spans]
    return all(any(start < m.end and m.start < end for start, end in told) for m in view.heard.mentions)


def opened(view: View) -> bool:
    """Whether a word that opens questions stands anywhere but behind the one who talks: 'I had a beer can I start', and not 'I have got'."""
    words = ["", *(token.text for token in view.heard.tokens)]
    openers, selves = view.domain.words.get("openers", {}), view.domain.words.get("selves", {})
    return any(word in openers and before not in selves for before, word in pairwise(words))


def against(view: View, conditions: tuple[str, ...], wanted: Decision | None) -> tuple[str, ...]:
    """The conditions that speak against the very thing that is asked about: a position or tool to be avoided, a routine of which
    a part is left out or to be cleared first, or all that would be recommended. What they say is the answer then, and nothing
    in favour of it beside them.
    """
    if not isinstance(wanted, Tell):
        return ()
    facets, attributes = set(wanted.reply.facets), view.domain.attributes
    named_ = {
        m.id
        for m in view.heard.mentions
        if m.kind in attributes and (attributes[m.kind].facet in facets or wanted.reply.do == "check" or wanted.reply.entry or polar.yes_or_no(view))
    }
    parts = {part for entry in wanted.entries for part in view.domain.entries[entry].parts}
    rules = [(id_, view.domain.conditions[id_]) for id_ in conditions]
    advice = set(advised(view.domain, wanted.entries, wanted.reply.facets)) if _recommends(view, wanted) else set()
    return tuple(
        id_
        for id_, rule in rules
        if named_ & {value for values in rule.avoid.values() for value in values}
        or (parts & {*rule.leave_out, *rule.ask_first} and _bare(view, wanted))
        or (advice and advice <= set(rule.leave_out))
    )


def _recommends(view: View, wanted: Tell) -> bool:
    """Whether a topic says which entry to take: the same that is told where a recommendation is wished for and nothing is named."""
    told = (wanted.reply.entry, wanted.reply.facets)
    replies = (view.domain.intents[id_].otherwise for id_ in view.domain.doing.get("recommend", ()))
    return any(told == (reply.entry, reply.facets) for reply in replies if reply)


def avoided(view: View, conditions: tuple[str, ...], wanted: Decision | None) -> tuple[str, ...]:
    """The conditions that speak against a tool or position named in a question that is not clear otherwise: 'might I still use my fists?'"""
    if isinstance(wanted, Tell | Guide | Several | Again) or not asked(view):
        return ()
    values = set(named(view, view.heard.mentions).values)
    return tuple(c for c in conditions if values & _avoiding(view, (c,)))


def unclear(view: View, conditions: tuple[str, ...], wanted: Decision | None) -> tuple[str, ...]:
    """The conditions that leave out an entry named where it is not clear what is asked of it; those under which somebody has to be asked
    first, where the question is whether it may be done.
    """
    if not (isinstance(wanted, Ask) and wanted.pending.kind == "meant"):
        return ()
    entries, may = set(named(view, view.heard.mentions).entries), any(polar.opens(view, clause) for clause in view.heard.clauses)
    rules = [(id_, view.domain.conditions[id_]) for id_ in conditions if entries]
    return tuple(id_ for id_, rule in rules if entries & set(rule.leave_out) or (may and ("all" in rule.ask_first or entries & set(rule.ask_first))))


def shunned(view: View, conditions: tuple[str, ...]) -> tuple[str, ...]:
    """The tools and positions named that these conditions speak against: 'are fists out then?'"""
    names = named(view, view.heard.mentions)
    return tuple(v for v in (*names.values, *names.excluded) if v in _avoiding(view, conditions))


def agreed(view: View) -> bool:
    """Whether a clinician is said to agree: of oneself, and not only perhaps."""
    return joined.said(view, "agreed", NOT_AGREED)


def _avoiding(view: View, conditions: tuple[str, ...]) -> set[str]:
    return {value for id_ in conditions for values in view.domain.conditions[id_].avoid.values() for value in values}


def _bare(view: View, wanted: Tell) -> bool:
    """Whether an entry is asked about as a whole."""
    return wanted.intent in {kind["bare"] for kind in view.domain.kinds.values()}


def concerns(view: View, condition: str, wanted: Decision | None) -> bool:
    """Whether a known condition stands in the way of what is wanted: of doing, not of knowing."""
    if not isinstance(wanted, Tell) or not (wanted.entries or wanted.left_out):
        return False
    if wanted.reply.do == "left_out":
        return False  # what stands in the way is the answer
    rule = view.domain.conditions[condition]
    if condition in {left for _, left in wanted.left_out}:
        return True
    if set(wanted.values) & {v for values in rule.avoid.values() for v in values}:
        return True
    if set(wanted.entries) & set(rule.leave_out) and any(polar.opens(view, clause) for clause in view.heard.clauses if clause.asks):
        return True  # 'so can I do that one?' is not answered with its place
    if wanted.reply.do in ("overview", "figure") and set(wanted.entries) & set(rule.leave_out):
        return True  # what is told of one in short says how long to press it, and who sees where it is wants to
    if set(wanted.reply.facets) & set(view.domain.leading) and set(wanted.entries) & set(rule.leave_out):
        return True  # who asks for the place means to press it
    may = bool(wanted.reply.entry) and polar.yes_or_no(view)  # 'may I press it for her?' is told by a topic, and wants to do it
    if wanted.reply.do not in ("", "recommend", "check") or (set(wanted.reply.facets) & set(view.domain.knowing) and not may):
        return False
    entries = {*wanted.entries, *wanted.about, *advised(view.domain, wanted.entries, wanted.reply.facets)}
    asks = ("all" in rule.ask_first or bool(entries & set(rule.ask_first))) and condition not in view.talk.agreed
    return bool(entries & set(rule.leave_out)) or asks
