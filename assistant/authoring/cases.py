"""Test files: sentences and what they mean, talks and what is answered. Read as strictly as content, with places.

Not here: running them (testing).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from assistant.content.nodes import read
from assistant.content.places import Notes, Place, Row, Text, meant
from assistant.content.shapes import Field, Many, Number, OneOf, OneOrMany, Record, Table, Words
from assistant.decide.session import Phase
from assistant.errors import ContentBroken, Problem
from assistant.model import Domain, Kind
from assistant.values import NamedTuple

WORDS = Words()
KINDS = OneOf(tuple(kind.value for kind in Kind))
PATTERNS = OneOrMany(WORDS)

SENTENCES = Record(
    "test of sentences",
    {
        "says": Field(Many(WORDS, 1), True, "wordings that all have this one reading"),
        "after": Field(OneOrMany(WORDS), about="messages said before each of them"),
        "intent": Field(WORDS, about="the intent, flag or condition that answers"),
        "entries": Field(OneOrMany(WORDS), about="entries it is about"),
        "values": Field(OneOrMany(WORDS), about="values named in it"),
        "kind": Field(OneOrMany(KINDS)),
        "all": Field(PATTERNS, about="patterns the reply holds"),
        "none": Field(PATTERNS, about="patterns the reply does not hold"),
        "never": Field(Many(WORDS, 1), about="near misses: wordings that must not have this reading"),
    },
    at_least_one=("intent", "entries", "values", "kind", "all"),
)
TURN = Record(
    "turn",
    {
        "user": Field(Words(empty=True), about="what the person says"),
        "wait": Field(Number(), about="seconds that pass"),
        "intent": Field(WORDS),
        "kind": Field(OneOrMany(KINDS)),
        "about": Field(OneOrMany(WORDS), about="entries; one of them is enough"),
        "all": Field(PATTERNS, about="patterns the reply holds"),
        "none": Field(PATTERNS, about="patterns the reply does not hold"),
        "session": Field(OneOf((*(phase.value for phase in Phase if phase is not Phase.ENDED), "none")), about="where a guided session then is"),
    },
    exactly_one=("user", "wait"),
)
FILE = Record(
    "test file",
    {
        "sentences": Field(Table(SENTENCES), about="name of a test: sentences"),
        "dialogues": Field(Table(Many(TURN, 1)), about="name of a test: turns"),
    },
    at_least_one=("sentences", "dialogues"),
)


class Expected(NamedTuple):
    """What a reply is to be like; empty: anything."""

    place: Place
    intent: str = ""
    kinds: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()  # all of them
    about: tuple[str, ...] = ()  # one of them
    values: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    session: str = ""


class Sentences(NamedTuple):
    """Wordings with one reading."""

    name: str
    expected: Expected
    after: tuple[str, ...]
    says: tuple[Text, ...]
    never: tuple[Text, ...]


class Turn(NamedTuple):
    """Something said, or seconds that pass, and what is expected then."""

    user: str | None
    wait: float
    expected: Expected


class Dialogue(NamedTuple):
    """A whole talk."""

    name: str
    place: Place
    turns: tuple[Turn, ...]


Case = Sentences | Dialogue


class Suite(NamedTuple):
    """All cases of some files."""

    cases: tuple[Case, ...]
    files: tuple[str, ...]


def found(root: Path) -> tuple[Path, ...]:
    """The test files of a content folder: tests/sentences and tests/dialogues below it, without what editors hide there."""
    paths = (path for folder in ("sentences", "dialogues") for path in (root / "tests" / folder).glob("**/*.yaml"))
    return tuple(sorted(path for path in paths if path.name[0] != "."))


def load(paths: Iterable[Path], domain: Domain, root: Path) -> Suite:
    """Read test files; ContentBroken holds every mistake in them, unknown names included."""
    notes = Notes()
    cases: list[Case] = []
    names: list[str] = []
    for path in paths:
        name = str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
        names.append(name)
        try:
            data = path.read_bytes()
        except OSError as error:
            notes.error(Place(name, 1, 1), f"this file can not be read: {error.strerror}")
            continue
        row = read(name, data, FILE, (), notes)
        if row is not None:
            cases.extend(_cases(row, notes))
    _check(cases, domain, notes)
    if notes.errors:
        raise ContentBroken(tuple(sorted(set(notes.errors))))
    return Suite(tuple(cases), tuple(names))


def _cases(file: Row, notes: Notes) -> list[Case]:
    cases: list[Case] = []
    for name, row in file.row("sentences").named_rows():
        cases.append(Sentences(str(name), _expected(row, notes), row.texts("after"), row.texts("says"), row.texts("never")))
    talks = file.row("dialogues")
    for name in talks:
        turns = tuple(_turn(row, notes) for row in talks.rows(name))
        cases.append(Dialogue(str(name), name.place, turns))
    return cases


def _turn(row: Row, notes: Notes) -> Turn:
    seconds = row.get(Text("wait"))
    wait = float(seconds) if isinstance(seconds, int | float) else 0.0
    if wait < 0:
        notes.error(row.spot("wait"), "time does not go backwards; write the seconds that pass")
    return Turn(str(row.text("user")) if "user" in row.places else None, wait, _expected(row, notes))


def _expected(row: Row, notes: Notes) -> Expected:
    for key in ("all", "none"):
        for text in row.texts(key):
            try:
                re.compile(text)
            except re.error as error:
                remedy = "a sign meant as itself is written with a backslash, as in \\("
                notes.error(text.inside((error.pos or 0) + 1), f"not a pattern: {error.msg}; {remedy}")
    return Expected(
        place=row.place,
        intent=row.text("intent"),
        kinds=row.texts("kind"),
        entries=row.texts("entries"),
        about=row.texts("about"),
        values=row.texts("values"),
        all=row.texts("all"),
        none=row.texts("none"),
        session=row.text("session"),
    )


def _check(cases: Iterable[Case], domain: Domain, notes: Notes) -> None:
    """Names in tests that nothing bears, and one sentence expected to mean two things."""
    meanings: dict[tuple[str, ...], Sentences] = {}
    for case in cases:
        expected = [case.expected] if isinstance(case, Sentences) else [turn.expected for turn in case.turns]
        for one in expected:
            _names(one, domain, notes)
        if isinstance(case, Sentences):
            _once(case, meanings, notes)


def _once(case: Sentences, meanings: dict[tuple[str, ...], Sentences], notes: Notes) -> None:
    """The same sentence, after the same talk, is not expected to be two intents."""
    for text in case.says:
        other = meanings.setdefault((*case.after, text.lower()), case)
        if other.expected.intent != case.expected.intent and other.expected.intent and case.expected.intent:
            where = f"{other.expected.place.path}:{other.expected.place.line}"
            notes.error(text.place, f"'{text}' is {case.expected.intent} here and {other.expected.intent} in '{other.name}' ({where}); keep one")


def _names(expected: Expected, domain: Domain, notes: Notes) -> None:
    answering = (*domain.intents, *domain.flags, *domain.conditions, "guide")
    for what, names, known in (
        ("intent", (expected.intent,), answering),
        ("entry", (*expected.entries, *expected.about), tuple(domain.entries)),
        ("value", expected.values, tuple(domain.values)),
    ):
        for name in names:
            if name and name not in known:
                place = name.place if isinstance(name, Text) else expected.place
                notes.errors.append(Problem(*place, f"unknown {what} '{name}'{meant(name, tuple(known))}", _source(notes, place)))


def _source(notes: Notes, place: Place) -> str:
    lines = notes.lines.get(place.path, [])
    return lines[place.line - 1] if 0 < place.line <= len(lines) else ""
