"""A session into a sound file, to take to bed on a phone: same words, same pauses, same signals, made many times faster than they are heard.

Wave files need nothing. FLAC and Ogg are written when the person has `soundfile` (libsndfile, with wheels for every system): a third and a tenth of
the size. It is an extra, for a wave file of twenty minutes is 55 MB, which a phone plays as well.
"""

from __future__ import annotations

import os
import wave
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from assistant.devices.voice import tones
from assistant.devices.voice.engines import EngineMissing
from assistant.devices.voice.port import Settings
from assistant.devices.voice.sound import RATE, little
from assistant.devices.voice.synthesis import Synthesis, SynthesisFailed
from assistant.devices.voice.tape import louder
from assistant.errors import AssistantError, VoiceMissing
from assistant.respond.breaths import sentences
from assistant.values import NamedTuple

COMPRESSED = {".flac": ("FLAC", "PCM_16"), ".ogg": ("OGG", "VORBIS")}


class Utter(NamedTuple):
    """Words, in their spoken form."""

    text: str


class Silence(NamedTuple):
    """Nothing, for so long."""

    seconds: float


class Tone(NamedTuple):
    """A signal: one of `tones.KINDS`."""

    kind: str


class Hold(NamedTuple):
    """A stretch of exactly so many seconds, with words and signals at their moments; what would run into another is left out."""

    seconds: float
    inside: tuple[tuple[float, Utter | Tone], ...] = ()


Part = Utter | Silence | Tone | Hold


class SaveFailed(AssistantError):
    """The file cannot be written; the message says why."""


class Sink(Protocol):
    """An open sound file."""

    def write(self, samples: array[int]) -> None:
        """Append samples."""


def render(parts: Sequence[Part], path: Path, settings: Settings) -> float:
    """Write a session and return its length in seconds. The file appears when it is whole; SaveFailed and VoiceMissing say why there is none."""
    try:
        with _file(path) as sink:
            return _write(parts, sink, settings)
    except FileNotFoundError as error:
        lacks = f"there is no folder {path.parent}; make it, or" if not path.parent.exists() else "no file can be made there;"
        raise SaveFailed(f"cannot write {path}: {lacks} choose another place") from error
    except OSError as error:
        raise SaveFailed(f"cannot write {path}: {error.strerror or error}; choose another place") from error
    except (EngineMissing, SynthesisFailed) as error:
        raise VoiceMissing(f"cannot make {path}: {error}") from error


def _write(parts: Sequence[Part], sink: Sink, settings: Settings) -> float:
    """Write all parts; their length in seconds."""
    synthesis = Synthesis(settings)
    frames = 0
    try:
        for part in parts:
            for samples in _sounds(part, synthesis):
                sink.write(samples if settings.volume == 1.0 else louder(samples, settings.volume))
                frames += len(samples)
    finally:
        synthesis.close()
    return round(frames / RATE, 3)


def _sounds(part: Part, synthesis: Synthesis) -> Iterator[array[int]]:
    """The samples of a part, piece by piece."""
    match part:
        case Utter(text):
            for sentence in sentences(text):
                yield synthesis.sound(sentence).samples
        case Silence(seconds):
            yield array("h", bytes(2 * round(seconds * RATE)))
        case Tone(kind):
            yield tones.tone(kind, RATE)
        case Hold(seconds, inside):
            yield _hold(seconds, inside, synthesis)


def _hold(seconds: float, inside: Sequence[tuple[float, Utter | Tone]], synthesis: Synthesis) -> array[int]:
    """Silence of the right length with everything laid into it."""
    samples = array("h", bytes(2 * round(seconds * RATE)))
    free = 0
    for at, part in inside:
        sound = array("h", (sample for piece in _sounds(part, synthesis) for sample in piece))
        begin = round(at * RATE)
        if free <= begin and begin + len(sound) <= len(samples):
            samples[begin : begin + len(sound)] = sound
            free = begin + len(sound)
    return samples


@contextmanager
def _file(path: Path) -> Iterator[Sink]:
    """A file to write to, under another name until it is whole, so that no half session is left behind."""
    if not path.name:  # '', '.' and '/'
        raise SaveFailed(f"cannot write {path}: it names no file; name one that ends in .wav, such as session.wav")
    if path.is_dir():
        raise IsADirectoryError(21, "it is a folder")
    unfinished = path.with_name(f"{path.name}.{os.urandom(4).hex()}.part")  # nobody else's, and with the rights of any new file
    unfinished.open("xb").close()
    try:
        with _open(path, unfinished) as sink:
            yield sink
        os.replace(unfinished, path)
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()


class WaveSink:
    """A wave file, by the standard library."""

    def __init__(self, file: wave.Wave_write) -> None:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        self._file = file

    def write(self, samples: array[int]) -> None:
        """Append samples."""
        self._file.writeframesraw(little(samples))


@contextmanager
def _open(path: Path, unfinished: Path) -> Iterator[Sink]:
    """Open the file in the format that the ending of the name asks for."""
    ending = path.suffix.lower()
    if ending == ".wav":
        with wave.open(str(unfinished), "wb") as file:
            yield WaveSink(file)
    elif ending in COMPRESSED:
        yield from _compressed(path, unfinished, *COMPRESSED[ending])
    else:
        raise SaveFailed(f"cannot write {path}: the name has to end in .wav, .flac or .ogg")


def _compressed(path: Path, unfinished: Path, kind: str, coding: str) -> Iterator[Sink]:
    try:
        import soundfile
    except (ImportError, OSError) as error:
        raise SaveFailed(f"cannot write {path}: {kind} needs `pip install soundfile`; or give it a name that ends in .wav") from error

    class FileSink:
        def write(self, samples: array[int]) -> None:
            for at in range(0, len(samples), RATE):  # libsndfile's Vorbis coder does not like more at once
                file.buffer_write(samples[at : at + RATE].tobytes(), dtype="int16")

    try:
        with soundfile.SoundFile(str(unfinished), "w", RATE, 1, coding, format=kind) as file:
            yield FileSink()
    except soundfile.SoundFileError as error:
        raise SaveFailed(f"cannot write {path}: {error}; give it a name that ends in .wav") from error
