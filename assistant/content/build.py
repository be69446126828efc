"""From checked rows to the values of `model`. Only for content without mistakes: every name refers to something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant import model
from assistant.content.formats import ENTRY
from assistant.content.gather import Gathered
from assistant.content.places import Row, Text
from assistant.content.wordings import inlined


def build(name: str, gathered: Gathered, domain: Row) -> model.Domain:
    """Everything as one value."""
    examples = tuple(model.Example(_plain(row.text("flag")), _plains(row.texts("says"))) for row in gathered.examples)
    glossary = {key: _word(key, row) for key, (_, row) in gathered.glossary.items()}
    written = _written(name, gathered, domain)._replace(examples=examples, glossary=glossary)
    return _derived(_special(written, domain))


def _written(name: str, gathered: Gathered, domain: Row) -> model.Domain:
    """What every subject has, as it stands in the files."""
    return model.Domain(
        name=name,
        title=_plain(domain.text("title")),
        subject=_plain(domain.text("subject")),
        general=_plain(domain.text("general")),
        kinds={str(kind): {str(key): str(row.text(key)) for key in row} for kind, row in domain.row("kinds").named_rows()},
        attributes={str(key): _attribute(key, row) for key, row in domain.row("attributes").named_rows()},
        facets={str(key): _plain(domain.row("facets").text(key)) for key in domain.row("facets")},
        measures={str(key): _measure(key, row) for key, row in domain.row("measures").named_rows()},
        codes=tuple(_code(row) for row in domain.rows("codes")),
        sources={key: _source(row, key) for key, (_, row) in gathered.sources.items()},
        entries={entry.id: entry for entry in map(_entry, gathered.entries)},
        values={value.id: value for value in (_value(attribute, row) for attribute, row in gathered.values)},
        intents={key: _intent(name_, row, gathered) for key, (name_, row) in gathered.intents.items()},
        parts={key: _plains(texts) for key, (_, texts) in gathered.parts.items()},
        flags={flag.id: flag for flag in map(_flag, gathered.flags)},
        conditions={condition.id: condition for condition in map(_condition, gathered.conditions)},
        cues=tuple(map(_cue, gathered.cues)),
        words={group: {key: str(text) for key, text in words.items()} for group, words in gathered.words.items()},
        known=tuple(sorted({word for text in gathered.known for word in str(text).split()})),
        phrases={key: _plains(texts) for key, (_, texts) in gathered.phrases.items()},
        spoken={key: str(text) for key, text in gathered.spoken.items()},
    )


def _special(made: model.Domain, domain: Row) -> model.Domain:
    """With what domain.yaml says of some facets, words and parts of signs, and of numbers."""
    return made._replace(
        knowing=_plains(domain.texts("knowing")),
        leading=_plains(domain.texts("leading")),
        anchors=_words(domain.texts("anchors")),
        plural=_words(domain.texts("plural")),
        vague=frozenset(_words(domain.texts("vague"))),
        figurative=_words(domain.texts("figurative")),
        ache=model.Ache(*(_plain(domain.row("ache").text(key)) for key in model.Ache._fields)),
        severe=domain.whole("severe", 0),
        weekly=domain.whole("weekly", 1),
    )


def _derived(made: model.Domain) -> model.Domain:
    """With what follows from the rest, and is looked up at every turn."""
    entries = made.entries.values()
    signs = _signs(made.parts, (*made.flags.values(), *made.conditions.values()))
    return made._replace(
        doing=_doing(made.intents.values()),
        signs=signs,
        looks=frozenset(look for each in signs.values() for sign in each for look in sign.looks),
        varied=tuple(entry.id for entry in entries if _has_ways(entry)),
        covered=tuple(entry.id for entry in entries if entry.kind == made.subject and entry.covered),
    )


def _plain(text: Text) -> str:
    return str(text).strip()


def _plains(texts: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(map(_plain, texts))


def _words(texts: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(word for text in texts for word in str(text).split())


def _lists(row: Row) -> dict[str, tuple[str, ...]]:
    return {str(key): _plains(row.texts(key)) for key in row}


def _attribute(key: Text, row: Row) -> model.Attribute:
    return model.Attribute(
        id=str(key),
        gloss=_plain(row.text("gloss")),
        bare=_plain(row.text("bare")),
        facet=_plain(row.text("facet")),
        describes=row.truth("describes", True),
        guard=row.truth("guard", False),
        masked=row.truth("masked", True),
        asks=row.truth("asks", False),
        helps=row.truth("helps", False),
    )


def _measure(key: Text, row: Row) -> model.Measure:
    most, least, more, less, same = (_plains(row.texts(end)) for end in ("most", "least", "more", "less", "same"))
    return model.Measure(str(key), _plain(row.text("gloss")), most, least, more, less, same, _plain(row.text("facet")))


def _code(row: Row) -> model.Code:
    called = {str(number): _plains(row.row("called").texts(number)) for number in row.row("called")} if "called" in row.places else {}
    return model.Code(_plain(row.text("prefix")), _plain(row.text("name")), _plains(row.texts("spellings")), row.whole("last", 0), called)


def _source(row: Row, key: str) -> model.Source:
    return model.Source(key, _plain(row.text("title")), _plain(row.text("place")), _plain(row.text("short")))


def _word(key: str, row: Row) -> model.Word:
    means = model.Statement(_plain(row.text("means")), _plains(row.texts("from")), model.Claim.FACT, say=_plain(row.text("say")))
    return model.Word((key, *_plains(row.texts("also"))), means)


def _statement(row: Row) -> model.Statement:
    return model.Statement(
        text=_plain(row.text("text")),
        sources=_plains(row.texts("from")),
        claim=model.Claim(row.text("claim") or "guidance"),
        when=_plains(row.texts("when")),
        about=_plains(row.texts("about")),
        seconds=row.pair("seconds"),
        say=_plain(row.text("say")),
        ways={str(way): _statement(other) for way, other in row.row("ways").named_rows()},
    )


def _has_ways(entry: model.Entry) -> bool:
    told = [statement for facet in entry.facets.values() for statement in facet]
    return any(statement.ways for statement in (*told, *(step for plan in entry.plans for step in plan.steps.values())))


def _plan(row: Row) -> model.Plan:
    steps = {str(role): _statement(step) for role, step in row.row("steps").named_rows()}
    return model.Plan(_plains(row.texts("when")), row.whole("seconds", 0), _plains(row.texts("sides")), steps)


def _entry(row: Row) -> model.Entry:
    numbers = row.row("numbers")
    facets = [key for key in row if key not in ENTRY.fields or (key == "numbers" and row.rows(key))]
    return model.Entry(
        id=_plain(row.text("id")),
        kind=_plain(row.text("kind")),
        name=_plain(row.text("name")),
        also=_plains(row.texts("also")),
        heard=_plains(row.texts("heard")),
        say=_plain(row.text("say")),
        covered=row.truth("covered", True),
        attributes=_lists(row.row("attributes")),
        numbers={str(key): float(number) for key, number in numbers.items() if isinstance(number, int | float)},
        facets={str(key): tuple(map(_statement, row.rows(key))) for key in facets},
        plans=tuple(map(_plan, row.rows("plans"))),
        parts=_plains(row.texts("parts")),
        figure=_plain(row.text("figure")),
        formerly=_plains(row.texts("formerly")),
    )


def _value(attribute: Text, row: Row) -> model.Value:
    return model.Value(
        id=_plain(row.text("id")),
        attribute=str(attribute),
        name=_plain(row.text("name")),
        also=_plains(row.texts("also")),
        within=_plains(row.texts("within")),
        outside=row.truth("outside", False),
        one=_plain(row.text("one")),
    )


def _reply(row: Row) -> model.Reply:
    facets = _plains(row.texts("facet"))
    return model.Reply(facets, *(_plain(row.text(key)) for key in ("entry", "do", "say", "move", "act", "in_session")))


def _intent(key: Text, row: Row, gathered: Gathered) -> model.Intent:
    rules = gathered.rules[gathered.layers[key.place.path]]
    return model.Intent(
        id=str(key),
        about=_plain(row.text("about")),
        reply=_reply(row.row("reply")),
        kind=model.Kind(row.text("kind") or "answer"),
        slots=_plains(row.texts("slots")),
        otherwise=_reply(row.row("otherwise")) if "otherwise" in row.places else None,
        says=tuple(inlined(text, rules).strip() for text in row.texts("says")),
        never=tuple(inlined(text, rules).strip() for text in row.texts("never")),
        anchor=row.truth("anchor", True),
        named=row.truth("named", False),
        needs=_plains(row.texts("needs")),
    )


def _sign(row: Row) -> model.Sign:
    parts, says, unless, looks = (_plains(row.texts(key)) for key in ("parts", "says", "unless", "looks"))
    return model.Sign(parts, row.whole("within", 8), says, unless, looks, row.truth("alone", False))


def _signs(parts: Mapping[str, object], rules: Sequence[model.Flag | model.Condition]) -> dict[str, tuple[model.Part, ...]]:
    """Which signs each part belongs to; what takes them back is named where it is a part as well."""
    found: dict[str, list[model.Part]] = {}
    for rule in rules:
        for number, sign in enumerate(rule.signs):
            belonging = model.Part(rule.id, number, sign.parts, tuple(look for look in sign.looks if look in parts))
            for part in dict.fromkeys(sign.parts):
                found.setdefault(part, []).append(belonging)
    return {part: tuple(each) for part, each in found.items()}


def _doing(intents: Iterable[model.Intent]) -> dict[str, tuple[str, ...]]:
    """The intents that are answered by doing the same."""
    found: dict[str, list[str]] = {}
    for intent in intents:
        found.setdefault(intent.reply.do, []).append(intent.id)
    return {what: tuple(ids) for what, ids in found.items() if what}


def _flag(row: Row) -> model.Flag:
    return model.Flag(
        id=_plain(row.text("id")),
        topic=_plain(row.text("topic")),
        urgency=_plain(row.text("urgency")),
        say=_plain(row.text("say")),
        say_other=_plain(row.text("say_other")),
        signs=tuple(map(_sign, row.rows("signs"))),
        unless=_plains(row.texts("unless")),
        blocks=_plains(row.texts("blocks")),
        lasts=row.truth("lasts", False),
        recent=row.truth("recent", False),
        sources=_plains(row.texts("from")),
        after=_plains(row.texts("after")),
    )


def _condition(row: Row) -> model.Condition:
    return model.Condition(
        id=_plain(row.text("id")),
        topic=_plain(row.text("topic")),
        level=_plain(row.text("level")),
        tell=_plain(row.text("tell")),
        note=_plain(row.text("note")),
        signs=tuple(map(_sign, row.rows("signs"))),
        unless=_plains(row.texts("unless")),
        leave_out=_plains(row.texts("leave_out")),
        ask_first=_plains(row.texts("ask_first")),
        avoid=_lists(row.row("avoid")),
        prefer=_lists(row.row("prefer")),
        ways=_lists(row.row("ways")),
        ruled_out=_lists(row.row("ruled_out")),
        lasts=row.truth("lasts", True),
        heeded=row.truth("heeded", False),
        heals=row.truth("heals", False),
        wish=row.truth("wish", False),
        means=_plains(row.texts("means")),
        sources=_plains(row.texts("from")),
    )


def _cue(row: Row) -> model.CueRule:
    return model.CueRule(
        cue=_plain(row.text("cue")),
        direction=_plain(row.text("direction")),
        reach=row.whole("reach", 0),
        says=_plains(row.texts("says")),
        unless=_plains(row.texts("unless")),
        ends=_plains(row.texts("ends")),
        begins=row.truth("begins", False),
        closes=row.truth("closes", False),
    )
