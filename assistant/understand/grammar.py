"""What understanding consults, made ready from the compiled tables of a subject.

Not here: how the tables are made from content (building), and reading a message (reader).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial

from assistant.content.vocabulary import REWRITES
from assistant.model import Condition, Domain, Flag
from assistant.understand import codes, cues, lexicon, likeness, scorer, small_words
from assistant.understand.finding import SignTables
from assistant.understand.normalise import Words
from assistant.understand.small_words import SmallWords
from assistant.understand.spelling import Speller
from assistant.understand.stems import root, stem
from assistant.understand.wordlist import WordList
from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any


_WORDS = 2_000  # of which it is remembered whether they are known
_SHORT_FORM = 2  # letters; so short a form may be found in any word


class Grammar(NamedTuple):
    """Everything `read` consults."""

    words: Words
    small: SmallWords
    names: lexicon.Lexicon  # of entries and values
    signs: SignTables
    alarming: Callable[[], likeness.Learnt]  # what the examples of alarms taught
    cue_words: lexicon.Lexicon
    cue_rules: Mapping[str, cues.Reach]
    codes: codes.Codes
    entry_kinds: Mapping[str, str]  # "BL-40" -> "point"
    foreign: frozenset[str]  # small words that only other languages have: "el", "mein"
    numbers: frozenset[str]  # of the codes of covered entries: "forty" may stand for one
    plain: frozenset[str]  # kinds whose words the scorer sees
    subject: str
    sounds: Mapping[str, Sequence[str]]  # sound -> (reference, name)
    exact: lexicon.Wordings  # whole wordings of intents
    learned: scorer.Learned
    concepts: Mapping[str, str]  # words that mean much the same: "frequently" -> "often"
    details: frozenset[str]  # "=towel": values the phrases speak of by name
    never: Mapping[str, tuple[str, ...]]  # intent -> wordings that rule it out
    speller: Callable[[], Speller]  # made at the first word nobody knows
    is_word: Callable[[str], bool]  # whether a word is known, as it is or without its ending
    is_foreign: Callable[[str], bool]  # whether a word is in no name and hardly any phrase of this subject
    anchors: frozenset[str]  # stems of words that tie a message to the subject
    describing: frozenset[str]  # attributes whose values stand for an entry: "the knee one"
    known: WordList  # words nobody needs to explain
    circumstances: frozenset[str]  # attributes whose values may stand beside a name: sitting, with the thumb
    units: Mapping[str, float]  # "hours" -> minutes
    ordinals: Mapping[str, str]


def _is_word(vocabulary: WordList, known: WordList, word: str) -> bool:
    if word in vocabulary or word in known:
        return True
    base = stem(word)
    return base != word and (base in vocabulary or base in known or base + "e" in known)


def _is_foreign(spoken: WordList, word: str) -> bool:
    return word not in spoken and stem(word) not in spoken


def concepts_of(words: Iterable[str], concepts: Mapping[str, str]) -> tuple[str, ...]:
    """What the words stand for, once each: the scorer counts these beside the words.

    >>> concepts_of(("how", "frequently"), {"frequently": "often"})
    ('~often',)
    """
    return tuple(dict.fromkeys(f"~{concepts[word]}" for word in words if word in concepts))


def units_of(domain: Domain) -> dict[str, float]:
    """Units of time in minutes."""
    return {unit: float(minutes) for unit, minutes in domain.words.get("units", {}).items()}


def light_words(domain: Domain) -> frozenset[str]:
    """Words that names and whole phrases do not need: "the", "my". Signs and cues do: 'her back' is somebody else's."""
    return frozenset(domain.words.get("light", {}))


def passed_words(domain: Domain) -> lexicon.Passed:
    """Stems that may interrupt the wording of a sign, by the first of them, and the stem they must follow, if any."""
    passed: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, before in domain.words.get("passed", {}).items():
        stems = tuple(root(word) for word in words.split())
        passed.setdefault(stems[0], []).append((stems, root(before)))
    return passed


def reaches_of(domain: Domain) -> dict[str, cues.Reach]:
    """How far each cue reaches, by its number in the table of cues."""
    return {str(i): cues.Reach(rule.cue, rule.direction, rule.reach, rule.begins, rule.closes) for i, rule in enumerate(domain.cues)}


