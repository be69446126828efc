"""The program around the engine: one queue of events, and the effects of each performed.

Keys, lines, voice and timers only ever put events on the queue; nothing calls back into the engine. Not here: how a
line is drawn (devices.terminal) and what is decided.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping
from typing import NamedTuple, Protocol

from assistant.decide.session import Move
from assistant.decide.state import Conversation
from assistant.devices.timer import Timer
from assistant.devices.voice import port
from assistant.engine import Effect, Engine, Event, Moved, Said, SpeechDone, StartTimer, StopSpeaking, StopTimer, TimeUp, Told, Voice, step
from assistant.respond.spoken import speak

RATES = (100, 120, 135, 150, 165, 180, 200)  # words a minute; 150 is calm and clear (voice.md section 4)
VOLUME_STEP = 0.2


class Leave(NamedTuple):
    """The person leaves."""


class Trouble(NamedTuple):
    """A device has something to say: one line, once."""

    text: str


class Screen(Protocol):
    """Where answers are shown."""

    def show(self, told: Told) -> None: ...

    def note(self, text: str) -> None: ...


class App:
    """Holds a conversation, performs effects. `run` returns when the person leaves."""

    def __init__(self, engine: Engine, screen: Screen, voice: port.Voice, *, speaking: bool, timed: bool = True) -> None:
        self.engine = engine
        self.talk = Conversation()
        self.screen = screen
        self.voice = voice
        self.speaking = speaking
        self.events: queue.Queue[Event | Leave | Trouble] = queue.Queue()
        self.timer = Timer(lambda ticket, mark: self.events.put(TimeUp(ticket, mark)), lambda: self.events.put(Moved(Move.PAUSE))) if timed else None
        self._rate = RATES.index(150)
        self._volume = 1.0

    def heard(self, event: port.VoiceEvent) -> None:
        """What the voice reports; called from its thread."""
        match event:
            case port.SpeechDone(ticket):
                self.events.put(SpeechDone(ticket))
            case port.VoiceFailed(message):
                self.events.put(Trouble(message))
            case _:
                pass

    def run(self) -> None:
        """Take events until somebody leaves."""
        while self.turn():
            pass

    def turn(self) -> bool:
        """One event; False when it was the last."""
        event = self.events.get()
        match event:
            case Leave():
                self.close()
                return False
            case Trouble(text):
                self.screen.note(text)
            case Said() | Moved():
                left = self.timer.left() if self.timer else 0
                self._step(event._replace(left=left))
            case _:
                self._step(event)
        return True

    def close(self) -> None:
        """Silence, and no timer left."""
        self.voice.stop()
        if self.timer:
            self.timer.close()
        self.voice.close()

    def _step(self, event: Event) -> None:
        self.talk, effects = step(self.engine, self.talk, event)
        for effect in effects:
            self._perform(effect)

    def _perform(self, effect: Effect) -> None:
        match effect:
            case Told():
                self.screen.show(effect)
                self._tell(effect)
            case StopSpeaking():
                self.voice.stop()
            case StartTimer(ticket, seconds, marks):
                if self.timer:
                    self.timer.start(ticket, seconds, marks)
            case StopTimer():
                if self.timer:
                    self.timer.stop()
            case Voice(change):
                self._change_voice(change)

    def _tell(self, told: Told) -> None:
        """Say it; in a session its end moves on, so it is said (or waited for) even when the voice is off."""
        ticket = told.session.ticket if told.session else -1
        if self.speaking or ticket >= 0:
            self.voice.say(ticket, speak(told.answer.spoken, self.engine.domain.spoken))

    def _change_voice(self, change: str) -> None:
        """Slower, faster, louder, quieter, on, off."""
        changing = _CHANGES.get(change)
        if changing:
            changing(self)

    def slower(self, by: int) -> None:
        self._rate = min(len(RATES) - 1, max(0, self._rate + by))
        self.voice.set(rate=RATES[self._rate])

    def louder(self, by: float) -> None:
        self._volume = min(1.0, max(0.1, self._volume + by))
        self.voice.set(volume=self._volume)

    def switch(self, on: bool) -> None:
        self.speaking = on
        if not on:
            self.voice.stop()


_CHANGES: Mapping[str, Callable[[App], None]] = {
    "slower": lambda app: app.slower(-1),
    "faster": lambda app: app.slower(1),
    "louder": lambda app: app.louder(VOLUME_STEP),
    "quieter": lambda app: app.louder(-VOLUME_STEP),
    "voice_on": lambda app: app.switch(True),
    "voice_off": lambda app: app.switch(False),
}
