"""The timer: what it posts and what it forgets. How exact it is, benchmarks/session.py measures."""

from __future__ import annotations

from itertools import count
from queue import SimpleQueue

import pytest

from assistant.devices.timer import Timer

PATIENCE = 30  # seconds until a test gives up


def posting() -> tuple[Timer, SimpleQueue[tuple[int, str]]]:
    posted: SimpleQueue[tuple[int, str]] = SimpleQueue()
    return Timer(lambda ticket, mark: posted.put((ticket, mark))), posted


def test_marks_come_before_the_end_in_order() -> None:
    timer, posted = posting()
    timer.start(7, 0.03, ((0.02, "late"), (0.01, "early")))
    assert [posted.get(timeout=PATIENCE) for _ in range(3)] == [(7, "early"), (7, "late"), (7, "")]
    timer.close()


def test_a_new_timer_forgets_the_old_one() -> None:
    timer, posted = posting()
    timer.start(1, 60, ((0.0, "old"),))
    timer.start(2, 0.01)
    last = (0, "")
    while last != (2, ""):
        last = posted.get(timeout=PATIENCE)
        assert last != (1, "")
    assert timer.left() == 0
    timer.close()


def test_a_stopped_timer_has_nothing_left() -> None:
    timer, posted = posting()
    timer.start(1, 60)
    assert 0 < timer.left() <= 60
    timer.stop()
    assert timer.left() == 0
    assert posted.empty()
    timer.close()


@pytest.mark.parametrize("due", [True, False])
def test_a_sleep_is_noticed_in_a_hold_and_while_something_is_told(due: bool) -> None:
    hours = count(0, 3600)  # every look at the wall finds another hour gone
    slept: SimpleQueue[float] = SimpleQueue()
    timer = Timer(lambda ticket, mark: None, lambda: slept.put(0), lambda: float(next(hours)))
    if due:
        timer.start(1, 60)
    else:
        timer.watch(on=True)
    slept.get(timeout=PATIENCE)
    assert (timer.left() > 50) == due
    timer.close()
