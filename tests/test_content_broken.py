"""Every planted mistake gives exactly the promised message; an editor's schema sees what one file can show."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from assistant import content
from assistant.content import loader
from assistant.content.schema import schema
from assistant.errors import ContentBroken
from tests import tea
from tests.files import data

BROKEN = Path(__file__).parent / "broken"
PLANTED = [sample for path in sorted(BROKEN.glob("*.yaml")) for sample in data(path)]
SAMPLES = [pytest.param(sample, id=sample["name"]) for sample in PLANTED]


def planted(sample: dict[str, Any]) -> str:
    """The text of the file with the mistake in it."""
    if not sample["old"]:
        return str(sample["new"])
    sound = tea.FILES[sample["file"]]
    assert sound.count(sample["old"]) == 1, "the sample no longer fits tests/tea.py"
    return sound.replace(sample["old"], sample["new"])


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_planted_mistake_is_told_with_its_place_and_remedy(sample: dict[str, Any], tmp_path: Path) -> None:
    root = tea.write(tmp_path, {sample["file"]: planted(sample)})
    with pytest.raises(ContentBroken) as caught:
        content.load(root, "tea")
    assert [str(problem).split("\n")[0] for problem in caught.value.problems] == sample["says"]


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_mistake_is_told_also_where_other_wordings_were_found_sound(sample: dict[str, Any], tmp_path: Path) -> None:
    checked = loader.loaded(tea.write(tmp_path), "tea", "").wordings
    root = tea.write(tmp_path, {sample["file"]: planted(sample)})
    with pytest.raises(ContentBroken) as caught:
        loader.loaded(root, "tea", checked)
    assert [str(problem).split("\n")[0] for problem in caught.value.problems] == sample["says"]


@pytest.mark.parametrize("sample", [param for param, sample in zip(SAMPLES, PLANTED, strict=True) if sample["schema"] != "no form"])
def test_the_schema_refuses_what_one_file_can_show(sample: dict[str, Any]) -> None:
    try:
        read = yaml.safe_load(planted(sample))
    except yaml.YAMLError:
        seen = "can not read"
    else:
        seen = "accepts" if jsonschema.Draft7Validator(schema(tea.form(sample["file"]))).is_valid(read) else "refuses"
    assert seen == sample["schema"]


def test_the_line_and_a_caret_stand_below_the_message(tmp_path: Path) -> None:
    sound = tea.FILES["knowledge/tea/teas/sencha.yaml"]
    assert "steeping:" in sound
    root = tea.write(tmp_path, {"knowledge/tea/teas/sencha.yaml": sound.replace("steeping:", "steping:")})
    (problem,) = content.check(root, "tea").problems
    assert str(problem) == ("knowledge/tea/teas/sencha.yaml:10:1: error: unknown facet 'steping'; did you mean 'steeping'?\n    steping:\n    ^")


def test_all_mistakes_of_all_files_are_told_at_once_in_order(tmp_path: Path) -> None:
    samples: dict[str, dict[str, Any]] = {sample["name"]: sample for sample in PLANTED}
    chosen = [samples[name] for name in ("an unknown slot", "a broken part", "a tab in the indentation")]
    assert len({sample["file"] for sample in chosen}) == len(chosen)
    root = tea.write(tmp_path, {sample["file"]: planted(sample) for sample in chosen})
    told = [str(problem).split("\n")[0] for problem in content.check(root, "tea").problems]
    assert told == sorted(line for sample in chosen for line in sample["says"])


def test_what_an_unreadable_file_may_hold_is_not_called_unknown(tmp_path: Path) -> None:
    values = "knowledge/tea/values/colour.yaml"
    root = tea.write(tmp_path, {values: tea.FILES[values] + "\t\n"})
    assert [problem.message for problem in content.check(root, "tea").problems] == ["a tab; YAML wants spaces"]


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (b"id: x\nname: \xff\n", (2, 1), "not UTF-8; save the file as UTF-8"),
        (b"id: x\nname: \x07\n", (2, 7), "not YAML: the character '\\x07' is not allowed; take it out"),
        ("id: 委中\nname: é\x07\n".encode(), (2, 8), "not YAML: the character '\\x07' is not allowed; take it out"),
        (b"[" * 5000 + b"]" * 5000, (1, 1), "the file wants a mapping (entry), got a list"),
    ],
)
def test_bytes_that_are_no_text_are_told(data: bytes, place: tuple[int, int], message: str, tmp_path: Path) -> None:
    root = tea.write(tmp_path)
    (root / "knowledge/tea/teas/bad.yaml").write_bytes(data)
    (problem,) = content.check(root, "tea").problems
    assert ((problem.line, problem.column), problem.message) == (place, message)


def test_a_file_that_can_not_be_read_is_told_beside_all_other_mistakes(tmp_path: Path) -> None:
    root = tea.write(tmp_path, {"knowledge/tea/spoken.yaml": "sencha: []\n"})
    (root / "knowledge/tea/teas/gone.yaml").symlink_to(root / "nowhere")
    told = [f"{problem.path}: {problem.message}" for problem in content.check(root, "tea").problems]
    assert told == [
        "knowledge/tea/spoken.yaml: 'sencha' wants text, got a list",
        "knowledge/tea/teas/gone.yaml: the file can not be read (No such file or directory); make it readable, or take it away",
    ]


def test_a_mark_at_the_start_of_a_file_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    root = tea.write(tmp_path)
    path = root / "knowledge/tea/teas/sencha.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert content.check(root, "tea").problems == ()
