"""The content that is shipped: every file loads, nothing refers to nothing, and JSON keeps it whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import content
from assistant.content.data import domain_from_data, domain_to_data
from assistant.content.sections import laid, opened

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("name", content.domains(ROOT))
def test_the_shipped_content_has_no_mistakes(name: str) -> None:
    told = "\n".join(map(str, content.check(ROOT, name).problems))
    assert not told, told


@pytest.mark.parametrize("name", content.domains(ROOT))
def test_the_shipped_content_survives_the_way_through_json(name: str) -> None:
    domain = content.load(ROOT, name)
    assert domain_from_data(opened(laid({"domain": domain_to_data(domain)}))["domain"]) == domain
