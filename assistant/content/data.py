"""A subject as data and back: what the cache holds. Values are lists in the order of their fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum

from assistant import model
from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TypeAlias, TypeVar

    from assistant.content.sections import JSON, Sections

    Value: TypeAlias = bool | int | float | str | tuple["Value", ...] | frozenset[str] | Mapping[str, "Value"] | None
    Fields: TypeAlias = list[Any]  # the fields of a value, each of its own type; checked by the round trip
    T = TypeVar("T")


def to_data(value: Value) -> JSON:
    """Tuples and named tuples as lists, as are sets, mappings as objects, choices as their words."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return [to_data(item) for item in value]
    if isinstance(value, frozenset):
        return [*sorted(value)]
    if isinstance(value, Mapping):
        return {key: to_data(item) for key, item in value.items()}
    return value


def domain_to_data(domain: model.Domain) -> dict[str, JSON]:
    """The whole subject: a section for each field that is a mapping, and one for all others."""
    fields = {field: to_data(value) for field, value in domain._asdict().items()}
    tables = {field: fields.pop(field) for field in _TABLES}
    return {"rest": fields, **tables}


def domain_from_data(sections: Sections) -> model.Domain:
    """The same subject again. What is in its tables is made when it is asked for."""
    rest = sections["rest"]
    tables = {field: sections[field].of(make) for field, make in _TABLES.items()}
    return model.Domain(
        **tables,
        name=rest["name"],
        title=rest["title"],
        subject=rest["subject"],
        general=rest["general"],
        codes=_all(_code, rest["codes"]),
        cues=_all(_cue, rest["cues"]),
        known=tuple(rest["known"]),
        knowing=tuple(rest["knowing"]),
        leading=tuple(rest["leading"]),
        varied=tuple(rest["varied"]),
        doing=_each(tuple, rest["doing"]),
        covered=tuple(rest["covered"]),
        examples=_all(_example, rest["examples"]),
        anchors=tuple(rest["anchors"]),
        plural=tuple(rest["plural"]),
        vague=frozenset(rest["vague"]),
        looks=frozenset(rest["looks"]),
        figurative=tuple(rest["figurative"]),
        ache=model.Ache(*rest["ache"]),
        severe=rest["severe"],
        weekly=rest["weekly"],
    )


_CLAIMS = {claim.value: claim for claim in model.Claim}
_KINDS = {kind.value: kind for kind in model.Kind}


def _each(make: Callable[[Fields], T], table: Mapping[str, Any]) -> dict[str, T]:
    return {key: make(item) for key, item in table.items()}


def _all(make: Callable[[Fields], T], items: Iterable[Any]) -> tuple[T, ...]:
    return tuple(map(make, items))


def _measure(fields: Fields) -> model.Measure:
    name, gloss, most, least, more, less, same, facet = fields
    return model.Measure(name, gloss, tuple(most), tuple(least), tuple(more), tuple(less), tuple(same), facet)


def _code(fields: Fields) -> model.Code:
    prefix, name, spellings, last, called = fields
    return model.Code(prefix, name, tuple(spellings), last, _each(tuple, called))


def _statement(fields: Fields) -> model.Statement:
    text, sources, claim, when, about, seconds, say, ways = fields
    span = (seconds[0], seconds[1]) if seconds else None
    return model.Statement(text, tuple(sources), _CLAIMS[claim], tuple(when), tuple(about), span, say, _each(_statement, ways) if ways else {})


def _statements(fields: Fields) -> tuple[model.Statement, ...]:
    return _all(_statement, fields)


def _plan(fields: Fields) -> model.Plan:
    when, seconds, sides, steps = fields
    return model.Plan(tuple(when), seconds, tuple(sides), _each(_statement, steps))


def _entry(fields: Fields) -> model.Entry:
    made = model.Entry._make(fields)
    return made._replace(
        also=tuple(made.also),
        heard=tuple(made.heard),
        attributes=_each(tuple, made.attributes),
        facets=_each(_statements, made.facets),
        plans=_all(_plan, made.plans),
        parts=tuple(made.parts),
        formerly=tuple(made.formerly),
    )


def _word(fields: Fields) -> model.Word:
    names, means = fields
    return model.Word(tuple(names), _statement(means))


def _value(fields: Fields) -> model.Value:
    name, attribute, title, also, within, outside, one = fields
    return model.Value(name, attribute, title, tuple(also), tuple(within), outside, one)


def _reply(fields: Iterable[Any]) -> model.Reply:
    facets, *others = fields
    return model.Reply(tuple(facets), *others)


def _intent(fields: Fields) -> model.Intent:
    made = model.Intent._make(fields)
    return made._replace(
        reply=_reply(made.reply),
        kind=_KINDS[made.kind],
        slots=tuple(made.slots),
        otherwise=_reply(made.otherwise) if made.otherwise else None,
        says=tuple(made.says),
        never=tuple(made.never),
        needs=tuple(made.needs),
    )


def _sign(fields: Fields) -> model.Sign:
    parts, within, says, unless, looks, alone = fields
    return model.Sign(tuple(parts), within, tuple(says), tuple(unless), tuple(looks), alone)


def _part(fields: Fields) -> model.Part:
    rule, number, parts, looks = fields
    return model.Part(rule, number, tuple(parts), tuple(looks))


def _parts(fields: Fields) -> tuple[model.Part, ...]:
    return _all(_part, fields)


def _flag(fields: Fields) -> model.Flag:
    made = model.Flag._make(fields)
    return made._replace(
        signs=_all(_sign, made.signs), unless=tuple(made.unless), blocks=tuple(made.blocks), sources=tuple(made.sources), after=tuple(made.after)
    )


def _condition(fields: Fields) -> model.Condition:
    made = model.Condition._make(fields)
    return made._replace(
        signs=_all(_sign, made.signs),
        unless=tuple(made.unless),
        leave_out=tuple(made.leave_out),
        ask_first=tuple(made.ask_first),
        avoid=_each(tuple, made.avoid),
        prefer=_each(tuple, made.prefer),
        means=tuple(made.means),
        ways=_each(tuple, made.ways),
        ruled_out=_each(tuple, made.ruled_out),
        sources=tuple(made.sources),
    )


def _example(fields: Fields) -> model.Example:
    flag, says = fields
    return model.Example(flag, tuple(says))


def _cue(fields: Fields) -> model.CueRule:
    cue, direction, reach, says, unless, ends, begins, closes = fields
    return model.CueRule(cue, direction, reach, tuple(says), tuple(unless), tuple(ends), begins, closes)


def _same(item: T) -> T:
    return item


_TABLES: Mapping[str, Callable[[Any], Any]] = {
    "kinds": _same,
    "attributes": model.Attribute._make,
    "facets": _same,
    "measures": _measure,
    "sources": model.Source._make,
    "entries": _entry,
    "values": _value,
    "intents": _intent,
    "parts": tuple,
    "signs": _parts,
    "flags": _flag,
    "conditions": _condition,
    "words": _same,
    "phrases": tuple,
    "spoken": _same,
    "glossary": _word,
}
