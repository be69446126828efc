"""A terminal for tests: the program at one end of a pseudo-terminal, an emulated screen at the other.

Nothing sleeps: every wait is for something to appear.
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

from tests import running

PATIENCE = 120.0  # seconds until a test gives up, on however busy a machine; none waits that long when all is well
ROOT = Path(__file__).parents[1]


class Terminal:
    """The program in a terminal of so many columns and rows. Use it with `with`; at the end nothing is left running."""

    def __init__(
        self, args: list[str], environment: Mapping[str, str], columns: int = 80, rows: int = 24, *, answering: bool = True, shell: bool = False
    ) -> None:
        """`answering`: whether the terminal tells where its cursor is when it is asked; `shell`: a shell, which can stop what it runs."""
        self.screen = _Screen(columns, rows)
        self.screen.set_mode(pyte.modes.LNM)
        self.raw = b""
        self.code: int | None = None
        self._stream = pyte.ByteStream(self.screen)
        self.pid, self._fd = pty.fork()
        if self.pid == 0:
            os.chdir(ROOT)
            command = ["/bin/bash", "--norc", "--noprofile", "-i"] if shell else [sys.executable, "-m", "assistant", *args]
            os.execve(command[0], command, dict(environment))
        self.resize(columns, rows)
        self.attributes = termios.tcgetattr(self._fd)
        self.screen.answer = self.send if answering else lambda text: None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._fd)

    def send(self, text: str) -> None:
        """Type, or whatever a terminal sends."""
        os.write(self._fd, text.encode())

    def resize(self, columns: int, rows: int) -> None:
        """Another size of the window."""
        self.screen.resize(rows, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, number: int) -> None:
        """A signal to the program."""
        os.kill(self.pid, number)

    @property
    def text(self) -> str:
        """The screen as lines, and what has scrolled off it before."""
        return "\n".join((*self.screen.gone, *(line.rstrip() for line in self.screen.display)))

    def until(self, true: Callable[[str], bool]) -> str:
        """Read until the screen fulfils a condition; the screen is in the message when it never does."""
        end = time.monotonic() + PATIENCE
        while not true(self.text):
            if time.monotonic() > end or not self._read(end):
                raise AssertionError(f"it did not appear; the screen is\n{self.text}")
        return self.text

    def shows(self, *parts: str) -> str:
        """Wait until all of these are on the screen (line breaks count as blanks)."""
        return self.until(lambda text: all(part in " ".join(text.split()) for part in parts))

    def ended(self) -> int:
        """Wait for the end; the exit code."""
        end = time.monotonic() + PATIENCE
        while self._read(end):
            pass
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        while not pid and time.monotonic() < end:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
        assert pid, f"it does not end; the screen is\n{self.text}"
        self.code = os.waitstatus_to_exitcode(status)
        return self.code

    def restored(self) -> bool:
        """Whether the terminal is in the mode in which it was found."""
        return termios.tcgetattr(self._fd)[:4] == self.attributes[:4]

    def _read(self, end: float) -> bool:
        """Take what the program has written; false when nothing comes any more."""
        ready, _, _ = select.select([self._fd], [], [], max(0.0, end - time.monotonic()))
        try:
            data = os.read(self._fd, 65536) if ready else b""
        except OSError:  # the other end is closed
            data = b""
        self.raw += data
        self._stream.feed(data)
        return bool(data)


Start = Callable[..., Terminal]


def starter(folder: Path) -> Start:
    """Starts the program on a terminal, with nothing set and its folders in this one."""

    def starting(*args: str, columns: int = 80, rows: int = 24, answering: bool = True, shell: bool = False, **changes: str) -> Terminal:
        own = {f"ACUPRESSURE_{name}": str(folder / name.lower()) for name in ("DATA", "CONFIG", "STATE")}
        environment = running.environment(**{"TERM": "xterm-256color", **own, **changes})
        return Terminal(list(args), environment, columns, rows, answering=answering, shell=shell)

    return starting


class _Screen(pyte.Screen):
    """A screen that answers where its cursor is, and keeps what scrolls away."""

    def __init__(self, columns: int, rows: int) -> None:
        self.gone: list[str] = []
        self.answer: Callable[[str], None] = lambda text: None
        super().__init__(columns, rows)

    def write_process_input(self, data: str) -> None:
        self.answer(data)

    def index(self) -> None:
        """Before the lines move up, the first is kept."""
        if self.cursor.y == (self.margins.bottom if self.margins else self.lines - 1):
            self.gone.append(self.display[0].rstrip())
        super().index()
