"""`diary ...`: from the command line, or from behind /diary, to the diary (devices.diary_commands)."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from io import StringIO
from typing import NoReturn

from assistant.commands import start
from assistant.commands.desk import abilities_of
from assistant.commands.line import diary_options
from assistant.devices import config, folders
from assistant.devices.diary import DiaryTrouble
from assistant.devices.diary_commands import Misuse, Wish, run_diary
from assistant.model import Domain


def diary(options: argparse.Namespace) -> int:
    """One command of the diary."""
    plain = abilities_of(options, config.load(folders.config())).plain
    try:
        run_diary(_wish(options, plain), lambda: start.engine(options.content, options.domain).domain, sys.stdout, datetime.now(), folders.data())
    except Misuse as misuse:
        options.misused(str(misuse))
    return 0


def said(domain: Domain, words: Sequence[str], plain: bool) -> str:
    """Run one command of the diary in a conversation: what it printed, or why it could not be done."""
    out = StringIO()
    reader = Reader(prog="/diary", add_help=False)
    diary_options(reader)
    try:
        run_diary(_wish(reader.parse_intermixed_args(words), plain), lambda: domain, out, datetime.now(), folders.data())
    except Misuse as misuse:
        return f"{misuse}\n{reader.format_usage()}".rstrip("\n")
    except DiaryTrouble as trouble:
        return str(trouble)
    return out.getvalue().rstrip("\n")


class Reader(argparse.ArgumentParser):
    """An argument parser for words typed in a conversation: a mistake in them raises Misuse and does not end the program."""

    def error(self, message: str) -> NoReturn:
        """Raise the mistake instead of ending the program."""
        raise Misuse(message)


def _wish(options: argparse.Namespace, plain: bool) -> Wish:
    return Wish(tuple(options.words), options.note, options.since, options.csv, options.json, plain)
