"""The voice without a loudspeaker: what is played when, what is reported, what is left when something dies. The rig hears the rest."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import wave
from array import array
from pathlib import Path
from queue import SimpleQueue
from random import Random

import espeakng_loader
import pytest

from assistant.devices.silent import Paced, Silent
from assistant.devices.speaker import Speaker
from assistant.devices.voice import tones, wire
from assistant.devices.voice.engines import EngineMissing
from assistant.devices.voice.outputs import BLOCK, Command
from assistant.devices.voice.pace import LEAD, Pace
from assistant.devices.voice.port import (
    Settings,
    SpeechDone,
    SpeechStarted,
    VoiceEvent,
    VoiceFailed,
    VoiceNotice,
    VoiceReady,
    WordSpoken,
    seconds_to_say,
)
from assistant.devices.voice.render import SaveFailed, Silence, Tone, Utter, render
from assistant.devices.voice.sound import RATE, Sound, at_rate, sounding
from assistant.devices.voice.stage import REST, Stage
from assistant.devices.voice.synthesis import Synthesis
from assistant.devices.voice.tape import AHEAD, FADE, TAIL, Piece, Tape, TapeEvent, Word
from assistant.errors import AssistantError, VoiceMissing
from tests.rig import until

PATIENCE = 30  # seconds until a test gives up waiting; none waits that long when all is well
ROOT = Path(__file__).parents[1]


# ---------------------------------------------------------------- the tape


def piece(ticket: int, frames: int, level: int = 1000, words: tuple[Word, ...] = (), first: bool = True, last: bool = True) -> Piece:
    return Piece(ticket, array("h", [level] * frames), words, first, last)


def tape() -> tuple[Tape, list[TapeEvent]]:
    told: list[TapeEvent] = []
    return Tape(told.append), told


def pulled(source: Tape, frames: int) -> array[int]:
    return array("h", source.pull(frames))


def test_an_utterance_is_played_whole_and_reported_once() -> None:
    player, told = tape()
    player.put(piece(7, 100, words=(Word(0, 0, 3), Word(60, 4, 5)), last=False), player.era)
    player.put(piece(7, 50, level=500, first=False), player.era)
    sound = pulled(player, 80) + pulled(player, 80 + TAIL)
    assert sound == array("h", [1000] * 100 + [500] * 50 + [0] * (10 + TAIL))
    assert exactly(*told) == exactly(SpeechStarted(7), WordSpoken(7, 0, 3), WordSpoken(7, 4, 5), SpeechDone(7))


def test_a_stop_leaves_five_milliseconds_and_no_report() -> None:
    player, told = tape()
    player.put(piece(1, 5000), player.era)
    player.put(piece(2, 5000), player.era)
    pulled(player, 10)
    player.stop()
    sound = pulled(player, 9000)
    assert max(sound[FADE:]) == 0
    assert exactly(*told) == exactly(SpeechStarted(1))
    assert not player.busy


def test_a_piece_ordered_before_a_stop_is_not_played_after_it() -> None:
    player, told = tape()
    era = player.era
    player.stop()
    player.put(piece(1, 100), era)
    assert max(pulled(player, 100)) == 0
    assert told == []


@pytest.mark.parametrize("back", [0, 300, 100_000])
def test_a_pause_keeps_the_place(back: int) -> None:
    player, told = tape()
    player.put(Piece(1, array("h", range(2000)), (), first=False, last=True), player.era)
    pulled(player, 500)
    player.pause(back)
    assert max(pulled(player, 4000)[FADE:]) == 0
    player.resume()
    assert pulled(player, 3)[0] == max(0, 500 - back)
    pulled(player, 9000)
    assert exactly(*told) == exactly(*told[:-1], SpeechDone(1))
    assert exactly(*told).count("SpeechDone(ticket=1)") == 1


def test_a_signal_sounds_over_speech_and_nothing_overflows() -> None:
    player, _ = tape()
    player.put(piece(1, 100, level=32000), player.era)
    player.tone(array("h", [1000] * 50))
    assert pulled(player, 100) == array("h", [32767] * 50 + [32000] * 50)


def test_a_signal_waits_for_its_frame_and_an_utterance_for_the_signal() -> None:
    player, _ = tape()
    pulled(player, 30)
    player.tone(array("h", [500] * 50), frame=100)
    player.put(piece(1, 100), player.era)
    sound = pulled(player, 40) + pulled(player, 60) + pulled(player, 90)
    assert sound == array("h", [0] * 70 + [1500] * 50 + [1000] * 50 + [0] * 20)


def test_an_utterance_that_has_begun_does_not_wait_for_a_signal() -> None:
    player, _ = tape()
    player.put(piece(1, 100), player.era)
    pulled(player, 10)
    player.tone(array("h", [500] * 10), frame=40)
    assert pulled(player, 60) == array("h", [1000] * 30 + [1500] * 10 + [1000] * 20)


@pytest.mark.parametrize("late", [0.0, 0.03, 0.07])
def test_signals_are_as_far_apart_as_they_were_due_however_late_they_are_asked_for(late: float) -> None:
    player, _ = tape()
    pace = Pace()
    heard = array("h")
    random = Random(7)
    for number in range(1000):  # a device that asks for 20 ms at a time, up to 5 ms late
        now = 50 + number * BLOCK / RATE
        pace.asked(player.pulled, now + random.random() / 200 * (number % 7 > 0))
        for due, delay in ((52, 0.01), (57, late)):
            if number == round((due + delay - 50) * RATE / BLOCK):
                player.tone(array("h", [1000]), pace.frame(due))
        heard.extend(pulled(player, BLOCK))
    first, last = (place for place, sample in enumerate(heard) if sample)
    assert (last - first) / RATE == pytest.approx(5, abs=0.0001)


def test_after_a_rest_of_the_device_the_tape_lies_anew() -> None:
    pace = Pace()
    pace.asked(0, 10.0)
    pace.asked(RATE, 71.0)
    assert pace.frame(72.0) == round((2 + LEAD) * RATE)


def test_volume_holds_from_the_next_frame_on() -> None:
    player, _ = tape()
    player.put(piece(1, 100), player.era)
    player.volume = 0.5
    assert set(pulled(player, 50)) == {500}
    player.volume = 2.0
    assert set(pulled(player, 50)) == {2000}


@pytest.mark.parametrize("end", ["played", "stopped"])
def test_no_more_is_prepared_than_has_room_until_it_is_played_or_stopped(end: str) -> None:
    player, _ = tape()
    player.put(piece(1, AHEAD), player.era)
    waiting = threading.Thread(target=player.wait, args=(player.era,), daemon=True)
    waiting.start()
    waiting.join(0.02)
    assert waiting.is_alive()
    pulled(player, AHEAD + TAIL) if end == "played" else player.stop()
    waiting.join(10)
    assert not waiting.is_alive()


def test_an_empty_utterance_is_done_too() -> None:
    player, told = tape()
    player.put(piece(3, 0), player.era)
    pulled(player, TAIL + 1)
    assert exactly(*told) == exactly(SpeechStarted(3), SpeechDone(3))


# ---------------------------------------------------------------- what a tape is played on


def test_words_that_are_still_being_prepared_when_the_output_would_rest_are_heard() -> None:
    told = SimpleQueue[TapeEvent]()
    player = Tape(told.put)
    looks: list[float] = []
    begun, enough = threading.Event(), threading.Event()

    def wait(seconds: float) -> None:
        begun.wait()  # the thread may look before there is a stage to be called
        looks.append(seconds)
        player.pull(1)  # the device is alive
        if len(looks) == REST:
            stage.wake()
        if len(looks) == REST + 3:  # three looks later the words have been made
            player.put(piece(1, 100), player.era)
        if len(looks) > REST + 3 and enough.wait(0.001):
            threading.Event().wait()  # nobody needs this stage any more

    stage = Stage(player, "none", lambda name, trouble: None, wait)
    begun.set()
    assert exactly(told.get(timeout=PATIENCE), told.get(timeout=PATIENCE)) == exactly(SpeechStarted(1), SpeechDone(1))
    enough.set()
    assert stage._output
    stage._output.close()


class Closed(Command):
    """A player of the system that is closed just while it is started for the second time."""

    started: list[int]

    def _start(self) -> subprocess.Popen[bytes]:
        player = super()._start()
        self.started = [*getattr(self, "started", []), player.pid]
        if len(self.started) == 2:
            self.close()
        return player


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_nothing_is_left_of_a_player_that_is_closed_while_it_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pacat").write_text("#!/bin/sh\nexec cat > /dev/null\n")
    (tmp_path / "pacat").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    output = Closed(lambda frames: bytes(2 * frames), "pacat")
    output.cut()
    until(lambda: len(output.started) == 2 and not any(Path(f"/proc/{pid}").exists() for pid in output.started), PATIENCE)


# ---------------------------------------------------------------- small things


@pytest.mark.parametrize("kind", tones.KINDS)
def test_signals_are_soft_and_begin_and_end_in_silence(kind: str) -> None:
    samples = tones.tone(kind, RATE)
    assert abs(samples[0]) < 50 and abs(samples[-1]) < 50
    assert 1000 < max(samples) < 8000
    assert len(samples) / RATE == pytest.approx(sum(note.after + note.seconds for note in tones.KINDS[kind]), abs=0.001)


VALUES = (
    *(wire.Say(1, "a\u00fc\n"), wire.Set(100, None, "en"), wire.Tone("in", 2.5), wire.Stop(), wire.Pause(), wire.Resume(), wire.Close()),
    *(SpeechStarted(1), SpeechDone(2), WordSpoken(1, 2, 3), VoiceReady("a", "b"), VoiceNotice("c"), VoiceFailed("d", "e")),
)


@pytest.mark.parametrize("value", VALUES, ids=[type(value).__name__ for value in VALUES])
def test_what_is_sent_is_received(value: wire.Command | VoiceEvent) -> None:
    sent = wire.line(value)
    assert sent.count(b"\n") == 1
    assert exactly(wire.value(sent)) == exactly(value)


def test_another_rate_keeps_the_length_in_seconds() -> None:
    assert len(at_rate(Sound(16000, array("h", [5] * 16000)), RATE)) == RATE


def test_silent_has_said_everything_at_once() -> None:
    told: list[VoiceEvent] = []
    Silent(told.append).say(4, "Press gently.")
    assert exactly(*told) == exactly(SpeechStarted(4), SpeechDone(4))


def exactly(*values: object) -> list[str]:
    """Values with their types: `SpeechStarted(1) == SpeechDone(1)`, for both are tuples."""
    return [repr(value) for value in values]


class Ear:
    """Collects events and waits for them."""

    def __init__(self) -> None:
        self.events: list[VoiceEvent] = []
        self._queue: SimpleQueue[VoiceEvent] = SimpleQueue()

    def post(self, event: VoiceEvent) -> None:
        self._queue.put(event)

    def until(self, wanted: VoiceEvent | type[VoiceEvent]) -> VoiceEvent:
        while True:
            event = self._queue.get(timeout=PATIENCE)
            self.events.append(event)
            if type(event) is wanted or exactly(event) == exactly(wanted):
                return event


def test_paced_takes_its_time_in_order_and_forgets_on_stop() -> None:
    ear = Ear()
    voice = Paced(ear.post, rate=6000)
    voice.say(1, "one two")
    voice.say(2, "three")
    ear.until(SpeechDone(2))
    voice.pause()
    voice.say(3, "never")
    voice.stop()
    voice.resume()
    voice.say(4, "four")
    ear.until(SpeechDone(4))
    voice.close()
    assert [event.ticket for event in ear.events if isinstance(event, SpeechDone)] == [1, 2, 4]


# ---------------------------------------------------------------- the child, with a clock for a loudspeaker


def test_without_a_loudspeaker_everything_is_reported_and_one_line_says_why() -> None:
    ear = Ear()
    voice = Speaker(ear.post, Settings(rate=400, output="none"))
    voice.say(1, "Sit down. Breathe.")
    voice.say(2, "")
    ear.until(SpeechDone(2))
    voice.close()
    assert [event.message for event in ear.events if isinstance(event, VoiceFailed)] == ["no sound output here; continuing in text"]
    reported = [event for event in ear.events if not isinstance(event, VoiceFailed)]
    words = [WordSpoken(1, 0, 3), WordSpoken(1, 4, 5), WordSpoken(1, 10, 8)]
    assert exactly(*reported) == exactly(SpeechStarted(1), *words, SpeechDone(1), SpeechStarted(2), SpeechDone(2))


def test_what_is_stopped_is_not_reported_and_what_follows_is() -> None:
    ear = Ear()
    voice = Speaker(ear.post, Settings(rate=400, output="none"))
    voice.say(1, "This is a long sentence that nobody will hear to its end. " * 20)
    ear.until(SpeechStarted(1))
    voice.stop()
    voice.say(2, "Yes.")
    ear.until(SpeechDone(2))
    voice.close()
    assert [event.ticket for event in ear.events if isinstance(event, SpeechDone)] == [2]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (Settings(engine="parrot"), "no speech engine called 'parrot'; there are auto, pyttsx3, say, espeak-ng, piper; continuing in text"),
        (Settings(engine="piper"), "the Piper voice '' is not there; voice.model wants NAME.onnx with NAME.onnx.json beside it; continuing in text"),
    ],
    ids=["unknown", "piper without a file"],
)
def test_an_engine_that_cannot_be_had_is_one_line_and_the_pace_is_kept(settings: Settings, message: str) -> None:
    ear = Ear()
    voice = Speaker(ear.post, settings._replace(output="none", rate=400))
    voice.say(1, "Yes.")
    ear.until(SpeechDone(1))
    voice.close()
    failed = [event.message for event in ear.events if isinstance(event, VoiceFailed)]
    assert len(failed) == 1
    assert failed[0] in {message, "no sound output here; continuing in text"}  # whichever is found first


def stands_in(script: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A script in the place of the system's espeak-ng, and a sound it may give out."""
    render([Tone("in")], folder / "word.wav", Settings())
    (folder / "espeak-ng").write_text(script)
    (folder / "espeak-ng").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


