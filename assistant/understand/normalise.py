"""Text to words: every way of writing the same thing becomes the same word.

Not here: what the words mean. Nowhere else are patterns laid over what people say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from assistant.values import NamedTuple

# What a person writes is read whole, for a red flag may stand anywhere in it; of still longer messages the beginning and the end.
LONGEST = 6_000  # characters

_WORD = re.compile(
    r"(?P<slot>\{[a-z_]+\})"
    r"|(?P<number>\d+(?:[.,]\d+)?)"
    r"|(?P<word>[a-z]+(?:'[a-z]+)*)"
    r"|(?P<script>[^\W\d_a-z]+)"
    r"|(?P<stop>[?!;\n…]+|[.,:]+(?=\s|$)|\s-\s|[()=])"
)
_CONTROLS = {code: None for code in range(32) if chr(code) not in "\n\t"}
_ESCAPE = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07]*\x07?|.)")
_LETTER_O = re.compile(r"(?<=\d)o(?![a-z])|(?<![a-z])o(?=\d)")
_INITIAL = re.compile(r"(?<![a-z0-9])([a-hj-np-z])\.(?=[a-z0-9]|\s)")  # an i or an o may be the last word of a sentence
_OF_NUMBER = re.compile(r"(?<=\d)'s\b")
_EQUALS = re.compile(r"\s=+\s")
_SHORT_FOR = re.compile(r"(?<![a-z0-9])([a-z]{2,3})\. ?(?=[1-9]\s*(?:$|[,;:?!]))")  # "no. 3": this full stop ends no sentence
_DASHED = re.compile(r"(?<![a-z0-9])([a-z]{1,3}) - (?=\d{1,3}(?!\d))")  # "bl - 40": nor does the dash of a code
_SAME_SIGN = str.maketrans(
    {"‘": "'", "’": "'", "ʼ": "'", "`": "'", "´": "'", "′": "'", "“": '"', "”": '"', "½": ".5", "—": " - ", "–": "-", "‑": "-", "‐": "-", "−": "-"}
)
_JOINTS = ("", "-", "_", "#", ".")  # between a letter and a number these join: b-40
_STOPS = ".?!;\n…"
SENTENCE_ENDS = ".?"  # the stops of tokens that end a sentence
_MIXED = re.compile(r"(?<![\w-])(?=[a-z]*\d)(?=\d*[a-z])[a-z0-9]+(?![\w-])")  # 'w8', 'g2g': letters and digits in one word
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
_SPELT = re.compile(r"(?<![a-z0-9])[a-z](?:([ .-])[a-z](?:\1[a-z]){2,})(?![a-z0-9])")  # k-u-n-l-u-n
_ORDINAL = re.compile(r"\b(\d+)(st|nd|rd|th)\b")
_ORDINALS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NOTHING: tuple[tuple[str, ...], float] = ((), 0.0)  # said on top of a number
_TENS = ("20", "30", "40", "50", "60", "70", "80", "90")


class Token(NamedTuple):
    """One word as it is compared, with how it was written and what ended it."""

    text: str
    raw: str
    glued: bool = False  # no space before it: 'b40' is b + glued 40
    stop: str = ""  # '.', '?' or ',' when a sentence or a clause ended here


class Words(NamedTuple):
    """The tables a language brings: knowledge/common/words.yaml."""

    rewrites: Mapping[str, str]  # "what's" -> "what is", "u" -> "you"
    numbers: Mapping[str, int]  # "forty" -> 40
    fillers: frozenset[str]  # "um", "please": nothing is lost without them
    dictated: Mapping[str, str] = MappingProxyType({})  # "question mark" -> "?"
    shares: tuple[tuple[tuple[str, ...], float], ...] = ()  # ("and", "a", "half") -> 0.5
    codes: frozenset[str] = frozenset()  # "bl": letters before the number of a code


def fold(text: str) -> str:
    """One form for every spelling of a sign: full width, curly quotes, tone marks, capitals; no control signs.

    >>> fold("ＢＬ－４０ Wěizhōng")
    'bl-40 weizhong'
    """
    if text.isascii():
        return text.lower().translate(_CONTROLS)
    # German sharp s and the like grow under casefold; lower() keeps lengths close to what was typed.
    text = unicodedata.normalize("NFKC", text).translate(_SAME_SIGN).lower()
    out: list[str] = []
    for sign in unicodedata.normalize("NFD", text):
        kind = unicodedata.category(sign)
        if kind == "Mn" and out and out[-1].isascii():
            continue  # a tone mark or accent on a Latin letter
        out.append(" " if kind in ("So", "Sk", "Cf", "Cs", "Co", "Cn") else sign if kind != "Cc" or sign in "\n\t" else "")
    return unicodedata.normalize("NFC", "".join(out))


def shorten(text: str) -> str:
    """At most `LONGEST` characters: the beginning and the end of what was said."""
    half = LONGEST // 2
    return text if len(text) <= LONGEST else text[:half] + "\n" + text[-half:]


def normalise(text: str, words: Words) -> tuple[Token, ...]:
    """Split into lower-case words, written out and with numbers as digits.

    >>> w = Words({"wheres": "where is"}, {"forty": 40}, frozenset())
    >>> [t.text for t in normalise("Wheres BL forty??", w)]
    ['where', 'is', 'bl', '40']
    """
    tokens, end = list[Token](), 0
    folded = _readable(text, words)
    drawn_out = _DRAWN_OUT.search(folded) is not None
    for match in _WORD.finditer(folded):
        found = match.group()
        if match.lastgroup == "stop":
            if tokens:
                tokens[-1] = tokens[-1]._replace(stop=_stop(found, tokens[-1].stop))
            continue
        glued = bool(tokens) and not tokens[-1].stop and folded[end : match.start()] in _JOINTS
        end = match.end()
        if match.lastgroup == "number":
            found = found.replace(",", ".")
        if match.lastgroup == "slot":
            tokens.append(Token("", found))  # nobody can type a slot into being one
            continue
        tokens.extend(_written_out(found, _DRAWN_OUT.sub(r"\1\1", found) if drawn_out else found, glued, words))
    return tuple(counted(_paired([t for t in tokens if t.text], words), words))


def _readable(text: str, words: Words) -> str:
    """Folded, without terminal escapes, with 4O read as 40, 4th as fourth and w8 as what it stands for."""
    rewrites = words.rewrites
    readable = _ESCAPE.sub(" ", shorten(text))
    if not readable.isascii():
        readable = "".join([f" {rewrites[s]} " if s in rewrites and not s.isalnum() else s for s in readable])  # a thumb held up
    folded = fold(readable)
    folded = _EQUALS.sub(f" {rewrites.get('=', '')} ", folded)
    folded = _SPELT.sub(lambda spelt: spelt.group().replace(spelt.group(1), ""), folded)
    folded = _INITIAL.sub(r"\1 ", folded)  # "u.b. 40": these full stops end no sentence
    if not any(map(str.isdigit, folded)):
        return folded  # what follows is about digits
    folded = _DASHED.sub(lambda dashed: f"{dashed[1]}-" if dashed[1] in words.codes else dashed[0], _SHORT_FOR.sub(r"\1 ", folded))
    folded = _LETTER_O.sub("0", _OF_NUMBER.sub("", folded))
    return _MIXED.sub(lambda written: rewrites.get(written.group(), written.group()), _ORDINAL.sub(_ordinal, folded))


def _ordinal(match: re.Match[str]) -> str:
    number = int(match.group(1)) if len(match.group(1)) < 3 else 0
    return _ORDINALS[number] if 0 < number < len(_ORDINALS) else match.group()


def _stop(found: str, before: str) -> str:
    """What ended the word: the first strong sign of those found, else a comma; what was there `before` stays if it is strong."""
    strong = next((sign for sign in found if sign in _STOPS), "")
    return before if before and before in _STOPS else ("." if strong and strong not in "?" else strong) or ","


def _written_out(found: str, word: str, glued: bool, words: Words) -> Sequence[Token]:
    """The tokens a word stands for (`found` is how it was written): contractions in full, a possessive without its 's."""
    full = words.rewrites.get(word)
    if full is None and "'" not in word:
        return (Token(word, found, glued),)
    if full is None and word.endswith("'s"):
        full = words.rewrites.get(word[:-2], word[:-2])
    parts = (full if full is not None else word.replace("'", "")).split()
    return [Token(part, found if place == 0 else "", glued and place == 0) for place, part in enumerate(parts)]


