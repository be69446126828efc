"""A sound card that records: PulseAudio with a null sink, heard through its monitor. What is in the recording is what a loudspeaker would get.

Needs the packages pulseaudio and pulseaudio-utils; no service, no bus, no rights. Times are `time.monotonic()` of arrival, good to about 10 ms.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import threading
import time
from array import array
from operator import mul
from pathlib import Path
from types import TracebackType
from typing import Self

RATE = 22050
LOUD = 100  # a sample above is sound
NEAR = 2.0  # seconds of listening among which the least late chunk is looked for
NEEDED = ("pulseaudio", "parec", "pacat")


def missing() -> str:
    """What the rig lacks here; '' when it can run."""
    return ", ".join(name for name in NEEDED if shutil.which(name) is None)


class Rig:
    """Open it around what shall be heard; inside, every program started finds this sound card and no other."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="rig")
        self._before = {name: os.environ.get(name) for name in ("PULSE_SERVER", "XDG_RUNTIME_DIR")}
        socket = Path(self._folder.name) / "native"
        os.environ.update(PULSE_SERVER=f"unix:{socket}", XDG_RUNTIME_DIR=self._folder.name)
        self._children: list[subprocess.Popen[bytes]] = []
        self._start(
            # --disable-shm: without it the server aborts when a client is killed
            [
                *("pulseaudio", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes", "--use-pid-file=no", "-n"),
                f"--load=module-native-protocol-unix auth-anonymous=1 socket={socket}",
                f"--load=module-null-sink sink_name=rig rate={RATE} channels=1",
            ]
        )
        until(socket.exists, 10)
        # A sink that nobody plays to gives its listeners nothing, not even silence.
        with Path("/dev/zero").open("rb", buffering=0) as zeros:
            self._start(["pacat", "--playback", "--raw", "--latency-msec=100"], zeros.fileno())
        recorder = self._start(["parec", "-d", "rig.monitor", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", "--latency-msec=5"])
        self._chunks: list[tuple[float, array[int]]] = []
        threading.Thread(target=self._record, args=(recorder,), daemon=True).start()
        until(lambda: len(self._chunks) > 20, 20)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for child in reversed(self._children):
            child.kill()
            child.wait()
        for name, value in self._before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        self._folder.cleanup()

    def kill_server(self) -> None:
        """The sound server dies, as sound servers do."""
        self._children[0].kill()

    def first_sound(self, since: float) -> float | None:
        """When the first sound after a moment was heard."""
        return next((at for at, samples in self._after(since) if _is_loud(samples)), None)

    def onset(self, since: float) -> float | None:
        """When the first sound after a moment began, however busy the listener was: its place in the recording, by the least late chunk near it.

        The sound server keeps a time of its own, up to 0.4 ms a second faster than the clock; so a place alone is no moment.
        """
        chunks, end, told = self._chunks[:], 0, None
        least: list[tuple[float, float]] = []  # of each chunk: when it came, and when the recording would have begun had it come at once
        for at, samples in chunks:
            if told is None and at >= since and _is_loud(samples):
                told = at, (end + next(place for place, sample in enumerate(samples) if abs(sample) > LOUD)) / RATE
            end += len(samples)
            least.append((at, at - end / RATE))
        return told and told[1] + min(begin for at, begin in least if abs(at - told[0]) < NEAR)

    def last_sound(self, since: float) -> float | None:
        """When the last sound after a moment was heard."""
        return next((at for at, samples in reversed(self._after(since)) if _is_loud(samples)), None)

    def heard(self, since: float) -> array[int]:
        """Everything since a moment, from the first to the last sound."""
        samples = array("h")
        for _, chunk in self._after(since):
            samples.extend(chunk)
        return active(samples)

    def forget(self) -> None:
        """Drop what was recorded so far."""
        self._chunks = []

    def _after(self, since: float) -> list[tuple[float, array[int]]]:
        return [chunk for chunk in self._chunks[:] if chunk[0] >= since]

    def _start(self, call: list[str], stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        child = subprocess.Popen(call, stdin=stdin, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self._children.append(child)
        return child

    def _record(self, recorder: subprocess.Popen[bytes]) -> None:
        assert recorder.stdout
        rest = b""
        while data := os.read(recorder.stdout.fileno(), 4096):
            at = time.monotonic()
            data = rest + data
            rest = data[len(data) & ~1 :]
            self._chunks.append((at, array("h", data[: len(data) & ~1])))


def _is_loud(samples: array[int]) -> bool:
    return bool(samples) and max(max(samples), -min(samples)) > LOUD


def active(samples: array[int]) -> array[int]:
    """From the first to the last sample that is loud."""
    loud = [at for at, sample in enumerate(samples) if sample > LOUD or sample < -LOUD]
    return samples[loud[0] : loud[-1] + 1] if loud else array("h")


def likeness(one: array[int], other: array[int]) -> float:
    """Correlation of two recordings at the best of the shifts within 2 ms."""
    return max(_correlation(one, other, shift) for shift in range(-40, 41))


def _correlation(one: array[int], other: array[int], shift: int) -> float:
    one, other = (one[shift:], other) if shift >= 0 else (one, other[-shift:])
    length = min(len(one), len(other))
    one, other = one[:length], other[:length]
    power = sum(map(mul, one, one)) * sum(map(mul, other, other))
    return sum(map(mul, one, other)) / power**0.5 if power else 0.0


def until(true: object, seconds: float) -> None:
    """Wait until a condition holds; an error when it does not in time."""
    end = time.monotonic() + seconds
    pause = threading.Event()
    while not true():  # type: ignore[operator]
        if time.monotonic() > end:
            raise TimeoutError("the rig did not come up; is pulseaudio installed and working?")
        pause.wait(0.01)
