"""Wordings of phrases as the scorer sees them: in the form of a message, with names and numbers masked.

Not here: what is made of them (building), and the same for a message (reader).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from assistant import templates
from assistant.expanding import expand
from assistant.model import Domain
from assistant.understand import automaton, lexicon, mentions
from assistant.understand.grammar import concepts_of, light_words, make_words, plain_kinds, units_of
from assistant.understand.normalise import Token, Words, counted, fold
from assistant.understand.stems import root, stem
from assistant.values import NamedTuple

_ONE = frozenset("()[]|<>")  # a template with none of these signs is a single wording


def expansions(template: str, limit: int, words: Words) -> list[tuple[str, ...]]:
    """The wordings of a template in the form every message is brought to."""
    if _ONE.isdisjoint(template):
        wording = templates.tokens(template)
        return [same_form(wording, words)] if wording else []
    wordings = list(expand(templates.parse(template), {}, limit))
    used = set(chain.from_iterable(wordings))
    if all(map(str.isascii, used)) and _as_it_is(used, words):
        return wordings  # most have that form: it is not worth a look at each of a hundred
    return [same_form(wording, words) for wording in wordings]


def _as_it_is(used: Collection[str], words: Words) -> bool:
    """Whether nothing among these words would be rewritten."""
    return words.rewrites.keys().isdisjoint(used) and _uncounted(used, words)


def _uncounted(used: Collection[str], words: Words) -> bool:
    """Whether nothing among these words counts, or comes on top of what does."""
    return "1" not in used and words.numbers.keys().isdisjoint(used) and not any(said[-1] in used for said, _ in words.shares)


def same_form(wording: tuple[str, ...], words: Words) -> tuple[str, ...]:
    """The words of a wording rewritten as those of a message are; slots stay.

    >>> same_form(("whats", "{point}", "forty"), Words({"whats": "what is"}, {"forty": 40}, frozenset()))
    ('what', 'is', '{point}', '40')
    >>> same_form(("são", "paulo"), Words({}, {}, frozenset()))
    ('sao', 'paulo')
    """
    if not all(map(str.isascii, wording)):
        wording = tuple(map(fold, wording))
    if not words.rewrites.keys().isdisjoint(wording):
        wording = tuple(part for word in wording for part in words.rewrites.get(word, word).split())
    if _uncounted(wording, words):
        return wording
    return tuple(token.text for token in counted([Token(word, word) for word in wording], words))


class Masking(NamedTuple):
    """Everything that decides what the scorer sees of a wording."""

    words: Words
    names: tuple[tuple[str, str], ...]  # wordings and what they name
    light: frozenset[str]
    plain: frozenset[str]  # kinds whose words the scorer sees
    units: Mapping[str, float]
    ordinals: Mapping[str, str]
    concepts: Mapping[str, str]


def masking(domain: Domain) -> Masking:
    """What masks the wordings of a subject."""
    ordinals, concepts = (domain.words.get(group, {}) for group in ("ordinals", "concepts"))
    return Masking(make_words(domain), tuple(_names(domain)), light_words(domain), plain_kinds(domain), units_of(domain), ordinals, concepts)


def _names(domain: Domain) -> Iterator[tuple[str, str]]:
    """All that is masked, with what it names: entries, values, codes by name, 'the other one', lengths of time, measures."""
    for entry in domain.entries.values():
        yield from ((name, f"{entry.kind}:{entry.id}") for name in (entry.name.lower(), *entry.also, *entry.heard))
    for value in domain.values.values():
        yield from ((name, f"{value.attribute}:{value.id}") for name in (value.name.lower(), *value.also))
    for family in domain.codes:
        yield from ((name, f"code:{family.prefix}-{number}") for number, names in family.called.items() for name in names)
    yield from ((wording, "ordinal:0") for wording in domain.words.get("others", {}))
    yield from ((wording, f"minutes:{minutes}") for wording, minutes in domain.words.get("lengths", {}).items())
    for measure in domain.measures.values():
        yield from ((name, f"measure:{measure.id}+most") for name in measure.most)
        yield from ((name, f"measure:{measure.id}+least") for name in measure.least)


def names_of(what: Masking, counts: Counter[str]) -> list[lexicon.Node]:
    """The table of all names; every word met is counted."""
    return automaton.build(parsed(what.names), former(what.words, counts, root), what.light)


def seen(what: Masking, names: Sequence[lexicon.Node], most: int) -> Callable[[str], tuple[tuple[str, ...], ...]]:
    """A function from a template to its first `most` wordings as the scorer sees them; authors' tools leave these out one by one."""
    mask = masker(what, names)

    def see(template: str) -> tuple[tuple[str, ...], ...]:
        some = (mask(wording) for wording in expansions(template, most, what.words))
        return tuple(dict.fromkeys((*masked, *concepts_of(masked, what.concepts)) for masked in some if masked))

    return see


