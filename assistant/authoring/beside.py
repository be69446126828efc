"""A second process that takes half of the work of `confuse`, where there is much of it and a core for it.

It is started before anything else. While the first checks the files and looks for where everything was written, it reads them
for itself, which is quicker than sending what is in them, and makes the table; then each judges every other fold.
Where it can not be started all is done here, with the same result.
Not here: what the work is (confuse, left_out).
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import ParamSpec, TypeVar

import numpy as np

from assistant.authoring import left_out
from assistant.authoring.left_out import Fold, Table, Verdict, Work
from assistant.authoring.wordings import Wordings, wordings
from assistant.content.cache import place_of
from assistant.content.files import Folder, files
from assistant.content.where import read
from assistant.model import Domain

WORTH = 300_000  # bytes of content above which a second process saves more than it costs

T = TypeVar("T")
P = ParamSpec("P")


class _Second:
    """The other process, which has begun."""

    def __init__(self, pool: ProcessPoolExecutor, root: Path, name: str, place: str) -> None:
        self._pool, self._place = pool, place
        self._wordings = _asked(pool, _wordings, os.fspath(root), name, place)
        self._table = _asked(pool, _table)

    def wordings(self, domain: Domain) -> Wordings:
        """The wordings of all phrases."""
        return _come(self._wordings, lambda: wordings(domain, self._place))

    def table(self, wordings: Wordings) -> Table | None:
        """What is learnt from."""
        return _come(self._table, lambda: left_out.table(wordings))

    def judge(self, table: Table, folds: Sequence[Fold]) -> list[list[Verdict]]:
        """What the phrases are read as; every other fold is judged there."""
        ours, theirs = folds[::2], folds[1::2]
        coming = _asked(self._pool, _judged, theirs)
        here = left_out.judged_here(table, ours)
        there = _come(coming, lambda: left_out.judged_here(table, theirs))
        return [fold for pair in zip_longest(here, there) for fold in pair if fold is not None]


@contextmanager
def shared(root: Path, name: str, folder: Folder) -> Iterator[Work]:
    """The work on this content shared with a second process, unless that would not help or can not be; wordings are kept in that folder."""
    if _cores() < 2 or sum(file.size for file in files(root, name)) < WORTH:
        yield left_out.HERE._replace(wordings=partial(wordings, place=place_of("authors", root, name, folder)))
        return
    with started(root, name, folder) as work:
        yield work


@contextmanager
def started(root: Path, name: str, folder: Folder) -> Iterator[Work]:
    """The work shared with a second process, where there can be one."""
    place = place_of("authors", root, name, folder)
    try:
        pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _begin)
    except (OSError, ImportError):  # no semaphores here
        yield left_out.HERE._replace(wordings=partial(wordings, place=place))
        return
    with pool:
        second = _Second(pool, root, name, place)
        yield Work(second.wordings, second.table, second.judge)


@contextmanager
def resting() -> Iterator[None]:
    """No looking for garbage meanwhile: nearly all that is made is kept to the end, and looking through it takes a quarter of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _cores() -> int:
    """Those this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


# ---------------------------------------------------------------- in the other process


class _Made:
    """What earlier tasks have made, for those that follow."""

    wordings: Wordings
    table: Table | None


def _begin() -> None:
    """Ctrl-C is for the process the author sees; what is made here is needed to the end, so nothing is looked through for garbage."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


def _wordings(root: str, name: str, place: str) -> Wordings:
    domain, _ = read(Path(root), name)
    _Made.wordings = wordings(domain, place)
    return _Made.wordings


def _table() -> Table | None:
    """Without the weights of all phrases: they are only of use to whoever chooses the lessons."""
    made = left_out.table(_Made.wordings)
    _Made.table = made and made._replace(counted=made.counted._replace(weights=np.empty((0, 0))))
    return _Made.table


def _judged(folds: Sequence[Fold]) -> list[list[Verdict]]:
    assert _Made.table is not None, "who asks has it from here"
    return left_out.judged_here(_Made.table, folds)


# ---------------------------------------------------------------- in the first


def _asked(pool: ProcessPoolExecutor, work: Callable[P, T], *args: P.args, **more: P.kwargs) -> Future[T] | None:
    """Work given to the other process; None when it can not be started or has ended."""
    try:
        return pool.submit(work, *args, **more)
    except (BrokenProcessPool, OSError):
        return None


def _come(work: Future[T] | None, here: Callable[[], T]) -> T:
    """What the other process made; made here when it ended early."""
    try:
        return work.result() if work else here()
    except (BrokenProcessPool, OSError):
        return here()
