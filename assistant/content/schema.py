"""JSON Schemas (draft 7) of the content files, for editors. Made from `formats`, so that checker and editor agree.

`python -m assistant.content.schema` writes them to assistant/schema. A schema sees one file: whether names refer to
anything, and whether templates can be read, only `acupressure check` knows.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from assistant.content.formats import FORMATS
from assistant.content.shapes import Field, Many, Number, OneOf, OneOrMany, Record, Shape, Table, TableOrMany, Truth, Whole, Words

if TYPE_CHECKING:
    from assistant.content.sections import JSON

FOLDER = Path(__file__).resolve().parents[1] / "schema"
Object: TypeAlias = "dict[str, JSON]"


def schema(form: str) -> Object:
    """The schema of one form of file."""
    shared: Object = {}
    body = _body(FORMATS[form], shared)
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": form, **body, "definitions": shared}


def _body(shape: Shape, shared: Object) -> Object:
    match shape:
        case Words(empty):
            return {"type": "string"} if empty else {"type": "string", "pattern": "\\S"}
        case Whole(least):
            return {"type": "integer", "minimum": least}
        case Number(lowest):
            return {"type": "number"} if lowest is None else {"type": "number", "minimum": lowest}
        case Truth():
            return {"type": "boolean"}
        case OneOf(options):
            return {"enum": list(options)}
        case Many(item, least, most):
            return {"type": "array", "items": _use(item, shared), "minItems": least, **({"maxItems": most} if most else {})}
        case OneOrMany(item):
            return {"anyOf": [_use(item, shared), _use(Many(item, 1), shared)]}
        case Table(item):
            return {"type": "object", "propertyNames": {"pattern": "\\S"}, "additionalProperties": _use(item, shared)}
        case TableOrMany(table, many):
            return {"anyOf": [_use(table, shared), _use(many, shared)]}
        case Record():
            return _record(shape, shared)


def _record(shape: Record, shared: Object) -> Object:
    needed: list[JSON] = [key for key, field in shape.fields.items() if field.needed]
    body: Object = {
        "type": "object",
        "properties": {key: _field(field, shared) for key, field in shape.fields.items()},
        "required": needed,
        "additionalProperties": _use(shape.others, shared) if shape.others else False,
    }
    for rule, keys in (("oneOf", shape.exactly_one), ("anyOf", shape.at_least_one)):
        if keys:
            body[rule] = [{"required": [key]} for key in keys]
    return body


def _field(field: Field, shared: Object) -> Object:
    """Draft 7 ignores whatever stands beside a reference, so the description wraps it."""
    used = _use(field.shape, shared)
    if not field.about:
        return used
    return {"description": field.about, "allOf": [used]} if "$ref" in used else {"description": field.about, **used}


def _use(shape: Shape, shared: Object) -> Object:
    """A record is described once and referred to."""
    if not isinstance(shape, Record):
        return _body(shape, shared)
    name = shape.what.replace(" ", "-").replace("'", "")
    if name not in shared:
        shared[name] = {}  # the place is taken before its parts are described
        shared[name] = _record(shape, shared)
    return {"$ref": f"#/definitions/{name}"}


def written(form: str) -> str:
    """The text of a schema file."""
    return json.dumps(schema(form), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    for form in FORMATS:
        (FOLDER / f"{form}.schema.json").write_text(written(form), encoding="utf-8")
