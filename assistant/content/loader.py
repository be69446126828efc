"""Reads a subject from its files: everything checked, all mistakes at once, or the finished value."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from assistant.content.build import build
from assistant.content.cache import key_of
from assistant.content.files import Folder, required
from assistant.content.gather import Gathered, gather
from assistant.content.places import Notes, Row, Text
from assistant.content.references import check_references, statements
from assistant.content.resting import resting
from assistant.content.vocabulary import SLOTS
from assistant.content.wordings import MANY, Allowed, Claim, claimed_twice, parsed_rules, readable, size
from assistant.errors import ContentBroken, Problem, Report
from assistant.model import Domain
from assistant.templates import Template
from assistant.values import NamedTuple

FEW_PHRASES = 10  # an intent with fewer wordings is hardly understood (research: 10 phrases an intent is the floor)
LONG_STATEMENT = 300  # characters; nobody listens longer


def load(root: Folder, name: str) -> Domain:
    """Read and check a subject; ContentBroken holds every mistake, ContentMissing says which subjects there are."""
    return sound(root, name)[0]


@resting()
def sound(root: Folder, name: str) -> tuple[Domain, Gathered]:
    """The same with the rows it was made of, which know where they stand."""
    gathered, notes = _checked(root, name)
    return _built(name, gathered, notes), gathered


class Loaded(NamedTuple):
    """A subject without mistakes."""

    domain: Domain
    wordings: str  # checksum of all that is looked at when its wordings are checked


@resting()
def loaded(root: Folder, name: str, wordings: str) -> Loaded:
    """The same with that checksum. Wordings that have the one given, of content without mistakes, are not looked at again: they take longest."""
    required(root, name)
    notes = Notes()
    gathered = gather(root, name, notes)
    check_references(gathered, notes)
    found = key_of(_wordings(gathered))
    if found != wordings:
        _check_wordings(gathered, notes)
    return Loaded(_built(name, gathered, notes), found)


def _built(name: str, gathered: Gathered, notes: Notes) -> Domain:
    if notes.errors or gathered.domain is None:
        raise ContentBroken(_sorted(notes.errors))
    return build(name, gathered, gathered.domain)


@resting()
def mistakes(root: Folder, name: str) -> tuple[Problem, ...]:
    """Every mistake, and nothing else."""
    return _sorted(_checked(root, name)[1].errors)


@resting()
def check(root: Folder, name: str) -> Report:
    """The mistakes, what is not wrong but weak, and how much there is."""
    gathered, notes = _checked(root, name)
    _weaknesses(gathered, notes)
    return Report(_sorted(notes.errors), _sorted(notes.warnings), _counts(gathered))


def _sorted(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(set(problems)))


def _checked(root: Folder, name: str) -> tuple[Gathered, Notes]:
    required(root, name)
    notes = Notes()
    gathered = gather(root, name, notes)
    check_references(gathered, notes)
    _check_wordings(gathered, notes)
    return gathered, notes


def _wordings(gathered: Gathered) -> str:
    """All that decides whether a wording is a mistake; of entries, which are mostly something else, their names alone."""
    intents = [(gathered.layers[key.place.path], key, row) for key, row in gathered.intents.values()]
    names = [[entry.texts(key) for key in ("id", "name", "also", "heard")] for entry in gathered.entries]
    signs = (gathered.cues, [(key, texts) for key, (_, texts) in gathered.parts.items()], gathered.flags, gathered.conditions)
    return json.dumps((gathered.domain, gathered.rules, intents, names, gathered.values, signs))


def _check_wordings(gathered: Gathered, notes: Notes) -> None:
    """Every template of every file. What this looks at is in `_wordings`."""
    slots: tuple[str, ...] = ()
    if gathered.domain is not None:
        slots = (*gathered.domain.row("kinds"), *gathered.domain.row("attributes"), *SLOTS)
        _intents(gathered, slots, notes)
        _names(gathered, gathered.domain, notes)
    for cue in gathered.cues:
        for text in (text for key in ("says", "unless", "ends") for text in cue.texts(key)):
            readable(text, Allowed("a cue", slots, {}, MANY), notes)
    signs = Allowed("a sign", (), {}, MANY)
    for text in _sign_wordings(gathered):
        readable(text, signs, notes)


def _sign_wordings(gathered: Gathered) -> Iterator[Text]:
    """Wordings of parts, flags and conditions; in `unless` and `looks` the name of a part is no wording."""
    for _, texts in gathered.parts.values():
        yield from texts
    for row in (*gathered.flags, *gathered.conditions):
        for sign in (row, *row.rows("signs")):
            yield from sign.texts("says")
            yield from (text for key in ("unless", "looks") for text in sign.texts(key) if text not in gathered.parts)


def _intents(gathered: Gathered, slots: tuple[str, ...], notes: Notes) -> None:
    """Phrases of intents; the same phrase for two of them, unless the state of the talk tells these apart."""
    allowed = {layer: Allowed("a phrase", slots, rules) for layer, rules in _rules(gathered, slots, notes).items()}
    claims: dict[str, list[Claim]] = {"": [], "move": [], "act": []}
    for key, intent in gathered.intents.values():
        may = allowed[gathered.layers[key.place.path]]
        for text in intent.texts("never"):
            readable(text, may, notes)
        state = next((state for state in ("move", "act") if state in intent.row("reply").places), "")
        claims[state].extend(_claims(str(key), intent.texts("says"), may, notes))
    for claimed in claims.values():
        claimed_twice(claimed, "phrase", "intent", notes)


def _rules(gathered: Gathered, slots: tuple[str, ...], notes: Notes) -> dict[str, dict[str, Template]]:
    """The rules of each layer, each read once."""
    every = {name: text for rules in gathered.rules.values() for name, text in rules.items()}
    parsed = parsed_rules(every, slots, notes)
    return {layer: {name: parsed[name] for name in rules if name in parsed} for layer, rules in gathered.rules.items()}


def _claims(owner: str, texts: Iterable[Text], allowed: Allowed, notes: Notes) -> Iterator[Claim]:
    for text in texts:
        if (template := readable(text, allowed, notes)) is not None:
            yield Claim(owner, text, template, allowed.rules)


def _names(gathered: Gathered, domain: Row, notes: Notes) -> None:
    """Names of entries and values: no two entries, and no two values of an attribute, bear the same."""
    allowed = Allowed("a name", (), {})
    claims: dict[str, list[Claim]] = {"entry": []}
    for entry in gathered.entries:
        texts = [text for key in ("name", "also", "heard") for text in entry.texts(key)]
        claims["entry"].extend(_claims(str(entry.text("id")), texts, allowed, notes))
    for attribute, value in gathered.values:
        texts = [text for key in ("name", "also") for text in value.texts(key)]
        claims.setdefault(f"value {attribute}", []).extend(_claims(str(value.text("id")), texts, allowed, notes))
    for owners, claimed in claims.items():
        claimed_twice(claimed, "name", owners.split()[0], notes)
    for measure in (row for _, row in domain.row("measures").named_rows()):
        for text in (*measure.texts("most"), *measure.texts("least")):
            readable(text, Allowed("a measure", (), {}), notes)


def _weaknesses(gathered: Gathered, notes: Notes) -> None:
    """What works, and could be better."""
    rules = _rules(gathered, (), Notes())  # mistakes in them have been noted before
    for key, intent in gathered.intents.values():
        if len(intent.texts("says")) >= FEW_PHRASES:
            continue  # each stands for one wording at least
        wordings = sum(size(text, rules[gathered.layers[key.place.path]]) for text in intent.texts("says"))
        if wordings < FEW_PHRASES:
            notes.warn(key.place, f"intent '{key}' has {wordings} wordings; {FEW_PHRASES} are few, twenty are better")
    for entry in gathered.entries:
        if "say" not in entry.places:
            notes.warn(entry.place, f"entry '{entry.text('id')}' has no 'say': how does a voice read its name?")
        for statement in statements(entry):
            text = statement.text("text")
            if len(text) > LONG_STATEMENT:
                notes.warn(text.place, f"a statement of {len(text)} characters; nobody listens to more than {LONG_STATEMENT}; make two of it")


def _counts(gathered: Gathered) -> dict[str, int]:
    """How much there is of everything."""
    says = [text for _, intent in gathered.intents.values() for text in intent.texts("says")]
    return {
        "files": len(gathered.layers),
        "intents": len(gathered.intents),
        "phrases": len(says),
        "entries": len(gathered.entries),
        "statements": sum(1 for entry in gathered.entries for _ in statements(entry)),
        "values": len(gathered.values),
        "sources": len(gathered.sources),
        "flags": len(gathered.flags),
        "conditions": len(gathered.conditions),
        "parts": len(gathered.parts),
        "cues": len(gathered.cues),
        "replies": len(gathered.phrases),
        "figures": len(gathered.figures),
    }
