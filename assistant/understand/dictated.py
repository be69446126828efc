"""Punctuation that somebody dictates: 'which one is it question mark' asks. Not here: what a stop does to a message (reader)."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.understand.normalise import Token
from assistant.values import NamedTuple

NOUN = "noun"  # the role of words behind which a mark is a thing: 'my period', 'a comma'
DOUBTFUL = "doubtful"  # the role of marks that count only at the end, or beside another mark: 'period'


class _Mark(NamedTuple):
    """A mark that was said, and the words it was said with."""

    start: int
    end: int
    stop: str


def punctuated(tokens: tuple[Token, ...], spoken: Mapping[str, str]) -> tuple[Token, ...]:
    """The words without the marks said among them, which end what stands before them instead.

    >>> said = tuple(Token(word, word) for word in "where is it question mark".split())
    >>> [(t.text, t.stop) for t in punctuated(said, {"question mark": "?"})]
    [('where', ''), ('is', ''), ('it', '?')]
    """
    marks = _marks(tokens, spoken)
    if not marks:
        return tokens
    out: list[Token] = []
    last = 0
    for mark in marks:
        out.extend(tokens[last : mark.start])
        if out:
            out[-1] = out[-1]._replace(stop=mark.stop)
        last = mark.end
    return (*out, *tokens[last:])


def _marks(tokens: tuple[Token, ...], spoken: Mapping[str, str]) -> list[_Mark]:
    """Where marks are said; the doubtful only where they can be nothing else."""
    words = [token.text for token in tokens]
    text = f" {' '.join(words)} "
    wordings = [wording.split() for wording, stop in spoken.items() if stop != NOUN and f" {wording} " in text]
    found: list[_Mark] = []
    for place in range(len(words)) if wordings else ():
        said = next((wording for wording in wordings if words[place : place + len(wording)] == wording), None)
        if said and not (place and spoken.get(words[place - 1]) == NOUN):
            found.append(_Mark(place, place + len(said), spoken[" ".join(said)]))
    sure = len(found) > 1 or any(mark.end == len(words) for mark in found)
    told = [mark for mark in found if mark.stop != DOUBTFUL or (sure and mark.start)]
    rest = len(words) - sum(mark.end - mark.start for mark in told)
    return [mark._replace(stop="." if mark.stop == DOUBTFUL else mark.stop) for mark in told] if rest else []
