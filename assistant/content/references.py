"""Does every name in the files refer to something? One small function for each kind of row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from assistant.content.formats import ENTRY
from assistant.content.gather import Gathered
from assistant.content.places import Notes, Place, Row, Text, meant
from assistant.content.vocabulary import ACTS, BLANKS, DO, MOVES, REPLIES, REPLIES_TO_SIGNS
from assistant.model import WISHED
from assistant.values import NamedTuple

ALL = "all"
_BLANK = re.compile(r"\{[a-z_]+\}")


class Known(NamedTuple):
    """What can be referred to, by name, and where mistakes go."""

    notes: Notes
    unread: Collection[str]  # forms of which a file could not be read
    kinds: Row
    attributes: Row
    facets: Row
    measures: Row
    sources: Collection[str]
    values: dict[str, str]  # value -> attribute
    entries: Collection[str]
    intents: Collection[str]
    phrases: Collection[str]
    parts: Collection[str]
    flags: Collection[str]
    figures: Collection[str]
    ways: Collection[str] = ()  # in which things are told under some condition

    def check(self, what: str, form: str, names: Iterable[Text], known: Iterable[str]) -> None:
        """Note the names that nothing bears, unless the file that may hold them could not be read."""
        known = tuple(known)
        for name in names:
            if name and name not in known and form not in self.unread:
                self.notes.unknown(what, name, known)


def check_references(gathered: Gathered, notes: Notes) -> None:
    """Check every row of a subject whose domain.yaml could be read."""
    domain = gathered.domain
    if domain is None:
        return
    known = _known(gathered, domain, notes)
    _domain(domain, known)
    _guards(gathered, known)
    for attribute, value in gathered.values:
        _value(attribute, value, known)
    _wider(gathered, notes)
    for entry in gathered.entries:
        _entry(entry, known)
    for _, intent in gathered.intents.values():
        _intent(intent, known)
    _safety(gathered, known)
    for _, word in gathered.glossary.values():
        known.check("source", "sources", word.texts("from"), known.sources)
    for _, texts in gathered.phrases.values():
        _phrase(texts, known)
    _replies(gathered, domain.place, notes)


def _safety(gathered: Gathered, known: Known) -> None:
    for example in gathered.examples:
        known.check("flag", "flag", [flag for flag in [example.text("flag")] if flag], known.flags)
    for flag in gathered.flags:
        known.check("intent", "flag", flag.texts("after"), known.intents)
        _flag(flag, known)
    for condition in gathered.conditions:
        _condition(condition, known)


def _known(gathered: Gathered, domain: Row, notes: Notes) -> Known:
    owners: dict[str, str] = {}
    values: dict[str, Text] = {}
    for attribute, value in gathered.values:
        if _once(value.text("id"), "value", values, notes):
            owners[str(value.text("id"))] = str(attribute)
    _ids(gathered.flags, "flag", notes)
    _ids(gathered.conditions, "condition", notes)
    return Known(
        notes=notes,
        unread=gathered.unread,
        kinds=domain.row("kinds"),
        attributes=domain.row("attributes"),
        facets=domain.row("facets"),
        measures=domain.row("measures"),
        sources=gathered.sources,
        values=owners,
        entries=_ids(gathered.entries, "entry", notes),
        intents=gathered.intents,
        phrases=gathered.phrases,
        parts=gathered.parts,
        flags=[flag.text("id") for flag in gathered.flags],
        figures=gathered.figures,
        ways=_ways(gathered),
    )


def _ways(gathered: Gathered) -> list[str]:
    """Those that anybody may wish for, and those that a condition asks for."""
    asked = (way for condition in gathered.conditions for key in ("ways", "ruled_out") for way in condition.row(key))
    return list(dict.fromkeys((*WISHED, *asked)))


def _ids(rows: Iterable[Row], what: str, notes: Notes) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for row in rows:
        _once(row.text("id"), what, found, notes)
    return found


def _once(name: Text, what: str, found: dict[str, Text], notes: Notes) -> bool:
    """The first of a name; a second one is told with the place of the first."""
    if not name:
        return False
    if name in found:
        first = found[name].place
        notes.error(name.place, f"duplicate {what} '{name}'; also in {first.path}:{first.line}: rename one of them")
        return False
    found[str(name)] = name
    return True


def _domain(domain: Row, known: Known) -> None:
    known.check("kind", "domain", [domain.text("subject")], known.kinds)
    known.check("entry", "entry", [domain.text("general")], known.entries)
    for key in ("vague", "plural", "figurative"):
        known.check("part", "parts", (Text.at(word, text.place) for text in domain.texts(key) for word in text.split()), known.parts)
    known.check("part", "parts", [text for key in domain.row("ache") for text in domain.row("ache").texts(key)], known.parts)
    for row in (known.kinds, known.attributes):
        for _, item in row.named_rows():
            known.check("intent", "intents", [item.text("bare")], known.intents)
    known.check("facet", "domain", (row.text("facet") for _, row in known.attributes.named_rows()), known.facets)
    known.check("facet", "domain", (row.text("facet") for _, row in known.measures.named_rows()), known.facets)
    for facet in known.facets:
        if facet in ENTRY.fields and facet != "numbers":
            known.notes.error(facet.place, f"'{facet}' is a key of every entry and no name for a facet; choose another")
    for attribute in known.attributes:
        if attribute in known.kinds:
            known.notes.error(attribute.place, f"'{attribute}' is a kind already, and slots need different names; rename one of them")


def _guards(gathered: Gathered, known: Known) -> None:
    """What is said instead of advice is the phrase of an intent."""
    for attribute, row in known.attributes.named_rows():
        if row.truth("guard", False):
            intent = gathered.intents.get(row.text("bare"))
            if "bare" not in row.places or (intent and "say" not in intent[1].row("reply").places):
                known.notes.error(
                    attribute.place,
                    f"'guard: true' of '{attribute}' wants as 'bare' an intent with 'reply: {{say: ...}}': it is said instead of advice",
                )


def _value(attribute: Text, value: Row, known: Known) -> None:
    known.check("attribute", "domain", [attribute], known.attributes)
    known.check("value", "values", value.texts("within"), known.values)
    if "one" in value.places:
        known.check("value", "values", [value.text("one")], known.values)


def _wider(gathered: Gathered, notes: Notes) -> None:
    """No value is, by however many steps, within itself."""
    wider = {str(value.text("id")): value.texts("within") for _, value in gathered.values}
    for _, value in gathered.values:
        reached: set[str] = set()
        ahead = [str(name) for name in value.texts("within")]
        while ahead:
            name = ahead.pop()
            if name not in reached:
                reached.add(name)
                ahead.extend(str(further) for further in wider.get(name, ()))
        if value.text("id") in reached:
            notes.error(value.spot("within"), f"'{value.text('id')}' comes to be within itself; take it out of one 'within'")


def _entry(entry: Row, known: Known) -> None:
    known.check("kind", "domain", [entry.text("kind")], known.kinds)
    known.check("measure", "domain", entry.row("numbers"), known.measures)
    known.check("figure", "figures", [entry.text("figure")], known.figures)
    known.check("entry", "entry", entry.texts("parts"), known.entries)
    _by_attribute(entry.row("attributes"), known)
    for key in entry:
        if key not in ENTRY.fields and key not in known.facets:
            _unknown_facet(key, known)
    for statement in statements(entry):
        _statement(statement, known)
    for plan in entry.rows("plans"):
        known.check("value", "values", plan.texts("when"), known.values)
        for _, step in plan.row("steps").named_rows():
            _statement(step, known)


def _unknown_facet(key: Text, known: Known) -> None:
    """A misspelt facet, or a misspelt key of entries."""
    near = meant(key, tuple(known.facets))
    other = meant(key, tuple(ENTRY.fields))
    if not near.startswith("; did") and other.startswith("; did"):
        known.notes.error(key.place, f"unknown key '{key}' in this entry{other}")
    else:
        known.notes.error(key.place, f"unknown facet '{key}'{near or '; facets are named in domain.yaml'}")


def statements(entry: Row) -> Iterator[Row]:
    """All statements of an entry's facets."""
    for key in entry:
        if key not in ENTRY.fields or key == "numbers":
            yield from entry.rows(key)


