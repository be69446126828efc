"""The synthesiser child: one engine with one rate and one voice for life. A sentence comes in as a line of JSON, a sound goes out.

An answer is a line of JSON, `{"rate": 22050, "bytes": 1234}` followed by the samples, or `{"error": "..."}`. The first answer, unasked,
is `{"engine": "pyttsx3", "notice": ""}`.
"""

from __future__ import annotations

import json
import sys

from assistant.devices.voice import engines, family
from assistant.devices.voice.port import Settings
from assistant.devices.voice.sound import little
from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO


def main() -> None:
    """Answer until standard input ends."""
    wire = family.belong(int(sys.argv[2]))
    try:
        engine = engines.open_engine(Settings(*json.loads(sys.argv[1])))
    except Exception as error:  # told to the parent, whatever it is: there is no one else to read it
        _answer(wire, {"error": str(error) or type(error).__name__})
        return
    _answer(wire, {"engine": engine.name, "notice": engine.notice})
    for line in sys.stdin.buffer:
        try:
            sound = engine.speak(json.loads(line))
            if not sound.samples:
                raise EOFError("the engine gave no sound")
        except Exception as error:  # as above; the parent decides whether to try again
            _answer(wire, {"error": str(error) or type(error).__name__})
            continue
        pcm = little(sound.samples)
        _answer(wire, {"rate": sound.rate, "bytes": len(pcm)}, pcm)


def _answer(wire: BinaryIO, head: dict[str, object], body: bytes = b"") -> None:
    """One write, or several if the pipe takes less; the parent counts the bytes."""
    message = memoryview(json.dumps(head).encode() + b"\n" + body)
    while message:
        message = message[wire.write(message) :]


if __name__ == "__main__":
    main()
