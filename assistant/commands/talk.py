"""Talking without a screen of our own: one question, lines in a pipe, JSON Lines for programs."""

from __future__ import annotations

import json
import sys
from collections import OrderedDict

from assistant.commands import start
from assistant.commands.fitting import fitted
from assistant.decide.state import Conversation
from assistant.engine import Engine, Told
from assistant.reply import as_data, reply_of, said
from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import Namespace
    from typing import Any, TextIO

MOST_CONVERSATIONS = 2_000  # kept at once by `chat --json`; the one longest silent is forgotten first
EXITS = {"urgent": 10, "fallback": 1}


def shown(told: Told) -> str:
    """An answer as it is written; an urgent one stands out without colour."""
    if told.answer.kind.value != "urgent":
        return told.answer.text
    from assistant.devices.terminal.page import plain  # of all answers only these need it

    return plain(told)


def answer_once(words: list[str]) -> int:
    """`ask` without options: the words as they stand, or `-` for standard input."""
    text = sys.stdin.read() if words == ["-"] else " ".join(words)
    domain = start.subject(None)
    _, told = said(start.engine(None, domain), Conversation(), text)
    print(fitted(shown(told)), flush=True)
    if told.answer.figure:
        from argparse import Namespace

        _pictured(told, Namespace(content=None, domain=domain, plain=False))
    return EXITS.get(told.answer.kind.value, 0)


def ask(options: Namespace) -> int:
    """`ask TEXT... | -`: one answer and exit."""
    _, told = asked(options)
    return EXITS.get(told.answer.kind.value, 0)


def asked(options: Namespace) -> tuple[Engine, Told]:
    """Read the question and show the answer."""
    words = sys.stdin.read() if options.text == ["-"] else " ".join(options.text)
    engine = start.engine(options.content, options.domain)
    _, told = said(engine, Conversation(), words)
    print(json.dumps({"schema": 1, **as_data(reply_of(engine, told))}, ensure_ascii=False) if options.json else fitted(shown(told)), flush=True)
    if told.answer.figure and not options.json:
        _pictured(told, options)
    return engine, told


def _pictured(told: Told, options: Namespace) -> None:
    from assistant.commands import figure  # of all questions only this one needs it

    figure.below(told, options)


def chat_json(options: Namespace) -> int:
    """`chat --json`: a line in, a line out, until the input ends."""
    engine = start.engine(options.content, options.domain)
    talks: OrderedDict[str, Conversation] = OrderedDict()
    for line in sys.stdin.buffer:
        if not line.strip():
            continue
        answer(engine, talks, line, sys.stdout)
    return 0


def answer(engine: Engine, talks: OrderedDict[str, Conversation], line: bytes, out: TextIO) -> None:
    """One request line and its reply line; a malformed one is answered with what is wrong with it."""
    wrong, name, text = request(line)
    if wrong:
        _write(out, {"error": wrong, "conversation": name})
        return
    talk, told = said(engine, talks.get(name, Conversation()), text)
    talks[name] = talk
    talks.move_to_end(name)
    if len(talks) > MOST_CONVERSATIONS:
        talks.popitem(last=False)
    _write(out, {"conversation": name, **as_data(reply_of(engine, told))})


def request(line: bytes) -> tuple[str, str, str]:
    """(what is wrong, conversation, text) of a request line."""
    try:
        asked = json.loads(line.decode("utf-8", "replace"))
    except (ValueError, RecursionError) as error:
        return f"not JSON: {error}", "", ""
    if not isinstance(asked, dict):
        return 'not an object: write {"conversation": ID, "text": TEXT}', "", ""
    name, text = asked.get("conversation", ""), asked.get("text")
    if not isinstance(text, str):
        return "'text' is missing or no string", str(name), ""
    return "", str(name), text


def _write(out: TextIO, data: dict[str, Any]) -> None:
    out.write(json.dumps(data, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8") + "\n")
    out.flush()
