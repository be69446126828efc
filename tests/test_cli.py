"""What the command promises to people and to programs: exit codes, one line of what is wrong, quiet pipes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from assistant.commands import line
from tests import running, tea
from tests.running import NO_NETWORK, ROOT, acupressure

KEYS = {"reply", "kind", "about", "intent", "confidence", "sources", "suggestions", "session", "repaired"}
URGENT = "i have no feeling between my legs and can not pee"


@pytest.fixture(scope="module", autouse=True)
def warm() -> None:
    assert running.warmed().code == 0, running.warmed().err


@pytest.mark.parametrize(
    ("code", "args"),
    [(0, ["where is BL-40"]), (1, ["qwrtp zxcvb"]), (10, [URGENT]), (2, []), (2, ["--nonsense", "x"])],
    ids=["answered", "not understood", "red flag", "nothing asked", "unknown option"],
)
def test_the_exit_code_of_a_question(code: int, args: list[str]) -> None:
    done = acupressure("ask", *args)
    assert done.code == code
    assert (done.err == "" and done.out.strip() != "") if code != 2 else (done.out == "" and "usage:" in done.err)
    assert "Traceback" not in done.err


def test_an_unknown_command_is_wrong_usage() -> None:
    done = acupressure("massage")
    assert (done.code, done.out) == (2, "")
    assert "massage" in done.err.splitlines()[-1]


def test_the_version_and_the_help_are_told() -> None:
    version, help_ = acupressure("--version"), acupressure("--help")
    assert (version.code, version.err, help_.code, help_.err) == (0, "", 0, "")
    assert version.out.split()[-1][0].isdigit()
    assert " ask " in help_.out and " chat " in help_.out


@pytest.mark.parametrize(
    ("given", "named"),
    [
        (["--domain", "golf"], "acupressure"),
        (["--content", "/no/such/folder"], "intents/"),
        (["--domain", "tea", "--content", "examples/espresso"], "espresso"),
    ],
    ids=["domain", "content", "content without the domain"],
)
def test_an_unknown_place_is_one_line_that_says_what_there_is(given: list[str], named: str) -> None:
    done = acupressure("ask", "hello", *given)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1)
    assert given[1] in done.err and named in done.err.replace(given[1], "")


def test_the_only_subject_of_a_folder_needs_no_name() -> None:
    done = acupressure("points", "--content", "examples/espresso", "--json")
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out.splitlines()[0])["id"] == "warm-up"


def test_broken_content_lists_every_error_and_answers_nothing(tmp_path: Path) -> None:
    """Also with a good cache of the same folder: what was true yesterday is not told today."""
    tea.write(tmp_path)
    assert acupressure("points", "--content", str(tmp_path)).code == 0
    leaf = tmp_path / "knowledge" / "tea" / "teas" / "sencha.yaml"
    old = leaf.read_text("utf-8")
    assert "\nname: " in old
    leaf.write_text(old.replace("\nname: ", "\nnaem: "), "utf-8")
    social = tmp_path / "intents" / "common" / "social.yaml"
    social.write_text(social.read_text("utf-8") + "\nno_such: [1\n", "utf-8")
    done = acupressure("ask", "how long do i steep sencha", "--content", str(tmp_path))
    assert (done.code, done.out) == (3, "")
    assert "sencha.yaml:" in done.err and "naem" in done.err and "social.yaml:" in done.err
    assert "Traceback" not in done.err


def test_a_question_may_come_from_standard_input() -> None:
    typed, piped = acupressure("ask", "where is BL-40"), acupressure("ask", "-", stdin="where is BL-40\n")
    assert (piped.code, piped.out) == (0, typed.out)


def test_a_question_that_is_no_text_is_answered_calmly() -> None:
    done = acupressure("ask", "-", stdin=b"\xff\xfe\x00where\x1b[31m is\x07 BL-40")
    assert done.code in (0, 1)
    assert not any(sign in done.out for sign in "\x00\x07\x1b\x9b") and done.err == ""


def test_the_answer_as_json_has_the_promised_keys() -> None:
    data = json.loads(acupressure("ask", "--json", "where is BL-40").out)
    assert set(data) >= KEYS
    assert (data["kind"], data["about"], data["sources"] != []) == ("answer", ["BL-40"], True)


def test_the_list_of_points_serves_people_and_programs() -> None:
    plain, rows = acupressure("points"), acupressure("points", "--json").out.splitlines()
    assert [json.loads(row)["id"] for row in rows] == [line.split()[0] for line in plain.out.splitlines()]


# ---------------------------------------------------------------- chat --json


def talk(*lines: str | bytes) -> list[dict[str, Any]]:
    """The reply lines to request lines."""
    sent = b"".join((line.encode("utf-8") if isinstance(line, str) else line) + b"\n" for line in lines)
    done = acupressure("chat", "--json", stdin=sent)
    assert (done.code, done.err) == (0, "")
    return [json.loads(line) for line in done.out.splitlines()]


def say(conversation: object, text: str) -> str:
    return json.dumps({"conversation": conversation, "text": text})


def test_each_request_gets_one_reply_line_in_order() -> None:
    replies = talk(say("a", "where is BL-40"), say("b", "and how long"), say("a", "and how long"), say("c", ""))
    assert [reply["conversation"] for reply in replies] == ["a", "b", "a", "c"]
    assert all(set(reply) >= KEYS for reply in replies)
    assert replies[2]["about"] == ["BL-40"]  # 'and' leans on one's own conversation ...
    assert replies[1]["reply"] != replies[2]["reply"]  # ... and on no other


def test_a_malformed_line_is_answered_with_what_is_wrong_and_the_next_as_ever() -> None:
    bad: list[str | bytes] = ["{", "[]", "null", '"where"', "{}", say("a", "x")[:-2], "[" * 5000, b"\xff\xfe", b"\x00"]
    bad.append('{"conversation": "a", "text": 5}')
    *errors, last = talk(*bad, say("a", "where is BL-40"))
    assert len(errors) == len(bad)
    assert all(reply["error"] and "reply" not in reply for reply in errors)
    assert (last["kind"], last["about"]) == ("answer", ["BL-40"])


@pytest.mark.parametrize("name", ["", "x" * 10_000, "\u202e\x00", "../../etc", 7, None, True], ids=repr)
def test_any_conversation_id_will_do(name: object) -> None:
    (reply,) = talk(say(name, "where is BL-40"))
    assert (reply["kind"], reply["about"]) == ("answer", ["BL-40"])


def test_no_line_is_an_end_and_no_error() -> None:
    assert talk() == []


def test_signs_that_are_no_text_never_come_back() -> None:
    markup = ["{{7*7}} ${HOME} $(id) `id` %s %n", "<script>alert(1)</script>"]
    hostile = ["\x1b]0;owned\x07", "\u009b31m", "\ud800", *markup, "a" * 5000, "\x00" * 50, "\u202e\u2066"]
    replies = talk(*(say(str(place), text) for place, text in enumerate(hostile)))
    for reply in replies:
        assert reply["kind"] in ("fallback", "clarify", "answer", "social"), reply
        assert not any((ord(sign) < 32 and sign != "\n") or 0x7F <= ord(sign) < 0xA0 for sign in reply["reply"])
        assert "49" not in reply["reply"] and "<script>" not in reply["reply"]


# ---------------------------------------------------------------- plain lines and pipes


def test_every_command_is_read_alone_as_it_is_among_all() -> None:
    for name, command in line.parser()._subparsers._group_actions[0].choices.items():  # type: ignore[union-attr]
        alone = line.parser(name)._subparsers._group_actions[0].choices[name]  # type: ignore[union-attr,index]
        assert alone.format_help() == command.format_help()


def test_asked_to_show_a_place_it_shows_it_and_in_plain_text_describes_it() -> None:
    assert "⢸" in acupressure("ask", "show me BL-60").out
    for done in (acupressure("ask", "--plain", "show me BL-60"), acupressure("chat", stdin="show me BL-60\n")):
        assert "⢸" not in done.out
        assert "The round knob in the middle is the outer ankle bone" in done.out
    assert acupressure("ask", "--json", "show me BL-60").out.count("\n") == 1


def test_a_chat_in_a_pipe_is_text_and_newlines_and_ends_with_the_input() -> None:
    done = acupressure("chat", stdin="where is BL-40\nand how long\n")
    assert (done.code, done.err) == (0, "")
    assert "knee" in done.out
    assert not any(ord(sign) < 32 and sign != "\n" for sign in done.out)


def test_a_line_that_is_no_text_is_answered_calmly() -> None:
    done = acupressure("chat", stdin=b"\xff\xfe\x1b[31m\x07\nwhere is BL-40\n")
    assert (done.code, done.err) == (0, "")
    assert "knee" in done.out and not any(ord(sign) < 32 and sign != "\n" for sign in done.out)


@pytest.mark.parametrize("args", [["ask", "-"], ["ask", "guide me"], ["chat"], ["points"], ["figure", "BL-40"], ["doctor", "--json"]], ids=" ".join)
def test_where_letters_are_ascii_nothing_else_is_written(args: list[str]) -> None:
    """Curly quotes become straight ones; JSON for programs is UTF-8 wherever it is made."""
    done = acupressure(*args, stdin="guide me\n", env=running.environment(PYTHONIOENCODING="ascii", LC_ALL="C"))
    assert (done.code, done.err) == (0, "")
    assert done.out.isascii() or "--json" in args


@pytest.mark.parametrize(("args", "code"), [("ask -", 1), ("ask hello", 0), ("chat", 0), ("", 0)])
def test_a_standard_input_that_is_closed_is_empty(args: str, code: int) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m assistant {args} <&-"], capture_output=True, env=running.environment(), cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (code, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_is_told_in_one_line() -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "assistant", "ask", "hello"], stdout=full, stderr=subprocess.PIPE, env=running.environment(), cwd=ROOT, check=False
        )
    assert (done.returncode, done.stderr) == (1, b"The system refuses: No space left on device.\n")


@pytest.mark.parametrize(
    ("args", "stdin"),
    [
        (["ask", "where is BL-40"], ""),
        (["ask", "show me BL-40"], ""),
        (["chat"], "where is BL-40\nguide me\nready\nstop\n"),
        (["chat", "--json"], '{"text": "hello"}\n'),
        (["guide", "--no-voice", "BL-40"], ""),
        (["figure", "BL-40", "--html", "-"], ""),
        (["diary", "chart"], ""),
        (["doctor"], ""),
        (["points"], ""),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_no_socket_to_any_machine_is_opened(args: list[str], stdin: str, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_NETWORK, "utf-8")
    done = acupressure(*args, stdin=stdin, env=running.environment(PYTHONPATH=f"{tmp_path}{os.pathsep}{ROOT}"))
    assert (done.code, done.err) == (0, "")


def test_an_empty_input_ends_a_chat_with_success() -> None:
    assert acupressure("chat").code == 0


@pytest.mark.parametrize("args", [["ask", "where is BL-40"], ["points"], ["chat", "--json"], ["chat"]], ids=" ".join)
def test_a_reader_that_has_gone_is_no_error(args: list[str]) -> None:
    """As with `| head -0`: silence, and success."""
    reading, writing = os.pipe()
    os.close(reading)
    lines = (say("a", "hello") + "\n").encode() * 50 if "--json" in args else b"hello\nwhere is BL-40\n"
    command = [sys.executable, "-m", "assistant", *args]
    with os.fdopen(writing, "wb") as out:
        done = subprocess.run(
            command, input=lines, stdout=out, stderr=subprocess.PIPE, env=running.environment(), cwd=ROOT, timeout=running.PATIENCE, check=False
        )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_greeting_of_another_subject_has_its_example_filled_in() -> None:
    done = acupressure("chat", "--content", "examples/espresso", stdin="bye\n")
    assert "For example: “how do i pull a shot”" in done.out.splitlines()[0]
