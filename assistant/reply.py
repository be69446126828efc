"""One message in, one reply out: what programs and commands without a screen want to know of an answer.

Not here: events and effects (engine), what is shown and spoken (respond).
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.decide.session import Session
from assistant.decide.state import Conversation
from assistant.engine import Engine, Said, Told, step
from assistant.model import Source
from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any


class Step(NamedTuple):
    """Where a guided session is."""

    entry: str
    step: int  # from 1
    of: int
    phase: str  # screening, telling, holding, paused
    seconds: float  # of the hold


class Reply(NamedTuple):
    """An answer as programs and plain commands take it."""

    text: str  # all a person reads
    told: str  # what a voice is to say of it, still as it is written
    kind: str  # answer, clarify, caution, urgent, fallback, social, control
    about: tuple[str, ...] = ()  # ids of entries
    intent: str = ""
    confidence: float = 1.0
    sources: tuple[Source, ...] = ()
    suggestions: tuple[str, ...] = ()
    session: Step | None = None
    repaired: tuple[tuple[str, str], ...] = ()  # (as typed, as read)
    respelled: Mapping[str, str] = {}  # the subject's words that speak badly, and how they are said

    @property
    def spoken(self) -> str:
        """What a voice says: put into spoken form when it is asked for.

        >>> Reply("Press BL-40 for 1-2 min.", "Press BL-40 for 1-2 min.", "answer").spoken
        'Press B L forty for 1 to 2 minutes.'
        """
        from assistant.respond.spoken import speak  # most replies are only read

        return speak(self.told, self.respelled)


def said(engine: Engine, talk: Conversation, text: str) -> tuple[Conversation, Told]:
    """One message and its answer."""
    after, effects = step(engine, talk, Said(text))
    return after, next(effect for effect in reversed(effects) if isinstance(effect, Told))


def reply_of(engine: Engine, told: Told) -> Reply:
    """A `Told` effect as a reply."""
    answer = told.answer
    return Reply(
        text=answer.text,
        told=answer.spoken,
        kind=answer.kind.value,
        about=answer.about,
        intent=answer.intent,
        confidence=answer.confidence,
        sources=answer.sources,
        suggestions=answer.suggestions or answer.options,
        session=_step(told.session) if told.session else None,
        repaired=told.repaired,
        respelled=engine.domain.spoken,
    )


def _step(session: Session) -> Step:
    return Step(session.step.entry, session.at + 1, len(session.steps), session.phase.value, session.remaining or session.step.seconds)


def as_data(reply: Reply) -> Mapping[str, Any]:
    """A reply as JSON data: what `ask --json` writes beside its "schema", and `chat --json` beside the name of the conversation.

    >>> sorted(as_data(Reply("Hello.", "Hello.", "social")))
    ['about', 'confidence', 'intent', 'kind', 'repaired', 'reply', 'session', 'sources', 'suggestions']
    """
    return {
        "reply": reply.text,
        "kind": reply.kind,
        "about": list(reply.about),
        "intent": reply.intent,
        "confidence": round(reply.confidence, 3),
        "sources": [{"id": source.id, "title": source.title, "place": source.place} for source in reply.sources],
        "suggestions": list(reply.suggestions),
        "session": reply.session._asdict() if reply.session else None,
        "repaired": [{"said": said, "read": read} for said, read in reply.repaired],
    }
