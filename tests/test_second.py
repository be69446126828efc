"""Work shared with a second process comes to the same as without, also where that process can not be had or ends early."""

from __future__ import annotations

import multiprocessing
import os
from functools import partial
from multiprocessing.connection import Connection

import pytest

from assistant.devices.second import at_once, received, started


def doubled(number: int) -> int:
    return 2 * number


def where() -> int:
    return os.getpid()


def only_here(number: int) -> int:
    """Ends the second process."""
    if multiprocessing.parent_process() is not None:
        os._exit(1)
    return 2 * number


def refused(number: int) -> int:
    raise ValueError(f"not {number}")


def told(line: Connection, text: str) -> None:
    line.send(text)


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_each_piece_of_work_is_done_in_its_place(count: int) -> None:
    assert at_once([partial(doubled, number) for number in range(count)]) == [2 * number for number in range(count)]


def test_the_last_piece_is_done_elsewhere() -> None:
    here, also_here, there = at_once([where, where, where])
    assert here == also_here == os.getpid() != there


def test_what_a_process_that_ended_early_owes_is_done_here() -> None:
    assert at_once([partial(doubled, 2), partial(only_here, 3)]) == [4, 6]


def test_a_mistake_there_is_a_mistake_here() -> None:
    with pytest.raises(ValueError, match="not 3"):
        at_once([partial(doubled, 2), partial(refused, 3)])


def test_what_is_sent_is_received_and_then_made_here() -> None:
    with started(told, "hello") as line:
        assert line is not None
        assert [received(line, lambda: "nobody"), received(line, lambda: "nobody")] == ["hello", "nobody"]
