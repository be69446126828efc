"""Where on the tape a moment of the clock lies, so that two signals are exactly as far apart as they were due, however busy the machine is.

A device asks for frames ahead of time and, on a busy machine, late; the least late of the last seconds tells how the tape and the clock lie to
each other. Pure: moments come in as numbers. They are those of `time.monotonic()`, one clock for all processes of a machine.
"""

from __future__ import annotations

from collections import deque

from assistant.devices.voice.sound import RATE
from assistant.values import NamedTuple

LEAD = 0.08  # seconds from when a signal is due to its place: what its way here may take on a busy machine
SPAN = 1.0  # seconds whose least late request is kept
SPANS = 3  # kept: longer, and a gap in the sound, after which all is later, would be noticed late


class Least(NamedTuple):
    """Of one span: when it began, and the earliest moment at which the tape's first frame may have been asked for."""

    since: float
    origin: float


class Pace:
    """How tape and clock lie to each other, learnt from every request of a device."""

    def __init__(self) -> None:
        self._least: deque[Least] = deque(maxlen=SPANS)

    def asked(self, frame: int, now: float) -> None:
        """A device asks now for what begins at this frame."""
        origin = now - frame / RATE
        newest = self._least[-1] if self._least else None
        if newest is None or now - newest.since >= SPAN:
            if newest and now - newest.since >= SPANS * SPAN:
                self._least.clear()  # another device, or the same after a rest
            self._least.append(Least(now, origin))
        elif origin < newest.origin:
            self._least[-1] = newest._replace(origin=origin)

    def frame(self, due: float) -> int:
        """The frame at which a signal that was due then has its place; 0, which is past, when nothing is known.

        >>> pace = Pace()
        >>> pace.asked(0, 100.0), pace.asked(2205, 100.13), pace.asked(4410, 100.2)
        (None, None, None)
        >>> pace.frame(100.5) / RATE
        0.58
        """
        return round((due + LEAD - min(least.origin for least in self._least)) * RATE) if self._least else 0