def make_words(domain: Domain) -> Words:
    """The language's tables as normalising wants them."""
    rewrites = {word: full for group in REWRITES for word, full in domain.words.get(group, {}).items()}
    numbers = {word: int(value) for word, value in domain.words.get("numbers", {}).items() if int(value) < 100}
    shares = tuple((tuple(said.split()), float(share)) for said, share in domain.words.get("shares", {}).items())
    codes = frozenset(spelling for family in domain.codes for spelling in family.spellings if spelling.isalpha())
    return Words(rewrites, numbers, frozenset(domain.words.get("fillers", {})), domain.words.get("dictated", {}), shares, codes)


def _short(words: Words, domain: Domain) -> frozenset[str]:
    """What is no word of its own and yet part of words written as one: 'wheres', 'forty', 'bl'."""
    written = (spelling for family in domain.codes for spelling in family.spellings)
    forms = (*(form for form in words.rewrites if len(form) > _SHORT_FORM), *words.numbers, *written)
    return frozenset(form for form in forms if form.isalpha() and len(form) > 1)


def plain_kinds(domain: Domain) -> frozenset[str]:
    """Kinds of mentions whose words the scorer should see: all but the subject's and the masked attributes'."""
    others = {kind for kind in domain.kinds if kind != domain.subject}
    return frozenset(others | {a.id for a in domain.attributes.values() if not a.masked})


def _codes(domain: Domain, joiners: frozenset[str]) -> codes.Codes:
    """The codes of a subject, with the words they are spoken in."""
    heard = {word: int(digit) for word, digit in domain.words.get("heard", {}).items()}
    hundreds = frozenset(word for word, value in domain.words.get("numbers", {}).items() if int(value) == 100)
    return codes.compile_codes(domain.codes, joiners, heard, frozenset(domain.covered), hundreds)


def _signs(domain: Domain, data: Mapping[str, Any], speller: Callable[[], Speller], is_word: Callable[[str], bool]) -> SignTables:
    """The tables that signs are found with."""
    return SignTables(
        parts=lexicon.load(data["parts"]),
        passed=passed_words(domain),
        made_of=frozenset(data["sign_parts"].split()),
        figurative=frozenset(f"part:{part}" for part in domain.figurative),
        several=frozenset(f"part:{part}" for part in domain.plural),
        plurals=domain.words.get("plurals", {}),
        roots=WordList(data["alarming_words"]),
        speller=speller,
        is_word=is_word,
    )


def load(domain: Domain, data: Mapping[str, Any]) -> Grammar:
    """The compiled tables of `build`, ready for reading messages."""
    words = make_words(domain)
    vocabulary, known = WordList(data["vocabulary"]), WordList(data["known"])
    is_word = lru_cache(_WORDS)(partial(_is_word, vocabulary, known))
    speller = cache(lambda: Speller(dict(zip(vocabulary, map(int, data["counts"].split()), strict=True)), known, _short(words, domain)))
    light, tables = light_words(domain), domain.words
    small = small_words.load(tables, words.fillers)
    return Grammar(
        words=words,
        small=small,
        names=lexicon.load(data["names"], light),
        signs=_signs(domain, data, speller, is_word),
        alarming=likeness.load(data),
        cue_words=lexicon.load(data["cues"]),
        cue_rules={number: cues.Reach(*rule) for number, rule in data["cue_rules"].items()},
        codes=_codes(domain, small.joiners),
        entry_kinds=data["kinds"],
        numbers=frozenset(data["numbers"].split()),
        foreign=frozenset(tables.get("foreign", {})),
        plain=plain_kinds(domain),
        subject=domain.subject,
        sounds=data["sounds"],
        exact=lexicon.wordings(data["exact"], light),
        learned=scorer.from_data(data, is_word),
        concepts=tables.get("concepts", {}),
        details=frozenset(data["details"].split()),
        never={intent: tuple(wordings) for intent, wordings in data["never"].items()},
        speller=speller,
        is_word=is_word,
        is_foreign=lru_cache(_WORDS)(partial(_is_foreign, WordList(data["spoken"]))),
        anchors=frozenset(map(stem, domain.anchors)),
        describing=frozenset(a.id for a in domain.attributes.values() if a.describes),
        known=known,
        circumstances=frozenset(a.id for a in domain.attributes.values() if a.masked and not a.guard),
        units=units_of(domain),
        ordinals=tables.get("ordinals", {}),
    )


def rules_of(domain: Domain) -> list[Flag | Condition]:
    """All that is recognised by signs."""
    return [*domain.flags.values(), *domain.conditions.values()]


def build(domain: Domain, before: Mapping[str, Any]) -> dict[str, Any]:
    """Make the tables of a subject, or take over from `before` what still holds. Imports the makers: nobody else needs them."""
    from assistant.understand import building

    return building.build(domain, before)
