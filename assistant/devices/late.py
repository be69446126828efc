"""A voice that is made when it is first needed: a chat in text never starts one, and the first prompt does not wait for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from assistant.devices.voice.port import Voice


class Late:
    """A `Voice` (devices.voice.port) around one that `start` makes; what was set before is passed on to it."""

    def __init__(self, make: Callable[[], Voice]) -> None:
        self._make = make
        self._voice: Voice | None = None
        self._making = threading.Lock()
        self._rate: int | None = None
        self._volume: float | None = None
        self._name: str | None = None

    def start(self) -> Voice:
        """Make it now, so that the first sound comes at once."""
        with self._making:
            if self._voice is None:
                self._voice = self._make()
                if (self._rate, self._volume, self._name) != (None, None, None):
                    self._voice.set(rate=self._rate, volume=self._volume, voice=self._name)
            return self._voice

    def say(self, ticket: int, text: str) -> None:
        """Queue one utterance."""
        self.start().say(ticket, text)

    def stop(self) -> None:
        """Be silent at once."""
        if self._voice:
            self._voice.stop()

    def pause(self) -> None:
        """Be silent at once and keep the place."""
        if self._voice:
            self._voice.pause()

    def resume(self) -> None:
        """Go on from there."""
        if self._voice:
            self._voice.resume()

    def set(self, *, rate: int | None = None, volume: float | None = None, voice: str | None = None) -> None:
        """Change what is given, now or when there is a voice."""
        self._rate = rate if rate is not None else self._rate
        self._volume = volume if volume is not None else self._volume
        self._name = voice if voice is not None else self._name
        if self._voice:
            self._voice.set(rate=rate, volume=volume, voice=voice)

    def tone(self, kind: str, due: float = 0.0) -> None:
        """Sound a soft signal."""
        if self._voice:
            self._voice.tone(kind, due)

    def close(self) -> None:
        """Be silent and end."""
        if self._voice:
            self._voice.close()
