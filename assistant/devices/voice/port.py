"""What the rest of the program knows of a voice: the port, its events and its settings.

Values in, values out; every voice (a real one, a silent one) has this port and posts these events. Not here: how
sound is made.

An utterance carries a ticket, chosen by the caller. Whatever happens to the sound, an utterance that was not stopped
ends with `SpeechDone`: without a loudspeaker after the time it would have taken, so that a session keeps its pace.
An utterance that was stopped reports nothing more; one event may already be on its way, which is what tickets are for.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Protocol
else:
    Protocol = object  # what a port asks for is checked before anything runs


class Settings(NamedTuple):
    """How to speak. Nothing here is looked up anywhere: it comes from the configuration or from a command."""

    engine: str = "auto"  # auto, pyttsx3, say, espeak-ng, piper
    rate: int = 150  # words a minute
    volume: float = 1.0  # 1.0: as the engine made it; 0.0: nothing; up to 2.0, louder parts are cut off
    voice: str = ""  # a name the engine knows; "": the engine's English
    model: str = ""  # piper: the person's own .onnx file
    output: str = "auto"  # auto, miniaudio, pacat, aplay, none


SLOWEST, FASTEST = 80, 400  # words a minute; outside, speech is no longer understood
LOUDEST = 2.0
IN_TEXT = "; continuing in text"  # how the message of VoiceFailed ends


class SpeechStarted(NamedTuple):
    """The first sound of an utterance is on its way to the loudspeaker."""

    ticket: int


class SpeechDone(NamedTuple):
    """An utterance has been spoken to its end."""

    ticket: int


class WordSpoken(NamedTuple):
    """A word is being spoken now: a place in the text given to `say`. The moment is an estimate (tape.word_times)."""

    ticket: int
    start: int  # of the first character
    length: int


class VoiceReady(NamedTuple):
    """The voice has found its engine and its loudspeaker."""

    engine: str
    output: str


class VoiceNotice(NamedTuple):
    """Something a person wants to know once; the voice goes on."""

    message: str


class VoiceFailed(NamedTuple):
    """There is no sound from now on, for this reason; text goes on with the same timing. Posted once."""

    message: str  # for the person: one line
    detail: str = ""  # for `acupressure doctor`: what every library said


VoiceEvent = SpeechStarted | SpeechDone | WordSpoken | VoiceReady | VoiceNotice | VoiceFailed
Post = Callable[[VoiceEvent], None]  # called from a thread of the voice: put it in a queue


class Voice(Protocol):
    """Whatever speaks. No call waits for sound."""

    def say(self, ticket: int, text: str) -> None:
        """Queue one utterance of any number of sentences, in their spoken form."""

    def stop(self) -> None:
        """Be silent at once and forget everything queued, tones too."""

    def pause(self) -> None:
        """Be silent at once and keep the place."""

    def resume(self) -> None:
        """Go on from there."""

    def set(self, *, rate: int | None = None, volume: float | None = None, voice: str | None = None) -> None:
        """Change what is given: volume at once, rate and voice from the next `say` on."""

    def tone(self, kind: str, due: float = 0.0) -> None:
        """Sound a soft signal over whatever is spoken: one of `tones.KINDS`.

        Two that were due so far apart, in seconds of `time.monotonic()`, are heard so far apart; one that was due long ago is heard at once.
        """

    def close(self) -> None:
        """Be silent and end; nothing is posted afterwards."""


def seconds_to_say(text: str, rate: int) -> float:
    """About how long a voice takes: for timing without one.

    >>> seconds_to_say("press gently for one minute", 150)
    2.3
    """
    return round(len(text.split()) * 60 / max(rate, 1) + 0.3, 2)
