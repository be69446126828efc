"""Test files: every planted mistake is told with its place, failures show the talk so far, and time passes in no time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.__main__ import main
from assistant.authoring import cases, scaffold, testing
from assistant.authoring.player import Player
from assistant.engine import Engine
from assistant.errors import ContentBroken
from assistant.model import Domain
from tests.files import data

HERE = Path(__file__).parent
PLANTED: list[dict[str, Any]] = data(HERE / "planted" / "tests.yaml")


@pytest.fixture(scope="module")
def domain(espresso: Engine) -> Domain:
    return espresso.domain


def suite(text: str, domain: Domain, root: Path) -> cases.Suite:
    path = root / "tests" / "sentences" / "x.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return cases.load([path], domain, root)


def results(text: str, engine: Engine, root: Path) -> list[testing.Result]:
    return list(testing.run(engine, suite(text, engine.domain, root).cases))


@pytest.mark.parametrize("sample", PLANTED, ids=[sample["name"] for sample in PLANTED])
def test_a_planted_mistake_is_told_with_its_place(sample: dict[str, Any], domain: Domain, tmp_path: Path) -> None:
    with pytest.raises(ContentBroken) as caught:
        suite(sample["file"], domain, tmp_path)
    assert [str(problem).split("\n")[0] for problem in caught.value.problems] == sample["says"]


def test_a_file_that_is_not_there_is_told(domain: Domain, tmp_path: Path) -> None:
    with pytest.raises(ContentBroken, match=r"gone\.yaml:1:1: error: this file can not be read"):
        cases.load([tmp_path / "gone.yaml"], domain, tmp_path)


WRONG = """\
sentences:
  where it is:
    intent: ask_duration
    kind: control
    entries: [BL-60]
    all: [ankle]
    none: [knee]
    says: [where is bl-40]
    never: [how long do i hold bl-60]
"""


def test_everything_wrong_about_a_wording_is_told_below_the_talk(engine: Engine, tmp_path: Path) -> None:
    (wrong, _) = results(WRONG, engine, tmp_path)
    shown = wrong.shown()
    assert shown.startswith("tests/sentences/x.yaml:8:12: failed: where it is\n    user: where is bl-40\n")
    for line in (
        "wrong: wanted intent ask_duration, got ask_location",
        "wrong: wanted kind control, got answer",
        "wrong: wanted it to be about BL-60, got BL-40",
        "wrong: the reply lacks 'ankle'",
        "wrong: the reply holds 'knee'",
    ):
        assert line in shown


def test_a_near_miss_that_has_the_reading_fails(engine: Engine, tmp_path: Path) -> None:
    text = "sentences:\n  a:\n    intent: ask_location\n    says: [where is bl-40]\n    never: [where is bl-60]\n"
    right, wrong = results(text, engine, tmp_path)
    assert right.passed
    assert wrong.wrong == ("it must not have this reading (ask_location), and has it",)


def test_a_dialogue_stops_at_its_first_mistake_and_shows_the_talk_so_far(engine: Engine, tmp_path: Path) -> None:
    text = "dialogues:\n  a talk:\n    - {user: hello}\n    - {user: where is bl-40, kind: social}\n    - {user: bye}\n"
    (result,) = results(text, engine, tmp_path)
    assert (result.place.line, result.said, result.wrong) == (4, "where is bl-40", ("wanted kind social, got answer",))
    assert [line for line in result.talk if line.startswith("user:")] == ["user: hello", "user: where is bl-40"]


def test_what_was_said_before_belongs_to_a_wording(engine: Engine, tmp_path: Path) -> None:
    text = "sentences:\n  a:\n    after: where is bl-60\n    entries: [BL-60]\n    intent: ask_duration\n    says: [and how long]\n"
    assert [result.wrong for result in results(text, engine, tmp_path)] == [()]


def test_the_session_is_looked_at(engine: Engine, tmp_path: Path) -> None:
    text = "dialogues:\n  a:\n    - {user: guide me through bl-40, session: holding}\n"
    (result,) = results(text, engine, tmp_path)
    assert result.wrong == ("wanted the session to be at holding, got screening",)


def test_time_stands_still_until_somebody_waits(engine: Engine) -> None:
    player = Player(engine)
    for text in ("guide me through bl-40", "ready"):
        player.say(text)
    assert player.now == 0
    assert player.talk.session is not None
    assert player.talk.session.phase.value == "telling"
    told = player.wait(1800)
    assert player.now == 1800
    assert player.talk.session is None
    assert len(told) >= 3


def test_nothing_is_told_by_a_timer_that_was_stopped(engine: Engine) -> None:
    player = Player(engine)
    for text in ("guide me through bl-40", "ready"):
        player.say(text)
    player.wait(30)
    player.say("stop")
    assert player.wait(1800) == ()


def test_commands_tell_failures_as_text_and_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scaffold.create("garden", tmp_path / "garden")
    path = tmp_path / "x.yaml"
    garden = ["--content", str(tmp_path / "garden"), "--domain", "garden"]
    path.write_text("sentences:\n  a:\n    kind: urgent\n    says: [hello]\n", "utf-8")
    assert main([*garden, "test", str(path)]) == 1
    told = capsys.readouterr()
    assert f"{path}:4:12: failed: a" in told.out
    assert "1 tests in 1 files, 1 failed" in told.err
    assert main([*garden, "test", str(path), "--json"]) == 1
    row = yaml.safe_load(capsys.readouterr().out)
    assert (row["test"], row["passed"], row["line"], row["wrong"]) == ("a", False, 4, ["wanted kind urgent, got social"])
