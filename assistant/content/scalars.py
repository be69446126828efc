"""What YAML makes of a file, in an author's words: what it takes a scalar for, what it refuses. Not here: whether it is what was wanted (nodes)."""

from __future__ import annotations

import re

import yaml

from assistant.content.places import Place
from assistant.content.shapes import OneOf, Shape, Words

TAG = "tag:yaml.org,2002:"
TEXT = TAG + "str"
WHOLE = re.compile(r"-?(0|[1-9][0-9]*)\Z")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+\Z")
CLOCK = re.compile(r"[0-9]+(:[0-9]+)+")


def kind(node: yaml.Node) -> str:
    """str, int, float, bool, null, timestamp: what YAML takes a scalar for."""
    return node.tag.removeprefix(TAG)


def is_number(node: yaml.ScalarNode) -> bool:
    """A number as everybody writes one, without quotes: neither 1e3 nor 0x10 nor .inf."""
    return kind(node) in ("int", "float") and bool(WHOLE.match(node.value) or _DECIMAL.match(node.value))


def may_be_empty(shape: Shape) -> bool:
    return (isinstance(shape, Words) and shape.empty) or (isinstance(shape, OneOf) and "" in shape.options)


def came(node: yaml.Node) -> str:
    """What was found, in an author's words."""
    if isinstance(node, yaml.SequenceNode):
        return "a list"
    if isinstance(node, yaml.MappingNode):
        return "a mapping (a '{' or a ': ' inside text needs quotes)"
    if kind(node) == "null" or not node.value.strip():
        return "nothing"
    if kind(node) in ("int", "float"):
        return f"the number {node.value}"
    return f"the text '{node.value}'" if len(node.value) <= 40 else "text"


def refused(path: str, text: str, error: yaml.reader.ReaderError) -> tuple[Place, str]:
    """Where a sign stands that no YAML may hold, and what to do. The parsers count bytes or characters, so it is looked for."""
    sign = chr(error.character) if isinstance(error.character, int) else error.character
    before = text[: text.index(sign)]
    return Place(path, before.count("\n") + 1, len(before) - before.rfind("\n")), f"not YAML: the character {sign!r} is not allowed; take it out"
