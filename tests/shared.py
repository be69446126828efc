"""Subjects compiled once for all tests and for all processes that run them; what is compiled stays from run to run.

`python -m tests.shared` compiles what has changed, before anybody asks for it, and leaves a copy in the cache folder of whoever runs
it: starting the program after the tests then takes no longer than it ever will.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.content import Compiled, cache_folder, cached, fresh, load, private_folder
from assistant.content.cache import keep, kept, key, place_of
from assistant.content.data import domain_from_data, domain_to_data
from assistant.content.sections import laid, opened
from assistant.devices.second import helped
from assistant.engine import Engine
from assistant.model import Domain
from assistant.understand import building, grammar
from tests.running import ROOT

if TYPE_CHECKING:
    from assistant.content.sections import JSON

FOLDER = ROOT / ".pytest_cache" / "content"
SUBJECTS = {"acupressure": ROOT, "espresso": ROOT / "examples" / "espresso"}


def compiled(name: str) -> Compiled:
    """As a start has it."""

    def build(domain: Domain, before: Mapping[str, JSON]) -> Mapping[str, JSON]:
        keep(_whole(name), key(SUBJECTS[name], name), laid({"domain": domain_to_data(domain)}))
        with helped(building.much(domain)) as later:
            return building.build(domain, before, later)

    return cached(SUBJECTS[name], name, FOLDER, build)


def domain(name: str) -> Domain:
    """The subject with all its wordings, which a start does without."""
    found = kept(_whole(name), key(SUBJECTS[name], name))
    return domain_from_data(opened(*found)["domain"]) if found else load(SUBJECTS[name], name)


def engine(name: str) -> Engine:
    """An engine that knows all wordings."""
    matcher = compiled(name).matcher
    whole = domain(name)
    return Engine(whole, grammar.load(whole, matcher))


def _whole(name: str) -> str:
    return place_of("whole", SUBJECTS[name], name, FOLDER)


def learn() -> None:
    """Compile what has changed."""
    for name in SUBJECTS:
        compiled(name)


def lend(folder: Path) -> None:
    """A copy of what is compiled, for those who start the program: each has a cache of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, root in SUBJECTS.items():
        if fresh(root, name, FOLDER):
            shutil.copy2(place_of("content", root, name, FOLDER), folder)


if __name__ == "__main__":
    learn()
    private_folder(cache_folder())
    lend(Path(cache_folder()))  # whoever starts the program after the tests need not wait for the same
