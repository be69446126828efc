"""What is missing, never tested or never said. Findings, not mistakes: `check` tells those.

Every finding names its place and what would end it. Not here: running tests (testing) and reading files (content).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from assistant import templates
from assistant.authoring import cases, testing
from assistant.authoring.player import Player
from assistant.content.loader import FEW_PHRASES
from assistant.content.nodes import read
from assistant.content.places import Notes, Place, Row, Text
from assistant.content.shapes import Field, Many, Record, Words
from assistant.content.where import Written
from assistant.decide.view import benefit
from assistant.engine import Engine, understood
from assistant.errors import ContentBroken
from assistant.expanding import expand
from assistant.model import Domain, Entry
from assistant.respond.statements import choose
from assistant.values import NamedTuple

BLANK = re.compile(r"\{([a-z_]+)\}")
SAID_ELSEWHERE = ("greeting", "recorded_")  # before the first message, and in sound files
OVERVIEW = ("summary", "about", "location", "duration", "names", "neighbours")  # facets told by lists, overviews and comparisons


class Finding(NamedTuple):
    """One thing that is missing."""

    kind: str  # which check found it
    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place.path}:{self.place.line}:{self.place.column}: {self.kind}: {self.message}"


class Facts(NamedTuple):
    """What came of a file of facts."""

    unanswered: tuple[Finding, ...] = ()
    intents: tuple[str, ...] = ()  # what answered the others


class Subject(NamedTuple):
    """What is looked at."""

    domain: Domain
    places: Written
    suite: cases.Suite
    results: tuple[testing.Result, ...]
    exercised: frozenset[str]  # intents of which tests say a phrase word for word
    facts: Facts


Check = Callable[[Subject], Iterator[Finding]]


def findings(subject: Subject) -> Iterator[Finding]:
    """Everything found, check by check; what the content borrows is not its author's business."""
    for check in CHECKS:
        yield from (finding for finding in check(subject) if not subject.places.borrowed(finding.place))


def untested(subject: Subject) -> Iterator[Finding]:
    """Intents, flags and conditions that no test expects and that answer none that is right."""
    expected = {str(expected.intent) for case in subject.suite.cases for expected in _expectations(case)}
    expected |= set(subject.facts.intents)
    expected |= {intent for result in subject.results if result.passed for intent in result.intents}
    for intent, place in subject.places.intents.items():
        if intent in subject.domain.intents and intent not in expected and not _is_common(subject, place):
            yield Finding("untested", place, f"no test expects the intent '{intent}'; write one in tests/sentences")
    for id_ in (*subject.domain.flags, *subject.domain.conditions):
        if id_ not in expected:
            place = subject.places.safety[id_]
            yield Finding("untested", place, f"no test expects '{id_}' of safety; write wordings that must and must not raise it")


def _expectations(case: cases.Case) -> list[cases.Expected]:
    return [case.expected] if isinstance(case, cases.Sentences) else [turn.expected for turn in case.turns]


def _is_common(subject: Subject, place: Place) -> bool:
    return subject.places.layers.get(place.path) != subject.domain.name


def few_phrases(subject: Subject) -> Iterator[Finding]:
    """Intents with hardly any phrases."""
    for intent, phrases in subject.places.phrases.items():
        if len(phrases) < FEW_PHRASES and intent in subject.places.intents:
            place = subject.places.intents[intent]
            yield Finding("few phrases", place, f"'{intent}' has {len(phrases)} phrases; {FEW_PHRASES} are few, twenty are better")


def lacking(subject: Subject) -> Iterator[Finding]:
    """Entries of the subject without a facet most others have, without figure where others have one, without spoken form."""
    entries = [e for e in subject.domain.entries.values() if e.kind == subject.domain.subject and e.covered]
    having = Counter(facet for entry in entries for facet in entry.facets)
    usual = [facet for facet, n in having.items() if 2 * n > len(entries) and facet in _asked(subject.domain)]
    drawn = any(entry.figure for entry in entries)
    for entry in entries:
        place = subject.places.entries[entry.id]
        for facet in usual:
            if facet not in entry.facets:
                yield Finding("facet", place, f"'{entry.id}' says nothing about {facet} ({subject.domain.facets[facet]}), which most others do")
        if drawn and not entry.figure:
            yield Finding("figure", place, f"'{entry.id}' has no figure, which others have")
    for entry in subject.domain.entries.values():
        if not entry.say:
            yield Finding("spoken form", subject.places.entries[entry.id], f"'{entry.id}' has no 'say': how does a voice read its name?")
        if not entry.facets:
            yield Finding("facet", subject.places.entries[entry.id], f"'{entry.id}' has no facet: there is nothing to tell about it")


