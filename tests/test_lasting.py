"""An index takes over from an earlier one what was made of the same, and is what it would be without that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.content import cache, load
from assistant.content.cache import cached
from assistant.content.loader import loaded
from assistant.content.sections import laid, opened
from assistant.errors import ContentBroken
from assistant.understand.building import build
from tests import tea
from tests.files import change

SENCHA, TEAS = "knowledge/tea/teas/sencha.yaml", "intents/tea/teas.yaml"
MARKS = {"said": "shelves", "signs": "alarms"}  # a section of each part


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tea.write(tmp_path / "content")


def index(root: Path, before: dict[str, Any]) -> dict[str, Any]:
    return build(load(root, "tea"), before)


def taken(root: Path, before: dict[str, Any]) -> set[str]:
    """The parts that come from an earlier index, which is marked so that they are known again."""
    marked = index(root, {**before, **{section: ["marked"] for section in MARKS.values()}})
    return {part for part, section in MARKS.items() if marked[section] == ["marked"]}


@pytest.mark.parametrize(
    ("path", "old", "new", "lasting"),
    [
        (SENCHA, "Sencha steeps", "Sencha draws", {"said", "signs"}),  # a fact
        ("knowledge/tea/phrases.yaml", "Good day, tea?", "Good day.", {"said", "signs"}),  # what is answered
        (TEAS, "about: the water", "about: how hot", {"said", "signs"}),
        (TEAS, "says: [how hot]", "says: [and how warm]", {"signs"}),  # a phrase
        (TEAS, "reply: {do: list}", "reply: {do: list}\n  kind: fallback", {"signs"}),  # what is ours
        (SENCHA, "also: [green leaf", "also: [grey leaf", {"signs"}),  # a name
        ("knowledge/tea/safety/parts.yaml", "my (hand|arm)", "my (hand|leg)", {"said"}),
        ("knowledge/tea/safety/flags/scald.yaml", "i scalded myself", "i scalded me", {"said"}),
        ("knowledge/tea/safety/examples.yaml", "over my hand", "over a hand", {"said"}),
        ("knowledge/common/cues.yaml", "unless: [not only]", "unless: [not just]", {"said"}),
        ("knowledge/common/words.yaml", "dont: do not", "dont: not", set()),
    ],
)
def test_what_was_made_of_the_same_is_taken_over(path: str, old: str, new: str, lasting: set[str], root: Path) -> None:
    before = index(root, {})
    change(root, path, old, new)
    assert taken(root, before) == lasting
    assert index(root, before) == index(root, {})


def test_a_cache_of_other_content_is_used_for_what_still_holds(root: Path, tmp_path: Path) -> None:
    cached(root, "tea", tmp_path / "cache", build)
    change(root, SENCHA, "Sencha steeps", "Sencha draws")
    seen: list[bool] = []

    def building(domain: Any, before: Any) -> Any:
        seen.append(before["made"] == index(root, {})["made"])
        return build(domain, before)

    cached(root, "tea", tmp_path / "cache", building)
    (place,) = (tmp_path / "cache").iterdir()
    second = place.read_bytes()
    place.unlink()
    cached(root, "tea", tmp_path / "cache", build)
    assert place.read_bytes() == second
    assert seen == [True]


@pytest.mark.parametrize("same", [True, False])
def test_what_came_with_the_program_is_used_where_this_engine_made_it(
    same: bool, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "learnt", lambda name: str(tmp_path / f"learnt-{name}.jsonl"))
    with monkeypatch.context() as then:
        then.setattr(cache, "FORMAT", cache.FORMAT if same else 0)
        cached(root, "tea", tmp_path, build)
    (place,) = tmp_path.glob("content-tea-*")
    place.rename(cache.learnt("tea"))
    seen: list[object] = []

    def building(domain: Any, before: Any) -> Any:
        seen.append(taken(root, {**before}))
        return build(domain, before)

    cached(root, "tea", tmp_path / "cache", building)
    assert seen == [{"said", "signs"} if same else set()]


def test_wordings_are_not_checked_again_while_they_are_the_same(root: Path) -> None:
    checked = loaded(root, "tea", "").wordings
    change(root, SENCHA, "Sencha steeps", "Sencha draws")
    assert loaded(root, "tea", checked) == loaded(root, "tea", "") == (load(root, "tea"), checked)
    change(root, TEAS, "says: [how hot]", "says: ['how {nothing}']")
    with pytest.raises(ContentBroken, match="no slot called"):
        loaded(root, "tea", checked)


@pytest.mark.parametrize("row", [None, 7, [], ["another"], {"said": 7}, {"said": []}, {"said": ["another", "", "shelves"]}])
def test_what_is_no_index_is_not_used(row: object, root: Path) -> None:
    sound = index(root, {})
    assert index(root, {**sound, "made": row}) == sound


@pytest.mark.parametrize("wrong", ["tea", "tea pot", "tea 1 pot"])
def test_what_only_looks_like_one_is_made_anew(wrong: str, root: Path) -> None:
    sound = index(root, {})
    key, _, *sections = sound["made"]["said"]
    assert index(root, {**sound, "made": {"said": [key, wrong, *sections]}}) == sound
    assert index(root, {"made": sound["made"]}) == sound


def test_sections_of_a_file_are_taken_over_as_they_were(root: Path) -> None:
    sound = index(root, {})
    assert laid({"tea": index(root, dict(opened(laid({"tea": sound}))["tea"]))}) == laid({"tea": sound})