FRAIL = """#!/bin/sh
here="$(dirname "$0")"
if [ ! -e "$here/tried" ]; then touch "$here/tried"; kill -9 $PPID; fi
cp "$here/word.wav" "$6"
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the command")
def test_an_engine_that_dies_while_it_opens_is_started_once_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stands_in(FRAIL, tmp_path, monkeypatch)
    synthesis = Synthesis(Settings(engine="espeak-ng"))
    assert synthesis.sound("Yes.").samples
    synthesis.close()
    assert (tmp_path / "tried").exists()


CUT = """
import sys
print('{"engine": "cut", "notice": ""}', flush=True)
sys.stdin.readline()
print('{"rate": 220', end="", flush=True)
"""


def test_an_answer_that_is_cut_off_is_asked_for_once_more() -> None:
    child = subprocess.Popen([sys.executable, "-c", CUT], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    synthesis = Synthesis(Settings(), child)
    assert synthesis.sound("Yes.").samples
    synthesis.close()


STRICT = """#!/bin/sh
if [ "$2" = nobody ]; then echo "there is no nobody" >&2; exit 1; fi
cp "$(dirname "$0")/word.wav" "$6"
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands for the command")
def test_a_voice_that_is_not_there_costs_a_line_and_not_the_voice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stands_in(STRICT, tmp_path, monkeypatch)
    ear = Ear()
    voice = Speaker(ear.post, Settings(rate=400, engine="espeak-ng", output="none"))
    voice.set(voice="nobody")
    voice.say(1, "Yes.")
    ear.until(SpeechDone(1))
    voice.close()
    assert [e.message for e in ear.events if isinstance(e, VoiceNotice)] == [
        "espeak-ng does not speak: there is no nobody; speaking with the voice of before"
    ]
    assert {e.message for e in ear.events if isinstance(e, VoiceFailed)} <= {"no sound output here; continuing in text"}


