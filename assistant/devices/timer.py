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
SLEPT = 5.0  # seconds from which on the machine was suspended, or the program stopped (Ctrl-Z)
LOOK = 1.0  # seconds between two looks at the clocks while something is due


class Timer:
    """Posts (ticket, mark) when a mark is reached and (ticket, '') when the time is up; one hold at a time."""

    def __init__(self, post: Callable[[int, str], None], slept: Callable[[], None] = lambda: None, wall: Callable[[], float] = time.time) -> None:
        """`slept` is called when nothing ran for a while, which `wall`, the clock on the wall, gives away."""
        self._post = post
        self._slept = slept
        self._wall = wall
        self._watching = False
        self._due: list[tuple[float, int, str]] = []
        self._ended = 0.0  # when the last timer ran out
        self.due = 0.0  # when what was posted or started last was due, on `time.monotonic()`
        self._changed = threading.Condition()
        self._closed = False
        threading.Thread(target=self._run, name="timer", daemon=True).start()

    def start(self, ticket: int, seconds: float, marks: Sequence[tuple[float, str]] = ()) -> None:
        """Begin a hold now; an older one is forgotten."""
        now = time.monotonic()
        with self._changed:
            now = self.due = self._ended if now - self._ended < FOLLOWS else now
            self._due = [(now + after, ticket, mark) for after, mark in marks] + [(now + seconds, ticket, "")]
            heapq.heapify(self._due)
            self._changed.notify()

    def stop(self) -> None:
        """Nothing is due any more."""
        with self._changed:
            self._due, self._ended = [], 0.0 if self._due else self._ended
            self._changed.notify()

    def watch(self, on: bool) -> None:
        """Look for a sleep although nothing is due: somebody is being spoken to."""
        if on != self._watching:
            with self._changed:
                self._watching = on
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
        """Post what is due, one after the other, until the timer is closed."""
        while True:
            with self._changed:
                while not self._closed and (not self._due or self._due[0][0] > time.monotonic()):
                    self._wait()
                if self._closed:
                    return
                due, ticket, mark = heapq.heappop(self._due)
                self.due = due
                self._ended = self._ended if mark else due
            if not mark or time.monotonic() - due < LATE:
                self._post(ticket, mark)

    def _wait(self) -> None:
        """Wait for the next deadline or a change, and look at the clocks in between: nobody holds on while the machine sleeps."""
        if not self._due and not self._watching:
            self._changed.wait()
            return
        waiting = min(LOOK, self._due[0][0] - time.monotonic()) if self._due else LOOK
        before, wall = time.monotonic(), self._wall()
        self._changed.wait(waiting)
        passed = time.monotonic() - before
        moved = stood_still(waiting, passed, self._wall() - wall)
        if moved is not None:
            self._due = [(due + moved, ticket, mark) for due, ticket, mark in self._due]
            self._slept()


def stood_still(waiting: float, passed: float, wall: float) -> float | None:
    """The seconds by which deadlines move because nothing ran meanwhile; None where everything ran.

    A program that was stopped finds both clocks ahead; a machine that slept only the one on the wall.

    >>> stood_still(1, 1.2, 1.2), stood_still(1, 61, 61), stood_still(1, 1, 3600)
    (None, 60, 0)
    """
    if passed > waiting + SLEPT:
        return passed - waiting
    return 0 if wall > passed + SLEPT else None
