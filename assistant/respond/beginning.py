"""A guided session that is wished for: planned and opened, or the one under way led elsewhere.

Not here: what a plan has in it (decide.plans), its words (opening), and moves (guided).
"""

from __future__ import annotations

from assistant.decide import course, lengths, persons, plans, readiness
from assistant.decide.case import Case
from assistant.decide.session import Outcome, Phase, Step
from assistant.decide.state import Guide
from assistant.model import Domain
from assistant.respond import guidance, guided, opening
from assistant.respond.effects import StopSpeaking, StopTimer
from assistant.respond.guided import Turn
from assistant.respond.phrases import Phrases
from assistant.values import NamedTuple


class Wish(NamedTuple):
    """What the session is to be made of."""

    entries: tuple[str, ...]
    values: tuple[str, ...]
    positions: tuple[str, ...]  # of the values
    conditions: tuple[str, ...]
    rest: bool  # of the session under way, in a time or a position that is wished for


def begin(domain: Domain, case: Case, guide: Guide, say: Phrases) -> Turn:
    """Plan a session and open it; inside of one that has the entry, go there."""
    talk = case.view.talk
    wish = _wish(domain, case, guide)
    there = _there(case, guide, wish)
    if there and talk.session:
        return guidance.moved(domain, talk.session, there, 0, say), guided.carried_on(talk, there), (StopSpeaking(), StopTimer())
    minutes = guide.minutes or _haste(domain, case, wish)
    planned = plans.plan(domain, wish.entries, wish.values, minutes, wish.conditions)
    if talk.session and wish.positions and not planned.steps and wish.rest:
        answer = opening.elsewhere(domain, planned, wish.positions, wish.conditions, say)
        return guided.in_between(domain, talk, talk.session, answer, 0, say)
    ticket = (talk.session.ticket if talk.session else talk.turn * 1000) + 1
    screened = talk.screened or readiness.beforehand(case.view, case.signs)
    session = course.begin(planned.steps, screened, ticket) if planned.steps else None
    answer = opening.opened(domain, planned, session, wish.entries, minutes, "session_rest" if wish.rest else "session_start", say)
    return answer, talk._replace(session=session, screened=screened, focus=planned.entries[:1] or talk.focus), (StopSpeaking(), StopTimer())


def _wish(domain: Domain, case: Case, guide: Guide) -> Wish:
    """What is wished for: what is named, or, where that is only a time, the rest of the session under way."""
    session = case.view.talk.session
    conditions = tuple(dict.fromkeys((*(f.condition for f in persons.facts(case.view)), *(c.id for c in case.signs.conditions))))
    positions = plans.positions(domain, guide.entries, guide.values)
    if session and not positions and (some := _some(case, guide)):
        return Wish(*plans.wished(domain, some), positions, conditions, False)
    if session and guide.minutes and not (guide.entries or guide.values):
        return Wish(*plans.wished(domain, course.ahead(session)), positions, conditions, True)
    rest = session is not None and bool(positions) and session.phase is not Phase.SCREENING
    return Wish(guide.entries, guide.values, positions, conditions, rest)


def _some(case: Case, guide: Guide) -> list[Step]:
    """'only the knee': the steps of the session under way that are wished for, where the others are not."""
    session, only = case.view.talk.session, case.view.domain.words.get("alone", {})
    if session is None or not any(token.text in only for token in case.view.heard.tokens):
        return []
    some = [step for step in session.steps if step.entry in guide.entries]
    return some if len(some) < len(session.steps) else []


def _there(case: Case, guide: Guide, wish: Wish) -> Outcome | None:
    """The jump to a single entry that the session under way has, where neither a time nor a position nor this entry alone is wished for."""
    talk = case.view.talk
    alone = len(guide.entries) == 1 and not guide.minutes and not wish.positions and not _some(case, guide)
    return course.jump(talk.session, guide.entries[0]) if talk.session and alone else None


def _haste(domain: Domain, case: Case, wish: Wish) -> float:
    """The minutes that were said to be all there is, where a session would take longer."""
    minutes = lengths.spare(case.view) or case.view.talk.minutes
    if not minutes or case.view.talk.session:
        return 0
    return minutes if plans.plan(domain, wish.entries, wish.values, 0, wish.conditions).seconds > minutes * 60 else 0
