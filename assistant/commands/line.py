"""The command line: its commands and options, and the function that each command runs."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Callable, Sequence

from assistant.commands import author_line
from assistant.commands.author_line import Commands

COMMANDS = (
    *("ask", "chat", "guide", "points", "figure", "diary", "check", "test", "explain", "confuse", "coverage", "sample", "dev", "new"),
    *("import", "export", "doctor"),
)

SHOWN = 20  # letters of a wrong value that a message repeats
VALUED = ("--content", "--domain", "--log")  # options that may stand before the command, with a value


def parse(args: Sequence[str]) -> argparse.Namespace:
    """Options with `run`, the function of the command. Without a command it is a chat."""
    given = command_first(args)
    if given[:1] == ["help"]:  # 'acupressure help', 'acupressure help guide'
        given = [*given[1:2], "--help"]
    known = parser(given[0] if given else "")
    if given and given[0] not in COMMANDS and not given[0].startswith("-"):
        known.error(f"there is no command {given[0]!r}; to ask something: acupressure ask {shlex.quote(' '.join(args))}")
    options, rest = known.parse_known_args(given)
    if rest and (options.command != "diary" or any(word.startswith("-") for word in rest)):
        known.error(f"unrecognized arguments: {' '.join(rest)}; see {options.command} --help")
    if rest:  # argparse leaves the words behind an option, such as FILE in `diary export --csv FILE`
        options.words += rest
    if getattr(options, "domain", None) == "":
        from assistant.commands import start  # not for whoever only wants the help

        options.domain = start.subject(options.content)
    return options


def parser(only: str = "") -> argparse.ArgumentParser:
    """The parser of all commands; completion and the man page are made from it, too. `only`: the one command that will be given, to save time."""
    root = argparse.ArgumentParser(prog="acupressure", description="A private, offline assistant for easing lower back pain with acupressure.")
    root.add_argument("--version", action="store_true", help="the version, and exit")
    common = _common()
    commands = root.add_subparsers(dest="command", metavar="COMMAND")
    for name, add in ADDING.items():
        if only not in ADDING or name == only:
            add(commands, common)
    if only not in ADDING:
        author_line.add(commands, common, lazily)
    return root


def command_first(args: Sequence[str]) -> list[str]:
    """The command before its options, wherever it was written; a chat when there is none.

    >>> command_first(["--domain", "tea", "check", "--strict"]), command_first(["--content", "test"])
    (['check', '--domain', 'tea', '--strict'], ['chat', '--content', 'test'])
    """
    given = list(args)
    values = {place + 1 for place, arg in enumerate(given) if arg in VALUED}
    words = [place for place, arg in enumerate(given) if not arg.startswith("-") and place not in values]
    if not words:
        return given if {"-h", "--help", "--version"} & set(given) else ["chat", *given]
    first = words[0]
    return [given[first], *given[:first], *given[first + 1 :]]


def _common() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--content", metavar="DIR", help="a folder with intents/ and knowledge/")
    common.add_argument("--domain", metavar="NAME", default="", help="the subject (the only one in DIR, or the program's own)")
    common.add_argument("--plain", action="store_true", help="text only: no colour, no pictures, nothing redrawn")
    common.add_argument("--debug", action="store_true", help="show tracebacks")
    return common


def lazily(module: str, function: str) -> Callable[[argparse.Namespace], int]:
    """A command whose module is imported when it runs."""

    def run(options: argparse.Namespace) -> int:
        from importlib import import_module

        return int(getattr(import_module(f"assistant.commands.{module}"), function)(options))

    return run


def _ask(commands: Commands, common: argparse.ArgumentParser) -> None:
    command = commands.add_parser("ask", parents=[common], help="one answer and exit")
    command.add_argument("text", nargs="+", help="the question; - reads it from standard input")
    command.add_argument("--json", action="store_true", help="the answer as JSON")
    command.add_argument("--speak", action="store_true", help="say the answer aloud")
    command.set_defaults(run=lambda options: lazily("aloud" if options.speak else "talk", "ask")(options))


def _chat(commands: Commands, common: argparse.ArgumentParser) -> None:
    command = commands.add_parser("chat", parents=[common], help="a conversation (the default)")
    command.add_argument("--json", action="store_true", help="JSON Lines for programs")
    _logged(command)
    command.set_defaults(run=_chatting)


def _logged(command: argparse.ArgumentParser) -> None:
    command.add_argument("--log", metavar="FILE", default="", help="write down what kind of things happen, never what was said")


def _chatting(options: argparse.Namespace) -> int:
    if options.json:
        return lazily("talk", "chat_json")(options)
    drawn = not options.plain and sys.stdin.isatty() and sys.stdout.isatty()
    return lazily("screen" if drawn else "lines", "chat")(options)


def _guide(commands: Commands, common: argparse.ArgumentParser) -> None:
    command = commands.add_parser("guide", parents=[common], help="a guided session: a point, a routine, or '5 minutes'")
    command.add_argument("what", nargs="*", help="what to be guided through; without it, everything that fits")
    command.add_argument("--no-voice", action="store_true", help="in silence")
    command.add_argument("--minutes", metavar="N", help="what fits this time")
    command.add_argument("--cues", choices=("both", "tones", "words", "silent"), default="both", help="what accompanies a hold (%(default)s)")
    command.add_argument("--save", metavar="FILE", help="write the session to a sound file: .wav, or .flac or .ogg with soundfile installed")
    _logged(command)
    command.set_defaults(run=lazily("guide", "guide"))


def _figure(commands: Commands, common: argparse.ArgumentParser) -> None:
    command = commands.add_parser("figure", parents=[common], help="the picture of a place: here, in a browser, or as a file")
    command.add_argument("point", nargs="+", help="which one, by code or name")
    command.add_argument("--size", metavar="COLSxROWS", type=_size, default=(0, 0), help="such as 40x20 or 80x40")
    command.add_argument("--open", action="store_true", help="show it in a browser")
    for kind in ("html", "svg", "png"):
        command.add_argument(f"--{kind}", metavar="FILE", help=f"write it as {kind.upper()}" + ("" if kind == "png" else "; - writes it here"))
    command.set_defaults(run=lazily("figure", "figure"))


def _size(text: str) -> tuple[int, int]:
    """Columns and rows.

    >>> _size("40x20")
    (40, 20)
    """
    columns, _, rows = text.partition("x")
    if not (text.isascii() and columns.isdecimal() and rows.isdecimal() and 0 < int(columns[:4]) <= 400 and 0 < int(rows[:4]) <= 200):
        raise argparse.ArgumentTypeError(f"{text[:SHOWN]!r}: write columns and rows, such as 40x20")
    return int(columns), int(rows)


DIARY = """%(prog)s on | off              keep a diary, or stop; off keeps what is written
       %(prog)s add BEFORE AFTER [WHAT] [--note TEXT]   ratings from 0 to 10, before and after
       %(prog)s list [--since DAY]      DAY as in 2026-11-21
       %(prog)s chart [--since DAY]
       %(prog)s export --csv|--json [FILE] [--since DAY]
       %(prog)s erase [--since DAY]     for good
       %(prog)s where"""


def _diary(commands: Commands, common: argparse.ArgumentParser) -> None:
    command = commands.add_parser("diary", parents=[common], help="your private diary: on, off, add, list, chart, export, erase, where")
    diary_options(command)
    command.set_defaults(run=lazily("diary", "diary"), misused=command.error)


def diary_options(command: argparse.ArgumentParser) -> None:
    """Add the options of the diary, on the command line and in a conversation."""
    command.usage = DIARY
    command.add_argument("words", nargs="*", help="a command and what belongs to it")
    command.add_argument("--note", metavar="TEXT", help="with add: a note of your own")
    command.add_argument("--since", metavar="DAY", help="with list, chart, export, erase: from this day on, such as 2026-11-21")
    command.add_argument("--csv", action="store_true", help="with export: as a table")
    command.add_argument("--json", action="store_true", help="with export: as JSON")


def _doctor(commands: Commands, common: argparse.ArgumentParser) -> None:
    command = commands.add_parser("doctor", parents=[common], help="what works here, and how to mend what does not")
    command.add_argument("--json", action="store_true", help="as JSON")
    command.set_defaults(run=lazily("doctor", "doctor"))


def _points(commands: Commands, common: argparse.ArgumentParser) -> None:
    command = commands.add_parser("points", parents=[common], help="the list of what is covered")
    command.add_argument("--json", action="store_true", help="one JSON object a line")
    command.set_defaults(run=lazily("content", "points"))


def _explain(commands: Commands, common: argparse.ArgumentParser) -> None:
    command = commands.add_parser("explain", parents=[common], help="for authors: what is understood of a text, and why")
    command.add_argument("text", nargs="+")
    command.add_argument("--json", action="store_true", help="as JSON")
    command.set_defaults(run=lazily("content", "explain"))


def _check(commands: Commands, common: argparse.ArgumentParser) -> None:
    command = commands.add_parser("check", parents=[common], help="for authors: every mistake in the content, with its place")
    command.add_argument("--strict", action="store_true", help="warnings count as mistakes")
    command.add_argument("--format", choices=("text", "json", "github"), default="text", help="how mistakes are written: text, json or github")
    command.add_argument("--json", dest="format", action="store_const", const="json", help="one JSON object a mistake: --format json")
    command.set_defaults(run=lazily("content", "check"))


ADDING = {
    "ask": _ask,
    "chat": _chat,
    "guide": _guide,
    "points": _points,
    "figure": _figure,
    "diary": _diary,
    "doctor": _doctor,
    "explain": _explain,
    "check": _check,
}
