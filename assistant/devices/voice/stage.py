"""Plays a tape: opens an output, sees when it has died in the middle of a word, goes on with another, and rests when nothing was said for long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from assistant.devices.voice.outputs import Clock, NoSound, Output, open_output
from assistant.devices.voice.pace import Pace
from assistant.devices.voice.tape import Tape

LOOK = 0.1  # seconds between looks
STALLED = 15  # looks without a frame pulled: counted, not timed, so that a suspended machine is not taken for a dead device
REST = 3000  # looks without anything to play: five minutes, longer than any hold


class Stage:
    """One thread that keeps an output open."""

    def __init__(self, tape: Tape, wanted: str, opened: Callable[[str, str], None], wait: Callable[[float], object] = time.sleep) -> None:
        """`wait` passes the seconds between two looks."""
        self._tape = tape
        self._wait = wait
        self._wanted = wanted
        self._opened = opened  # called with the output's name and '', or '' and why there is none
        self._output: Output | None = None
        self._pace = Pace()
        self._needed = threading.Event()
        self._needed.set()  # be ready before the first word
        threading.Thread(target=self._run, name="stage", daemon=True).start()

    @property
    def unheard(self) -> int:
        """Frames a cut would throw away."""
        return self._output.unheard if self._output else 0

    def wake(self) -> None:
        """Something is to be played, now or when it has been prepared."""
        self._needed.set()

    def frame(self, due: float) -> int:
        """Where on the tape a signal belongs that was due at this moment of `time.monotonic()`."""
        return self._pace.frame(due)

    def cut(self) -> None:
        """Silence at once, where that takes more than silence on the tape."""
        if self._output:
            self._output.cut()

    def _run(self) -> None:
        """Open an output when one is needed, watch it, close it; again and again."""
        while True:
            self._needed.wait()
            self._output = self._open()
            if not self._watch():
                self._needed.set()
            self._output.close()
            self._output = None

    def _open(self) -> Output:
        """A device or a command; when there is none, said once, a clock."""
        try:
            output = open_output(self._wanted, self._pull)
        except NoSound as trouble:
            self._wanted = "none"  # no second try: a voice that comes and goes is worse than none
            self._opened("", str(trouble))
            return Clock(self._pull)
        self._opened(output.name, "")
        return output

    def _pull(self, frames: int) -> bytes:
        self._pace.asked(self._tape.pulled, time.monotonic())
        return self._tape.pull(frames)

    def _watch(self) -> bool:
        """Wait until there is nothing to do (true) or the output is dead (false). A call to wake up counts as something to do."""
        pulled, still, idle = -1, 0, 0
        while still < STALLED and idle < REST:
            self._wait(LOOK)
            still = still + 1 if self._tape.pulled == pulled else 0
            pulled = self._tape.pulled
            called = self._needed.is_set()
            if called:  # only then: a call that comes in between is heard at the next look, or opens the output again
                self._needed.clear()
            idle = 0 if called or self._tape.busy else idle + 1
        return still < STALLED
