"""Words to meaning: what was named, what was asked, how sure we are.

`read` is a pure function of a grammar and a text. Not here: which intents a clause may be (candidates), what was said before,
and what follows from it (decide).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from re import sub

from assistant.understand import asking, candidates, cues, finding, lexicon, likeness, mentions
from assistant.understand.candidates import SPLIT_AT, Candidate
from assistant.understand.codes import find_codes
from assistant.understand.cues import Scope
from assistant.understand.dictated import punctuated
from assistant.understand.grammar import Grammar
from assistant.understand.lexicon import Hit
from assistant.understand.mentions import Mention
from assistant.understand.normalise import SENTENCE_ENDS, Token, compose_numbers, normalise
from assistant.understand.stems import root, stem
from assistant.values import NamedTuple

LIGHTEST = 3  # letters; shorter words say little of what a message is about
MOST_CLAUSES = 8  # scored in one message; chatty ones have their question at an end
SHORTEST_TAG = 2  # words of 'isn't it' without a question mark: one alone may be anything
LONGEST_WHOLE = 40  # words of sentences that are read as one
MOST_REPAIRS = 40  # unknown words looked up in one message
FOREIGN = 2  # words of another language: nothing in such a message is a name that was only heard
SHORTEST_TOLD = 4  # words of a part that is heard for itself
FOR_ITSELF = 0.5  # so much more a part must sound like an alarm: a few words are soon like anything
LONGEST_PHRASE = 3  # words; what is longer and written so is a question, whatever stands before it
SPLIT_SURE = 0.8  # the same, where a part of the sentence says nothing


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


class Understood(NamedTuple):
    """All that the words of one message say."""

    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    scopes: tuple[Scope, ...]
    signs: tuple[Hit, ...]  # parts and wordings of flags and conditions
    clauses: tuple[Clause, ...]
    whole: Clause | None  # several sentences read as one: a question may need what was told before it
    repaired: tuple[tuple[str, str], ...]  # (as typed, as read)
    unknown: tuple[str, ...]  # words nobody knows
    alike: likeness.Alike  # how much it sounds like the examples of alarms


def read(grammar: Grammar, text: str) -> Understood:
    """Read one message."""
    typed = punctuated(normalise(text, grammar.words), grammar.words.dictated)
    tokens, repaired, strange, written = _repair(grammar, typed)
    tokens, strange, written, turned = _turned(grammar, tokens, strange, written)
    stems, roots = [stem(token.text) for token in tokens], [root(token.text) for token in tokens]
    spans, tag = _untagged(grammar, tokens, _sentences(tokens))
    scopes = (*cues.scopes(tokens, lexicon.find(grammar.cue_words, stems), grammar.cue_rules), *tag, *turned)
    plain = _mentions(grammar, tokens, roots, strange)
    over = [scope for scope in scopes if not asking.unasked(grammar, tokens[scope.said : scope.end])]
    found = tuple([m._replace(cues=_cues_over(grammar, tokens, over, plain, m)) for m in plain] if over else plain)
    meant = [scope.until for scope in scopes if scope.cue == "correction"]
    clauses = tuple(_clauses(grammar, tokens, found, spans, meant))
    several = len(spans) > 1 and spans[-1][1] - spans[0][0] <= LONGEST_WHOLE
    whole = _clause(grammar, tokens, found, spans[0][0], spans[-1][1]) if several else None
    named = mentions.places(found)
    unknown = tuple(token.text for i, token in enumerate(tokens) if strange[i] and i not in named)
    names = [m for m in found if m.kind == grammar.subject and m.how in ("name", "code") and m.end - m.start > 1]
    signs = finding.found(grammar, tokens, written, names)
    alike = _alike(grammar, tokens, roots, signs, scopes) if signs else likeness.Alike()
    return Understood(tokens, found, scopes, signs, clauses, whole, repaired, unknown, alike)


def _alike(grammar: Grammar, tokens: Sequence[Token], roots: Sequence[str], signs: Sequence[Hit], scopes: Sequence[Scope]) -> likeness.Alike:
    """How alarming a message sounds, or the one of its parts that sounds most so: 'thanks for that. ... Which point helps?' says nothing else."""
    learnt = grammar.alarming()
    found = [likeness.judged(learnt, roots, signs, scopes)]
    ends = [0, *(place + 1 for place, token in enumerate(tokens) if token.stop), len(tokens)]
    for start, end in pairwise(ends):
        if end - start < SHORTEST_TOLD or end - start == len(tokens):
            continue
        inside = [hit for hit in signs if start <= hit.start and hit.end <= end]
        part = likeness.judged(learnt, roots[start:end], inside, [scope for scope in scopes if start <= scope.said < end])
        found.append(part._replace(score=part.score - FOR_ITSELF))
    return max(found, key=lambda alike: alike.score)


def _cues_over(grammar: Grammar, tokens: Sequence[Token], scopes: Sequence[Scope], found: Sequence[Mention], mention: Mention) -> frozenset[str]:
    """The cues over a name. 'Not this one, that one': what is excluded is the first name and those joined to it.

    A cue that is a word of the name itself ('not lying down', a way to say 'sitting') is none over it.
    """
    reaching = []
    for scope in (scope for scope in scopes if scope.start < mention.end and mention.start < scope.end):
        between = [m for m in found if scope.until <= m.start < mention.start]
        gap = [token.text for token in tokens[between[-1].end : mention.start]] if between else []
        joined = not between or (len(gap) == 1 and gap[0] in grammar.joining and not tokens[between[-1].end - 1].stop)
        apart = not between and any(token.stop for token in tokens[scope.until : mention.start])  # 'I do not see, is that one outside?'
        if scope.cue not in ("excluded", "denied") or (joined and not apart) or scope.start > mention.start:
            reaching.append(scope)
    return cues.over(reaching, mention.start, mention.end, ((mention.start, mention.end),))


def _repair(grammar: Grammar, typed: Sequence[Token]) -> tuple[tuple[Token, ...], tuple[tuple[str, str], ...], list[bool], list[str]]:
    """Unknown words repaired towards the content's own; which are still strange; each as it was written."""
    tokens: list[Token] = []
    repaired: list[tuple[str, str]] = []
    strange: list[bool] = []
    written: list[str] = []
    left = MOST_REPAIRS
    for token in typed:
        word = token.text
        if not word.isalpha() or not word.isascii() or grammar.is_word(word):
            tokens.append(token)
            strange.append(False)
            written.append(word)
            continue
        left -= 1
        better = _undrawn(grammar, token) or (grammar.speller().repair(word) if left > 0 else None)
        if better:
            repaired.append((token.raw or word, better))
        parts = _in_full(grammar, better or word)
        for place, part in enumerate(parts):
            tokens.append(Token(part, token.raw, token.glued, token.stop if place == len(parts) - 1 else ""))
            strange.append(better is None and len(word) > 1)
            written.append(word if len(parts) == 1 else part)
    return tuple(tokens), tuple(repaired), strange, written


