"""Further emergency wordings, put together from small tables: what x where x since when x whose x style.

The tables are this module's own and were written apart from the rules that recognise such messages, so that a rule
cannot be right merely because it was copied. Everything is decided by the seed: the same seed gives the same wordings.
Not here: expectations, the engine, files.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from math import prod
from typing import NamedTuple


class Person(NamedTuple):
    """Whose sign it is: how the message opens, and the words that agree with it."""

    opens: str
    words: dict[str, str]


class Sign(NamedTuple):
    """One thing that needs a doctor: clauses with blanks, the places that fit `{where}`, the times that fit `{when}`, and who may have it."""

    flag: str
    clauses: tuple[str, ...]
    wheres: tuple[str, ...]
    whens: tuple[str, ...]
    people: tuple[Person, ...]


class Style(NamedTuple):
    """How it is typed or said: what stands around it and what becomes of its letters."""

    before: str
    after: str
    shape: Callable[[str], str]


class Wording(NamedTuple):
    """One emergency message: the flag meant, the message, and the same with one slip of the keyboard."""

    flag: str
    says: str
    misspelt: str


# ------------------------------------------------------------------ whose

_I = {"i": "I", "my": "my", "me": "me", "self": "myself", "am": "am", "was": "was", "have": "have", "s": ""}
_SHE = {"i": "she", "my": "her", "me": "her", "self": "herself", "am": "is", "was": "was", "have": "has", "s": "s"}
_HE = {"i": "he", "my": "his", "me": "him", "self": "himself", "am": "is", "was": "was", "have": "has", "s": "s"}
_THEY = {"i": "they", "my": "their", "me": "them", "self": "themselves", "am": "are", "was": "were", "have": "have", "s": ""}

ME = Person("", _I)
# The speaker stands more than once: most people write about themselves.
WOMEN = (ME, ME._replace(opens="honestly, "), Person("my sister says ", _SHE), Person("it's about my wife: ", _SHE))
ANYONE = (
    ME,
    ME._replace(opens="listen, "),
    ME._replace(opens="honestly, "),
    Person("my mum says ", _SHE),
    Person("asking for my grandfather, ", _HE),
    Person("my husband is here with me and ", _HE),
    Person("one of my clients called: ", _THEY),
)

# ------------------------------------------------------------------ since when

STATE = ("", "since yesterday", "since this morning", "since I got up", "for two days now", "since the back went")
EVENT = ("", "yesterday", "an hour ago", "on Saturday", "this morning", "late last night")
SLOW = ("", "in the last few weeks", "since the summer", "over the past two months")
NOW = ("", "as of just now", "all of a sudden", "while lying here", "out of nowhere")

# ------------------------------------------------------------------ what and where

_SADDLE = ("bottom", "backside", "genitals", "groin", "crotch", "private parts", "bum", "buttocks and inner thighs", "perineum")
_OUT = ("in bed", "on the sofa", "at work", "in the car", "in the shop queue")
_LEGS = ("both {my} legs", "both of {my} legs", "{my} left leg and {my} right leg", "the pair of {my} legs", "{my} legs, both sides,")

# fmt: off
SIGNS = (
    Sign("RF-01", ("{i} can't feel {my} {where} {when}", "{my} {where} went numb {when}", "{i} lost all sensation in {my} {where} {when}",
        "there is no feeling in {my} {where} {when}", "pins and needles all over {my} {where} {when}"),
         _SADDLE, STATE, ANYONE),
    Sign("RF-02", ("{i} can't {where} {when}", "it is impossible for {me} to {where} {when}", "{i} {have} not been able to {where} {when}"),
         ("pee", "wee", "urinate", "pass water", "empty {my} bladder", "pass any urine"), STATE, ANYONE),
    Sign("RF-02", ("{i} wet {self} {where} {when}", "{i} leaked urine {where} {when} without noticing",
        "{i} lost control of {my} bladder {where} {when}"),
         _OUT, EVENT, ANYONE),
    Sign("RF-03", ("{i} soiled {self} {where} {when}", "{i} lost control of {my} bowels {where} {when}",
        "{i} pooed {self} {where} {when} and didn't feel it"),
         _OUT, EVENT, ANYONE),
    Sign("RF-04", ("{i} felt nothing at all during {where} {when}, same week as this back pain",
        "no sensation during {where} {when}, it came with the back pain"),
         ("sex", "intercourse", "lovemaking"), EVENT, ANYONE),
    Sign("RF-05", ("{where} went numb {when}", "pain is shooting down {where} {when}", "{i} lost the feeling in {where} {when}",
        "{where} have gone weak {when}"),
         _LEGS, STATE, ANYONE),
    Sign("RF-06", ("{i} can't lift {my} {where} {when}", "{my} {where} drags along the floor {when}",
        "{i} can't push off with {my} {where} {when}", "{my} {where} has no strength {when} and it is getting worse"),
         ("left foot", "right foot", "front foot", "foot"), STATE, ANYONE),
    Sign("RF-07", ("{i} fell off {where} {when} and {my} back hurts", "{when} {i} came crashing down from {where}, now back pain"),
         ("a ladder", "the roof", "a horse", "a high wall", "some scaffolding", "a balcony"), EVENT, ANYONE),
    Sign("RF-07", ("{i} {was} hit by {where} {when} and {my} back hurts", "{i} {was} knocked down by {where} {when}, back is in pain"),
         ("a car", "a van", "a lorry", "a bus", "a motorbike"), EVENT, ANYONE),
    Sign("RF-08", ("{i} {have} {where}, had a small fall {when} and {my} back is suddenly very painful",
        "with {my} {where} {i} heard a crack in {my} back {when}"),
         ("osteoporosis", "brittle bones", "fragile bones"), EVENT, ANYONE),
    Sign("RF-09", ("{i} had {where} years ago and {my} back started to hurt {when}",
        "{when} there is new back pain, and {i} had {where} before"),
         ("breast cancer", "lung cancer", "bowel cancer", "myeloma", "a malignant tumour"), SLOW, ANYONE),
    Sign("RF-09", ("{i} lost {where} without trying {when} and {my} back hurts", "{where} gone {when} without any diet, and {my} back aches"),
         ("ten kilos", "two stone", "twenty pounds"), SLOW, ANYONE),
    Sign("RF-10", ("{my} back hurts and {i} {have} {where} {when}", "{where} {when} together with {my} back pain"),
         ("a fever", "a high temperature", "chills", "the shivers and a temperature", "39 degrees of fever"), STATE, ANYONE),
    Sign("RF-11", ("there is a {where} in {my} belly {when} and {my} back hurts",
        "{i} noticed a {where} in {my} stomach {when}, with terrible back pain"),
         ("pulsing lump", "strong pulsation", "throbbing, like a heartbeat,"), STATE, ANYONE),
    Sign("RF-11", ("{i} passed out {when} with {where}", "{i} fainted {when} from {where}"),
         ("awful back pain", "pain in {my} back and belly", "a ripping pain in {my} back"), NOW, ANYONE),
    Sign("RF-12", ("{my} chest {where} {when}", "{my} chest {where} {when} and {i} can't get {my} breath", "help, {my} chest {where} {when}"),
         ("feels crushed", "is very tight", "hurts badly", "hurts and {my} left arm aches"), NOW, ANYONE),
    Sign("RF-13", ("{my} {where} is swollen and hot {when}", "{my} {where} is red, warm and painful {when}",
        "there is a blood clot in {my} {where} {when}"),
         ("left calf", "right calf", "lower leg", "left leg"), ("", "since yesterday", "since this morning", "since the flight"), ANYONE),
    Sign("RF-14", ("there is blood in {my} {where} {when} and {my} side hurts", "{my} {where} is bloody and cloudy {when}, pain under the ribs"),
         ("pee", "urine", "wee"), STATE[:5], ANYONE),
    Sign("RF-15", ("{i} {am} pregnant and {where} {when}", "{when} {where}, and {i} {am} six months pregnant"),
         ("bleeding", "having contractions", "{my} waters broke", "the baby stopped moving", "losing fluid"), NOW, WOMEN),
    Sign("RF-22", ("{i} want{s} to {where}", "{i} {am} thinking about how to {where}", "with this pain {i} just want{s} to {where}"),
         ("die", "end {my} life", "kill {self}", "be dead"), ("",), ANYONE),
    Sign("stroke", ("{my} {where} {when}", "think stroke, {my} {where} {when}", "help, {my} {where} {when}"),
         ("face is drooping on one side", "speech is slurred", "right arm and right leg went limp", "mouth hangs down on one side"), NOW, ANYONE),
)
# fmt: on


# ------------------------------------------------------------------ style


def sentence(text: str) -> str:
    """A tidy sentence.

    >>> sentence("my groin went numb")
    'My groin went numb.'
    """
    return text[0].upper() + text[1:] + ("" if text.endswith("?") else ".")


def bare(text: str) -> str:
    """As a recogniser writes: lower case, no punctuation.

    >>> bare("Hang on, I can't pee!")
    "hang on i can't pee"
    """
    return " ".join(re.sub(r"[^a-z0-9'\- ]", " ", text.lower()).split())


def shout(text: str) -> str:
    """In capitals, as people in pain write.

    >>> shout("I can't pee")
    "I CAN'T PEE!!"
    """
    return text.upper() + "!!"


def telegraph(text: str) -> str:
    """Without the little words.

    >>> telegraph("I can't feel my bottom since this morning")
    "can't feel bottom since this morning"
    """
    little = {"i", "my", "a", "the", "is", "am", "have", "are", "there", "it", "so"}
    return " ".join(word for word in bare(text).split() if word not in little)


STYLES = (
    Style("", "", sentence),
    Style("", "", bare),
    Style("", "", shout),
    Style("", "", telegraph),
    Style("hang on, ", "", sentence),
    Style("sorry to bother you but ", "", sentence),
    Style("um yeah ", " you know", bare),
    Style("where is bl-40 and by the way ", "", bare),
    Style("", ", which point should I press?", sentence),
    Style("I don't want to make a fuss, but ", "", sentence),
    Style("dear sir, ", ", kindly advise", bare),
    Style("abeg ", " o", bare),
    Style("hello, lovely program, the children are at school and I finally have time for the foot point, only ", "", sentence),
    Style("", ", anyway how long do I hold the one behind the knee?", sentence),
    Style("next. no wait, ", "", sentence),
)


# ------------------------------------------------------------------ putting it together


def size(sign: Sign) -> int:
    """How many wordings a sign has."""
    return prod((len(sign.clauses), len(sign.wheres), len(sign.whens), len(sign.people), len(STYLES)))


def wording(sign: Sign, number: int) -> str:
    """The wording of that number, counted through clauses, places, times, people and styles.

    >>> wording(SIGNS[0], 0)
    "I can't feel my bottom."
    >>> wording(SIGNS[0], size(SIGNS[0]) - 1)
    'Next. no wait, one of my clients called: pins and needles all over their perineum since the back went.'
    """
    number, style = divmod(number, len(STYLES))
    number, person = divmod(number, len(sign.people))
    number, when = divmod(number, len(sign.whens))
    clause, where = divmod(number, len(sign.wheres))
    before, after, shape = STYLES[style]
    opens, words = sign.people[person]
    place = sign.wheres[where].format(**words)
    said = sign.clauses[clause].format(where=place, when=sign.whens[when], **words)
    return shape(_tidy(before + opens + said + after))


def _tidy(text: str) -> str:
    """Close the gaps that empty blanks leave.

    >>> _tidy("felt nothing  , since then")
    'felt nothing, since then'
    """
    return re.sub(r",(?=,)", "", re.sub(r"\s+(?=[ ,.:])", "", text)).strip(" ,")


def emergencies(seed: int, count: int) -> tuple[Wording, ...]:
    """`count` different wordings, the signs taken in turn.

    >>> first, second = emergencies(seed=1, count=2)
    >>> (first.flag, second.flag)
    ('RF-01', 'RF-02')
    >>> emergencies(1, 50) == emergencies(1, 50) and emergencies(1, 50) != emergencies(2, 50)
    True
    >>> len({w.says for w in emergencies(3, 400)})
    400
    """
    chance = random.Random(seed)
    shares = [len(range(at, count, len(SIGNS))) for at in range(len(SIGNS))]
    for sign, share in zip(SIGNS, shares, strict=True):
        if share > size(sign):
            raise ValueError(f"combine: {sign.flag} has {size(sign)} wordings, {share} were asked for; ask for fewer or lengthen its tables")
    drawn = [chance.sample(range(size(sign)), share) for sign, share in zip(SIGNS, shares, strict=True)]
    out = []
    for at in range(count):
        sign = SIGNS[at % len(SIGNS)]
        says = wording(sign, drawn[at % len(SIGNS)][at // len(SIGNS)])
        out.append(Wording(sign.flag, says, with_typo(says, seed + at)))
    return tuple(out)


# ------------------------------------------------------------------ slips of the keyboard

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def _beside(letter: str) -> str:
    """The key to the right, or to the left at the end of a row.

    >>> _beside("a") + _beside("p") + _beside("M")
    'soN'
    """
    row = next(row for row in _ROWS if letter.lower() in row)
    at = row.index(letter.lower())
    beside = row[at + 1] if at + 1 < len(row) else row[at - 1]
    return beside.upper() if letter.isupper() else beside


def with_typo(text: str, seed: int) -> str:
    """The text with one slip in one of its longer words: swapped, missing, doubled or neighbouring letter; never the first.

    >>> [with_typo("my bladder", seed) for seed in range(4)]
    ['my blader', 'my bladdr', 'my badder', 'my bladdeer']
    >>> with_typo("no pee", 5)
    'no pee'
    """
    chance = random.Random(seed)
    places = [(m.start(), m.end()) for m in re.finditer(r"[A-Za-z]{4,}", text)]
    if not places:
        return text
    start, end = chance.choice(places)
    at = chance.randrange(start + 1, end - 1)
    here, following = text[at], text[at + 1]
    slips = [text[:at] + text[at + 1 :], text[:at] + here + text[at:], text[:at] + _beside(here) + text[at + 1 :]]
    if here != following:
        slips.append(text[:at] + following + here + text[at + 2 :])
    return chance.choice(slips)
