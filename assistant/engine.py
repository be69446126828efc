"""One turn: an event comes in, a new conversation and effects go out. Nothing here waits, prints or knows the time.

    step(engine, conversation, event) -> (conversation, effects)
"""

from __future__ import annotations

from typing import NamedTuple

from assistant.decide import ladder, plans, safety
from assistant.decide import session as sessions
from assistant.decide.ladder import Case
from assistant.decide.session import Do, Move, Phase, Session
from assistant.decide.state import Alarm, Conversation, Decision, Guide, See, Steer
from assistant.decide.view import View
from assistant.model import Domain, Kind
from assistant.remember import remember
from assistant.respond import guidance
from assistant.respond.answer import Answer
from assistant.respond.compose import compose, plain
from assistant.respond.phrases import Phrases
from assistant.understand.grammar import Grammar
from assistant.understand.reader import Understood, read

# ---------------------------------------------------------------- events


class Said(NamedTuple):
    """The person said something, typed or heard. `left`: seconds a running hold still has."""

    text: str
    left: float = 0


class Moved(NamedTuple):
    """A key was pressed: a move without words."""

    move: Move
    left: float = 0


class SpeechDone(NamedTuple):
    """What was told has been spoken, or read long enough."""

    ticket: int


class TimeUp(NamedTuple):
    """A timer ran out, or one of its marks was reached."""

    ticket: int
    mark: str = ""


Event = Said | Moved | SpeechDone | TimeUp

# ---------------------------------------------------------------- effects


class Told(NamedTuple):
    """An answer for the screen and the voice."""

    answer: Answer
    session: Session | None = None
    repaired: tuple[tuple[str, str], ...] = ()


class StopSpeaking(NamedTuple):
    """Silence, at once."""


class StartTimer(NamedTuple):
    """A hold of so many seconds; marks are phrases to be said on the way."""

    ticket: int
    seconds: float
    marks: tuple[tuple[float, str], ...] = ()


class StopTimer(NamedTuple):
    """No timer counts any more."""


class Voice(NamedTuple):
    """Another way of speaking: slower, faster, louder, quieter, voice_on, voice_off."""

    change: str


Effect = Told | StopSpeaking | StartTimer | StopTimer | Voice


class Engine(NamedTuple):
    """A subject and what is needed to understand questions about it."""

    domain: Domain
    grammar: Grammar


def step(engine: Engine, talk: Conversation, event: Event) -> tuple[Conversation, tuple[Effect, ...]]:
    """One event."""
    match event:
        case Said(text, left):
            return _said(engine, talk, text, left)
        case Moved(move, left):
            return _move(engine, talk, move, left)
        case SpeechDone(ticket):
            return _move(engine, talk, Move.SPOKEN, 0, ticket)
        case TimeUp(ticket, mark):
            return _mark(engine, talk, ticket, mark) if mark else _move(engine, talk, Move.TIME_UP, 0, ticket)


def _said(engine: Engine, talk: Conversation, text: str, left: float) -> tuple[Conversation, tuple[Effect, ...]]:
    heard = read(engine.grammar, text)
    focused = talk._replace(focus=(talk.session.step.entry,)) if talk.session and talk.session.phase is not Phase.SCREENING else talk
    view = View(engine.domain, focused, heard)
    case = ladder.look(view)
    decision = ladder.decide(case)
    say = Phrases(engine.domain, talk.said)
    answer, after, effects = _carried_out(engine, case, decision, left, say)
    after = remember(view, case.signs, decision, answer, after)
    after, answer, more = _kept_safe(engine, talk, after, answer, say)
    effects = (*effects, *more)
    told = Told(answer, after.session, heard.repaired)
    return after._replace(said=say.used), (*effects, told)


def _kept_safe(
    engine: Engine, before: Conversation, after: Conversation, answer: Answer, say: Phrases
) -> tuple[Conversation, Answer, tuple[Effect, ...]]:
    """A session goes on without what the person must not press, as soon as that is known."""
    barred = frozenset(e for f in after.facts if not f.whose for e in engine.domain.conditions[f.condition].leave_out)
    if after.session is None or after.facts == before.facts or answer.intent == "guide":
        return after, answer, ()
    session = sessions.without(after.session, barred)
    if session is None:
        text = f"{answer.text} {say('session_none')}"
        return after._replace(session=None), answer._replace(text=text, spoken=text), (StopTimer(),)
    if session.phase is Phase.SCREENING:
        text = f"{answer.text} {say('screening_after')}"
        answer = answer._replace(text=text, spoken=text)
    stops = (StopTimer(),) if session.ticket != after.session.ticket else ()
    return after._replace(session=session), answer, stops


