"""What people say as tables: names, wordings known word for word, and what the scorer learns from all others.

Runs when content has changed. Not here: how names are masked (masking), and the other tables of an index (alarming, building).
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import accumulate, chain

from assistant.model import Domain, Intent, Kind
from assistant.understand import automaton, lexicon, masking, scorer
from assistant.understand.grammar import concepts_of
from assistant.understand.lasting import Later, Tables
from assistant.understand.masking import Masking, expansions
from assistant.understand.stems import stem
from assistant.understand.wordlist import heaps
from assistant.values import NamedTuple

MOST_SPREAD = 200  # wordings of one template looked through
MOST_LEARNED = 4  # wordings of one template the scorer learns from, so that one line does not outweigh an intent
MOST_EXACT = 40  # wordings of one template that are known word for word
USUAL = 3_200  # a word counts as one of this subject when one template more than one in so many has it (benchmarks/scope.py)
OURS = 0.9  # of the phrases, looked through here: as long as the rest and the alarms take another process
LONGEST_EXACT = 7  # words; longer ones are left to the scorer

Tokens = tuple[str, ...]
Owners = dict[str, bool]  # intents that have a wording, and whether they have it with slots of their own


def made_of(domain: Domain, what: Masking) -> str:
    """Everything the tables are made of, as text: while it is the same, they hold (lasting)."""
    told = [(intent.id, intent.kind is Kind.FALLBACK, intent.says) for intent in domain.intents.values()]
    return json.dumps((what, told), sort_keys=True, default=sorted)


class Phrases(NamedTuple):
    """Wordings of some intents with names masked."""

    exact: dict[Tokens, Owners]  # the stems of those known word for word
    said: list[tuple[str, Tokens]]  # intents, and what the scorer learns of them
    counts: Counter[str]  # their words
    ours: Counter[str]  # in how many phrases people use them about this subject: not in those of what is refused


def begun(domain: Domain, what: Masking, later: Later) -> Callable[[], Tables]:
    """Start making the tables, some of the phrases perhaps in another process; calling what is returned waits for them."""
    counts: Counter[str] = Counter()
    names = masking.names_of(what, counts)
    ours, theirs = _shared_out(list(domain.intents.values()))
    others = later(partial(phrases, theirs, what, names))

    def finished() -> Tables:
        usual = _usual(domain)
        every = _together(phrases(ours, what, names), others())
        spoken = Counter(dict.fromkeys(counts, usual)) + every.ours  # names are ours, whoever says them
        sections = {
            "names": lexicon.written(names),
            **scorer.to_data(scorer.learn(every.said)),
            "exact": exact_table(list(_told_apart(every.exact)), what.light),
            "details": " ".join(sorted({token for _, tokens in every.said for token in tokens if token[0] == "="})),
            "spoken": heaps(word for word, times in spoken.items() if times >= usual and word.isalpha()),
        }
        return Tables(sections, counts + every.counts)

    return finished


def _shared_out(intents: Sequence[Intent]) -> tuple[Sequence[Intent], Sequence[Intent]]:
    """The intents in two parts, in their order; the second, which another process may look through beside what raises an alarm, is smaller."""
    before = list(accumulate(len(intent.says) for intent in intents))
    middle = bisect_left(before, before[-1] * OURS) + 1 if before else 0
    return intents[:middle], intents[middle:]


def _together(ours: Phrases, theirs: Phrases) -> Phrases:
    """The phrases of both parts as one, as if all intents had been looked through in their order."""
    exact = ours.exact
    for stems, owners in theirs.exact.items():
        exact.setdefault(stems, {}).update(owners)
    return Phrases(exact, ours.said + theirs.said, ours.counts + theirs.counts, ours.ours + theirs.ours)


def exact_table(wordings: Sequence[tuple[Tokens, str]], light: frozenset[str]) -> list[str]:
    """The table of the wordings that are known word for word."""
    return lexicon.written(automaton.of_wordings(wordings, light))


def phrases(intents: Sequence[Intent], what: Masking, names: Sequence[lexicon.Node]) -> Phrases:
    """Look through all phrases of these intents."""
    found = Phrases({}, [], Counter(), Counter())
    mask, pattern = masking.masker(what, names), _patterner(what.light)
    for intent in intents:
        learned: dict[Tokens, None] = {}
        for template in intent.says:
            wordings = expansions(template, MOST_SPREAD, what.words)
            words = list(chain.from_iterable(wordings))
            found.counts.update(words)
            if intent.kind is not Kind.FALLBACK:
                found.ours.update(set(words))
            masked = list(map(mask, wordings[:MOST_EXACT]))
            for stems, slotted in _exact(wordings, masked, pattern):
                own = found.exact.setdefault(stems, {})
                own[intent.id] = own.get(intent.id, False) or slotted
            chosen = (masked[n] if n < MOST_EXACT else mask(wordings[n]) for n in sorted(taught(len(wordings), MOST_LEARNED)))
            learned.update(((*tokens, *concepts_of(tokens, what.concepts)), None) for tokens in chosen)
        found.said.extend((intent.id, tokens) for tokens in learned)
    return found


def _exact(wordings: Sequence[Tokens], masked: Sequence[Tokens], pattern: Callable[[Tokens], Tokens]) -> Iterator[tuple[Tokens, bool]]:
    """The wordings to be known word for word, as stems, and whether each has no slots but its own. In most nothing is masked."""
    for wording, seen in zip(wordings, masked, strict=False):
        if len(seen) <= LONGEST_EXACT and (seen is wording or _counted(seen) == _counted(wording)):
            yield pattern(seen), seen is wording or _slots(seen) == _slots(wording)


def _patterner(light: frozenset[str]) -> Callable[[Tokens], Tokens]:
    """A function from a masked wording to the stems it is known by.

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
    """How many slots of numbers there are: a wording with 'the two' is no pattern for 'the eight'."""
    return words.count("{number}") + words.count("{minutes}")


def _slots(words: Iterable[str]) -> int:
    return len([word for word in words if word[0] == "{"])


def _told_apart(exact: Mapping[Tokens, Owners]) -> Iterator[tuple[Tokens, str]]:
    """Wordings with their intents; an intent that has one for a single name gives way to those that have it for any: 'is {point} {complaint}'."""
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
