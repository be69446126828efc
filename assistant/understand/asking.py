"""What shape a question has: its sign, the word it opens with, or a word that says that something is wanted.

Of a long message the sentence with the shape of a question is asked; a word that may be a wish is one only where nothing is asked
outright: 'I sleep after lunch' tells, and 'I am after a spot for the knee' asks. Not here: what is asked (reader).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.understand.normalise import Token
from assistant.understand.small_words import SmallWords

LONGEST_PLAIN = 10  # words; a longer sentence may have its question somewhere inside


def outright(small: SmallWords, tokens: Sequence[Token]) -> bool:
    """Whether a sentence has the sign of a question, or opens as one."""
    return tokens[-1].stop == "?" or opens(small, tokens)


def opens(small: SmallWords, tokens: Sequence[Token]) -> bool:
    """Whether a sentence opens as a question, whatever small words stand before that: 'so how', 'and is it'."""
    place = next((i for i, t in enumerate(tokens) if t.text not in small.asides or t.text in small.openers), 0)
    first = tokens[place].text in small.openers and (not place or not any(t.text in small.selves for t in tokens[:place]))  # 'I am 80' tells
    return first and not _relates(small, tokens, place)


def among(small: SmallWords, parts: Sequence[Sequence[Token]]) -> list[bool]:
    """Which parts of a sentence ask: beside one that opens as a question, what people say of themselves is told: 'I am 80, so can I ...?'"""
    opening = [opens(small, part) for part in parts]
    told = [part[0].text not in small.supposing and (any(t.text in small.selves for t in part) or _relates(small, part, 0)) for part in parts]
    asks = [one or not tells or wishes(small, part, faintly=False) for one, tells, part in zip(opening, told, parts, strict=True)]
    return asks if any(opening) else [True] * len(parts)


def wishes(small: SmallWords, tokens: Sequence[Token], faintly: bool) -> bool:
    """Whether a sentence says that something is wanted; faint words ('know', 'after') count before a question word only, or with `faintly`."""
    wanted = [place for place, token in enumerate(tokens) if token.text in small.requests]
    sure = faintly or any(tokens[place].text not in small.faint for place in wanted)
    return bool(wanted) and (sure or any(token.text in small.question_words for token in tokens[wanted[0] :]))


def begins(small: SmallWords, tokens: Sequence[Token], start: int, place: int, end: int) -> bool:
    """Whether a new question begins here: 'and how', 'and for how long', or what follows an answer: 'no i meant'."""
    if tokens[place].text in small.question_words and tokens[place - 1].text in small.reporting:
        return True  # 'she wants to know how it works'
    if tokens[place].text in small.turns and all(token.text in small.answers for token in tokens[start:place]):
        return True
    if place > start + 1 and tokens[place - 1].text in small.asides and tokens[place - 2].text in small.links:
        return False  # it has begun with 'for' already
    if tokens[place - 1].text not in small.links:
        # a long tale may end in a question without a sign: 'and then i had no idea how hard you press it'
        inside = end - start > LONGEST_PLAIN and tokens[place].text in small.question_words and not _relates(small, tokens[:end], place)
        led = tokens[place].text in small.things and tokens[place - 1].text in small.leading
        # 'the one where you lie on your fists' tells which one
        tells = tokens[place - 1].text in small.heads and place + 1 < end and tokens[place + 1].text not in small.openers
        return inside and not led and not tells
    following = [token.text for token in tokens[place : min(end, place + 2)]]
    return following[0] in small.openers or (len(following) > 1 and following[0] in small.asides and following[1] in small.openers)


def negated(small: SmallWords, tokens: Sequence[Token], start: int, end: int) -> int:
    """The place of the 'not' of a question that supposes its answer: "isn't it on the foot?", "so doesn't BL-40 need a fist?"; 0 without one.

    Written apart, or with nothing it could be asked of, a 'not' denies: "isn't numb, only stiff".
    """
    place = next((i for i in range(start, end) if tokens[i].text in small.turnable or tokens[i].text not in small.asides), end)
    if place + 2 >= end or tokens[place].text not in small.turnable or tokens[place + 1].text not in small.negations or tokens[place + 1].raw:
        return 0
    following = tokens[place + 2 : place + 4]
    named = following[0].text in small.standing or (len(following) > 1 and following[1].glued and following[1].text.isdigit())
    return place + 1 if named or tokens[end - 1].stop == "?" else 0


def unasked(small: SmallWords, tokens: Sequence[Token]) -> bool:
    """Whether a part says which question is not asked: the end of 'how long, not how often'."""
    return len(tokens) > 1 and tokens[0].text in small.negations and tokens[1].text in small.question_words


def _relates(small: SmallWords, tokens: Sequence[Token], place: int) -> bool:
    """Whether the word at a place only joins two clauses: 'when I was young' tells, 'when do I' asks."""
    if tokens[place].text not in small.relating:
        return False
    return place + 1 >= len(tokens) or tokens[place + 1].text not in small.openers
