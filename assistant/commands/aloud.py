"""One answer said aloud: the voice is started before the answer is known, and waited for.

Not here: what is said (talk).
"""

from __future__ import annotations

import sys
from queue import SimpleQueue

from assistant.devices import config, folders
from assistant.devices.speaker import Speaker
from assistant.devices.voice.port import IN_TEXT, Settings, SpeechDone, VoiceEvent, VoiceFailed
from assistant.errors import VoiceMissing
from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace

TICKET = 1


class OneVoice:
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
                    # that it goes on in text is no comfort where only the voice was wanted
                    raise VoiceMissing(f"{message.removesuffix(IN_TEXT)}; “acupressure doctor” shows what works here")
                case _:
                    pass

    def close(self) -> None:
        """Be silent and end."""
        self._voice.close()


def ask(options: Namespace) -> int:
    """`ask --speak`: the voice first, for it takes longer to get ready than the answer to be found."""
    voice = OneVoice(config.load(folders.config()).voice)
    try:
        return _ask(options, voice)
    finally:
        voice.close()


def _ask(options: Namespace, voice: OneVoice) -> int:
    from assistant.commands.talk import EXITS, asked  # the engine is loaded beside the voice
    from assistant.respond.spoken import speak

    engine, told = asked(options)
    kind = told.answer.kind.value
    try:
        voice.say(speak(told.answer.spoken, engine.domain.spoken))
    except VoiceMissing as missing:
        print(missing, file=sys.stderr)
        return 10 if kind == "urgent" else 4  # a red flag outweighs a missing voice
    return EXITS.get(kind, 0)
