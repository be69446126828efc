"""What of a message is of our subject: beside what is told of another, only what is tied to ours counts.

Not here: what its clauses ask (clauses), and how several of them fit together (asked).
"""

from __future__ import annotations

from assistant.decide.naming import Named, named
from assistant.decide.readings import CERTAIN
from assistant.decide.state import Admit, Chat, Decision, Tell
from assistant.decide.view import SURE, UNTIED, VERY_SURE, View, helped_with, intent_of, marked, surely
from assistant.model import Kind
from assistant.understand.sentences import Clause
from assistant.values import NamedTuple

REFUSAL = "out_of_scope"  # the phrase that refuses anything


class Found(NamedTuple):
    """A clause and what it comes to."""

    clause: Clause
    decision: Decision


def of_ours(view: View, found: tuple[Found, ...]) -> tuple[Found, ...]:
    """Beside what is surely of another subject, only what is tied to ours: 'my card was refused. What do I do now?'"""
    if others := [one for one in found if _for_strange(view, one)]:
        return (others[0]._replace(decision=Chat(REFUSAL, REFUSAL, Kind.FALLBACK)),)
    strange = [clause for clause in view.heard.clauses if not (_tells_complaint(view, clause) or _names_ours(view, clause))]
    best = [clause.candidates[0] for clause in strange if clause.candidates]
    told = [clause for clause in view.heard.clauses if _tells_complaint(view, clause)]  # 'my back troubles me. What do you suggest?'
    ours = told or any(isinstance(one.decision, Tell) and named(view, one.clause.mentions).values for one in found if not one.clause.asks)
    elsewhere = max((c.confidence for c in best if intent_of(view, c).kind is Kind.FALLBACK), default=0.0)
    if ours or elsewhere < SURE:
        return found
    least = UNTIED if elsewhere >= VERY_SURE else 0.0
    return tuple(one for one in found if _tied(one.clause, least) or one.clause.mentions or _is_courtesy(one) or _goes_on(view, one))


def _for_strange(view: View, found: Found) -> bool:
    """'my card is worn out. Got a point for that?': asked for what was told in words that are none of ours."""
    decision = found.decision
    if not isinstance(decision, Tell) or decision.reply.do != "recommend" or decision.values or named(view, view.heard.mentions).anything:
        return False
    leads = any(s.cue == "pointing_back" and found.clause.start <= s.said < found.clause.end for s in view.heard.scopes)
    told = [clause for clause in view.heard.clauses if clause.end <= found.clause.start and not clause.asks]
    return leads and any(clause.foreign and not clause.anchors for clause in told) and not any(clause.anchors for clause in told)


def beside_complaint(view: View, found: tuple[Found, ...], loose: Named | None) -> tuple[Found, ...]:
    """Beside a complaint that is only told, what else is told asks nothing: 'legs are fine. I can not straighten up'."""
    if loose is None or not helped_with(view.domain, loose.values) or marked(view):
        return found
    sure = [one for one in found if surely(one.clause, CERTAIN)]
    return tuple(one for one in found if one.clause.asks or isinstance(one.decision, Chat) or one in sure)


def _goes_on(view: View, found: Found) -> bool:
    """'the cat walked over the keys. For how many minutes?': what is asked of what was talked of just before, in a wording of the content."""
    told = isinstance(view.talk.last, Tell | Admit) and bool(view.talk.focus) and isinstance(found.decision, Tell)
    return told and found.clause.asks and surely(found.clause)


def _tells_complaint(view: View, clause: Clause) -> bool:
    """'she is forty and just stiff': who tells a complaint of ours speaks of nothing else, whatever the other words."""
    return not clause.asks and bool(helped_with(view.domain, named(view, clause.mentions).values))


def _names_ours(view: View, clause: Clause) -> bool:
    """'my heart is set on all six': whether a clause names an entry of the subject, or a routine of them."""
    return any(m.kind == view.domain.subject or (m.id in view.domain.entries and view.domain.entries[m.id].parts) for m in clause.mentions)


def _tied(clause: Clause, least: float) -> bool:
    """Whether a clause is tied to the subject more than to another, and read as surely as that."""
    return clause.anchors > clause.foreign and any(c.confidence >= least for c in clause.candidates[:1])


def _is_courtesy(found: Found) -> bool:
    """Whether it is a fixed reply that says nothing of the subject: 'my card was refused. Is that normal?' is not about a body."""
    return isinstance(found.decision, Chat) and found.decision.kind != Kind.CAUTION
