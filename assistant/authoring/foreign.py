"""Files of other tools: YAML read with places, and the list of what could not be carried over.

Not here: what the files mean (rasa, hassil_files) and how our own are written (carried).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import yaml

from assistant.content.places import Place
from assistant.content.scalars import refused
from assistant.errors import ContentBroken, Problem, WrongUse
from assistant.values import NamedTuple

try:
    from yaml import CSafeLoader as Loader
except ImportError:
    from yaml import SafeLoader as Loader  # type: ignore[assignment]  # the same interface in pure Python


class Left(NamedTuple):
    """Something that was not carried over, and why."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place.path}:{self.place.line}:{self.place.column}: not carried over: {self.message}"


class Node:
    """A piece of YAML that knows where it stands; asked for the wrong type it says so as an error."""

    def __init__(self, path: str, node: yaml.Node) -> None:
        self.path = path
        self._node = node

    @property
    def place(self) -> Place:
        return Place(self.path, self._node.start_mark.line + 1, self._node.start_mark.column + 1)

    @property
    def is_text(self) -> bool:
        return isinstance(self._node, yaml.ScalarNode)

    @property
    def is_list(self) -> bool:
        return isinstance(self._node, yaml.SequenceNode)

    @property
    def is_table(self) -> bool:
        return isinstance(self._node, yaml.MappingNode)

    def text(self, what: str) -> str:
        if not isinstance(self._node, yaml.ScalarNode):
            raise self.wrong(f"{what} wants text")
        return str(self._node.value)

    def items(self, what: str) -> list[Node]:
        if not isinstance(self._node, yaml.SequenceNode):
            raise self.wrong(f"{what} wants a list")
        return [Node(self.path, item) for item in self._node.value]

    def table(self, what: str) -> dict[str, Node]:
        if not isinstance(self._node, yaml.MappingNode):
            raise self.wrong(f"{what} wants a mapping")
        found: dict[str, Node] = {}
        for key, value in self._node.value:
            if str(key.value) in found:
                raise Node(self.path, key).wrong(f"'{key.value}' is written twice in {what}; keep one")
            found[str(key.value)] = Node(self.path, value)
        return found

    def lines(self, what: str) -> Iterator[tuple[str, Place]]:
        """The lines of a text of several, each with its place."""
        first = self._node.start_mark.line + 1 + (getattr(self._node, "style", None) in ("|", ">"))
        for number, line in enumerate(self.text(what).split("\n")):
            yield line, Place(self.path, first + number, 1)

    def wrong(self, message: str) -> ContentBroken:
        return ContentBroken((Problem(*self.place, message),))


def read(path: Path) -> Node:
    """One file; ContentBroken when it is no YAML."""
    try:
        text = path.read_text("utf-8-sig")
        node = yaml.compose(text, Loader)
    except OSError as error:
        raise WrongUse(f"{path} can not be read: {error.strerror}; name a file that can") from error
    except UnicodeDecodeError as error:
        raise ContentBroken((Problem(str(path), 1, 1, "not UTF-8; save the file as UTF-8"),)) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise ContentBroken((Problem(str(path), line, column, f"not YAML: {error.problem}"),)) from error
    except yaml.reader.ReaderError as error:
        place, message = refused(str(path), text, error)
        raise ContentBroken((Problem(*place, message),)) from error
    except RecursionError as error:
        raise ContentBroken((Problem(str(path), 1, 1, "nested too deeply; write it with fewer levels"),)) from error
    if node is None:
        raise ContentBroken((Problem(str(path), 1, 1, "the file is empty"),))
    return Node(str(path), node)


def files(named: Iterable[str]) -> tuple[Path, ...]:
    """The files named; folders stand for the YAML files below them."""
    given = [Path(name) for name in named]
    found = [file for path in given for file in (sorted([*path.rglob("*.yml"), *path.rglob("*.yaml")]) if path.is_dir() else [path])]
    if not found:
        raise WrongUse(f"no .yml or .yaml file in {', '.join(map(str, given))}; name files, or a folder that holds some")
    return tuple(found)


def slug(text: str, sign: str = "_") -> str:
    """A name as our files have them.

    >>> slug("HassTurnOn"), slug("faq/Ask Name"), slug("São Paulo", "-"), slug("42")
    ('hass_turn_on', 'faq_ask_name', 'sao-paulo', 'x_42')
    """
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) != "Mn")
    parted = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", plain)
    made = re.sub(r"[^a-z0-9]+", sign, parted.lower()).strip(sign)
    return made if made[:1].isalpha() else f"x{sign}{made}"
