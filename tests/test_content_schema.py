"""The schemas for editors: up to date, valid, and content with what the checker is content with."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml

from assistant.content.formats import FORMATS
from assistant.content.schema import FOLDER, schema, written
from tests import tea

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize("form", FORMATS)
def test_the_schema_file_is_up_to_date(form: str) -> None:
    found = (FOLDER / f"{form}.schema.json").read_text(encoding="utf-8")
    assert found == written(form), "run: python -m assistant.content.schema"
    jsonschema.Draft7Validator.check_schema(schema(form))


def test_there_is_no_schema_of_nothing() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {f"{form}.schema.json" for form in FORMATS}


@pytest.mark.parametrize("path", [path for path in tea.FILES if path.endswith(".yaml")])
def test_the_schema_accepts_sound_files(path: str) -> None:
    jsonschema.Draft7Validator(schema(tea.form(path))).validate(yaml.safe_load(tea.FILES[path]))


def test_the_samples_show_every_form() -> None:
    assert {tea.form(path) for path in tea.FILES if path.endswith(".yaml")} == set(FORMATS)
