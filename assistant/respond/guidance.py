"""A guided session in words: what was planned, each step, and what every move came to.

Not here: the course of a session (decide.session) and timers (devices).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide.plans import Planned
from assistant.decide.session import Do, Outcome, Phase, Role, Session, Step
from assistant.model import Domain, Kind, Source, Statement
from assistant.respond.answer import Answer
from assistant.respond.compose import plain
from assistant.respond.phrases import Phrases, about_minutes, duration, listed, name_of


def opening(domain: Domain, planned: Planned, session: Session | None, wished: Sequence[str], say: Phrases) -> Answer:
    """What will be done and for how long, what was left out and why, and the first question or step."""
    left_out = _left_out(domain, planned, say)
    if session is None and not left_out:
        names = listed([name_of(domain.entries[e]) for e in wished]) or domain.title.lower()
        return plain(Kind.ANSWER, say("session_cannot", name=names), "guide", tuple(wished))
    if session is None:
        text = " ".join(part for part in (left_out, say("session_none")) if part)
        return plain(Kind.CAUTION, text)
    names = listed([name_of(domain.entries[e]) for e in planned.entries])
    phrase = "session_start" if len(planned.entries) > 1 else "session_start_one"
    length = about_minutes(say, planned.seconds)
    start = say(phrase, name=names, names=names, steps=str(len(planned.steps)), time=length)
    following = say("screening") if session.phase is Phase.SCREENING else _step(domain, session, say)
    text = "\n".join(part for part in (start, left_out, following) if part)
    return _about(Answer(Kind.CONTROL, text, text), session, planned.entries)


def _left_out(domain: Domain, planned: Planned, say: Phrases) -> str:
    """Which entries are missing, and for whose sake."""
    if not planned.left_out:
        return ""
    names = listed([name_of(domain.entries[e]) for e in dict.fromkeys(e for e, _ in planned.left_out)])
    notes = " ".join(dict.fromkeys(domain.conditions[c].note for _, c in planned.left_out))
    reason = listed(list(dict.fromkeys(domain.conditions[c].topic for _, c in planned.left_out)))
    return f"{say('session_left_out', names=names, reason=reason)} {notes}"


def _about(answer: Answer, session: Session, entries: Sequence[str] = ()) -> Answer:
    about = tuple(entries) if session.phase is Phase.SCREENING else (session.step.entry,)
    return answer._replace(about=about, intent="guide")


def _step(domain: Domain, session: Session, say: Phrases) -> str:
    """One step: where we are, and its sentences."""
    step = session.step
    entry = domain.entries[step.entry]
    first = session.at == 0 or session.steps[session.at - 1].entry != step.entry
    head = say("step", step=str(session.at + 1), of=str(len(session.steps)), name=name_of(entry) if first else entry.name)
    side = say("step_side", side=step.side) if step.side else ""
    held = ""
    if step.seconds:
        held = say("hold_start", time=duration(say, session.remaining or step.seconds))
    return " ".join(part for part in (head, side, *(s.text for s in statements(domain, step)), held) if part)


def statements(domain: Domain, step: Step) -> tuple[Statement, ...]:
    """The sentences of a step, from the plan it belongs to."""
    plan = domain.entries[step.entry].plans[step.plan]
    return tuple(plan.steps[role.value] for role in step.roles if role.value in plan.steps)


def sources(domain: Domain, session: Session) -> tuple[Source, ...]:
    """Where the sentences of the present step come from; named on request, never read out."""
    return tuple(dict.fromkeys(domain.sources[id_] for s in statements(domain, session.step) for id_ in s.sources))


def moved(domain: Domain, before: Session, outcome: Outcome, left: float, say: Phrases) -> Answer:
    """What a move came to."""
    session = outcome.session
    if session is None:
        text = say("finished") if outcome.finished else say("stopped")
        if outcome.finished and say.has("rating_both"):
            text = f"{text} {say('rating_both')}"
        answer = plain(Kind.CONTROL, text, "guide", (before.step.entry,))
        return answer._replace(asks="rating") if outcome.finished else answer
    text = _words(domain, session, outcome.did, left, say)
    return _about(Answer(Kind.CONTROL, text, text, sources=sources(domain, session)), session)


def _words(domain: Domain, session: Session, did: Do, left: float, say: Phrases) -> str:
    """The sentence of a move, with the step where a new one begins."""
    match did:
        case Do.BEGIN:
            return f"{say('screening_ok')} {_step(domain, session, say)}"
        case Do.ADVANCE | Do.GO_BACK | Do.TELL_AGAIN | Do.SIDE:
            return _step(domain, session, say)
        case Do.SKIP:
            return f"{say('skipped')} {_step(domain, session, say)}"
        case Do.RESTART:
            return f"{say('started_over')} {_step(domain, session, say)}"
        case Do.RESUME:
            going = say("resumed", left=duration(say, session.remaining)) if session.phase is Phase.HOLDING else say("resumed_plain")
            return going if session.phase is Phase.HOLDING else f"{going} {_step(domain, session, say)}"
        case Do.PAUSE:
            return say("paused")
        case Do.EASE:
            return say("hurts_ease")
        case Do.ASK_AGAIN:
            return say("screening_again")
        case Do.LENGTHEN | Do.SHORTEN:
            return say("length_now", time=duration(say, session.remaining))
        case _:
            return report(domain, session, left, say)


def report(domain: Domain, session: Session, left: float, say: Phrases) -> str:
    """Where we are and how much is left, of this hold and in all."""
    step = session.step
    here = left or session.remaining or float(step.seconds)
    total = here + sum(s.seconds + 12 for s in session.steps[session.at + 1 :])
    place = {"step": str(session.at + 1), "of": str(len(session.steps)), "name": name_of(domain.entries[step.entry])}
    where = say("which_step", **place, phase=say(f"phase_{_phase(step)}"))
    if session.phase is Phase.SCREENING:
        return f"{where} {say('screening_again')}"
    side = say("step_side", side=step.side) if step.side else ""
    if not step.seconds:
        return f"{where} {side} {say('total_left', total=about_minutes(say, total))}".replace("  ", " ")
    left_here = say("how_long_left", left=duration(say, here), total=about_minutes(say, total))
    return f"{where} {side} {left_here[:1].upper()}{left_here[1:]}".replace("  ", " ")


def _phase(step: Step) -> str:
    return (Role.HOLD if step.seconds else step.roles[0]).value


def marks(seconds: float) -> tuple[tuple[float, str], ...]:
    """When something is said during a hold, in seconds from its start, and which phrase.

    >>> marks(90.0)
    ((45.0, 'half'), (80.0, 'ten_seconds'))
    """
    out: list[tuple[float, str]] = []
    if seconds >= 40:
        out.append((seconds / 2, "half"))
    if seconds >= 20:
        out.append((seconds - 10.0, "ten_seconds"))
    return tuple(out)
