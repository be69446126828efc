"""Completion for bash, zsh and fish, and the man page, all from the parser itself: `python -m tools.shell FOLDER` (make shell).

They are made at build time, so that Tab costs no start of Python.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from assistant import VERSION
from assistant.commands.line import parser
from assistant.devices import pictures

NAME = "acupressure"
ROOT = Path(__file__).parents[1]
DIARY = ("on", "off", "add", "list", "chart", "export", "erase", "where")

Commands = Mapping[str, argparse.ArgumentParser]


def commands(root: argparse.ArgumentParser) -> Commands:
    """Every command with its own parser."""
    return next(dict(action.choices) for action in root._actions if isinstance(action, argparse._SubParsersAction))


def gloss(root: argparse.ArgumentParser, name: str) -> str:
    """What a command is for, in its one line of help."""
    actions = next(action for action in root._actions if isinstance(action, argparse._SubParsersAction))
    return next((choice.help or "" for choice in actions._choices_actions if choice.dest == name), "")


def options(command: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """The options of a command that are shown."""
    return (action for action in command._actions if action.option_strings and action.help != argparse.SUPPRESS)


def words(name: str) -> list[str]:
    """What may follow a command, where that is a short list."""
    places = sorted(pictures.known(ROOT / "knowledge" / "acupressure" / "figures"))
    return {"diary": list(DIARY), "figure": places, "guide": places}.get(name, [])


def bash(root: argparse.ArgumentParser) -> str:
    """A completion function for bash: commands first, then options; files for everything that takes a file."""
    cases = "\n".join(
        f"        {name}) words='{' '.join([*words(name), *(string for action in options(command) for string in action.option_strings)])}' ;;"
        for name, command in commands(root).items()
    )
    return f"""\
_{NAME}() {{
    local current=${{COMP_WORDS[COMP_CWORD]}} words='{" ".join(commands(root))}'
    case ${{COMP_WORDS[1]}} in
{cases}
    esac
    [ "$COMP_CWORD" = 1 ] && words='{" ".join(commands(root))} --help --version'
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o default -F _{NAME} {NAME}
"""


def zsh(root: argparse.ArgumentParser) -> str:
    """The same for zsh, with what everything is for."""
    rows = "\n".join(f"        '{name}:{_quoted(gloss(root, name))}'" for name in commands(root))
    cases = "\n".join(
        f"        {name}) _arguments {' '.join(_zsh_option(action) for action in options(command))} {_zsh_words(name)} ;;"
        for name, command in commands(root).items()
    )
    return f"""\
#compdef {NAME}
_{NAME}() {{
    local -a commands=(
{rows}
    )
    (( CURRENT == 2 )) && {{ _describe command commands; return }}
    local command=$words[2]
    shift words; (( CURRENT-- ))
    case $command in
{cases}
    esac
}}
compdef _{NAME} {NAME}
"""


def _zsh_words(name: str) -> str:
    return f"'*:word:({' '.join(words(name))})'" if words(name) else "'*:file:_files'"


def _zsh_option(action: argparse.Action) -> str:
    value = ":value:_files" if action.nargs != 0 else ""
    return " ".join(f"'{string}[{_quoted(_help(action))}]{value}'" for string in action.option_strings)


def fish(root: argparse.ArgumentParser) -> str:
    """The same for fish."""
    lines = [f"complete -c {NAME} -f -n __fish_use_subcommand -a {name} -d '{_quoted(gloss(root, name))}'" for name in commands(root)]
    lines += [f"complete -c {NAME} -f -n '__fish_seen_subcommand_from {name}' -a '{' '.join(words(name))}'" for name in commands(root) if words(name)]
    for name, command in commands(root).items():
        for action in options(command):
            flags = " ".join(f"-l {string[2:]}" if string.startswith("--") else f"-s {string[1:]}" for string in action.option_strings)
            value = " -r" if action.nargs != 0 else ""
            lines.append(f"complete -c {NAME} -n '__fish_seen_subcommand_from {name}' {flags}{value} -d '{_quoted(_help(action))}'")
    return "\n".join(lines) + "\n"


def man(root: argparse.ArgumentParser) -> str:
    """A man page of one section for each command."""
    out = [f'.TH {NAME.upper()} 1 "" "{NAME} {VERSION}"', ".SH NAME", f"{NAME} \\- {_roff(root.description or '')}", ".SH SYNOPSIS"]
    out += [f".B {NAME}", "[COMMAND] [OPTIONS]", ".SH DESCRIPTION", "Without a command it is a chat.", ".SH COMMANDS"]
    for name, command in commands(root).items():
        out += [".TP", f".B {name}", _roff(gloss(root, name))]
        for action in command._actions:
            if action.help == argparse.SUPPRESS or "--help" in action.option_strings:
                continue
            value = action.metavar if isinstance(action.metavar, str) else "" if action.nargs == 0 or action.option_strings else action.dest
            shown = " ".join(filter(None, (", ".join(action.option_strings), value)))
            out += [".RS", ".TP", f".B {_roff(shown)}", _roff(_help(action)), ".RE"]
    out += [".SH EXIT STATUS"]
    for code, meaning in EXITS.items():
        out += [".TP", f".B {code}", meaning]
    return "\n".join([*out, ".SH FILES", "config.toml in the platform's folder for settings; acupressure doctor names it.", ""])


EXITS = {
    0: "fine",
    1: "not understood, or a check failed",
    2: "wrong usage",
    3: "the content has mistakes",
    4: "a voice was demanded and can not be had",
    10: "a red flag: a sign that needs a doctor",
    130: "interrupted",
}


def _help(action: argparse.Action) -> str:
    return (action.help or "").replace("%(default)s", str(action.default)).replace("%%", "%")


def _quoted(text: str) -> str:
    return text.replace("'", "").replace("[", "(").replace("]", ")").replace(":", " ")


def _roff(text: str) -> str:
    return text.replace("\\", "\\\\").replace("-", "\\-").lstrip(".'")


def write(folder: Path) -> list[tuple[Path, str]]:
    """All four as files of a folder, each with its place below an installation."""
    root = parser()
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for name, text, place in (
        (f"{NAME}.bash", bash(root), f"share/bash-completion/completions/{NAME}"),
        (f"_{NAME}", zsh(root), f"share/zsh/site-functions/_{NAME}"),
        (f"{NAME}.fish", fish(root), f"share/fish/vendor_completions.d/{NAME}.fish"),
        (f"{NAME}.1", man(root), f"share/man/man1/{NAME}.1"),
    ):
        (folder / name).write_text(text, encoding="utf-8")
        out.append((folder / name, place))
    return out


if __name__ == "__main__":
    for written, _ in write(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("build/shell")):
        print(written)
