"""Names in what was said: points, topics, places, complaints, codes, numbers.

Longest first, then leftmost. A name may be misspelt or misheard, a code may not. Not here: which of several
mentions a question is about (decide).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from assistant.understand.codes import CodeFound
from assistant.understand.lexicon import Hit
from assistant.understand.normalise import Token
from assistant.understand.sounds import SHORTEST_KEY, alike, key
from assistant.values import NamedTuple

MOST_WORDS_BY_SOUND = 3
MOST_STRANGE_BESIDE = 1  # words nobody knows beside a name that was only heard; with more it is another language
LONGEST_WORD_BY_SOUND = 14
MIDDLE = -2  # the ordinal by which the content means the middle one of a row
MOST_PARTED = 2  # finds among which nothing is to be parted: that takes three


class Mention(NamedTuple):
    """A name found in the words `start` up to `end`."""

    kind: str  # kind of entry, attribute, or code, number, minutes, ordinal
    id: str
    start: int
    end: int
    how: str = "name"  # name, code, sound, number
    also: tuple[str, ...] = ()  # other ids the same words may mean
    cues: frozenset[str] = frozenset()


def choose(hits: Sequence[Hit]) -> list[Mention]:
    """The longest finds that do not overlap; what the same words may also mean is kept beside.

    >>> [m.id for m in choose([Hit(0, 1, "place:knee"), Hit(0, 2, "place:behind-knee")])]
    ['behind-knee']
    """
    taken: dict[tuple[int, int], Mention] = {}
    covered: set[int] = set()
    for hit in sorted(_parted(hits), key=lambda hit: (hit.start - hit.end, hit.start)):
        kind, _, id_ = hit.ref.partition(":")
        same = taken.get((hit.start, hit.end))
        if same is not None:
            other = hit.ref if same.kind != kind else id_ if same.id != id_ else ""
            taken[hit.start, hit.end] = same._replace(also=(*same.also, other)) if other else same
        elif covered.isdisjoint(range(hit.start, hit.end)):
            taken[hit.start, hit.end] = Mention(kind, id_, hit.start, hit.end)
            covered.update(range(hit.start, hit.end))
    return sorted(taken.values(), key=lambda mention: mention.start)


def _parted(hits: Sequence[Hit]) -> Sequence[Hit]:
    """The finds without a name that begins with the last word of another kind of name, where the rest of it names the same thing.

    >>> [m.id for m in choose([Hit(0, 2, "channel:bladder"), Hit(1, 4, "place:knee"), Hit(2, 4, "place:knee")])]
    ['bladder', 'knee']
    """
    if len(hits) <= MOST_PARTED:
        return hits
    whole = {hit for hit in hits if any(other.start < hit.start == other.end - 1 and _kind(other) != _kind(hit) for other in hits)}
    rest = {(hit.end, hit.ref) for hit in hits if hit not in whole}
    return [hit for hit in hits if hit not in whole or (hit.end, hit.ref) not in rest]


def _kind(hit: Hit) -> str:
    return hit.ref.partition(":")[0]


def places(mentions: Iterable[Mention]) -> set[int]:
    """The words that are part of a name."""
    return {place for mention in mentions for place in range(mention.start, mention.end)}


def from_codes(codes: Sequence[CodeFound], kinds: Mapping[str, str]) -> Iterator[Mention]:
    """Codes as mentions: of the entry that has the code, or of a code that is not covered."""
    for code in codes:
        kind = kinds.get(code.id)
        yield Mention(kind or "code", code.id, code.start, code.end, "code" if code.exists or kind else "impossible")


MOST_COUNTED = 9  # 'number three' means the third of a row, 'number forty' is a name


def from_numbers(
    tokens: Sequence[Token], units: Mapping[str, float], ordinals: Mapping[str, str], joiners: frozenset[str] = frozenset()
) -> Iterator[Mention]:
    """Numbers, lengths of time in minutes and ordinals."""
    for place, token in enumerate(tokens):
        joined = place and tokens[place - 1].text in joiners and not tokens[place - 1].stop  # 'no, four zero' counts nothing off
        if joined and (_number(token.text) or 0) in range(1, MOST_COUNTED + 1):  # 'no 3.5' counts nothing
            yield Mention("ordinal", "1" if token.text == "one" else str(int(token.text.split(".")[0])), place - 1, place + 1, "number")
            continue
        value = _number(token.text)
        following = tokens[place + 1].text if place + 1 < len(tokens) else ""
        if value is not None and following in units:
            yield Mention("minutes", f"{value * units[following]:g}", place, place + 2, "number")
        elif value is not None and token.text != "one":
            yield Mention("number", token.text, place, place + 1, "number")
        elif token.text in ordinals and (int(ordinals[token.text]) != MIDDLE or following == "one"):  # 'the middle of the crease' counts nothing off
            yield Mention("ordinal", ordinals[token.text], place, place + 1, "number")


def counted_off(hit: Hit, words: Sequence[str], units: Mapping[str, float]) -> bool:
    """Whether a find is the unit of a number before it: '6 hours' is one length, although 'an hour' is a name of another.

    >>> counted_off(Hit(1, 2, "minutes:60"), ["6", "hours"], {"hours": 60})
    True
    """
    return hit.start > 0 and hit.end - hit.start == 1 and words[hit.start] in units and _number(words[hit.start - 1]) is not None


def _number(text: str) -> float | None:
    if text == "one":
        return 1.0
    return float(text) if text.replace(".", "", 1).isdigit() and len(text) < 7 and text.isascii() else None  # "3d" is none


def by_sound(tokens: Sequence[Token], strange: Sequence[bool], sounds: Mapping[str, Sequence[str]]) -> Iterator[Mention]:
    """Names only heard: up to three words in a row that nobody knows and that sound like a name.

    >>> [m.id for m in by_sound([Token("way", ""), Token("joong", "")], [True, True], {"wjn": ("point:BL-40", "weizhong")})]
    ['BL-40']
    """
    place, unknowns = 0, sum(strange)
    while place < len(tokens) and unknowns:
        found = None
        for size in range(min(MOST_WORDS_BY_SOUND, len(tokens) - place), 0, -1):
            window, unknown = tokens[place : place + size], sum(strange[place : place + size])
            if unknown < size or unknowns - unknown > MOST_STRANGE_BESIDE or any(t.stop for t in window[:-1]):
                continue
            text = "".join(t.text for t in window)
            if not text.isalpha() or len(text) > LONGEST_WORD_BY_SOUND:
                continue
            sound = key(text)
            if len(sound) >= SHORTEST_KEY and sound in sounds and alike(text, sounds[sound][1]):
                kind, _, id_ = sounds[sound][0].partition(":")
                found = Mention(kind, id_, place, place + size, "sound")
                break
        if found:
            yield found
        place = found.end if found else place + 1


def masked(tokens: Sequence[Token], mentions: Sequence[Mention], plain: frozenset[str]) -> tuple[str, ...]:
    """The words with every mention as its slot; kinds in `plain` keep their words.

    >>> masked([Token("where", ""), Token("is", ""), Token("weizhong", "")], [Mention("point", "BL-40", 2, 3)], frozenset())
    ('where', 'is', '{point}')
    """
    out: list[str] = []
    place = 0
    for mention in mentions:
        if mention.start < place or mention.kind in plain:
            continue
        out.extend(token.text for token in tokens[place : mention.start])
        out.append(f"{{{mention.kind}}}")
        place = mention.end
    out.extend(token.text for token in tokens[place:])
    return tuple(out)
