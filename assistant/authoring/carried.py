"""Content of another tool in our terms: intents, values, rules, dialogues, and all that had no place. Not here: reading the other's files."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.authoring.foreign import Left, slug
from assistant.content.places import Place
from assistant.values import NamedTuple


class Phrase(NamedTuple):
    text: str  # a template of ours
    place: Place


class Named(NamedTuple):
    """A value with its names."""

    names: tuple[str, ...]
    place: Place


class Turn(NamedTuple):
    user: str
    intent: str


class Carried:
    """What was read, in our terms."""

    def __init__(self) -> None:
        self.intents: dict[str, list[Phrase]] = {}
        self.places: dict[str, Place] = {}
        self.declared: dict[str, Place] = {}  # intents named, with or without examples
        self.replies: dict[str, str] = {}  # intent -> phrase
        self.phrases: dict[str, list[str]] = {}
        self.values: dict[str, dict[str, Named]] = {}  # attribute -> id -> names
        self.rules: dict[str, str] = {}
        self.rule_places: dict[str, Place] = {}
        self.fillers: list[str] = []
        self.dialogues: dict[str, list[Turn]] = {}
        self.synonyms: list[tuple[str, Place, list[str]]] = []  # of values, wherever these are
        self.left: list[Left] = []

    def leave(self, place: Place, message: str) -> None:
        self.left.append(Left(place, message))

    def value(self, attribute: str, id_: str, names: Sequence[str], place: Place) -> None:
        """Add names to a value."""
        some = self.values.setdefault(attribute, {})
        before = some.get(id_)
        both = (*(before.names if before else ()), *names)
        some[id_] = Named(tuple(dict.fromkeys(name for name in both if name.strip())), before.place if before else place)


def value_id(text: str) -> str:
    return slug(text, "-")  # ids of values are written with dashes
