"""hassil's sentence files (Home Assistant intents) as content of ours: sentences, lists, expansion rules, responses.

The template language is nearly the same. What is looked up while it runs (areas, wildcards), contexts, fixed slots and
reply templates with logic have no place here and are listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from itertools import permutations
from pathlib import Path

from assistant.authoring.carried import Carried, Phrase, value_id
from assistant.authoring.foreign import Node, read, slug
from assistant.content.places import Place
from assistant.content.vocabulary import SLOTS

_SLOT = re.compile(r"\{([^{}]+)\}")
_RULE = re.compile(r"<([^<>]+)>")
_EMPTY = re.compile(r"\(([^()\[\]]*)\|\s*\)|\(\s*\|([^()\[\]]*)\)")
MOST_TURNED = 4  # parts in any order; more would be too many wordings
_SILENT = ("language", "settings")


def carry(paths: Iterable[Path]) -> Carried:
    """Read hassil's files; lists and rules of all of them hold for all."""
    carried = Carried()
    tables = [read(path).table("a hassil file") for path in paths]
    lists: dict[str, str] = {}
    for sections in tables:
        for name, node in (sections["lists"].table("'lists'") if "lists" in sections else {}).items():
            lists[name] = _list(carried, name, node)
        for name, node in (sections["expansion_rules"].table("'expansion_rules'") if "expansion_rules" in sections else {}).items():
            carried.rules[_rule_name(name)] = node.text(f"rule '{name}'")
            carried.rule_places[_rule_name(name)] = node.place
    for name, text in list(carried.rules.items()):
        carried.rules[name] = _template(carried, text, lists, {}, carried.rule_places[name])
        if not carried.rules[name]:
            del carried.rules[name]  # listed already
    for sections in tables:
        for key, node in sections.items():
            section = _SECTIONS.get(key)
            if section:
                section(carried, node, lists)
            elif key not in (*_SILENT, "lists", "expansion_rules"):
                carried.leave(node.place, f"'{key}': no part of hassil's sentences")
    return carried


def _rule_name(name: str) -> str:
    return slug(name, "_")


def _list(carried: Carried, name: str, node: Node) -> str:
    """The slot a list becomes: an attribute, a number, or '' for what is only known while it runs."""
    row = node.table(f"list '{name}'")
    for key in row:
        if key not in ("wildcard", "range", "values"):
            carried.leave(row[key].place, f"'{key}' of list '{name}'")
    if "wildcard" in row:
        carried.leave(node.place, f"list '{name}': a wildcard takes any words")
        return ""
    if "range" in row:
        carried.leave(node.place, f"the bounds of list '{name}': any number is understood")
        return "number"
    if "values" not in row:
        raise node.wrong(f"list '{name}' has neither 'values' nor 'range' nor 'wildcard'")
    attribute = f"{slug(name)}_name" if slug(name) in ("topic", *SLOTS) else slug(name)
    for item in row["values"].items(f"'values' of list '{name}'"):
        _value(carried, attribute, item)
    return attribute


def _value(carried: Carried, attribute: str, item: Node) -> None:
    if item.is_text:
        text = item.text("a value")
        carried.value(attribute, value_id(_words(text)), [_readable(text)], item.place)
        return
    row = item.table("a value")
    if "in" not in row:
        raise item.wrong("a value is a text, or has 'in' and 'out'")
    said = row["in"].text("'in'")
    out = row["out"].text("'out'") if "out" in row else _words(said)
    carried.value(attribute, value_id(out), [_readable(said)], item.place)
    for key in row:
        if key not in ("in", "out"):
            carried.leave(row[key].place, f"'{key}' of the value '{out}'")


def _words(template: str) -> str:
    return re.sub(r"[()\[\]|<>{};]", " ", template)


def _readable(template: str) -> str:
    return _turned(template.lower())


# ---------------------------------------------------------------- intents


def _intents(carried: Carried, node: Node, lists: Mapping[str, str]) -> None:
    for name, intent in node.table("'intents'").items():
        id_ = slug(name)
        carried.places.setdefault(id_, intent.place)
        phrases = carried.intents.setdefault(id_, [])
        row = intent.table(f"intent '{name}'")
        if "data" not in row:
            raise intent.wrong(f"intent '{name}' has no 'data'")
        for block in row["data"].items(f"'data' of intent '{name}'"):
            phrases.extend(_block(carried, id_, block, lists))
        for key in row:
            if key != "data":
                carried.leave(row[key].place, f"'{key}' of intent '{name}'")


