"""From content to tables: what a message is compared with, as JSON data.

Runs when content has changed; a start reads the result from the cache. Not here: the tables at work (grammar).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any
from zlib import crc32

from assistant.model import Domain, Kind
from assistant.understand import automaton, cues, lexicon, likeness, likeness_training, masking, scorer, sounds
from assistant.understand.grammar import concepts_of, passed_words, reaches_of, rules_of
from assistant.understand.masking import Masking, expansions, former, parsed
from assistant.understand.normalise import Token, Words, normalise
from assistant.understand.stems import root, stem
from assistant.understand.wordlist import heaps

MOST_SPREAD = 200  # wordings of one template looked through
MOST_LEARNED = 4  # wordings of one template the scorer learns from, so that one line does not outweigh an intent
EVERY_DAY = 4  # of so many phrases of the intents one teaches what is no alarm
MOST_EXACT = 40  # wordings of one template that are known word for word
USUAL = 3_000  # a word counts as one of this subject when one template more than one in so many has it (benchmarks/scope.py)
LONGEST_EXACT = 7  # words; longer ones are left to the scorer


def build(domain: Domain) -> dict[str, Any]:
    """All tables of a subject as JSON data."""
    what = masking.masking(domain)
    words, light = what.words, what.light
    counts: Counter[str] = Counter()
    form = former(words, counts)
    names = masking.names_of(what, counts)
    usual = _usual(domain)
    spoken: Counter[str] = Counter(dict.fromkeys(counts, usual))  # names are ours, whoever says them
    parts = automaton.build(parsed(_parts(domain)), former(words, counts, root))
    written, cue_words = lexicon.written(parts), lexicon.written(automaton.build(parsed(_cue_words(domain)), form))
    exact, said = _phrases(domain, what, names, counts, spoken)
    learned = scorer.learn(said)
    return {
        "names": lexicon.written(names),
        "parts": written,
        "cues": cue_words,
        "alarming_words": heaps({follower for _, followers in parts for follower in followers}),
        "cue_rules": {number: list(reach) for number, reach in reaches_of(domain).items()},
        "rules": _rules_of_parts(domain),
        "kinds": {entry.id: entry.kind for entry in domain.entries.values()},
        "numbers": " ".join(id_.rpartition("-")[2] for id_ in domain.covered),
        "sounds": sounds.keys(_names_by_sound(domain)),
        "exact": lexicon.written(automaton.of_wordings(exact, light)),
        **scorer.to_data(learned),
        "details": " ".join(sorted({token for _, tokens in said for token in tokens if token[0] == "="})),
        **likeness_training.learn(list(_examples(domain, words, written, cue_words))),
        "never": {i.id: sorted({" ".join(e) for t in i.never for e in expansions(t, 50, words)}) for i in domain.intents.values() if i.never},
        "known": heaps(domain.known),
        "spoken": heaps(word for word, times in spoken.items() if times >= usual and word.isalpha()),
        "vocabulary": heaps(word for word in counts if word.isalpha()),
        "counts": " ".join(str(count) for word, count in sorted(counts.items()) if word.isalpha()),
    }


def _names_by_sound(domain: Domain) -> dict[str, str]:
    """Names of the subject's entries that are one or two plain words: the ones people mishear."""
    subjects = [entry for entry in domain.entries.values() if entry.kind == domain.subject]
    return {name.lower(): f"{e.kind}:{e.id}" for e in subjects for name in (e.name, *e.heard) if name.replace(" ", "").isalpha() and "(" not in name}


def _parts(domain: Domain) -> Iterator[tuple[str, str]]:
    """Named parts; whole wordings of signs, and what takes signs back (parts named there are found as parts)."""
    for part, wordings in domain.parts.items():
        yield from ((wording, f"part:{part}") for wording in wordings)
    for rule in rules_of(domain):
        for number, sign in enumerate(rule.signs):
            yield from ((wording, f"says:{rule.id}#{number}") for wording in sign.says)
            yield from ((wording, f"not:{rule.id}#{number}") for wording in sign.unless if wording not in domain.parts)
            yield from ((wording, f"looks:{rule.id}#{number}") for wording in sign.looks if wording not in domain.parts)
        yield from ((wording, f"not:{rule.id}") for wording in rule.unless if wording not in domain.parts)


def _rules_of_parts(domain: Domain) -> dict[str, list[str]]:
    """Which flags and conditions a part belongs to, so that only those are looked at."""
    rules: dict[str, dict[str, None]] = {}
    for rule in rules_of(domain):
        for part in (part for sign in rule.signs for part in sign.parts):
            rules.setdefault(part, {})[rule.id] = None
    return {part: list(ids) for part, ids in rules.items()}


