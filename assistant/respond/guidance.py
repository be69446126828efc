"""A guided session in words: what was planned, each step, and what every move came to.

Every piece has a written and a spoken form. Not here: the course of a session (decide.course), timers (devices), what is said
during a hold (cues).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.decide import course, plans
from assistant.decide.plans import Left, Planned
from assistant.decide.session import Do, Move, Outcome, Phase, Role, Session, Step
from assistant.model import Domain, Kind, Source, Statement
from assistant.respond.answer import Answer
from assistant.respond.compose import plain
from assistant.respond.phrases import Phrases, about_minutes, duration, listed, name_of, placed
from assistant.respond.statements import choose, facet

Words = tuple[str, str]  # written and spoken


def both(text: str) -> Words:
    """The same written and spoken."""
    return text, text


def joined(parts: Iterable[Words], between: str = " ") -> Words:
    """Pieces in a row, without the empty ones."""
    kept = [part for part in parts if part[0] or part[1]]
    return between.join(written for written, _ in kept if written), " ".join(spoken for _, spoken in kept if spoken)


# ---------------------------------------------------------------- the beginning


def opening(domain: Domain, planned: Planned, session: Session | None, wished: Sequence[str], minutes: float, start: str, say: Phrases) -> Answer:
    """What will be done and for how long, what was left out and why, who is to be asked, and the first question or step.

    `start` is the phrase it begins with.
    """
    missing = left_out(domain, planned.left_out, say)
    if session is None and not missing:
        names = listed([name_of(domain.entries[e]) for e in wished]) or domain.title.lower()
        return plain(Kind.ANSWER, say("session_cannot", name=names), "guide", tuple(wished))
    if session is None:
        barred = any(left.condition for left in planned.left_out)
        return plain(Kind.CAUTION if barred else Kind.ANSWER, f"{missing} {say('session_none')}" if barred else missing, "guide", tuple(wished))
    notes = " ".join(dict.fromkeys(domain.conditions[c].note for c in planned.ask_first))
    following = both(say("screening")) if session.phase is Phase.SCREENING else step_words(domain, session, say)
    rest = both(missing if notes in missing else f"{missing} {notes}".strip())
    text, spoken = joined([_start(domain, planned, minutes, start, say), rest, following], "\n")
    return _about(Answer(Kind.CONTROL, text, spoken), session, planned.entries)


def _start(domain: Domain, planned: Planned, minutes: float, phrase: str, say: Phrases) -> Words:
    """What is done and how long it takes; and what a short time leaves no room for. A voice counts instead of listing."""
    names = placed(say, planned.entries[0]) if len(planned.entries) == 1 else listed([name_of(domain.entries[e]) for e in planned.entries])
    phrase = f"{phrase}_one" if len(planned.entries) == 1 and say.has(f"{phrase}_one") else phrase
    position = _position(domain, planned)
    phrase = f"{phrase}_in" if position and say.has(f"{phrase}_in") else phrase
    spoken = f"{phrase}_spoken" if say.has(f"{phrase}_spoken") else phrase
    time = about_minutes(say, planned.seconds)
    blanks = {"name": names, "names": names, "steps": str(len(planned.steps)), "count": str(len(planned.entries)), "time": time, "position": position}
    return joined([(say(phrase, **blanks), say(spoken, **blanks)), both(_too_short(domain, planned, minutes, say))])


def _too_short(domain: Domain, planned: Planned, minutes: float, say: Phrases) -> str:
    """What the time that was wished for has no room for."""
    if planned.for_time:
        rest = listed([name_of(domain.entries[e]) for e in planned.for_time])
        return say("session_no_time", minutes=f"{minutes:g}", names=rest)
    return say("session_longer") if minutes and planned.seconds > minutes * 60 + 30 else ""


def _position(domain: Domain, planned: Planned) -> str:
    """The one position all of it is done in: who is about to lie down should know."""
    positions = {domain.entries[step.entry].plans[step.plan].when[:1] for step in planned.steps}
    when = positions.pop() if len(positions) == 1 else ()
    return domain.values[when[0]].name if when else ""


def left_out(domain: Domain, left: Sequence[Left], say: Phrases, told: bool = False) -> str:
    """Which entries are missing, and for whose sake; or that they cannot be done as wished. `told`: the reason was just given."""
    parts = []
    conditions = [domain.conditions[c] for c in dict.fromkeys(one.condition for one in left if one.condition)]
    if conditions:
        names = listed([name_of(domain.entries[one.entry]) for one in left if one.condition])
        parts = [say("session_left_out", names=names, reason=listed([c.topic for c in conditions])), *(c.note for c in conditions if not told)]
    unfit = [name_of(domain.entries[one.entry]) for one in left if not one.condition]
    if unfit:
        parts.append(say("session_not_so", names=listed(unfit)))
    return " ".join(dict.fromkeys(parts))


def _about(answer: Answer, session: Session, entries: Sequence[str] = ()) -> Answer:
    about = tuple(entries) if session.phase is Phase.SCREENING else (session.step.entry,)
    return answer._replace(about=about, intent="guide")


# ---------------------------------------------------------------- steps


def step_words(domain: Domain, session: Session, say: Phrases) -> Words:
    """A step in the course of a session: where we are, the side, its sentences without those that need not be told again."""
    told = plans.said_here(domain, session.steps, session.at)
    stays = both(say("session_stay")) if Role.SETTLE in session.step.roles and Role.SETTLE not in told else both("")
    other = plans.is_other_side(session.steps, session.at)
    side = both(say("step_other_side" if other else "step_side", side=session.step.side) if session.step.side else "")
    return joined([_head(domain, session, say), side, _first_side(domain, session, say), stays, *_spoken(told), _held(session, say)])


def step_in_full(domain: Domain, session: Session, say: Phrases) -> Words:
    """A step with all its sentences: for who comes to it from elsewhere, or did not catch it."""
    side = both(say("step_side", side=session.step.side) if session.step.side else "")
    told = plans.said(domain, session.step)
    return joined([_head(domain, session, say), side, _first_side(domain, session, say), *_spoken(told), _held(session, say)])


def _head(domain: Domain, session: Session, say: Phrases) -> Words:
    """Where we are. A voice counts entries, for nobody who lies with closed eyes counts steps."""
    step = session.step
    entry = domain.entries[step.entry]
    entries = list(dict.fromkeys(each.entry for each in session.steps))
    first = session.at == 0 or session.steps[session.at - 1].entry != step.entry
    written = say("step", step=str(session.at + 1), of=str(len(session.steps)), name=name_of(entry) if first else entry.name)
    if not first or len(entries) == 1:
        return written, ""
    number = entries.index(step.entry) + 1
    phrase = "step_spoken" if number < len(entries) else "step_last"
    return written, say(phrase, number=str(number), count=str(len(entries)), name=name_of(entry))


def _first_side(domain: Domain, session: Session, say: Phrases) -> Words:
    """On which side one begins, told before the place is looked for."""
    step = session.step
    sides = domain.entries[step.entry].plans[step.plan].sides
    return both(say("step_first_side", side=sides[0]) if sides and not step.side and Role.RELEASE not in step.roles else "")


def _spoken(told: Mapping[Role, Statement]) -> list[Words]:
    return [(statement.text, statement.say or statement.text) for statement in told.values()]


def _held(session: Session, say: Phrases) -> Words:
    return both(say("hold_start", time=duration(say, session.step.seconds)) if session.step.seconds else "")


def sources(domain: Domain, session: Session) -> tuple[Source, ...]:
    """Where the sentences of the present step come from; named on request, never read out."""
    return tuple(dict.fromkeys(domain.sources[id_] for s in plans.said(domain, session.step).values() for id_ in s.sources))


# ---------------------------------------------------------------- moves


def moved(domain: Domain, before: Session, outcome: Outcome, left: float, say: Phrases) -> Answer:
    """What a move came to."""
    session = outcome.session
    if session is None and outcome.finished:
        return _finished(domain, before, outcome, say)
    if session is None:
        return plain(Kind.CONTROL, say("hurts_stop" if outcome.did is Do.GIVE_UP else "stopped"), "guide", (before.step.entry,))
    text, spoken = _words(domain, before, outcome, left, say)
    return _about(Answer(Kind.CONTROL, text, spoken, sources=sources(domain, session)), session)


def _finished(domain: Domain, before: Session, outcome: Outcome, say: Phrases) -> Answer:
    """The end: how often, as the sources say, and two numbers if the person likes."""
    entries = list(dict.fromkeys(step.entry for step in before.steps))
    entry = domain.entries[entries[0] if len(entries) == 1 else domain.general]
    often = choose(domain, facet(domain, entry, "frequency"), _way(domain, before), 1)
    asking = say("rating_both") if say.has("rating_both") else ""
    done = say("finished")  # first, since who keeps a diary listens for it
    text, spoken = joined([both(done), *((s.text, s.say or s.text) for s in often), both(asking)])
    answer = Answer(Kind.CONTROL, text, spoken, (before.step.entry,), "guide", sources=tuple(domain.sources[i] for s in often for i in s.sources))
    return answer._replace(asks="rating" if asking else "")


def _way(domain: Domain, session: Session) -> tuple[str, ...]:
    """The values of the plan that a session is at: the position it is done in."""
    return domain.entries[session.step.entry].plans[session.step.plan].when


def _words(domain: Domain, before: Session, outcome: Outcome, left: float, say: Phrases) -> Words:
    """The sentence of a move, with the step where a new one begins."""
    session, did = outcome.session, outcome.did
    assert session is not None
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
        case Do.RESUME if session.phase is Phase.HOLDING:
            return both(say("resumed", left=duration(say, session.remaining)))
        case Do.RESUME:
            return joined([both(say("resumed_plain")), step_in_full(domain, session, say)])
        case Do.SOFTEN:
            return _softened(domain, session, say)
        case Do.LENGTHEN | Do.SHORTEN | Do.SET_LENGTH:
            return both(_length(before, outcome, say))
        case _:
            return both(say(_PLAIN[did], time=duration(say, session.step.seconds)) if did in _PLAIN else report(domain, session, left, say))


_LEADS = {Do.BEGIN: "screening_ok", Do.SKIP: "skipped", Do.RESTART: "started_over"}
_PLAIN = {
    **{Do.PAUSE: "paused", Do.EASE: "hurts_ease", Do.ASK: "screening", Do.ASK_AGAIN: "screening_again"},
    **{Do.HOLD: "hold_start", Do.GET_READY: "hold_start"},
}


def _softened(domain: Domain, session: Session, say: Phrases) -> Words:
    """Less hard, here: and what makes it easier at this place, in the position of the session."""
    asked = next((i.reply.facets for i in domain.intents.values() if i.reply.in_session == Move.GENTLER.value), ())
    easier = [s for f in asked for s in choose(domain, domain.entries[session.step.entry].facets.get(f, ()), _way(domain, session), 1)]
    return joined([both(say("softened")), *((s.text, s.say or s.text) for s in easier)])


def _length(before: Session, outcome: Outcome, say: Phrases) -> str:
    """The new length of this hold, or of the next one; or that it is at its limit."""
    session = outcome.session
    assert session is not None
    if outcome.limit and outcome.did is not Do.SET_LENGTH:
        return say("longest" if outcome.did is Do.LENGTHEN else "shortest")
    if session.remaining and outcome.did is not Do.SET_LENGTH:
        return say("length_left", time=duration(say, course.remaining(session)))
    if session.step.seconds:
        return say("length_now", time=duration(say, session.step.seconds))
    held = next(step for step in session.steps[session.at :] if step.seconds)
    return say("length_next", time=duration(say, held.seconds))


def report(domain: Domain, session: Session, left: float, say: Phrases) -> str:
    """Where we are and how much is left, of this hold and in all."""
    step = session.step
    here = course.remaining(session, left)
    total = here + plans.seconds(domain, session.steps[session.at + 1 :])
    place = {"step": str(session.at + 1), "of": str(len(session.steps)), "name": name_of(domain.entries[step.entry])}
    if session.phase is Phase.SCREENING:
        whole = about_minutes(say, plans.seconds(domain, session.steps))
        return f"{say('total_left', total=whole)} {say('screening_again')}"
    where = say("which_step", **place, phase=say(f"phase_{_phase(step)}"))
    side = say("step_side", side=step.side) if step.side else _first_side(domain, session, say)[0]
    if not step.seconds:
        return f"{where} {side} {say('total_left', total=about_minutes(say, total))}".replace("  ", " ")
    left_here = say("how_long_left", left=duration(say, here), total=about_minutes(say, total))
    return f"{where} {side} {left_here[:1].upper()}{left_here[1:]}".replace("  ", " ")


def _phase(step: Step) -> str:
    return (Role.HOLD if step.seconds else step.roles[0]).value


# ---------------------------------------------------------------- in the middle


def going_on(domain: Domain, session: Session, answer: Answer, left: float, say: Phrases) -> Answer:
    """An answer in the middle of a session, and how that goes on. A voice tells the step again that it broke off."""
    if session.phase is Phase.PAUSED:
        return halted(answer, say)._replace(offers=())
    if session.phase is Phase.HOLDING and left > 0:
        back = both(say("still_holding", left=duration(say, left)))
    else:
        back = both(say("still_session", name=domain.entries[session.step.entry].name))
    text, spoken = joined([(answer.text, answer.spoken), retold(domain, session, back, say)], "\n")
    return answer._replace(text=text, spoken=spoken, offers=())


def still_asking(answer: Answer, lost: bool, say: Phrases) -> Answer:
    """An answer while the question before a session is open, and that question; `lost`: nothing was understood."""
    if answer.kind is Kind.CLARIFY:
        return answer
    asking = both(say("screening_after" if answer.kind is Kind.CAUTION else "screening_again"))
    text, spoken = asking if lost else joined([(answer.text, answer.spoken), asking], "\n")
    return answer._replace(text=text, spoken=spoken, offers=())


def halted(answer: Answer, say: Phrases) -> Answer:
    """An answer after which the session waits for a word."""
    text, spoken = joined([(answer.text, answer.spoken), both(say("session_interrupted"))], "\n")
    return answer._replace(text=text, spoken=spoken)


def retold(domain: Domain, session: Session, back: Words, say: Phrases) -> Words:
    """What is written, and for a voice the step that was broken off."""
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
