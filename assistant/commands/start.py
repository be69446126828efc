"""From options to an engine: where the content is, and its compiled form."""

from __future__ import annotations

import os
import sys

from assistant.content import cache_folder, cached, fresh, load
from assistant.content.files import shipped, usual
from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import Any, TypeVar

    from assistant.engine import Engine
    from assistant.model import Domain
    from assistant.understand.lasting import Later

    T = TypeVar("T")

LEARNING = "Learning the phrases. This is done once, and again when the content changes. Please wait about half a minute …"
SUBJECT = "acupressure"


def content_root(given: str | None) -> Path:
    """The folder with intents/ and knowledge/, for commands that look into it."""
    from pathlib import Path  # an answer does without: its import costs as much as reading the cache

    return Path(_root(given))


def _root(given: str | None) -> str:
    """The content folder: as given, else from the environment, else the one shipped with the program."""
    return given or os.environ.get("ACUPRESSURE_CONTENT") or shipped()


def subject(content: str | None) -> str:
    """The subject when no --domain is given."""
    return usual(_root(content), SUBJECT)


def engine(content: str | None, domain: str) -> Engine:
    """The engine of a subject; from the cache when no file has changed."""
    from assistant.engine import Engine  # not for commands that only look at the content
    from assistant.understand import grammar

    compiled = cached(_root(content), domain, cache_folder(), build)
    return Engine(compiled.domain, grammar.load(compiled.domain, compiled.matcher))


def sound(content: str | None, domain: str) -> Path:
    """The content folder, after its files were found free of mistakes; else ContentBroken holds them all. Nothing is learnt."""
    root = content_root(content)
    if not fresh(root, domain, cache_folder()):
        load(root, domain)
    return root


def build(domain: Domain, before: Mapping[str, Any]) -> dict[str, Any]:
    """Build the index. Where there is much to learn for it that takes some seconds, so whoever waits at a terminal is told why."""
    from assistant.devices import second
    from assistant.understand import building

    much = building.much(domain)
    with second.helped(much) as later:
        return building.build(domain, before, _telling(later) if much else later)


def _telling(later: Later) -> Later:
    """The same, with a word to whoever waits before the first piece of work."""
    told = not sys.stderr.isatty()

    def telling(work: Callable[[], T]) -> Callable[[], T]:
        nonlocal told
        if not told:
            told = True
            _tell()
        return later(work)

    return telling


def _tell() -> None:
    import shutil

    from assistant.respond.wrapping import wrap

    print(wrap(LEARNING, shutil.get_terminal_size().columns - 1), file=sys.stderr, flush=True)
