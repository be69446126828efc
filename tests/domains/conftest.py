"""The second subject, read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import api

ROOT = Path(__file__).resolve().parents[2] / "examples" / "espresso"


@pytest.fixture(scope="session")
def espresso() -> api.Engine:
    """An engine that has never heard of acupressure."""
    return api.load("espresso", ROOT, cache=False)
