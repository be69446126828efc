"""What is drawn, offered, configured and understood at a terminal: the pure parts, without a terminal."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from assistant.commands.line import parser
from assistant.decide.session import Phase, Role, Session, Step
from assistant.devices import config
from assistant.devices.late import Late
from assistant.devices.silent import Silent
from assistant.devices.terminal import hold, page, slash
from assistant.devices.terminal.abilities import abilities
from assistant.engine import Engine, Told, understood
from assistant.model import Kind, Source
from assistant.notes import Ratings, two_numbers
from assistant.respond.answer import Answer
from tools import shell

HELD = Session((Step("BL-40", 0, (Role.HOLD,), 90, "left knee"),), phase=Phase.HOLDING, remaining=90)


# ---------------------------------------------------------------- the line of a hold


def test_a_hold_shows_place_side_bar_seconds_and_breath(engine: Engine) -> None:
    assert hold.line(engine.domain, HELD, 45, 80) == "BL-40  left knee  [##########..........]  45 s  breathe out"
    assert hold.line(engine.domain, HELD, 90, 80).endswith("90 s  breathe in")


@pytest.mark.parametrize("columns", range(1, 90))
def test_a_hold_never_is_wider_than_the_screen_and_keeps_its_seconds(engine: Engine, columns: int) -> None:
    line = hold.line(engine.domain, HELD, 45, columns)
    assert len(line) < max(columns, 2)
    assert "45 s" in line or columns < 6


def test_a_pause_and_the_time_to_get_ready_are_named(engine: Engine) -> None:
    paused = HELD._replace(phase=Phase.PAUSED, before=Phase.HOLDING, remaining=30)
    assert hold.line(engine.domain, paused, 0, 80).endswith("30 s  paused")
    assert hold.line(engine.domain, HELD._replace(phase=Phase.TELLING), 8, 80) == "BL-40  left knee  8 s  get ready"
    assert hold.line(engine.domain, HELD._replace(phase=Phase.TELLING), 0, 80) == ""
    assert hold.line(engine.domain, None, 5, 80) == ""


# ---------------------------------------------------------------- pages


def told(kind: Kind, text: str, sources: tuple[Source, ...] = ()) -> Told:
    return Told(Answer(kind, text, text, sources=sources))


@pytest.mark.parametrize("columns", [10, 20, 40, 80, 200])
def test_no_line_of_an_answer_is_wider_than_the_screen(columns: int) -> None:
    text = "Hold for one to two minutes on each knee, with slow breaths.\nSource: the article"
    lines = "".join(part for _, part in page.pieces(told(Kind.ANSWER, text), columns)).splitlines()
    assert max(map(len, lines)) <= max(page.NARROWEST, min(columns - 1, page.WIDEST))


def test_an_urgent_answer_begins_with_stop_on_every_screen() -> None:
    drawn = "".join(part for _, part in page.pieces(told(Kind.URGENT, "Get help now."), 80))
    assert drawn.splitlines()[1] == "! STOP. Get help now."
    assert page.plain(told(Kind.URGENT, "Get help now.")) == "STOP. Get help now."


def test_the_source_line_has_a_look_of_its_own() -> None:
    source = Source("a", "The Article", short="the article")
    looks = [look for look, _ in page.pieces(told(Kind.ANSWER, "It is here.\nSource: the article", (source,)), 80)]
    assert looks == ["answer", "source"]


def test_nothing_that_steers_a_terminal_is_printed() -> None:
    drawn = "".join(part for _, part in page.pieces(told(Kind.FALLBACK, "I do not know \x1b]0;x\x07\x9b2J\r!"), 80))
    assert not any(sign in drawn for sign in "\x1b\x07\x9b\r")


# ---------------------------------------------------------------- what the terminal can do


@pytest.mark.parametrize(
    ("environment", "plain", "colour"),
    [
        ({"TERM": "xterm"}, False, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, False, False),
        ({"TERM": "xterm", "NO_COLOR": ""}, False, True),
        ({"TERM": "dumb"}, True, False),
        ({"TERM": "xterm", "ACUPRESSURE_PLAIN": "1"}, True, False),
        ({"TERM": "xterm", "ACUPRESSURE_PLAIN": "0"}, False, True),
    ],
)
def test_the_environment_tells_what_may_be_written(environment: Mapping[str, str], plain: bool, colour: bool) -> None:
    able = abilities(environment, (80, 24), "utf-8", plain=False)
    assert (able.plain, able.colour) == (plain, colour)


# ---------------------------------------------------------------- slash commands


@pytest.mark.parametrize("text", ["where is bl40", "/voice loud", "/help my legs are numb", "//", "/", "/voice\non"])
def test_what_is_no_command_is_a_message(text: str) -> None:
    assert slash.parse(text) is None


def test_commands_have_other_names_too() -> None:
    found = [slash.parse(text) for text in ("/QUIT", "/figure bl 40", "/?")]
    assert found == [slash.Slash("bye"), slash.Slash("picture", ("bl", "40")), slash.Slash("help")]


# ---------------------------------------------------------------- the configuration


def test_without_a_file_nothing_is_chosen(tmp_path: Path) -> None:
    assert config.load(tmp_path) == config.Config()


def test_what_is_chosen_holds(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text('[voice]\nspeak = "always"\nrate = 120\nvolume = 1\n[screen]\nplain = true\n')
    chosen = config.load(tmp_path)
    assert (chosen.speak, chosen.voice.rate, chosen.voice.volume, chosen.plain, chosen.history) == ("always", 120, 1.0, True, False)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[voise]", "there is no [voise]; there are [voice], [screen]"),
        ("[voice]\nrat = 1", "[voice] has no 'rat'; there are speak, engine,"),
        ("[voice]\nrate = '150'", "[voice] rate is '150'; write a whole number"),
        ("[voice]\nrate = 5", "[voice] rate is 5; write a number from 80 to 400"),
        ("[voice]\nspeak = 'loud'", "[voice] speak is 'loud'; write one of always, sessions, never"),
        ("[screen]\nplain = 1", "[screen] plain is 1; write true or false"),
        ("screen = 1", "screen is a single value; write it as a table, [screen]"),
        ("[voice]\nrate 5", "at line 2, column 6"),
    ],
)
def test_a_mistake_is_named_with_what_would_be_right(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "config.toml").write_text(text)
    with pytest.raises(config.ConfigBroken) as caught:
        config.load(tmp_path)
    assert str(tmp_path / "config.toml") in str(caught.value)
    assert message in str(caught.value)


# ---------------------------------------------------------------- a voice that comes late


class Recorder(Silent):
    """Writes down what it is told."""

    def __init__(self) -> None:
        super().__init__(lambda event: None)
        self.told: list[object] = []

    def say(self, ticket: int, text: str) -> None:
        self.told.append(text)

    def set(self, *, rate: int | None = None, volume: float | None = None, voice: str | None = None) -> None:
        self.told.append((rate, volume, voice))


def test_a_voice_is_made_when_it_is_needed_and_told_what_was_set_before() -> None:
    made: list[Recorder] = []

    def make() -> Recorder:
        made.append(Recorder())
        return made[-1]

    late = Late(make)
    late.set(rate=120)
    late.set(voice="en-gb")
    late.stop()
    assert made == []
    late.say(1, "hello")
    late.say(2, "again")
    assert [recorder.told for recorder in made] == [[(120, None, "en-gb"), "hello", "again"]]


# ---------------------------------------------------------------- two numbers


@pytest.mark.parametrize(
    ("text", "pain"),
    [
        ("6 and 3", Ratings(6, 3)),
        ("6, 3", Ratings(6, 3)),
        ("six before and three now", Ratings(6, 3)),
        ("from 7 to 2", Ratings(7, 2)),
        ("it was a 5 and now it is a 4", Ratings(5, 4)),
        ("3 now, 6 before", Ratings(6, 3)),
        ("6 out of 10 before, 3 out of 10 now", Ratings(6, 3)),
        ("before 8 after 8", Ratings(8, 8)),
        ("6", None),
        ("6 and 30", None),
        ("6 3 1", None),
        ("5 or 10 minutes", None),
        ("bl 6 and bl 3", None),
        ("from 6 to 3 but my legs are numb", None),
        ("where is it", None),
    ],
)
def test_two_numbers_are_taken_when_nothing_else_is_said(engine: Engine, text: str, pain: Ratings | None) -> None:
    assert two_numbers(engine.domain, understood(engine, text)) == pain


# ---------------------------------------------------------------- completion and man page


def test_completion_and_man_page_name_every_command_and_option(tmp_path: Path) -> None:
    shell.write(tmp_path)
    root = parser()
    for path in tmp_path.iterdir():
        text = path.read_text("utf-8").replace("\\-", "-")
        for name, command in shell.commands(root).items():
            strings = [string for action in shell.options(command) for string in action.option_strings if string.startswith("--")]
            missing = [word for word in (name, *strings) if word.removeprefix("--") not in text]
            assert missing == ["--help"] * missing.count("--help"), path.name


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_bash_completes_commands_and_options(tmp_path: Path) -> None:
    shell.write(tmp_path)
    script = f"source {tmp_path}/acupressure.bash; COMP_WORDS=(acupressure $1 $2); COMP_CWORD=$3; _acupressure; echo ${{COMPREPLY[*]}}"
    known = ((("dia", "", "1"), "diary"), (("figure", "--op", "2"), "--open"), (("diary", "ch", "2"), "chart"), (("figure", "GB", "2"), "GB-41"))
    for words, found in known:
        done = subprocess.run(["bash", "-c", script, "bash", *words], capture_output=True, text=True, check=True)
        assert done.stdout.split() == [found]
