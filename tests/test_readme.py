"""The README shows what really happens. To renew its transcripts: python -m tests.transcripts --renew README.md"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.commands.line import COMMANDS
from assistant.engine import Engine
from tests import running, transcripts
from tests.running import ROOT

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = list(transcripts.blocks(README))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def test_a_transcript_is_read_turn_by_turn() -> None:
    document = "before\n```text\n> a\nb\nc\n> d\n```\n```text\nno turn\n```\n"
    (block,) = transcripts.blocks(document)
    assert block == transcripts.Block(2, "text", (transcripts.Turn("a", "b\nc"), transcripts.Turn("d", "")))


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"line {block.line}: {block.turns[0].said}")
def test_a_transcript_is_what_the_program_says(block: transcripts.Block, engine: Engine) -> None:
    if block.kind == "console":
        assert running.warmed().code == 0
    for turn, now in zip(block.turns, transcripts.played(block, engine), strict=True):
        assert transcripts.words(turn.shown) == transcripts.words(now.shown), f"after {turn.said!r}; renew with tests.transcripts"


def test_there_are_transcripts() -> None:
    assert sum(len(block.turns) for block in BLOCKS) >= 10


def test_the_readme_begins_with_the_two_commands() -> None:
    before_the_first_section_but_one = README.split("\n## ")[1]
    assert "make\n" in before_the_first_section_but_one and "make test\n" in before_the_first_section_but_one


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    document = path.read_text("utf-8")
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", document) if not target.startswith("http")]
    assert [target for target in targets if target and not (path.parent / target).exists()] == []


def test_commands_that_are_named_exist() -> None:
    named = {words[1] for code in re.findall(r"`(acupressure [^`\n]+)`", README) if (words := code.split())[1][0].isalpha()}
    assert named and named <= set(COMMANDS)
