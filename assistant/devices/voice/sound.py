"""Sound as a value: 16-bit mono samples and their rate; read from a wave file, brought to another rate, measured. Pure but for the file."""

from __future__ import annotations

import sys
from array import array

from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import BinaryIO

RATE = 22050  # of everything that is played: what espeak speaks in, so that its samples stay as they are
QUIET = 100  # a sample below is silence


class Sound(NamedTuple):
    """Samples a second, and the samples."""

    rate: int
    samples: array[int]


def read_wave(file: BinaryIO) -> Sound:
    """A wave file as mono samples; of two channels the first is taken."""
    import wave

    with wave.open(file) as read:
        if read.getsampwidth() != 2:
            raise ValueError(f"{8 * read.getsampwidth()}-bit sound, 16-bit was wanted")
        samples = native(read.readframes(read.getnframes()))
        return Sound(read.getframerate(), samples[:: read.getnchannels()])


def native(pcm: bytes) -> array[int]:
    """Little-endian bytes as numbers of this machine."""
    samples = array("h", pcm[: len(pcm) & ~1])
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def little(samples: array[int]) -> bytes:
    """Numbers as little-endian bytes."""
    if sys.byteorder == "big":
        samples = samples[:]
        samples.byteswap()
    return samples.tobytes()


def at_rate(sound: Sound, rate: int) -> array[int]:
    """The samples at another rate, by straight lines between them: good enough for speech, and rarely needed.

    >>> list(at_rate(Sound(2, array("h", [0, 10, 20])), 4))
    [0, 5, 10, 15, 20, 20]
    """
    if sound.rate == rate:
        return sound.samples
    given, count = sound.samples, len(sound.samples) * rate // sound.rate
    told, last = array("h"), len(given) - 1
    for at in range(count):
        place, rest = divmod(at * sound.rate, rate)
        here = given[place]
        told.append(here + (given[min(place + 1, last)] - here) * rest // rate)
    return told


def sounding(samples: array[int], step: int = 64) -> tuple[int, int]:
    """Where the first sound begins and the last one ends, to within a step.

    >>> sounding(array("h", [0] * 640 + [5000] * 64 + [0] * 640))
    (640, 704)
    """
    spots = [at for at in range(0, len(samples), step) if any(abs(sample) > QUIET for sample in samples[at : at + step : 4])]
    return (spots[0], min(spots[-1] + step, len(samples))) if spots else (0, len(samples))