def _statement(statement: Row, known: Known) -> None:
    known.check("source", "sources", statement.texts("from"), known.sources)
    known.check("value", "values", statement.texts("when"), known.values)
    known.check("value", "values", statement.texts("about"), (*known.values, *known.entries))
    known.check("way", "condition", statement.row("ways"), known.ways)
    for _, other in statement.row("ways").named_rows():
        _statement(other, known)
    seconds = statement.pair("seconds")
    if seconds and seconds[0] > seconds[1]:
        known.notes.error(statement.spot("seconds"), "'seconds' wants the shortest first: [shortest, longest]")


def _by_attribute(row: Row, known: Known) -> None:
    """A table attribute -> values, each value one of that attribute."""
    for attribute in row:
        known.check("attribute", "domain", [attribute], known.attributes)
        for value in row.texts(attribute):
            owner = known.values.get(value)
            if owner is None:
                own = tuple(name for name, belongs in known.values.items() if belongs == attribute)
                known.check(str(attribute), "values", [value], own)
            elif owner != attribute and attribute in known.attributes:
                known.notes.error(value.place, f"'{value}' is a value of '{owner}', not of '{attribute}'; write it under '{owner}'")


def _intent(intent: Row, known: Known) -> None:
    slots = (*known.kinds, *known.attributes)
    known.check("slot", "domain", intent.texts("slots"), slots)
    for key in ("reply", "otherwise"):
        reply = intent.row(key)
        known.check("facet", "domain", reply.texts("facet"), known.facets)
        known.check("entry", "entry", [reply.text("entry")], known.entries)
        known.check("phrase", "phrases", [reply.text("say")], known.phrases)
        known.check("thing to do", "", [reply.text("do")], DO)
        known.check("move", "", [reply.text("move"), reply.text("in_session")], MOVES)
        known.check("act", "", [reply.text("act")], ACTS)
        if reply.text("entry") and "say" in reply.places:
            known.notes.error(reply.spot("entry"), "'entry' goes with 'facet' or 'do', not with 'say'; take one of them out")
    if "otherwise" in intent.places and not intent.texts("slots"):
        known.notes.error(intent.spot("otherwise"), "'otherwise' is for an empty slot, and there are no 'slots'; name them, or take it out")


