"""What a tape is played on: a sound device, a command of the system, or a clock that makes no sound.

Every output pulls frames at the pace of real time and can be cut silent. The backend that plays to nowhere is never taken by accident: miniaudio
offers it when a machine has no sound library at all, and the person would believe that it spoke.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from types import ModuleType

from assistant.devices.voice.sound import RATE
from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen
    from typing import Protocol
else:
    Protocol = object  # checked before anything runs

BUFFER_MS = 40  # stop to silence 42 ms, no gap heard; 100 ms doubled that (measured with a recording)
BLOCK = RATE // 50  # frames written to a command at once

Pull = Callable[[int], bytes]


class NoSound(Exception):
    """This output cannot be had; the message is for `doctor`."""


class Output(Protocol):
    """Somewhere frames go."""

    name: str
    unheard: int  # frames pulled and not yet heard that `cut` throws away

    def cut(self) -> None:
        """Throw away what has been pulled and not been heard, as far as this output can."""

    def close(self) -> None:
        """Stop pulling."""


class Miniaudio:
    """The machine's sound, by miniaudio's own backends. After a stop the tape gives silence, heard one buffer later; nothing needs to be cut."""

    unheard = 0

    def __init__(self, pull: Pull) -> None:
        try:
            with _lean():
                import miniaudio
        except (ImportError, OSError) as error:
            raise NoSound(f"miniaudio is not installed ({error})") from error
        backend = miniaudio.Backend
        backends = {
            "darwin": [backend.COREAUDIO],
            "win32": [backend.WASAPI, backend.DSOUND, backend.WINMM],
        }.get(sys.platform, [backend.PULSEAUDIO, backend.ALSA, backend.JACK])
        try:
            self._device = miniaudio.PlaybackDevice(
                miniaudio.SampleFormat.SIGNED16, 1, RATE, buffersize_msec=BUFFER_MS, backends=backends, app_name="assistant"
            )
            if self._device.backend.lower() == "null":
                raise NoSound("only the backend that plays to nowhere")
            self.name = f"miniaudio, {self._device.backend}"
            frames = _frames(pull)
            next(frames)
            self._device.start(frames)
        except miniaudio.MiniaudioError as error:
            raise NoSound(f"miniaudio: {error}") from error

    def cut(self) -> None:
        """Nothing to do."""

    def close(self) -> None:
        """Close in a thread of its own: a library may wait for a sound server that is no more."""
        threading.Thread(target=self._device.close, name="closing a device", daemon=True).start()


@contextmanager
def _lean() -> Iterator[None]:
    """Within the block an import finds no numpy and an empty urllib.request.

    miniaudio needs them for arrays and for radio only, and they take longer to load than all the rest.
    """
    lent = {"numpy": None, "urllib.request": ModuleType("urllib.request")}
    lent = {name: module for name, module in lent.items() if name not in sys.modules}
    sys.modules.update(lent)  # type: ignore[arg-type]  # None: there is no such module
    try:
        yield
    finally:
        for name in lent:
            del sys.modules[name]


def _frames(pull: Pull) -> Generator[bytes, int, None]:
    frames = yield b""
    while True:
        frames = yield pull(frames)


class Command:
    """A program of the system that plays its standard input; cut by ending it, for its buffer is not ours."""

    unheard = RATE // 10

    def __init__(self, pull: Pull, name: str) -> None:
        import shutil

        program = shutil.which(name)
        if program is None:
            raise NoSound(f"{name} is not here")
        self.name = name
        self._call = [program, *COMMANDS[name]]
        self._pull = pull
        self._closed = threading.Event()
        self._player = self._start()
        threading.Thread(target=self._feed, name=name, daemon=True).start()

    def cut(self) -> None:
        """End the program; the feeding thread starts it anew."""
        self._player.kill()

    def close(self) -> None:
        """End the program for good; the feeding thread sees to one that is just being started, and to what is left."""
        self._closed.set()
        self._player.kill()

    def _start(self) -> Popen[bytes]:
        import subprocess

        player = subprocess.Popen(self._call, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, bufsize=0)
        if sys.platform == "linux" and player.stdin:
            import fcntl

            fcntl.fcntl(player.stdin, fcntl.F_SETPIPE_SZ, 4096)  # the smallest: what waits in the pipe is heard late
        try:
            player.wait(0.05)
        except subprocess.TimeoutExpired:
            return player
        _bury(player)
        raise NoSound(f"{self.name} ended at once, with {player.returncode}")

    def _feed(self) -> None:
        """Write what is pulled until nobody wants more; when this ends, nobody pulls, and the watcher sees it."""
        while not self._closed.is_set():
            try:
                assert self._player.stdin
                self._player.stdin.write(self._pull(BLOCK))
            except OSError:
                _bury(self._player)
                if self._closed.is_set():
                    return
                try:
                    self._player = self._start()
                except (NoSound, OSError):
                    return
        _bury(self._player)


def _bury(player: Popen[bytes]) -> None:
    """End a player so that nothing is left of it: no process, no zombie, no pipe."""
    player.kill()
    player.wait()
    if player.stdin:
        player.stdin.close()


COMMANDS = {
    "pacat": ["--playback", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1", f"--latency-msec={BUFFER_MS}"],
    "aplay": ["-q", "-t", "raw", "-f", "S16_LE", "-r", str(RATE), "-c", "1", f"--buffer-time={BUFFER_MS * 1500}", "-"],
}


class Clock:
    """An output without sound that pulls at the same pace: a session in text keeps the timing of a spoken one."""

    name = "none"
    unheard = 0

    def __init__(self, pull: Pull) -> None:
        self._pull = pull
        self._closed = threading.Event()
        threading.Thread(target=self._run, name="clock", daemon=True).start()

    def cut(self) -> None:
        """Nothing is ahead."""

    def close(self) -> None:
        """Stop the clock."""
        self._closed.set()

    def _run(self) -> None:
        due = time.monotonic()
        while not self._closed.wait(max(0.0, due - time.monotonic())):
            self._pull(BLOCK)
            due = max(due + BLOCK / RATE, time.monotonic() - 1)  # after a suspend time is not made up for


OUTPUTS: dict[str, Callable[[Pull], Output]] = {
    "miniaudio": Miniaudio,
    "pacat": lambda pull: Command(pull, "pacat"),
    "aplay": lambda pull: Command(pull, "aplay"),
}


def open_output(wanted: str, pull: Pull) -> Output:
    """The first output that works, or the one that is wanted; NoSound has every reason."""
    if wanted == "none":
        raise NoSound("sound is switched off")
    troubles = []
    for name in OUTPUTS if wanted == "auto" else (wanted,):
        try:
            return OUTPUTS[name](pull)
        except KeyError:
            troubles.append(f"no sound output called {name!r}; there are auto, {', '.join(OUTPUTS)}, none")
        except (NoSound, OSError) as trouble:
            troubles.append(str(trouble))
    raise NoSound("; ".join(troubles))
