"""Rasa's training data (YAML, version 3) as content of ours: intents with entities, synonyms, lookups, responses, rules, stories.

Test stories become dialogue tests. Regexes, roles, forms, slots and custom actions have no place here and are listed.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from assistant.authoring.carried import Carried, Phrase, Turn, value_id
from assistant.authoring.foreign import Node, read, slug
from assistant.content.places import Place
from assistant.content.vocabulary import SLOTS

_MARK = re.compile(r"\[(?P<text>[^\[\]]+)\](?:\((?P<entity>[^()]+)\)|(?P<json>\{[^{}]*\}))")
_BLANK = re.compile(r"\{([^{}]*)\}")
_NOT_OURS = {
    "entities": "their values come from the examples, synonyms and lookups",
    "slots": "a conversation keeps names by itself",
    "forms": "asking for one thing after the other",
    "actions": "code",
    "session_config": "",
    "pipeline": "",
    "policies": "",
    "recipe": "",
    "language": "",
    "assistant_id": "",
    "e2e_actions": "code",
}
_SILENT = ("version",)


def carry(paths: Iterable[Path]) -> Carried:
    """Read Rasa's files."""
    carried = Carried()
    answers: dict[str, Counter[str]] = {}
    for path in paths:
        for key, node in read(path).table("a Rasa file").items():
            section = _SECTIONS.get(key)
            if section:
                section(carried, node, answers)
            elif key not in _SILENT:
                why = _NOT_OURS.get(key)
                carried.leave(node.place, f"'{key}'" + (f": {why}" if why else "" if key in _NOT_OURS else ": no part of Rasa's training data"))
    for intent, place in carried.declared.items():
        if intent not in carried.intents:
            carried.leave(place, f"the intent '{intent}': no example of it in these files")
    for name, place, names in carried.synonyms:  # last: the examples that mark their values may stand behind them
        _synonym(carried, name, place, names)
    _answer(carried, answers)
    return carried


def _answer(carried: Carried, answers: dict[str, Counter[str]]) -> None:
    """What rules and stories answer an intent with: the response named most often."""
    for intent, counted in answers.items():
        known = [(n, response) for response, n in counted.items() if response in carried.phrases]
        if not known or intent not in carried.intents:
            continue
        carried.replies[intent] = max(known)[1]
        for _, other in known:
            if other != carried.replies[intent]:
                carried.leave(carried.places[intent], f"the answer '{other}' to '{intent}': it is answered with '{carried.replies[intent]}'")
    for intent in carried.intents:
        if intent not in carried.replies and f"utter_{intent}" in carried.phrases:  # a retrieval intent finds its response by name
            carried.replies[intent] = f"utter_{intent}"


# ---------------------------------------------------------------- nlu


def _nlu(carried: Carried, node: Node, answers: dict[str, Counter[str]]) -> None:
    for item in node.items("'nlu'"):
        row = item.table("an item of 'nlu'")
        kind = next((key for key in ("intent", "synonym", "lookup", "regex") if key in row), "")
        if not kind:
            raise item.wrong("an item of 'nlu' is an intent, a synonym, a lookup or a regex")
        if "examples" not in row:
            raise item.wrong(f"this {kind} has no 'examples'")
        name = row[kind].text(f"'{kind}'")
        for key in row:
            if key not in (kind, "examples"):
                carried.leave(row[key].place, f"'{key}' of the {kind} '{name}'")
        examples = _examples(carried, row["examples"])
        if kind == "intent":
            _intent(carried, slug(name), row[kind].place, examples)
        elif kind == "regex":
            carried.leave(row[kind].place, f"regex '{name}' with {len(examples)} patterns: names are given as words here")
        elif kind == "synonym":
            carried.synonyms.append((name, row[kind].place, [text for text, _ in examples]))
        else:
            for text, place in examples:
                carried.value(_slot(name), value_id(text), [text.lower()], place)


def _examples(carried: Carried, node: Node) -> list[tuple[str, Place]]:
    """Lines that begin with a dash, or a list of texts with metadata."""
    if node.is_list:
        out = []
        for item in node.items("'examples'"):
            row = item.table("an example") if item.is_table else {}
            for key in row:
                if key != "text":
                    carried.leave(row[key].place, f"the {key} of an example")
            text = row.get("text", item)
            out.append((text.text("an example").strip(), text.place))
        return out
    lines = [(line.strip(), place) for line, place in node.lines("'examples'") if line.strip() and not line.strip().startswith("#")]
    for line, place in lines:
        if not line.startswith("-"):
            raise _at(node, place, "a line of examples begins with '- '")
    return [(line[1:].strip(), place) for line, place in lines if line[1:].strip()]


def _at(node: Node, place: Place, message: str) -> Exception:
    broken = node.wrong(message)
    return type(broken)((broken.problems[0]._replace(line=place.line, column=place.column),))


def _intent(carried: Carried, intent: str, place: Place, examples: list[tuple[str, Place]]) -> None:
    carried.places.setdefault(intent, place)
    phrases = carried.intents.setdefault(intent, [])
    have = {phrase.text for phrase in phrases}
    for text, where in examples:
        template = _template(carried, text, where)
        if template not in have:
            phrases.append(Phrase(template, where))
            have.add(template)


def _template(carried: Carried, text: str, place: Place) -> str:
    """An example as a template: marked entities as slots, signs of ours taken out."""
    out, end = [], 0
    for mark in _MARK.finditer(text):
        entity, value, lost = _entity(mark)
        if lost:
            carried.leave(place, f"{lost} of the entity '{entity}'")
        carried.value(entity, value_id(value), _names(value, mark["text"]), place)
        out += [_plain(text[end : mark.start()]), f"{{{entity}}}"]
        end = mark.end()
    rest = text[end:]
    if "[" in rest:
        carried.leave(place, f"the mark that is not closed or not known in '{text}'; its words are kept")
    return " ".join(" ".join([*out, _plain(rest)]).split())


