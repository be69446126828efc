"""Content of another tool as content of ours: a folder that passes `check`. Not here: what is left out of it (tidied)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.authoring import scaffold
from assistant.authoring.carried import Carried, Named, Turn
from assistant.authoring.tidied import UNANSWERED, Common, common, tidy
from assistant.content import check
from assistant.errors import ContentBroken, WrongUse


def write(carried: Carried, name: str, into: Path) -> tuple[Path, ...]:
    """Write a subject into an empty folder; ContentBroken if it does not pass `check`, which would be a mistake of ours."""
    scaffold.named(name)
    scaffold.empty(into)
    shared = common()
    tidy(carried, shared)
    if not carried.intents:
        raise WrongUse("there is no intent with examples in these files: nothing was written; name the files that hold them")
    files = _files(carried, name, shared)
    for path, text in files.items():
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).write_text(text, "utf-8")
    problems = check(into, name).problems
    if problems:
        raise ContentBroken(problems)
    return tuple(into / path for path in files)


def quoted(text: str) -> str:
    """A text as YAML: JSON's quotes are YAML's."""
    return json.dumps(text, ensure_ascii=False)


def _files(carried: Carried, name: str, shared: Common) -> dict[str, str]:
    """Every file by its path."""
    files = {
        f"intents/{name}/imported.yaml": _intents(carried, shared),
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


def _intents(carried: Carried, shared: Common) -> str:
    rules = [f"  {name}: {quoted(text)}" for name, text in carried.rules.items()]
    lines = ["rules:", *rules] if rules else []
    for intent, phrases in carried.intents.items():
        lines += [f"{intent}:", f"  about: {quoted(intent.replace('_', ' '))}", f"  reply: {{say: {carried.replies[intent]}}}", "  anchor: false"]
        lines += ["  replaces: true"] if intent in shared.other else []
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
