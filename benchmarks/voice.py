"""What the voice does, heard on a recorded sound card (tests/rig.py): fidelity, delay, silence, kills, endurance, rate.

    python -m benchmarks.voice            every figure, in about eight minutes
    python -m benchmarks.voice --soak     the long form: 100 kills, 1,000 utterances, 50 rates

Times are from the call to what the recording shows, so they include the sound server and the recorder (about 15 ms).
Ends with 1 when a figure is worse than was asked.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import threading
import time
from array import array
from collections.abc import Callable
from pathlib import Path
from queue import SimpleQueue
from typing import NamedTuple

from assistant.devices.speaker import Speaker
from assistant.devices.voice.port import Settings, SpeechDone, SpeechStarted, VoiceEvent, VoiceReady
from assistant.devices.voice.sound import RATE
from assistant.devices.voice.synthesis import Synthesis
from assistant.respond.breaths import sentences
from benchmarks.common import ROOT, percentile, table
from tests.rig import LOUD, Rig, active, likeness, missing

TEXT = "Place your thumb in the middle of the crease behind the knee, and press until it feels full."
ALONE = "Place your thumb in the middle of the crease behind the knee."
LONG = " ".join([TEXT] * 3)
PHRASE = "Press gently and breathe out slowly."
NEXT = "Breathe in."
WORD = "Go."
SEED = 7  # the same random moments in every run


class Figure(NamedTuple):
    """One line of the result."""

    what: str
    asked: str
    measured: str
    good: bool


class Talker:
    """A speaker, and a way to wait for what it posts."""

    def __init__(self, settings: Settings) -> None:
        self.events: SimpleQueue[VoiceEvent] = SimpleQueue()
        self.voice = Speaker(self.events.put, settings)

    def until(self, kind: type[VoiceEvent]) -> VoiceEvent:
        """The next event of a kind."""
        while True:
            event = self.events.get(timeout=60)
            if type(event) is kind:
                return event

    def speak(self, text: str, ticket: int = 1) -> int:
        """Say it and wait for the end; the ticket that was reported."""
        self.voice.say(ticket, text)
        done = self.until(SpeechDone)
        assert isinstance(done, SpeechDone)
        return done.ticket


def ready(settings: Settings) -> Talker:
    """A talker whose engine and device are open."""
    talker = Talker(settings)
    talker.until(VoiceReady)
    return talker


def wait(seconds: float) -> None:
    """Real time passes."""
    threading.Event().wait(seconds)


def milliseconds(values: list[float]) -> str:
    """Median and worst."""
    return f"median {percentile(values, 0.5) * 1000:.0f} ms, worst {max(values) * 1000:.0f} ms of {len(values)}"


# ---------------------------------------------------------------- the figures


def fidelity(rig: Rig, trials: int) -> list[Figure]:
    """What is recorded is what was synthesised. One sentence: on a busy machine espeak's second one comes in several shapes."""
    alike, longer = [], []
    for _ in range(trials):
        since = time.monotonic()
        talker = Talker(Settings())
        talker.speak(ALONE)
        wait(0.3)
        talker.voice.close()
        heard, wanted = rig.heard(since), _first(Settings(), ALONE)
        alike.append(likeness(heard, wanted))
        longer.append(abs(len(heard) - len(wanted)) / RATE)
    return [
        Figure("recorded against synthesised: correlation", "0.99", f"lowest {min(alike):.4f} of {trials}", min(alike) >= 0.99),
        Figure("difference in length", "40 ms", milliseconds(longer), max(longer) <= 0.04),
    ]


def _first(settings: Settings, text: str) -> array[int]:
    """What a fresh engine makes of the text: it never says a sentence twice in quite the same way, but the first time always is the same."""
    synthesis = Synthesis(settings)
    pieces = [synthesis.sound(sentence).samples for sentence in sentences(text)]
    synthesis.close()
    return active(sum(pieces, array("h")))