def _turned(
    grammar: Grammar, tokens: tuple[Token, ...], strange: list[bool], written: list[str]
) -> tuple[tuple[Token, ...], list[bool], list[str], tuple[Scope, ...]]:
    """Without the 'not' of questions that only suppose their answer: "isn't it on the foot?" asks whether it is, and denies nothing."""
    spans = _sentences(tokens)
    gone = [asking.negated(grammar, tokens, start, end) or _negated_before_tag(grammar, tokens, start, end) for start, end in spans]
    if not any(gone):
        return tokens, strange, written, ()
    kept = [i for i in range(len(tokens)) if i not in {*gone} - {0}]
    place = list(accumulate((i in kept for i in range(len(tokens))), initial=0))
    supposed = (Scope("supposed", place[a], place[b], place[a], place[a]) for (a, b), one in zip(spans, gone, strict=True) if one)
    return tuple(tokens[i] for i in kept), [strange[i] for i in kept], [written[i] for i in kept], tuple(supposed)


def _negated_before_tag(grammar: Grammar, tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the 'not' of a supposition about a code stands: "BL-40 isn't on the back, is it?". Of other things it may say how somebody is."""
    cut = _tag(grammar, tokens, start, end)
    inside = tokens[start:cut]
    if cut == end or not any(find_codes(grammar.codes, inside)):
        return 0
    return next((start + i for i, token in enumerate(inside) if i and token.text in grammar.negations and not token.raw), 0)


def _undrawn(grammar: Grammar, token: Token) -> str | None:
    """'sooo' and 'dooo' with no letter drawn out, where two of it are no word either."""
    plain = sub(r"(.)\1+", r"\1", token.text) if len(token.raw) > len(token.text) else token.text
    return plain if plain != token.text and grammar.is_word(plain) else None


def _in_full(grammar: Grammar, words: str) -> list[str]:
    """What was repaired, written out as if it had been typed so: 'dnot' is 'dont' and that 'do not'."""
    parts = [Token(part, part) for word in words.split() for part in grammar.words.rewrites.get(word, word).split()]
    return [part.text for part in (compose_numbers(parts, grammar.words.numbers) if len(parts) > 1 else parts)]


def _mentions(grammar: Grammar, tokens: Sequence[Token], roots: Sequence[str], strange: Sequence[bool]) -> list[Mention]:
    """Codes first, then names, then what sounds like a name, then numbers; none overlaps an earlier one."""
    found = list(mentions.from_codes(tuple(find_codes(grammar.codes, tokens)), grammar.entry_kinds))
    hits = lexicon.within_sentences(lexicon.find(grammar.names, roots), tokens)
    hits = [hit for hit in hits if not _bare_number(grammar, tokens, hit)]
    taken = mentions.places(found)
    sounds = grammar.sounds if sum([token.text in grammar.foreign for token in tokens]) < FOREIGN else {}
    for more in (
        mentions.choose([hit for hit in hits if taken.isdisjoint(range(hit.start, hit.end))]),
        mentions.by_sound(tokens, strange, sounds),
        mentions.from_numbers(tokens, grammar.units, grammar.ordinals, grammar.joiners),
    ):
        for mention in more:
            if taken.isdisjoint(range(mention.start, mention.end)):
                found.append(mention)
                taken |= mentions.places((mention,))
    return sorted(found, key=lambda mention: mention.start)


def _bare_number(grammar: Grammar, tokens: Sequence[Token], hit: Hit) -> bool:
    """'6 before, 3 now' names nothing; 'the six' may be a name, although names do not need the small words before them."""
    number = hit.end - hit.start == 1 and tokens[hit.start].text.isdigit()
    return number and (not hit.start or tokens[hit.start - 1].text not in grammar.names.light)


# ---------------------------------------------------------------- clauses


def _ends(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those at the beginning and at the end, when there are too many."""
    half = MOST_CLAUSES // 2
    return spans if len(spans) <= MOST_CLAUSES else spans[:half] + spans[-half:]


def _untagged(grammar: Grammar, tokens: Sequence[Token], spans: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], tuple[Scope, ...]]:
    """Without 'isn't it?', 'right?' at the end, which makes a supposition of what stands before."""
    spans = _ends(spans)
    if not spans:
        return spans, ()
    start, end = spans[-1]
    cut = _tag(grammar, tokens, start, end)
    if cut == end or cut == spans[0][0] or (cut > start and tokens[cut - 1].stop != ","):
        return spans, ()
    supposed = (Scope("supposed", spans[0][0], cut, cut, end),)
    return [*spans[:-1], *([(start, cut)] if cut > start else [])], supposed


