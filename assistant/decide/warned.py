"""What the person said of themselves stands in front of what they asked: a rung of the ladder by itself.

Not here: which conditions a message shows (safety), and what stands beside a caution (cautions).
"""

from __future__ import annotations

from assistant.decide import cautions, persons
from assistant.decide.case import Case
from assistant.decide.state import Chat, Decision, Guide, See, Several, Tell, Warn
from assistant.decide.view import View
from assistant.decide.wanted import question
from assistant.model import Kind


def caution(case: Case) -> Decision | None:
    """What the person said of themselves now or before stands in front of what they asked."""
    view = case.view
    if cautions.agreed(view) and view.talk.facts and not cautions.asked(view):
        return Chat("agreed", "agreed_ok", Kind.SOCIAL)
    fresh = tuple(c for c in case.signs.conditions if view.domain.conditions[c.id].level == "caution")
    facts = dict.fromkeys(f.condition for f in persons.facts(view))
    known = tuple(id_ for id_ in facts if view.domain.conditions[id_].level == "caution")
    wanted = question(case) if fresh or case.signs.soon or known else None
    if fresh and not (_of_entries(view, wanted) and all(c.id in facts for c in fresh)):  # what was said before is not told again
        whose = "other" if any("other" in c.cues for c in fresh) else ""
        ids = tuple(c.id for c in fresh)
        return Warn(ids, True, _entries_of(wanted), None if cautions.against(view, ids, wanted) or cautions.unasked(case, wanted) else wanted, whose)
    told = {span for c in fresh for span in c.spans}
    for flag in case.signs.soon:
        if told.issuperset(flag.spans):
            continue  # nothing but what was said before
        return See(flag.id, "other" if "other" in flag.cues else "", wanted if isinstance(wanted, Tell) and cautions.asked(view) else None)
    if isinstance(wanted, Several):
        minded = tuple(_minding(view, known, part) or part for part in wanted.parts)
        return Several(minded) if minded != wanted.parts else None
    return _minding(view, known, wanted)


def _of_entries(view: View, wanted: Decision | None) -> bool:
    """Whether something is wanted of entries of the subject, and not what to think of a situation."""
    if isinstance(wanted, Several):
        return all(_of_entries(view, part) for part in wanted.parts)
    entries = wanted.entries if isinstance(wanted, Tell) and not wanted.reply.entry else ()
    return isinstance(wanted, Guide) or any(view.domain.entries[e].kind == view.domain.subject for e in entries)


def _minding(view: View, known: tuple[str, ...], wanted: Decision | None) -> Warn | None:
    """What is known of the person before one thing they want, where it stands in its way."""
    if against := cautions.against(view, known, wanted):
        return Warn(against, True, _entries_of(wanted), without=cautions.shunned(view, against))
    if avoided := cautions.avoided(view, known, wanted):
        return Warn(avoided, True, without=cautions.shunned(view, avoided))
    if unclear := cautions.unclear(view, known, wanted):
        return Warn(unclear, True)
    concerned = tuple(c for c in known if cautions.concerns(view, c, wanted))
    return Warn(concerned, False, _entries_of(wanted), wanted) if concerned else None


def _entries_of(wanted: Decision | None) -> tuple[str, ...]:
    return wanted.entries if isinstance(wanted, Tell | Guide) else ()
