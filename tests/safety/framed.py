"""Ordinary questions and commands with a back ache around them: what people who have one ask, and nothing that may raise an alarm.

Each phrase of the intents in one of its wordings, between the words of one frame; the seed decides which. A few phrases
name a sign themselves ("i have numb legs, can i use a hot water bottle") and rightly alarm: a share is counted, not demanded
to be none. Not here: the engine, what is demanded.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from assistant.model import Domain
from assistant.templates import Choice, Rule, Slot, Template, Text, parse

FRAMES = ("{}", "my lower back hurts. {}", "{} for my chronic low back pain", "my back has been sore for weeks, {}")
# What people say around an emergency that they mention in passing.
IN_PASSING = (
    "while i'm here, {}, but how long do i hold BL-60?",
    "{} with my back pain",
    "ok thanks for that. {}. which point helps?",
    "{} since yesterday, should i press harder",
    "hi its me again, {} and it worries me a bit",
    "{} but otherwise i am fine, so can i still do the knee one?",
    "i wanted to ask: {}. is bl-40 ok then",
    "{} in the house at the moment",
)
SLOTS = {"point": "BL-40", "complaint": "a stiff back", "tool": "fists", "posture": "sitting", "place": "behind the knee", "minutes": "5 minutes"}
OTHERWISE = "5"  # in a blank that is none of these: a number
ABOUT_SIGNS = ("ask_signs", "ask_when_doctor")  # intents whose wordings may name a sign


class Framed(NamedTuple):
    """A message, and the intent whose phrase stands in it."""

    intent: str
    says: str


def phrases(domain: Domain) -> Iterator[tuple[str, str]]:
    """Every phrase of the ordinary intents, with the id of its intent."""
    return ((intent.id, phrase) for intent in domain.intents.values() if intent.id not in ABOUT_SIGNS for phrase in intent.says)


def filled(wording: str) -> str:
    """A wording with its blanks filled."""
    return re.sub(r"{(\w+)}", lambda slot: SLOTS.get(slot[1], OTHERWISE), " ".join(wording.split()))


def messages(domain: Domain, seed: int, each: int = 1) -> Iterator[Framed]:
    """One wording of every phrase, or of one in so many, in one frame."""
    chance = random.Random(seed)
    for intent, phrase in islice(phrases(domain), 0, None, each):
        yield Framed(intent, chance.choice(FRAMES).format(filled(_drawn(parse(phrase), chance))))


def _drawn(template: Template, chance: random.Random) -> str:
    """One of the wordings of a template."""
    words = []
    for part in template.parts:
        match part:
            case Text(text):
                words.append(text)
            case Slot(name):
                words.append(f" {{{name}}} ")
            case Choice(options, optional):
                choices: tuple[Template | None, ...] = (*options, *((None,) if optional else ()))
                words.append(_drawn(option, chance) if (option := chance.choice(choices)) else "")
            case Rule(name):
                raise ValueError(f"rule {name!r} in a phrase that is read already")
    return "".join(words)
