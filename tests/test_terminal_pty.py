"""The chat as a process in a terminal: signals, terminals of every kind, and what is left of them afterwards."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import running
from tests.terminal import Start

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")

COLOUR = re.compile(rb"\x1b\[[0-9;]*m")


def test_a_conversation_leaves_the_terminal_as_it_was(start: Start) -> None:
    with start() as terminal:
        terminal.shows("guide me", "F1 help")
        terminal.send("where is bl40\r")
        terminal.shows("middle of the crease", "left leg")
        terminal.send("\x03")
        terminal.shows("Ctrl-D or “bye” leaves")
        terminal.send("bye\r")
        assert terminal.ended() == 0
        assert terminal.restored()


def test_nothing_is_left_on_disk_by_a_conversation(start: Start, tmp_path: Path) -> None:
    with start() as terminal:
        terminal.shows("F1 help")
        terminal.send("where is bl40\r")
        terminal.shows("middle of the crease")
        terminal.send("\x04")
        assert terminal.ended() == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1], ids=["TERM", "HUP", "QUIT", "USR1"])
def test_a_signal_ends_it_in_good_order(start: Start, number: int) -> None:
    with start() as terminal:
        terminal.shows("F1 help")
        terminal.send("guide me through bl40\r")
        terminal.shows("answer, or type")
        terminal.signal(number)
        assert terminal.ended() == 128 + number
        assert terminal.restored()
        assert "Traceback" not in terminal.text


def shown(part: str, times: int) -> Callable[[str], bool]:
    """Whether it stands on the screen so many times."""
    return lambda text: text.count(part) == times


def test_ctrl_c_never_ends_it(start: Start) -> None:
    with start() as terminal:
        terminal.shows("F1 help")
        for times, press in enumerate(("\x03" * 5, "\x03", ""), 1):
            if press:
                terminal.send(press)
            else:
                terminal.signal(signal.SIGINT)
            terminal.until(shown("Ctrl-D or “bye” leaves", times))
            terminal.send("hello\r")
            terminal.until(shown("Hello", times + 1))
        assert terminal.text.count("Ctrl-D or “bye” leaves") == 3  # once for five presses in a row
        terminal.send("\x04")
        assert terminal.ended() == 0


def test_in_plain_text_no_line_is_lost_between_many_interrupts(start: Start) -> None:
    with start("--plain") as terminal:
        terminal.shows("You:")
        for times in range(1, 21):
            for _ in range(10):
                terminal.signal(signal.SIGINT)
            terminal.send("where is bl40\n")
            for _ in range(10):
                terminal.signal(signal.SIGINT)
            terminal.until(shown("middle of the crease", times))
        terminal.send("bye\n")
        assert terminal.ended() == 0


@pytest.mark.parametrize(
    ("args", "changes"),
    [(["--plain"], {}), ([], {"ACUPRESSURE_PLAIN": "1"}), ([], {"TERM": "dumb"})],
    ids=["--plain", "ACUPRESSURE_PLAIN", "dumb"],
)
def test_plain_text_holds_no_escape_and_no_return(start: Start, args: list[str], changes: dict[str, str]) -> None:
    with start(*args, **changes) as terminal:
        terminal.shows("guide me")
        for line, answer in (("show me bl40", "left"), ("/help", "Ctrl-D"), ("guide me through bl40", "say “ready”"), ("ready", "Step 1 of 3")):
            terminal.send(f"{line}\n")
            terminal.shows(answer)
        terminal.send("\x03")
        terminal.shows("Paused")
        terminal.send("i wet myself and my groin is numb\n")
        terminal.shows("STOP.")
        terminal.send("bye\n")
        assert terminal.ended() == 0
    assert b"\x1b" not in terminal.raw
    assert b"\r" not in terminal.raw.replace(b"\r\n", b"")  # the terminal itself makes \r\n of every newline


def test_plain_text_asks_for_a_line_and_begins_what_comes_by_itself_on_its_own(start: Start) -> None:
    with start("--plain", columns=500) as terminal:
        terminal.shows("guide me”. You:")
        terminal.send("/help\n")
        help_ = terminal.shows("or one letter and Enter")
        assert "F1" not in help_ and "Alt-Enter" not in help_
        terminal.send("guide me through bl40\n")
        terminal.shows("say “ready”. You:")
        terminal.send("ready\n")
        terminal.shows("Step 1 of 3")
        terminal.send("\n")
        terminal.until(lambda text: "\nStep 2 of 3" in text)
        terminal.send("\n")
        terminal.send("how long left\n")
        terminal.shows("holding")
        terminal.send("+\n")
        terminal.until(lambda text: re.search("All right, (2 minutes|one minute and [0-9]+ seconds) from now", text) is not None)  # by the clock
        terminal.send("s\n")
        terminal.shows("Stopped.")
        terminal.send("/picture bl40\n")
        terminal.until(lambda text: any(line.startswith("BL-40 lies") and "calf muscle meet." in line for line in text.split("\n")))
        terminal.send("bye\n")
        assert terminal.ended() == 0


@pytest.mark.parametrize("plain", [False, True], ids=["drawn", "plain"])
def test_ctrl_z_gives_the_terminal_back_and_fg_goes_on(start: Start, plain: bool) -> None:
    with start(shell=True, PS1="$ ") as terminal:
        terminal.shows("$")
        terminal.send(f"{sys.executable} -m assistant {'--plain' if plain else ''}\n")
        terminal.shows("guide me”.", "You:" if plain else ">")
        terminal.send("guide me through bl40\r")
        terminal.shows("say “ready”.")
        terminal.send("ready\r")
        terminal.shows("Step 1 of 3")
        terminal.send("\x1a")
        terminal.shows("Stopped")
        terminal.send("\x15")  # where the cursor is may be told more than a second late on a busy machine, and lands in the shell
        terminal.send("stty -a | tr ' ' '\\n' | grep -c '^-icanon\\|^-echo$'; echo there\r")
        assert "\n0\nthere" in terminal.until(lambda text: "\nthere" in text)
        terminal.send("fg\r")
        terminal.until(lambda text: "assistant" in text.rpartition("there")[2])
        terminal.send("resume\r")
        terminal.until(lambda text: "Step 1 of 3" in text.rpartition("fg")[2])
        terminal.send("stop\r")
        terminal.until(lambda text: "Stopped." in text.rpartition("fg")[2])
        terminal.send("bye\r")
        terminal.until(lambda text: "Goodbye" in text and text.rstrip().endswith("$"))
        terminal.send("exit\r")
        assert terminal.ended() == 0


def test_without_colour_nothing_is_coloured(start: Start) -> None:
    with start(NO_COLOR="1") as terminal:
        terminal.shows("F1 help")
        terminal.send("i wet myself and my groin is numb\r")
        terminal.shows("! STOP.")
        terminal.send("\x04")
        assert terminal.ended() == 0
    numbers = {int(number) for code in COLOUR.findall(terminal.raw) for number in code[2:-1].split(b";") if number}
    assert not numbers & {*range(30, 50), *range(90, 108)}


def test_only_the_sixteen_colours_of_the_theme_are_used(start: Start) -> None:
    with start(COLORTERM="truecolor") as terminal:
        terminal.shows("F1 help")
        terminal.send("where is bl40\r")
        terminal.shows("middle of the crease")
        terminal.send("\x04")
        assert terminal.ended() == 0
    assert not any(code.startswith((b"\x1b[38;", b"\x1b[48;")) or b";38;" in code or b";48;" in code for code in COLOUR.findall(terminal.raw))


def test_a_terminal_that_never_answers_is_not_waited_for(start: Start) -> None:
    with start(answering=False) as terminal:
        terminal.shows("guide me”. >")
        terminal.send("where is bl40\r")
        terminal.shows("middle of the crease")
        assert "WARNING" not in terminal.text
        terminal.send("\x04")
        assert terminal.ended() == 0


def test_a_window_of_twenty_by_five(start: Start) -> None:
    with start(columns=20, rows=5) as terminal:
        terminal.shows("guide me", "/help")
        terminal.send("where is bl40\r")
        terminal.shows("behind your knee")
        terminal.send("i wet myself and my groin is numb\r")
        terminal.shows("! STOP.")
        terminal.send("\x04")
        assert terminal.ended() == 0


def test_from_drawn_to_plain_in_one_conversation(start: Start) -> None:
    with start() as terminal:
        terminal.shows("F1 help")
        terminal.send("where is bl40\r")
        terminal.shows("middle of the crease")
        terminal.send("/plain\r")
        terminal.shows("Plain text from now on.")
        before = len(terminal.raw)
        terminal.send("and how long\n")
        terminal.shows("minutes")
        terminal.send("bye\n")
        assert terminal.ended() == 0
    assert b"\x1b" not in terminal.raw[before:]


def test_a_reader_that_has_gone_is_no_error() -> None:
    call = ["bash", "-c", f"{sys.executable} -m assistant chat | head -1"]
    questions = "where is bl40\n" * 200
    done = subprocess.run(call, input=questions, capture_output=True, text=True, env=running.environment(), cwd=running.ROOT, check=False)
    assert (done.stdout.count("\n"), done.stderr) == (1, "")


def test_a_broken_configuration_is_told_in_one_line(start: Start, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('[voice]\nspeek = "always"\n')
    with start(columns=300) as terminal:
        terminal.shows("config.toml: [voice] has no 'speek'; there are speak,")
        assert terminal.ended() == 2


def test_a_log_holds_what_happened_and_no_word(start: Start, tmp_path: Path) -> None:
    with start("--log", str(tmp_path / "log")) as terminal:
        terminal.shows("F1 help")
        terminal.send("i wet myself and my groin is numb\r")
        terminal.shows("! STOP.")
        terminal.send("\x04")
        assert terminal.ended() == 0
    text = (tmp_path / "log").read_text()
    assert "Said -> StopSpeaking, StopTimer, Told urgent" in text
    assert not any(word in text for word in ("wet", "groin", "numb", "RF-"))
    assert os.stat(tmp_path / "log").st_mode & 0o777 == 0o600


def test_with_every_socket_refused_a_whole_conversation_works(start: Start, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(running.NO_NETWORK, "utf-8")
    with start(PYTHONPATH=f"{tmp_path}{os.pathsep}{running.ROOT}") as terminal:
        terminal.shows("F1 help")
        session = (("guide me through bl40", "answer, or type"), ("ready", "Step 1 of 3"), ("stop", "Stopped."))
        for line, answer in (("show me bl60", "outer side"), ("/voice on", "The voice is on"), *session, ("/diary where", "The diary is off")):
            terminal.send(f"{line}\r")
            terminal.shows(answer)
        terminal.send("\x04")
        assert terminal.ended() == 0
    assert b"socket." not in terminal.raw
