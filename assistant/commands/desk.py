"""What every conversation at a terminal has in common, drawn or plain: the app, what a typed line means, what Ctrl-C does.

Not here: how lines are read and answers drawn (drawn, lines), what the slash commands do (slashes).
"""

from __future__ import annotations

import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from assistant.app import Aloud, App
from assistant.commands import start
from assistant.decide.session import Move, Phase
from assistant.devices import config, folders
from assistant.devices.late import Late
from assistant.devices.silent import Paced
from assistant.devices.terminal import page, slash, words
from assistant.devices.terminal.abilities import Abilities, abilities
from assistant.devices.terminal.single import AT_ONCE, LETTERS, WHERE
from assistant.devices.voice.port import Voice, VoiceEvent
from assistant.engine import Engine, Moved, Said, Told
from assistant.notes import Notes
from assistant.posted import Line

LEAVING = ("bye", "good_night")  # the intents after which the program ends
RUNNING = (Phase.TELLING, Phase.HOLDING)


def abilities_of(options: Namespace, chosen: config.Config) -> Abilities:
    """What the terminal of this call can do."""
    size = shutil.get_terminal_size()
    plain = options.plain or chosen.plain
    return abilities(os.environ, (size.columns, size.lines), sys.stdout.encoding, plain=plain, colour=chosen.colour)


def figures_of(options: Namespace) -> Path:
    """The folder of the subject's drawings."""
    return start.content_root(options.content) / "knowledge" / str(options.domain) / "figures"


class Desk:
    """A conversation; see `assistant.app.Screen` for what the app wants of it."""

    def __init__(self, engine: Engine, able: Abilities, chosen: config.Config, figures: Path, before: Desk | None = None) -> None:
        """`before`: the desk this one takes a conversation over from."""
        self.able = able
        self.chosen = chosen
        self.figures = figures
        self.told: Told | None = before.told if before else None  # the last answer
        self.plainly = able.plain  # in plain lines, or to go on so
        self.leaving = False
        self._hinted = False  # whether the last thing said was how to leave
        self.voice: Late = before.voice if before else Late(self._speaker)
        self.app: App = before.app if before else self._app(engine)
        self.app.screen = self

    def _app(self, engine: Engine) -> App:
        aloud = Aloud(self.chosen.speak)
        if self.able.plain and aloud is Aloud.SESSIONS:
            aloud = Aloud.NEVER  # a screen reader speaks
        notes = Notes(engine, folders.data(), datetime.now)
        quiet = Paced(self._heard, self.chosen.voice.rate)
        return App(engine, self, self.voice, quiet=quiet, aloud=aloud, settings=self.chosen.voice, notes=notes)

    def _speaker(self) -> Voice:
        from assistant.devices.speaker import Speaker

        return Speaker(self._heard, self.chosen.voice)

    def _heard(self, event: VoiceEvent) -> None:
        self.app.heard(event)

    def prepare(self, options: Namespace) -> None:
        """What the command line asks for beyond a conversation: a log, a first message."""
        if options.log:
            from assistant.log import Log

            self.app.log = Log(Path(options.log))
        self.app.talk = self.app.talk._replace(cues=getattr(options, "cues", self.app.talk.cues))
        if getattr(options, "say", ""):
            self.app.post(Said(options.say))

    # ---------------------------------------------------------------- the screen

    def show(self, told: Told) -> None:
        """An answer."""
        self.told, self._hinted = told, False
        self.leaving = self.leaving or (told.answer.intent in LEAVING and told.session is None)
        self.draw(told)

    def draw(self, told: Told) -> None:
        """Put an answer on the screen."""
        self.put(page.pieces(told, self.columns))

    def note(self, text: str) -> None:
        """A line of the program's own."""
        self.put(page.note(text, self.columns))

    def put(self, parts: Sequence[page.Piece]) -> None:
        """Pieces as they are."""
        raise NotImplementedError

    @property
    def columns(self) -> int:
        """The width of the screen now."""
        return self.able.columns

    @property
    def rows(self) -> int:
        """The height of the screen now."""
        return self.able.rows

    # ---------------------------------------------------------------- what was typed

    def entered(self, text: str) -> None:
        """A line: a command of ours, a single key of a session, or a message."""
        from assistant.commands import slashes

        command, sign = slash.parse(text), text.strip().lower()
        self._hinted = False
        if self.guided() and (sign in LETTERS or sign in AT_ONCE):
            self.move({**LETTERS, **AT_ONCE}[sign])
        elif self.guided() and sign == WHERE:
            self.app.post(Said(words.SAY["where"]))
        elif not sign:
            self.nothing()
        elif isinstance(command, slash.Slash) and not slashes.alarming(self, text):
            slashes.carry_out(self, command)
        elif isinstance(command, str):
            self.say(words.SAY["no_such"].format(name=command, names=", ".join(f"/{name}" for name in slash.COMMANDS)))
        else:
            self.app.post(Said(slash.message(text) if text.lstrip().startswith("/") else text))

    def nothing(self) -> None:
        """Enter alone: in a session it says that one is ready; elsewhere it says nothing."""
        if self.guided():
            self.move(Move.READY)

    def say(self, text: str) -> None:
        """A line of our own, in its turn."""
        self.app.post(Line(text))

    def leave(self) -> None:
        """End the conversation."""
        self.leaving = True
        self.app.wake()

    def guided(self) -> bool:
        """Whether a session takes single keys; not while its question is open, which wants words."""
        session = self.app.talk.session
        return session is not None and session.phase in (*RUNNING, Phase.PAUSED)

    def move(self, move: Move) -> None:
        """A move without words."""
        self.app.post(Moved(move))

    def interrupted(self) -> None:
        """Ctrl-C: pause a session, or be silent, or clear the line, or say how to leave. It never ends the program."""
        session = self.app.talk.session
        if session and session.phase in RUNNING:
            self.move(Move.PAUSE)
        elif self.app.speaking and self.app.aloud is not Aloud.NEVER:
            self.app.hush()
        elif not self.cleared():
            self._hint(session.phase if session else None)

    def _hint(self, phase: Phase | None) -> None:
        """How to leave; once, however often it is asked for."""
        hint = {Phase.PAUSED: "hint_paused", Phase.SCREENING: "hint_asked"}.get(phase or Phase.ENDED, "hint_plain" if self.able.plain else "hint")
        if not self._hinted:
            self.say(words.SAY[hint])
        self._hinted = True

    def suspended(self) -> None:
        """Before the program sleeps, what runs is paused."""
        session = self.app.talk.session
        if session and session.phase in RUNNING:
            self.app.take(Moved(Move.PAUSE))
        self.app.hush()

    def cleared(self) -> bool:
        """Take away what is typed, if anything is."""
        return False

    @property
    def loud(self) -> bool:
        """Whether what is told now is spoken."""
        return self.app.aloud is Aloud.ALWAYS or (self.app.aloud is Aloud.SESSIONS and self.app.talk.session is not None)
