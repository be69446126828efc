"""Timers on absolute deadlines: a hold and what is said during it.

A timer that is started because another one ran out begins where that one ended, so that a busy machine does not make a
session longer. One thread waits for the next deadline; what would come late is dropped, not queued. Not here: what a
timer means (the session knows its ticket).
"""

from __future__ import annotations

import heapq
import threading
import time
from collections.abc import Callable, Sequence

LATE = 1.0  # seconds; a mark that comes later than this says nothing
FOLLOWS = 0.25  # seconds within which a timer counts as started by the end of the last one
SLEPT = 5.0  # seconds by which the wall clock runs ahead when the machine was suspended


class Timer:
    """Posts (ticket, mark) when a mark is reached and (ticket, '') when the time is up; one hold at a time."""

    def __init__(self, post: Callable[[int, str], None], slept: Callable[[], None] = lambda: None) -> None:
        self._post = post
        self._slept = slept
        self._due: list[tuple[float, int, str]] = []
        self._ended = 0.0  # when the last timer ran out
        self._changed = threading.Condition()
        self._closed = False
        self._offset = time.time() - time.monotonic()
        threading.Thread(target=self._run, name="timer", daemon=True).start()

    def start(self, ticket: int, seconds: float, marks: Sequence[tuple[float, str]] = ()) -> None:
        """Begin a hold now; an older one is forgotten."""
        now = time.monotonic()
        with self._changed:
            self._offset = time.time() - now
            now = self._ended if now - self._ended < FOLLOWS else now
            self._due = [(now + after, ticket, mark) for after, mark in marks] + [(now + seconds, ticket, "")]
            heapq.heapify(self._due)
            self._changed.notify()

    def stop(self) -> None:
        """Nothing is due any more."""
        with self._changed:
            self._due, self._ended = [], 0.0 if self._due else self._ended
            self._changed.notify()

    def left(self) -> float:
        """Seconds until the time is up; 0 when nothing runs."""
        with self._changed:
            ends = [due for due, _, mark in self._due if not mark]
            return max(0.0, ends[0] - time.monotonic()) if ends else 0.0

    def close(self) -> None:
        """End the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def _run(self) -> None:
        while True:
            with self._changed:
                while not self._closed and (not self._due or self._due[0][0] > time.monotonic()):
                    # A monotonic clock stands still while a machine sleeps: look at the wall clock once a second.
                    self._changed.wait(min(1.0, self._due[0][0] - time.monotonic()) if self._due else None)
                    if self._due and self._was_asleep():
                        self._due = []
                        self._slept()
                if self._closed:
                    return
                due, ticket, mark = heapq.heappop(self._due)
                self._ended = self._ended if mark else due
            if not mark or time.monotonic() - due < LATE:
                self._post(ticket, mark)

    def _was_asleep(self) -> bool:
        ahead = time.time() - time.monotonic() - self._offset
        return ahead > SLEPT
