"""What is really heard, on a recorded sound card. Generous limits here; the figures are measured by benchmarks/voice.py."""

from __future__ import annotations

import os
import threading
import time
from array import array
from collections.abc import Iterator
from queue import SimpleQueue

import pytest

from assistant.devices.speaker import Speaker
from assistant.devices.voice.port import Settings, SpeechDone, SpeechStarted, VoiceEvent, VoiceFailed, VoiceReady
from assistant.devices.voice.sound import RATE
from assistant.devices.voice.synthesis import Synthesis
from assistant.devices.voice.tones import tone
from tests.rig import Rig, active, likeness, missing

pytestmark = pytest.mark.rig

TEXT = "Place your thumb behind the knee."
RUSHED = Settings(rate=400)  # recordings take real time: talk fast
BUFFER = 0.1  # seconds: one buffer of the device and one of the recorder
TRIES = 3  # a machine that does other things may leave the sound card without sound for some milliseconds


@pytest.fixture(scope="module")
def rig(request: pytest.FixtureRequest) -> Iterator[Rig]:
    """The rig, or a loud reason why not; where everything is to be checked it has to be there."""
    terminal = request.config.pluginmanager.get_plugin("terminalreporter")
    assert terminal is not None
    lack = missing()
    terminal.write_line(f"\nsound rig: {'not run, ' + lack + ' missing' if lack else 'PulseAudio null sink, recorded'}")
    if lack and os.environ.get("CI"):
        pytest.fail(f"the sound rig needs {lack}; apt-get install pulseaudio pulseaudio-utils")
    if lack:
        pytest.skip(f"SOUND IS NOT TESTED: the rig needs {lack}; apt-get install pulseaudio pulseaudio-utils")
    with Rig() as open_rig:
        yield open_rig


class Talker:
    """A speaker, and a way to wait for what it posts."""

    def __init__(self, settings: Settings) -> None:
        self._queue: SimpleQueue[VoiceEvent] = SimpleQueue()
        self.voice = Speaker(self._queue.put, settings)

    def until(self, kind: type[VoiceEvent]) -> VoiceEvent:
        while True:
            event = self._queue.get(timeout=30)
            if type(event) is kind:
                return event

    def speak(self, text: str) -> None:
        self.voice.say(1, text)
        self.until(SpeechDone)


def settle(seconds: float = 0.3) -> None:
    """Real time passes, for a recording is made of it."""
    threading.Event().wait(seconds)


@pytest.mark.parametrize("output", ["miniaudio", "pacat"])
def test_what_is_heard_is_what_was_synthesised(rig: Rig, output: str) -> None:
    synthesis = Synthesis(RUSHED)
    wanted = active(synthesis.sound(TEXT).samples)
    synthesis.close()
    talker = Talker(RUSHED._replace(output=output))
    ready = talker.until(VoiceReady)
    heard = array("h")
    for _ in range(TRIES):
        since = time.monotonic()
        talker.speak(TEXT)
        settle()
        heard = rig.heard(since)
        if len(heard) == len(wanted):
            break
    talker.voice.close()
    assert output in str(ready)
    assert likeness(heard, wanted) > 0.99
    assert abs(len(heard) - len(wanted)) / RATE < BUFFER


@pytest.mark.parametrize(("output", "act"), [("miniaudio", "stop"), ("miniaudio", "close"), ("pacat", "stop")])
def test_silence_comes_within_a_second_of_asking(rig: Rig, output: str, act: str) -> None:
    talker = Talker(RUSHED._replace(output=output))
    talker.voice.say(1, f"{TEXT} " * 6)
    talker.until(SpeechStarted)
    settle(0.4)
    asked = time.monotonic()
    getattr(talker.voice, act)()
    settle(1.2)
    talker.voice.close()
    assert rig.last_sound(asked - 0.5) is not None, "nothing was heard before"
    assert rig.last_sound(asked + 1) is None


def test_after_a_pause_nothing_is_missing(rig: Rig) -> None:
    talker = Talker(RUSHED)
    talker.until(VoiceReady)
    since = time.monotonic()
    talker.voice.say(1, TEXT)
    talker.until(SpeechStarted)
    settle(0.3)
    talker.voice.pause()
    settle(0.5)
    talker.voice.resume()
    talker.until(SpeechDone)
    settle()
    talker.voice.close()
    heard = len(rig.heard(since)) / RATE
    synthesis = Synthesis(RUSHED)
    wanted = len(active(synthesis.sound(TEXT).samples)) / RATE
    synthesis.close()
    assert wanted + 0.4 < heard < wanted + 1


def test_a_signal_is_heard(rig: Rig) -> None:
    talker = Talker(RUSHED)
    talker.until(VoiceReady)
    wanted = active(tone("half", RATE))
    alike: list[float] = []
    while len(alike) < TRIES and max(alike, default=0.0) <= 0.99:
        since = time.monotonic()
        talker.voice.tone("half")
        settle(0.7)
        alike.append(likeness(rig.heard(since), wanted))
    talker.voice.close()
    assert max(alike) > 0.99


def test_a_sound_server_that_dies_in_mid_sentence_ends_no_session(rig: Rig) -> None:
    """The last of this file: the rig does not come back."""
    talker = Talker(RUSHED)
    talker.voice.say(1, TEXT)
    talker.until(SpeechStarted)
    settle(0.3)
    rig.kill_server()
    failed = talker.until(VoiceFailed)
    talker.until(SpeechDone)
    talker.speak("Go on.")
    talker.voice.close()
    assert isinstance(failed, VoiceFailed)
    assert failed.message == "no sound output here; continuing in text"