def test_a_dead_child_is_told_once_and_the_session_goes_on() -> None:
    ear = Ear()
    voice = Speaker(ear.post, Settings(rate=400, output="none"))
    voice.say(1, "One two three.")
    ear.until(SpeechStarted(1))
    for child in children(os.getpid()):
        os.kill(child, 9)
    ear.until(SpeechDone(1))
    voice.say(2, "Go on.")
    ear.until(SpeechDone(2))
    voice.close()
    assert sum(isinstance(event, VoiceFailed) for event in ear.events) == 1


@pytest.mark.parametrize("torn", ['["done", ', "a library prints this", '["gone", 1]', '["done"]', "7"])
def test_a_child_whose_words_cannot_be_read_is_told_once_and_the_session_goes_on(torn: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "torn.py").write_text(f"print({torn!r}, flush=True)\ninput()\ninput()\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    ear = Ear()
    voice = Speaker(ear.post, Settings(rate=6000), "torn")
    voice.say(1, "One two three.")
    ear.until(SpeechDone(1))
    voice.close()
    assert [event.message for event in ear.events if isinstance(event, VoiceFailed)] == ["the voice ended unexpectedly; continuing in text"]


def test_nothing_is_kept_of_what_is_said_after_the_voice_has_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "gone.py").write_text("")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    ear = Ear()
    voice = Speaker(ear.post, Settings(rate=6000), "gone")
    ear.until(VoiceFailed)
    for ticket in range(3):
        voice.say(ticket, "Go on.")
        ear.until(SpeechDone(ticket))
    voice.close()
    assert voice._waiting == {}


