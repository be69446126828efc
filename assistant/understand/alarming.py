"""The tables of what raises an alarm: parts and wordings of signs, cues, and weights learnt from the examples (the second ear).

Runs when content has changed. Not here: the other tables of an index (said, building), and finding signs in a message (finding, likeness).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from zlib import crc32

from assistant.model import Domain, Kind
from assistant.understand import automaton, cues, lexicon, likeness, likeness_training
from assistant.understand.grammar import passed_words, reaches_of, rules_of
from assistant.understand.lasting import Later, Tables
from assistant.understand.masking import expansions, former, parsed
from assistant.understand.normalise import Token, Words, normalise
from assistant.understand.stems import root, stem
from assistant.understand.wordlist import heaps

EVERY_DAY = 4  # one in so many phrases of the intents teaches what is no alarm


def made_of(domain: Domain) -> str:
    """Everything the tables are made of, as text: while it is the same, they hold (lasting)."""
    told = (list(_parts(domain)), domain.cues, domain.examples, _asked(domain), domain.words)
    return json.dumps(told, sort_keys=True)


def begun(domain: Domain, words: Words, later: Later) -> Callable[[], Tables]:
    """Start making the tables; calling what is returned waits for them."""
    return later(partial(tables, domain, words))


def tables(domain: Domain, words: Words) -> Tables:
    """Make all the tables, and count the words they are made of."""
    counts: Counter[str] = Counter()
    parts = automaton.build(parsed(_parts(domain)), former(words, counts, root))
    written, cue_words = lexicon.written(parts), lexicon.written(automaton.build(parsed(_cue_words(domain)), former(words, counts)))
    sections = {
        "parts": written,
        "cues": cue_words,
        "alarming_words": heaps({follower for _, followers in parts for follower in followers}),
        **likeness_training.learn(list(_examples(domain, words, written, cue_words))),
    }
    return Tables(sections, counts)


def _parts(domain: Domain) -> Iterator[tuple[str, str]]:
    """Wordings with what they stand for: 'part:ID' is a part, 'says:RULE#0' a whole sign, 'not:RULE#0' and 'looks:RULE#0' what takes one back.

    Where a part is named instead of a wording, it is found as that part.
    """
    for part, wordings in domain.parts.items():
        yield from ((wording, f"part:{part}") for wording in wordings)
    for rule in rules_of(domain):
        for number, sign in enumerate(rule.signs):
            yield from ((wording, f"says:{rule.id}#{number}") for wording in sign.says)
            yield from ((wording, f"not:{rule.id}#{number}") for wording in sign.unless if wording not in domain.parts)
            yield from ((wording, f"looks:{rule.id}#{number}") for wording in sign.looks if wording not in domain.parts)
        yield from ((wording, f"not:{rule.id}") for wording in rule.unless if wording not in domain.parts)


def _examples(domain: Domain, words: Words, parts: Sequence[str], cue_words: Sequence[str]) -> Iterator[likeness_training.Example]:
    """What there is to learn from: the examples of alarms, those of harmless messages, and as harmless also what is asked every day."""
    if not domain.examples:
        return
    signs, cue_table, passed, reaches = lexicon.load(parts), lexicon.load(cue_words), passed_words(domain), reaches_of(domain)

    def shown(tokens: Sequence[Token]) -> tuple[str, ...]:
        roots = [root(token.text) for token in tokens]
        scopes = cues.scopes(tokens, lexicon.find(cue_table, [stem(token.text) for token in tokens]), reaches)
        return likeness.features(roots, lexicon.within_sentences(lexicon.find(signs, roots, passed), tokens), scopes)

    for example in domain.examples:
        yield from (likeness_training.Example(shown(normalise(text, words)), example.flag) for text in example.says)
    slot, named = f"{{{domain.subject}}}", [normalise(id_, words) for id_ in domain.covered]
    for template in _asked(domain):
        for wording in expansions(template, 1, words):
            yield likeness_training.Example(shown(_filled(slot, named, wording)), "")


def _filled(slot: str, named: Sequence[Sequence[Token]], wording: Sequence[str]) -> list[Token]:
    """A phrase with one of these entries in its slot, so that names of entries are learnt as harmless; a phrase always gets the same entry."""
    chosen = named[crc32(" ".join(wording).encode()) % len(named)] if named else ()
    words = (chosen if word == slot else (Token(word, word),) for word in wording if word == slot or word[0] != "{")
    return [token for some in words for token in some]


def _asked(domain: Domain) -> list[str]:
    """What is asked every day: some phrases of the intents (the same ones whatever is added), and all phrases about other subjects."""
    every = ((template, intent.kind is Kind.FALLBACK) for intent in domain.intents.values() for template in intent.says)
    return [template for template, other in every if other or crc32(template.encode()) % EVERY_DAY == 0] if domain.examples else []


def _cue_words(domain: Domain) -> Iterator[tuple[str, str]]:
    for number, rule in enumerate(domain.cues):
        for role, wordings in (("cue", rule.says), ("unless", rule.unless), ("ends", rule.ends)):
            yield from ((wording, f"{role}:{number}") for wording in wordings)
