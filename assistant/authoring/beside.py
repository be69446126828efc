"""A second process that takes half of the work of `confuse`, where there is much of it and a core for it.

It is started before anything else. Each makes the wordings of half of the phrases, where none were kept. While the first counts
what the phrases have, the second looks for mistakes in the files, unless they are compiled; then each chooses half of the lessons
and judges half of the folds. While it is busy with mistakes the first goes on without it, and judges more of the folds.
Where it can not be started, or ends early, all is done here, with the same result. What the work needs is imported in the
functions below: importing takes a quarter of a second, and both processes can do that at once.
Not here: what the work is (confuse, left_out).
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from itertools import zip_longest
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from assistant.content.cache import fresh, place_of, state
from assistant.content.files import Folder, files
from assistant.devices import second
from assistant.devices.second import received
from assistant.values import NamedTuple

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from assistant.authoring.left_out import Fold, Judged, Work
    from assistant.authoring.wordings import Tokens
    from assistant.content.where import Written
    from assistant.errors import Problem
    from assistant.model import Domain
    from assistant.understand.counting import Counted
    from assistant.understand.training import Lessons

SOON = 0.5  # seconds in which wordings are made
WORTH = 600_000  # bytes of content above which a second process saves more than it costs

AUTHORS = "authors"  # what the file with the wordings is called after

T = TypeVar("T")


class Shared(NamedTuple):
    """What is to be worked on, and who works."""

    read: Callable[[], tuple[Domain, Written]]  # what people say to it; mistakes may not have been found yet
    checked: Callable[[], None]  # returns when all of it has been looked at; ContentBroken holds every mistake
    work: Work


class _Second:
    """The other process, as this one sees it: it does one thing after another, and sends what came of each."""

    def __init__(self, line: Connection, halves: bool, mistakes: Callable[[], tuple[Problem, ...]] | None) -> None:
        self._line = line
        self._halves = halves  # whether it makes wordings, and they have not been asked for
        self._mistakes = mistakes  # how to look for them here, as long as that process has not told of them
        self._counted = False  # whether it has what was counted

    def half(self) -> Mapping[str, tuple[Tokens, ...]]:
        """The wordings that were made there; none where they are longer in coming than it takes to make them here."""
        with suppress(OSError):
            if not self._line.poll(SOON):
                return {}
        return self._wordings()

    def _wordings(self) -> Mapping[str, tuple[Tokens, ...]]:
        self._halves = False
        return received(self._line, dict)

    def _received(self, here: Callable[[], T]) -> T:
        """What comes next from there, behind wordings that nobody waited for."""
        if self._halves:
            self._wordings()
        return received(self._line, here)

    def checked(self) -> None:
        """Whether there are mistakes, when that process has looked for them."""
        from assistant.errors import ContentBroken

        if self._mistakes is not None:
            found, self._mistakes = self._received(self._mistakes), None
            if found:
                raise ContentBroken(found)

    def lessons(self, counted: Counted) -> list[Lessons]:
        """What all phrases teach; half of it is chosen there."""
        from assistant.authoring import without

        groups = without.together(counted)
        if not self._waits():
            return without.lessons(counted, groups)
        self._send(counted, without.lessons, groups[1::2])
        here = without.lessons(counted, groups[::2])
        return _in_turn(here, self._received(lambda: without.lessons(counted, groups[1::2])))

    def judge(self, counted: Counted, lessons: Sequence[Lessons], folds: Sequence[Fold]) -> list[Judged]:
        """What the phrases are read as; every other fold is judged there, or every third one while that process is busy."""
        from assistant.authoring import left_out

        share = 2 if self._waits() else 3
        theirs = folds[share - 1 :: share]
        # it reads when it waits for work, and until then who sends can not go on
        Thread(target=self._send, args=(counted, left_out.judged_here, lessons, theirs), daemon=True).start()
        ours = iter(left_out.judged_here(counted, lessons, [fold for nth, fold in enumerate(folds, 1) if nth % share]))
        self.checked()
        there = iter(self._received(lambda: left_out.judged_here(counted, lessons, theirs)))
        return [next(ours if nth % share else there) for nth in range(1, len(folds) + 1)]

    def _waits(self) -> bool:
        """Whether it waits for work; what it did before has been told."""
        with suppress(OSError):
            if self._halves and self._line.poll():
                self._wordings()
            if (self._halves or self._mistakes is not None) and not self._line.poll():
                return False
        self.checked()
        return True

    def _send(self, counted: Counted, *work: object) -> None:
        """Something to do with what was counted."""
        from assistant.authoring import without

        with suppress(OSError):
            if not self._counted:
                self._line.send(without.light(counted))
                self._counted = True
            self._line.send(work)


def _in_turn(ours: list[T], theirs: list[T]) -> list[T]:
    return [one for pair in zip_longest(ours, theirs) for one in pair if one is not None]


def _help(line: Connection, root: str, name: str, halves: bool, unchecked: bool) -> None:
    """What the other process does."""
    if halves:
        from assistant.authoring import wordings
        from assistant.content.where import named, said

        line.send(wordings.half(said(Path(root), name)[0], named(Path(root), name)))
    if unchecked:
        from assistant.content.loader import mistakes

        line.send(mistakes(root, name))
    from assistant.authoring import left_out, without  # noqa: F401 - now: the first has nothing to be done yet

    counted = without.whole(line.recv())
    while True:
        work, *given = line.recv()
        line.send(work(counted, *given))


@contextmanager
def shared(root: Path, name: str, folder: Folder) -> Iterator[Shared]:
    """The work on this content shared with a second process, unless that would not help or can not be; wordings are kept in that folder."""
    if second.cores() < 2 or sum(file.size for file in files(root, name)) < WORTH:
        yield _alone(root, name, folder)
        return
    with started(root, name, folder) as work:
        yield work


@contextmanager
def started(root: Path, name: str, folder: Folder) -> Iterator[Shared]:
    """The work shared with a second process, where there can be one. It does not outlive this."""
    unchecked = not fresh(root, name, folder)
    halves = not os.path.exists(place_of(AUTHORS, root, name, folder))
    with second.started(_help, os.fspath(root), name, halves, unchecked) as line:
        if line is None:
            yield _alone(root, name, folder)
        else:
            yield _both(_Second(line, halves, partial(_mistakes, root, name) if unchecked else None), halves, root, name, folder)


def _both(other: _Second, halves: bool, root: Path, name: str, folder: Folder) -> Shared:
    from assistant.content.where import said

    work = _work(root, name, folder, other.half if halves else None)
    return Shared(partial(said, root, name), other.checked, work._replace(lessons=other.lessons, judge=other.judge))


def _alone(root: Path, name: str, folder: Folder) -> Shared:
    from assistant.content.where import sound

    return Shared(partial(sound, root, name, folder), lambda: None, _work(root, name, folder, None))


def _work(root: Path, name: str, folder: Folder, half: Callable[[], Mapping[str, tuple[Tokens, ...]]] | None) -> Work:
    """What is done here, but for half of the wordings perhaps."""
    from assistant.authoring.left_out import HERE
    from assistant.authoring.wordings import Kept, kept_wordings
    from assistant.content.where import named

    kept = Kept(place_of(AUTHORS, root, name, folder), state(root, name, "knowledge"), partial(named, root, name), half)
    return HERE._replace(wordings=partial(kept_wordings, where=kept))


def _mistakes(root: Path, name: str) -> tuple[Problem, ...]:
    from assistant.content.loader import mistakes

    return mistakes(root, name)


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
