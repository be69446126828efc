"""The vocabulary in which the form of a content file is described: read by the checker and by the schema for editors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from assistant.values import NamedTuple


class Words(NamedTuple):
    """A text."""

    empty: bool = False  # may be ""


class Whole(NamedTuple):
    """A whole number."""

    least: int = 0


class Number(NamedTuple):
    """Any number."""

    least: float | None = None


class Truth(NamedTuple):
    """true or false."""


class OneOf(NamedTuple):
    """One of these words."""

    options: tuple[str, ...]


class Many(NamedTuple):
    """A list."""

    item: Shape
    least: int = 0
    most: int | None = None


class OneOrMany(NamedTuple):
    """An item, or a list of them."""

    item: Shape


class Table(NamedTuple):
    """A mapping whose keys are free."""

    item: Shape


class TableOrMany(NamedTuple):
    """A mapping or a list, told apart by how it is written."""

    table: Table
    many: Many


class Field(NamedTuple):
    """One key of a record."""

    shape: Shape
    needed: bool = False
    about: str = ""  # told in editors


class Record(NamedTuple):
    """A mapping with known keys."""

    what: str  # as messages name it: "statement"
    fields: Mapping[str, Field]
    others: Shape | None = None  # the form of every other key
    exactly_one: tuple[str, ...] = ()
    at_least_one: tuple[str, ...] = ()


Shape: TypeAlias = Words | Whole | Number | Truth | OneOf | Many | OneOrMany | Table | TableOrMany | Record
