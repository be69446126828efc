"""A second process that takes half of the work of `confuse`, where there is much of it and a core for it.

It is started before anything else. While the first checks the files and looks for where everything was written, it reads them
for itself, which is quicker than sending what is in them, and makes the table; then each judges every other fold.
Where it can not be started, or ends early, all is done here, with the same result. What the work needs is imported in the
functions below: importing takes a quarter of a second, and both processes can do that at once.
Not here: what the work is (confuse, left_out).
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assistant.content.cache import place_of
from assistant.content.files import Folder, files

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from assistant.authoring.left_out import Fold, Table, Verdict, Work
    from assistant.authoring.wordings import Wordings
    from assistant.model import Domain

WORTH = 300_000  # bytes of content above which a second process saves more than it costs

T = TypeVar("T")


class _Second:
    """The other process, as this one sees it: what it sends comes in this order."""

    def __init__(self, line: Connection, place: str) -> None:
        self._line, self._place = line, place

    def wordings(self, domain: Domain) -> Wordings:
        """The wordings of all phrases."""
        from assistant.authoring.wordings import wordings

        return self._sent(lambda: wordings(domain, self._place))

    def table(self, wordings: Wordings) -> Table | None:
        """What is learnt from."""
        from assistant.authoring import left_out

        return self._sent(lambda: left_out.table(wordings))

    def judge(self, table: Table, folds: Sequence[Fold]) -> list[list[Verdict]]:
        """What the phrases are read as; every other fold is judged there."""
        from assistant.authoring import left_out

        ours, theirs = folds[::2], folds[1::2]
        with suppress(OSError):
            self._line.send(theirs)
        here = left_out.judged_here(table, ours)
        there = self._sent(lambda: left_out.judged_here(table, theirs))
        return [fold for pair in zip_longest(here, there) for fold in pair if fold is not None]

    def _sent(self, here: Callable[[], T]) -> T:
        """The next thing from there; made here when that process has ended."""
        try:
            made: T = self._line.recv()
        except (EOFError, OSError):
            return here()
        return made


def _help(line: Connection, root: str, name: str, place: str) -> None:
    """What the other process does. What goes wrong in it goes wrong in the first as well, which tells it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process the author sees
    gc.disable()  # what is made here is needed to the end
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - to the end
    import numpy as np

    from assistant.authoring import left_out
    from assistant.authoring.wordings import wordings
    from assistant.content.where import read

    domain, _ = read(Path(root), name)
    some = wordings(domain, place)
    table = left_out.table(some)
    line.send(some)  # not before: it would have to wait for the first process to have time
    # the weights of all phrases are only of use to whoever chooses the lessons
    line.send(table and table._replace(counted=table.counted._replace(weights=np.empty((0, 0)))))
    if table:
        line.send(left_out.judged_here(table, line.recv()))


@contextmanager
def shared(root: Path, name: str, folder: Folder) -> Iterator[Work]:
    """The work on this content shared with a second process, unless that would not help or can not be; wordings are kept in that folder."""
    if _cores() < 2 or sum(file.size for file in files(root, name)) < WORTH:
        yield _alone(place_of("authors", root, name, folder))
        return
    with started(root, name, folder) as work:
        yield work


@contextmanager
def started(root: Path, name: str, folder: Folder) -> Iterator[Work]:
    """The work shared with a second process, where there can be one. It does not outlive this."""
    place = place_of("authors", root, name, folder)
    try:
        spawn = multiprocessing.get_context("spawn")
        line, other = spawn.Pipe()
        process = spawn.Process(target=_help, args=(other, os.fspath(root), name, place), daemon=True)
        process.start()
    except (OSError, ImportError):
        yield _alone(place)
        return
    other.close()
    second = _Second(line, place)
    try:
        from assistant.authoring.left_out import Work

        yield Work(second.wordings, second.table, second.judge)
    finally:
        line.close()
        process.terminate()
        process.join()


def _alone(place: str) -> Work:
    from assistant.authoring.left_out import HERE
    from assistant.authoring.wordings import wordings

    return HERE._replace(wordings=partial(wordings, place=place))


@contextmanager
def resting() -> Iterator[None]:
    """No looking for garbage meanwhile, and never among what was made: nearly all is kept to the end, and looking through it takes long."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was:
            gc.enable()


def _cores() -> int:
    """Those this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
