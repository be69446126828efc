"""From written to spoken: what a voice can read without stumbling.

`speak` is one table of the subject's own (names and terms, respelled) and a tuple of rules of English, in order. No digit-hyphen-digit, slash,
tilde, bracket or bare code is left for an engine to guess at. Pure; the screen keeps the written form. Not here: where a voice
takes breath (breaths).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from re import Match

from assistant.values import NamedTuple

UP_TO_NINETEEN = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
ONES = tuple(UP_TO_NINETEEN.split())
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SHORT_WORDS = "A I AM PM AN AS AT BE BY DO GO HE IF IN IS IT ME MY NO OF ON OR SO TO UP US WE ALL AND ANY FOR NOW THE TRY"
NOT_A_CODE = frozenset(SHORT_WORDS.split())  # HOLD FOR 5 MINUTES

CHARACTERS = str.maketrans(
    {
        "\u0110": "D",
        "\u0111": "d",
        "\u2018": "'",
        "\u2019": "'",
        "\u201c": "",
        "\u201d": "",
        '"': "",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "\u2013",
        "\u2212": "-",
        "\u2248": "~",
        "\u223c": "~",
        "\u00d7": "x",
        "\u2026": "...",
        "\u2192": ", ",
        "\u00b7": " ",
        "\u2044": "/",
        "\u00bd": " half ",
        "\u00bc": " a quarter ",
        "\u00be": " three quarters ",
        "\u2153": " a third ",
        "\u2154": " two thirds ",
        "\u00b0": " degrees ",
        "\u00ba": " degrees ",
    }
)
FRACTIONS = {"1/2": "half", "1/4": "a quarter", "3/4": "three quarters", "1/3": "a third", "2/3": "two thirds"}
UNITS = {
    "seconds": ("s", "sec", "secs"),
    "minutes": ("min", "mins"),
    "hours": ("h", "hr", "hrs"),
    "centimetres": ("cm",),
    "millimetres": ("mm",),
    "metres": ("m",),
    "kilos": ("kg",),
    "pounds": ("lb", "lbs"),
    "feet": ("ft",),
    "millilitres": ("ml",),
    "milligrams": ("mg",),
}
UNIT_OF = {short: name for name, shorts in UNITS.items() for short in shorts}
ONE_OF = {"feet": "foot"}  # the others lose their s

NUMBER = r"\d+(?:\.\d+)?"
DASH = r"\s?[-\u2013\u2014]\s?"
LETTERS = r"(?:[A-Z]{1,3}-)?[A-Z]{1,3}"  # BL, L, and EX-B, M-BW
CODE = rf"(?<![\w-])(?P<letters>{LETTERS}|[a-z]{{2}}(?=-?\d))(?P<gap>[- ]?)(?P<number>\d{{1,3}})(?![\w:]|\.\d)"
SHORT_UNITS = "|".join(sorted(UNIT_OF, key=len, reverse=True))


def speak(text: str, table: Mapping[str, str]) -> str:
    """The spoken form of a text; `table` respells what speaks badly, whole words only, longest first.

    >>> speak("Hold BL-40 (Weizhong) for 1-2 min.", {"Weizhong": "way joong"})
    'Hold B L forty, way joong, for 1 to 2 minutes.'
    >>> speak("Step 1/6: press ~5 cm from the spine, e.g. with a fist.\\nSources: an article, p. 3", {})
    'Step 1 of 6: press about 5 centimetres from the spine, for example with a fist.'
    """
    said = _lines(_characters(text))
    said = _respell(said, table)
    for rule in RULES:
        said = re.sub(rule.pattern, rule.spoken, said)
    return said.strip(" ,;") if any(map(str.isalnum, said)) else ""


# ---------------------------------------------------------------- before the rules


def _characters(text: str) -> str:
    """Plain letters: tone marks go (Wěizhōng is in the table as Weizhong), as does what is no letter an English voice knows."""
    plain = unicodedata.normalize("NFKD", text.translate(CHARACTERS))
    if plain.isascii() and plain.replace("\n", "").isprintable():
        return plain
    return "".join(" " if unicodedata.category(sign) in {"Cc", "So", "Lo"} and sign != "\n" else sign for sign in plain if _can_be_said(sign))


def _can_be_said(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Mn", "Cf", "Cs", "Co", "Cn", "Sk"}


def _lines(text: str) -> str:
    """One flow of sentences: source lines and list marks go, a line that just ends gets a full stop."""
    kept = [re.sub(r"^\s*(?:[-*\u2022\u2013#>]+|\d{1,2}[.)])\s+", "", line).strip() for line in text.split("\n")]
    told = [line for line in kept if line and not re.match(r"(?i)[(\[*_]*sources?\b[^.]{0,30}:", line)]
    return " ".join(line if line[-1] in ".!?:;," else line + "." for line in told)


def _respell(text: str, table: Mapping[str, str]) -> str:
    if not table:
        return text
    names, wanted = _respelling(tuple(table.items()))
    return names.sub(lambda found: wanted[found[0].lower()], text)


@lru_cache(maxsize=4)
def _respelling(table: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """All names as one pattern, and what is said for each."""
    wanted = {_characters(written).lower(): spoken for written, spoken in table}
    names = "|".join(re.escape(name) for name in sorted(wanted, key=len, reverse=True))
    return re.compile(rf"(?i)(?<!\w)(?:{names})(?!\w|-\d)"), wanted


# ---------------------------------------------------------------- the rules


def _in_words(number: str) -> str:
    """A number of a code as one says it: 40 is forty; three digits are said one by one."""
    value = int(number)
    if len(number) > 2:
        return " ".join(ONES[int(digit)] for digit in number)
    if value < 20:
        return ONES[value]
    return TENS[value // 10] + ("" if value % 10 == 0 else " " + ONES[value % 10])


def _code(found: Match[str]) -> str:
    letters, gap = found["letters"], found["gap"]
    if letters.upper() in NOT_A_CODE or (gap == " " and len(letters) > 2 and "-" not in letters):
        return found[0].replace("-", " ")
    return f"{' '.join(letters.upper().replace('-', ''))} {_in_words(found['number'])}"


def _code_range(found: Match[str]) -> str:
    if found["letters"].upper() in NOT_A_CODE:
        return found[0]
    between = " to " if found["dash"].strip() in "-\u2013\u2014" else " and "
    return _code(found) + between + _in_words(found["last"])


def _clock(found: Match[str]) -> str:
    """Minutes and seconds of a hold, never a time of day."""
    minutes, seconds = int(found[1]), int(found[2])
    told = [f"{count} {one if count == 1 else one + 's'}" for count, one in ((minutes, "minute"), (seconds, "second")) if count]
    return " ".join(told) or "0 seconds"


def _unit(found: Match[str]) -> str:
    name = UNIT_OF[found["unit"]]
    if (found["number"] == "1" and not found["from"]) or found["gap"] == "-":
        name = ONE_OF.get(name, name[:-1])
    return f"{found['from'] or ''}{found['number']} {name}"


def _part(found: Match[str]) -> str:
    """1/2 inch: half an inch; 1 1/2 inches: 1 and a half inches."""
    part, noun = FRACTIONS[found["part"]], found["noun"]
    if found["whole"]:
        return f"{found['whole']} and {'a half' if part == 'half' else part} {noun}"
    article = "an" if noun[0] in "aeio" or noun.startswith("hour") else "a"
    return f"{part}{'' if part == 'half' else ' of'} {article} {noun}"


def _digits(found: Match[str]) -> str:
    return " ".join(ONES[int(sign)] for sign in found[0] if sign.isdigit())


class Rule(NamedTuple):
    """What is written, and what is said for it."""

    pattern: str
    spoken: str | Callable[[Match[str]], str]


RULES: tuple[Rule, ...] = (
    # what is never said
    Rule(r"<?(?:https?://|www\.)[^\s>]*[^\s>.,;:!?)\]]>?", ""),
    Rule(r"(?i)[(\[]\s*(?:see|sources?)\b[^)\]]*[)\]]", ""),
    Rule(r"\[[\d, ]*\]|\(\s*\)", ""),
    Rule(r"[*_`]+", ""),
    # short forms
    Rule(r"(?i)\be\.\s?g\.,?", "for example"),
    Rule(r"(?i)\bi\.\s?e\.,?", "that is,"),
    Rule(r"(?i)\betc\.(?=\s+[A-Z]|\s*$)", "and so on."),
    Rule(r"(?i)\betc\b\.?", "and so on"),
    Rule(r"(?i)\bvs\b\.?", "versus"),
    Rule(r"(?i)\b(?:approx\.|approx\b|ca\.)", "about"),
    Rule(r"(?i)\bw/o\b", "without"),
    Rule(r"(?i)\bw/(?=\s?\w)", "with "),
    Rule(r"(?i)\band/or\b", "or"),
    Rule(r"\b24/7\b", "all the time"),
    # numbers to be called
    Rule(r"\d+(?:-\d+){2,}", _digits),
    Rule(r"(?i)(?<=\bcall )\d{3}\b|(?<=\bdial )\d{3}\b|(?<=\bring )\d{3}\b|(?<=\bphone )\d{3}\b|(?<=\btext )\d{3}\b", _digits),
    # codes: a letter is read as a letter, ST-25 would be "saint twenty five"
    Rule(rf"(?<=\d){DASH}(?={LETTERS}[- ]?\d)", " to "),
    Rule(CODE[: CODE.index("(?![")] + rf"(?P<dash>{DASH}|/)(?P<last>\d{{1,3}})(?![\w.]*\d)", _code_range),
    Rule(CODE, _code),
    # times, parts, ranges
    Rule(r"(?<!at )\b(\d{1,2}):([0-5]\d)\b(?!:|\s?[ap]\.?m)", _clock),
    Rule(
        r"\b(?:(?P<whole>\d+)[ -])?(?P<part>1/2|1/4|3/4|1/3|2/3)[ -](?:an? |of an? )?(?P<noun>inch(?:es)?|cun|tsoon|hour|minute|finger|thumb|cup)\b",
        _part,
    ),
    Rule(r"(\d) +half\b", r"\1 and a half"),
    Rule(r"(\d) +(a quarter|three quarters|a third|two thirds)\b", r"\1 and \2"),
    Rule(r"\bhalf +(inch|hour)\b", r"half an \1"),
    Rule(r"\bhalf +(minute|cun|tsoon|finger|thumb|cup)\b", r"half a \1"),
    Rule(rf"(?<![\w.])({NUMBER}){DASH}(?={NUMBER})", r"\1 to "),
    Rule(rf"({NUMBER}(?: and a half)?){DASH}(?=half|a quarter|a third)", r"\1 to "),
    Rule(r"\b(half|quarters?|thirds?) ?[-\u2013] ?(?=\d)", r"\1 to "),
    Rule(rf"(?<=\d){DASH}(?=\d)", " to "),  # whatever is before the digit: '0B0- 0'
    Rule(rf"({NUMBER})\s?/\s?(?={NUMBER})", r"\1 of "),
    # units and signs
    Rule(r"(?<=\w)\s?/\s?(?=(?:day|week|month|night|hour|minute|min|side|session)\b)", " per "),
    Rule(r"\bper min\b", "per minute"),
    Rule(
        r"(?<!the )(?<!your )(?<!their )(?<!my )(?<![\w.])"
        rf"(?!\d{{4}}s)(?P<from>{NUMBER} to )?(?P<number>{NUMBER})(?P<gap>[ -]?)(?P<unit>{SHORT_UNITS})"
        r"\b(?:\.(?=\s+[a-z]))?(?!')",
        _unit,
    ),
    Rule(r"(?<!to )\b1x\b", "once"),
    Rule(r"(\d)\s?x\b", r"\1 times"),
    Rule(r"\bx\s?(?=\d)", "times "),
    Rule(r"~\s*(?=\d|a |half)", "about "),
    Rule(r"(?:<=|\u2264)\s*(?=\d)", "at most "),
    Rule(r"(?:>=|\u2265)\s*(?=\d)", "at least "),
    Rule(r"<\s*(?=\d)", "less than "),
    Rule(r">\s*(?=\d)", "more than "),
    Rule(r"(?<=\d)\+", " or more"),
    Rule(r"\s?\+\s?", " plus "),
    Rule(r"\u00b1", "plus or minus "),
    Rule(r"\s?&\s?", " and "),
    Rule(r"\s?%", " percent"),
    Rule(r"\s?=\s?", " is "),
    Rule(r"#(?=\d)", "number "),
    Rule(r"\s?@\s?", " at "),
    # what is left of signs
    Rule(r"(?<![\w-])-(?=\d)", "minus "),
    Rule(r"(?<=\d)-(?=\w)|(?<=[A-Za-z])-(?=\d)|(?<=[A-Z]{2})(?=\d)", " "),
    Rule(r"\s*/\s*", " or "),
    Rule(r"\s+-+\s+|\s*[\u2013\u2014]\s*|\s*--+\s*", ", "),
    Rule(r"\.{2,}(?=\s+[a-z])|\s+\.{2,}", ","),
    Rule(r"\.{2,}", "."),
    Rule(r"\s*[()\[\]{}<>|]\s*", ", "),
    Rule(r"[~^\\#*_`\u2022$]+", " "),
    # tidy
    Rule(r"\s+", " "),
    Rule(r"\s+(?=[,.;:!?])", ""),
    Rule(r"(?:,\s*)+(?=[.;:!?])", ""),
    Rule(r"(?<=[.;:!?,])(?:\s*,)+", ""),
    Rule(r"([.!?])(?:\s*\.)+", r"\1"),
    Rule(r"(?<=[,;:!?])(?=[A-Za-z])", " "),
)
