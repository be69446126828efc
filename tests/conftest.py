"""The real content, read once for all tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.content import load
from assistant.engine import Engine
from assistant.understand import grammar

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def engine() -> Engine:
    """The engine with the content of the repository."""
    domain = load(ROOT, "acupressure")
    return Engine(domain, grammar.load(domain, grammar.build(domain)))
