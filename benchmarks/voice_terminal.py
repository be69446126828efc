"""What the voice does in the program itself, heard on the recorded sound card: keys of a session, replies of a chat, `ask --speak`.

    python -m benchmarks.voice_terminal    every figure, in about fifteen minutes

Times are from a key, or from a text on a real terminal, to what the recording shows. Ends with 1 when a figure is worse than was asked.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.common import ROOT, percentile, table
from benchmarks.voice import SEED, Figure, milliseconds, wait
from tests.rig import Rig, missing
from tests.running import environment
from tests.terminal import Terminal

TRIALS = 50
COLD = 10
BOUND = 0.6  # seconds after a letter in which nothing else is said: it may be the beginning of a word
PATIENCE = 30  # seconds until something that was to be heard is given up


def program(folder: Path, *args: str) -> Terminal:
    """The program on a terminal, with the recorded sound card and folders of its own."""
    (folder / "config.toml").write_text('[voice]\nspeak = "always"\n')
    own = {f"ACUPRESSURE_{name}": str(folder / name.lower()) for name in ("DATA", "STATE")}
    return Terminal(list(args), environment(TERM="xterm-256color", ACUPRESSURE_CONFIG=str(folder), **own), 100, 60)


def sounding(rig: Rig) -> None:
    """Until something is heard."""
    end = time.monotonic() + PATIENCE
    while rig.last_sound(time.monotonic() - 0.1) is None:
        if time.monotonic() > end:
            raise TimeoutError("nothing was heard")
        wait(0.02)


def told(what: str, times: int, text: str) -> bool:
    """Whether a text has been on the screen so often."""
    return text.count(what) >= times


def keys(rig: Rig, folder: Path) -> list[Figure]:
    """Letters silence at once, at random moments of speech; a pause is on the screen at once."""
    moments = random.Random(SEED)
    again, skipped, stopped, paused = [], [], [], []
    with program(folder, "guide", "BL-40") as terminal:
        terminal.shows("ready")
        terminal.send("ready\r")
        terminal.shows("Step 1 of")
        for number in range(1, TRIALS + 1):
            terminal.until(partial(told, "Step 1 of", number))
            again.append(_letter(rig, terminal, moments.uniform(0.2, 2.5), "r"))
        for number in range(TRIALS):
            steps = terminal.text.count("Step ")
            skipped.append(_letter(rig, terminal, moments.uniform(0.2, 2.5), "nbb"[number % 3]))  # back more often: never to the end
            terminal.until(partial(told, "Step ", steps + 1))
        for number in range(1, TRIALS + 1):
            paused.append(_space(terminal, number))
        for number in range(1, TRIALS + 1):
            stopped.append(_letter(rig, terminal, moments.uniform(0.2, 2.5), "s"))
            terminal.until(partial(told, "Stopped.", number))
            terminal.send("guide me through BL-40\r")
            terminal.until(partial(told, "> guide me through BL-40", number))
    return [
        Figure("key r (once more) to silence, in a session on a terminal", "100 ms", milliseconds(again), max(again) <= 0.1),
        Figure("keys n and b (next, back) to silence", "100 ms", milliseconds(skipped), max(skipped) <= 0.1),
        Figure("key s (stop) to silence", "100 ms", milliseconds(stopped), max(stopped) <= 0.1),
        Figure("space (pause) to “Paused” on the screen, silent before", "100 ms", milliseconds(paused), percentile(paused, 0.5) <= 0.1),
    ]


def _letter(rig: Rig, terminal: Terminal, moment: float, sign: str) -> float:
    sounding(rig)
    wait(moment)
    sounding(rig)
    pressed = time.monotonic()
    terminal.send(sign)
    wait(BOUND)
    last = rig.last_sound(pressed - 0.2)
    wait(0.3)
    return max(0.0, (last or pressed) - pressed)


def _space(terminal: Terminal, number: int) -> float:
    wait(0.3)
    pressed = time.monotonic()
    terminal.send(" ")
    terminal.until(lambda text: text.count("Paused.") == number)
    shown = time.monotonic() - pressed
    wait(0.2)
    terminal.send(" ")
    terminal.until(lambda text: "space pause" in text)
    return shown


def replies(rig: Rig, folder: Path) -> list[Figure]:
    """From a reply on the screen to its first sound, the voice running."""
    taken = []
    with program(folder, "chat") as terminal:
        terminal.shows("F1 help")
        terminal.send("where is BL-40\r")  # the voice starts with the first
        sounding(rig)
        for number in range(1, TRIALS // 2 + 1):
            taken.append(_reply(rig, terminal, number))
    return [Figure("first sound after a reply is on the screen", "150 ms", milliseconds(taken), percentile(taken, 0.5) <= 0.15)]


def _reply(rig: Rig, terminal: Terminal, number: int) -> float:
    """A question, when whatever was being said is over; answered with a sentence."""
    terminal.send("thanks\r")
    terminal.until(lambda text: text.count("> thanks") >= number)
    wait(3)
    terminal.send("hello\r")
    terminal.until(lambda text: text.count("> hello") >= number)
    shown = time.monotonic()
    wait(2.5)
    return (rig.first_sound(shown) or shown + 9) - shown


def cold(rig: Rig, folder: Path) -> list[Figure]:
    """`ask --speak`, from the start of the process, and from the printed answer."""
    whole, after = [], []
    for _ in range(COLD):
        wait(0.4)
        started = time.monotonic()
        call = [sys.executable, "-m", "assistant", "ask", "--speak", "thank you"]
        with subprocess.Popen(call, cwd=ROOT, env=environment(), stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            shown = time.monotonic()
        heard = rig.first_sound(started) or started + 9
        whole.append(heard - started)
        after.append(max(0.0, heard - shown))
    return [
        Figure("`ask --speak`, from its start to the first sound", "400 ms", milliseconds(whole), percentile(whole, 0.5) <= 0.4),
        Figure("`ask --speak`, from the printed answer to the first sound", "-", milliseconds(after), good=True),
    ]


def main() -> int:
    """Measure and print."""
    wanted = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    wanted.add_argument("--only", choices=["cold", "replies", "keys"], help="one of the measurements")
    only = wanted.parse_args().only
    if missing():
        print(f"error: the sound rig needs {missing()}; apt-get install pulseaudio pulseaudio-utils", file=sys.stderr)
        return 1
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory() as folder, Rig() as rig:
        subprocess.run([sys.executable, "-m", "assistant", "ask", "hello"], cwd=ROOT, env=environment(), check=True, capture_output=True)
        for measure in (cold, replies, keys):
            if only in (None, measure.__name__):
                figures += measure(rig, Path(folder))
                rig.forget()
    print(table(["what", "asked", "measured", ""], [[*figure[:3], "yes" if figure.good else "NO"] for figure in figures]))
    return 0 if all(figure.good for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
