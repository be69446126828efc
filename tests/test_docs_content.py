"""docs/content.md is followed word for word from an empty folder: its files are written, its commands run, their output compared."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from assistant.__main__ import main

TEXT = (Path(__file__).resolve().parents[1] / "docs" / "content.md").read_text("utf-8").split("## From an empty folder")[1]
STEP = re.compile(r"^`(?P<path>[^`\n]+)`:\n\n```yaml\n(?P<file>.*?)^```$|^```console\n(?P<console>.*?)^```$", re.DOTALL | re.MULTILINE)


def transcript(text: str) -> list[tuple[list[str], str]]:
    """Each command and what it prints."""
    parts = re.split(r"^\$ acupressure ", text, flags=re.MULTILINE)
    assert parts[0] == ""
    return [(shlex.split(part.split("\n", 1)[0]), part.split("\n", 1)[1]) for part in parts[1:]]


def test_following_the_walk_through_gives_a_working_subject(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACUPRESSURE_CACHE", str(tmp_path / "cache"))
    steps = list(STEP.finditer(TEXT))
    assert sum(step["path"] is not None for step in steps) >= 9
    for step in steps:
        if step["path"]:
            path = tmp_path / step["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(step["file"], "utf-8")
            continue
        for command, output in transcript(step["console"]):
            code = main(command)
            told = capsys.readouterr()
            assert told.out == output, (command, told.err)
            assert code in (0, 10), told.err
