"""`explain`: why a message was read as it was, for people and for programs."""

from __future__ import annotations

import json

import pytest

from assistant import api
from assistant.authoring.explain import explained, tree


@pytest.fixture
def engine(espresso: api.Engine) -> api.Engine:
    return espresso


def test_names_candidates_reasons_rule_and_decision_are_told(engine: api.Engine) -> None:
    lines = tree(explained(engine, "how do i steem milk"))
    assert lines[0] == "words: how do i steam milk"
    assert "  “steem” is read as “steam”" in lines
    assert "  “steam milk”: task steam-milk, by name" in lines
    candidate = next(place for place, line in enumerate(lines) if line.startswith("  ask_how "))
    assert lines[candidate].endswith(", written word for word")
    assert lines[candidate + 1].startswith("    for it: ") and "{task} " in lines[candidate + 1]
    decided = lines[lines.index("rule: question") :]
    assert decided[1:6] == ["  decision: Tell", "    intent: ask_how", "    reply: Reply", "      facets: technique", "    entries: steam-milk"]


def test_signs_and_the_flag_they_make_are_told(engine: api.Engine) -> None:
    lines = tree(explained(engine, "i burnt my hand with the steam"))
    assert "flags and conditions" in lines
    assert any(line.startswith("  burn: ") for line in lines)
    assert "rule: red_flag" in lines


def test_a_denial_is_told_with_what_it_covers(engine: api.Engine) -> None:
    lines = tree(explained(engine, "i did not burn my hand"))
    assert any(line.startswith("  “not” makes denied: ") for line in lines)
    assert "rule: red_flag" not in lines


def test_what_nobody_has_written_is_said(engine: api.Engine) -> None:
    lines = tree(explained(engine, "xyzzy qwrtp"))
    assert "  nobody has written “xyzzy”" in lines
    assert "  decision: Admit" in lines


def test_programs_get_the_same_as_data(engine: api.Engine) -> None:
    facts = explained(engine, "how do i steam milk")
    assert json.loads(json.dumps(facts)) == facts
    assert facts["decision"]["is"] == "Tell"
    assert facts["decision"]["reply"] == {"is": "Reply", "facets": ["technique"]}
    assert facts["clauses"][0]["candidates"][0]["because"][0][0] == "={task}"
