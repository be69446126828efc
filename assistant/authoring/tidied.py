"""Drops and lists what was carried over and our files could not hold: phrases that nobody can read, names that two things bear.

Phrases that another intent (a common one, too) has already are dropped and listed. Not here: how our files are written (our_files).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from assistant import templates
from assistant.authoring.carried import Carried, Named, Phrase
from assistant.content.files import COMMON, shipped
from assistant.content.gather import gather
from assistant.content.places import Notes, Place
from assistant.expanding import expand
from assistant.templates import MOST, TemplateError
from assistant.values import NamedTuple

UNANSWERED = "no_answer_yet"


class Common(NamedTuple):
    """The intents every subject has."""

    steering: frozenset[str]  # moves and acts
    other: frozenset[str]
    wordings: Mapping[tuple[str, ...], str]  # of those that are neither moves nor acts


@cache
def common() -> Common:
    """Read once: these are files of the program."""
    gathered = gather(shipped(), COMMON, Notes())
    steering = {id_ for id_, (_, row) in gathered.intents.items() if {"move", "act"} & set(row.row("reply").places)}
    rules = {key: templates.parse(text) for some in gathered.rules.values() for key, text in some.items()}
    wordings = {
        words: id_
        for id_, (_, row) in gathered.intents.items()
        if id_ not in steering
        for text in row.texts("says")
        for words in expand(templates.parse(text), rules, MOST)
    }
    return Common(frozenset(steering), frozenset(set(gathered.intents) - steering), wordings)


def tidy(carried: Carried, shared: Common) -> None:
    """Drop and list what our files could not hold."""
    for intent in [intent for intent in carried.intents if intent in shared.steering]:
        count = len(carried.intents.pop(intent))
        carried.leave(carried.places[intent], f"intent '{intent}' with {count} examples: every subject has '{intent}' as a move or an act already")
    for turns in carried.dialogues.values():
        turns[:] = [turn._replace(intent=turn.intent if turn.intent in carried.intents else "") for turn in turns]
    _tidy_values(carried)
    rules = _tidy_rules(carried)
    taken = {words: owner for words, owner in shared.wordings.items() if owner not in carried.intents}
    for intent, phrases in carried.intents.items():
        carried.intents[intent] = [phrase for phrase in phrases if _fits(carried, intent, phrase, rules, taken)]
    for intent in [intent for intent, phrases in carried.intents.items() if not phrases]:
        del carried.intents[intent]
        carried.leave(carried.places[intent], f"intent '{intent}': no example is left")
    for intent in carried.intents:
        if carried.replies.get(intent) not in carried.phrases:
            carried.replies[intent] = UNANSWERED
            carried.leave(carried.places[intent], f"what '{intent}' is answered with: no response was found; it says '{UNANSWERED}'")


def _tidy_rules(carried: Carried) -> dict[str, templates.Template]:
    """Rules that can be read, and lead to no rule that can not."""
    parsed: dict[str, templates.Template] = {}
    for name, text in list(carried.rules.items()):
        try:
            parsed[name] = templates.parse(text)
        except TemplateError as error:
            _without_rule(carried, name, error)
    before = -1
    while before != len(parsed):
        before = len(parsed)
        for name in list(parsed):
            try:
                templates.count(parsed[name], parsed)
            except TemplateError as error:
                del parsed[name]
                _without_rule(carried, name, error)
    return parsed


def _without_rule(carried: Carried, name: str, error: TemplateError) -> None:
    del carried.rules[name]
    carried.leave(carried.rule_places[name], f"rule <{name}>: {error.message}")


def _fits(carried: Carried, intent: str, phrase: Phrase, rules: Mapping[str, templates.Template], taken: dict[tuple[str, ...], str]) -> bool:
    """Whether a phrase can be read and nobody else has it; what it says is then its intent's."""
    try:
        template = templates.parse(phrase.text)
        count = templates.count(template, rules)
        words = list(expand(template, rules, MOST)) if count <= MOST else []
    except TemplateError as error:
        carried.leave(phrase.place, f"'{phrase.text}': {error.message}")
        return False
    wrong = ""
    if count > MOST:
        wrong = f"it stands for {count:,} wordings, at most {MOST:,}; write it as several"
    elif len(words) < 1 or templates.may_be_empty(template, rules):
        wrong = "it has no word that must be said"
    else:
        other = next((taken[w] for w in words if taken.get(w, intent) != intent), "")
        wrong = f"'{other}' has this wording already" if other else ""
    if wrong:
        carried.leave(phrase.place, f"'{phrase.text}' of '{intent}': {wrong}")
        return False
    taken.update(dict.fromkeys(words, intent))
    return True


def _tidy_values(carried: Carried) -> None:
    """Ids are unique in a subject, names in an attribute, and names have no slots."""
    ids: set[str] = set()
    for attribute, some in carried.values.items():
        owners: dict[tuple[str, ...], str] = {}
        for id_, value in list(some.items()):
            kept = [name for name in value.names if _free(carried, attribute, id_, name, value.place, owners)]
            del some[id_]
            unique = id_ if id_ not in ids else f"{attribute.replace('_', '-')}-{id_}"
            ids.add(unique)
            if kept:
                some[unique] = Named(tuple(kept), value.place)
    for attribute in [attribute for attribute, some in carried.values.items() if not some]:
        del carried.values[attribute]


def _free(carried: Carried, attribute: str, id_: str, name: str, place: Place, owners: dict[tuple[str, ...], str]) -> bool:
    try:
        words = list(expand(templates.parse(name.lower()), {}, MOST))
    except TemplateError as error:
        carried.leave(place, f"the name '{name}' of {attribute} '{id_}': {error.message}")
        return False
    other = next((owners[w] for w in words if owners.get(w, id_) != id_), "")
    if other or not words:
        carried.leave(place, f"the name '{name}' of {attribute} '{id_}': " + (f"'{other}' bears it already" if other else "it has no letters"))
        return False
    owners.update(dict.fromkeys(words, id_))
    return True
