"""Content of another tool as content of ours: a folder that passes `check`, with all that had no place in it listed.

Phrases that another intent (a common one, too) has already are dropped and listed. Not here: reading the other's files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant import templates
from assistant.authoring import scaffold
from assistant.authoring.foreign import Left, slug
from assistant.content import check
from assistant.content.files import COMMON, shipped
from assistant.content.gather import gather
from assistant.content.places import Notes, Place
from assistant.errors import ContentBroken, WrongUse
from assistant.templates import TemplateError
from assistant.values import NamedTuple

UNANSWERED = "no_answer_yet"
MOST = 4_000  # wordings of one template (content/wordings.py)


class Phrase(NamedTuple):
    text: str  # a template of ours
    place: Place


class Named(NamedTuple):
    """A value with its names."""

    names: tuple[str, ...]
    place: Place


class Turn(NamedTuple):
    user: str
    intent: str


class Carried:
    """What was read, in our terms."""

    def __init__(self) -> None:
        self.intents: dict[str, list[Phrase]] = {}
        self.places: dict[str, Place] = {}
        self.declared: dict[str, Place] = {}  # intents named, with or without examples
        self.replies: dict[str, str] = {}  # intent -> phrase
        self.phrases: dict[str, list[str]] = {}
        self.values: dict[str, dict[str, Named]] = {}  # attribute -> id -> names
        self.rules: dict[str, str] = {}
        self.rule_places: dict[str, Place] = {}
        self.fillers: list[str] = []
        self.dialogues: dict[str, list[Turn]] = {}
        self.synonyms: list[tuple[str, Place, list[str]]] = []  # of values, wherever these are
        self.left: list[Left] = []

    def leave(self, place: Place, message: str) -> None:
        self.left.append(Left(place, message))

    def value(self, attribute: str, id_: str, names: Sequence[str], place: Place) -> None:
        """Add names to a value."""
        some = self.values.setdefault(attribute, {})
        before = some.get(id_)
        both = (*(before.names if before else ()), *names)
        some[id_] = Named(tuple(dict.fromkeys(name for name in both if name.strip())), before.place if before else place)


def write(carried: Carried, name: str, into: Path) -> tuple[Path, ...]:
    """Write a subject into an empty folder; ContentBroken if it does not pass `check`, which would be a mistake of ours."""
    scaffold.named(name)
    scaffold.empty(into)
    common = _common()
    _tidy(carried, common)
    if not carried.intents:
        raise WrongUse("there is no intent with examples in these files: nothing was written; name the files that hold them")
    files = _files(carried, name, common)
    for path, text in files.items():
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).write_text(text, "utf-8")
    problems = check(into, name).problems
    if problems:
        raise ContentBroken(problems)
    return tuple(into / path for path in files)


class _Common(NamedTuple):
    """The intents every subject has."""

    steering: frozenset[str]  # moves and acts
    other: frozenset[str]
    wordings: Mapping[tuple[str, ...], str]  # of those that are neither moves nor acts


def _common() -> _Common:
    gathered = gather(shipped(), COMMON, Notes())
    steering = {id_ for id_, (_, row) in gathered.intents.items() if {"move", "act"} & set(row.row("reply").places)}
    rules = {key: templates.parse(text) for some in gathered.rules.values() for key, text in some.items()}
    wordings = {
        words: id_
        for id_, (_, row) in gathered.intents.items()
        if id_ not in steering
        for text in row.texts("says")
        for words in templates.expand(templates.parse(text), rules, MOST)
    }
    return _Common(frozenset(steering), frozenset(set(gathered.intents) - steering), wordings)


def _tidy(carried: Carried, common: _Common) -> None:
    """Drop and list what our files could not hold."""
    for intent in [intent for intent in carried.intents if intent in common.steering]:
        count = len(carried.intents.pop(intent))
        carried.leave(carried.places[intent], f"intent '{intent}' with {count} examples: every subject has '{intent}' as a move or an act already")
    for turns in carried.dialogues.values():
        turns[:] = [turn._replace(intent=turn.intent if turn.intent in carried.intents else "") for turn in turns]
    _tidy_values(carried)
    rules = _tidy_rules(carried)
    taken = {words: owner for words, owner in common.wordings.items() if owner not in carried.intents}
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
        words = list(templates.expand(template, rules, MOST)) if count <= MOST else []
    except TemplateError as error:
        carried.leave(phrase.place, f"'{phrase.text}': {error.message}")
        return False
    wrong = ""
    if count > MOST:
        wrong = f"it stands for {count:,} wordings, at most {MOST:,}; write it as several"
    elif len(words) < 1 or _may_be_empty(template, rules):
        wrong = "it has no word that must be said"
    else:
        other = next((taken[w] for w in words if taken.get(w, intent) != intent), "")
        wrong = f"'{other}' has this wording already" if other else ""
    if wrong:
        carried.leave(phrase.place, f"'{phrase.text}' of '{intent}': {wrong}")
        return False
    taken.update(dict.fromkeys(words, intent))
    return True


def _may_be_empty(template: templates.Template, rules: Mapping[str, templates.Template]) -> bool:
    """Whether every word may be missing."""
    for part in template.parts:
        match part:
            case templates.Text(text) if templates.tokens(text):
                return False
            case templates.Slot():
                return False
            case templates.Rule(name) if not _may_be_empty(rules[name], rules):
                return False
            case templates.Choice(options, optional) if not optional and not any(_may_be_empty(option, rules) for option in options):
                return False
            case _:
                pass
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
        words = list(templates.expand(templates.parse(name.lower()), {}, MOST))
    except TemplateError as error:
        carried.leave(place, f"the name '{name}' of {attribute} '{id_}': {error.message}")
        return False
    other = next((owners[w] for w in words if owners.get(w, id_) != id_), "")
    if other or not words:
        carried.leave(place, f"the name '{name}' of {attribute} '{id_}': " + (f"'{other}' bears it already" if other else "it has no letters"))
        return False
    owners.update(dict.fromkeys(words, id_))
    return True


# ---------------------------------------------------------------- our files


def quoted(text: str) -> str:
    """A text as YAML: JSON's quotes are YAML's."""
    return json.dumps(text, ensure_ascii=False)


def _files(carried: Carried, name: str, common: _Common) -> dict[str, str]:
    """Every file by its path."""
    files = {
        f"intents/{name}/imported.yaml": _intents(carried, common),
        f"knowledge/{name}/domain.yaml": _domain(carried, name),
        f"knowledge/{name}/sources.yaml": "imported: {title: Imported files, short: the imported files}\n",
        f"knowledge/{name}/phrases.yaml": _phrases(carried),
        f"knowledge/{name}/topics/about.yaml": _about(name),
    }
    if carried.fillers:
        files[f"knowledge/{name}/words.yaml"] = "fillers:\n" + "".join(f"  {quoted(word)}: ''\n" for word in dict.fromkeys(carried.fillers))
    for attribute, some in carried.values.items():
        files[f"knowledge/{name}/values/{attribute}.yaml"] = _values(attribute, some)
    turns = {title: some for title, some in carried.dialogues.items() if some}
    if turns:
        files["tests/dialogues/imported.yaml"] = _dialogues(turns)
    return files


def _intents(carried: Carried, common: _Common) -> str:
    rules = [f"  {name}: {quoted(text)}" for name, text in carried.rules.items()]
    lines = ["rules:", *rules] if rules else []
    for intent, phrases in carried.intents.items():
        lines += [f"{intent}:", f"  about: {quoted(intent.replace('_', ' '))}", f"  reply: {{say: {carried.replies[intent]}}}", "  anchor: false"]
        lines += ["  replaces: true"] if intent in common.other else []
        lines += ["  says:", *(f"    - {quoted(phrase.text)}" for phrase in phrases)]
    return "\n".join(lines) + "\n"


def _domain(carried: Carried, name: str) -> str:
    attributes = "".join(f"  {attribute}: {{gloss: {quoted(attribute.replace('_', ' '))}}}\n" for attribute in carried.values)
    return (
        f"title: {quoted(name.replace('-', ' ').capitalize())}\nsubject: topic\ngeneral: about\n"
        "kinds:\n  topic: {one: topic, many: topics, bare: help}\n"
        + (f"attributes:\n{attributes}" if attributes else "")
        + "facets:\n  about: what it is\n  why: why it is so\n"
    )


def _about(name: str) -> str:
    title = name.replace("-", " ")
    text = quoted(f"This is about {title}.")
    return (
        f"id: about\nkind: topic\nname: {quoted(f'about {title}')}\nsay: {quoted(f'about {title}')}\n"
        f"about:\n  - {{text: {text}, from: [imported]}}\nwhy:\n  - {{text: {text}, from: [imported]}}\n"
    )


_ENGINE_SAYS = {
    UNANSWERED: "I understood you, but nobody has written an answer to that yet.",
    "out_of_scope": "That is not my subject. Say “help” to see what I can do.",
    "unknown_point": "I do not know anything called “{name}”.",
    "example": "help",
    "screening": "Say “ready” to begin.",
}


def _phrases(carried: Carried) -> str:
    lines = [f"{id_}: {quoted(text)}" for id_, text in _ENGINE_SAYS.items() if id_ not in carried.phrases]
    for id_, variants in carried.phrases.items():
        lines += [f"{id_}:", *(f"  - {quoted(text)}" for text in variants)]
    return "\n".join(lines) + "\n"


def _values(attribute: str, some: Mapping[str, Named]) -> str:
    lines = [f"attribute: {attribute}", "values:"]
    for id_, value in some.items():
        also = f", also: [{', '.join(map(quoted, value.names[1:]))}]" if len(value.names) > 1 else ""
        lines.append(f"  - {{id: {quoted(id_)}, name: {quoted(value.names[0])}{also}}}")
    return "\n".join(lines) + "\n"


def _dialogues(dialogues: Mapping[str, Sequence[Turn]]) -> str:
    lines = ["dialogues:"]
    for title, turns in dialogues.items():
        lines.append(f"  {quoted(title)}:")
        for turn in turns:
            lines.append(f"    - {{user: {quoted(turn.user)}" + (f", intent: {turn.intent}" if turn.intent else "") + "}")
    return "\n".join(lines) + "\n"


def value_id(text: str) -> str:
    return slug(text, "-")  # ids of values are written with dashes
