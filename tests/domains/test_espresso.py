"""A second subject without a line of Python: it keeps the engine honest."""

from __future__ import annotations

from pathlib import Path

from assistant import api, content
from assistant.authoring import cases, scaffold, testing
from assistant.engine import understood
from tests.files import data

ROOT = Path(__file__).resolve().parents[2]
ESPRESSO = ROOT / "examples" / "espresso"


def test_its_own_tests_pass(espresso: api.Engine) -> None:
    suite = cases.load(cases.found(ESPRESSO), espresso.domain, ESPRESSO)
    failed = [result.shown() for result in testing.run(espresso, suite.cases) if not result.passed]
    assert not failed, "\n".join(failed)


def test_it_is_a_subject_of_some_size(espresso: api.Engine) -> None:
    own = [data(path) for path in (ESPRESSO / "intents").rglob("*.yaml")]
    assert len({intent for file in own for intent in file} - {"rules"}) >= 15
    assert len(espresso.domain.entries) >= 12
    assert len(espresso.domain.flags) >= 5
    assert any(entry.plans for entry in espresso.domain.entries.values())


def test_it_has_no_python_and_the_engine_does_not_know_it() -> None:
    assert not list(ESPRESSO.rglob("*.py"))
    for path in (ROOT / "assistant").rglob("*.py"):
        assert "espresso" not in path.read_text("utf-8").lower(), path


def test_it_borrows_what_every_subject_shares() -> None:
    assert not (ESPRESSO / "intents" / "common").exists()
    assert not (ESPRESSO / "knowledge" / "common").exists()
    assert content.check(ESPRESSO, "espresso").problems == ()


def test_what_it_borrows_is_not_changed_for_the_next_subject(espresso: api.Engine, tmp_path: Path) -> None:
    """Common phrases name each subject's own kind; the files they stand in are read once."""
    scaffold.create("garden", tmp_path / "garden")
    garden, again = content.load(tmp_path / "garden", "garden"), content.load(ESPRESSO, "espresso")
    assert again == espresso.domain
    own = {domain.subject: [text for text in domain.intents["other"].says if f"{{{domain.subject}}}" in text] for domain in (garden, again)}
    assert [text.replace("{thing}", "{task}") for text in own["thing"]] == own["task"] != []


def test_nothing_it_says_is_of_another_subject(espresso: api.Engine) -> None:
    suite = cases.load(cases.found(ESPRESSO), espresso.domain, ESPRESSO)
    for result in testing.run(espresso, suite.cases):
        told = "\n".join(line for line in result.talk if not line.startswith("user:")).lower()
        assert not any(word in told for word in ("acupressure", "bl-40", "lower back", "weizhong")), told


def test_phrases_with_a_slot_are_known_for_every_kind_of_entry(espresso: api.Engine) -> None:
    """Topics and routines keep their words for the scorer; what is written of all of them at once is known all the same."""
    for text, intent in (("explain the first coffee", "about_routine"), ("is water important", "about_topic"), ("teach me tamping", "ask_how")):
        candidate = understood(espresso, text).clauses[0].candidates[0]
        assert (candidate.intent, candidate.exact) == (intent, True)