def _tag(grammar: Grammar, tokens: Sequence[Token], start: int, end: int) -> int:
    """Where 'isn't it?', 'right?' begins at the end of a sentence; its end where there is none."""
    least = 1 if tokens[end - 1].stop == "?" else SHORTEST_TAG
    places = range(max(start, end - grammar.longest_tag), end - least + 1)
    return next((place for place in places if " ".join([t.text for t in tokens[place:end]]) in grammar.tags), end)


def _clauses(
    grammar: Grammar, tokens: Sequence[Token], found: Sequence[Mention], spans: Sequence[tuple[int, int]], meant: Sequence[int] = ()
) -> list[Clause]:
    """Sentences, each whole or in the parts that stand alone better; `meant` are the places where a correction says what was meant."""
    out: list[Clause] = []
    outright = [asking.outright(grammar, tokens[start:end]) for start, end in spans]
    for (start, end), plainly in zip(spans, outright, strict=True):
        whole = _clause(grammar, tokens, found, start, end)
        if instead := _corrected(grammar, tokens, found, whole, meant):
            out.append(instead)
            continue
        whole = whole._replace(asks=plainly or asking.wishes(grammar, tokens[start:end], faintly=not any(outright)))
        parts = [_clause(grammar, tokens, found, a, b) for a, b in _ends(_parts(grammar, tokens, found, start, end))]
        ask = asking.among(grammar, [tokens[part.start : part.end] for part in parts])
        better = (whole,) if _chooses(grammar, tokens, parts) else _led_in(grammar, tokens, whole, parts) or _better(whole, parts)
        asked = _asking(better, parts, ask)
        asks = whole.asks or any(asking.opens(grammar, tokens[part.start : part.end]) for part in better)  # 'when I press it how do I breathe'
        out.extend(part._replace(asks=(asks and each) or _is_all(part, whole)) for part, each in asked)
    return out


