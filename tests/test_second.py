"""Work shared with a second process comes to the same as without, also where that process can not be had or ends early."""

from __future__ import annotations

import multiprocessing
import os
from functools import partial
from multiprocessing.connection import Connection

import pytest

from assistant.devices.second import helped, received, started


def doubled(number: int) -> int:
    return 2 * number


def where() -> int:
    return os.getpid()


def repeated(text: str, times: int) -> str:
    return text * times


def only_here(number: int) -> int:
    """Ends the second process."""
    if multiprocessing.parent_process() is not None:
        os._exit(1)
    return 2 * number


def refused(number: int) -> int:
    raise ValueError(f"not {number}")


def told(line: Connection, text: str) -> None:
    line.send(text)


def test_every_piece_of_work_is_done_once_and_in_any_order_asked_for() -> None:
    with helped(True) as later:
        waiting = [later(partial(doubled, number)) for number in range(5)]
        assert [waiting[number]() for number in (3, 0, 4, 1, 2)] == [6, 0, 8, 2, 4]


def test_work_is_done_elsewhere_while_more_is_sent_and_much_comes_back() -> None:
    with helped(True) as later:
        elsewhere, long = later(where), later(partial(repeated, "knee ", 200_000))
        other = later(partial(len, "x" * 1_000_000))
        assert elsewhere() != os.getpid()
        assert (other(), long()) == (1_000_000, "knee " * 200_000)
    assert not multiprocessing.active_children()


def test_where_there_is_little_to_do_it_is_done_here() -> None:
    with helped(False) as later:
        assert later(where)() == os.getpid()


def test_who_has_no_work_for_it_starts_no_process() -> None:
    with helped(True):
        assert not multiprocessing.active_children()


def test_what_a_process_that_ended_early_owes_is_done_here() -> None:
    with helped(True) as later:
        waiting = [later(partial(doubled, 2)), later(partial(only_here, 3)), later(partial(doubled, 4))]
        assert [one() for one in waiting] == [4, 6, 8]


def test_a_mistake_there_is_a_mistake_here() -> None:
    with helped(True) as later, pytest.raises(ValueError, match="not 3"):
        later(partial(refused, 3))()


def test_what_is_sent_is_received_and_then_made_here() -> None:
    with started(told, "hello") as line:
        assert line is not None
        assert [received(line, lambda: "nobody"), received(line, lambda: "nobody")] == ["hello", "nobody"]
