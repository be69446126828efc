"""The program around the engine: one queue of events, and the effects of each performed.

Keys, lines, voice and timers only ever put events on the queue; nothing calls back into the engine. Not here: how a
line is drawn (devices.terminal), what is decided, what is kept in the diary (notes).
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Protocol

from assistant.decide.session import Move, Session
from assistant.decide.state import Conversation
from assistant.devices.timer import Timer
from assistant.devices.voice import port
from assistant.engine import Cue, Effect, Engine, Event, Moved, Said, SpeechDone, StartTimer, StopSpeaking, StopTimer, TimeUp, Told, Voice, step
from assistant.posted import Interrupt, Leave, Line, Posted, Sleep, Typed
from assistant.respond.spoken import speak
from assistant.values import NamedTuple

RATES = (80, 100, 120, 135, 150, 165, 180, 200, 240, 300, 400)  # words a minute; 150 is calm and clear
VOLUME_STEP = 0.2
USUAL = port.Settings()  # of the voice, where nobody chose


class Utterance(NamedTuple):
    """A text that is being spoken, or waited for where nothing is heard."""

    step: int  # the ticket of the session whose step it tells; NO_STEP for all else
    text: str


NO_STEP = -1


class Aloud(str, Enum):
    """Which answers are spoken."""

    ALWAYS = "always"
    SESSIONS = "sessions"  # guided sessions, when eyes and hands are busy
    NEVER = "never"


class Screen(Protocol):
    """Where answers are shown."""

    def show(self, told: Told) -> None: ...

    def note(self, text: str) -> None: ...

    def entered(self, text: str) -> None: ...

    def interrupted(self) -> None: ...

    def suspended(self) -> None: ...


class Notes(Protocol):
    """The diary's part in a conversation: it may answer a message itself (`heard`), and may add to an answer (`told`)."""

    def heard(self, text: str, talk: Conversation) -> str: ...

    def told(self, told: Told, before: Session | None) -> Told: ...


