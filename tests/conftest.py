"""The real content, read and compiled once for all tests, also for those that run the program as a process."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.content import Compiled, cached, load
from assistant.engine import Engine
from assistant.understand import grammar
from tests.running import compiled, folders, warmed

if TYPE_CHECKING:
    from tests.terminal import Start

ROOT = Path(__file__).resolve().parents[1]
CACHE = folders() / "cache"  # of this process, for tests leave caches of their own folders there
os.environ["ACUPRESSURE_CACHE"] = str(CACHE)


def warm() -> Compiled:
    """The content compiled, and a copy of it where this process and those it starts look for it."""
    found = cached(ROOT, "acupressure", compiled(), grammar.build)
    shutil.copytree(compiled(), CACHE, dirs_exist_ok=True)
    return found


def pytest_sessionstart(session: pytest.Session) -> None:
    """Before processes test side by side, one of them compiles the content for all; each then has it from the start."""
    if session.config.getoption("numprocesses", None) or hasattr(session.config, "workerinput"):
        warm()


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Starts the program in a terminal, its content compiled already."""
    from tests.terminal import starter  # pseudo-terminals are of Unix

    assert warmed().code == 0, warmed().err
    return starter(tmp_path)


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine with the content of the repository."""
    domain = load(ROOT, "acupressure")
    return Engine(domain, grammar.load(domain, warm().matcher))
