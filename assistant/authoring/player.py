"""A conversation in zero time: effects are performed on a clock that only moves when it is told to.

While nobody waits, nothing goes on by itself: a person who types fast is faster than any voice. `wait` first lets the
voice finish, then lets the seconds pass; holds run out and marks are told on the way. Not here: what a test expects.
"""

from __future__ import annotations

from assistant.decide.state import Conversation
from assistant.engine import Effect, Engine, Event, Said, SpeechDone, StartTimer, StopSpeaking, StopTimer, TimeUp, Told, step

MOST_EVENTS = 10_000  # of one wait; a session that never ends is a mistake of the engine


class Player:
    """Holds one conversation and its timers."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.talk = Conversation()
        self.now = 0.0
        self._due: list[tuple[float, TimeUp]] = []
        self._speaking: int | None = None

    def say(self, text: str) -> tuple[Told, ...]:
        """A message, and what is told to it."""
        left = max((due - self.now for due, event in self._due if not event.mark), default=0.0)
        return self._happens(Said(text, left))

    def wait(self, seconds: float) -> tuple[Told, ...]:
        """Let time pass, and what is told meanwhile."""
        end = self.now + seconds
        told: list[Told] = []
        for _ in range(MOST_EVENTS):
            event = self._next(end)
            if event is None:
                self.now = end
                return tuple(told)
            told.extend(self._happens(event))
        raise RuntimeError(f"a session of more than {MOST_EVENTS} events in {seconds:g} seconds")

    def _next(self, end: float) -> Event | None:
        """The end of speech, or the next thing due until then."""
        if self._speaking is not None:
            ticket, self._speaking = self._speaking, None
            return SpeechDone(ticket)
        due = [pair for pair in self._due if pair[0] <= end]
        if not due:
            return None
        first = min(due, key=lambda pair: pair[0])
        self._due.remove(first)
        self.now = first[0]
        return first[1]

    def _happens(self, event: Event) -> tuple[Told, ...]:
        self.talk, effects = step(self.engine, self.talk, event)
        for effect in effects:
            self._perform(effect)
        return tuple(effect for effect in effects if isinstance(effect, Told))

    def _perform(self, effect: Effect) -> None:
        match effect:
            case Told(session=session) if session is not None:
                self._speaking = session.ticket
            case StopSpeaking():
                self._speaking = None
            case StopTimer():
                self._due = []
            case StartTimer(ticket, seconds, marks):
                self._due = [*((self.now + at, TimeUp(ticket, mark)) for at, mark in marks), (self.now + seconds, TimeUp(ticket))]
            case _:
                pass
