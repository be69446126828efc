"""One turn: an event comes in, a new conversation and effects go out. Nothing here waits, prints or knows the time.

step(engine, conversation, event) -> (conversation, effects)
"""

from __future__ import annotations

from assistant.decide import ladder, safety
from assistant.decide.case import Case, look
from assistant.decide.possible import possible
from assistant.decide.session import Move, Phase
from assistant.decide.state import Alarm, Conversation, Decision, Guide, Several, Steer, Tell
from assistant.decide.view import View, shortly
from assistant.decide.ways import told_to
from assistant.model import Domain, Kind
from assistant.remember import remember
from assistant.respond import beginning, guided
from assistant.respond.again import shortened
from assistant.respond.answer import after as answered_after
from assistant.respond.compose import compose
from assistant.respond.effects import Cue as Cue
from assistant.respond.effects import Effect as Effect
from assistant.respond.effects import Event as Event
from assistant.respond.effects import Moved as Moved
from assistant.respond.effects import Said as Said
from assistant.respond.effects import SpeechDone as SpeechDone
from assistant.respond.effects import StartTimer as StartTimer
from assistant.respond.effects import StopSpeaking as StopSpeaking
from assistant.respond.effects import StopTimer as StopTimer
from assistant.respond.effects import TimeUp as TimeUp
from assistant.respond.effects import Told as Told
from assistant.respond.effects import Voice as Voice
from assistant.respond.phrases import Phrases
from assistant.understand.grammar import Grammar
from assistant.understand.reader import Understood, read
from assistant.values import NamedTuple


class Engine(NamedTuple):
    """A subject and what is needed to understand questions about it."""

    domain: Domain
    grammar: Grammar


def step(engine: Engine, talk: Conversation, event: Event) -> tuple[Conversation, tuple[Effect, ...]]:
    """Handle one event: return the conversation after it and the effects to perform."""
    if isinstance(event, Said):
        return _said(engine, talk, event.text, event.left)
    domain = told_to(engine.domain, (fact.condition for fact in talk.facts if not fact.whose), talk.ruled_out)
    match event:
        case Moved(move, left):
            return guided.move(domain, talk, move, left)
        case SpeechDone(ticket):
            return guided.move(domain, talk, Move.SPOKEN, 0, ticket)
        case TimeUp(ticket, mark):
            return guided.mark(domain, talk, ticket, mark) if mark else guided.move(domain, talk, Move.TIME_UP, 0, ticket)


def _said(engine: Engine, talk: Conversation, text: str, left: float) -> tuple[Conversation, tuple[Effect, ...]]:
    """One message: read it, decide, answer, remember. `left`: seconds a running hold still has."""
    heard = read(engine.grammar, text)
    focused = talk._replace(focus=(talk.session.step.entry,)) if talk.session and talk.session.phase is not Phase.SCREENING else talk
    view = View(engine.domain, focused, possible(engine.domain, talk, heard))
    case = look(view)
    decision = ladder.decide(case)
    say = Phrases(engine.domain, talk.said)
    engine = engine._replace(domain=told_to(engine.domain, safety.present(view, case.signs), safety.ruled_out(view, case.signs)))
    answer, after, effects = _carried_out(engine, case, decision, left, say)
    after = remember(case.view, case.signs, decision, answer, after)
    after, answer, more = guided.kept_safe(engine.domain, talk, after, answer, case, say)
    effects = (*effects, *more)
    told = Told(answer, after.session, heard.repaired)
    return after._replace(said=say.used), (*effects, told)


def _carried_out(engine: Engine, case: Case, decision: Decision, left: float, say: Phrases) -> guided.Turn:
    """Carry a decision out: the answer, the conversation with its session moved, the effects."""
    talk = case.view.talk
    match decision:
        case Guide():
            return beginning.begin(engine.domain, case, decision, say)
        case Several((Steer() as move, wanted)):
            stopped, ended, effects = guided.steer(engine.domain, talk, move, left, say)
            return answered_after(stopped.text, compose(engine.domain, talk, wanted, say)), ended, effects
        case Several(parts) if guides := [part for part in parts if isinstance(part, Guide)]:
            return beginning.begin(engine.domain, case, guides[0], say)
        case Steer("rating", numbers):
            return guided.rated(engine.domain, numbers.split(), say), talk, ()
        case Steer():
            return guided.steer(engine.domain, talk, decision, left, say)
        case Alarm():
            answer = compose(engine.domain, talk, decision, say)
            return answer, talk._replace(session=None), (StopSpeaking(), StopTimer())
        case _:
            answer = compose(engine.domain, talk, decision, say)
            if talk.session is None:
                plain = (talk.brief or shortly(case.view)) and answer.kind is Kind.ANSWER and isinstance(decision, Tell | Several)
                return shortened(answer) if plain else answer, talk, ()
            return guided.answered(engine.domain, case, decision, answer, left, say)


def understood(engine: Engine, text: str) -> Understood:
    """Read a text without answering it: for the diary, the commands of the screen, and authors' tests."""
    return read(engine.grammar, text)