def test_an_unknown_voice_is_told_and_the_usual_one_speaks() -> None:
    ear = Ear()
    voice = Speaker(ear.post, Settings(voice="nobody", output="none", rate=400))
    notice = ear.until(VoiceNotice)
    voice.say(1, "Yes.")
    ear.until(SpeechDone(1))
    voice.close()
    assert str(notice).startswith("VoiceNotice(message=\"no voice called 'nobody' here; speaking with the usual one")


def test_an_unknown_signal_is_a_mistake_of_the_caller() -> None:
    voice = Speaker(Ear().post, Settings(output="none"))
    with pytest.raises(ValueError, match="no tone called 'gong'"):
        voice.tone("gong")
    voice.close()


# ---------------------------------------------------------------- nobody is left behind

TALK = """
import sys
import threading
from assistant.devices.speaker import Speaker
from assistant.devices.voice.port import Settings, SpeechStarted
voice = Speaker(lambda event: print(type(event).__name__, flush=True), Settings(output="none"))
voice.say(1, "This goes on and on. " * 50)
input()
"""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
@pytest.mark.parametrize("how", ["kill -9", "end"])
def test_children_go_with_their_parent_however_it_goes(how: str) -> None:
    with subprocess.Popen([sys.executable, "-c", TALK], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdin and parent.stdout
        while b"SpeechStarted" not in parent.stdout.readline():
            pass
        family = [parent.pid, *descendants(parent.pid)]
        assert len(family) == 3  # the voice child and its synthesiser
        if how == "end":
            parent.stdin.close()
        else:
            parent.kill()
        parent.wait(PATIENCE)
        parent.stdout.read()  # ends when the last process that could write has gone
    until(lambda: not any(alive(pid) for pid in family), PATIENCE)


def children(pid: int) -> list[int]:
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def descendants(pid: int) -> list[int]:
    return [person for child in children(pid) for person in (child, *descendants(child))]


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


# ---------------------------------------------------------------- synthesis


def test_a_deep_installation_folder_does_not_cost_the_voice(tmp_path: Path) -> None:
    """The library cuts the path of its data at about 160 bytes."""
    deep = tmp_path / ("deep" * 30) / ("deeper" * 20)
    deep.mkdir(parents=True)
    (deep / "espeakng_loader").symlink_to(Path(espeakng_loader.__file__).parent)
    program = "from assistant.devices.voice.synthesis import *; s = Synthesis(Settings()); print(len(s.sound('Yes.').samples)); s.close()"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(deep)}, capture_output=True, check=True)
    assert int(done.stdout) > 1000


