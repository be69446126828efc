"""What is said and sounded during a hold: the breath, half time, ten seconds left, the end.

A hold has marks: moments with names. Whether a mark is told in words, by a signal or not at all is the person's choice, looked up
when the mark is reached. Not here: timers and sound (devices).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.values import NamedTuple

BREATH = 5.0  # seconds in, and as many out: the slow, steady breath of the sources
FIRST = 0.6  # seconds: after the signal that a hold begins
APART = 3.0  # seconds between a breath and what matters more, so that neither has to hurry
TAUGHT = 3  # breaths told in words; afterwards a signal is enough
TICKS = 3  # signals counting down to the end
LEAST_HALF, LEAST_TEN = 40.0, 20.0  # seconds of holds too short to be divided so

CHOICES = ("both", "tones", "words", "silent")


class Mark(NamedTuple):
    """What is said or sounded at a mark."""

    phrase: str = ""
    tone: str = ""
    shown: bool = False  # as a line on the screen too
    worded: bool = True  # in words where both are wanted; otherwise as a signal


MARKS: Mapping[str, Mark] = {
    "half": Mark("half", "half", shown=True),
    "ten_seconds": Mark("ten_seconds", "ten", shown=True),
    "breathe_in": Mark("breathe_in", "in"),
    "breathe_out": Mark("breathe_out", "out"),
    "in": Mark("breathe_in", "in", worded=False),
    "out": Mark("breathe_out", "out", worded=False),
    "tick": Mark("", "tick", worded=False),
    "ready": Mark("", "ready", worded=False),
    "done": Mark("", "done", worded=False),
}


def chosen(name: str, choice: str) -> Mark:
    """What is said or sounded at a mark with one of CHOICES: its phrase, its tone, or nothing.

    >>> chosen("in", "both"), chosen("in", "words").phrase, chosen("half", "tones").tone, chosen("half", "silent")
    (Mark(phrase='', tone='in', shown=False, worded=False), 'breathe_in', 'half', Mark(phrase='', tone='', shown=False, worded=True))
    """
    known = MARKS.get(name, Mark())
    if choice == "both":
        return known._replace(tone="") if known.worded else known._replace(phrase="")
    if choice == "words":
        return known._replace(tone="")
    return known._replace(phrase="", shown=False) if choice == "tones" else Mark()


def within(left: float, whole: float, taught: bool = False) -> tuple[tuple[float, str], ...]:
    """The marks in what is left of a hold, each with its seconds from now; `taught`: breaths need no words any more.

    A breath too near to another mark is dropped.

    >>> [mark for mark in within(90.0, 90.0) if mark[1] in ("half", "ten_seconds")]
    [(45.0, 'half'), (80.0, 'ten_seconds')]
    >>> [mark for mark in within(30.0, 90.0, True)][:3]
    [(0.6, 'in'), (5.0, 'out'), (10.0, 'in')]
    """
    firm: list[tuple[float, str]] = []
    half = left - whole / 2
    if whole >= LEAST_HALF and half > 0:
        firm.append((half, "half"))
    if left >= LEAST_TEN:
        firm.append((left - 10.0, "ten_seconds"))
    firm += [(left - second, "tick") for second in range(TICKS, 0, -1) if left - second > APART]
    return tuple(sorted((*_apart(_breaths(left, taught), [*(at for at, _ in firm), left]), *firm)))


def _apart(breaths: list[tuple[float, str]], others: Sequence[float]) -> list[tuple[float, str]]:
    """The breaths that are far enough from what matters more; without its 'in', an 'out' would be the second in a row."""
    kept: list[tuple[float, str]] = []
    for number, (at, mark) in enumerate(breaths):
        alone = number % 2 == 1 and (not kept or kept[-1][0] != breaths[number - 1][0])
        if not alone and all(abs(at - other) >= APART for other in others):
            kept.append((at, mark))
    return kept


def _breaths(left: float, taught: bool) -> list[tuple[float, str]]:
    out = []
    for number in range(int(left // BREATH) + 1):
        told = not taught and number < 2 * TAUGHT
        names = ("breathe_in", "breathe_out") if told else ("in", "out")
        out.append((max(FIRST, number * BREATH), names[number % 2]))
    return out
