"""Commands that begin with a slash. What is no command of ours is a message: nothing a person says may get lost behind a sign.

Not here: what the commands do (commands.slashes).
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.values import NamedTuple


class Slash(NamedTuple):
    """A command and what followed it."""

    name: str
    words: tuple[str, ...] = ()


class Known(NamedTuple):
    """What a command is for, and which words may follow: any number of them, or these."""

    gloss: str
    words: tuple[str, ...] = ()
    any: bool = False


COMMANDS: Mapping[str, Known] = {
    "help": Known("keys and commands"),
    "picture": Known("a picture of the place", any=True),
    "sources": Known("where the last answer comes from"),
    "voice": Known("speak, or be silent", ("on", "off")),
    "speaker": Known("another voice", any=True),
    "slower": Known("speak more slowly"),
    "faster": Known("speak faster"),
    "louder": Known("speak louder"),
    "quieter": Known("speak more quietly"),
    "diary": Known("your private diary", any=True),
    "plain": Known("text only"),
    "bye": Known("leave"),
}
SAME = {"quit": "bye", "exit": "bye", "figure": "picture", "source": "sources", "?": "help"}


def parse(text: str) -> Slash | str | None:
    """The command of a line; where there is none of that name, the name as text; None where the line is a message.

    >>> parse("/voice off"), parse("/voise"), parse("where is bl40")
    (Slash(name='voice', words=('off',)), 'voise', None)
    >>> parse("/help my legs are numb") is None
    True
    """
    first, *rest = text.strip().split() or [""]
    if not first.startswith("/") or "\n" in text.strip():
        return None
    name = SAME.get(first[1:].lower(), first[1:].lower())
    known = COMMANDS.get(name)
    if known is None:
        return name if name.isalpha() and not rest else None
    if rest and not known.any and not (len(rest) == 1 and rest[0].lower() in known.words):
        return None
    return Slash(name, tuple(rest))


def message(text: str) -> str:
    """A line as a message: without the slash it may begin with.

    >>> message("/help my legs are numb")
    'help my legs are numb'
    """
    return text.lstrip().removeprefix("/")
