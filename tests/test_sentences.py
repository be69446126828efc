"""Sentences as tests: many wordings, one reading, and the near misses that must not have it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.authoring import cases, testing
from assistant.engine import Engine

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "tests" / "sentences").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_sentences_are_read_as_they_are_meant(path: Path, engine: Engine) -> None:
    suite = cases.load([path], engine.domain, ROOT)
    results = list(testing.run(engine, suite.cases))
    failed = [result.shown() for result in results if not result.passed]
    assert results, "a file of sentences has sentences"
    assert not failed, "\n".join(failed)