class App:
    """Holds a conversation, performs effects. `run` returns when the person leaves."""

    def __init__(
        self,
        engine: Engine,
        screen: Screen,
        voice: port.Voice,
        *,
        quiet: port.Voice | None = None,
        aloud: Aloud = Aloud.NEVER,
        settings: port.Settings = USUAL,
        notes: Notes | None = None,
        timed: bool = True,
    ) -> None:
        """`voice` sounds; `quiet` keeps its pace where nothing is to be heard."""
        self.engine = engine
        self.talk = Conversation()
        self.screen = screen
        self.voice = voice
        self.quiet = quiet or voice
        self.aloud = aloud
        self.notes = notes
        self.log: Callable[[Event, tuple[Effect, ...]], None] = lambda event, effects: None
        self.wake: Callable[[], None] = lambda: None  # called from any thread when an event was put
        self.events: queue.SimpleQueue[Posted] = queue.SimpleQueue()  # a signal may put something too
        self.timer = Timer(lambda ticket, mark: self.post(TimeUp(ticket, mark)), lambda: self.post(Moved(Move.PAUSE))) if timed else None
        self._saying: dict[int, Utterance] = {}  # by the voice's ticket: one step may be told in several
        self._uttered = 0
        self._rate = _nearest_rate(settings.rate)
        self._volume = settings.volume

    # ---------------------------------------------------------------- events

    def post(self, event: Posted) -> None:
        """Put an event on the queue; from any thread."""
        self.events.put(event)
        self.wake()

    def heard(self, event: port.VoiceEvent) -> None:
        """What the voice reports; called from its thread."""
        match event:
            case port.SpeechDone(ticket):
                self.post(SpeechDone(ticket))
            case port.VoiceFailed(message):
                self.post(Line(message, silent=True))
            case port.VoiceNotice(message):
                self.post(Line(message))
            case _:
                pass

    def run(self) -> None:
        """Take events until somebody leaves."""
        while self.take(self.events.get()):
            pass

    def take(self, event: Posted) -> bool:
        """Handle one event; False when it was the last."""
        match event:
            case Leave():
                self.close()
                return False
            case Line(text, silent):
                self.aloud = Aloud.NEVER if silent else self.aloud
                self.screen.note(text)
            case Typed(text):
                self.screen.entered(text)
            case Sleep():
                self.screen.suspended()
            case Interrupt():
                self.screen.interrupted()
            case Said(text):
                self._said(event._replace(left=self.left()), text)
            case Moved():
                self._step(event._replace(left=self.left()))
            case SpeechDone(ticket):
                self._spoken(ticket)
            case _:
                self._step(event)
        return True

    def left(self) -> float:
        """Seconds a running hold still has."""
        return self.timer.left() if self.timer else 0

    def close(self) -> None:
        """Silence, and no timer left."""
        self.hush()
        if self.timer:
            self.timer.close()
        self.voice.close()
        self.quiet.close()

    # ---------------------------------------------------------------- doing

    def _said(self, event: Said, text: str) -> None:
        """Handle a message. What is still being read out gives way to its answer."""
        if self.talk.session is None:
            self.hush()
        own = self.notes.heard(text, self.talk) if self.notes else ""
        if own:
            self.screen.note(own)
            self.say(own)
            self.talk = self.talk._replace(pending=None)  # what was asked has its answer
        else:
            self._step(event)

    def _spoken(self, ticket: int) -> None:
        """Handle the end of an utterance: a step goes on after the last of its utterances. One that was stopped meanwhile moves nothing."""
        done = self._saying.pop(ticket, None)
        if done and all(other.step != done.step for other in self._saying.values()):
            self._step(SpeechDone(done.step))

    def _step(self, event: Event) -> None:
        """Give an event to the engine, and perform what it wants."""
        before = self.talk.session
        self.talk, effects = step(self.engine, self.talk, event)
        if self.timer:
            self.timer.watch(self.talk.session is not None)
        self.log(event, effects)
        for effect in effects:
            if isinstance(effect, Told) and isinstance(event, TimeUp) and event.mark and self.speaking:
                self.screen.show(effect)  # said after what is being said, it would be late
            else:
                self._perform(effect, before)

    def _perform(self, effect: Effect, before: Session | None) -> None:
        """Perform one effect; `before` is the session as it was before the event."""
        match effect:
            case Told():
                told = self.notes.told(effect, before) if self.notes else effect
                self.screen.show(told)
                self._tell(told, guided=before is not None or told.session is not None)
            case Cue(words, tone):
                self._cue(words, tone)
            case StopSpeaking():
                self.hush()
            case StartTimer(ticket, seconds, marks):
                if self.timer:
                    self.timer.start(ticket, seconds, marks)
            case StopTimer():
                if self.timer:
                    self.timer.stop()
            case Voice(change):
                self.change_voice(change)

    def _tell(self, told: Told, guided: bool) -> None:
        """Say an answer. In a session the end of speech moves on, so the pace is kept even where nothing is heard."""
        loud = self.aloud is Aloud.ALWAYS or (self.aloud is Aloud.SESSIONS and guided)
        if not loud and told.session is None:
            return
        step = told.session.ticket if told.session else NO_STEP
        self._say(self.voice if loud else self.quiet, told.answer.spoken, step)

    def _cue(self, words: str, tone: str) -> None:
        """Say a word or sound a signal during a hold, if the voice is on; words give way to what is being said."""
        if self.aloud is Aloud.NEVER:
            return
        if tone:
            self.voice.tone(tone, self.timer.due if self.timer else 0.0)
        elif not self.speaking:
            self._say(self.voice, words)

    def say(self, text: str) -> None:
        """Say a sentence of the program's own, where answers are spoken."""
        if self.aloud is Aloud.ALWAYS:
            self._say(self.voice, text)

    def _say(self, voice: port.Voice, text: str, step: int = NO_STEP) -> None:
        self._uttered += 1
        self._saying[self._uttered] = Utterance(step, text)
        voice.say(self._uttered, speak(text, self.engine.domain.spoken))

    # ---------------------------------------------------------------- voice

    @property
    def speaking(self) -> bool:
        """Whether something is being said, or waited for at its pace."""
        return bool(self._saying)

    def hush(self) -> None:
        """Silence, at once."""
        self._saying.clear()
        self.voice.stop()
        self.quiet.stop()

    def change_voice(self, change: str) -> None:
        """Slower, faster, louder, quieter, on, off."""
        changing = _CHANGES.get(change)
        if changing:
            changing(self)

    def change_rate(self, by: int) -> None:
        """Speak by so many of RATES faster, or slower, from the next sentence on."""
        self._rate = min(len(RATES) - 1, max(0, self._rate + by))
        self.voice.set(rate=RATES[self._rate])
        self.quiet.set(rate=RATES[self._rate])

    def change_volume(self, by: float) -> None:
        """Speak louder, or more quietly, at once."""
        self._volume = min(port.LOUDEST, max(0.1, self._volume + by))
        self.voice.set(volume=self._volume)

    def switch_voice(self, on: bool) -> None:
        """The voice on or off; a step being told goes on in silence, at its pace."""
        if on:
            self.aloud = Aloud.ALWAYS
            return
        self.aloud = Aloud.NEVER
        waited = [told for told in self._saying.values() if told.step != NO_STEP]
        self.hush()
        for told in waited:
            self._say(self.quiet, told.text, told.step)


def _nearest_rate(rate: int) -> int:
    """The place in RATES of the one nearest to a rate."""
    return min(range(len(RATES)), key=lambda place: abs(RATES[place] - rate))


_CHANGES: Mapping[str, Callable[[App], None]] = {
    "slower": lambda app: app.change_rate(-1),
    "faster": lambda app: app.change_rate(1),
    "louder": lambda app: app.change_volume(VOLUME_STEP),
    "quieter": lambda app: app.change_volume(-VOLUME_STEP),
    "voice_on": lambda app: app.switch_voice(True),
    "voice_off": lambda app: app.switch_voice(False),
}
