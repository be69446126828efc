"""docs/content.md is followed word for word from an empty folder: its files are written, its commands run, its output compared.

python -m tests.test_docs_content    writes the output of the commands anew
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from assistant.__main__ import main
from assistant.content.formats import FORMATS
from assistant.content.vocabulary import ACTS, CUES, DO, MOVES, REPLIES, REPLIES_TO_SIGNS, SLOTS
from tests.enough import records

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "content.md"
TITLE = "## From an empty folder"
STEP = re.compile(
    r"^`(?P<path>[^`\n]+)`:\n\n```yaml\n(?P<file>.*?)^```$"
    r"|^```console\n(?P<console>.*?)^```$"
    r"|[Ii]n `(?P<edited>[^`\n]+)` change `(?P<old>[^`]+)` (?:back )?to `(?P<new>[^`]+)`",
    re.DOTALL | re.MULTILINE,
)


def followed(folder: Path, text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Every step done, with what the terminal shows of its commands."""
    for step in STEP.finditer(text):
        shown = ""
        if step["path"]:
            path = folder / step["path"]
            path.parent.mkdir(parents=True, exist_ok=True)
            assert not path.exists(), f"{path} is written twice"
            path.write_text(step["file"], "utf-8")
        elif step["edited"]:
            path = folder / step["edited"]
            before = path.read_text("utf-8")
            assert before.count(step["old"]) == 1
            path.write_text(before.replace(step["old"], step["new"]), "utf-8")
        else:
            shown = "".join(f"$ {line}\n{ran(line)}" for line in commands(step["console"]))
        yield step, shown


def commands(console: str) -> list[str]:
    return [line.removeprefix("$ ") for line in console.splitlines() if line.startswith("$ ")]


def ran(line: str) -> str:
    """What a terminal shows: both streams, in order."""
    name, *command = shlex.split(line)
    assert name == "acupressure"
    screen = StringIO()
    with redirect_stdout(screen), redirect_stderr(screen):
        main(command)
    return screen.getvalue()


KEYS = sorted({key for shape in FORMATS.values() for record in records(shape) for key in record.fields})
NAMES = sorted({*SLOTS, *DO, *MOVES, *ACTS, *CUES, *REPLIES, *REPLIES_TO_SIGNS, *KEYS})
CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.DOTALL | re.MULTILINE)


def test_whatever_files_may_hold_is_explained() -> None:
    reference = DOCUMENT.read_text("utf-8").split(TITLE)[0]
    told = set(re.findall(r"[\w-]+", " ".join(CODE.findall(reference))))
    assert [name for name in NAMES if name not in told] == []


def test_following_the_walk_through_gives_a_working_subject(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ACUPRESSURE_CACHE", str(tmp_path / "cache"))
    steps = list(followed(tmp_path, DOCUMENT.read_text("utf-8").split(TITLE)[1]))
    assert sum(step["path"] is not None for step, _ in steps) >= 10
    assert sum(step["edited"] is not None for step, _ in steps) == 2
    for step, shown in steps:
        if step["console"]:
            assert countless(shown) == countless(step["console"])


def countless(text: str) -> list[str]:
    """Lines without the numbers of borrowed files, which change with the program."""
    return [re.sub(r"[\d,]+ (files|intents|phrases|replies|cues)", r"N \1", line.strip()) for line in text.splitlines()]


def renewed(document: str) -> str:
    """The document with the output of its commands as it is now."""
    head, text = document.split(TITLE)
    with TemporaryDirectory() as folder, chdir(folder):
        consoles = [shown for step, shown in followed(Path(folder), text) if step["console"]]
    fresh = iter(consoles)
    return head + TITLE + re.sub(r"^```console\n.*?^```$", lambda _: f"```console\n{next(fresh)}```", text, flags=re.DOTALL | re.MULTILINE)


if __name__ == "__main__":
    DOCUMENT.write_text(renewed(DOCUMENT.read_text("utf-8")), "utf-8")
