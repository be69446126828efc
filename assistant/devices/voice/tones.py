"""Soft signals made by the program: a sine with a slow rise and a slow fall, so quiet that eyes may stay closed. Pure.

Breathing in rises, breathing out falls; the ticks of a hold are short; the end is two notes. Sound is 16-bit mono, as everywhere in the voice.
"""

from __future__ import annotations

import cmath
import math
from array import array
from collections.abc import Mapping
from functools import cache

from assistant.values import NamedTuple

LOUDNESS = 0.16  # of full scale: about as loud as the quieter vowels of the speech it accompanies
PEAK = 32767
STRETCH = 32  # samples in which pitch and loudness are not looked at anew


class Note(NamedTuple):
    """A sine that glides from one pitch to another."""

    start: float  # Hz
    end: float  # Hz
    seconds: float
    rise: float  # seconds until it is at its loudest
    loud: float = 1.0  # of LOUDNESS
    after: float = 0.0  # seconds of silence before it


KINDS: Mapping[str, tuple[Note, ...]] = {
    "in": (Note(262, 330, 1.2, 0.6),),
    "out": (Note(330, 220, 1.6, 0.3),),
    "tick": (Note(880, 880, 0.06, 0.01, 0.6),),
    "half": (Note(523, 523, 0.35, 0.03),),
    "ten": (Note(523, 523, 0.2, 0.03), Note(523, 523, 0.2, 0.03, 1.0, 0.1)),
    "ready": (Note(392, 392, 0.4, 0.05),),
    "done": (Note(523, 523, 0.4, 0.03), Note(392, 392, 0.8, 0.03)),
}


@cache
def tone(kind: str, rate: int) -> array[int]:
    """The samples of a signal.

    >>> len(tone("tick", 22050)) / 22050
    0.06
    """
    samples = array("h")
    for note in KINDS[kind]:
        samples.extend([0] * round(note.after * rate))
        samples.extend(_samples(note, rate))
    return samples


def _samples(note: Note, rate: int) -> list[int]:
    """The sine as a turning pointer. Its speed and length are set anew once a STRETCH, which is as smooth and six times as quick."""
    count = round(note.seconds * rate)
    pointer, told = 1 + 0j, list[int]()
    for first in range(0, count, STRETCH):
        size = min(STRETCH, count - first)
        loud, louder = (PEAK * LOUDNESS * note.loud * _envelope(note, place / count) for place in (first, first + size))
        pitch = note.start + (note.end - note.start) * (first + size / 2) / count
        turn, rise = cmath.rect(1, 2 * math.pi * pitch / rate), (louder - loud) / size
        for _ in range(size):
            pointer *= turn
            told.append(round(loud * pointer.imag))
            loud += rise
    return told


def _envelope(note: Note, share: float) -> float:
    """From nothing to one and back to nothing, without a corner that clicks."""
    top = note.rise / note.seconds
    nearness = share / top if share < top else (1 - share) / (1 - top)
    return math.sin(nearness * math.pi / 2) ** 2
