"""`check` is enough: what it finds nothing wrong with is answered. The long run is `python -m tests.enough`."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from assistant.content.formats import FORMATS
from assistant.content.language import TABLES
from assistant.content.nodes import read
from assistant.content.places import Notes
from tests import enough, tea

OPTIONAL = {
    record.what: tuple(key for key, field in record.fields.items() if not field.needed)
    for shape in FORMATS.values()
    for record in enough.records(shape)
}
SUBJECT = enough.sound()
TOGETHER = (
    *(("entry",), ("statement", "plan", "plan's steps"), ("value", "source", "word"), ("intent",)),
    *(("flag", "sign"), ("condition",), ("attribute", "measure"), ("domain",)),
)
FACETS = tuple(SUBJECT["knowledge/tea/domain.yaml"]["facets"])


def test_everything_can_be_asked_of_the_small_subject(tmp_path: Path) -> None:
    root = enough.written(tmp_path, SUBJECT)
    assert enough.problems(root) == ()
    assert enough.unanswered(root) == []


@pytest.mark.parametrize("records", TOGETHER, ids=lambda records: records[0])
def test_what_may_be_left_out_is_not_missed(records: tuple[str, ...], tmp_path: Path) -> None:
    """One key after the other is taken out of every record that has it, and stays out where `check` says nothing."""
    files, left_out = SUBJECT, 0
    for what, key in [(name, key) for name in records for key in OPTIONAL[name]]:
        fewer = {path: enough.without(data, FORMATS[tea.form(path)], what, key) for path, data in files.items()}
        if fewer != files and not enough.problems(enough.written(tmp_path, fewer)):
            files, left_out = fewer, left_out + 1
    assert left_out
    assert enough.unanswered(enough.written(tmp_path, files)) == []


@pytest.mark.parametrize("path", [path for path in SUBJECT if path != "intents/tea/more.yaml"])  # teas.yaml has every key of an intent
def test_a_value_of_another_type_is_told(path: str) -> None:
    untold = []
    for at, key in enough.keys(SUBJECT[path]):
        wrong = enough.changed(SUBJECT[path], at, key, enough.retyped)
        notes = Notes()
        read(path, yaml.safe_dump(wrong, allow_unicode=True).encode(), FORMATS[tea.form(path)], FACETS, notes)
        untold += [] if notes.errors else [(*at, key)]
    assert untold == []


@pytest.mark.parametrize("group", TABLES.fields)
def test_a_misspelt_group_of_words_is_told(group: str) -> None:
    notes = Notes()
    read("words.yaml", f"{group[:-1]}: {{a: b}}".encode(), TABLES, (), notes)
    assert [problem.message.partition(" in ")[0] for problem in notes.errors] == [f"unknown key '{group[:-1]}'"]
