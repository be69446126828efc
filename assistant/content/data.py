"""A subject as JSON data and back: what the cache holds. Values are lists in the order of their fields."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum

from assistant import model
from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Any, TypeAlias, TypeVar

    JSON: TypeAlias = bool | int | float | str | list["JSON"] | dict[str, "JSON"] | None
    Value: TypeAlias = bool | int | float | str | tuple["Value", ...] | Mapping[str, "Value"] | None
    Fields: TypeAlias = list[Any]  # the fields of a value, each of its own type; checked by the round trip
    T = TypeVar("T")


def to_data(value: Value) -> JSON:
    """Tuples and named tuples as lists, mappings as objects, choices as their words."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return [to_data(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_data(item) for key, item in value.items()}
    return value


def domain_to_data(domain: model.Domain) -> JSON:
    """The whole subject."""
    return to_data(domain)


_CLAIMS = {claim.value: claim for claim in model.Claim}
_KINDS = {kind.value: kind for kind in model.Kind}


def domain_from_data(data: JSON) -> model.Domain:
    """The same subject again; KeyError, IndexError, TypeError or ValueError when the data is something else."""
    if not isinstance(data, list) or len(data) != len(model.Domain._fields):
        raise ValueError("not the data of a subject")
    fields: Fields = data
    made = model.Domain._make(fields)
    return made._replace(
        attributes=_each(model.Attribute._make, made.attributes),
        measures=_each(_measure, made.measures),
        codes=_all(_code, made.codes),
        sources=_each(model.Source._make, made.sources),
        entries=_each(_entry, made.entries),
        values=_each(_value, made.values),
        intents=_each(_intent, made.intents),
        parts=_each(tuple, made.parts),
        flags=_each(_flag, made.flags),
        conditions=_each(_condition, made.conditions),
        cues=_all(_cue, made.cues),
        known=tuple(made.known),
        phrases=_each(tuple, made.phrases),
        knowing=tuple(made.knowing),
        anchors=tuple(made.anchors),
    )


def _each(make: Callable[[Fields], T], table: Mapping[str, Any]) -> dict[str, T]:
    return {key: make(item) for key, item in table.items()}


def _all(make: Callable[[Fields], T], items: Iterable[Any]) -> tuple[T, ...]:
    return tuple(map(make, items))


def _measure(fields: Fields) -> model.Measure:
    name, gloss, most, least = fields
    return model.Measure(name, gloss, tuple(most), tuple(least))


def _code(fields: Fields) -> model.Code:
    prefix, name, spellings, last = fields
    return model.Code(prefix, name, tuple(spellings), last)


def _statement(fields: Fields) -> model.Statement:
    text, sources, claim, when, about, seconds, say = fields
    span = (seconds[0], seconds[1]) if seconds else None
    return model.Statement(text, tuple(sources), _CLAIMS[claim], tuple(when), tuple(about), span, say)


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
    )


def _value(fields: Fields) -> model.Value:
    name, attribute, title, also, within, outside = fields
    return model.Value(name, attribute, title, tuple(also), tuple(within), outside)


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
    )


def _sign(fields: Fields) -> model.Sign:
    parts, within, says, unless = fields
    return model.Sign(tuple(parts), within, tuple(says), tuple(unless))


def _flag(fields: Fields) -> model.Flag:
    made = model.Flag._make(fields)
    return made._replace(signs=_all(_sign, made.signs), unless=tuple(made.unless), blocks=tuple(made.blocks), sources=tuple(made.sources))


def _condition(fields: Fields) -> model.Condition:
    made = model.Condition._make(fields)
    return made._replace(
        signs=_all(_sign, made.signs),
        unless=tuple(made.unless),
        leave_out=tuple(made.leave_out),
        ask_first=tuple(made.ask_first),
        avoid=_each(tuple, made.avoid),
        prefer=_each(tuple, made.prefer),
        sources=tuple(made.sources),
    )


def _cue(fields: Fields) -> model.CueRule:
    cue, direction, reach, says, unless, ends = fields
    return model.CueRule(cue, direction, reach, tuple(says), tuple(unless), tuple(ends))
