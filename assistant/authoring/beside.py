"""A second process that takes half of the work of `confuse`, where there is much of it and a core for it.

It is started before the files are read, for its start takes as long as reading; it reads the same files for itself, which
is quicker than sending them. Where it can not be started all is done here, with the same result.
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
from itertools import accumulate, zip_longest
from pathlib import Path
from typing import ParamSpec, TypeVar

import numpy as np

from assistant.authoring import left_out
from assistant.authoring.left_out import MOST_WORDINGS, Fold, Key, Table, Tokens, Verdict
from assistant.content import cache_folder, cached, fresh
from assistant.content.files import files
from assistant.content.where import read
from assistant.model import Domain
from assistant.understand import building, lexicon

WORTH = 300_000  # bytes of content above which a second process saves more than it costs

T = TypeVar("T")
P = ParamSpec("P")
Wordings = dict[Key, tuple[Tokens, ...]]


class Second:
    """The other process, with its half of the wordings on the way."""

    def __init__(self, pool: ProcessPoolExecutor, root: Path, name: str) -> None:
        self._pool, self._root, self._name = pool, root, name
        self._wordings = _asked(pool, _wordings, os.fspath(root), name)

    def wordings(self, domain: Domain) -> Wordings:
        """The wordings of all phrases, in the order of the intents; the first half is made here meanwhile."""
        first, last = _halves(domain)
        names = _names(self._root, self._name, domain)
        ours = building.wordings(domain, MOST_WORDINGS, first, names)
        theirs: Wordings = _come(self._wordings, lambda: building.wordings(domain, MOST_WORDINGS, last, names))
        return {**ours, **theirs}

    def judge(self, table: Table, folds: Sequence[Fold]) -> list[list[Verdict]]:
        """What the phrases are read as; every other fold is judged there."""
        ours, theirs = folds[::2], folds[1::2]
        # the weights of all phrases are only of use to whoever chooses the lessons
        sent = table._replace(counted=table.counted._replace(weights=np.empty((0, 0))))
        coming = _asked(self._pool, left_out.judged_here, sent, theirs)
        here = left_out.judged_here(table, ours)
        there = _come(coming, lambda: left_out.judged_here(table, theirs))
        return [fold for pair in zip_longest(here, there) for fold in pair if fold is not None]


@contextmanager
def second(root: Path, name: str) -> Iterator[Second | None]:
    """A second process for this content, None where it would not help or can not be."""
    if _cores() < 2 or sum(file.size for file in files(root, name)) < WORTH:
        yield None
        return
    with started(root, name) as other:
        yield other


@contextmanager
def started(root: Path, name: str) -> Iterator[Second | None]:
    """A second process, None where there can be none."""
    try:
        pool = ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), _begin)
    except (OSError, ImportError):  # no semaphores here
        yield None
        return
    with pool:
        yield Second(pool, root, name)


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


def _begin() -> None:
    """Ctrl-C is for the process the author sees; what is made here is needed to the end, so nothing is looked through for garbage."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


def _wordings(root: str, name: str) -> Wordings:
    domain, _ = read(Path(root), name)
    return building.wordings(domain, MOST_WORDINGS, _halves(domain)[1], _names(Path(root), name, domain))


def _names(root: Path, name: str, domain: Domain) -> Sequence[lexicon.Node]:
    """The table of names, from the cache when no file has changed."""
    if fresh(root, name, cache_folder()):
        table: Sequence[lexicon.Node] = cached(root, name, cache_folder(), building.build).matcher["names"]
        return table
    return building.names_of(domain)


def _halves(domain: Domain) -> tuple[list[str], list[str]]:
    """The intents in two parts, each with about half of the phrases."""
    before = list(accumulate(len(intent.says) for intent in domain.intents.values()))
    first = sum(2 * phrases <= before[-1] for phrases in before)
    return list(domain.intents)[:first], list(domain.intents)[first:]


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
