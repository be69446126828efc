"""The assistant inside another program: load content, hold conversations, get replies and effects.

    >>> from assistant import api
    >>> engine = api.load()
    >>> talk, reply = api.say(engine, api.Conversation(), "where is BL-40?")
    >>> reply.kind, reply.about
    ('answer', ('BL-40',))
    >>> talk, reply = api.say(engine, talk, "and how long?")
    >>> reply.intent, reply.about
    ('ask_duration', ('BL-40',))

Everything is a value: a conversation is passed in and comes back changed, so a program may keep as many as it likes, in
any thread. A program with a voice or a clock uses `step`, which takes events and gives effects; `say` is the same for those
without. The names in `__all__` are stable; docs/api.md explains them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.content import cache_folder, cached, check
from assistant.content.files import shipped
from assistant.decide.session import Move, Session
from assistant.decide.state import Conversation
from assistant.engine import (
    Cue,
    Effect,
    Engine,
    Event,
    Moved,
    Said,
    SpeechDone,
    StartTimer,
    StopSpeaking,
    StopTimer,
    TimeUp,
    Told,
    Voice,
    step,
)
from assistant.errors import AssistantError, ContentBroken, ContentMissing, Problem
from assistant.model import Source
from assistant.respond.phrases import Phrases
from assistant.respond.spoken import speak
from assistant.understand import building, grammar
from assistant.values import NamedTuple

__all__ = [
    "AssistantError",
    "ContentBroken",
    "ContentMissing",
    "Conversation",
    "Cue",
    "Effect",
    "Engine",
    "Event",
    "Move",
    "Moved",
    "Problem",
    "Reply",
    "Said",
    "Session",
    "Source",
    "SpeechDone",
    "StartTimer",
    "Step",
    "StopSpeaking",
    "StopTimer",
    "TimeUp",
    "Told",
    "Voice",
    "as_data",
    "check",
    "greeting",
    "load",
    "reply_of",
    "say",
    "step",
]


class Step(NamedTuple):
    """Where a guided session is."""

    entry: str
    step: int  # from 1
    of: int
    phase: str  # screening, telling, holding, paused
    seconds: float  # of the hold


class Reply(NamedTuple):
    """What is told, and what a program wants to know of it."""

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
        """What a voice says: put into spoken form when it is asked for, for most replies are only read.

        >>> Reply("Press BL-40 for 1-2 min.", "Press BL-40 for 1-2 min.", "answer").spoken
        'Press B L forty for 1 to 2 minutes.'
        """
        return speak(self.told, self.respelled)


def load(domain: str = "acupressure", content: str | Path | None = None, cache: bool = True) -> Engine:
    """The engine of a subject: the shipped one, or a folder with intents/ and knowledge/.

    Raises ContentMissing when there is no such subject and ContentBroken, with every mistake, when its files are wrong.
    `cache=False` reads no compiled file and writes none.

    >>> load("tea", "intents")
    Traceback (most recent call last):
    ...
    assistant.errors.ContentMissing: no content in intents: it wants a folder of the same name in intents/ and in knowledge/
    """
    root = Path(content) if content is not None else shipped()
    compiled = cached(root, domain, cache_folder() if cache else None, building.build)
    return Engine(compiled.domain, grammar.load(compiled.domain, compiled.matcher))


def say(engine: Engine, talk: Conversation, text: str) -> tuple[Conversation, Reply]:
    """One message and its reply. Sessions then move only when a message asks for it; see `step` for timers.

    >>> engine = load()
    >>> _, reply = say(engine, Conversation(), "my bottom has gone numb and I can not hold my water")
    >>> reply.kind
    'urgent'
    """
    after, effects = step(engine, talk, Said(text))
    return after, reply_of(engine, next(effect for effect in reversed(effects) if isinstance(effect, Told)))


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


def greeting(engine: Engine) -> str:
    """What is said before anybody says anything.

    >>> greeting(load()).split(".")[0]
    'Hello'
    """
    return Phrases(engine.domain, {})("greeting")


def as_data(reply: Reply) -> Mapping[str, Any]:
    """A reply as JSON data: the object of `acupressure ask --json`, without its "schema".

    >>> sorted(as_data(say(load(), Conversation(), "hello")[1]))
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
