"""Which intents the words of a clause may be: whole wordings first, then what the scorer finds near, names masked in every way that makes sense.

Not here: where clauses begin and end (reader), how near is near (scorer), and how sure a reading must be (decide).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, chain, combinations

from assistant.understand import lexicon, mentions, scorer
from assistant.understand.grammar import Grammar, concepts_of
from assistant.understand.mentions import Mention
from assistant.understand.normalise import Token
from assistant.understand.stems import stem
from assistant.values import NamedTuple

MOST_READINGS = 8  # intents a clause may have
MOST_LEADING = 2  # words between a head and what describes it: 'the point (on the) outer ankle'
SHORTEST_JOINED = 3  # words, the joining one among them: 'and then' is no 'then'
SPLIT_AT = 0.5  # both halves of a sentence must be this sure to stand alone (python benchmarks/intents.py)


class Candidate(NamedTuple):
    """An intent a clause may have."""

    intent: str
    confidence: float
    exact: bool = False
    score: float = 0.0


def candidates(grammar: Grammar, tokens: Sequence[Token], names: Sequence[Mention], mine: Sequence[Mention]) -> tuple[Candidate, ...]:
    """The readings of the words of a clause, the likeliest first; `names` are where the mentions `mine` stand in it.

    A name may be read as what it names, as the entry it describes, or not at all beside another; each intent has the better of these readings.
    """
    found = _ranked(grammar, tokens, names, mine)
    if not any(m.kind == grammar.subject for m in names):
        for stands in _described(grammar, tokens, names):
            found = _merged(found, _ranked(grammar, tokens, stands, mine))
    elif any(m.kind in grammar.circumstances for m in names) and len(mentions.places(names)) < len(tokens):  # 'this one, lying' asks about lying
        found = _merged(found, _ranked(grammar, *_without(grammar, tokens, names), mine))
    if any(m.kind in grammar.plain for m in names) and not any(c.exact for c in found):
        found = _merged(found, _slotted(grammar, tokens, names, mine, found))
    if any(m.kind == "number" for m in names) and not any(c.exact for c in found):
        found = _merged(found, _counted(grammar, tokens, names, mine))
    return found


def _described(grammar: Grammar, tokens: Sequence[Token], names: Sequence[Mention]) -> list[list[Mention]]:
    """The ways in which names stand for the entries they describe: each of them, each with what it is said of, and those alone that are
    said of something: 'thumbs or fingers for (the spot behind the knee)'.
    """
    described = [_as_entry(grammar, tokens, m) for m in names]
    headed = [_with_head(grammar, tokens, m) if before.kind in grammar.describing else m for before, m in zip(names, described, strict=True)]
    alone = [m if (m.start, m.end) != (before.start, before.end) else before for before, m in zip(names, headed, strict=True)]
    ways: list[list[Mention]] = []
    for way in (described, headed, alone):
        if way not in (list(names), *ways):
            ways.append(way)
    return ways


def _as_entry(grammar: Grammar, tokens: Sequence[Token], mention: Mention) -> Mention:
    """A description or an ordinal in the place of the name it stands for: 'the second one', 'the knee point'."""
    numbered = mention.kind == "number" and mention.id in grammar.numbers
    if mention.kind not in grammar.describing and mention.kind != "ordinal" and not numbered:
        return mention
    end = mention.end + (mention.end < len(tokens) and tokens[mention.end].text in grammar.small.heads)
    return mention._replace(kind=grammar.subject, end=end)


def _with_head(grammar: Grammar, tokens: Sequence[Token], mention: Mention) -> Mention:
    """A description with what it is said of: 'the point behind the knee', 'the one at the outer ankle' is one name."""
    small, start = grammar.small, mention.start
    leading = small.articles | small.placing
    while mention.start - start < MOST_LEADING and start and tokens[start - 1].text in leading and not tokens[start - 1].stop:
        start -= 1
    if not start or tokens[start - 1].text not in small.heads - small.negations or tokens[start - 1].stop:
        return mention
    start -= 1 + (start > 1 and tokens[start - 2].text in small.articles)
    return mention._replace(start=start)


def _without(grammar: Grammar, tokens: Sequence[Token], mentions_: Sequence[Mention]) -> tuple[Sequence[Token], Sequence[Mention]]:
    """The words and mentions without the circumstances that may stand beside a name: 'how long (on my fists) for it'."""
    gone = mentions.places([m for m in mentions_ if m.kind in grammar.circumstances])
    place = list(accumulate((i not in gone for i in range(len(tokens))), initial=0))
    kept = [m._replace(start=place[m.start], end=place[m.end]) for m in mentions_ if m.kind not in grammar.circumstances]
    return [token for i, token in enumerate(tokens) if i not in gone], kept


def _ranked(grammar: Grammar, tokens: Sequence[Token], shifted: Sequence[Mention], mine: Sequence[Mention]) -> tuple[Candidate, ...]:
    """The readings of words whose mentions are masked."""
    words = mentions.masked(tokens, shifted, grammar.plain)
    return _of_words(grammar, tuple(word for word in words if word not in grammar.words.fillers), mine)


def _slotted(
    grammar: Grammar, tokens: Sequence[Token], shifted: Sequence[Mention], mine: Sequence[Mention], found: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """The readings with every mention masked, also those whose words the scorer sees: 'what is {topic}' is written for all topics at once.

    Those words tell more than a slot, so only exact wordings count, unless the words tell hardly anything.
    """
    words = tuple(word for word in mentions.masked(tokens, shifted, frozenset()) if word not in grammar.words.fillers)
    if not found or found[0].confidence < SPLIT_AT:
        return _of_words(grammar, words, mine)
    return tuple(c for c in _of_words(grammar, words, mine) if c.exact) if _worded(grammar, words, mine) else ()


def _counted(grammar: Grammar, tokens: Sequence[Token], names: Sequence[Mention], mine: Sequence[Mention]) -> tuple[Candidate, ...]:
    """The exact wordings that have the number itself instead of a slot: 'who came up with these six'."""
    masked = mentions.masked(tokens, [m for m in names if m.kind != "number"], grammar.plain)
    words = tuple(word for word in masked if word not in grammar.words.fillers)
    return tuple(c for c in _of_words(grammar, words, mine) if c.exact) if words and _worded(grammar, words, mine) else ()


def _merged(one: tuple[Candidate, ...], other: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """Two readings of the same words, each intent with the better of its two confidences."""
    best: dict[str, Candidate] = {}
    for candidate in (*one, *other):
        before = best.get(candidate.intent)
        if before is None or (candidate.confidence, candidate.exact) > (before.confidence, before.exact):  # as sure is not word for word
            best[candidate.intent] = candidate
    return tuple(sorted(best.values(), key=lambda c: (-c.confidence, -c.score if c.exact else 0.0, c.intent)))


def _of_words(grammar: Grammar, words: tuple[str, ...], mine: Sequence[Mention]) -> tuple[Candidate, ...]:
    """The readings of words as they stand: the intents that have this very wording, then those that have others like it."""
    if not words:
        return ()
    phrase = " ".join(words)
    also = (*_details(grammar, mine), *concepts_of(words, grammar.concepts))
    ranked = scorer.rank(grammar.learned, (*words, *also), MOST_READINGS)
    never = grammar.never
    near = [Candidate(s.intent, s.confidence, False, s.score) for s in ranked if s.intent not in never or not _ruled_out(grammar, s.intent, phrase)]
    if same := _worded(grammar, words, mine):
        likely = {c.intent: c.score for c in near}  # of several that have them, the one that resembles it most
        same = tuple(sorted(same, key=lambda intent: -likely.get(intent, 0.0)))
        near = [*(Candidate(intent, 1.0, True, likely.get(intent, 0.0)) for intent in same), *(c for c in near if c.intent not in same)]
    return tuple(near)


def _details(grammar: Grammar, mine: Sequence[Mention]) -> list[str]:
    """The values that are named here and that phrases speak of by name: '=towel'."""
    return [d for m in mine if (d := f"={m.id}") in grammar.details]


def _worded(grammar: Grammar, words: tuple[str, ...], mine: Sequence[Mention]) -> tuple[str, ...]:
    """The intents that have these very words and are not ruled out by them."""
    phrase = " ".join(words)
    return tuple(intent for intent in _same(grammar, words, sorted({*_details(grammar, mine)})) if not _ruled_out(grammar, intent, phrase))


def _same(grammar: Grammar, words: tuple[str, ...], details: Sequence[str]) -> tuple[str, ...]:
    """The intents that have these very words, whatever joins them to what was said before or leads in: 'and its place?', 'ok so where is it then'.

    What is said of any name goes before what is said of this one.
    """
    stems = [stem(word) for word in words]
    among = chain.from_iterable(combinations(details, count) for count in range(len(details) + 1))
    same = next((found for some in among if (found := lexicon.whole(grammar.exact, (*stems, *some)))), ())
    if same or len(words) < SHORTEST_JOINED:
        return same
    if words[0] in grammar.small.links | grammar.small.leads:
        return _same(grammar, words[1:], details)
    return _same(grammar, words[:-1], details) if words[-1] in grammar.small.links else ()


def _ruled_out(grammar: Grammar, intent: str, phrase: str) -> bool:
    """Whether the phrase has a wording that the intent never has."""
    never = grammar.never.get(intent)
    return never is not None and any(f" {wording} " in f" {phrase} " for wording in never)
