"""Commands to the voice child and events from it, as lines of JSON: all that the two ends have in common. The events are the port's own."""

from __future__ import annotations

import json

from assistant.devices.voice.port import SpeechDone, SpeechStarted, VoiceEvent, VoiceFailed, VoiceNotice, VoiceReady, WordSpoken
from assistant.values import NamedTuple


class Say(NamedTuple):
    """Speak this, after what is queued."""

    ticket: int
    text: str


class Set(NamedTuple):
    """Change what is not None."""

    rate: int | None
    volume: float | None
    voice: str | None


class Tone(NamedTuple):
    """A soft signal that is due at a moment of `time.monotonic()`."""

    kind: str
    due: float


class Stop(NamedTuple):
    """Silence, and forget everything queued."""


class Pause(NamedTuple):
    """Silence, and keep the place."""


class Resume(NamedTuple):
    """Go on."""


class Close(NamedTuple):
    """End."""


Command = Say | Set | Tone | Stop | Pause | Resume | Close

NAMES: dict[str, type[Command | VoiceEvent]] = {
    "say": Say,
    "set": Set,
    "tone": Tone,
    "stop": Stop,
    "pause": Pause,
    "resume": Resume,
    "close": Close,
    "started": SpeechStarted,
    "done": SpeechDone,
    "word": WordSpoken,
    "ready": VoiceReady,
    "notice": VoiceNotice,
    "failed": VoiceFailed,
}
NAME_OF = {kind: name for name, kind in NAMES.items()}


def line(value: Command | VoiceEvent) -> bytes:
    r"""One value as one line.

    >>> line(Say(7, "Breathe in."))
    b'["say", 7, "Breathe in."]\n'
    """
    return (json.dumps([NAME_OF[type(value)], *value]) + "\n").encode()


def value(said: bytes | str) -> Command | VoiceEvent:
    """The value of a line.

    >>> value('["done", 7]')
    SpeechDone(ticket=7)
    """
    name, *fields = json.loads(said)
    return NAMES[name](*fields)
