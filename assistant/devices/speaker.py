"""The speaker: a `Voice` that sounds. Starts the voice child, sends it commands, posts its events.

Everything that makes sound lives in the child: a C library that ends its process, writes to the terminal or hangs does that to the child. If the
child dies, that is said once, what was still to be said takes its time in silence, and the conversation goes on in text.
"""

from __future__ import annotations

import json
import threading
from typing import IO

from assistant.devices.silent import Paced
from assistant.devices.voice import family, tones, wire
from assistant.devices.voice.port import IN_TEXT, Post, Settings, SpeechDone, VoiceFailed
from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from subprocess import Popen

MODULE = "assistant.devices.voice.early"
FAREWELL = 1.0  # seconds a child has to end by itself


class Speaker:
    """A `Voice` (devices.voice.port) that sounds. Starts at once and does not wait to be ready: VoiceReady or VoiceFailed is posted."""

    def __init__(self, post: Post, settings: Settings | None = None, module: str = MODULE) -> None:
        """`module`: what is run as the voice child."""
        self._post = post
        self._module = module
        self._settings = settings or Settings()
        self._lock = threading.Lock()
        self._waiting: dict[int, str] = {}  # said and not done, by ticket
        self._instead: Paced | None = None
        self._child: Popen[bytes] | None = None  # None: the system refused to start one
        self._closed = False
        self._failed = False
        self._trouble = "the voice ended unexpectedly"
        self._started = threading.Event()
        self._gone = threading.Event()
        # The child is started by the thread that stays until it ends: the kernel ends it with that thread.
        threading.Thread(target=self._run, name="speaker", daemon=True).start()
        self._started.wait()

    def say(self, ticket: int, text: str) -> None:
        """Queue one utterance of any number of sentences, in their spoken form."""
        with self._lock:
            if self._instead is None:
                self._waiting[ticket] = text
            else:
                self._instead.say(ticket, text)
        self._send(wire.Say(ticket, text))

    def stop(self) -> None:
        """Be silent at once and forget everything queued."""
        with self._lock:
            self._waiting.clear()
            if self._instead is not None:
                self._instead.stop()
        self._send(wire.Stop())

    def pause(self) -> None:
        """Be silent at once and keep the place."""
        if self._instead is not None:
            self._instead.pause()
        self._send(wire.Pause())

    def resume(self) -> None:
        """Go on from there."""
        if self._instead is not None:
            self._instead.resume()
        self._send(wire.Resume())

    def set(self, *, rate: int | None = None, volume: float | None = None, voice: str | None = None) -> None:
        """Change what is given: volume at once, rate and voice from the next `say` on."""
        if rate is not None:
            self._settings = self._settings._replace(rate=rate)
        if self._instead is not None:
            self._instead.set(rate=rate)
        self._send(wire.Set(rate, volume, voice))

    def tone(self, kind: str, due: float = 0.0) -> None:
        """Sound a soft signal over whatever is spoken, in its place by the clock."""
        if kind not in tones.KINDS:
            raise ValueError(f"no tone called {kind!r}; there are {', '.join(tones.KINDS)}")
        self._send(wire.Tone(kind, due))

    def close(self) -> None:
        """Be silent and end the child; nothing is posted afterwards."""
        self._closed = True
        if self._instead is not None:
            self._instead.close()
        self._send(wire.Close())
        if not self._gone.wait(FAREWELL) and self._child:
            self._child.kill()
            self._gone.wait(FAREWELL)

    def _send(self, command: wire.Command) -> None:
        with self._lock:
            if self._child is None or self._child.stdin is None:
                return
            try:
                self._child.stdin.write(wire.line(command))
                self._child.stdin.flush()
            except (OSError, ValueError):  # the child is gone; the reading thread says so
                return

    def _run(self) -> None:
        """Start the child, listen to it until it ends, and go on without it."""
        try:
            self._child = family.start(self._module, json.dumps(self._settings))
        except OSError as error:
            self._trouble = f"the voice cannot be started ({error.strerror})"
        self._started.set()
        if self._child and self._child.stdout:
            self._listen(self._child.stdout)
            self._child.kill()  # it has ended, or nothing it says can be trusted any more
            self._child.wait()
        self._gone.set()
        if not self._closed:
            self._go_on_in_text()

    def _listen(self, lines: IO[bytes]) -> None:
        """Post events until the child ends, or what it sends cannot be read: an event lost in between may be one that a session waits for."""
        for line in lines:
            try:
                event = wire.value(line)
            except (ValueError, KeyError, TypeError):
                return
            if isinstance(event, SpeechDone):
                with self._lock:
                    self._waiting.pop(event.ticket, None)
            self._failed = self._failed or isinstance(event, VoiceFailed)
            if not self._closed and not isinstance(event, wire.Command):
                self._post(event)

    def _go_on_in_text(self) -> None:
        """The child has died: say so once, and let what was still to be said take its time in silence."""
        if not self._failed:
            self._post(VoiceFailed(self._trouble + IN_TEXT))
        with self._lock:
            self._instead = Paced(self._post, self._settings.rate)
            for ticket, text in self._waiting.items():
                self._instead.say(ticket, text)
            self._waiting.clear()
