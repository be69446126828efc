"""A log for finding mistakes of the program, on request only: what kind of events came and what followed. Never a word that was said."""

from __future__ import annotations

import os
import time
from pathlib import Path

from assistant.engine import Effect, Event, Moved, SpeechDone, StartTimer, TimeUp, Told
from assistant.errors import AssistantError
from assistant.model import Kind


class Log:
    """Lines in a file that only its owner reads; call it with an event and its effects."""

    def __init__(self, path: Path) -> None:
        try:
            self._file = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), 0o600), "a", encoding="utf-8")
        except OSError as error:
            raise AssistantError(f"the log {path} cannot be written ({error.strerror}); name another file after --log") from error
        self._start = time.monotonic()

    def __call__(self, event: Event, effects: tuple[Effect, ...]) -> None:
        """One line: the time since the start, the event, what followed."""
        self.line(f"{_event(event)} -> {', '.join(map(_effect, effects)) or 'nothing'}")

    def line(self, text: str) -> None:
        """A line as it is."""
        self._file.write(f"{time.monotonic() - self._start:9.3f} {text}\n")
        self._file.flush()


def _event(event: Event) -> str:
    match event:
        case Moved(move):
            return f"Moved {move.value}"
        case SpeechDone(ticket) | TimeUp(ticket):
            return f"{type(event).__name__} {ticket}"
        case _:
            return type(event).__name__


def _effect(effect: Effect) -> str:
    """An effect without its words: kind, intent and where a session is."""
    match effect:
        case Told(answer, session):
            intent = "-" if answer.kind in (Kind.URGENT, Kind.CAUTION) else answer.intent or "-"  # a flag's name would tell of the person
            where = f" {session.phase.value} {session.at + 1}/{len(session.steps)} #{session.ticket}" if session else ""
            return f"Told {answer.kind.value} {intent} {answer.confidence:.2f}{where}"
        case StartTimer(ticket, seconds):
            return f"StartTimer #{ticket} {seconds:g}s"
        case _:
            return type(effect).__name__