def _asked(domain: Domain) -> set[str]:
    """Facets some intent asks of any entry."""
    replies = [reply for intent in domain.intents.values() for reply in (intent.reply, intent.otherwise) if reply is not None]
    return {facet for reply in replies if not reply.entry for facet in reply.facets}


def unused_sources(subject: Subject) -> Iterator[Finding]:
    """Sources nothing comes from."""
    domain = subject.domain
    steps = [step for e in domain.entries.values() for plan in e.plans for step in plan.steps.values()]
    told = [s for e in domain.entries.values() for some in e.facets.values() for s in some]
    used = {source for statement in (*steps, *told) for source in statement.sources}
    used |= {source for flag in domain.flags.values() for source in flag.sources}
    used |= {source for condition in domain.conditions.values() for source in condition.sources}
    for source in domain.sources:
        if source not in used:
            yield Finding("source", subject.places.sources[source], f"nothing comes from the source '{source}'; cite it or take it out")


def unreached(subject: Subject) -> Iterator[Finding]:
    """Statements that no question reaches."""
    domain = subject.domain
    for entry in domain.entries.values():
        asked = _asked(domain) | _asked_of(domain, entry) | set(OVERVIEW) | ({benefit(domain)} if entry.kind == domain.subject else set())
        for facet, statements in entry.facets.items():
            reached = _reached(domain, entry, facet) if facet in asked else set()
            for statement in statements:
                if statement.text not in reached:
                    place = subject.places.statements.get((entry.id, statement.text), subject.places.entries[entry.id])
                    why = "others stand before it; give it 'about' or 'when', or move it up"
                    why = why if facet in asked else f"no intent asks it for {facet}; write one, or take it out"
                    yield Finding("unreached", place, f"a statement of '{entry.id}' is never told: {why}")


def _asked_of(domain: Domain, entry: Entry) -> set[str]:
    replies = [reply for intent in domain.intents.values() for reply in (intent.reply, intent.otherwise) if reply is not None]
    return {facet for reply in replies if reply.entry == entry.id for facet in reply.facets}


def _reached(domain: Domain, entry: Entry, facet: str) -> set[str]:
    """What is told with nothing named, with each value a statement speaks of, and on asking for more."""
    statements = entry.facets[facet]
    values = {value for statement in statements for value in (*statement.about, *statement.when) if value in domain.values}
    told = {s.text for value in values for s in choose(domain, statements, (value,), 2)}
    first = [s.text for s in choose(domain, statements, (), 2)]
    rest = [s.text for s in statements if s.text not in first]
    return told | set(first) | set(rest[:2])


def unsaid(subject: Subject) -> Iterator[Finding]:
    """Replies of the subject that no test made it say, and replies that would say more than the general one does."""
    said = {phrase for result in subject.results for phrase in result.replies}
    parts = {blank for variants in subject.domain.phrases.values() for text in variants for blank in BLANK.findall(text)}
    for id_, place in subject.places.replies.items():
        if id_ not in said and id_ not in parts and not id_.startswith(SAID_ELSEWHERE) and not _is_common(subject, place):
            yield Finding("unsaid", place, f"no test makes it say '{id_}'; write one that does, or take the reply out")
    outside = dict.fromkeys(value.attribute for value in subject.domain.values.values() if value.outside)
    wanted = [f"outside_{attribute}" for attribute in outside if not subject.domain.attributes[attribute].guard]
    wanted += ["code_not_covered", "code_impossible"] if subject.domain.codes else []
    for id_ in dict.fromkeys(wanted):
        if id_ not in subject.domain.phrases:
            place = Place(f"knowledge/{subject.domain.name}/phrases.yaml", 1, 1)
            yield Finding("reply", place, f"there is no reply '{id_}', so that another is said instead; write it")


def unexercised(subject: Subject) -> Iterator[Finding]:
    """Intents of which no test says any phrase word for word."""
    for intent, phrases in subject.places.phrases.items():
        own = [phrase for phrase in phrases if not phrase.common]
        if own and intent not in subject.exercised:
            yield Finding("unexercised", own[0].place, f"no test says any of the {len(own)} phrases of '{intent}' word for word; use one as a test")


