"""'why?': the reason of what was just told, of what was left out, or of a refusal.

A statement may have its own reason in the content; without one, an entry's facet `why` tells why it is pressed at all, and a topic
that gives none is said to give none. Not here: what is left out (plans).
"""

from __future__ import annotations

from assistant.decide.naming import Named
from assistant.decide.state import Admit, Again, Chat, Decision, Guide, Steer, Tell, Warn
from assistant.decide.view import View, screening
from assistant.decide.ways import reasons
from assistant.model import REASON, Intent, Kind, Reply

WHY = "why"  # the facet
SCREENED = "why_screening"  # the phrase: why something is asked before a session


def why(view: View, intent: Intent, names: Named) -> Decision:
    """The reason of what is named, else of what was said last."""
    last = view.talk.last
    if not names.entries and screening(view) and isinstance(view.talk.last, Guide | Steer) and SCREENED in view.domain.phrases:
        return Chat(intent.id, SCREENED, Kind.ANSWER)
    if not names.entries and (own := _own_reason(view)):
        return Chat(intent.id, own, Kind.ANSWER)
    if not names.entries and refused(view):
        return Chat(intent.id, "why_refused", Kind.ANSWER)
    if not names.entries and isinstance(last, Warn) and last.then is None:
        return _of_warning(view, intent, last)
    told = view.talk.told
    if not names.entries and isinstance(told, Tell) and told.reply.do == "left_out":
        return Warn(tuple(dict.fromkeys(condition for _, condition in told.left_out)), True)
    if not names.entries and isinstance(told, Tell) and told.entries:
        if _has_reasons(view, told):
            return Again(REASON, told)
        topic = view.domain.entries[told.entries[0]]
        beside = next((f for f, statements in topic.facets.items() if reasons(statements)), "") if told.reply.entry else ""
        if beside and topic.id != view.domain.general:
            return Again(REASON, told._replace(reply=told.reply._replace(facets=(beside,))))
        if topic.kind != view.domain.subject and topic.id != view.domain.general and not told.reply.do:
            return Tell(intent.id, Reply(facets=(WHY,)), (topic.id,)) if WHY in topic.facets else Chat(intent.id, "why_nothing", Kind.ANSWER)
    return Tell(intent.id, Reply(facets=(WHY,)), names.entries or view.talk.focus or (view.domain.general,))


def _own_reason(view: View) -> str:
    """The phrase with the reason of the last answer, where the content has one: `why_no_dose` of `no_dose`."""
    last = view.talk.last
    phrase = f"{WHY}_{last.phrase}" if isinstance(last, Chat) else ""
    return phrase if phrase in view.domain.phrases else ""


def refused(view: View) -> bool:
    """Whether the last answer was that something is not covered, or not to be done."""
    last = view.talk.last
    if _own_reason(view):
        return True
    if isinstance(last, Admit):
        return not last.phrase.startswith("fallback")
    return isinstance(last, Chat) and last.kind is Kind.FALLBACK


def _of_warning(view: View, intent: Intent, last: Warn) -> Decision:
    """What stands against the entries that a condition leaves out; where it leaves out none, what it asks for once more."""
    out = tuple(dict.fromkeys(e for c in last.conditions for e in view.domain.conditions[c].leave_out))
    barred = tuple(e for e in out if e in last.entries) or out
    return Tell(intent.id, Reply(facets=("caution",)), barred) if 0 < len(barred) < len(view.domain.covered) else last._replace(fresh=True)


def _has_reasons(view: View, told: Tell) -> bool:
    domain = view.domain
    entries = [domain.entries[e] for e in told.entries]
    return any(reasons(entry.facets.get(f) or domain.entries[domain.general].facets.get(f, ())) for entry in entries for f in told.reply.facets)
