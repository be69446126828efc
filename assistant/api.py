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

from pathlib import Path

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
from assistant.errors import AssistantError, ContentBroken, ContentMissing, Problem, Report
from assistant.model import Source
from assistant.reply import Reply, Step, as_data, reply_of, said
from assistant.respond.phrases import Phrases
from assistant.understand import building, grammar

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
    "Report",
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
    after, told = said(engine, talk, text)
    return after, reply_of(engine, told)


def greeting(engine: Engine) -> str:
    """What is said before anybody says anything.

    >>> greeting(load()).split(".")[0]
    'Hello'
    """
    return Phrases(engine.domain, {})("greeting")
