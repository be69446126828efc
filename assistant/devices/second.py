"""A second process for work that does not wait for other work, where there is a core for it.

It is started afresh, not forked: that works on every platform. What it can not do is done here, with the same result.
Imported only where there is much to be done. Not here: what is worth it.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

T = TypeVar("T")


def cores() -> int:
    """Those this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


@contextmanager
def started(work: Callable[..., None], *given: object) -> Iterator[Connection | None]:
    """The line to a process that does this work, which gets the other end of it first; None where there can be none. It does not outlive this."""
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
    """What the other process does. What goes wrong in it goes wrong in the first as well, which tells it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that is waited for
    gc.disable()  # what is made here is needed to the end
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - to the end
    work(line, *given)


def received(line: Connection, here: Callable[[], T]) -> T:
    """The next thing from there; made here when that process has ended."""
    try:
        made: T = line.recv()
    except (EOFError, OSError):
        return here()
    return made


def at_once(works: Sequence[Callable[[], T]]) -> list[T]:
    """What some pieces of work come to; the last is done in a second process while the others are done here."""
    if len(works) < 2:
        return [work() for work in works]
    *ours, theirs = works
    with started(_done, theirs) as line:
        done = [work() for work in ours]
        return [*done, received(line, theirs) if line else theirs()]


def _done(line: Connection, work: Callable[[], object]) -> None:
    line.send(work())
