"""What people say as tables: names, wordings known word for word, and what the scorer learns from all others.

Runs when content has changed. Not here: how names are masked (masking), and the other tables of an index (building, signs).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain

from assistant.model import Domain, Kind
from assistant.understand import automaton, lexicon, masking, scorer
from assistant.understand.grammar import concepts_of
from assistant.understand.lasting import Tables
from assistant.understand.masking import Masking, expansions
from assistant.understand.stems import stem
from assistant.understand.wordlist import heaps

MOST_SPREAD = 200  # wordings of one template looked through
MOST_LEARNED = 4  # wordings of one template the scorer learns from, so that one line does not outweigh an intent
MOST_EXACT = 40  # wordings of one template that are known word for word
USUAL = 3_000  # a word counts as one of this subject when one template more than one in so many has it (benchmarks/scope.py)
LONGEST_EXACT = 7  # words; longer ones are left to the scorer


def made_of(domain: Domain, what: Masking) -> str:
    """All that decides what the tables are."""
    phrases = [(intent.id, intent.kind is Kind.FALLBACK, intent.says) for intent in domain.intents.values()]
    return json.dumps((what, phrases), sort_keys=True, default=sorted)


def tables(domain: Domain, what: Masking) -> Tables:
    """All of them."""
    counts: Counter[str] = Counter()
    names = masking.names_of(what, counts)
    usual = _usual(domain)
    spoken: Counter[str] = Counter(dict.fromkeys(counts, usual))  # names are ours, whoever says them
    exact, said = _phrases(domain, what, names, counts, spoken)
    sections = {
        "names": lexicon.written(names),
        "exact": lexicon.written(automaton.of_wordings(exact, what.light)),
        **scorer.to_data(scorer.learn(said)),
        "details": " ".join(sorted({token for _, tokens in said for token in tokens if token[0] == "="})),
        "spoken": heaps(word for word, times in spoken.items() if times >= usual and word.isalpha()),
    }
    return Tables(sections, counts)


Tokens = tuple[str, ...]
Owners = dict[str, bool]  # intents that have a wording, and whether they have it with slots of their own


def _phrases(
    domain: Domain, what: Masking, names: Sequence[lexicon.Node], counts: Counter[str], ours: Counter[str]
) -> tuple[list[tuple[Tokens, str]], list[tuple[str, Tokens]]]:
    """Every intent's wordings with names masked: the stems of those known word for word, and those the scorer learns.

    `ours` gets the words people use about this subject; those of what is refused are not among them.
    """
    exact: dict[Tokens, Owners] = {}
    said: list[tuple[str, Tokens]] = []
    mask, pattern = masking.masker(what, names), _patterner(what.light)
    for intent in domain.intents.values():
        learned: dict[Tokens, None] = {}
        for template in intent.says:
            wordings = expansions(template, MOST_SPREAD, what.words)
            words = list(chain.from_iterable(wordings))
            counts.update(words)
            if intent.kind is not Kind.FALLBACK:
                ours.update(set(words))
            masked = list(map(mask, wordings[:MOST_EXACT]))
            for stems, slotted in _exact(wordings, masked, pattern):
                own = exact.setdefault(stems, {})
                own[intent.id] = own.get(intent.id, False) or slotted
            chosen = (masked[n] if n < MOST_EXACT else mask(wordings[n]) for n in sorted(taught(len(wordings), MOST_LEARNED)))
            learned.update(((*tokens, *concepts_of(tokens, what.concepts)), None) for tokens in chosen)
        said.extend((intent.id, tokens) for tokens in learned)
    return list(_told_apart(exact)), said


def _exact(wordings: Sequence[Tokens], masked: Sequence[Tokens], pattern: Callable[[Tokens], Tokens]) -> Iterator[tuple[Tokens, bool]]:
    """Those known word for word, and whether all their slots are their own. Most are what they were: nothing is masked in them."""
    for wording, seen in zip(wordings, masked, strict=False):
        if len(seen) <= LONGEST_EXACT and (seen is wording or _counted(seen) == _counted(wording)):
            yield pattern(seen), seen is wording or _slots(seen) == _slots(wording)


def _patterner(light: frozenset[str]) -> Callable[[Tokens], Tokens]:
    """Makes of a masked wording the stems it is known by.

    One that speaks of a value by name, 'is a fever common', is no pattern for every value, so the value ends it.
    """

    @cache
    def heavy(word: str) -> str:
        cut = stem(word)
        return "" if cut[0] == "=" or cut in light else cut

    def pattern(masked: Tokens) -> Tokens:
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


def _told_apart(exact: Mapping[Tokens, Owners]) -> Iterator[tuple[Tokens, str]]:
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
