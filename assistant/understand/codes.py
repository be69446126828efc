"""Codes such as BL-40: they match exactly or not at all, for one digit apart is another place.

Not here: names, which may be misspelt.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.model import Code
from assistant.understand.normalise import Token
from assistant.values import NamedTuple

MOST_JOINERS = 2  # words between the letters of a code and its number: "bladder point number 40"


class CodeFound(NamedTuple):
    """A code in the words `start` up to `end`; `exists` says whether its family has that number."""

    start: int
    end: int
    id: str  # "BL-40"
    exists: bool


class Codes(NamedTuple):
    """All spellings of all families, longest first."""

    spellings: dict[str, list[tuple[tuple[str, ...], str]]]  # first word -> (("bee", "el"), "BL"), longest first
    last: dict[str, int]  # prefix -> highest number
    joiners: frozenset[str]  # words that may stand before the number: "bladder point forty"
    heard: Mapping[str, int]  # what a recogniser writes for a digit: "free" for three
    known: frozenset[str]  # codes of the subject
    hundreds: frozenset[str]  # words for a hundred


def compile_codes(
    families: Sequence[Code],
    joiners: frozenset[str] = frozenset(),
    heard: Mapping[str, int] | None = None,
    known: frozenset[str] = frozenset(),
    hundreds: frozenset[str] = frozenset(),
) -> Codes:
    """The table of all families; a digit as it is `heard` completes a number only to a `known` code."""
    pairs = [(tuple(s.lower().split()), family.prefix) for family in families for s in family.spellings]
    pairs.sort(key=lambda pair: (-len(pair[0]), pair))
    spellings: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, prefix in pairs:
        spellings.setdefault(words[0], []).append((words, prefix))
    return Codes(spellings, {family.prefix: family.last for family in families}, joiners, heard or {}, known, hundreds)


def find_codes(codes: Codes, tokens: Sequence[Token]) -> Iterator[CodeFound]:
    """Every code, written, spelled out or spoken.

    >>> bl = compile_codes([Code("BL", "bladder", ("bl", "b l", "bladder"), 67)])
    >>> [c.id for c in find_codes(bl, [Token("b", "b"), Token("l", "l"), Token("4", "four"), Token("0", "zero")])]
    ['BL-40']
    """
    place = 0
    while place < len(tokens):
        found = _code_at(codes, tokens, place)
        if found:
            yield found
        place = found.end if found else place + 1


def _code_at(codes: Codes, tokens: Sequence[Token], start: int) -> CodeFound | None:
    """The code that begins at a word, if one does."""
    for spelling, prefix in (*codes.spellings.get(tokens[start].text, ()), *codes.spellings.get(_letter(tokens[start]), ())):
        end = start + len(spelling)
        if len(tokens) < end or any(word not in (t.text, t.raw) for word, t in zip(spelling, tokens[start:end], strict=True)):
            continue
        while end < min(len(tokens), start + len(spelling) + MOST_JOINERS) and tokens[end].text in codes.joiners:
            end += 1
        number, after = _hundred_at(codes, tokens, end) or _number_at(tokens, end)
        if number is None or (len(spelling[0]) == 1 and len(spelling) == 1 and not _attached(tokens, end)):
            continue
        number, after = _apart(codes, tokens, prefix, number, after)
        number, after = _as_heard(codes, tokens, prefix, number, after)
        return CodeFound(start, after, f"{prefix}-{number}", 0 < number <= codes.last[prefix])
    return None


def _hundred_at(codes: Codes, tokens: Sequence[Token], start: int) -> tuple[int, int] | None:
    """A spoken number from a hundred on: 'one hundred four', 'a hundred and twelve', whose small words may be any."""
    at = next((place for place in range(start, min(start + 2, len(tokens))) if tokens[place].text in codes.hundreds), None)
    if at is None:
        return None
    times = int(tokens[start].text) if at > start and tokens[start].text.isdecimal() else 1
    for place in range(at + 1, min(at + 3, len(tokens))):
        rest = 1 if tokens[place].text == "one" else int(tokens[place].text) if tokens[place].text.isdecimal() else 0
        if 0 < rest < 100 and not any(token.stop for token in tokens[at:place]):
            return 100 * times + rest, place + 1
    return 100 * times, at + 1


def _apart(codes: Codes, tokens: Sequence[Token], prefix: str, number: int, end: int) -> tuple[int, int]:
    """'b l 4 0': two digits typed apart are one number where only together they are a code of the subject."""
    digit = tokens[end].raw if end < len(tokens) and not tokens[end - 1].stop else ""
    if number > 9 or len(digit) != 1 or not digit.isdigit() or f"{prefix}-{number}" in codes.known:
        return number, end
    return (int(f"{number}{digit}"), end + 1) if f"{prefix}-{number}{digit}" in codes.known else (number, end)


def _as_heard(codes: Codes, tokens: Sequence[Token], prefix: str, number: int, end: int) -> tuple[int, int]:
    """'bladder twenty free': a word that sounds like a digit belongs to spoken tens that are no code of the subject, if together they are one."""
    digit = codes.heard.get(tokens[end].text) if end < len(tokens) and not tokens[end - 1].stop else None
    if digit is None or number % 10 or not tokens[end - 1].raw.isalpha() or f"{prefix}-{number}" in codes.known:
        return number, end
    return (number + digit, end + 1) if f"{prefix}-{number + digit}" in codes.known else (number, end)


def _letter(token: Token) -> str:
    """A single letter that was read as a word: the 'u' of 'U.B.' is no 'you'."""
    return token.raw if len(token.raw) == 1 and token.raw != token.text else ""


def _attached(tokens: Sequence[Token], place: int) -> bool:
    """Whether a number hangs on the letter before it: a single letter is a code only then ('b40', 'v-40'), for 'a 40' and 'e 41' are none."""
    return tokens[place].glued


def _number_at(tokens: Sequence[Token], start: int) -> tuple[int | None, int]:
    """The number that begins here; spoken digits are joined ('four zero', 'two three')."""
    if start >= len(tokens) or not (tokens[start].text.isascii() and tokens[start].text.isdigit()):
        # "the bladder one" is no code; "BL 1" is
        return (1, start + 1) if start < len(tokens) and tokens[start].raw == "1" else (None, start)
    digits, end = tokens[start].text, start + 1
    if len(digits) == 1 and end < len(tokens) and not tokens[start].stop:
        following = "1" if tokens[end].text == "one" and not tokens[start].raw.isdigit() else tokens[end].text  # 'is KI-3 one of them?'
        if len(following) == 1 and following.isascii() and following.isdigit() and tokens[end].raw not in "0123456789":
            digits, end = digits + following, end + 1
    return (int(digits), end) if len(digits) <= 4 and not _year(tokens[start], digits) else (None, start)


def _year(token: Token, digits: str) -> bool:
    """Whether a number is a year: 'Li 2021' is who wrote a study, and when."""
    return len(digits) == 4 and digits[:2] in ("19", "20") and not token.glued


def sounds_like(number: int) -> tuple[int, ...]:
    """Numbers an ear or a hasty thumb takes for this one: fourteen and forty, 25 and 52.

    >>> sounds_like(14), sounds_like(25)
    ((40,), (52,))
    """
    tens, units = divmod(number, 10)
    other = []
    if tens == 1 and units > 2:
        other.append(units * 10)
    if units == 0 and tens > 2:
        other.append(10 + tens)
    if tens > 1 and units > 1 and tens != units:
        other.append(units * 10 + tens)
    return tuple(other)
