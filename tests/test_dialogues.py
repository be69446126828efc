"""Whole talks as tests, with waits in zero time."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.authoring import cases, testing
from assistant.engine import Engine

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "tests" / "dialogues").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_talks_go_as_they_are_meant(path: Path, engine: Engine) -> None:
    suite = cases.load([path], engine.domain, ROOT)
    failed = [result.shown() for result in testing.run(engine, suite.cases) if not result.passed]
    assert suite.cases, "a file of dialogues has dialogues"
    assert not failed, "\n".join(failed)
