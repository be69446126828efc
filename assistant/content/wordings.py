"""Templates of the files: can they be read, do they stay in bounds, does another claim the same wording?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from assistant.content.places import Notes, Text, meant
from assistant.expanding import every
from assistant.templates import MOST, Template, TemplateError, count, may_be_empty, parse, written_slots
from assistant.templates import Text as Words
from assistant.values import NamedTuple

MANY = 1_000_000  # of a cue's or a sign's: ways of saying one thing, which no table ever writes out
_RULE = re.compile(r"<([a-z][a-z0-9_-]*)>")
_SOME_WORD = Template((Words("word"),))
_LITERAL = re.compile(r"[a-z0-9 ]+")


class Allowed(NamedTuple):
    """What a template may refer to."""

    what: str  # "a name": said when slots are not for it
    slots: tuple[str, ...]
    rules: Mapping[str, Template]
    most: int = MOST  # wordings of one template


def parsed_rules(rules: Mapping[str, Text], slots: tuple[str, ...], notes: Notes) -> dict[str, Template]:
    """The shared templates. A mistake is noted once, where it stands; whoever uses that rule is read as if it were a word."""
    parsed: dict[str, Template] = {}
    for name, text in rules.items():
        try:
            parsed[name] = _parsed(text)
        except TemplateError as error:
            notes.error(text.inside(error.column), f"in a template: {error.message}")
            parsed[name] = _SOME_WORD
    for name, template in parsed.items():
        _slots(rules[name], template, Allowed("a rule", slots, {}), notes)
    for name in [name for name in parsed if _refused(name, rules[name], parsed, notes)]:
        parsed[name] = _SOME_WORD
    return parsed


def _refused(name: str, text: Text, rules: Mapping[str, Template], notes: Notes) -> bool:
    """Is it a rule that leads to itself, or to one that is not there?"""
    try:
        count(rules[name], rules)
    except TemplateError as error:
        notes.error(text.place, f"in a template: {error.message}")
        return True
    return False


def _parsed(text: Text) -> Template:
    """Read as the words it is: what was read is remembered, and whoever asks again does so without the place."""
    return parse(str(text))


def readable(text: Text, allowed: Allowed, notes: Notes) -> Template | None:
    """The template, or None with a note."""
    if _LITERAL.fullmatch(text) and text.strip():
        return _parsed(text)  # words alone, as most are: nothing about them can be wrong
    try:
        template = _parsed(text)
        wordings = count(template, allowed.rules) if _may_exceed(text, allowed.most) else 0
    except TemplateError as error:
        near = meant(error.rule, tuple(allowed.rules)) if error.rule else ""
        notes.error(text.inside(error.column), f"in a template: {error.message}{near}")
        return None
    if wordings > allowed.most:
        notes.error(text.place, f"this template stands for {wordings:,} wordings, at most {allowed.most:,}; write it as several")
        return None
    if may_be_empty(template, allowed.rules):
        notes.error(text.place, "every word of this template may be missing; leave one outside of [ ]")
        return None
    return template if "{" not in text or _slots(text, template, allowed, notes) else None


def _may_exceed(text: str, most: int) -> bool:
    """Whether it is worth while to count: no sign makes more than twice as many of them, but a rule stands for any number."""
    return "<" in text or 1 << (text.count("|") + text.count("[")) > most


def size(text: Text, rules: Mapping[str, Template]) -> int:
    """How many wordings; none when it can not be read."""
    try:
        return count(_parsed(text), rules)
    except TemplateError:
        return 0


def _slots(text: Text, template: Template, allowed: Allowed, notes: Notes) -> bool:
    """Only slots that exist."""
    wrong = [slot for slot in written_slots(template) if slot.name not in allowed.slots]
    for slot in wrong:
        if not allowed.slots:
            notes.error(text.inside(slot.column), f"a slot ({{{slot.name}}}) in {allowed.what}; write the words themselves")
        else:
            notes.error(text.inside(slot.column), f"no slot called '{{{slot.name}}}'{meant(slot.name, allowed.slots)}")
    return not wrong


def inlined(text: str, rules: Mapping[str, Text]) -> str:
    """A template that needs no rules: each `<name>` replaced by its wording in brackets.

    >>> inlined("<how> {point}", {"how": "how (long|many minutes)"})
    '(how (long|many minutes)) {point}'
    """
    return _RULE.sub(lambda found: f"({inlined(rules[found[1]], rules)})", str(text)) if "<" in text else str(text)


class Claim(NamedTuple):
    """A template of somebody."""

    owner: str
    text: Text
    template: Template
    rules: Mapping[str, Template]


def claimed_twice(claims: Iterable[Claim], wording: str, owners: str, notes: Notes) -> None:
    """Note every template that shares a wording with another owner's, once for each pair of owners and template."""
    first: dict[str, Claim] = {}
    told: set[tuple[str, str, str]] = set()
    for claim in claims:
        for words in every(claim.template, claim.rules):
            other = first.setdefault(words, claim)
            if other is not claim and other.owner != claim.owner and (pair := (claim.owner, other.owner, str(claim.text))) not in told:
                told.add(pair)
                where = f"already ({other.text.place.path}:{other.text.place.line}); keep it in one of the two"
                notes.error(claim.text.place, f"the {wording} '{words}' belongs to {owners} '{other.owner}' {where}")