def _entity(mark: re.Match[str]) -> tuple[str, str, str]:
    """(entity, value, what is lost) of a mark."""
    text = mark["text"]
    if mark["entity"]:
        entity, _, value = mark["entity"].partition(":")
        return _slot(entity), value or text, ""
    try:
        data = json.loads(mark["json"])
    except ValueError:
        return "entity", text, f"the mark {mark['json']}, which is no JSON,"
    lost = " and ".join(key for key in ("role", "group") if key in data)
    return _slot(str(data.get("entity", "entity"))), str(data.get("value", text)), f"the {lost}" if lost else ""


def _slot(entity: str) -> str:
    """The attribute an entity becomes; 'topic' is a kind in every imported subject."""
    name = slug(entity)
    return f"{name}_name" if name in ("topic", *SLOTS) else name


def _names(value: str, text: str) -> list[str]:
    return [value.lower()] if value.lower() == text.lower() else [value.lower(), text.lower()]


def _plain(text: str) -> str:
    """Words without the signs that mean something in our templates."""
    return re.sub(r"[()\[\]{}<>|]", " ", text).lower()


def _synonym(carried: Carried, value: str, place: Place, names: list[str]) -> None:
    """Rasa's synonyms name no entity: they go to the value of that name, wherever it is."""
    id_ = value_id(value)
    known = {name for some in carried.values.values() for name in (some[id_].names if id_ in some else ())}
    owners = [attribute for attribute, some in carried.values.items() if id_ in some]
    for attribute in owners:
        carried.value(attribute, id_, [name.lower() for name in names], place)
    if not owners and not known:
        carried.value("synonym", id_, [value.lower(), *(name.lower() for name in names)], place)
        carried.leave(place, f"which entity the synonym '{value}' belongs to: no example marks it; it is a value of 'synonym'")


# ---------------------------------------------------------------- responses, rules, stories


def _responses(carried: Carried, node: Node, answers: dict[str, Counter[str]]) -> None:
    for name, variants in node.table("'responses'").items():
        for variant in variants.items(f"response '{name}'"):
            row = variant.table("a response")
            for key in row:
                if key != "text":
                    carried.leave(row[key].place, f"'{key}' of the response '{name}'")
            if "text" in row:
                text = row["text"].text("'text'").strip()
                for blank in _BLANK.findall(text):
                    carried.leave(row["text"].place, f"the blank {{{blank}}} of the response '{name}': it stays empty")
                carried.phrases.setdefault(slug(name), []).append(_BLANK.sub("", text).replace("{", "").replace("}", "").strip())


def _stories(carried: Carried, node: Node, answers: dict[str, Counter[str]]) -> None:
    for item in node.items("stories or rules"):
        row = item.table("a story")
        title = next((row[key].text("its name") for key in ("story", "rule") if key in row), "story")
        turns: list[Turn] = []
        intent = ""
        for step in row["steps"].items("'steps'") if "steps" in row else []:
            intent = _step(carried, step, title, turns, intent, answers)
        for key in row:
            if key not in ("story", "rule", "steps"):
                carried.leave(row[key].place, f"'{key}' of '{title}'")
        if not turns and "story" in row:
            carried.leave(item.place, f"the course of '{title}': it has no sentences; only what answers what was taken from it")
        if turns:
            carried.dialogues[title if title not in carried.dialogues else f"{title} ({item.place.line})"] = turns


def _step(carried: Carried, step: Node, title: str, turns: list[Turn], intent: str, answers: dict[str, Counter[str]]) -> str:
    """One step; the intent that the next action answers."""
    row = step.table("a step")
    if "intent" in row or "user" in row:
        named = slug(row["intent"].text("'intent'")) if "intent" in row else ""
        if "user" in row:
            turns.append(Turn(_said(row["user"].text("'user'")), named))
        for key in row:
            if key not in ("intent", "user"):
                carried.leave(row[key].place, f"'{key}' of a step of '{title}'")
        return named
    if "action" in row:
        action = slug(row["action"].text("'action'"))
        if intent:
            answers.setdefault(intent, Counter())[action] += 1
        else:
            why = "it follows another, and an intent has one answer" if action.startswith("utter_") else "code"
            carried.leave(step.place, f"the action '{action}' of '{title}': {why}")
        return ""
    kind = next(iter(row), "step")
    carried.leave(step.place, f"the step '{kind}' of '{title}'")
    return intent


def _said(text: str) -> str:
    """What a user says, marks taken off."""
    return " ".join(_MARK.sub(lambda mark: mark["text"], text).split())


def _declared(carried: Carried, node: Node, answers: dict[str, Counter[str]]) -> None:
    """The intents a domain names: those without an example anywhere are told when all files are read."""
    for item in node.items("'intents'"):
        name = item if item.is_text else None
        for key, options in (item.table("an intent") if item.is_table else {}).items():
            carried.declared[slug(key)] = item.place
            carried.leave(options.place, f"the options of the intent '{key}'")
        if name is not None:
            carried.declared[slug(name.text("an intent"))] = item.place


_SECTIONS: dict[str, Callable[[Carried, Node, dict[str, Counter[str]]], None]] = {
    "intents": _declared,
    "nlu": _nlu,
    "responses": _responses,
    "stories": _stories,
    "rules": _stories,
}
