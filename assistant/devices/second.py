"""A second process for work that can be done beside other work, where there is a core for it.

It is started afresh, not forked: that works on every platform. Where it fails, the work is done in this process, with the same result.
Imported only where there is much to be done. Not here: what is worth it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cached_property, partial
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.understand.lasting import Later, at_need

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


@contextmanager
def started(work: Callable[..., None], *given: object) -> Iterator[Connection | None]:
    """Start a process that does this work, and give a line to it (None where none can start). It is ended with the block.

    The work gets the other end of the line as its first argument.
    """
    try:
        spawn = multiprocessing.get_context("spawn")
        line, other = spawn.Pipe()
        process = spawn.Process(target=_quietly, args=(work, other, *given), daemon=True)
        process.start()
    except (OSError, ImportError):
        yield None
        return
    other.close()
    try:
        yield line
    finally:
        process.terminate()
        process.join()
        line.close()


def _quietly(work: Callable[..., None], line: Connection, *given: object) -> None:
    """Do the work in the other process, silently: what goes wrong there goes wrong in the first as well, which tells it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that is waited for
    gc.disable()  # what is made here is needed to the end
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - to the end
    work(line, *given)


def received(line: Connection, here: Callable[[], T]) -> T:
    """The next result from the other process; made by `here` when that process has ended."""
    try:
        made: T = line.recv()
    except (EOFError, OSError):
        return here()
    return made


class _Aside:
    """A `Later` that has pieces of work done in a second process, one after the other. It is started with the first of them."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._sent = 0
        self._come: dict[int, Any] = {}  # results by the number of their work: they come in the order it was sent

    @cached_property
    def _line(self) -> Connection | None:
        return self._stack.enter_context(started(_help))

    def __call__(self, work: Callable[[], T]) -> Callable[[], T]:
        """Send a piece of work; calling what is returned waits for its result."""
        if self._line is None:
            return work
        with suppress(OSError):
            self._line.send(work)
        self._sent += 1
        return partial(self._result, self._line, self._sent, work)

    def _result(self, line: Connection, number: int, work: Callable[[], T]) -> T:
        """Wait for the result of a piece of work; where the process has ended, do it here."""
        try:
            while number not in self._come:
                self._come[len(self._come) + 1] = line.recv()
        except (EOFError, OSError):
            return work()
        made: T = self._come[number]
        return made


@contextmanager
def helped(much: bool) -> Iterator[Later]:
    """A `Later` for the block: a second process where there is much work and a core for it; else work is done here, when it is asked for."""
    if not much or cores() < 2:
        yield at_need
        return
    with ExitStack() as stack:
        yield _Aside(stack)


def _help(line: Connection) -> None:
    """Run in the second process: do what comes over the line. Threads receive and send meanwhile, so that neither end waits for the other."""
    works: SimpleQueue[Callable[[], object]] = SimpleQueue()
    done: SimpleQueue[object] = SimpleQueue()
    for way in (partial(_taken, works), partial(_told, done)):
        Thread(target=way, args=(line,), daemon=True).start()
    while True:
        done.put(works.get()())


def _taken(works: SimpleQueue[Callable[[], object]], line: Connection) -> None:
    with suppress(EOFError, OSError):
        while True:
            works.put(line.recv())
    works.put(sys.exit)  # nobody is there any more


def _told(done: SimpleQueue[object], line: Connection) -> None:
    with suppress(OSError):
        while True:
            line.send(done.get())
