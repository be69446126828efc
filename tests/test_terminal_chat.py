"""The chat on an emulated screen, in this process: real keys through a pipe into the real line editor, the real engine, voices without sound."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TextIO, cast

import pyte
import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output.vt100 import Vt100_Output

from assistant.app import Aloud, App
from assistant.commands.drawn import Drawn
from assistant.decide.session import Phase
from assistant.devices.config import Config
from assistant.devices.silent import Silent
from assistant.devices.terminal.abilities import Abilities
from assistant.devices.terminal.menu import questions
from assistant.engine import Engine, understood

PATIENCE = 20.0  # seconds until a test gives up; none waits that long when all is well
ROOT = Path(__file__).parents[1]
FIGURES = ROOT / "knowledge" / "acupressure" / "figures"

UP, DOWN, RIGHT, F1, F2, F3, F4 = "\x1b[A", "\x1b[B", "\x1b[C", "\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS"
F8, F9 = "\x1b[19~", "\x1b[20~"
CTRL_C, CTRL_D, CTRL_R, ALT_ENTER = "\x03", "\x04", "\x12", "\x1b\r"


class Mute(Silent):
    """A voice that never ends what it says, and writes down what it was told."""

    def __init__(self) -> None:
        super().__init__(lambda event: None)
        self.done: list[str] = []

    def say(self, ticket: int, text: str) -> None:
        self.done.append("say")

    def stop(self) -> None:
        self.done.append("stop")


class Screen:
    """A chat and what is seen of it."""

    def __init__(self, engine: Engine, keys: PipeInput, columns: int, rows: int) -> None:
        self.size = Size(rows, columns)
        self.screen = pyte.HistoryScreen(columns, rows, history=2000, ratio=0.5)
        self.screen.set_mode(pyte.modes.LNM)
        self._stream = pyte.Stream(self.screen)
        self.keys = keys
        self.written = ""
        self.output = Vt100_Output(cast(TextIO, self), lambda: self.size, term="xterm")
        self.screen.write_process_input = self.type  # type: ignore[method-assign, assignment]  # pyte wants it so
        self.chat = Drawn(engine, Abilities(columns, rows), Config(pictures=False), FIGURES)
        self.chat.letter_wait = 0.05
        self.app: App = self.chat.app
        self.app.voice = self.app.quiet = Silent(self.app.heard)

    def write(self, text: str) -> None:
        self.written += text

    def flush(self) -> None:
        self._stream.feed(self.written)
        self.written = ""

    def fileno(self) -> int:
        return 1

    def isatty(self) -> bool:
        return True

    encoding = "utf-8"

    def type(self, text: str) -> None:
        self.keys.send_text(text)

    @property
    def text(self) -> str:
        gone = ["".join(line[column].data for column in range(self.screen.columns)) for line in self.screen.history.top]
        return " ".join(" ".join((*gone, *self.screen.display)).split())

    @property
    def line(self) -> str:
        """What is typed."""
        assert self.chat._prompt
        return self.chat._prompt.text

    async def until(self, true: Callable[[], object], what: str = "") -> None:
        end = asyncio.get_running_loop().time() + PATIENCE
        while not true():
            if asyncio.get_running_loop().time() > end:
                raise AssertionError(f"{what or 'it'} did not appear; line {self.line!r}, screen: {self.text}")
            await asyncio.sleep(0.002)

    async def shows(self, *parts: str) -> None:
        for part in parts:
            await self.until(lambda part=part: part in self.text, part)  # type: ignore[misc]

    async def enter(self, text: str, *parts: str) -> None:
        """Type a line; wait for what it brings."""
        await self.until(lambda: self.chat._prompt and self.chat._prompt.shown)
        self.type(text)
        await self.until(lambda: self.line == text)
        self.type("\r")
        await self.until(lambda: self.line != text or not self.chat._prompt or not self.chat._prompt.shown)
        await self.shows(*parts)

    async def session(self, what: str = "guide me through bl40") -> None:
        await self.enter(what, "say “ready”")
        await self.enter("ready", "Step 1 of 3")

    async def hold(self) -> None:
        """On to the next hold, by saying that one is ready."""
        while self.phase is not Phase.HOLDING:
            await self.until(lambda: self.chat._prompt and self.chat._prompt.shown and self.app.left() > 0)
            await self.changed("\r")

    async def changed(self, key: str) -> None:
        """Press a key; wait until it has moved the session."""
        before = self.app.talk.session
        self.type(key)
        await self.until(lambda: self.app.talk.session is not before)

    @property
    def phase(self) -> Phase | None:
        return self.app.talk.session.phase if self.app.talk.session else None

    @property
    def step(self) -> int:
        return self.app.talk.session.at + 1 if self.app.talk.session else 0


Scene = Callable[[Screen], Awaitable[None]]
Play = Callable[..., None]


@pytest.fixture
def play(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Play]:
    """Run a scene on a screen, and leave."""
    monkeypatch.setenv("ACUPRESSURE_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ACUPRESSURE_STATE", str(tmp_path / "state"))
    monkeypatch.delenv("NO_COLOR", raising=False)

    def playing(scene: Scene, columns: int = 80, rows: int = 24) -> None:
        with create_pipe_input() as keys:
            screen = Screen(engine, keys, columns, rows)
            with create_app_session(keys, screen.output):
                asyncio.run(_played(scene, screen))
            screen.app.close()

    yield playing


async def _played(scene: Scene, screen: Screen) -> None:
    talking = asyncio.create_task(screen.chat.talk(screen.keys, screen.output))
    await screen.until(lambda: (screen.chat._prompt and screen.chat._prompt.shown) or talking.done())
    await scene(screen)
    if not talking.done():
        screen.chat.leave()
    await asyncio.wait_for(talking, PATIENCE)


# ---------------------------------------------------------------- typing


def test_a_question_is_answered_above_the_next_prompt(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        await screen.enter("where is bl40", "behind your knee")
        await screen.until(lambda: screen.text.rfind("> ") > screen.text.find("behind your knee"))

    play(scene)


@pytest.mark.parametrize("paste", ["\x1b[200~one\ntwo\nwhere is bl40\x1b[201~", "one\rtwo\rwhere is bl40"], ids=["bracketed", "raw"])
def test_a_paste_is_one_message_sent_by_enter(play: Play, paste: str) -> None:
    async def scene(screen: Screen) -> None:
        screen.type(paste)
        await screen.until(lambda: screen.line == "one\ntwo\nwhere is bl40")
        assert screen.app.talk.turn == 0
        screen.type("\r")
        await screen.until(lambda: screen.app.talk.turn == 1)
        assert screen.line != "one\ntwo\nwhere is bl40"

    play(scene)


def test_what_is_printed_above_the_line_stands_there_at_once(play: Play) -> None:
    """And not when the terminal has been given back for a moment: a key pressed then would be lost."""

    async def scene(screen: Screen) -> None:
        assert screen.chat._prompt and screen.chat._prompt.shown
        screen.chat._prompt.write([("note", "The kettle boils.\n")])
        assert "The kettle boils." in screen.text

    play(scene)


def test_a_paste_keeps_no_sign_that_steers_and_no_empty_end(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        screen.type("\x1b[200~my back\thurts\r\nwhere is \x1b[31mbl40\r\n\r\n\x1b[201~")
        await screen.until(lambda: screen.line == "my back hurts\nwhere is [31mbl40")

    play(scene)


def test_a_paste_of_a_whole_book_is_cut_and_answered(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        screen.type("\x1b[200~where is bl40 " + "and so on " * 5_000 + "\x1b[201~")
        await screen.until(lambda: len(screen.line) > 10_000)
        assert len(screen.line) <= 20_000
        screen.type("\r")
        await screen.until(lambda: screen.app.talk.turn == 1)

    play(scene)


def test_alt_enter_is_a_new_line_and_up_brings_the_whole_message_back(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        screen.type(f"hello{ALT_ENTER}where is bl40")
        await screen.until(lambda: screen.line == "hello\nwhere is bl40")
        screen.type("\r")
        await screen.shows("behind your knee")
        await screen.until(lambda: screen.chat._prompt and screen.chat._prompt.shown and not screen.line)
        screen.type(UP)
        await screen.until(lambda: screen.line == "hello\nwhere is bl40")

    play(scene)


def test_names_are_offered_with_what_they_are(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        screen.type("where is wei")
        await screen.shows("BL-40 Weizhong behind the knee")
        screen.type(DOWN)
        await screen.until(lambda: screen.line == "where is BL-40")
        screen.type("\r")  # takes the row
        await screen.until(lambda: "Weizhong" not in screen.text)
        assert screen.app.talk.turn == 0
        screen.type("\r")
        await screen.shows("behind your knee")

    play(scene)


@pytest.mark.parametrize("typed", ["my groin is numb, press wei", "i wet myself, wei", "i can not pee wei"])
def test_nothing_is_offered_beside_the_words_of_a_red_flag(play: Play, typed: str) -> None:
    async def scene(screen: Screen) -> None:
        screen.type(typed)
        await screen.until(lambda: screen.line == typed)
        screen.type("z")  # by now the menu of the text before would be there
        await screen.until(lambda: screen.line.endswith("z"))
        assert "BL-40" not in screen.text

    play(scene)


def test_a_grey_ending_is_taken_with_right(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        await screen.enter("where is bl40 exactly", "behind your knee")
        await screen.until(lambda: screen.chat._prompt and screen.chat._prompt.shown)
        screen.type("where is b")
        await screen.until(lambda: screen.text.endswith("leave") and "where is bl40 exactly" in screen.text.rpartition("> ")[2])
        screen.type(RIGHT)
        await screen.until(lambda: screen.line == "where is bl40 exactly")

    play(scene)


def test_questions_are_offered_and_tab_takes_them(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        screen.type("where i")
        await screen.shows("where is BL-40")
        screen.type("\t")
        await screen.until(lambda: screen.line == "where is BL-40")

    play(scene)


def test_every_offered_question_is_understood(engine: Engine) -> None:
    offered = questions(engine.domain)
    assert {"where is BL-40", "guide me through BL-40"} < set(offered)
    assert [text for text in offered if not understood(engine, text).clauses[0].candidates] == []


def test_what_was_typed_is_found_again(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        await screen.enter("where is bl40", "behind your knee")
        await screen.until(lambda: screen.chat._prompt and screen.chat._prompt.shown)
        screen.type(f"{CTRL_R}is bl")
        await screen.shows("reverse-i-search")
        screen.type(CTRL_C)
        await screen.until(lambda: "reverse-i-search" not in screen.text)
        screen.type(f"{CTRL_R}is bl")
        await screen.shows("reverse-i-search")
        screen.type("\r")
        await screen.until(lambda: screen.line == "where is bl40")

    play(scene)


# ---------------------------------------------------------------- Ctrl-C, leaving


def test_ctrl_c_clears_the_line_then_says_how_to_leave(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        screen.type("half a quest")
        await screen.until(lambda: screen.line == "half a quest")
        screen.type(CTRL_C)
        await screen.until(lambda: screen.line == "")
        assert "Ctrl-D or “bye” leaves" not in screen.text
        screen.type(CTRL_C)
        await screen.shows("Ctrl-D or “bye” leaves")

    play(scene)


def test_pressed_again_and_again_it_is_said_once(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        for _ in range(6):
            screen.type(CTRL_C)
        await screen.shows("Ctrl-D or “bye” leaves")
        await screen.enter("hello", "Hello")
        assert screen.text.count("Ctrl-D or “bye” leaves") == 1
        screen.type(CTRL_C)
        await screen.until(lambda: screen.text.count("Ctrl-D or “bye” leaves") == 2)

    play(scene)


def test_in_a_pause_it_says_how_to_go_on_or_stop(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        await screen.session()
        screen.type(CTRL_C)
        await screen.until(lambda: screen.phase is Phase.PAUSED)
        screen.type(CTRL_C)
        await screen.shows("“resume” goes on, “stop” ends the session, Ctrl-D leaves.")
        assert screen.phase is Phase.PAUSED

    play(scene)


def test_ctrl_c_while_speaking_only_silences(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        voice = screen.app.voice = Mute()
        screen.app.aloud = Aloud.ALWAYS
        await screen.enter("where is bl40", "behind your knee")
        await screen.until(lambda: screen.app.speaking and screen.chat._prompt and screen.chat._prompt.shown)
        screen.type(CTRL_C)
        await screen.until(lambda: not screen.app.speaking)
        assert voice.done[-2:] == ["say", "stop"]
        assert "leaves" not in screen.text

    play(scene)


def test_ctrl_c_pauses_a_session(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        await screen.session()
        screen.type(CTRL_C)
        await screen.until(lambda: screen.phase is Phase.PAUSED)
        await screen.shows("Paused", "space go on")

    play(scene)


@pytest.mark.parametrize("typed", [CTRL_D, "bye\r", "/bye\r", "/quit\r"], ids=["Ctrl-D", "bye", "/bye", "/quit"])
def test_leaving(play: Play, typed: str) -> None:
    async def scene(screen: Screen) -> None:
        screen.type(typed)
        await screen.until(lambda: screen.chat._prompt and not screen.chat._prompt.shown)

    play(scene)


# ---------------------------------------------------------------- commands


def test_an_urgent_reply_begins_with_stop_and_needs_no_colour(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        await screen.enter("i wet myself and my groin is numb", "! STOP.", "!!!!!!!!!!")

    play(scene)


@pytest.mark.parametrize("typed", ["/help my groin is numb", "/picture i wet myself", "/diary add 8 9 i can not pee"])
def test_a_red_flag_is_not_lost_behind_a_slash(play: Play, typed: str) -> None:
    async def scene(screen: Screen) -> None:
        await screen.enter(typed, "! STOP.")

    play(scene)


def test_function_keys_do_what_their_commands_do(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        screen.type(F1)
        await screen.shows("F4 /voice", "Alt-Enter")
        screen.type(F3)
        await screen.shows("had no source")
        screen.type(F4)
        await screen.shows("The voice is on.", "F4 voice off")
        await screen.enter("/voice off", "The voice is off.", "F4 voice on")
        screen.type(F8)
        await screen.shows("Quieter.")
        screen.type(F9)
        await screen.shows("Louder.")
        await screen.enter("/speaker", "Name a voice")
        await screen.enter("/speaker en-gb", "Spoken by en-gb")
        screen.type(F2)
        await screen.shows("nothing to show a picture of")
        await screen.enter("where is bl40", "behind your knee")
        screen.type(F2)
        await screen.shows("BL-40, Weizhong", "left leg")

    play(scene, columns=100, rows=40)


def test_an_unknown_command_names_those_there_are(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        await screen.enter("/voise", "There is no /voise", "/picture")

    play(scene)


def test_a_picture_stands_beside_the_answer_where_there_is_room(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        screen.chat.chosen = screen.chat.chosen._replace(pictures=True)
        await screen.enter("where is bl40", "left leg", "behind your")

    play(scene)


def test_question_picture_and_prompt_fit_into_one_window(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        screen.chat.chosen = screen.chat.chosen._replace(pictures=True)
        await screen.enter("where is bl23", "from behind", "hip bone")
        await screen.until(lambda: "F1 help" in "".join(screen.screen.display))
        seen = "\n".join(screen.screen.display)
        assert all(part in seen for part in ("> where is bl23", "from behind", "last rib", "hip bone", "○ BL-25, BL-52", "F1 help"))

    play(scene)


def test_the_menu_has_room_below_the_line_and_gives_it_back(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        await screen.enter("/help", "During a session")
        screen.type("where is wei")
        await screen.shows("BL-40 Weizhong behind the knee")
        screen.type(CTRL_C)
        await screen.until(lambda: not screen.line and "behind the knee" not in "".join(screen.screen.display))

    play(scene, rows=12)


def test_no_picture_where_there_is_no_room(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        screen.chat.chosen = screen.chat.chosen._replace(pictures=True)
        await screen.enter("where is bl40", "behind your")
        assert "left leg" not in screen.text

    play(scene, columns=60)


# ---------------------------------------------------------------- a guided session


def test_a_hold_is_one_line_redrawn_in_place(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        await screen.session()
        await screen.hold()
        await screen.until(lambda: any("BL-40" in line and "[" in line and " s " in line for line in screen.screen.display))
        seen = {line for line in screen.screen.display if "[" in line and "BL-40" in line}
        await screen.until(lambda: {line for line in screen.screen.display if "[" in line and "BL-40" in line} - seen)
        assert sum("BL-40" in line and "[" in line for line in screen.screen.display) == 1
        assert "BL-40 [" not in "".join(map(str, screen.screen.history.top))

    play(scene)


def test_every_move_has_a_key(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        await screen.session()
        await screen.hold()
        before = screen.app.left()
        screen.type("+")
        await screen.until(lambda: screen.app.left() > before)
        screen.type("-")
        await screen.until(lambda: screen.app.left() <= before)
        screen.type(" ")
        await screen.until(lambda: screen.phase is Phase.PAUSED)
        screen.type(" ")
        await screen.until(lambda: screen.phase is Phase.HOLDING)
        screen.type("?")
        await screen.shows("middle of the crease")
        ticket = screen.app.talk.session.ticket if screen.app.talk.session else 0
        screen.type("r")
        await screen.until(lambda: screen.app.talk.session and screen.app.talk.session.ticket > ticket and screen.phase is Phase.TELLING)
        screen.type("s")
        await screen.until(lambda: screen.phase is None)
        assert screen.line == ""

    play(scene)


def test_next_and_back_are_keys(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        screen.app.voice = screen.app.quiet = Mute()  # steps do not go on by themselves
        await screen.session()
        screen.type("n")
        await screen.until(lambda: screen.step == 2)
        screen.type("b")
        await screen.until(lambda: screen.step == 1)
        screen.type("N")  # as a phone writes it
        await screen.until(lambda: screen.step == 2)

    play(scene)


def test_a_question_that_begins_with_a_key_is_a_question(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        await screen.session()
        await screen.enter("should i use my thumbs on bl40", "thumb")
        assert screen.app.talk.session is not None

    play(scene)


def test_an_urgent_reply_ends_the_session_and_its_line(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        await screen.session()
        await screen.hold()
        await screen.enter("my groin has gone numb and i wet myself", "! STOP.")
        assert screen.app.talk.session is None and screen.app.left() == 0
        await screen.until(lambda: "F1 help" in screen.text)

    play(scene)


def test_a_small_window_works(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        await screen.enter("where is bl40", "behind your knee")
        screen.type("guide me through bl40\r")
        await screen.until(lambda: screen.phase is Phase.SCREENING)
        await screen.until(lambda: screen.chat._prompt and screen.chat._prompt.shown)
        screen.type("ready\r")
        await screen.hold()
        await screen.until(lambda: any(" s" in line and "BL-40" in line for line in screen.screen.display))
        assert "too small" not in screen.text

    play(scene, columns=20, rows=5)


def test_a_narrow_window_names_commands_instead_of_keys(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        await screen.until(lambda: "/help /voice on /bye" in screen.text)
        await screen.session()
        await screen.until(lambda: "space pause s stop" in screen.text)

    play(scene, columns=30, rows=20)


def test_another_size_is_followed(play: Play) -> None:
    async def scene(screen: Screen) -> None:
        assert screen.chat._prompt
        screen.type("where is b")
        await screen.until(lambda: screen.line == "where is b")
        for columns, rows in ((30, 10), (80, 24)):
            screen.size = Size(rows, columns)
            screen.screen.resize(rows, columns)
            screen.chat._prompt.app._on_resize()
            await screen.until(lambda: "where is b" in screen.text)
        screen.type("l40\r")
        await screen.shows("behind your knee")

    play(scene)


# ---------------------------------------------------------------- the diary


async def finished(screen: Screen) -> None:
    await screen.session()
    await screen.hold()
    while screen.app.talk.session:
        await screen.changed("n")


def test_the_diary_is_offered_once_and_keeps_two_numbers(play: Play, tmp_path: Path) -> None:
    async def scene(screen: Screen) -> None:
        await finished(screen)
        await screen.shows("private diary")
        assert not (tmp_path / "data").exists()
        await screen.enter("6 before and 3 now", "From 6 to 3.", "Shall I keep that in the diary?")
        assert screen.text.count("private diary of such numbers") == 1
        assert not (tmp_path / "data").exists()
        await screen.enter("yes", "The diary is on.", "Noted in your diary: from 6 to 3.")
        await screen.enter("am i getting better", "Your diary has 1 session", "too few to tell")
        await screen.enter("guide me through bl40", "Step 1 of 3")
        await screen.hold()
        while screen.phase:
            await screen.changed("n")
        await screen.enter("it was a 5 and now 4", "Noted in your diary: from 5 to 4.")
        assert screen.text.count("private diary of such numbers") == 1

    play(scene, rows=60)


def test_a_no_is_kept_and_nothing_else(play: Play, tmp_path: Path) -> None:
    async def scene(screen: Screen) -> None:
        await finished(screen)
        await screen.enter("no", "nothing is kept")
        await screen.enter("6 and 3", "From 6 to 3.")

    play(scene, rows=60)
    assert [path.name for path in (tmp_path / "data").rglob("*") if path.is_file()] == ["consent"]


def test_a_red_flag_after_a_session_is_no_answer_to_the_diary(play: Play, tmp_path: Path) -> None:
    async def scene(screen: Screen) -> None:
        await finished(screen)
        await screen.enter("no and my groin is numb since i wet myself", "! STOP.")

    play(scene, rows=60)