def _carried_out(
    engine: Engine, case: Case, decision: Decision, left: float, say: Phrases
) -> tuple[Answer, Conversation, tuple[Effect, ...]]:
    """The answer, and what becomes of a session."""
    talk = case.view.talk
    match decision:
        case Guide():
            return _begin(engine, case, decision, say)
        case Steer("rating", numbers):
            return _rated(numbers.split(), say), talk, ()
        case Steer(move):
            return _steer(engine, talk, move, left, say)
        case Alarm():
            answer = compose(engine.domain, talk, decision, say)
            return answer, talk._replace(session=None), (StopSpeaking(), StopTimer())
        case _:
            answer = compose(engine.domain, talk, decision, say)
            if talk.session and isinstance(decision, See):
                eased = sessions.move(talk.session, Move.HURTS, left)
                return answer._replace(offers=()), talk._replace(session=eased.session), (StopSpeaking(), *_timers(eased))
            if talk.session and talk.session.phase is not Phase.SCREENING and answer.kind is not Kind.SOCIAL:
                back = say("still_session", name=engine.domain.entries[talk.session.step.entry].name)
                answer = answer._replace(offers=()) if answer.kind is Kind.CLARIFY else answer._replace(text=f"{answer.text}\n{back}", offers=())
            return answer, talk, ()


def _begin(engine: Engine, case: Case, guide: Guide, say: Phrases) -> tuple[Answer, Conversation, tuple[Effect, ...]]:
    """Plan a session and open it."""
    talk = case.view.talk
    conditions = tuple(dict.fromkeys((*(f.condition for f in safety.facts(case.view)), *(c.id for c in case.signs.conditions))))
    planned = plans.plan(engine.domain, guide.entries, guide.values, guide.minutes, conditions)
    ticket = (talk.session.ticket if talk.session else talk.turn * 1000) + 1
    session = sessions.begin(planned.steps, talk.screened, ticket) if planned.steps else None
    answer = guidance.opening(engine.domain, planned, session, guide.entries, say)
    return answer, talk._replace(session=session, focus=planned.entries[:1] or talk.focus), (StopSpeaking(), StopTimer())


def _steer(engine: Engine, talk: Conversation, move: str, left: float, say: Phrases) -> tuple[Answer, Conversation, tuple[Effect, ...]]:
    """A move said in words."""
    if move in _VOICE:
        return plain(Kind.CONTROL, say(f"{move}_ok")), talk, (Voice(move),)
    if talk.session is None:
        return plain(Kind.CONTROL, say("no_session")), talk, ()
    outcome = sessions.move(talk.session, Move(_SAME.get(move, move)), left)
    answer = guidance.moved(engine.domain, talk.session, outcome, left, say)
    return answer, _after(talk, outcome), (StopSpeaking(), *_timers(outcome))


def _rated(numbers: list[str], say: Phrases) -> Answer:
    """What is said to how it was before and how it is now, honestly."""
    values = [int(number) for number in numbers]
    if any(value > 10 for value in values):
        return plain(Kind.CONTROL, say("rating_range"), "rating")
    if len(values) < 2:
        return plain(Kind.CONTROL, say("rating_high" if values[0] >= 8 else "rating_nothing", rating=numbers[0]), "rating")
    before, after = values
    phrase = "better" if after < before else "worse" if after > before else "same"
    return plain(Kind.CONTROL, say(phrase, before=numbers[0], after=numbers[1]), "rating")


_VOICE = ("slower", "faster", "louder", "quieter", "voice_on", "voice_off")
_SAME = {"done": "next"}


def _after(talk: Conversation, outcome: sessions.Outcome) -> Conversation:
    screened = talk.screened or outcome.did is Do.BEGIN
    return talk._replace(session=outcome.session, screened=screened)


def _timers(outcome: sessions.Outcome) -> tuple[Effect, ...]:
    """What a move does to the timers: the old one stops before a new one starts."""
    stop: tuple[Effect, ...] = (StopTimer(),) if outcome.stops_timer else ()
    if not outcome.timer or outcome.session is None:
        return stop
    return (*stop, StartTimer(outcome.session.ticket, outcome.timer, guidance.marks(outcome.timer)))


def _move(engine: Engine, talk: Conversation, move: Move, left: float, ticket: int = -1) -> tuple[Conversation, tuple[Effect, ...]]:
    """A move without words: a key, the end of speech, a timer."""
    if talk.session is None:
        return talk, ()
    outcome = sessions.move(talk.session, move, left, ticket)
    if outcome.did is Do.STAY:
        return talk, ()
    after = _after(talk, outcome)
    if outcome.did is Do.HOLD:
        return after, _timers(outcome)
    say = Phrases(engine.domain, talk.said)
    answer = guidance.moved(engine.domain, talk.session, outcome, left, say)
    return after._replace(said=say.used), (*((StopSpeaking(),) if ticket < 0 else ()), *_timers(outcome), Told(answer, after.session))


def _mark(engine: Engine, talk: Conversation, ticket: int, mark: str) -> tuple[Conversation, tuple[Effect, ...]]:
    """A phrase during a hold; one of an old timer says nothing."""
    if talk.session is None or talk.session.ticket != ticket:
        return talk, ()
    say = Phrases(engine.domain, talk.said)
    return talk._replace(said=say.used), (Told(plain(Kind.CONTROL, say(mark), "guide"), talk.session),)


def understood(engine: Engine, text: str) -> Understood:
    """What is understood of a text, for `explain`."""
    return read(engine.grammar, text)
