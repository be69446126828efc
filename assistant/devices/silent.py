"""Voices without sound: for text, for tests, and for machines that cannot speak.

`Silent` has said everything at once; `Paced` takes the time the words would have taken, so that a session in text
keeps the pace of a spoken one.
"""

from __future__ import annotations

import threading

from assistant.devices.voice.port import Post, SpeechDone, SpeechStarted, seconds_to_say


class Silent:
    """Text only: every utterance is done as soon as it is given."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def say(self, ticket: int, text: str) -> None:
        """Report it as said."""
        self._post(SpeechStarted(ticket))
        self._post(SpeechDone(ticket))

    def stop(self) -> None:
        """Nothing is ever under way."""

    def pause(self) -> None:
        """Nothing is ever under way."""

    def resume(self) -> None:
        """Nothing is ever under way."""

    def set(self, *, rate: int | None = None, volume: float | None = None, voice: str | None = None) -> None:
        """There is nothing to change."""

    def tone(self, kind: str, due: float = 0.0) -> None:
        """Silence sounds like silence."""

    def close(self) -> None:
        """Nothing is held."""


class Paced:
    """Text at the pace of speech: one thread that waits instead of speaking."""

    def __init__(self, post: Post, rate: int = 150) -> None:
        self._post = post
        self._rate = rate
        self._queue: list[tuple[int, float]] = []  # ticket, seconds still to wait
        self._state = threading.Condition()
        self._paused = False
        self._closed = False
        threading.Thread(target=self._run, name="paced voice", daemon=True).start()

    def say(self, ticket: int, text: str) -> None:
        """Queue the time the words would take."""
        with self._state:
            self._queue.append((ticket, seconds_to_say(text, self._rate)))
            self._state.notify()

    def stop(self) -> None:
        """Forget what is queued."""
        with self._state:
            self._queue.clear()
            self._state.notify()

    def pause(self) -> None:
        """Let no time pass. The utterance under way starts over on `resume`."""
        with self._state:
            self._paused = True
            self._state.notify()

    def resume(self) -> None:
        """Let time pass again."""
        with self._state:
            self._paused = False
            self._state.notify()

    def set(self, *, rate: int | None = None, volume: float | None = None, voice: str | None = None) -> None:
        """A new rate holds from the next utterance on."""
        self._rate = rate or self._rate

    def tone(self, kind: str, due: float = 0.0) -> None:
        """Silence sounds like silence."""

    def close(self) -> None:
        """End the thread."""
        with self._state:
            self._closed = True
            self._queue.clear()
            self._state.notify()

    def _run(self) -> None:
        while (first := self._next()) is not None:
            ticket, seconds = first
            self._post(SpeechStarted(ticket))
            if self._wait(first, seconds):
                self._post(SpeechDone(ticket))

    def _next(self) -> tuple[int, float] | None:
        with self._state:
            self._state.wait_for(lambda: self._closed or (self._queue and not self._paused))
            return None if self._closed else self._queue[0]

    def _wait(self, job: tuple[int, float], seconds: float) -> bool:
        """Whether the time of a job has passed undisturbed; then the job is taken off."""
        with self._state:
            if self._state.wait_for(lambda: self._paused or self._closed or job not in self._queue, seconds):
                return False
            self._queue.pop(0)
            return True
