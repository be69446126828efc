"""A session in a sound file: the words of a live one, holds that are exact, and one clear line when it cannot be."""

from __future__ import annotations

import re
import wave
from array import array
from pathlib import Path

import pytest
import soundfile

from assistant.devices.recording import record
from assistant.devices.voice import tones
from assistant.devices.voice.port import Settings
from assistant.devices.voice.render import Hold, Silence, Tone, Utter, render
from assistant.devices.voice.sound import RATE
from assistant.engine import Engine
from assistant.respond.breaths import LONGEST_SENTENCE
from assistant.respond.spoken import speak
from tests.running import acupressure, environment

WISH = "guide me through BL-40"
ALL = "guide me through the six point routine"


def said(engine: Engine, cues: str = "both", wish: str = WISH) -> list[str]:
    """All words of a recording, in order."""
    out: list[str] = []
    for part in record(engine, wish, cues).parts:
        out += [part.text] if isinstance(part, Utter) else []
        out += [inner.text for _, inner in part.inside if isinstance(inner, Utter)] if isinstance(part, Hold) else []
    return out


def test_a_voice_counts_points_and_says_nothing_twice(engine: Engine) -> None:
    """What is heard with closed eyes: no numbers of steps, the side before the place, no position one is in already."""
    words = said(engine, wish=ALL)
    heard = " ".join(words)
    assert "step" not in heard.lower()
    assert [f"point {number} of 6" in heard for number in (1, 5)] == [True, True]
    assert "The last one: B L sixty" in heard
    assert heard.count("Lie on your back, in bed or on a mat.") == 1
    assert heard.count("Stay as you are.") == 3
    for side in ("knee", "foot", "ankle"):
        finding, pressing, other = (next(n for n, text in enumerate(words) if f"{lead} {side}" in text) for lead in LEADS)
        assert finding < pressing < other
    assert heard.count("Press with your thumbs") == 1


LEADS = ("We begin with the left", "The left", "Now the right")


def test_what_is_told_in_a_session_is_short(engine: Engine) -> None:
    entries = engine.domain.entries.values()
    told = [statement.say or statement.text for entry in entries for plan in entry.plans for statement in plan.steps.values()]
    whole = [sentence for text in told for sentence in re.split(r"(?<=[.!?;])\s+", speak(text, engine.domain.spoken))]
    assert len(whole) > 100
    assert [sentence for sentence in whole if len(sentence.split()) > LONGEST_SENTENCE] == []


def test_a_recording_has_the_steps_and_the_question_before_them(engine: Engine) -> None:
    words = " ".join(said(engine))
    order = ["numbness between the legs", "Sit on", "press in slowly", "Half way", "Ten more seconds", "Let go", "last one"]
    places = [words.index(part) for part in order]
    assert places == sorted(places)


def test_nobody_is_asked_for_an_answer_in_a_recording(engine: Engine) -> None:
    words = " ".join(said(engine))
    assert "“" not in words
    assert "from 0 to 10" not in words
    assert "?" not in words


def test_every_hold_has_the_length_of_its_step(engine: Engine) -> None:
    parts = record(engine, "guide me through the six points").parts
    holds = [part.seconds for part in parts if isinstance(part, Hold)]
    assert holds == [90, 90, 120, 90, 120, 90, 90, 90, 90]


@pytest.mark.parametrize(("cues", "words", "signals"), [
    ("both", True, True), ("words", True, False), ("tones", False, True), ("silent", False, False),
])  # fmt: skip
def test_a_hold_is_accompanied_as_chosen(engine: Engine, cues: str, words: bool, signals: bool) -> None:
    (hold,) = [part for part in record(engine, WISH, cues).parts if isinstance(part, Hold)]
    assert any(isinstance(inner, Utter) for _, inner in hold.inside) == words
    assert any(isinstance(inner, Tone) for _, inner in hold.inside) == signals


def test_a_wish_that_cannot_be_met_has_no_parts(engine: Engine) -> None:
    assert record(engine, "guide me through BL-23 sitting").parts == ()
    assert record(engine, "i have no feeling between my legs").told.answer.kind.value == "urgent"


def test_a_hold_lasts_exactly_and_what_would_collide_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "hold.wav"
    inside = ((1.0, Tone("half")), (1.1, Tone("ten")), (3.0, Utter("Half way.")), (9.9, Tone("done")))
    assert render((Silence(1), Hold(10, inside), Silence(1)), path, Settings()) == 12
    with wave.open(str(path)) as file:
        samples = array("h", file.readframes(file.getnframes()))
    assert len(samples) == 12 * RATE
    signal = tones.tone("half", RATE)
    assert samples[2 * RATE : 2 * RATE + len(signal)] == signal
    assert not any(samples[2 * RATE + len(signal) : 4 * RATE])
    assert max(samples[4 * RATE : 6 * RATE]) > 3000
    assert not any(samples[10 * RATE :])


