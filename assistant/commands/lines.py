"""A conversation in plain lines: in pipes, dumb terminals and for screen readers. Every byte is text or a newline."""

from __future__ import annotations

import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress

from assistant.commands import start
from assistant.commands.desk import LEAVING, RUNNING, Desk, abilities_of, figures_of
from assistant.commands.talk import EXITS
from assistant.decide.state import Conversation
from assistant.devices import config, folders
from assistant.devices.terminal import page, words
from assistant.devices.terminal.abilities import Abilities
from assistant.engine import Engine, Told
from assistant.posted import Interrupt, Leave, Sleep, Typed
from assistant.reply import said
from assistant.respond.phrases import Phrases


class Lines(Desk):
    """Answers as lines, as they come; what is typed is read beside timers."""

    _asked = False  # whether the sign to type stands at the end of what is written
    _began = False  # whether there was a session

    def draw(self, told: Told) -> None:
        """Whole paragraphs: a screen reader wants no broken lines. A picture is its description."""
        from assistant.commands import slashes

        self._began = self._began or told.session is not None
        described = slashes.described(self, told.answer.figure) if told.answer.figure else ""
        self.note("\n".join(filter(None, (page.plain(told), described))))

    def note(self, text: str) -> None:
        """A line of the program's own."""
        self.put([("", page.clean(text) + "\n")])

    def put(self, parts: Sequence[page.Piece]) -> None:
        """Write pieces at once."""
        if self._asked:  # what comes by itself begins on a line of its own
            sys.stdout.write("\n")
        self._asked = False
        for _, text in parts:
            sys.stdout.write(text)
        sys.stdout.flush()

    def _ask(self) -> None:
        """A sign that the next line may be typed, where somebody sees it; not between the steps of a session, which come by themselves."""
        if not (self._asked or self.leaving or self._going) and self.app.events.empty() and sys.stdin.isatty() and sys.stdout.isatty():
            sys.stdout.write(words.ASK)
            sys.stdout.flush()
            self._asked = True

    def run(self, patient: bool = False) -> int:
        """Talk until somebody leaves. Ctrl-C pauses, silences or hints; it does not end the program.

        `patient`: the end of the input does not end a session that runs.
        """
        threading.Thread(target=self._read, name="lines", daemon=True).start()
        self._catch()
        ended = False
        while not (self.leaving or (ended and not self._going)):
            self._ask()
            event = self.app.events.get()
            self._asked = self._asked and not isinstance(event, Typed)  # the person's Enter ended that line
            ended = ended or isinstance(event, Leave)
            if not isinstance(event, Leave):
                self.app.take(event)
            if isinstance(event, Sleep):
                self._stop()
            self.leaving = self.leaving or (ended and not patient)
        self.app.close()
        return self._code() if patient and not self._began else 0

    def _code(self) -> int:
        """The exit code of a call that wanted a session and got none."""
        return EXITS.get(self.told.answer.kind.value, 1) if self.told else 1

    def _catch(self) -> None:
        """Ctrl-C and Ctrl-Z come as signals here, and take their turn: an exception in the middle of something could lose a line."""
        with suppress(AttributeError, ValueError):  # no such signal on this system, or not in this thread
            signal.signal(signal.SIGINT, lambda number, frame: self.app.post(Interrupt()))
            signal.signal(signal.SIGTSTP, lambda number, frame: self.app.post(Sleep()))

    def _stop(self) -> None:
        """Stop until the shell goes on with us, then ask for a line again."""
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        os.kill(os.getpid(), signal.SIGTSTP)
        self._catch()
        self._asked = False

    @property
    def _going(self) -> bool:
        """Whether a session goes on by itself: one that is paused, or has a question open, waits for a line that can not come."""
        return self.app.talk.session is not None and self.app.talk.session.phase in RUNNING

    def _read(self) -> None:
        for line in sys.stdin:
            self.app.post(Typed(line.rstrip("\n")))
        self.app.post(Leave())


def chat(options: Namespace) -> int:
    """Read lines, write answers, until the input ends or somebody says goodbye."""
    if sys.stdin.isatty():
        chosen = config.load(folders.config())
        return live(options, abilities_of(options, chosen), chosen)
    return _piped(start.engine(options.content, options.domain), options)


def _piped(engine: Engine, options: Namespace) -> int:
    """From a pipe nobody waits for a timer: sessions move when a line asks for it."""
    print(Phrases(engine.domain, {})("greeting"), flush=True)
    talk = Conversation()
    for line in sys.stdin:
        talk, told = said(engine, talk, line)
        print(page.plain(told), flush=True)
        if told.answer.figure:
            from assistant.commands.figure import described

            print(described(told.answer.figure, options), flush=True)
        if told.answer.intent in LEAVING and told.session is None:
            break
    return 0


def live(options: Namespace, able: Abilities, chosen: config.Config, patient: bool = False) -> int:
    """A terminal without escape codes."""
    engine = start.engine(options.content, options.domain)
    desk = Lines(engine, able._replace(plain=True), chosen, figures_of(options))
    desk.note(Phrases(engine.domain, {})("greeting"))
    desk.prepare(options)
    return desk.run(patient)


def go_on(desk: Desk) -> int:
    """Go on with a conversation in plain lines."""
    lines = Lines(desk.app.engine, desk.able._replace(plain=True, colour=False), desk.chosen, desk.figures, desk)
    lines.note(words.SAY["plain_on"])
    return lines.run()