def _signs(row: Row, known: Known) -> None:
    for sign in row.rows("signs"):
        known.check("part", "parts", sign.texts("parts"), known.parts)
    known.check("source", "sources", row.texts("from"), known.sources)


def _flag(flag: Row, known: Known) -> None:
    _signs(flag, known)
    known.check("entry", "entry", flag.texts("blocks"), (*known.entries, ALL))


def _condition(condition: Row, known: Known) -> None:
    _signs(condition, known)
    known.check("part", "parts", condition.texts("means"), known.parts)
    for key in ("leave_out", "ask_first"):
        known.check("entry", "entry", condition.texts(key), (*known.entries, ALL))
    for key in ("ways", "ruled_out"):
        for way in condition.row(key):
            known.check("entry", "entry", condition.row(key).texts(way), (*known.entries, ALL))
    for key in ("avoid", "prefer"):
        _by_attribute(condition.row(key), known)


def _phrase(texts: tuple[Text, ...], known: Known) -> None:
    for text in texts:
        rest = _BLANK.sub(lambda found: " " * len(found[0]), text)
        stray = next((at for at, sign in enumerate(rest) if sign in "{}"), None)
        if stray is not None:
            known.notes.error(text.inside(stray + 1), "a blank is written {name}: lower-case letters and '_'")
        blanks = (Text.at(found[0][1:-1], text.inside(found.start() + 2)) for found in _BLANK.finditer(text))
        known.check("blank", "", blanks, (*BLANKS, *REPLIES, *known.phrases))


def _replies(gathered: Gathered, domain: Place, notes: Notes) -> None:
    """What only the subject can say, and the program has to."""
    tells_signs = bool(gathered.flags) or any(intent.row("reply").text("do") == "signs" for _, intent in gathered.intents.values())
    path = domain.path.replace("domain.yaml", "phrases.yaml")
    for reply in (*REPLIES, *(REPLIES_TO_SIGNS if tells_signs else ())):
        if reply not in gathered.phrases and "phrases" not in gathered.unread:
            notes.error(Place(path, 1, 1), f"there is no reply '{reply}', which the program has to say; write it (docs/content.md)")