@pytest.mark.parametrize(("ending", "most"), [("flac", 0.6), ("ogg", 0.3)])
def test_a_small_file_has_the_same_length_and_sound(tmp_path: Path, ending: str, most: float) -> None:
    parts = (Utter("Sit down. Breathe in."), Silence(2), Tone("done"))
    whole, small = tmp_path / "x.wav", tmp_path / f"x.{ending}"
    render(parts, whole, Settings())
    seconds = render(parts, small, Settings())
    with soundfile.SoundFile(small) as file:
        samples = file.read(dtype="int16")
    assert len(samples) / RATE == pytest.approx(seconds, abs=0.01)
    assert max(abs(samples[round((seconds - 1.2) * RATE) :])) > 1000  # the signal at its end
    assert small.stat().st_size < most * whole.stat().st_size


# ---------------------------------------------------------------- the command


def test_a_session_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "session.wav"
    done = acupressure("guide", "--save", str(path), "--minutes", "2", "BL-40")
    assert (done.code, done.err) == (0, "")
    assert f"Written to {path}: " in done.out
    with wave.open(str(path)) as file:
        assert 120 < file.getnframes() / RATE < 240


@pytest.mark.parametrize("minutes", ["9" * 100, "0", "-5", "ten", "1e3", "nan", "", "121"])
def test_minutes_that_are_none_are_one_line(minutes: str) -> None:
    done = acupressure("guide", f"--minutes={minutes}")
    assert (done.code, done.out) == (2, "")
    assert done.err.count("\n") == 1
    assert "write a number from 1 to 120" in done.err
    assert len(done.err) < 120


@pytest.mark.parametrize(("name", "reason"), [("missing/x.wav", "there is no folder"), ("x.mp3", "has to end in .wav"), ("", "it is a folder")])
def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path, name: str, reason: str) -> None:
    done = acupressure("guide", "BL-40", "--save", str(tmp_path / name))
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1
    assert "cannot write" in done.err
    assert reason in done.err


@pytest.mark.parametrize("name", ["", "."])
def test_a_file_without_a_name_is_one_line(name: str) -> None:
    done = acupressure("guide", "BL-40", "--save", name)
    assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert "it names no file; name one" in done.err


@pytest.mark.parametrize("what", ["xyzzy", "the flurbs"])
def test_a_wish_nobody_understands_is_said_and_is_not_everything(what: str) -> None:
    done = acupressure("guide", *what.split())
    assert (done.code, done.out) == (1, "")
    assert done.err.count("\n") == 1 and what in done.err


@pytest.mark.parametrize(("what", "strange"), [("BL-40 XX-99", "XX-99"), ("BL-40 and ST-36", "ST-36"), ("bl 99 then bl40", "BL-99")])
def test_a_code_nobody_knows_is_said_also_beside_one_that_is_known(what: str, strange: str) -> None:
    done = acupressure("guide", "--no-voice", what)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"I do not know “{strange}”.") and done.err.count("\n") == 1


@pytest.mark.parametrize(("what", "code"), [("BL-23 sitting", 1), ("i have no feeling between my legs", 10)])
def test_what_cannot_be_guided_is_said_and_no_file_is_left(tmp_path: Path, what: str, code: int) -> None:
    done = acupressure("guide", what, "--save", str(tmp_path / "x.wav"))
    assert (done.code, done.out) == (code, "")
    assert done.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("what", "code"), [("ST-36", 1), ("BL-23 sitting", 1), ("i have no feeling between my legs", 10), ("BL-40", 0)])
def test_a_call_that_wanted_a_session_and_got_none_ends_so(what: str, code: int) -> None:
    assert acupressure("guide", "--no-voice", what).code == code


def configured(tmp_path: Path, lines: str) -> dict[str, str]:
    """The environment of somebody with a config.toml."""
    (tmp_path / "config.toml").write_text(f"[voice]\n{lines}\n")
    return environment(CONFIG=str(tmp_path), ACUPRESSURE_CONFIG=str(tmp_path), PULSE_SERVER="unix:/nonexistent", XDG_RUNTIME_DIR="/nonexistent")


BROKEN = {
    "no output": 'output = "none"',
    "no such engine": 'engine = "parrot"',
    "no piper file": 'engine = "piper"\nmodel = "/nonexistent/voice.onnx"',
}


@pytest.mark.parametrize("lines", list(BROKEN.values()), ids=list(BROKEN))
def test_a_voice_that_was_demanded_and_cannot_be_had_is_one_line_and_code_4(tmp_path: Path, lines: str) -> None:
    done = acupressure("ask", "--speak", "where is BL-40", env=configured(tmp_path, lines))
    assert "BL-40 is in the middle" in done.out
    assert done.code == 4
    assert done.err.count("\n") == 1


@pytest.mark.parametrize("lines", list(BROKEN.values())[1:], ids=list(BROKEN)[1:])
def test_a_file_without_an_engine_is_one_line_and_code_4(tmp_path: Path, lines: str) -> None:
    done = acupressure("guide", "BL-40", "--save", str(tmp_path / "x.wav"), env=configured(tmp_path, lines))
    assert (done.code, done.out) == (4, "")
    assert done.err.count("\n") == 1
    assert not (tmp_path / "x.wav").exists()


def test_a_red_flag_outweighs_a_missing_voice(tmp_path: Path) -> None:
    done = acupressure("ask", "--speak", "i have no feeling between my legs", env=configured(tmp_path, BROKEN["no output"]))
    assert done.code == 10