def _corrected(grammar: Grammar, tokens: Sequence[Token], found: Sequence[Mention], whole: Clause, meant: Sequence[int]) -> Clause | None:
    """What was meant, where a sentence corrects a question: 'I did not mean how long, I meant how often'. Names see to themselves (decide)."""
    place = max((place for place in meant if whole.start < place < whole.end), default=0)
    end = next((i + 1 for i in range(place, whole.end) if tokens[i].stop), whole.end)
    before, behind = tokens[whole.start : place], tokens[place:end]
    asks = [any(token.text in grammar.question_words for token in part) for part in (before, behind)]
    if not place or not all(asks) or any(m.start >= place for m in whole.mentions) or any(c.exact for c in whole.candidates[:1]):
        return None
    part = _clause(grammar, tokens, found, place, end)
    sure = any(c.confidence >= SPLIT_SURE for c in part.candidates[:1])
    return part._replace(asks=True) if sure else None


def _asking(better: Sequence[Clause], parts: Sequence[Clause], ask: Sequence[bool]) -> list[tuple[Clause, bool]]:
    """Clauses with whether they ask where others beside them do; names alone go with what is asked."""
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


def _led_in(grammar: Grammar, tokens: Sequence[Token], whole: Clause, parts: Sequence[Clause]) -> Sequence[Clause]:
    """The last part of a sentence that only small words lead in to, where it is read more surely without them: 'now then, which one is it?'"""
    *leading, last = parts or (whole,)
    small = all(token.text in grammar.asides for part in leading for token in tokens[part.start : part.end])
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
    return len(names) > 1 and all(word in grammar.asides or len(word) <= LIGHTEST for word in beside)


def _is_all(part: Clause, whole: Clause) -> bool:
    """Whether a last part is a question word for word and names all that is named: 'i have no fever, where is the second one'."""
    last = part.end == whole.end and part.end - part.start > LONGEST_PHRASE
    return last and part.asks and part.mentions == whole.mentions and any(c.exact for c in part.candidates[:1])


def _sentences(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    spans, start = [], 0
    for place, token in enumerate(tokens):
        if token.stop and token.stop in SENTENCE_ENDS:
            spans.append((start, place + 1))
            start = place + 1
    if start < len(tokens):
        spans.append((start, len(tokens)))
    return spans


def _parts(grammar: Grammar, tokens: Sequence[Token], found: Sequence[Mention], start: int, end: int) -> list[tuple[int, int]]:
    """Where a sentence could be cut: at commas, and before a word that opens a question, or says that one is not asked.

    A list of names is one thing: 'she noted the one, the other and a third for me'.
    """
    cuts = [start]
    last = _told_off(grammar, tokens, start, end)
    names = [m for m in found if m.kind == grammar.subject]
    ends, begins = {m.end for m in names}, {m.start for m in names}
    plain = not any(token.text in grammar.question_words for token in tokens[start:end])
    for place in range(start + 1, last):
        if plain and place in ends and place in begins:
            continue
        if tokens[place - 1].stop == "," or asking.begins(grammar, tokens, start, place, end) or asking.unasked(grammar, tokens[place:end]):
            cuts.append(place)
    if len(cuts) == 1:
        return []
    spans = ((a, _unlinked(grammar, tokens, a, b) if b < end else b) for a, b in zip(cuts, [*cuts[1:], end], strict=True))
    return [(a, b) for a, b in spans if b > a]


def _told_off(grammar: Grammar, tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the small words begin that stand behind a last comma and ask nothing by themselves: 'which one sitting, then?'"""
    comma = next((place for place in range(end - 1, start, -1) if tokens[place - 1].stop == ","), end)
    return comma if all(token.text in grammar.asides for token in tokens[comma:end]) else end


def _unlinked(grammar: Grammar, tokens: Sequence[Token], start: int, end: int) -> int:
    """Where a part ends without the 'and' that leads on to the next."""
    while end > start and tokens[end - 1].text in grammar.links:
        end -= 1
    return end


def _clause(grammar: Grammar, tokens: Sequence[Token], found: Sequence[Mention], start: int, end: int) -> Clause:
    mine = tuple(m for m in found if m.start >= start and m.end <= end)
    shifted = [m._replace(start=m.start - start, end=m.end - start, kind=grammar.subject if m.kind == "code" else m.kind) for m in mine]
    found_words = candidates.candidates(grammar, tokens[start:end], shifted, mine)
    named = mentions.places(shifted)
    left = [t.text for i, t in enumerate(tokens[start:end]) if i not in named]
    foreign = sum([len(word) > LIGHTEST and word.isalpha() and word not in grammar.words.fillers and grammar.is_foreign(word) for word in left])
    anchors = sum([stem(word) in grammar.anchors for word in left])
    weighty = sum([len(token.text) > LIGHTEST for token in tokens[start:end]])
    bare = bool(mine) and all(word in grammar.asides for word in left)
    asks = asking.outright(grammar, tokens[start:end]) or asking.wishes(grammar, tokens[start:end], faintly=True)
    return Clause(start, end, found_words, mine, bare, foreign, anchors, weighty, asks)