def former(words: Words, counts: Counter[str], cut: Callable[[str], str] = stem) -> automaton.Form:
    """A function from text of a template to its stems; it remembers results, and counts the words it meets into `counts`."""
    known: dict[str, tuple[str, ...]] = {}

    def form(text: str) -> tuple[str, ...]:
        if text not in known:
            wording = same_form(templates.tokens(text), words)
            counts.update(wording)
            known[text] = tuple(map(cut, wording))
        return known[text]

    return form


def parsed(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[templates.Template, str]]:
    """Templates with what they stand for, read."""
    return ((templates.parse(text), ref) for text, ref in pairs)


def masker(what: Masking, names: Sequence[lexicon.Node]) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """A function from a wording to what the scorer sees: names and numbers masked, values added as '=id', fillers left out."""
    fillers, plain, units, ordinals = what.words.fillers, what.plain, what.units, what.ordinals
    named, token = _namer(names, what.light), cache(lambda word: Token(word, word))
    choose = cache(lambda hits: tuple(mentions.choose(hits)))  # a template has the same names at the same places many times

    @cache
    def counts(word: str) -> bool:
        return word == "one" or word[0].isdigit() or word in ordinals

    def mask(wording: tuple[str, ...]) -> tuple[str, ...]:
        numbered = any(map(counts, wording))
        hits = [hit for hit in named(wording) if not (numbered and mentions.counted_off(hit, wording, units))]
        if not hits and not numbered:  # most have none: not worth a closer look at the others
            return wording if fillers.isdisjoint(wording) else tuple([word for word in wording if word not in fillers])
        found, tokens = choose(tuple(hits)), tuple(map(token, wording))
        if numbered:
            counted = mentions.from_numbers(tokens, units, ordinals)
            more = [m for m in counted if not any(o.start < m.end and m.start < o.end for o in found)]
            found = tuple(sorted((*found, *more), key=lambda mention: mention.start))
        values = (f"={m.id}" for m in found if m.kind not in plain and m.id.islower() and m.how != "number")
        return (*(word for word in mentions.masked(tokens, found, plain) if word not in fillers), *values)

    return mask


def _namer(names: Sequence[lexicon.Node], light: frozenset[str]) -> Callable[[tuple[str, ...]], list[lexicon.Hit]]:
    """A function that finds the names in a wording, as `lexicon.find` does where no words may be passed over, in a third of the time."""
    first = names[0][1]

    def named(wording: tuple[str, ...]) -> list[lexicon.Hit]:
        words = [(place, word) for place, word in enumerate(map(root, wording)) if word not in light]
        hits: list[lexicon.Hit] = []
        for begin, (start, word) in enumerate(words):
            number, following = first.get(word), begin + 1
            while number:  # no stem leads to the root
                ends, followers = names[number]
                if ends:
                    hits += [lexicon.Hit(start, words[following - 1][0] + 1, ref) for ref in ends]
                number = followers.get(words[following][1]) if following < len(words) else None
                following += 1
        return hits

    return named
