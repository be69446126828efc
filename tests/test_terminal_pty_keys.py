"""Typing in the chat as a process in a terminal: pastes, Ctrl-C in every state, search, another size of the window."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.terminal import Start, Terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are of Unix")

CTRL_C, CTRL_D, CTRL_R = "\x03", "\x04", "\x12"
HINT = "Ctrl-D or “bye” leaves"
SPOKEN = '[voice]\nspeak = "always"\noutput = "aplay"\n'
PLAYER = """#!{python} -S
import sys, time
while sys.stdin.buffer.read(882):
    time.sleep(0.02)
"""  # in the place of aplay: a loudspeaker that makes no sound and takes the time of one


def leave(terminal: Terminal) -> None:
    terminal.send(CTRL_D)
    assert terminal.ended() == 0
    assert terminal.restored()


@pytest.mark.parametrize(
    "paste", ["\x1b[200~hello\nmy name is Ann\nwhere is bl40\x1b[201~", "hello\rmy name is Ann\rwhere is bl40"], ids=["bracketed", "raw"]
)
def test_a_paste_is_one_message(start: Start, paste: str) -> None:
    with start() as terminal:
        terminal.shows("F1 help")
        terminal.send(paste)
        terminal.until(lambda text: "> hello\n... my name is Ann\n... where is bl40" in text)
        terminal.send("\r")
        terminal.shows("middle of the crease")
        terminal.until(lambda text: "\n>\n" in text)
        assert sum(row.startswith("> ") for row in terminal.text.split("\n")) == 1
        leave(terminal)


def test_ctrl_c_clears_what_is_typed(start: Start) -> None:
    with start() as terminal:
        terminal.shows("F1 help")
        terminal.send("my knee is")
        terminal.shows("> my knee is")
        terminal.send(CTRL_C)
        terminal.until(lambda text: "my knee is" not in text)
        assert HINT not in terminal.text
        terminal.send(CTRL_C)
        terminal.shows(HINT)
        leave(terminal)


def test_ctrl_c_leaves_the_search(start: Start) -> None:
    with start() as terminal:
        terminal.shows("F1 help")
        terminal.send("where is bl40\r")
        terminal.shows("middle of the crease")
        terminal.send(CTRL_R + "wher")
        terminal.shows("`wher': where is bl40")
        terminal.send(CTRL_C)
        terminal.until(lambda text: "`wher'" not in text)
        assert HINT not in terminal.text
        terminal.send(CTRL_R + "wher\r\r")
        terminal.until(lambda text: text.count("> where is bl40") == 2 and text.count("middle of the crease") == 2)
        leave(terminal)


def test_ctrl_c_while_speaking_only_silences(start: Start, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text(SPOKEN)
    (tmp_path / "aplay").write_text(PLAYER.format(python=sys.executable))
    (tmp_path / "aplay").chmod(0o755)
    with start(PATH=f"{tmp_path}{os.pathsep}{os.environ['PATH']}") as terminal:
        terminal.shows("F4 voice off")
        terminal.send("where is bl40\r")
        terminal.shows("middle of the crease")
        terminal.send("and my")
        terminal.shows("> and my")
        terminal.send(CTRL_C)
        terminal.send(" knee")  # what was typed still stands
        terminal.shows("> and my knee")
        terminal.send(CTRL_C)
        terminal.until(lambda text: "and my knee" not in text)
        assert HINT not in terminal.text
        assert "no sound" not in terminal.text
        leave(terminal)


def test_ctrl_c_pauses_a_session_and_says_how_to_go_on(start: Start, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("[voice]\nrate = 400\n")  # the time it takes to read a step is waited for
    with start() as terminal:
        terminal.shows("F1 help")
        terminal.send("guide me through bl40\r")
        terminal.shows("answer, or type")
        terminal.send("ready\r")
        terminal.shows("Step 1 of 3", "get ready")
        terminal.send(CTRL_C)
        terminal.shows("Paused", "space go on")
        terminal.send(CTRL_C)
        terminal.shows("“resume” goes on, “stop” ends the session")
        terminal.send(" ")
        terminal.shows("space pause")
        leave(terminal)


def test_another_size_of_the_window_is_followed(start: Start) -> None:
    with start(columns=60, rows=16) as terminal:
        terminal.shows("Ctrl-D leave")
        terminal.resize(30, 10)
        terminal.shows("/help /voice on /bye")
        terminal.send("where is bl40\r")
        terminal.shows("in the middle of the")
        terminal.resize(100, 30)
        terminal.shows("Ctrl-D leave")
        terminal.send("and where is bl60\r")
        terminal.shows("right foot", "outer ankle bone, in the hollow")  # wide enough for its picture again
        leave(terminal)