def _paired(tokens: list[Token], words: Words) -> list[Token]:
    """Mend slips that the next word gives away: 'were is it' asks where, 'its too late' is no possessive."""
    out = tokens[:1]
    for token in tokens[1:]:
        meant = words.rewrites.get(f"{out[-1].text} {token.text}") if not out[-1].stop else None
        if meant is not None:
            *before, last = meant.split()
            before_it = out.pop()
            out += [before_it._replace(text=word, glued=before_it.glued and not place) for place, word in enumerate(before)]
            token = token._replace(text=last)
        out.append(token)
    return out


def counted(tokens: list[Token], words: Words) -> list[Token]:
    """All that counts as digits, with what comes on top of it.

    >>> w = Words({}, {"two": 2}, frozenset(), shares=((("and", "a", "half"), 0.5),))
    >>> [t.text for t in counted([Token(word, word) for word in "two and a half hours".split()], w)]
    ['2.5', 'hours']
    """
    return _with_shares(compose_numbers(tokens, words.numbers), words.shares)


def _with_shares(tokens: list[Token], shares: Sequence[tuple[tuple[str, ...], float]]) -> list[Token]:
    """Whole numbers with the share said behind each."""
    texts = [token.text for token in tokens]
    if not any(said[-1] in texts for said, _ in shares):
        return tokens  # nearly always: not worth a look at every word
    out: list[Token] = []
    place = 0
    while place < len(tokens):
        token = tokens[place]
        whole = "1" if token.text == "one" else token.text
        said, share = next((more for more in shares if whole.isdigit() and _follows(tokens, place, more[0])), _NOTHING)
        taken = tokens[place : place + 1 + len(said)]
        if said:
            token = Token(f"{int(whole) + share:g}", " ".join(t.raw for t in taken), token.glued, taken[-1].stop)
        out.append(token)
        place += len(taken)
    return out