def _examples(domain: Domain, words: Words, parts: Sequence[str], cue_words: Sequence[str]) -> Iterator[likeness_training.Example]:
    """What the examples of alarms and of harmless messages show, and what is asked every day as harmless too."""
    if not domain.examples:
        return
    signs, cue_table, passed, reaches = lexicon.load(parts), lexicon.load(cue_words), passed_words(domain), reaches_of(domain)

    def shown(tokens: Sequence[Token]) -> tuple[str, ...]:
        roots = [root(token.text) for token in tokens]
        scopes = cues.scopes(tokens, lexicon.find(cue_table, [stem(token.text) for token in tokens]), reaches)
        return likeness.features(roots, lexicon.within_sentences(lexicon.find(signs, roots, passed), tokens), scopes)

    for example in domain.examples:
        yield from (likeness_training.Example(shown(normalise(text, words)), example.flag) for text in example.says)
    asked = [template for intent in domain.intents.values() for template in intent.says]
    for template in (one for one in asked if crc32(one.encode()) % EVERY_DAY == 0):  # the same ones, whatever is added
        for wording in expansions(template, 1, words):
            yield likeness_training.Example(shown([Token(word, word) for word in wording if word[0] != "{"]), "")


def _cue_words(domain: Domain) -> Iterator[tuple[str, str]]:
    for number, rule in enumerate(domain.cues):
        for role, wordings in (("cue", rule.says), ("unless", rule.unless), ("ends", rule.ends)):
            yield from ((wording, f"{role}:{number}") for wording in wordings)


def _phrases(
    domain: Domain, what: Masking, names: Sequence[lexicon.Node], counts: Counter[str], ours: Counter[str]
) -> tuple[list[tuple[tuple[str, ...], str]], list[tuple[str, tuple[str, ...]]]]:
    """Every intent's wordings with names masked: the stems of those known word for word, and those the scorer learns.

    `ours` gets the words people use about this subject; those of what is refused are not among them.
    """
    exact: dict[tuple[str, ...], dict[str, bool]] = {}  # wording -> intents, and whether they have it with slots of their own
    said: list[tuple[str, tuple[str, ...]]] = []
    mask, pattern = masking.masker(what, names), _patterner(what.light)
    for intent in domain.intents.values():
        learned: dict[tuple[str, ...], None] = {}
        for template in intent.says:
            wordings = expansions(template, MOST_SPREAD, what.words)
            words = list(chain.from_iterable(wordings))
            counts.update(words)
            if intent.kind is not Kind.FALLBACK:
                ours.update(set(words))
            masked = list(map(mask, wordings[:MOST_EXACT]))
            for wording, seen in zip(wordings, masked, strict=False):
                if len(seen) <= LONGEST_EXACT and (seen is wording or _counted(seen) == _counted(wording)):
                    own = exact.setdefault(pattern(seen), {})
                    own[intent.id] = own.get(intent.id, False) or seen is wording or _slots(seen) == _slots(wording)
            for number in sorted(taught(len(wordings), MOST_LEARNED)):
                seen = masked[number] if number < MOST_EXACT else mask(wordings[number])
                learned[*seen, *concepts_of(seen, what.concepts)] = None
        said.extend((intent.id, tokens) for tokens in learned)
    return list(_told_apart(exact)), said


def _patterner(light: frozenset[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Makes of a masked wording the stems it is known by.

    One that speaks of a value by name, 'is a fever common', is no pattern for every value, so the value ends it.
    """

    @cache
    def heavy(word: str) -> str:
        cut = stem(word)
        return "" if cut[0] == "=" or cut in light else cut

    def pattern(masked: Sequence[str]) -> tuple[str, ...]:
        stems = tuple(filter(None, map(heavy, masked)))
        return (*stems, *sorted({word for word in masked if word[0] == "="})) if masked and masked[-1][0] == "=" else stems

    return pattern


def _usual(domain: Domain) -> int:
    """In how many templates a word must be: among many authors' words every other one occurs once."""
    return 1 + sum(len(intent.says) for intent in domain.intents.values()) // USUAL


def _counted(words: Sequence[str]) -> int:
    """Slots of numbers: 'the two' is no pattern for 'the eight'."""
    return words.count("{number}") + words.count("{minutes}")


def _slots(words: Iterable[str]) -> int:
    return len([word for word in words if word[0] == "{"])


def _told_apart(exact: Mapping[tuple[str, ...], Mapping[str, bool]]) -> Iterator[tuple[tuple[str, ...], str]]:
    """A wording that one intent has for any name and another for a single one is the first one's: 'is {point} {complaint}'."""
    for stems, intents in exact.items():
        general = any(intents.values())
        yield from ((stems, intent) for intent, slotted in intents.items() if slotted or not general)


@cache
def taught(count: int, most: int) -> frozenset[int]:
    """Which of so many wordings of a template are learned from: some from all over it, for neighbours teach the same.

    The steps are those of the golden ratio, which fall evenly however many are taken.

    >>> sorted(taught(10, 4)), sorted(taught(2, 4))
    ([0, 2, 6, 8], [0, 1])
    """
    return frozenset(int((step * 0.618034 % 1) * count) for step in range(most))
