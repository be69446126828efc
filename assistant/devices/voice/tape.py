"""What sounds next, frame by frame: queued speech, a signal over it, a volume, a place to pause. No device, no clock, no file.

A device pulls as many frames as it wants; the tape reports what those frames begin and end. Another thread fills and stops it; a lock keeps the
two apart.
"""

from __future__ import annotations

import threading
from array import array
from collections import deque
from collections.abc import Callable, Iterable

from assistant.devices.voice.port import SpeechDone, SpeechStarted, WordSpoken
from assistant.devices.voice.sound import RATE, sounding
from assistant.values import NamedTuple

FADE = RATE // 200  # frames: 5 ms, so that a stop does not click
AHEAD = RATE * 20  # frames: so much is prepared before its turn, so that whoever says a whole book keeps no book of sound
TAIL = RATE * 6 // 100  # silence after an utterance: when it is reported as done, the last sound has left the device's buffer

TapeEvent = SpeechStarted | SpeechDone | WordSpoken


class Word(NamedTuple):
    """When a word begins, and where it stands in the text of the utterance."""

    at: int  # frame of its piece
    start: int
    length: int


class Piece(NamedTuple):
    """A stretch of an utterance."""

    ticket: int
    samples: array[int]
    words: tuple[Word, ...]
    first: bool
    last: bool


class Signal(NamedTuple):
    """What sounds over the speech, after so many frames."""

    after: int
    samples: array[int]


class Tape:
    """A queue of pieces that can be stopped between any two frames."""

    def __init__(self, report: Callable[[TapeEvent], None]) -> None:
        self.pulled = 0  # frames, ever: a watcher sees whether a device is alive
        self.volume = 1.0
        self._report = report
        self._lock = threading.Lock()
        self._room = threading.Condition(self._lock)
        self._pieces: deque[Piece] = deque()
        self._queued = 0  # frames of all pieces
        self._at = 0  # frame of the first piece
        self._over: deque[Signal] = deque()  # mixed over the speech, one after the other
        self._paused = False
        self._era = 0

    @property
    def era(self) -> int:
        """How many stops there were: a piece ordered before the last stop is not wanted any more."""
        return self._era

    @property
    def busy(self) -> bool:
        """Whether there is anything to play."""
        return bool((self._pieces and not self._paused) or self._over)

    def put(self, piece: Piece, era: int) -> None:
        """Queue a piece, unless there was a stop since it was ordered."""
        if piece.last:
            piece = piece._replace(samples=piece.samples + array("h", bytes(2 * TAIL)))
        with self._lock:
            if era == self._era:
                self._pieces.append(piece)
                self._queued += len(piece.samples)

    def wait(self, era: int) -> None:
        """Wait until there is room for more, or until a stop since that era."""
        with self._lock:
            self._room.wait_for(lambda: self._queued < AHEAD or era != self._era)

    def stop(self) -> None:
        """Nothing from here on but a fade of 5 ms."""
        with self._lock:
            self._over = deque([Signal(0, self._faded())])
            self._pieces.clear()
            self._at, self._queued, self._paused = 0, 0, False
            self._era += 1
            self._room.notify_all()

    def pause(self, back: int) -> None:
        """Keep the place, so many frames back: those a device throws away unheard."""
        with self._lock:
            if not self._paused:
                self._over = deque([Signal(0, self._faded())])
                self._at = max(0, self._at - back)
                self._paused = True

    def resume(self) -> None:
        """Go on from the place kept."""
        with self._lock:
            self._paused = False

    def tone(self, samples: array[int], frame: int = 0) -> None:
        """A signal over whatever sounds: at this frame, or now when that is past, and after a signal that was there before."""
        with self._lock:
            taken = sum(signal.after + len(signal.samples) for signal in self._over)
            self._over.append(Signal(max(0, frame - self.pulled - taken), samples))

    def pull(self, frames: int) -> bytes:
        """The next frames, as a device of this machine takes them."""
        with self._lock:
            sound = self._speech(frames)
            self._mix(sound)
            self.pulled += frames
        if self.volume != 1.0:
            sound = louder(sound, self.volume)
        return sound.tobytes()

    def _speech(self, frames: int) -> array[int]:
        """The next frames of the pieces, silence where there are none."""
        sound: array[int] = array("h")
        while self._pieces and not self._paused and len(sound) < frames:
            piece, begin = self._pieces[0], self._at
            if begin == 0 and piece.first and self._over and self._over[0].after > len(sound):
                sound.extend(array("h", bytes(2 * (min(frames, self._over[0].after) - len(sound)))))
                continue  # what a signal announces does not begin before it
            end = min(begin + frames - len(sound), len(piece.samples))
            self._tell(piece, begin, end)
            sound.extend(piece.samples[begin:end])
            self._at = end
            if end == len(piece.samples):
                self._pieces.popleft()
                self._at = 0
                self._queued -= end
                self._room.notify_all()
        sound.extend(array("h", bytes(2 * (frames - len(sound)))))
        return sound

    def _tell(self, piece: Piece, begin: int, end: int) -> None:
        """Report what begins and ends in these frames of a piece."""
        if begin == 0 and piece.first:
            self._report(SpeechStarted(piece.ticket))
        for word in piece.words:
            if begin <= word.at < end:
                self._report(WordSpoken(piece.ticket, word.start, word.length))
        if end == len(piece.samples) and piece.last:
            self._report(SpeechDone(piece.ticket))

    def _mix(self, sound: array[int]) -> None:
        """Lay the signals that are due over the sound; what is left of one waits for the next frames."""
        at = 0
        while self._over and at < len(sound):
            after, samples = self._over.popleft()
            at, after = at + after, max(0, at + after - len(sound))
            part = samples[: max(0, len(sound) - at)]
            for index, sample in enumerate(part, at):
                sound[index] = max(-32768, min(32767, sound[index] + sample))
            at += len(part)
            if len(part) < len(samples):
                self._over.appendleft(Signal(after, samples[len(part) :]))

    def _faded(self) -> array[int]:
        """The next 5 ms, going down to nothing."""
        if not self._pieces or self._paused:
            return array("h")
        rest = self._pieces[0].samples[self._at : self._at + FADE]
        return array("h", (sample * (FADE - at) // FADE for at, sample in enumerate(rest)))


def louder(sound: array[int], volume: float) -> array[int]:
    """Every sample by a factor; what would not fit is cut off."""
    return array("h", (max(-32768, min(32767, round(sample * volume))) for sample in sound))


def word_times(places: Iterable[tuple[int, str]], samples: array[int]) -> tuple[Word, ...]:
    """When each word begins: the sounding part of a piece, shared out by letters. An estimate, the same for every engine.

    >>> [word.at for word in word_times([(0, "press"), (6, "now")], array("h", [9000] * 1280))]
    [0, 746]
    """
    begin, end = sounding(samples)
    words = [(start, word, len(word) + 2 + 4 * (word[-1] in ",;:")) for start, word in places]
    whole = sum(weight for _, _, weight in words)
    told, before = [], 0
    for start, word, weight in words:
        told.append(Word(begin + (end - begin) * before // whole, start, len(word)))
        before += weight
    return tuple(told)