def exercised(engine: Engine, suite: cases.Suite) -> frozenset[str]:
    """The intents of which tests say a phrase as it is written, whatever names stand in it."""
    heard = [understood(engine, text) for case in suite.cases for text in _said(case)]
    return frozenset(c.intent for message in heard for clause in message.clauses for c in clause.candidates if c.exact)


def _said(case: cases.Case) -> list[str]:
    return list(case.says) if isinstance(case, cases.Sentences) else [turn.user for turn in case.turns if turn.user]


def claimed_twice(subject: Subject) -> Iterator[Finding]:
    """Names two things of different kinds bear: which is meant is guessed."""
    owners: dict[tuple[str, ...], dict[str, Place]] = defaultdict(dict)
    for (id_, name), place in subject.places.names.items():
        for words in expand(templates.parse(name.lower()), {}, 200):
            owners[words].setdefault(id_, place)
    told: set[tuple[str, ...]] = set()
    for words, some in owners.items():
        ids = tuple(sorted(some))
        if len(some) > 1 and ids not in told:
            told.add(ids)
            first, second, *_ = some.items()
            where = f"{first[1].path}:{first[1].line}"
            yield Finding("name", second[1], f"'{' '.join(words)}' is a name of '{second[0]}' and of '{first[0]}' ({where})")


def unanswered_facts(subject: Subject) -> Iterator[Finding]:
    """Seed facts whose questions do not bring them up."""
    yield from subject.facts.unanswered


CHECKS: tuple[Check, ...] = (untested, few_phrases, lacking, unused_sources, unreached, unsaid, unexercised, claimed_twice, unanswered_facts)


# ---------------------------------------------------------------- seed facts

FACT = Record(
    "fact",
    {
        "id": Field(Words(), True),
        "point": Field(Words(), about="the entry it belongs to"),
        "ask": Field(Many(Words(), 1), True, "questions that must bring it up"),
        "must": Field(Many(Many(Words(), 1), 1), True, "groups of words; an answer holds one of each group"),
    },
)
FACTS = Record("file of facts", {"facts": Field(Many(FACT, 1), True)})


def facts(path: Path, root: Path, engine: Engine) -> Facts:
    """What of a file of facts (a list) is not answered; ContentBroken when the file has mistakes."""
    notes = Notes()
    name = str(path.relative_to(root)) if path.is_relative_to(root) else str(path)
    row = read(name, b"facts:\n" + path.read_bytes(), FACTS, (), notes)
    if notes.errors or row is None:
        raise ContentBroken(tuple(sorted({problem._replace(line=max(1, problem.line - 1)) for problem in notes.errors})))
    told = [_fact(fact, engine) for fact in row.rows("facts")]
    return Facts(tuple(found for found, _ in told if found), tuple(intent for _, intents in told for intent in intents))


def _fact(fact: Row, engine: Engine) -> tuple[Finding | None, tuple[str, ...]]:
    """What is missing, or the intents that told the fact: one of its questions brings up the whole of it."""
    must = fact.get(Text("must"))
    groups = [[str(word) for word in group] for group in must if isinstance(group, list)] if isinstance(must, list) else []
    answers = [Player(engine).say(question) for question in fact.texts("ask")]
    texts = ["\n".join(one.answer.text for one in told).lower() for told in answers]
    missing = min(([group[0] for group in groups if not any(word.lower() in text for word in group)] for text in texts), key=len)
    if not missing:
        return None, tuple(one.answer.intent for told in answers for one in told if one.answer.intent)
    place = fact.place._replace(line=fact.place.line - 1)
    return Finding("fact", place, f"fact {fact.text('id')} is not told by any of its questions; missing: {', '.join(missing)}"), ()


def shown(found: Sequence[Finding], everything: bool, first: int = 5) -> list[str]:
    """The findings as lines, of each kind only the first unless everything is wanted, and how many there are."""
    lines: list[str] = []
    for kind, count in Counter(finding.kind for finding in found).items():
        some = [str(finding) for finding in found if finding.kind == kind]
        lines += some if everything else some[:first]
        if count > first and not everything:
            lines.append(f"    ... and {count - first} more of this kind (--all)")
    return lines
