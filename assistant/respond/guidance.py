"""The answers to the moves of a guided session.

Not here: the course of a session (decide.course), its beginning (opening), its steps (steps), and what is said of it beside
other answers (between).
"""

from __future__ import annotations

from assistant.decide import course, plans
from assistant.decide.session import Do, Move, Outcome, Phase, Role, Session, Step
from assistant.model import Domain, Kind
from assistant.respond.answer import Answer, plain
from assistant.respond.phrases import Phrases, about_minutes, duration, listed, name_of, placed
from assistant.respond.statements import choose, facet
from assistant.respond.steps import Words, both, first_side, joined, sources, step_in_full, step_words


def moved(domain: Domain, before: Session, outcome: Outcome, left: float, say: Phrases) -> Answer:
    """The answer to a move, from its outcome; `left`: seconds of a running hold."""
    session = outcome.session
    if session is None and outcome.finished:
        return _finished(domain, before, say)
    if session is None:
        return plain(Kind.CONTROL, say("hurts_stop" if outcome.did is Do.GIVE_UP else "stopped"), "guide", (before.step.entry,))
    text, spoken = _words(domain, session, outcome, left, say)
    about = _planned(session) if outcome.did is Do.REPORT else (session.step.entry,)
    return Answer(Kind.CONTROL, text, spoken, about, "guide", sources=sources(domain, session))


def _planned(session: Session) -> tuple[str, ...]:
    """The entry a session is at; before it has begun, all its entries."""
    steps = session.steps if session.phase is Phase.SCREENING else (session.step,)
    return tuple(dict.fromkeys(step.entry for step in steps))


def _finished(domain: Domain, before: Session, say: Phrases) -> Answer:
    """The end: how often, as the sources say, and two numbers if the person likes."""
    entries = list(dict.fromkeys(step.entry for step in before.steps))
    entry = domain.entries[entries[0] if len(entries) == 1 else domain.general]
    often = choose(domain, facet(domain, entry, "frequency"), _way(domain, before), 1)
    asking = say("rating_both") if say.has("rating_both") else ""
    text, spoken = joined([both(say("finished")), *((s.text, s.say or s.text) for s in often), both(asking)])
    answer = Answer(Kind.CONTROL, text, spoken, (before.step.entry,), "guide", sources=tuple(domain.sources[i] for s in often for i in s.sources))
    return answer._replace(asks="rating" if asking else "", finished=True)


def _way(domain: Domain, session: Session) -> tuple[str, ...]:
    """The values of the plan that a session is at: the position it is done in."""
    return domain.entries[session.step.entry].plans[session.step.plan].when


def _words(domain: Domain, session: Session, outcome: Outcome, left: float, say: Phrases) -> Words:
    """The sentence of a move, with the step where a new one begins."""
    did = outcome.did
    if did in _LEADS:
        return joined([both(say(_LEADS[did])), step_in_full(domain, session, say)])
    match did:
        case Do.ADVANCE:
            return step_words(domain, session, say)
        case Do.GO_BACK | Do.TELL_AGAIN | Do.SIDE | Do.JUMP:
            return step_in_full(domain, session, say)
        case Do.GO_ON:
            return both(say("still_holding", left=duration(say, left)))
        case Do.LET_GO:
            lead = "" if session.step.roles == (Role.RELEASE,) else say("release")
            return joined([both(lead), step_words(domain, session, say)])
        case Do.RESUME:
            return _resumed(domain, session, say)
        case Do.WAIT | Do.ASK | Do.ASK_AGAIN:
            return both(" ".join((*map(say, _ASKING[did]), _first(domain, session, say))))
        case Do.SOFTEN:
            return _softened(domain, session, say)
        case Do.LENGTHEN | Do.SHORTEN | Do.SET_LENGTH:
            return both(_length(session, outcome, say))
        case _:
            return both(say(_PLAIN[did], time=duration(say, session.step.seconds)) if did in _PLAIN else report(domain, session, left, say))


_LEADS = {Do.BEGIN: "screening_ok", Do.SKIP: "skipped", Do.RESTART: "started_over"}
_PLAIN = {
    **{Do.PAUSE: "paused", Do.EASE: "hurts_ease"},
    **{Do.HOLD: "hold_start", Do.GET_READY: "hold_start", Do.BOTH: "side_at_once"},
}
_ASKING = {Do.WAIT: ("no_hurry", "screening_again"), Do.ASK: ("screening",), Do.ASK_AGAIN: ("screening_again",)}


def _first(domain: Domain, session: Session, say: Phrases) -> str:
    """What the session that waits for an answer will begin with."""
    return say("session_first", name=placed(say, session.step.entry))


def _resumed(domain: Domain, session: Session, say: Phrases) -> Words:
    """That a session goes on: the hold with what is left of it, anything else with the whole step."""
    if session.phase is Phase.HOLDING:
        return both(say("resumed", left=duration(say, session.remaining)))
    return joined([both(say("resumed_plain")), step_in_full(domain, session, say)])


def _softened(domain: Domain, session: Session, say: Phrases) -> Words:
    """That less pressure is fine, and what makes it easier for this entry in the position of the session."""
    asked = next((i.reply.facets for i in domain.intents.values() if i.reply.in_session == Move.GENTLER.value), ())
    easier = [s for f in asked for s in choose(domain, domain.entries[session.step.entry].facets.get(f, ()), _way(domain, session), 1)]
    return joined([both(say("softened")), *((s.text, s.say or s.text) for s in easier)])


def _length(session: Session, outcome: Outcome, say: Phrases) -> str:
    """The new length of this hold, or of the next one; or that it is at its limit."""
    if outcome.limit and outcome.did is not Do.SET_LENGTH:
        return say("longest" if outcome.did is Do.LENGTHEN else "shortest")
    if session.remaining and outcome.did is not Do.SET_LENGTH:
        return say("length_left", time=duration(say, course.remaining(session)))
    if session.step.seconds:
        return say("length_now", time=duration(say, session.step.seconds))
    held = next((step for step in session.steps[session.at :] if step.seconds), None)
    return say("length_next", time=duration(say, held.seconds)) if held else say("length_none")


def report(domain: Domain, session: Session, left: float, say: Phrases) -> str:
    """Where we are and how much is left, of this hold and in all."""
    step = session.step
    here = course.remaining(session, left)
    total = here + plans.seconds(domain, session.steps[session.at + 1 :])
    place = {"step": str(session.at + 1), "of": str(len(session.steps)), "name": name_of(domain.entries[step.entry])}
    if session.phase is Phase.SCREENING:
        whole = about_minutes(say, plans.seconds(domain, session.steps))
        names = listed(list(dict.fromkeys(name_of(domain.entries[one.entry]) for one in session.steps)))
        return f"{say('session_plan', names=names, time=whole)} {say('screening_again')}"
    where = say("which_step", **place, phase=say(f"phase_{_phase(step)}"))
    side = say("step_side", side=step.side) if step.side else first_side(session, say)[0]
    if not step.seconds:
        return f"{where} {side} {say('total_left', total=about_minutes(say, total))}".replace("  ", " ")
    left_here = say("how_long_left", left=duration(say, here), total=about_minutes(say, total))
    return f"{where} {side} {left_here[:1].upper()}{left_here[1:]}".replace("  ", " ")


def _phase(step: Step) -> str:
    return (Role.HOLD if step.seconds else step.roles[0]).value
