"""The real content, read and compiled once for all tests, also for those that run the program as a process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.content import cached, load
from assistant.engine import Engine
from assistant.understand import grammar
from tests.running import compiled

ROOT = Path(__file__).resolve().parents[1]
os.environ["ACUPRESSURE_CACHE"] = str(compiled())


def pytest_sessionstart(session: pytest.Session) -> None:
    """Before processes test side by side, one of them compiles the content for all."""
    if session.config.getoption("numprocesses", None) and not hasattr(session.config, "workerinput"):
        cached(ROOT, "acupressure", compiled(), grammar.build)


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine with the content of the repository."""
    domain = load(ROOT, "acupressure")
    return Engine(domain, grammar.load(domain, cached(ROOT, "acupressure", compiled(), grammar.build).matcher))
