"""Content of ours as Rasa's training data: examples with entities, synonyms, lookups, responses and rules.

What Rasa has no words for (statements, sessions, signs of danger, cues) is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from assistant import templates
from assistant.authoring.carried import value_id
from assistant.authoring.cases import found
from assistant.authoring.foreign import Left
from assistant.authoring.our_files import quoted
from assistant.authoring.sample import FILLINGS
from assistant.authoring.scaffold import empty
from assistant.content.places import Place
from assistant.content.where import Written
from assistant.expanding import expand
from assistant.model import Domain, Intent
from assistant.values import NamedTuple

_BLANK = re.compile(r"\{[a-z_]+\}")
MOST_NAMES = 50  # of one name's template
NUMBERS = {**FILLINGS, "measure": "most"}


class Name(NamedTuple):
    """One way to name something."""

    text: str
    id: str


def write(domain: Domain, places: Written, into: Path, most: int) -> tuple[Left, ...]:
    """Write nlu.yml, domain.yml and rules.yml into an empty folder; what was not carried over."""
    empty(into)
    own = {id_: intent for id_, intent in domain.intents.items() if places.layers[places.intents[id_].path] == domain.name}
    shared = len(domain.intents) - len(own)
    domain = domain._replace(intents=own)
    into.mkdir(parents=True, exist_ok=True)
    names = _names(domain)
    (into / "nlu.yml").write_text("\n".join(['version: "3.1"', "nlu:", *_nlu(domain, names, most)]) + "\n", "utf-8")
    (into / "domain.yml").write_text("\n".join(['version: "3.1"', *_domain(domain, names)]) + "\n", "utf-8")
    (into / "rules.yml").write_text("\n".join(['version: "3.1"', "rules:", *_rules(domain)]) + "\n", "utf-8")
    common = Left(Place("intents/common", 1, 1), f"{shared} intents every subject has: greetings, moves, acts on the conversation")
    return (common, *_cut(domain, places, most), *_left(domain, places))


def _cut(domain: Domain, places: Written, most: int) -> Iterator[Left]:
    """Wordings and names beyond what is written out of one template."""
    for id_, intent in domain.intents.items():
        sizes = [templates.count(templates.parse(text), {}) for text in intent.says]
        if lost := sum(max(0, size - most) for size in sizes):
            yield Left(places.intents[id_], f"{lost:,} of {sum(sizes):,} wordings of '{id_}': at most {most} of each phrase are written out (-n)")
    for (id_, name), place in places.names.items():
        size = templates.count(templates.parse(name.lower()), {})
        if size > MOST_NAMES:
            yield Left(place, f"{size - MOST_NAMES:,} of {size:,} names of '{id_}': at most {MOST_NAMES} of each are written out")


def _names(domain: Domain) -> dict[str, list[Name]]:
    """All names by kind and attribute."""
    names: dict[str, list[Name]] = {}
    for entry in domain.entries.values():
        names.setdefault(entry.kind, []).extend(_ways(entry.id, (entry.name, *entry.also, *entry.heard)))
    for value in domain.values.values():
        names.setdefault(value.attribute, []).extend(_ways(value.id, (value.name, *value.also)))
    return names


def _ways(id_: str, texts: tuple[str, ...]) -> Iterator[Name]:
    found = dict.fromkeys(" ".join(w) for text in texts for w in islice(expand(templates.parse(text.lower()), {}, MOST_NAMES), MOST_NAMES))
    return (Name(text, id_) for text in found)


def _nlu(domain: Domain, names: Mapping[str, list[Name]], most: int) -> Iterator[str]:
    for intent in domain.intents.values():
        yield from (f"- intent: {intent.id}", "  examples: |")
        yield from (f"    - {example}" for example in _examples(intent, names, most))
    for kind, some in names.items():
        by_id: dict[str, list[str]] = {}
        for name in some:
            by_id.setdefault(name.id, []).append(name.text)
        yield from (f"- lookup: {kind}", "  examples: |", *(f"    - {_called(id_, texts)}" for id_, texts in by_id.items()))
        for id_, texts in by_id.items():
            others = [text for text in texts if text != _called(id_, texts)]
            if others:
                yield from (f"- synonym: {quoted(_called(id_, texts))}", "  examples: |", *(f"    - {text}" for text in others))


def _called(id_: str, texts: list[str]) -> str:
    """What stands for a value: its first name where that leads back to its id, else the id."""
    return texts[0] if value_id(texts[0]) == id_ else id_


def _examples(intent: Intent, names: Mapping[str, list[Name]], most: int) -> dict[str, None]:
    """The wordings of an intent, names filled in in turn."""
    found: dict[str, None] = {}
    for text in intent.says:
        for words in islice(expand(templates.parse(text), {}, most), most):
            found[" ".join(_filled(word, names, len(found)) for word in words)] = None
    return found


def _filled(word: str, names: Mapping[str, list[Name]], turn: int) -> str:
    """A slot as a marked name."""
    if word[0] != "{":
        return word
    slot = word[1:-1]
    some = names.get(slot)
    if not some:
        return NUMBERS[slot]
    name = some[turn % len(some)]
    return f"[{name.text}]({slot})" if value_id(name.text) == name.id else f'[{name.text}]{{"entity": {quoted(slot)}, "value": {quoted(name.id)}}}'


def _domain(domain: Domain, names: Mapping[str, list[Name]]) -> Iterator[str]:
    yield from ("intents:", *(f"- {intent}" for intent in domain.intents))
    if names:
        yield from ("entities:", *(f"- {kind}" for kind in names))
    yield "responses:"
    said = {intent.reply.say for intent in domain.intents.values() if intent.reply.say}
    for phrase in sorted(said):
        yield f"  {_response(phrase)}:"
        yield from (f"  - text: {quoted(text)}" for text in domain.phrases[phrase])


def _response(phrase: str) -> str:
    return phrase if phrase.startswith("utter_") else f"utter_{phrase}"


def _rules(domain: Domain) -> Iterator[str]:
    for intent in domain.intents.values():
        if intent.reply.say:
            yield from (f"- rule: {intent.id}", "  steps:", f"  - intent: {intent.id}", f"  - action: {_response(intent.reply.say)}")


def _left(domain: Domain, places: Written) -> Iterator[Left]:
    """Everything that Rasa's files can not say."""
    for intent in domain.intents.values():
        yield from _left_of(domain, intent, places.intents[intent.id])
    start = Place(f"knowledge/{domain.name}/domain.yaml", 1, 1)
    counts = {**_counts(domain), "files of tests": len(found(places.root))}
    yield from (Left(start, f"{count} {what}") for what, count in counts.items() if count)