def test_the_rate_is_what_was_asked_for() -> None:
    text = "Place your thumb in the middle of the crease behind the knee."
    lengths = []
    for rate in (100, 200, 400):
        synthesis = Synthesis(Settings(rate=rate))
        begin, end = sounding(synthesis.sound(text).samples)
        lengths.append(end - begin)
        synthesis.close()
    assert lengths[0] / lengths[1] == pytest.approx(2, rel=0.2)
    assert lengths[1] / lengths[2] == pytest.approx(2, rel=0.2)


def test_a_broken_piper_voice_is_one_line(tmp_path: Path) -> None:
    model = tmp_path / "voice.onnx"
    model.write_bytes(b"not a model")
    model.with_name("voice.onnx.json").write_text("{}")
    synthesis = Synthesis(Settings(engine="piper", model=str(model)))
    with pytest.raises(EngineMissing, match=r"cannot be read|piper is not installed") as caught:
        synthesis.open()
    synthesis.close()
    assert "\n" not in str(caught.value)


PIPER = """
from typing import NamedTuple

class SynthesisConfig(NamedTuple):
    length_scale: float

class Chunk(NamedTuple):
    sample_rate: int
    audio_int16_bytes: bytes

class PiperVoice:
    @classmethod
    def load(cls, model):
        return cls()

    def synthesize(self, text, config):
        frames = round(8000 * 0.2 * config.length_scale)  # a fast voice: 300 words a minute
        for word in text.split():
            yield Chunk(16000, b"\\x10\\x27" * frames * 2)
"""


