"""The content that is shipped: every file loads, nothing refers to nothing, and JSON keeps it whole."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant import content
from assistant.content.data import domain_from_data, domain_to_data
from assistant.content.sections import laid, opened
from assistant.decide import ways

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", content.domains(ROOT))
def test_the_shipped_content_has_no_mistakes(name: str) -> None:
    told = "\n".join(map(str, content.check(ROOT, name).problems))
    assert not told, told


@pytest.mark.parametrize("name", content.domains(ROOT))
def test_the_shipped_content_survives_the_way_through_json(name: str) -> None:
    domain = content.load(ROOT, name)
    assert domain_from_data(opened(laid({"domain": domain_to_data(domain)}))["domain"]) == domain


def test_who_must_not_use_a_tool_is_nowhere_told_to() -> None:
    """With thin blood 'with your fists both sides are done at once' would be a statement too many: each has another way, or names the towel."""
    domain = content.load(ROOT, "acupressure")
    forbidding = [rule for rule in domain.conditions.values() if "no-fists" in rule.ways and "fist" in rule.avoid.get("tool", ())]
    assert forbidding
    told = ways.told_to(domain, [forbidding[0].id])
    doing = [(e, s) for e in domain.covered for f, some in told.entries[e].facets.items() if f not in domain.knowing for s in some]
    assert not [(e, s.text) for e, s in doing if re.search(r"\bfists?\b", s.text) and not re.search("towel|Without fists", s.text)]
