"""How exact a guided session is while the machine is busy: real timers, a silent voice that takes its time, two processes spinning.

    python -m benchmarks.session            # ten minutes of holds
    python -m benchmarks.session --quick    # one minute

Prints a Markdown table: by how much holds were off, the marks within them, and how far the sum of all had drifted at the end.
"""

from __future__ import annotations

import argparse
import queue
import subprocess
import sys
import time
from collections.abc import Sequence
from typing import NamedTuple

from assistant.commands import start
from assistant.decide.session import Move
from assistant.decide.state import Conversation
from assistant.devices.timer import Timer
from assistant.engine import Engine, Event, Moved, Said, SpeechDone, StartTimer, StopTimer, TimeUp, step
from benchmarks.common import percentile, table

ALLOWED = 0.050  # seconds
SPIN = "while True: pass"
SPINNING = 2


class Hold(NamedTuple):
    """A timer as it was meant and as it was."""

    wanted: float
    took: float
    marks: tuple[float, ...]  # by how much each mark came late


class Bench:
    """Holds a session as the program does: a queue, a timer, and the engine between them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._talk = Conversation()
        self._events: queue.Queue[tuple[float, Event]] = queue.Queue()
        self._timer = Timer(lambda ticket, mark: self._events.put((time.monotonic(), TimeUp(ticket, mark))))
        self._begun = 0.0
        self._wanted: StartTimer | None = None
        self._late: list[float] = []
        self.holds: list[Hold] = []

    def run(self, seconds: float) -> None:
        """Sessions one after the other until holds and the time to get ready add up to so much."""
        while sum(hold.wanted for hold in self.holds) < seconds:
            if self._talk.session is None:
                self._take(time.monotonic(), Said("guide me for 10 minutes"))
                self._take(time.monotonic(), Moved(Move.READY))
            elif self._wanted is None:
                self._take(time.monotonic(), SpeechDone(self._talk.session.ticket))  # a telling takes no time here
            else:
                self._take(*self._events.get())
        self._timer.close()

    def _take(self, at: float, event: Event) -> None:
        if isinstance(event, TimeUp) and self._wanted and event.ticket == self._wanted.ticket:
            self._measure(at, event, self._wanted)
        self._talk, effects = step(self._engine, self._talk, event)
        for effect in effects:
            if isinstance(effect, StartTimer):
                self._wanted, self._begun, self._late = effect, time.monotonic(), []
                self._timer.start(effect.ticket, effect.seconds, effect.marks)
            elif isinstance(effect, StopTimer):
                self._timer.stop()
                self._wanted = None

    def _measure(self, at: float, event: TimeUp, wanted: StartTimer) -> None:
        took = at - self._begun
        if event.mark:
            self._late.append(min((took - due for due, mark in wanted.marks if mark == event.mark), key=abs))
            return
        self.holds.append(Hold(wanted.seconds, took, tuple(self._late)))
        self._wanted = None


def rows(holds: Sequence[Hold]) -> list[list[str]]:
    """What is printed: a line a measure, in milliseconds."""
    off = [abs(hold.took - hold.wanted) for hold in holds]
    marks = [abs(late) for hold in holds for late in hold.marks]
    drift = sum(hold.took - hold.wanted for hold in holds)
    return [
        ["timers of holds and of getting ready", str(len(holds)), _ms(percentile(off, 0.5)), _ms(max(off))],
        ["marks within them", str(len(marks)), _ms(percentile(marks, 0.5)), _ms(max(marks))],
        ["drift of their sum", f"{sum(hold.wanted for hold in holds):.0f} s", "", _ms(drift)],
    ]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def main() -> int:
    """Measure; 1 when anything was off by more than is allowed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one minute instead of ten")
    seconds = 60 if parser.parse_args().quick else 600
    bench = Bench(start.engine(None, "acupressure"))
    spinning = [subprocess.Popen([sys.executable, "-c", SPIN]) for _ in range(SPINNING)]
    try:
        bench.run(seconds)
    finally:
        for process in spinning:
            process.kill()
            process.wait()
    print(table(["measure", "how many", "median off", "worst"], rows(bench.holds)))
    worst = max(abs(hold.took - hold.wanted) for hold in bench.holds)
    drift = abs(sum(hold.took - hold.wanted for hold in bench.holds))
    return int(worst > ALLOWED or drift > ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
