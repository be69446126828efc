"""How exact the holds of a spoken session are while the machine is busy, heard on the recorded sound card: two processes spin.

    python -m benchmarks.voice_session            a session of ten minutes
    python -m benchmarks.voice_session --quick    one of two

What is said comes fast; holds have their whole length. Ends with 1 when a figure is worse than was asked.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from typing import NamedTuple

from assistant.app import Aloud, App
from assistant.commands import start
from assistant.decide.session import Move
from assistant.devices.late import Late
from assistant.devices.speaker import Speaker
from assistant.devices.voice.port import Settings
from assistant.engine import Effect, Event, Moved, Said, StartTimer, TimeUp, Told
from benchmarks.common import table
from benchmarks.voice import Figure, milliseconds, wait
from tests.rig import Rig, missing


class Unseen:
    """A screen that nobody looks at."""

    def show(self, told: Told) -> None: ...

    def note(self, text: str) -> None: ...

    def entered(self, text: str) -> None: ...

    def suspended(self) -> None: ...

    def interrupted(self) -> None: ...


class Held(NamedTuple):
    """A hold: how long it was to be, when its first and its last signal were asked for."""

    wanted: float
    begun: float
    ended: float


def holds(rig: Rig, minutes: int) -> list[Figure]:
    """A whole session of so many minutes, spoken, two processes spinning: each hold from the onset of its first signal to that of its last."""
    spinning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(2)]
    try:
        held = _session(minutes)
    finally:
        for process in spinning:
            process.kill()
            process.wait()
    off = [(rig.onset(hold.ended) or 0) - (rig.onset(hold.begun) or 0) - hold.wanted for hold in held]
    worst, drift = max(map(abs, off)), sum(off)
    return [
        Figure(f"{len(held)} holds of a session of {minutes} minutes: off", "50 ms", milliseconds(list(map(abs, off))), worst <= 0.05),
        Figure(f"the sum of all {sum(hold.wanted for hold in held):.0f} s", "50 ms", f"{drift * 1000:+.0f} ms", abs(drift) <= 0.05),
    ]


def _session(minutes: int) -> list[Held]:
    """Played by the program itself with a voice and signals; what it asked for, and when."""
    held: list[Held] = []
    app = App(start.engine(None, start.subject(None)), Unseen(), Late(lambda: Speaker(app.heard, Settings(rate=400))), aloud=Aloud.ALWAYS)
    begun: list[tuple[float, float]] = []

    def note(event: Event, effects: tuple[Effect, ...]) -> None:
        if begun and isinstance(event, TimeUp) and not event.mark:
            held.append(Held(*begun.pop(), time.monotonic()))
        begun.extend((effect.seconds, time.monotonic()) for effect in effects if isinstance(effect, StartTimer) and effect.marks)

    app.log = note
    app.talk = app.talk._replace(cues="tones")
    for event in (Said(f"guide me for {minutes} minutes"), Moved(Move.READY)):
        app.take(event)
    while app.talk.session:
        app.take(app.events.get())
    wait(1)
    app.close()
    return held


def main() -> int:
    """Measure and print."""
    wanted = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    wanted.add_argument("--quick", action="store_true", help="two minutes instead of ten")
    minutes = 2 if wanted.parse_args().quick else 10
    if missing():
        print(f"error: the sound rig needs {missing()}; apt-get install pulseaudio pulseaudio-utils", file=sys.stderr)
        return 1
    with Rig() as rig:
        figures = holds(rig, minutes)
    print(table(["what", "asked", "measured", ""], [[*figure[:3], "yes" if figure.good else "NO"] for figure in figures]))
    return 0 if all(figure.good for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
