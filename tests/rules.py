"""What must hold of every reply, whatever was said: checked by the properties and by the long run.

Each rule answers with what is wrong, or with nothing. Not here: whether a reply is the right one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence

from assistant.decide.session import Move
from assistant.decide.state import Conversation
from assistant.engine import Effect, Engine, Event, Moved, Said, SpeechDone, StartTimer, StopTimer, TimeUp, Told, step
from assistant.model import Kind
from assistant.reply import as_data, reply_of
from assistant.respond.spoken import speak

Turn = tuple[Event, tuple[Effect, ...]]
Item = str | tuple[int, int]  # a message, or what happens without one
STALE = -7  # a ticket no session has
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068"  # signs that turn the direction of writing
BLANK = re.compile(r"\{[a-z_]*\}")
LONGEST = 2_500  # characters of a reply: a wall of text helps nobody


def unreadable(text: str) -> bool:
    """Control signs other than a new line, lone halves of a sign, or signs that turn the direction of writing."""
    return any((ord(s) < 32 and s != "\n") or 0x7F <= ord(s) < 0xA0 or 0xD800 <= ord(s) < 0xE000 or s in TURNING for s in text)


def event(item: Item, talk: Conversation) -> Event:
    """A message, or with a pair a key, the end of speech, a timer or one of its marks, running or long gone."""
    if isinstance(item, str):
        return Said(item)
    kind, number = item
    running = talk.session.ticket if talk.session and number % 4 else STALE
    match kind % 4:
        case 0:
            return Moved(tuple(Move)[number % len(Move)], float(number))
        case 1:
            return SpeechDone(running)
        case 2:
            return TimeUp(running)
        case _:
            return TimeUp(running, ("half", "ten_seconds")[number % 2])


def run(engine: Engine, items: Sequence[Item], talk: Conversation | None = None) -> tuple[Conversation, list[Turn]]:
    """A conversation from its beginning, or from where it is."""
    talk, turns = talk or Conversation(), list[Turn]()
    for item in items:
        happening = event(item, talk)
        talk, effects = step(engine, talk, happening)
        turns.append((happening, effects))
    return talk, turns


def told(turns: Sequence[Turn]) -> list[str]:
    """All that was told, in order."""
    return [repr(effect) for _, effects in turns for effect in effects if isinstance(effect, Told)]


def broken(engine: Engine, items: Sequence[Item]) -> Iterator[str]:
    """Every rule over every turn of one conversation."""
    talk = Conversation()
    for item in items:
        happening = event(item, talk)
        after, effects = step(engine, talk, happening)
        if isinstance(happening, SpeechDone | TimeUp) and happening.ticket == STALE and (after, effects) != (talk, ()):
            yield f"{happening} of a timer long gone changed something"
        yield from _turn(engine, talk, after, happening, effects)
        talk = after


def differing(engine: Engine, first: Sequence[Item], second: Sequence[Item]) -> Iterator[str]:
    """The same messages have the same replies, also when another conversation is held between them."""
    alone = run(engine, first)[1], run(engine, second)[1]
    talks, turns = [Conversation(), Conversation()], (list[Turn](), list[Turn]())
    for place in range(max(len(first), len(second))):
        for which, items in enumerate((first, second)):
            talks[which], more = run(engine, items[place : place + 1], talks[which])
            turns[which].extend(more)
    for which in (0, 1):
        if told(alone[which]) != told(turns[which]):
            yield "a conversation went otherwise beside another one"


def _turn(engine: Engine, before: Conversation, talk: Conversation, happening: Event, effects: tuple[Effect, ...]) -> Iterator[str]:
    found = [effect for effect in effects if isinstance(effect, Told)]
    if isinstance(happening, Said) and len(found) != 1:
        yield f"a message has one reply, not {len(found)}"
    for one in found:
        yield from _reply(engine, one, happening.text if isinstance(happening, Said) else "")
        if one.answer.kind is Kind.URGENT:
            yield from _urgent(before, talk, one, effects)
    if sum(isinstance(effect, StartTimer) for effect in effects) > 1:
        yield "two timers were started at once"
    if talk.session is None and any(isinstance(effect, StartTimer) for effect in effects):
        yield "a timer was started without a session"


def _reply(engine: Engine, one: Told, said: str) -> Iterator[str]:
    """One reply by itself."""
    answer = one.answer
    if not answer.text.strip() or len(answer.text) > LONGEST:
        yield f"a reply of {len(answer.text)} characters"
    for name, text in (("shown", answer.text), ("spoken", answer.spoken), ("said aloud", speak(answer.spoken, engine.domain.spoken))):
        if unreadable(text):
            yield f"signs that are no text are {name}: {text!r}"
        if any(blank not in said for blank in BLANK.findall(text)):
            yield f"a blank was not filled: {text!r}"
        if answer.text.strip() and not text.strip():
            yield f"nothing is {name}"
    if not 0 <= answer.confidence <= 1:
        yield f"confidence {answer.confidence}"
    if unknown := [id_ for id_ in answer.about if id_ not in engine.domain.entries]:
        yield f"about {unknown}, which no entry is"
    json.dumps(as_data(reply_of(engine, one)), allow_nan=False)


def _urgent(before: Conversation, talk: Conversation, one: Told, effects: tuple[Effect, ...]) -> Iterator[str]:
    """After an urgent reply no session, no timer, no point."""
    if talk.session is not None or one.session is not None:
        yield "a session goes on after an urgent reply"
    stopped = any(isinstance(effect, StopTimer) for effect in effects)
    if any(isinstance(effect, StartTimer) for effect in effects) or (before.session is not None and not stopped):
        yield "a timer is left after an urgent reply"
    if one.answer.about or one.answer.figure:
        yield f"an urgent reply is about {one.answer.about}"
