"""One answer said aloud: the voice is started before the answer is known, and waited for.

Not here: what is said.
"""

from __future__ import annotations

from queue import SimpleQueue

from assistant.devices.speaker import Speaker
from assistant.devices.voice.port import Settings, SpeechDone, VoiceEvent, VoiceFailed
from assistant.errors import VoiceMissing

TICKET = 1
IN_TEXT = "; continuing in text"  # what a voice adds, and what is no comfort where only the voice was wanted


class Aloud:
    """A voice for a single utterance. It gets ready while the answer is being found."""

    def __init__(self, settings: Settings) -> None:
        self._events: SimpleQueue[VoiceEvent] = SimpleQueue()
        self._voice = Speaker(self._events.put, settings)

    def say(self, text: str) -> None:
        """Say it to its end; VoiceMissing when that is impossible, whether from the beginning or in the middle."""
        self._voice.say(TICKET, text)
        while True:
            match self._events.get():
                case SpeechDone():
                    return
                case VoiceFailed(message):
                    raise VoiceMissing(f"{message.removesuffix(IN_TEXT)}; “acupressure doctor” shows what works here")
                case _:
                    pass

    def close(self) -> None:
        """Be silent and end."""
        self._voice.close()
