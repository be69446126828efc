"""The part of the command line that is for authors. Not here: what the commands do (author, confused)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import TypeAlias

Run: TypeAlias = Callable[[argparse.Namespace], int]
Lazily: TypeAlias = Callable[[str, str], Run]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def add(commands: Commands, common: argparse.ArgumentParser, lazily: Lazily) -> None:
    """Every command for authors."""
    for name, (help_, options) in _COMMANDS.items():
        command = commands.add_parser(name, parents=[common], help=f"for authors: {help_}")
        options(command)
        command.set_defaults(run=lazily(_ELSEWHERE.get(name, "author"), f"{name}_command"))


def _test(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="*", metavar="FILE", help="test files or folders (tests/ of the content folder when none)")
    command.add_argument("--json", action="store_true", help="one JSON object a test")


def _confuse(command: argparse.ArgumentParser) -> None:
    command.add_argument("--html", metavar="FILE", help="write a report with matrix and threshold curve")
    command.add_argument("--all", action="store_true", help="all pairs, not only the first")
    command.add_argument("--json", action="store_true", help="one JSON object")


def _coverage(command: argparse.ArgumentParser) -> None:
    command.add_argument("--all", action="store_true", help="every finding, not the first of each kind")
    command.add_argument("--json", action="store_true", help="one JSON object a finding")
    command.add_argument("--strict", action="store_true", help="exit 1 when anything is found")


def _sample(command: argparse.ArgumentParser) -> None:
    command.add_argument("intent", help="the intent")
    command.add_argument("-n", type=int, default=20, help="how many (%(default)s)")
    command.add_argument("--slots", action="store_true", help="leave {slots} as they are")
    command.add_argument("--json", action="store_true", help="one JSON string a sentence")


def _dev(command: argparse.ArgumentParser) -> None:
    command.add_argument("--every", type=float, default=0.5, metavar="SECONDS", help="how often files are looked at (%(default)s)")


def _new(command: argparse.ArgumentParser) -> None:
    command.add_argument("name", help="the subject: lower-case letters, digits and '-'")
    command.add_argument("--into", metavar="DIR", help="the folder to be made (NAME here)")


def _import(command: argparse.ArgumentParser) -> None:
    command.add_argument("form", choices=("rasa", "hassil"), help="what the files are")
    command.add_argument("files", nargs="+", metavar="FILE", help="YAML files, or folders of them")
    command.add_argument("--into", metavar="DIR", required=True, help="the folder to be made")
    command.add_argument("--name", default="imported", help="the new subject (%(default)s)")


def _export(command: argparse.ArgumentParser) -> None:
    command.add_argument("form", choices=("rasa",), help="what to write")
    command.add_argument("--into", metavar="DIR", required=True, help="the folder to write into")
    command.add_argument("-n", type=int, default=12, help="examples of one phrase at most (%(default)s)")


_COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "test": ("run sentence and dialogue tests", _test),
    "confuse": ("which intents take each other's phrases", _confuse),
    "coverage": ("what is missing, untested or never said", _coverage),
    "sample": ("sentences an intent stands for", _sample),
    "dev": ("chat while you write: files are watched, checked and tested", _dev),
    "new": ("a new subject that works at once", _new),
    "import": ("content of Rasa or hassil as content of ours", _import),
    "export": ("content of ours as Rasa training data", _export),
}
_ELSEWHERE = {"confuse": "confused"}  # modules of commands that are not in author
