"""A conversation on a terminal: the first thing to be seen, at once; then the line editor (drawn), or plain lines (lines)."""

from __future__ import annotations

import gc
import sys
from argparse import Namespace

from assistant.commands import lines, start
from assistant.commands.desk import abilities_of, figures_of
from assistant.devices import config, folders
from assistant.devices.terminal import page, words
from assistant.respond.phrases import Phrases


def chat(options: Namespace) -> int:
    """A conversation until somebody leaves."""
    chosen = config.load(folders.config())
    if getattr(options, "no_voice", False):
        chosen = chosen._replace(speak="never")
    able = abilities_of(options, chosen)
    if able.plain:
        return lines.live(options, able, chosen)
    gc.disable()  # until the first prompt next to nothing is garbage, and looking for it takes a tenth of that time
    engine = start.engine(options.content, options.domain)
    for _, text in page.note(Phrases(engine.domain, {})("greeting"), able.columns):
        print(text, flush=True)
    from assistant.commands.drawn import Drawn, load  # the greeting can be read while the line editor and its loop are loaded

    load()
    gc.freeze()  # what is here now stays: no later look for garbage goes through it
    gc.enable()
    screen = Drawn(engine, able, chosen, figures_of(options))
    screen.prepare(options)
    return screen.run()


def guide(options: Namespace) -> int:
    """`guide WHAT`: a conversation that begins with a session, and ends with it where nobody can go on typing."""
    what = " ".join(options.what)
    options.say = words.SAY["guide"].format(what=what) if what else words.SAY["guide_any"]
    if sys.stdin.isatty() and sys.stdout.isatty():
        return chat(options)
    chosen = config.load(folders.config())
    return lines.live(options, abilities_of(options, chosen), chosen, patient=True)
