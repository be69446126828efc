"""What understanding consults, made ready from the compiled tables of a subject.

Not here: how the tables are made from content (building), and reading a message (reader).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache, partial

from assistant.content.vocabulary import REWRITES
from assistant.model import Condition, Domain, Flag
from assistant.understand import codes, cues, lexicon, likeness, scorer
from assistant.understand.normalise import Words
from assistant.understand.spelling import Speller
from assistant.understand.stems import root, stem
from assistant.understand.wordlist import WordList
from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any


_WORDS = 2_000  # of which it is remembered whether they are known
_SHORT_FORM = 2  # letters; shorter forms may be cut out of anything


class Grammar(NamedTuple):
    """Everything `read` consults."""

    words: Words
    names: lexicon.Lexicon  # of entries and values
    parts: lexicon.Lexicon  # parts and wordings of signs
    sign_parts: frozenset[str]  # parts that signs are made of, as against those that only take one back
    alarming: Callable[[], likeness.Learnt]  # what the examples of alarms taught
    alarming_words: WordList  # roots that occur in parts and wordings of signs
    passed: lexicon.Passed  # stems that may interrupt the wording of a sign
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
    vocabulary: WordList  # every word of the content
    is_word: Callable[[str], bool]  # whether a word is known, as it is or without its ending
    is_foreign: Callable[[str], bool]  # whether a word is in no name and hardly any phrase of this subject
    heads: frozenset[str]  # words a description ends with: "the second one", "the knee point"
    asides: frozenset[str]  # words around a bare name: "and what about the ankle one then"
    anchors: frozenset[str]  # stems of words that tie a message to the subject
    joiners: frozenset[str]
    articles: frozenset[str]  # 'the', 'my': what stands before a head
    describing: frozenset[str]  # attributes whose values stand for an entry: "the knee one"
    known: WordList  # words nobody needs to explain
    openers: frozenset[str]  # words a new question begins with
    turnable: frozenset[str]  # of them those behind which a "not" supposes the answer: "isn't it"
    standing: frozenset[str]  # words that stand for what is talked of: "it", "that"
    links: frozenset[str]  # words that join two questions
    joining: frozenset[str]  # words that join two names: what is excluded with one is excluded with the other
    negations: frozenset[str]  # "not", as every denial is written
    tags: frozenset[str]  # "isn't it", "right": what makes a question of what stands before
    longest_tag: int  # words
    relating: frozenset[str]  # words that open a question only where its verb follows: "when do i"
    supposing: frozenset[str]  # words that open what is supposed: "if i press hard, will it bruise" is all of one question
    selves: frozenset[str]  # words for the one who talks
    reporting: frozenset[str]  # after these a question word begins what is asked
    question_words: frozenset[str]  # of the openers those that open nothing but a question
    circumstances: frozenset[str]  # attributes whose values may stand beside a name: sitting, with the thumb
    answers: frozenset[str]  # "no", "nothing": what a message may answer with before it says something else
    turns: frozenset[str]  # words a sentence of its own begins with after such an answer: "no, i", "nothing, well"
    requests: frozenset[str]  # "need", "wondering": what wants an answer without asking
    faint: frozenset[str]  # of these what does so only where nothing is asked outright: "know", "after"
    things: frozenset[str]  # of the question words those that stand for something: "what", "which"
    leading: frozenset[str]  # words that lead on to such a one: "on what do i lie" is one question
    figurative: frozenset[str]  # parts whose words mean something else
    several: frozenset[str]  # parts of signs whose words must be of several: 'my legs'
    plurals: Mapping[str, str]  # words of several -> the same of one
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
    return Words(rewrites, numbers, frozenset(domain.words.get("fillers", {})), domain.words.get("dictated", {}))


def _short(words: Words, domain: Domain) -> frozenset[str]:
    """What is no word of its own and yet part of words written as one: 'wheres', 'forty', 'bl'."""
    written = (spelling for family in domain.codes for spelling in family.spellings)
    forms = (*(form for form in words.rewrites if len(form) > _SHORT_FORM), *words.numbers, *written)
    return frozenset(form for form in forms if form.isalpha() and len(form) > 1)


def plain_kinds(domain: Domain) -> frozenset[str]:
    """Kinds of mentions whose words the scorer should see: all but the subject's and the masked attributes'."""
    others = {kind for kind in domain.kinds if kind != domain.subject}
    return frozenset(others | {a.id for a in domain.attributes.values() if not a.masked})


def load(domain: Domain, data: Mapping[str, Any]) -> Grammar:
    """The compiled tables of `build`, ready for reading messages."""
    words = make_words(domain)
    vocabulary, known = WordList(data["vocabulary"]), WordList(data["known"])
    is_word = lru_cache(_WORDS)(partial(_is_word, vocabulary, known))
    light = light_words(domain)
    tables = domain.words
    return Grammar(
        words=words,
        names=lexicon.load(data["names"], light),
        parts=lexicon.load(data["parts"]),
        sign_parts=frozenset(data["sign_parts"].split()),
        alarming_words=WordList(data["alarming_words"]),
        passed=passed_words(domain),
        alarming=likeness.load(data),
        cue_words=lexicon.load(data["cues"]),
        cue_rules={number: cues.Reach(*rule) for number, rule in data["cue_rules"].items()},
        codes=codes.compile_codes(
            domain.codes,
            frozenset(tables.get("joiners", {})),
            {word: int(digit) for word, digit in tables.get("heard", {}).items()},
            frozenset(domain.covered),
            frozenset(word for word, value in tables.get("numbers", {}).items() if int(value) == 100),
        ),
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
        speller=cache(lambda: Speller(dict(zip(vocabulary, map(int, data["counts"].split()), strict=True)), known, _short(words, domain))),
        vocabulary=vocabulary,
        is_word=is_word,
        is_foreign=lru_cache(_WORDS)(partial(_is_foreign, WordList(data["spoken"]))),
        heads=frozenset((*tables.get("heads", {}), *tables.get("joiners", {}))),
        asides=frozenset((*tables.get("asides", {}), *tables.get("links", {}), *light, *words.fillers)),
        anchors=frozenset(map(stem, domain.anchors)),
        joiners=frozenset(tables.get("joiners", {})),
        articles=frozenset(tables.get("light", {})),
        describing=frozenset(a.id for a in domain.attributes.values() if a.describes),
        known=known,
        openers=frozenset(tables.get("openers", {})),
        turnable=frozenset(tables.get("turnable", {})),
        standing=frozenset(tables.get("standing", {})),
        links=frozenset(tables.get("links", {})),
        joining=frozenset(word for word, part in tables.get("logic", {}).items() if part in ("joins", "against")),
        negations=frozenset(word for word, part in tables.get("logic", {}).items() if part == "denies"),
        tags=frozenset(tables.get("tags", {})),
        longest_tag=max((len(tag.split()) for tag in tables.get("tags", {})), default=0),
        answers=frozenset(word for word, role in tables.get("answers", {}).items() if not role),
        turns=frozenset(word for word, role in tables.get("answers", {}).items() if role),
        requests=frozenset(tables.get("requests", {})),
        faint=frozenset(word for word, role in tables.get("requests", {}).items() if role),
        things=frozenset(word for word, role in tables.get("question_words", {}).items() if role),
        leading=frozenset(tables.get("leading", {})),
        relating=frozenset(word for word, role in tables.get("relating", {}).items() if not role),
        supposing=frozenset(word for word, role in tables.get("relating", {}).items() if role),
        selves=frozenset(tables.get("selves", {})),
        reporting=frozenset(tables.get("reporting", {})),
        question_words=frozenset(tables.get("question_words", {})),
        circumstances=frozenset(a.id for a in domain.attributes.values() if a.masked and not a.guard),
        figurative=frozenset(f"part:{part}" for part in domain.figurative),
        several=frozenset(f"part:{part}" for part in domain.plural),
        plurals=tables.get("plurals", {}),
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
