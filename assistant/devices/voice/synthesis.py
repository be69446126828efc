"""The parent's end of a synthesiser child: asks for the sound of a sentence, with a time limit, and starts a fresh child when one went wrong."""

from __future__ import annotations

import json
import threading

from assistant.devices.voice import family
from assistant.devices.voice.early import SYNTH
from assistant.devices.voice.engines import EngineMissing
from assistant.devices.voice.port import Settings
from assistant.devices.voice.sound import RATE, Sound, at_rate, native
from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen

PATIENCE = 15.0  # seconds until a silent child is ended
OPENING = 6.0  # seconds until another child is tried: an engine that opens takes a tenth of a second, one that hangs never does


class SynthesisFailed(Exception):
    """No sound came of a sentence, twice."""


class Synthesis:
    """One rate and one voice; use from one thread that stays (family.start)."""

    def __init__(self, settings: Settings, child: Popen[bytes] | None = None) -> None:
        """`child`: one that was started with these settings already."""
        self.settings = settings
        self._child = child or family.start(SYNTH, json.dumps(settings))
        self._open = False
        self.engine = self.notice = ""

    def open(self) -> None:
        """Wait for the engine; EngineMissing says why there is none."""
        if self._open:
            return
        head, _ = self._receive(OPENING)
        if not head:  # on a busy machine a child may hang while it opens (seen once in some hundred, at a load of ten)
            self._again()
            head, _ = self._receive(PATIENCE)
        if "engine" not in head:
            raise EngineMissing(str(head.get("error") or "the speech engine ended at once; reinstall espeak-ng or espeakng-loader"))
        self._open, self.engine, self.notice = True, str(head["engine"]), str(head["notice"])

    def sound(self, text: str) -> Sound:
        """The sound of one sentence, at the rate everything is played at."""
        trouble = ""
        for attempt in range(2):
            if attempt:
                self._again()
            self.open()
            head, pcm = self._ask(text)
            if "bytes" in head:
                return Sound(RATE, at_rate(Sound(int(str(head["rate"])), native(pcm)), RATE))
            trouble = str(head.get("error") or "the speech engine ended")
        raise SynthesisFailed(trouble)

    def close(self) -> None:
        """End the child."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                pipe.close()

    def _again(self) -> None:
        self.close()
        self._child = family.start(SYNTH, json.dumps(self.settings))
        self._open = False

    def _ask(self, text: str) -> tuple[dict[str, object], bytes]:
        assert self._child.stdin
        try:
            self._child.stdin.write(json.dumps(text).encode() + b"\n")
            self._child.stdin.flush()
        except OSError:  # it has ended
            return {}, b""
        return self._receive(PATIENCE)

    def _receive(self, patience: float) -> tuple[dict[str, object], bytes]:
        """One answer; nothing when the child ended or had to be ended."""
        assert self._child.stdout
        watch = threading.Timer(patience, self._child.kill)
        watch.daemon = True
        watch.start()
        try:
            head = _head(self._child.stdout.readline())
            wanted = int(str(head.get("bytes", 0)))
            pcm = self._child.stdout.read(wanted)
            return (head, pcm) if len(pcm) == wanted else ({}, b"")
        finally:
            watch.cancel()


def _head(line: bytes) -> dict[str, object]:
    """The first line of an answer; nothing when the child ended before it was whole.

    >>> _head(b'{"rate": 22050, "bytes": 2}'), _head(b'{"rate": 22'), _head(b"")
    ({'rate': 22050, 'bytes': 2}, {}, {})
    """
    try:
        head = json.loads(line)
    except ValueError:
        return {}
    return head if isinstance(head, dict) else {}
