"""`figure POINT`: from the command line to the picture (devices.pictures)."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path

from assistant.commands import start
from assistant.commands.desk import abilities_of, figures_of
from assistant.devices import config, folders, pictures
from assistant.devices.terminal.abilities import Abilities, wants_plain
from assistant.engine import Told
from assistant.errors import AssistantError
from assistant.respond import figures
from assistant.respond.figures import Terminal, protocol
from assistant.understand.reader import read


def figure(options: Namespace) -> int:
    """Show, open or write the picture of a point, named as one likes."""
    files = {name: where for name in ("html", "svg", "png") if (where := getattr(options, name))}
    _fulfil(pictures.Wish(_id(options, " ".join(options.point)), options.size, options.open, files), options)
    return 0


def below(told: Told, options: Namespace) -> None:
    """Under the answer to "show me": the picture of what was asked for, as `figure` shows it. The answer stands also without it."""
    if told.answer.figure:
        try:
            _fulfil(pictures.Wish(told.answer.figure), options)
        except AssistantError as error:
            print(error, file=sys.stderr)


def _fulfil(wish: pictures.Wish, options: Namespace) -> None:
    able = abilities_of(options, config.load(folders.config()))
    pictures.run_figure(wish, sys.stdout, figures_of(options), _terminal(able, options.plain), _opened, folders.cache())


def described(point: str, options: Namespace) -> str:
    """A picture in words; '' where there is none."""
    found = pictures.find(figures_of(options), point) if point else None
    return figures.describe(*found) if found else ""


def _id(options: Namespace, name: str) -> str:
    """The id of what was named: a code is looked for among the drawings; a name needs the engine."""
    if pictures.find(figures_of(options), name):
        return name
    engine = start.engine(options.content, options.domain)
    named = [m.id for m in read(engine.grammar, name).mentions if m.id in engine.domain.entries]
    return next(iter(named), name)


def _terminal(able: Abilities, plain: bool) -> Terminal:
    """What a picture must know of the screen; in a pipe: words if asked for, else letters without colour."""
    if sys.stdout.isatty():
        return Terminal(able.columns, able.rows, able.utf8, able.colour, able.plain, protocol(os.environ) if able.colour else "")
    return Terminal(utf8=able.utf8, plain=plain or wants_plain(os.environ))


def _opened(page: Path) -> bool:
    """Hand a page to the browser, if there is one."""
    import webbrowser

    return webbrowser.open(page.resolve().as_uri())
