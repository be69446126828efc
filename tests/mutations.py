"""Messages nobody should have to expect: real questions spoilt in many ways, and noise. All is decided by the given chance.

Not here: what must hold of the replies (rules.py), the long run (fuzz.py).
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.files import data

HERE = Path(__file__).resolve().parent
LONG = 6_000  # characters; longer than any message is read

INVISIBLE = "\u200b\u200d\u200e\u202e\u2066\ufeff\u00ad\u0301\u0300\ufe0f"
CONTROL = "".join(map(chr, (*range(32), 0x7F, 0x85, 0x9B)))
STRANGE = "\ud800\udfff\U0001f600\U0001f468\u200d\U0001f469ßİıſﬁＢＬ－４０委中ěǎżñ١٢\u0e01\u3000\uffff\U0010ffff"
MARKUP = (
    "{point}", "{name!r}", "{0}", "%s%n", "(a|b)", "[x", "<rule>", "${HOME}", "$(id)", "`id`", "<b>hi</b>", "\x1b[31mred\x1b[0m",
    "\x1b]0;t\x07", "'; --", "../..", "\\x00", "http://x.y/z?q=1", "a@b.c", "#tag", "{{7*7}}", "|", "&&", "\\", '"', "null", "NaN", "1e999",
    "-0", "9" * 400, "0x7f", "1:30", "½", "①",
)  # fmt: skip
STEERING = (
    "stop", "next", "back", "pause", "resume", "again", "yes", "no", "both", "the other one", "skip", "slower", "how long left", "guide me",
    "ready", "bye", "it hurts", "which one", "never mind", "forget that", "the second one", "why", "who says so", "start over", "longer",
    "quiet", "i have five minutes",
)  # fmt: skip


@cache
def questions() -> tuple[str, ...]:
    """What people ask, from the file of another test."""
    return tuple(str(text) for fact in data(HERE / "facts.yaml") for text in fact["ask"])


@cache
def worries() -> tuple[str, ...]:
    """What people say of their health, frightening and harmless."""
    files = (HERE / "safety" / f"{name}.yaml" for name in ("emergencies", "harmless"))
    return tuple(str(row["says"]) for file in files for row in data(file))


@cache
def wordings() -> tuple[str, ...]:
    """The plain wordings of every intent: what nobody asked in another test. Read as lines, for parsing them all takes seconds."""
    files = sorted((HERE.parent / "intents").glob("*/*.yaml"))
    return tuple(found for file in files for found in re.findall(r"^ +- ([a-z0-9 ]+)$", file.read_text("utf-8"), re.M))


def question(chance: random.Random) -> str:
    """A real message; every tenth is of a worry, for an urgent reply changes all that follow it."""
    of = chance.random()
    return chance.choice(worries() if of < 0.1 else wordings() if of < 0.4 else questions())


Mutation = Callable[[str, random.Random], str]


def _place(text: str, chance: random.Random) -> int:
    return chance.randrange(len(text) + 1)


def _slip(text: str, chance: random.Random) -> str:
    """A letter lost, doubled, replaced or swapped."""
    place = chance.randrange(max(1, len(text)))
    here, after = text[place : place + 1], text[place + 1 : place + 2]
    other = chance.choice(("", here * 2, chance.choice("abcdefghijklmnopqrstuvwxyz0123456789"), after + here))
    return text[:place] + other + text[place + 1 + (other == after + here and bool(after)) :]


def _words(text: str, chance: random.Random) -> str:
    """Words lost, doubled, or in another order."""
    words = text.split()
    if not words:
        return text
    place = chance.randrange(len(words))
    match chance.randrange(4):
        case 0:
            del words[place]
        case 1:
            words.insert(place, words[place])
        case 2:
            chance.shuffle(words)
        case _:
            words = words[:place]
    return " ".join(words)


def _insert(pieces: str | tuple[str, ...]) -> Mutation:
    def inserting(text: str, chance: random.Random) -> str:
        for _ in range(chance.randrange(1, 4)):
            place = _place(text, chance)
            text = text[:place] + chance.choice(pieces) + text[place:]
        return text

    return inserting


def _joined(text: str, chance: random.Random) -> str:
    """Two messages in one."""
    second = question(chance) if chance.random() < 0.8 else chance.choice(STEERING)
    return text + chance.choice((" and ", ". ", ", ", "? ", " but ", "\n", " ")) + second


def _case(text: str, chance: random.Random) -> str:
    return "".join(sign.upper() if chance.random() < 0.5 else sign.lower() for sign in text)


def _wide(text: str, chance: random.Random) -> str:
    """As typed with an input method for Chinese."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def _glued(text: str, chance: random.Random) -> str:
    return text.replace(" ", chance.choice(("", "-", "_", "/", "\t", "  ")))


def _long(text: str, chance: random.Random) -> str:
    """The same over and over, or one endless word."""
    return (text + chance.choice((" ", ". ", "", "\n"))) * (LONG // (len(text) + 1)) if chance.random() < 0.5 else text + " " + "ab" * (LONG // 2)


def _renumbered(text: str, chance: random.Random) -> str:
    return re.sub(r"\d+", lambda match: str(chance.choice((0, 1, 7, 40, 41, 52, 67, 68, 100, 10**30))), text)


MUTATIONS: dict[str, Mutation] = {
    "as it is": lambda text, chance: text,
    "slip": _slip,
    "slips": lambda text, chance: _slip(_slip(_slip(text, chance), chance), chance),
    "words": _words,
    "control signs": _insert(CONTROL),
    "invisible signs": _insert(INVISIBLE),
    "strange signs": _insert(STRANGE),
    "markup": _insert(MARKUP),
    "joined": _joined,
    "case": _case,
    "full width": _wide,
    "glued": _glued,
    "backwards": lambda text, chance: text[::-1],
    "long": _long,
    "numbers": _renumbered,
    "steering": lambda text, chance: chance.choice(STEERING),
    "random letters": lambda text, chance: "".join(chance.choice("abcdefghijklmnopqrstuvwxyz '-?.,0123456789") for _ in range(chance.randrange(60))),
    "random signs": lambda text, chance: "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(30))),
}
_RARE = {"long": 0.02}  # of those drawn, how many are kept: a long message costs as much as many short ones


def message(chance: random.Random) -> tuple[str, str]:
    """(how it was made, the message); half of them are spoilt twice."""
    name = chance.choice(tuple(MUTATIONS))
    if chance.random() > _RARE.get(name, 1):
        name = "slip"
    text = MUTATIONS[name](question(chance), chance)
    if chance.random() < 0.5:
        second = chance.choice(("slip", "words", "joined", "control signs", "case"))
        return f"{name}, {second}", MUTATIONS[second](text, chance)
    return name, text
