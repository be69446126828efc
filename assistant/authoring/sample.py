"""Sentences an intent stands for, evenly spread over its phrases: what an author reads aloud, or a recogniser is fed with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TypeVar

from assistant import templates
from assistant.content.places import meant
from assistant.errors import ContentMissing
from assistant.expanding import expand
from assistant.model import Domain
from assistant.templates import MOST

T = TypeVar("T")
FILLINGS = {"minutes": "five minutes", "number": "three", "ordinal": "second"}


def sentences(domain: Domain, intent: str, most: int, slots: bool) -> tuple[str, ...]:
    """At most so many sentences; slots filled with names unless they are wanted as they are."""
    if intent not in domain.intents:
        raise ContentMissing(f"no intent called '{intent}'{meant(intent, tuple(domain.intents))}")
    names = {} if slots else _names(domain)
    found: dict[str, None] = {}
    for wording in _in_turn([_spread(text, most) for text in domain.intents[intent].says]):
        sentence = " ".join(word for token in wording for word in [_filled(token, names, len(found))] if word)
        found[sentence] = None
        if len(found) >= most:
            break
    return tuple(found)


def _spread(text: str, most: int) -> list[tuple[str, ...]]:
    """Wordings of one phrase: the plainest first, then from all over."""
    from assistant.understand.counting import spread  # numpy comes with it, which no other tool of authors needs at its start

    every = list(islice(expand(templates.parse(text), {}, MOST), MOST))
    return [every[place] for place in spread(len(every), most)]


def _in_turn(rows: Sequence[list[T]]) -> Iterator[T]:
    """The first of every row, then the second of every row."""
    for place in range(max(map(len, rows), default=0)):
        yield from (row[place] for row in rows if place < len(row))


def _names(domain: Domain) -> dict[str, list[str]]:
    """Names for each slot, the first of everything, then the second; where there are codes, entries go by their ids first."""
    ways: dict[str, list[list[str]]] = {}
    for entry in domain.entries.values():
        code = () if entry.id.islower() else (entry.id,)
        ways.setdefault(entry.kind, []).append([*code, entry.name, *map(_plainest, entry.also)])
    for value in domain.values.values():
        ways.setdefault(value.attribute, []).append([value.name, *map(_plainest, value.also)])
    names = {slot: [filling] for slot, filling in FILLINGS.items()}
    names |= {slot: list(_in_turn(some)) for slot, some in ways.items()}
    for measure in domain.measures.values():
        names.setdefault("measure", []).append(_plainest(measure.most[0]))
    return names


def _plainest(text: str) -> str:
    return " ".join(next(expand(templates.parse(text), {}, 1)))


def _filled(token: str, names: dict[str, list[str]], turn: int) -> str:
    some = names.get(token[1:-1]) if token[0] == "{" else None
    return some[turn % len(some)] if some else token
