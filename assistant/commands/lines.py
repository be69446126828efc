"""A conversation in plain lines: in pipes, dumb terminals and for screen readers. Every byte is text or a newline."""

from __future__ import annotations

import sys
import threading
from argparse import Namespace
from typing import TextIO

from assistant.app import App, Leave
from assistant.commands import start
from assistant.commands.talk import say
from assistant.decide.state import Conversation
from assistant.devices.silent import Paced
from assistant.engine import Engine, Said, Told

LEAVING = "bye"  # the intent after which the program ends


class PlainScreen:
    """Answers as lines."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def show(self, told: Told) -> None:
        self.note(told.answer.text)

    def note(self, text: str) -> None:
        self._out.write(text + "\n")
        self._out.flush()


def chat(options: Namespace) -> int:
    """Read lines, write answers, until the input ends or somebody says goodbye."""
    engine = start.engine(options.content, options.domain)
    screen = PlainScreen(sys.stdout)
    screen.note(engine.domain.phrases["greeting"][0])
    return _live(engine, screen) if sys.stdin.isatty() else _piped(engine, screen)


def _piped(engine: Engine, screen: PlainScreen) -> int:
    """From a pipe nobody waits for a timer: sessions move when a line asks for it."""
    talk = Conversation()
    for line in sys.stdin:
        talk, told = say(engine, talk, line)
        screen.show(told)
        if told.answer.intent == LEAVING:
            break
    return 0


def _live(engine: Engine, screen: PlainScreen) -> int:
    """A terminal without escape codes: lines are read beside timers."""
    app = App(engine, screen, Paced(lambda event: app.heard(event)), speaking=False)
    threading.Thread(target=_read, args=(app,), daemon=True).start()
    try:
        app.run()
    except KeyboardInterrupt:
        app.close()
        return 130
    return 0


def _read(app: App) -> None:
    for line in sys.stdin:
        app.events.put(Said(line))
    app.events.put(Leave())