def _follows(tokens: Sequence[Token], place: int, said: Sequence[str]) -> bool:
    """Whether these words stand behind a token, with no stop before the last of them."""
    behind = tokens[place + 1 : place + 1 + len(said)]
    return [t.text for t in behind] == list(said) and not any(t.stop for t in tokens[place : place + len(said)])


def compose_numbers(tokens: list[Token], numbers: Mapping[str, int]) -> list[Token]:
    """'twenty three' and '23' are one word; a single 'one' stays a word, for it is mostly a pronoun. 'forty, four zero' is spelt out.

    >>> [t.text for t in compose_numbers([Token("twenty", "twenty"), Token("three", "three")], {"twenty": 20, "three": 3})]
    ['23']
    """
    out: list[Token] = []
    for place, token in enumerate(tokens):
        value = numbers.get(token.text)
        if value is None and token.text not in ("one", "1"):
            out.append(token)
            continue
        if value == 0 and not (out and len(out[-1].text) == 1 and out[-1].text.isdigit()):
            value = None  # 'oh' is a nought only behind a digit: 'four oh'
        if token.text == "1":
            token = token._replace(text="one")
        if value is None and token.text != "one":
            out.append(token)
            continue
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        _count(out, token, 1 if value is None else value, following, numbers)
    return out


def _count(out: list[Token], token: Token, value: int, following: str, numbers: Mapping[str, int]) -> None:
    """Add a number to the words so far: to the tens before it where it belongs to them, which it does not in 'forty, four zero'."""
    spelt = value * 10 == numbers.get(out[-1].raw if out else "") and numbers.get(following) == 0
    if out and out[-1].text in _TENS and 0 < value < 10 and out[-1].raw in numbers and not out[-1].stop and not spelt:
        out[-1] = Token(str(int(out[-1].text) + value), f"{out[-1].raw} {token.raw}", out[-1].glued, token.stop)
    else:
        out.append(token._replace(text="one" if value == 1 else str(value)))
