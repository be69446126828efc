"""What is said of a session that goes on beside something else: after an answer in its middle, or when it was changed on the way.

A voice that was telling a step begins it again. Not here: moves (guidance), and when a session is changed (guided).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide.plans import Left
from assistant.decide.session import Phase, Session
from assistant.model import Domain, Kind
from assistant.respond.answer import Answer
from assistant.respond.opening import left_out
from assistant.respond.phrases import Phrases, duration, listed, name_of
from assistant.respond.steps import Words, both, joined, step_in_full


def going_on(domain: Domain, session: Session, answer: Answer, left: float, say: Phrases) -> Answer:
    """An answer in the middle of a session, and how the session goes on. A voice tells the step that it broke off again."""
    if session.phase is Phase.PAUSED:
        return halted(answer, say)._replace(offers=())
    if session.phase is Phase.HOLDING and left > 0:
        back = both(say("still_holding", left=duration(say, left)))
    else:
        back = both(say("still_session", name=domain.entries[session.step.entry].name))
    text, spoken = joined([(answer.text, answer.spoken), retold(domain, session, back, say)], "\n")
    return answer._replace(text=text, spoken=spoken, offers=())


def still_asking(answer: Answer, lost: bool, say: Phrases) -> Answer:
    """An answer while the question before a session is open, and that question; `lost`: nothing was understood, so it is asked again."""
    if answer.kind is Kind.CLARIFY:
        return answer
    asking = both(say("screening_after" if answer.kind is Kind.CAUTION else "screening_again"))
    if lost:
        return answer._replace(kind=Kind.CONTROL, text=asking[0], spoken=asking[1], offers=())
    text, spoken = joined([(answer.text, answer.spoken), asking], "\n")
    return answer._replace(text=text, spoken=spoken, offers=())


def halted(answer: Answer, say: Phrases) -> Answer:
    """An answer after which the session waits for a word."""
    text, spoken = joined([(answer.text, answer.spoken), both(say("session_interrupted"))], "\n")
    return answer._replace(text=text, spoken=spoken)


def retold(domain: Domain, session: Session, back: Words, say: Phrases) -> Words:
    """`back` as what is written; for a voice the step that was broken off, if one was."""
    return back if session.phase is not Phase.TELLING else (back[0], step_in_full(domain, session, say)[1])


def rerouted(domain: Domain, before: Session, session: Session, left: Sequence[Left], told: bool, say: Phrases) -> Words:
    """Another way through a session that has begun: what is left out now, and the step as it is to be done from here."""
    missing = both(left_out(domain, left, say, told))
    if session.phase is Phase.SCREENING:
        return joined([missing, both(say("screening_after"))])
    if session.phase is Phase.PAUSED:
        return joined([missing, both(say("session_interrupted"))])
    if session.step.entry != before.step.entry:
        return joined([missing, step_in_full(domain, session, say)])
    if session.step.plan != before.step.plan:
        return joined([missing, both(say("session_other_way")), step_in_full(domain, session, say)])
    back = both(say("still_session", name=domain.entries[session.step.entry].name))
    return joined([missing, both(_other_ways(domain, before, session, say)), retold(domain, session, back, say)])


def changes(domain: Domain, before: Session, session: Session, left: Sequence[Left], say: Phrases) -> str:
    """What a session that was changed leaves out, and what it does in another way."""
    return " ".join(filter(None, (left_out(domain, left, say, told=True), _other_ways(domain, before, session, say))))


def _other_ways(domain: Domain, before: Session, session: Session, say: Phrases) -> str:
    """Which entries are done in another way now than was planned."""
    ways = {(step.entry, step.plan) for step in before.steps}
    others = dict.fromkeys(name_of(domain.entries[s.entry]) for s in session.steps if (s.entry, s.plan) not in ways)
    return say("session_other_later", names=listed(list(others))) if others else ""