def _block(carried: Carried, intent: str, block: Node, lists: Mapping[str, str]) -> list[Phrase]:
    row = block.table("an item of 'data'")
    if "sentences" not in row:
        raise block.wrong("an item of 'data' has no 'sentences'")
    for key in row:
        if key not in ("sentences", "expansion_rules", "lists", "response"):
            carried.leave(row[key].place, f"'{key}' of intent '{intent}'")
    own_lists = dict(lists)
    for name, node in (row["lists"].table("'lists'") if "lists" in row else {}).items():
        own_lists[name] = _list(carried, name, node)
    own_rules = {name: node.text("a rule") for name, node in (row["expansion_rules"].table("rules") if "expansion_rules" in row else {}).items()}
    if "response" in row:
        carried.replies.setdefault(intent, f"{intent}_{slug(row['response'].text('response'))}")
    out = []
    for item in row["sentences"].items("'sentences'"):
        text = _template(carried, item.text("a sentence"), own_lists, own_rules, item.place)
        if text:
            out.append(Phrase(text, item.place))
    return out


def _template(carried: Carried, text: str, lists: Mapping[str, str], rules: Mapping[str, str], place: Place) -> str:
    """A sentence in our template language; '' with a note when it can not be said in it."""
    for name, rule in rules.items():
        text = text.replace(f"<{name}>", f"({rule})")
    text = _turned(text)
    if ";" in text:
        carried.leave(place, f"'{text}': more than {MOST_TURNED} parts in any order")
        return ""
    for found in _SLOT.findall(text):
        name, _, role = (part.strip() for part in found.partition(":"))
        slot = lists.get(name)
        if not slot:
            why = "a wildcard" if name in lists else "a list that is not in these files"
            carried.leave(place, f"'{text}': {{{name}}} is {why}")
            return ""
        if role and role != name:
            carried.leave(place, f"the slot '{role}' of {{{found}}}: it is called '{slot}'")
        text = text.replace(f"{{{found}}}", f" {{@{slot}}} ")
    text = _RULE.sub(lambda found: f"<{_rule_name(found[1])}>", text.lower())
    return " ".join(text.replace("{@", "{").split())


def _turned(text: str) -> str:
    """'(a;b)' is a and b in any order; '(a|)' is '[a]'.

    >>> _turned("(turn on;[the] light) (please|)")
    '(turn on [the] light|[the] light turn on) [please]'
    """
    before = ""
    while before != text:
        before = text
        text = _EMPTY.sub(lambda found: f"[{found[1] if found[1] is not None else found[2]}]", text)
        text = _first_turned(text)
    return text


def _first_turned(text: str) -> str:
    """The first bracket with ';' in it written out in every order."""
    opened: list[tuple[int, list[int]]] = []  # where a bracket begins and its semicolons
    for at, sign in enumerate(text):
        if sign in "([":
            opened.append((at, []))
        elif sign == ";" and opened:
            opened[-1][1].append(at)
        elif sign in ")]" and opened:
            begin, cuts = opened.pop()
            if cuts and len(cuts) < MOST_TURNED:
                parts = [text[a + 1 : b].strip() for a, b in zip([begin, *cuts], [*cuts, at], strict=True)]
                orders = "|".join(" ".join(order) for order in permutations(parts))
                return f"{text[: begin + 1]}{orders}{text[at:]}"
    return text


# ---------------------------------------------------------------- the rest


def _skip_words(carried: Carried, node: Node, lists: Mapping[str, str]) -> None:
    for item in node.items("'skip_words'"):
        text = item.text("a skip word").lower().strip()
        if text.isalpha():
            carried.fillers.append(text)
        else:
            carried.leave(item.place, f"the skip word '{text}': a filler is one plain word")


def _responses(carried: Carried, node: Node, lists: Mapping[str, str]) -> None:
    """Fixed replies; those with logic inside stay behind."""
    row = node.table("'responses'")
    for name, responses in (row["intents"].table("'intents'") if "intents" in row else {}).items():
        intent = slug(name)
        for key, response in responses.table(f"responses of '{name}'").items():
            text = response.text("a response").strip()
            if not text:
                carried.leave(response.place, f"the response '{key}' of '{name}': it says nothing")
                continue
            if "{" in text:
                carried.leave(response.place, f"the response '{key}' of '{name}': it holds logic ({text[:40]})")
                continue
            phrase = f"{intent}_{slug(key)}"
            carried.phrases[phrase] = [text]
            carried.replies.setdefault(intent, phrase)
    for key in row:
        if key != "intents":
            carried.leave(row[key].place, f"'{key}' of the responses")


_SECTIONS: dict[str, Callable[[Carried, Node, Mapping[str, str]], None]] = {"intents": _intents, "skip_words": _skip_words, "responses": _responses}