def test_a_piper_voice_speaks_at_the_rate_that_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a stand-in for the package; a real voice has been heard too (docs/benchmarks.md)."""
    (tmp_path / "piper.py").write_text(PIPER)
    for name in ("voice.onnx", "voice.onnx.json"):
        (tmp_path / name).write_text("")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    lengths = []
    for rate in (100, 200):
        synthesis = Synthesis(Settings(engine="piper", model=str(tmp_path / "voice.onnx"), rate=rate))
        lengths.append(len(synthesis.sound("one two three four five").samples) / RATE)
        synthesis.close()
    assert lengths == pytest.approx([3, 1.5], rel=0.02)


def test_time_without_a_voice_is_that_of_the_words() -> None:
    assert seconds_to_say("one two three", 60) == pytest.approx(3.3)


# ---------------------------------------------------------------- a session in a file


def test_a_session_is_saved_with_its_words_pauses_and_signals(tmp_path: Path) -> None:
    path = tmp_path / "session.wav"
    parts = (Utter("Sit down. Breathe in."), Silence(60), Tone("done"))
    seconds = render(parts, path, Settings())
    with wave.open(str(path)) as file:
        assert file.getparams()[:3] == (1, 2, RATE)
        samples = array("h", file.readframes(file.getnframes()))
    assert len(samples) / RATE == pytest.approx(seconds, abs=0.01)
    signal = tones.tone("done", RATE)
    assert samples[-len(signal) :] == signal
    silent = samples[-len(signal) - 60 * RATE : -len(signal)]
    assert len(silent) == 60 * RATE and not any(silent)
    assert max(samples[: -len(signal) - 60 * RATE]) > 3000
    assert [file.name for file in tmp_path.iterdir()] == ["session.wav"]


def test_a_file_beside_the_new_one_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "session.wav.part").write_text("mine")
    render((Silence(1),), tmp_path / "session.wav", Settings())
    assert (tmp_path / "session.wav.part").read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("path", ["", ".", "/"])
def test_a_place_that_names_no_file_is_one_line(path: str) -> None:
    with pytest.raises(SaveFailed, match="it names no file"):
        render((Silence(1),), Path(path), Settings())


@pytest.mark.parametrize("name", ["missing/session.wav", "session.mp3", "session", "folder.wav"])
def test_a_file_that_cannot_be_written_is_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder.wav").mkdir()
    with pytest.raises(SaveFailed) as caught:
        render((Silence(1),), tmp_path / name, Settings())
    assert "\n" not in str(caught.value)
    assert name in str(caught.value)
    assert [file.name for file in tmp_path.iterdir()] == ["folder.wav"]


def test_a_session_without_an_engine_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(VoiceMissing, match="no speech engine called 'parrot'"):
        render((Utter("Yes."),), tmp_path / "session.wav", Settings(engine="parrot"))
    assert list(tmp_path.iterdir()) == []
    assert issubclass(SaveFailed, AssistantError)