def first_sound(rig: Rig, trials: int) -> list[Figure]:
    """From `say` to sound: with the voice running, and from the start of a process that knows nothing yet."""
    talker, warm = ready(Settings(rate=300)), []
    for _ in range(trials):
        wait(0.3)
        asked = time.monotonic()
        talker.speak(NEXT)
        warm.append((rig.first_sound(asked) or asked + 9) - asked)
    talker.voice.close()
    cold = [_cold(rig) for _ in range(max(5, trials // 5))]
    return [
        Figure("first sound, voice running", "150 ms", milliseconds(warm), percentile(warm, 0.5) <= 0.15),
        Figure("first sound, from the start of a process", "400 ms", milliseconds(cold), percentile(cold, 0.5) <= 0.4),
    ]


ONCE = """
import threading
from assistant.devices.speaker import Speaker
from assistant.devices.voice.port import Settings, SpeechDone
done = threading.Event()
voice = Speaker(lambda event: done.set() if type(event) is SpeechDone else None, Settings(rate=300))
voice.say(1, "Breathe in.")
done.wait(20)
voice.close()
"""


def _cold(rig: Rig) -> float:
    wait(0.3)
    asked = time.monotonic()
    subprocess.run([sys.executable, "-c", ONCE], cwd=ROOT, check=True)
    return (rig.first_sound(asked) or asked + 9) - asked


def silence(rig: Rig, trials: int) -> list[Figure]:
    """Stop, pause and skip at random moments of speech."""
    moments = random.Random(SEED)
    talker = ready(Settings())
    acts: dict[str, Callable[[], None]] = {"stop": talker.voice.stop, "pause": talker.voice.pause}
    figures = []
    for name, act in acts.items():
        taken = [_silenced(rig, talker, act, moments.uniform(0.3, 3)) for _ in range(trials)]
        figures.append(Figure(f"{name} to silence", "100 ms", milliseconds(taken), max(taken) <= 0.1))
    length = len(_first(Settings(), NEXT)) / RATE
    skipped = [_skipped(rig, talker, moments.uniform(0.3, 3), length) for _ in range(trials)]
    talker.voice.close()
    return [*figures, Figure("skip: to the first sound of the next words", "250 ms", milliseconds(skipped), max(skipped) <= 0.25)]


def _silenced(rig: Rig, talker: Talker, act: Callable[[], None], moment: float) -> float:
    talker.voice.say(1, LONG)
    talker.until(SpeechStarted)
    wait(moment)
    asked = time.monotonic()
    act()
    wait(0.4)
    last = rig.last_sound(asked - 0.3)
    talker.voice.stop()
    return max(0.0, (last or asked) - asked)


def _skipped(rig: Rig, talker: Talker, moment: float, length: float) -> float:
    """When the next words began: their length before the last sound, for what was skipped still sounds when they are on their way."""
    talker.voice.say(1, LONG)
    talker.until(SpeechStarted)
    wait(moment)
    asked = time.monotonic()
    talker.voice.stop()
    talker.speak(NEXT, ticket=2)
    wait(0.2)
    return (rig.last_sound(asked) or asked + 9) - length - asked


TALK = """
from assistant.devices.speaker import Speaker
from assistant.devices.voice.port import Settings
voice = Speaker(lambda event: print(type(event).__name__, flush=True), Settings())
voice.say(1, "This goes on and on, whatever happens. " * 50)
input()
"""


def kills(rig: Rig, trials: int) -> list[Figure]:
    """kill -9 of the program at random moments, from its first instant on: what is left of it, and what is heard."""
    moments = random.Random(SEED)
    left, taken = 0, []
    for trial in range(trials):
        with subprocess.Popen([sys.executable, "-c", TALK], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
            wait(moments.uniform(0, 0.4) if trial % 4 == 0 else moments.uniform(0.4, 2))
            family = _descendants(parent.pid)
            killed = time.monotonic()
            parent.kill()
        wait(1)
        left += sum(map(_alive, family))
        taken.append(max(0.0, (rig.last_sound(killed) or killed) - killed))
    return [
        Figure(f"processes left after {trials} kills", "0", str(left), left == 0),
        Figure("kill -9 to silence", "100 ms", milliseconds(taken), max(taken) <= 0.1),
    ]


def _descendants(pid: int) -> list[int]:
    try:
        children = [int(child) for task in Path(f"/proc/{pid}/task").glob("*/children") for child in task.read_text().split()]
    except OSError:
        return []
    return [person for child in children for person in (child, *_descendants(child))]


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def endurance(rig: Rig, count: int) -> list[Figure]:
    """Many utterances in a row: all reported in order, all heard, and no memory kept."""
    talker = ready(Settings(rate=400))
    for _ in range(20):
        talker.speak(WORD)
    before, since = _memory(), time.monotonic()
    for ticket in range(count):
        talker.voice.say(ticket, WORD)
    reported: list[int] = []
    while len(reported) < count:
        done = talker.until(SpeechDone)
        assert isinstance(done, SpeechDone)
        reported.append(done.ticket)
    after = _memory()
    heard = _bursts(rig, since)
    talker.voice.close()
    grown = (after - before) / before
    return [
        Figure(f"{count} utterances: reported in order", str(count), str(len(reported)), reported == list(range(count))),
        Figure(f"{count} utterances: heard", str(count), str(heard), heard == count),
        Figure("memory of the voice's processes, after against before", "+10 %", f"{grown * 100:+.1f} % of {before / 1024:.0f} MB", grown < 0.1),
    ]


def _memory() -> int:
    """Kilobytes of the children of this process that are voices."""
    pages = [
        Path(f"/proc/{pid}/statm").read_text().split()
        for pid in _descendants(os.getpid())
        if b"assistant" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ]
    return sum((int(page[1]) - int(page[2])) * 4 for page in pages)


def _bursts(rig: Rig, since: float) -> int:
    """How many sounds with at least 60 ms of silence between them."""
    count, quiet, gap = 0, RATE, RATE * 6 // 100
    for sample in rig.heard(since):
        if -LOUD <= sample <= LOUD:
            quiet += 1
            continue
        count += quiet >= gap
        quiet = 0
    return count


def rates(rig: Rig, trials: int) -> list[Figure]:
    """The rate changed again and again: each time the length is that of a fresh engine of that rate."""
    chosen = random.Random(SEED)
    talker = ready(Settings())
    rate, wrong, worst = Settings().rate, 0, 0.0
    for _ in range(trials):
        rate = chosen.choice([other for other in range(80, 401, 10) if other != rate])  # the same once more is no change
        wait(0.2)
        talker.voice.set(rate=rate)
        since = time.monotonic()
        talker.speak(PHRASE)
        wait(0.2)
        wanted = len(_first(Settings(rate=rate), PHRASE))
        off = abs(len(rig.heard(since)) - wanted) / wanted
        wrong += off > 0.05
        worst = max(worst, off)
    talker.voice.close()
    return [Figure(f"rate changed {trials} times: wrong lengths", "0", f"{wrong}, furthest {worst * 100:.1f} %", wrong == 0)]


def main() -> int:
    """Measure and print."""
    wanted = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    wanted.add_argument("--soak", action="store_true", help="the long form, about half an hour")
    wanted.add_argument("--only", choices=["fidelity", "first_sound", "silence", "kills", "endurance", "rates"], help="one of the measurements")
    given = wanted.parse_args()
    if missing():
        print(f"error: the sound rig needs {missing()}; apt-get install pulseaudio pulseaudio-utils", file=sys.stderr)
        return 1
    plan: list[tuple[Callable[[Rig, int], list[Figure]], int, int]] = [
        (fidelity, 3, 10),
        (first_sound, 25, 50),
        (silence, 50, 50),
        (kills, 10, 100),
        (endurance, 50, 1000),
        (rates, 10, 50),
    ]
    figures = []
    with Rig() as rig:
        for measure, few, many in plan:
            if given.only in (None, measure.__name__):
                figures += measure(rig, many if given.soak else few)
                rig.forget()
    print(table(["what", "asked", "measured", ""], [[*figure[:3], "yes" if figure.good else "NO"] for figure in figures]))
    return 0 if all(figure.good for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
