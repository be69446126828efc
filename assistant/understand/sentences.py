"""A message cut into clauses, each read by itself: sentences, and the parts of them that stand alone better.

Not here: what was named and which cues there are (reader), and which intents a clause may be (candidates).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.understand import asking, candidates, mentions
from assistant.understand.candidates import SPLIT_AT, Candidate
from assistant.understand.cues import Scope
from assistant.understand.grammar import Grammar
from assistant.understand.mentions import Mention
from assistant.understand.normalise import SENTENCE_ENDS, Token
from assistant.understand.stems import stem
from assistant.values import NamedTuple

LIGHTEST = 3  # letters; words up to this length say little of what a message is about
MOST_CLAUSES = 8  # scored in one message; chatty ones have their question at the beginning or the end
SHORTEST_TAG = 2  # words of 'isn't it' without a question mark: one alone may be anything
LONGEST_PHRASE = 3  # words; a longer part known word for word is a question, whatever stands before it
SPLIT_SURE = 0.8  # the parts must be this sure instead of SPLIT_AT where another part of the sentence says nothing


class Clause(NamedTuple):
    """Words `start` up to `end` that ask or say one thing."""

    start: int
    end: int
    candidates: tuple[Candidate, ...]
    mentions: tuple[Mention, ...]
    bare: bool = False  # nothing but names and small words: half a sentence
    foreign: int = 0  # words that nobody uses when talking about this subject
    anchors: int = 0  # words that tie it to the subject
    weighty: int = 0  # words long enough to mean something
    asks: bool = True  # a question or a request, as against what is told beside it


def _ends(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """At most MOST_CLAUSES spans: those at the beginning and at the end."""
    half = MOST_CLAUSES // 2
    return spans if len(spans) <= MOST_CLAUSES else spans[:half] + spans[-half:]


def untagged(grammar: Grammar, tokens: Sequence[Token], spans: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], tuple[Scope, ...]]:
    """The spans without a tag ('isn't it?', 'right?') at the end, and the scope of what the tag makes a supposition."""
    spans = _ends(spans)
    if not spans:
        return spans, ()
    start, end = spans[-1]
    cut = tag_at(grammar, tokens, start, end)
    if cut == end or cut == spans[0][0] or (cut > start and tokens[cut - 1].stop != ","):
        return spans, ()
    supposed = (Scope("supposed", spans[0][0], cut, cut, end),)
    return [*spans[:-1], *([(start, cut)] if cut > start else [])], supposed


def tag_at(grammar: Grammar, tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the tag ('isn't it?', 'right?') of a sentence begins; the end of the sentence where it has none."""
    least = 1 if tokens[end - 1].stop == "?" else SHORTEST_TAG
    places = range(max(start, end - grammar.small.longest_tag), end - least + 1)
    return next((place for place in places if " ".join([t.text for t in tokens[place:end]]) in grammar.small.tags), end)


def cut(
    grammar: Grammar, tokens: Sequence[Token], found: Sequence[Mention], spans: Sequence[tuple[int, int]], meant: Sequence[int] = ()
) -> list[Clause]:
    """Sentences, each whole or in the parts that stand alone better; `meant` are the places where a correction says what was meant."""
    out: list[Clause] = []
    outright = [asking.outright(grammar.small, tokens[start:end]) for start, end in spans]
    for (start, end), plainly in zip(spans, outright, strict=True):
        whole = clause_of(grammar, tokens, found, start, end)
        if instead := _corrected(grammar, tokens, found, whole, meant):
            out.append(instead)
            continue
        whole = whole._replace(asks=plainly or asking.wishes(grammar.small, tokens[start:end], faintly=not any(outright)))
        parts = [clause_of(grammar, tokens, found, a, b) for a, b in _ends(_parts(grammar, tokens, found, start, end))]
        ask = asking.among(grammar.small, [tokens[part.start : part.end] for part in parts])
        better = (whole,) if _chooses(grammar, tokens, parts) else _put_first(grammar, tokens, whole, parts) or _led_in(grammar, tokens, whole, parts)
        better = better or _better(whole, parts)
        asked = _asking(better, parts, ask)
        asks = whole.asks or any(asking.opens(grammar.small, tokens[part.start : part.end]) for part in better)  # 'when I press it how do I breathe'
        out.extend(part._replace(asks=(asks and each) or _is_all(part, whole)) for part, each in asked)
    return out


def _corrected(grammar: Grammar, tokens: Sequence[Token], found: Sequence[Mention], whole: Clause, meant: Sequence[int]) -> Clause | None:
    """What was meant, where a sentence corrects a question: 'I did not mean how long, I meant how often'. Names are corrected elsewhere (decide)."""
    place = max((place for place in meant if whole.start < place < whole.end), default=0)
    end = next((i + 1 for i in range(place, whole.end) if tokens[i].stop), whole.end)
    before, behind = tokens[whole.start : place], tokens[place:end]
    asks = [any(token.text in grammar.small.question_words for token in part) for part in (before, behind)]
    if not place or not all(asks) or any(m.start >= place for m in whole.mentions) or any(c.exact for c in whole.candidates[:1]):
        return None
    part = clause_of(grammar, tokens, found, place, end)
    sure = any(c.confidence >= SPLIT_SURE for c in part.candidates[:1])
    return part._replace(asks=True) if sure else None


def _asking(better: Sequence[Clause], parts: Sequence[Clause], ask: Sequence[bool]) -> list[tuple[Clause, bool]]:
    """Clauses, and whether each of them asks; `ask` says it of the parts, and names alone go with what is asked."""
    return [(part, asks or part.bare) for part, asks in zip(parts, ask, strict=True)] if better is parts else [(one, True) for one in better]


def _better(whole: Clause, parts: Sequence[Clause]) -> Sequence[Clause]:
    """The parts of a sentence when all of them are sure and ask different things, or when only parts are sure at all."""
    if len(parts) < 2 or (whole.candidates and whole.candidates[0].exact):
        return (whole,)
    sure = [part for part in parts if part.candidates and part.candidates[0].confidence >= SPLIT_AT]
    asked = {(part.candidates[0].intent, tuple(m.id for m in part.mentions)) for part in sure}
    rest = [part for part in parts if part not in sure]
    least = SPLIT_SURE if rest else SPLIT_AT  # beside a polite beginning: 'please, ... and ...'
    if len(asked) > 1 and not any(part.mentions for part in rest) and all(part.candidates[0].confidence >= least for part in sure):
        return parts
    if not sure or (whole.candidates and whole.candidates[0].confidence >= SPLIT_AT and not _is_all(sure[-1], whole)):
        return (whole,)
    return parts


def _put_first(grammar: Grammar, tokens: Sequence[Token], whole: Clause, parts: Sequence[Clause]) -> Sequence[Clause]:
    """The whole sentence, where its question asks of what stands before it and is surer with it: 'the letters in front, what are they for?'"""
    if len(parts) != 2 or not all(part.candidates for part in (whole, *parts)):
        return ()
    first, last = (tokens[part.start : part.end] for part in parts)
    small = grammar.small
    points = asking.opens(small, last) and not asking.opens(small, first) and any(token.text in small.standing for token in last)
    best = whole.candidates[0]
    surer = best.intent == parts[0].candidates[0].intent and all(part.candidates[0].confidence < best.confidence for part in parts)
    return (whole,) if points and surer else ()


def _led_in(grammar: Grammar, tokens: Sequence[Token], whole: Clause, parts: Sequence[Clause]) -> Sequence[Clause]:
    """The last part of a sentence that only small words lead in to, where it is read more surely without them: 'now then, which one is it?'"""
    *leading, last = parts or (whole,)
    small = all(token.text in grammar.small.asides for part in leading for token in tokens[part.start : part.end])
    if not leading or not small or any(part.mentions for part in leading) or not (whole.candidates and last.candidates):
        return ()
    surer = last.candidates[0].confidence > whole.candidates[0].confidence and not whole.candidates[0].exact
    return (last,) if surer else ()


def _chooses(grammar: Grammar, tokens: Sequence[Token], parts: Sequence[Clause]) -> bool:
    """'which lies higher, that one or this one?': several names alone are what the question beside them, which has none, chooses from."""
    alone = [part for part in parts if _only_names(grammar, tokens, part)]
    return bool(alone) and any(not any(m.kind in (grammar.subject, "code") for m in part.mentions) for part in parts if part not in alone)


def _only_names(grammar: Grammar, tokens: Sequence[Token], part: Clause) -> bool:
    """Whether a part is two names or more and small words."""
    names = [m for m in part.mentions if m.kind in (grammar.subject, "code", *grammar.describing)]
    beside = (tokens[i].text for i in range(part.start, part.end) if not any(m.start <= i < m.end for m in names))
    opens = asking.opens(grammar.small, tokens[part.start : part.end])  # 'do I use thumbs for BL-52, and for how long?'
    return len(names) > 1 and not opens and all(word in grammar.small.asides or len(word) <= LIGHTEST for word in beside)


def _is_all(part: Clause, whole: Clause) -> bool:
    """Whether a part is the last, a question known word for word, and names all that is named: 'i have no fever, where is the second one'."""
    last = part.end == whole.end and part.end - part.start > LONGEST_PHRASE
    return last and part.asks and part.mentions == whole.mentions and any(c.exact for c in part.candidates[:1])


def sentences(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where each sentence begins and ends."""
    spans, start = [], 0
    for place, token in enumerate(tokens):
        if token.stop and token.stop in SENTENCE_ENDS:
            spans.append((start, place + 1))
            start = place + 1
    if start < len(tokens):
        spans.append((start, len(tokens)))
    return spans


def _parts(grammar: Grammar, tokens: Sequence[Token], found: Sequence[Mention], start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a sentence: cut at commas, and before a word that opens a question, or says that one is not asked.

    A list of names is one thing: 'she noted the one, the other and a third for me'.
    """
    small, cuts = grammar.small, [start]
    last = _trailing(grammar, tokens, start, end)
    names = [m for m in found if m.kind == grammar.subject]
    ends, begins = {m.end for m in names}, {m.start for m in names}
    plain = not any(token.text in small.question_words for token in tokens[start:end])
    for place in range(start + 1, last):
        if plain and place in ends and place in begins:
            continue
        if tokens[place - 1].stop == "," or asking.begins(small, tokens, start, place, end) or asking.unasked(small, tokens[place:end]):
            cuts.append(place)
    if len(cuts) == 1:
        return []
    spans = ((a, _unlinked(grammar, tokens, a, b) if b < end else b) for a, b in zip(cuts, [*cuts[1:], end], strict=True))
    return [(a, b) for a, b in spans if b > a]


def _trailing(grammar: Grammar, tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the small words begin that stand behind a last comma and ask nothing by themselves: 'which one sitting, then?'"""
    comma = next((place for place in range(end - 1, start, -1) if tokens[place - 1].stop == ","), end)
    return comma if all(token.text in grammar.small.asides for token in tokens[comma:end]) else end


def _unlinked(grammar: Grammar, tokens: Sequence[Token], start: int, end: int) -> int:
    """Where a part ends without the 'and' that leads on to the next."""
    while end > start and tokens[end - 1].text in grammar.small.links:
        end -= 1
    return end


def clause_of(grammar: Grammar, tokens: Sequence[Token], found: Sequence[Mention], start: int, end: int) -> Clause:
    """The words `start` up to `end`, read as one clause."""
    mine = tuple(m for m in found if m.start >= start and m.end <= end)
    shifted = [m._replace(start=m.start - start, end=m.end - start, kind=grammar.subject if m.kind == "code" else m.kind) for m in mine]
    found_words = candidates.candidates(grammar, tokens[start:end], shifted, mine)
    named = mentions.places(shifted)
    left = [t.text for i, t in enumerate(tokens[start:end]) if i not in named]
    foreign = sum([len(word) > LIGHTEST and word.isalpha() and word not in grammar.words.fillers and grammar.is_foreign(word) for word in left])
    anchors = sum([stem(word) in grammar.anchors for word in left])
    weighty = sum([len(token.text) > LIGHTEST for token in tokens[start:end]])
    bare = bool(mine) and all(word in grammar.small.asides for word in left)
    asks = asking.outright(grammar.small, tokens[start:end]) or asking.wishes(grammar.small, tokens[start:end], faintly=True)
    return Clause(start, end, found_words, mine, bare, foreign, anchors, weighty, asks)
