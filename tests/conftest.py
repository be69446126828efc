"""The content, compiled once for all tests, also for those that run the program as a process."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.engine import Engine
from tests import shared
from tests.running import folders, warmed

if TYPE_CHECKING:
    from tests.terminal import Start

CACHE = folders() / "cache"  # of this process, for tests leave caches of their own folders there
os.environ["ACUPRESSURE_CACHE"] = str(CACHE)


def pytest_sessionstart(session: pytest.Session) -> None:
    """Before processes test side by side, one of them compiles the content for all; each then has it from the start."""
    if session.config.getoption("numprocesses", None) or hasattr(session.config, "workerinput"):
        shared.learn()
    shared.lend(CACHE)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is here now stays to the end: no later look for garbage goes through it, and there are few looks."""
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Starts the program in a terminal, its content compiled already."""
    from tests.terminal import starter  # pseudo-terminals are of Unix

    assert warmed().code == 0, warmed().err
    return starter(tmp_path)


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine with the content of the repository."""
    found = shared.engine("acupressure")
    shared.lend(CACHE)
    gc.freeze()
    return found


@pytest.fixture(scope="session")
def espresso() -> Engine:
    """An engine that has never heard of acupressure."""
    return shared.engine("espresso")
