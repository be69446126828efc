"""A guided session as parts of a sound file: the same plan, words, pauses and holds as a live one, with every wait written down as silence.

What makes no sense in a file (“say stop”, a question) is said in other words: a phrase called `recorded_NAME` stands for NAME. Not here: how
parts become sound (voice.render).
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.decide.session import Move, Phase, Session
from assistant.decide.state import Conversation
from assistant.devices.voice.render import Hold, Part, Silence, Tone, Utter
from assistant.engine import Cue, Effect, Engine, Event, Moved, Said, SpeechDone, StartTimer, TimeUp, Told, step
from assistant.respond.spoken import speak
from assistant.values import NamedTuple

RECORDED = "recorded_"
THINKING = 12.0  # seconds after the question before a session
BETWEEN = 0.5  # seconds of quiet after an utterance
MOST_TURNS = 2_000  # a session that never ends is a mistake of the engine


class Recording(NamedTuple):
    """The answer to the wish, and the parts of the session; no parts where there is nothing to be guided through."""

    told: Told
    parts: tuple[Part, ...] = ()


def record(engine: Engine, wish: str, cues: str = "both") -> Recording:
    """The session that such a message opens, from its first word to its last."""
    engine = _for_a_file(engine)
    talk, effects = step(engine, Conversation(cues=cues), Said(wish))
    told = next(effect for effect in effects if isinstance(effect, Told))
    return Recording(told, tuple(_parts(engine, talk, effects)) if talk.session else ())


def _for_a_file(engine: Engine) -> Engine:
    """The engine with the phrases that replace others in a file."""
    phrases = dict(engine.domain.phrases)
    phrases |= {name.removeprefix(RECORDED): said for name, said in phrases.items() if name.startswith(RECORDED)}
    return engine._replace(domain=engine.domain._replace(phrases=phrases))


def _parts(engine: Engine, talk: Conversation, effects: tuple[Effect, ...]) -> Iterator[Part]:
    """Turn by turn: what is told is uttered, a timer is a stretch of time."""
    for _ in range(MOST_TURNS):
        talk, held, parts = _performed(engine, talk, effects)
        yield from parts
        if talk.session is None:
            return
        if talk.session.phase is Phase.SCREENING:
            yield Silence(THINKING)
        talk, effects = step(engine, talk, held or _next(talk.session))
    raise RuntimeError(f"a session of more than {MOST_TURNS} turns")


def _next(session: Session) -> Event:
    """What happens when nothing is waited for: the question is answered by nobody, a telling has ended."""
    return Moved(Move.READY) if session.phase is Phase.SCREENING else SpeechDone(session.ticket)


def _performed(engine: Engine, talk: Conversation, effects: tuple[Effect, ...]) -> tuple[Conversation, Event | None, list[Part]]:
    """Effects as parts of the file, and the event that ends the timer among them, if there is one."""
    parts: list[Part] = []
    begun: list[Tone] = []  # a signal at the very beginning of a hold
    timer: StartTimer | None = None
    for effect in effects:
        match effect:
            case Told(answer):
                parts += [Utter(speak(answer.spoken, engine.domain.spoken)), Silence(BETWEEN)]
            case Cue(_, tone) if tone:
                if timer:
                    begun.append(Tone(tone))
                else:
                    parts.append(Tone(tone))
            case StartTimer():
                timer = effect
            case _:
                pass
    if timer is None:
        return talk, None, parts
    if not timer.marks:
        return talk, TimeUp(timer.ticket), [*parts, Silence(timer.seconds), *begun]
    talk, inside = _marked(engine, talk, timer)
    return talk, TimeUp(timer.ticket), [*parts, Hold(timer.seconds, (*((0.0, part) for part in begun), *inside))]


def _marked(engine: Engine, talk: Conversation, timer: StartTimer) -> tuple[Conversation, list[tuple[float, Utter | Tone]]]:
    """What is said and sounded during a hold, each at its moment."""
    inside: list[tuple[float, Utter | Tone]] = []
    for at, mark in timer.marks:
        talk, effects = step(engine, talk, TimeUp(timer.ticket, mark))
        for effect in effects:
            if isinstance(effect, Told):
                inside.append((at, Utter(speak(effect.answer.spoken, engine.domain.spoken))))
            elif isinstance(effect, Cue):
                inside.append((at, Tone(effect.tone) if effect.tone else Utter(speak(effect.words, engine.domain.spoken))))
    return talk, inside
