"""From content to tables: what a message is compared with, as JSON data.

Runs when content has changed; a start reads the result from the cache. Not here: what people say (said) and what raises an
alarm (alarming) as tables, which an index made before may have already (lasting), and the tables at work (grammar).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import partial
from typing import Any

from assistant.model import Domain
from assistant.understand import alarming, lasting, masking, said, sounds
from assistant.understand.grammar import reaches_of
from assistant.understand.lasting import Later, Part, at_need
from assistant.understand.normalise import Words
from assistant.understand.wordlist import heaps

WORTH = 5_000  # phrases from which on a second process saves more than it costs


def much(domain: Domain) -> bool:
    """Whether there is so much to learn that a second process is worth starting."""
    return sum(len(intent.says) for intent in domain.intents.values()) >= WORTH


def build(domain: Domain, before: Mapping[str, Any], later: Later = at_need) -> dict[str, Any]:
    """All tables of a subject as JSON data; what still holds is taken from `before`, the index of what the content was."""
    what = masking.masking(domain)
    parts = (
        Part("said", said.made_of(domain, what), partial(said.begun, domain, what)),
        Part("signs", alarming.made_of(domain), partial(alarming.begun, domain, what.words)),
    )
    begun = [lasting.begun(part, before, later) for part in parts]
    made = [finished() for finished in begun]
    counts = sum((Counter(one.tables.words) for one in made), Counter[str]())
    return {
        **{name: section for one in made for name, section in one.tables.sections.items()},
        "cue_rules": {number: list(reach) for number, reach in reaches_of(domain).items()},
        "sign_parts": " ".join(domain.signs),
        "kinds": {entry.id: entry.kind for entry in domain.entries.values()},
        "numbers": " ".join(id_.rpartition("-")[2] for id_ in domain.covered),
        "sounds": sounds.keys(_names_by_sound(domain)),
        "never": _never(domain, what.words),
        "known": heaps(domain.known),
        "vocabulary": heaps(word for word in counts if word.isalpha()),
        "counts": " ".join(str(count) for word, count in sorted(counts.items()) if word.isalpha()),
        lasting.ROWS: {part.name: one.row for part, one in zip(parts, made, strict=True)},
    }


def _names_by_sound(domain: Domain) -> dict[str, str]:
    """Names of the subject's entries that are one or two plain words: the ones people mishear."""
    subjects = [entry for entry in domain.entries.values() if entry.kind == domain.subject]
    return {name.lower(): f"{e.kind}:{e.id}" for e in subjects for name in (e.name, *e.heard) if name.replace(" ", "").isalpha() and "(" not in name}


def _never(domain: Domain, words: Words) -> dict[str, list[str]]:
    """The wordings that rule an intent out."""
    return {i.id: sorted({" ".join(e) for text in i.never for e in masking.expansions(text, 50, words)}) for i in domain.intents.values() if i.never}
