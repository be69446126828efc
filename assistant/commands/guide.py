"""`guide`: what is wished for in words the engine understands; and `guide --save`, the session as a sound file.

Not here: a live session (screen).
"""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from assistant.commands import start
from assistant.decide import safety
from assistant.decide.state import Conversation
from assistant.decide.view import SURE, View
from assistant.devices import config, folders
from assistant.devices.terminal import words
from assistant.engine import Engine, understood
from assistant.respond.phrases import Phrases, duration, listed
from assistant.understand.reader import Understood

LEAST, MOST = 1, 120  # minutes
SHOWN, SHOWN_WISH = 20, 60  # characters of a wrong number, and of an unknown wish, that a message repeats


def guide(options: Namespace) -> int:
    """`guide [WHAT] [--minutes N]`: live, or with --save as a file."""
    if options.minutes is not None:
        minutes = _minutes(options.minutes)
        if not minutes:
            given = options.minutes if len(options.minutes) <= SHOWN else f"{options.minutes[:SHOWN]}..."
            print(f"--minutes {given!r}: write a number from {LEAST} to {MOST}, such as --minutes 10", file=sys.stderr)
            return 2
        options.what = [*options.what, *(["in"] if options.what else []), f"{minutes:g}", "minutes"]
    if options.what and (strange := _strange(options)):
        known = listed(start.engine(options.content, options.domain).domain.covered)
        print(words.SAY["guide_unknown"].format(what=strange[:SHOWN_WISH], known=known), file=sys.stderr)
        return 1
    if options.save is not None:
        return save(options)
    from assistant.commands import screen

    return screen.guide(options)


def _strange(options: Namespace) -> str:
    """The part of the wish that is not known: '', all of it (a conversation would offer everything instead), or a code beside a name.

    An unknown code that stands alone is none: the conversation says more about it.
    """
    engine = start.engine(options.content, options.domain)
    wish = " ".join(options.what)
    heard = understood(engine, wish)
    if any(safety.signs(View(engine.domain, Conversation(), heard))):
        return ""
    numbers = {id_.rpartition("-")[2] for id_ in engine.domain.covered}
    named = any(mention.kind != "number" or mention.id in numbers for mention in heard.mentions)  # 99 names nothing, 40 does
    if not (named or _asks_for_all(engine, heard)):
        return wish
    return _strange_code(heard) if any(mention.id in engine.domain.entries for mention in heard.mentions) else ""


def _strange_code(heard: Understood) -> str:
    """The first code that belongs to nothing: one that is well formed, or letters nobody knows with a number behind them."""
    for mention in heard.mentions:
        if mention.kind == "code":
            return mention.id
        before = heard.tokens[mention.start - 1] if mention.start else None
        if mention.kind == "number" and before and before.text in heard.unknown:
            return f"{before.text}-{mention.id}".upper()
    return ""


def _asks_for_all(engine: Engine, heard: Understood) -> bool:
    """Whether words without a name are a wish all the same: 'everything', 'something short'."""
    best = [clause.candidates[0] for clause in heard.clauses if clause.candidates]
    sure = [candidate for candidate in best if candidate.exact or candidate.confidence >= SURE]
    replies = [engine.domain.intents[candidate.intent].reply for candidate in sure]
    return not heard.unknown and any(reply.do in ("guide", "recommend", "list") or reply.act == "all" for reply in replies)


def _minutes(text: str) -> float:
    """A sensible number of minutes; 0 for anything else.

    >>> _minutes("10"), _minutes("7.5"), _minutes("-3"), _minutes("1e3"), _minutes("9" * 100)
    (10.0, 7.5, 0, 0, 0)
    """
    if len(text) > 6 or not text.isascii() or not text.replace(".", "", 1).isdigit():
        return 0
    return float(text) if LEAST <= float(text) <= MOST else 0


def save(options: Namespace) -> int:
    """Write the session that is wished for; nothing is written when there is none."""
    from assistant.devices.recording import record
    from assistant.devices.voice.render import render

    chosen = config.load(folders.config())
    engine = start.engine(options.content, options.domain)
    what = " ".join(options.what)
    recording = record(engine, words.SAY["guide"].format(what=what) if what else words.SAY["guide_any"], options.cues)
    if not recording.parts:
        print(recording.told.answer.text, file=sys.stderr)
        return 10 if recording.told.answer.kind.value == "urgent" else 1
    seconds = render(recording.parts, Path(options.save), chosen.voice)
    print(recording.told.answer.text)
    print(words.SAY["saved"].format(file=options.save, length=duration(Phrases(engine.domain, {}), seconds)))
    return 0
