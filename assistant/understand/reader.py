"""Words to meaning: what was named, what was asked, how sure we are.

`read` is a pure function of a grammar and a text. Not here: which intents a clause may be (candidates), what was said before,
and what follows from it (decide).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from re import sub

from assistant.understand import asking, cues, finding, lexicon, likeness, mentions
from assistant.understand.codes import find_codes
from assistant.understand.cues import Scope
from assistant.understand.dictated import punctuated
from assistant.understand.grammar import Grammar
from assistant.understand.lexicon import Hit
from assistant.understand.mentions import Mention
from assistant.understand.normalise import Token, counted, normalise
from assistant.understand.sentences import Clause, clause_of, cut, sentences, tag_at, untagged
from assistant.understand.stems import root, stem
from assistant.values import NamedTuple

LONGEST_WHOLE = 40  # words; several sentences are also read as one up to this length
MOST_REPAIRS = 40  # unknown words looked up in one message
FOREIGN = 2  # words of another language, from which on no name is looked for by sound
OTHER_CODES = ("code", "number")  # what an entry may be corrected to beside another entry: 'BL-25, no, 52'
SHORTEST_TOLD = 4  # words of a part that is judged by itself whether it sounds like an alarm
FOR_ITSELF = 0.5  # taken off the score of such a part: a few words are soon like anything


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
    spans, tag = untagged(grammar, tokens, sentences(tokens))
    plain = _mentions(grammar, tokens, roots, strange)
    said = cues.scopes(tokens, lexicon.find(grammar.cue_words, stems), grammar.cue_rules)
    scopes = (*_corrected(grammar, tokens, said, plain), *tag, *turned)
    over = [scope for scope in scopes if not asking.unasked(grammar.small, tokens[scope.said : scope.end])]
    found = tuple([m._replace(cues=_cues_over(grammar, tokens, over, plain, m)) for m in plain] if over else plain)
    meant = [scope.until for scope in scopes if scope.cue == "correction"]
    clauses = tuple(cut(grammar, tokens, found, spans, meant))
    several = len(spans) > 1 and spans[-1][1] - spans[0][0] <= LONGEST_WHOLE
    whole = clause_of(grammar, tokens, found, spans[0][0], spans[-1][1]) if several else None
    named = mentions.places(found)
    unknown = tuple(token.text for i, token in enumerate(tokens) if strange[i] and i not in named)
    names = [m for m in found if m.kind == grammar.subject and m.how in ("name", "code") and m.end - m.start > 1]
    signs = finding.found(grammar.signs, tokens, roots, written, names)
    alike = _alike(grammar, tokens, roots, signs, scopes) if signs else likeness.Alike()
    return Understood(tokens, found, scopes, signs, clauses, whole, repaired, unknown, alike)


def _alike(grammar: Grammar, tokens: Sequence[Token], roots: Sequence[str], signs: Sequence[Hit], scopes: Sequence[Scope]) -> likeness.Alike:
    """How alarming a message sounds, or the one of its parts that sounds most so: 'thanks for that. ... Which point helps?' says nothing else."""
    said = [(0.0, likeness.features(roots, signs, scopes))]
    ends = [0, *(place + 1 for place, token in enumerate(tokens) if token.stop), len(tokens)]
    for start, end in pairwise(ends):
        if end - start < SHORTEST_TOLD or end - start == len(tokens):
            continue
        inside = [hit for hit in signs if start <= hit.start and hit.end <= end]
        said.append((FOR_ITSELF, likeness.features(roots[start:end], inside, [scope for scope in scopes if start <= scope.said < end])))
    return likeness.judged(grammar.alarming(), said)


def _corrected(grammar: Grammar, tokens: Sequence[Token], scopes: Sequence[Scope], found: Sequence[Mention]) -> tuple[Scope, ...]:
    """The scopes with a correction where only a refusal stands between two entries: "BL-60, er, no, BL-40", "the foot one, sorry, the knee one"."""
    idle = grammar.small.heads | grammar.words.fillers | grammar.small.asides | grammar.small.leads | grammar.small.refusals
    places: set[int] = set()
    for before, after in pairwise(found):
        between = tokens[before.end : after.start]
        named = before.kind == grammar.subject and after.kind in (grammar.subject, *OTHER_CODES)
        headed = any(token.text in grammar.small.heads for token in tokens[before.end - 1 : before.end + 1])
        described = before.kind in grammar.describing and after.kind in grammar.describing and headed
        if (named or described) and all(token.text in idle for token in between):
            places.update(place for place in range(before.end, after.start) if tokens[place].text in grammar.small.refusals)
    if not places:
        return tuple(scopes)
    corrections = (Scope("correction", 0, len(tokens), place, place + 1) for place in places)
    return (*(scope for scope in scopes if scope.cue != "denied" or scope.said not in places), *corrections)


def _cues_over(grammar: Grammar, tokens: Sequence[Token], scopes: Sequence[Scope], found: Sequence[Mention], mention: Mention) -> frozenset[str]:
    """The cues over a name. 'Not this one, that one': what is excluded is the first name and those joined to it.

    A cue that is a word of the name itself ('not lying down', a way to say 'sitting') is none over it.
    """
    reaching = []
    for scope in (scope for scope in scopes if scope.start < mention.end and mention.start < scope.end):
        between = [m for m in found if scope.until <= m.start < mention.start]
        gap = [token.text for token in tokens[between[-1].end : mention.start]] if between else []
        joined = not between or (len(gap) == 1 and gap[0] in grammar.small.joining and not tokens[between[-1].end - 1].stop)
        apart = not between and any(token.stop for token in tokens[scope.until : mention.start])  # 'I do not see, is that one outside?'
        if scope.cue not in ("excluded", "denied") or (joined and not apart) or scope.start > mention.start:
            reaching.append(scope)
    return cues.over(reaching, mention.start, mention.end, ((mention.start, mention.end),))


def _repair(grammar: Grammar, typed: Sequence[Token]) -> tuple[tuple[Token, ...], tuple[tuple[str, str], ...], list[bool], list[str]]:
    """The words, with unknown ones repaired; what was repaired; which words are still strange; each word as it was typed."""
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
    """The words without the 'not' of questions that suppose their answer, and the scopes of these: "isn't it on the foot?" denies nothing."""
    spans = sentences(tokens)
    gone = [asking.negated(grammar.small, tokens, start, end) or _negated_before_tag(grammar, tokens, start, end) for start, end in spans]
    if not any(gone):
        return tokens, strange, written, ()
    kept = [i for i in range(len(tokens)) if i not in {*gone} - {0}]
    place = list(accumulate((i in kept for i in range(len(tokens))), initial=0))
    supposed = (Scope("supposed", place[a], place[b], place[a], place[a]) for (a, b), one in zip(spans, gone, strict=True) if one)
    return tuple(tokens[i] for i in kept), [strange[i] for i in kept], [written[i] for i in kept], tuple(supposed)


def _negated_before_tag(grammar: Grammar, tokens: Sequence[Token], start: int, end: int) -> int:
    """Where the 'not' of a supposition about a code stands: "BL-40 isn't on the back, is it?". Of other things it may say how somebody is."""
    cut = tag_at(grammar, tokens, start, end)
    inside = tokens[start:cut]
    if cut == end or not any(find_codes(grammar.codes, inside)):
        return 0
    return next((start + i for i, token in enumerate(inside) if i and token.text in grammar.small.negations and not token.raw), 0)


def _undrawn(grammar: Grammar, token: Token) -> str | None:
    """A drawn-out word with every doubled letter single, if that is a word: 'sooo' (of which two o are left by now) is 'so'."""
    plain = sub(r"(.)\1+", r"\1", token.text) if len(token.raw) > len(token.text) else token.text
    return plain if plain != token.text and grammar.is_word(plain) else None


def _in_full(grammar: Grammar, words: str) -> list[str]:
    """What was repaired, written out as if it had been typed so: 'dnot' is 'dont' and that 'do not'."""
    parts = [Token(part, part) for word in words.split() for part in grammar.words.rewrites.get(word, word).split()]
    return [part.text for part in (counted(parts, grammar.words) if len(parts) > 1 else parts)]


def _mentions(grammar: Grammar, tokens: Sequence[Token], roots: Sequence[str], strange: Sequence[bool]) -> list[Mention]:
    """Codes first, then names, then what sounds like a name, then numbers; none overlaps an earlier one."""
    found = list(mentions.from_codes(tuple(find_codes(grammar.codes, tokens)), grammar.entry_kinds))
    hits = lexicon.within_sentences(lexicon.find(grammar.names, roots), tokens)
    words = [token.text for token in tokens]
    hits = [hit for hit in hits if not (_bare_number(grammar, tokens, hit) or mentions.counted_off(hit, words, grammar.units))]
    taken = mentions.places(found)
    sounds = grammar.sounds if sum([token.text in grammar.foreign for token in tokens]) < FOREIGN else {}
    for more in (
        mentions.choose([hit for hit in hits if taken.isdisjoint(range(hit.start, hit.end))]),
        mentions.by_sound(tokens, strange, sounds),
        mentions.from_numbers(tokens, grammar.units, grammar.ordinals, grammar.small.joiners),
    ):
        for mention in more:
            if taken.isdisjoint(range(mention.start, mention.end)):
                found.append(mention)
                taken |= mentions.places((mention,))
    return sorted(found, key=lambda mention: mention.start)


def _bare_number(grammar: Grammar, tokens: Sequence[Token], hit: Hit) -> bool:
    """Whether a find is a number alone: '6 before, 3 now' names nothing, while 'the six' may be a name."""
    number = hit.end - hit.start == 1 and tokens[hit.start].text.isdigit()
    return number and (not hit.start or tokens[hit.start - 1].text not in grammar.names.light)
