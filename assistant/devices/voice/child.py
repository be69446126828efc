"""The voice child: commands come in as lines, sound goes out, events go back as lines. It ends with its parent, at once and however that ends.

Threads: this one reads commands; the mouth prepares speech; a stage plays the tape; a writer sends events, so that a slow reader never holds up
the sound.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from contextlib import suppress
from queue import SimpleQueue

from assistant.devices.voice import family, tones, wire
from assistant.devices.voice.mouth import Mouth
from assistant.devices.voice.port import IN_TEXT, LOUDEST, Settings, VoiceEvent, VoiceFailed, VoiceReady
from assistant.devices.voice.sound import RATE
from assistant.devices.voice.stage import Stage
from assistant.devices.voice.tape import Tape
from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen
    from typing import BinaryIO

APART = 0.5  # seconds between two signals that are made: the last one is ready before the shortest hold is over


class Announcer:
    """Says once that the voice is ready, or once that it is not: engine and output are found in any order."""

    def __init__(self, events: SimpleQueue[VoiceEvent]) -> None:
        self._events = events
        self._lock = threading.Lock()
        self._found: dict[str, str] = {}
        self._failed = False

    def engine(self, name: str, trouble: str) -> None:
        """The engine is open, or there is none."""
        self._tell("engine", name, trouble)

    def output(self, name: str, trouble: str) -> None:
        """The output is open, or there is none."""
        self._tell("output", name, "no sound output here" if trouble else "", trouble)

    def _tell(self, what: str, name: str, trouble: str, detail: str = "") -> None:
        with self._lock:
            if self._failed:
                return
            if trouble:
                self._failed = True
                self._events.put(VoiceFailed(trouble + IN_TEXT, detail))
            elif what not in self._found:
                self._found[what] = name
                if len(self._found) == 2:
                    self._events.put(VoiceReady(self._found["engine"], self._found["output"]))


class Child:
    """Performs commands."""

    def __init__(self, settings: Settings, synth: Popen[bytes], events: SimpleQueue[VoiceEvent]) -> None:
        announcer = Announcer(events)
        self._tape = Tape(events.put)
        self._tape.volume = settings.volume
        self._mouth = Mouth(settings, synth, self._tape, events.put, announcer.engine)
        self._signals: threading.Thread | None = None  # makes the other signals after the first one
        self._stage = Stage(self._tape, settings.output, announcer.output)

    def perform(self, command: wire.Command) -> None:
        """Perform one command; none waits for sound."""
        match command:
            case wire.Say(ticket, text):
                self._stage.wake()
                self._mouth.say(ticket, text)
            case wire.Stop():
                self._tape.stop()
                self._stage.cut()
            case wire.Pause():
                self._tape.pause(self._stage.unheard)
                self._stage.cut()
            case wire.Resume():
                self._stage.wake()  # a long pause let it rest
                self._tape.resume()
            case wire.Tone(kind, due):
                self._sound(kind, due)
            case wire.Set(rate, volume, voice):
                self._mouth.change(rate, voice)
                if volume is not None:
                    self._tape.volume = max(0.0, min(LOUDEST, volume))
            case wire.Close():
                os._exit(0)

    def _sound(self, kind: str, due: float) -> None:
        """Sound a signal; with the first one begins the making of the others."""
        self._stage.wake()
        self._tape.tone(tones.tone(kind, RATE), self._stage.frame(due))
        if not self._signals:
            self._signals = threading.Thread(target=_make_signals, name="signals", daemon=True)
            self._signals.start()


def _make_signals() -> None:
    """Make all signals, so that none is late because it has to be made. One now and then: what sounds meanwhile must not wait for this."""
    pause = threading.Event()
    for kind in tones.KINDS:
        pause.wait(APART)
        tones.tone(kind, RATE)


def write(events: SimpleQueue[VoiceEvent], out: BinaryIO) -> None:
    """Send events until nobody reads them."""
    while True:
        try:
            out.write(wire.line(events.get()))
        except OSError:
            os._exit(0)


def break_down(out: BinaryIO, error: BaseException | None) -> None:
    """A mistake of the program in any thread: told, then everything ends, so that nobody waits for a sound that will not come."""
    import traceback

    with suppress(OSError):
        out.write(wire.line(VoiceFailed("the voice broke down" + IN_TEXT, "".join(traceback.format_exception(error))[-2000:])))
    os._exit(1)


def main(synth: Popen[bytes]) -> None:
    """Perform commands until standard input ends; then be gone, without a farewell to any library."""
    out = family.belong(int(sys.argv[2]))
    threading.excepthook = lambda failure: break_down(out, failure.exc_value)
    events: SimpleQueue[VoiceEvent] = SimpleQueue()
    try:
        child = Child(Settings(*json.loads(sys.argv[1])), synth, events)
        threading.Thread(target=write, args=(events, out), name="writer", daemon=True).start()
        for line in sys.stdin.buffer:
            command = wire.value(line)
            if isinstance(command, wire.Command):
                child.perform(command)
    except Exception as error:  # a library may throw anything; it is told, not swallowed
        break_down(out, error)
    os._exit(0)