def _left_of(domain: Domain, intent: Intent, place: Place) -> Iterator[Left]:
    """What an intent has beside its phrases and a fixed reply."""
    if not intent.reply.say:
        yield Left(place, f"what '{intent.id}' is answered with: Rasa answers from knowledge by code")
    if intent.never:
        yield Left(place, f"'never' of '{intent.id}': {len(intent.never)} wordings")
    if intent.otherwise:
        yield Left(place, f"'otherwise' of '{intent.id}': what is told when nothing is named")
    blanks = dict.fromkeys(blank for text in domain.phrases.get(intent.reply.say, ()) for blank in _BLANK.findall(text))
    yield from (Left(place, f"the blank {blank} of '{intent.reply.say}': Rasa fills it from a slot of that name") for blank in blanks)


def _counts(domain: Domain) -> dict[str, int]:
    """How much there is of what has no place in Rasa's files at all."""
    entries, values = domain.entries.values(), domain.values.values()
    said = {intent.reply.say for intent in domain.intents.values()}
    return {
        "statements": sum(len(some) for entry in entries for some in entry.facets.values()),
        "guided plans": sum(len(entry.plans) for entry in entries),
        "flags": len(domain.flags),
        "conditions": len(domain.conditions),
        "cues": len(domain.cues),
        "measures": len(domain.measures),
        "families of codes": len(domain.codes),
        "sources": len(domain.sources),
        "replies that no intent names": len(set(domain.phrases) - said),
        "spoken forms": len(domain.spoken) + sum(bool(entry.say) for entry in entries),
        "attributes and numbers of entries": sum(len(entry.attributes) + len(entry.numbers) for entry in entries),
        "values within others or outside the subject": sum(bool(value.within) or value.outside for value in values),
        "figures": sum(bool(entry.figure) for entry in entries),
    }
