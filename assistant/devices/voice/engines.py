"""Which engine speaks here, and how it is asked. Runs inside the synthesiser child only: these libraries may print, hang or end the process.

An engine is opened with settings that hold for its whole life and is then a function from a sentence to a sound.

pyttsx3 is used in the one way that was found reliable (measured on its espeak driver): rate and voice set once before anything is spoken, then for
every sentence one `save_to_file` and one `runAndWait`, and the file is looked at before it is believed. Never `say`, never `stop`.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import SimpleQueue

from assistant.devices.voice.port import Settings
from assistant.devices.voice.sound import Sound, native, read_wave, sounding
from assistant.values import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from array import array
    from typing import Any, BinaryIO

PATIENCE = 10.0  # seconds for one sentence; espeak needs 0.02
ENGLISH = "en-us"
SETTLE = 0.003  # seconds espeak's own thread needs to come to rest; it wants microseconds
TRIES = 5
PIPER_TRY = "This is how fast I speak, and nobody hears it."  # how fast a voice speaks is not in its file
PIPER_SCALE = 1.6  # length scale of that try: near what a calm 150 words a minute want, for length does not follow the scale in a straight line


class EngineMissing(Exception):
    """An engine cannot be had; the message says what would mend it."""


class Engine(NamedTuple):
    """An open engine."""

    name: str
    speak: Callable[[str], Sound]
    notice: str = ""  # something the person should know once


def open_engine(settings: Settings) -> Engine:
    """The engine the settings ask for, or the first that works here."""
    if settings.engine != "auto":
        if settings.engine not in ENGINES:
            raise EngineMissing(f"no speech engine called {settings.engine!r}; there are auto, {', '.join(ENGINES)}")
        return ENGINES[settings.engine](settings)
    troubles = []
    for name in ("say", "pyttsx3") if sys.platform == "darwin" else ("pyttsx3", "espeak-ng"):
        try:
            return ENGINES[name](settings)
        except EngineMissing as trouble:
            troubles.append(trouble)
    raise troubles[0]


# ---------------------------------------------------------------- pyttsx3


def _pyttsx3(settings: Settings) -> Engine:
    """The speech engine of the system, by pyttsx3."""
    if sys.platform == "linux":
        _load_espeak()
    try:
        import pyttsx3

        driver = pyttsx3.init()
    except ImportError as error:
        raise EngineMissing(f"no speech engine here ({error}); pip install pyttsx3 espeakng-loader") from error
    except Exception as error:  # whatever the driver of this system throws: OSError, RuntimeError, COM errors
        raise EngineMissing(f"no speech library here; pip install espeakng-loader, or install espeak-ng with your system ({error})") from error
    name, notice = _choose_voice(settings.voice, driver)
    engine = Pyttsx3(driver)
    if name:
        engine.set("voice", name)
    engine.set("rate", settings.rate)
    return Engine("pyttsx3", engine.speak, notice)


class Pyttsx3:
    """pyttsx3, used in the way that works.

    Every `runAndWait` of its espeak driver begins by cancelling what the library is doing: the last moments of the sentence before, or a rate
    that is just being set, which then is lost (measured: one start in 300). So the library is left alone for a moment before each, and a
    sentence that was cancelled all the same is asked for again.
    """

    def __init__(self, driver: Any) -> None:  # pyttsx3 has no types
        self._driver = driver
        self._espeak = driver.driver_name == "espeak"
        self._finished: SimpleQueue[bool] = SimpleQueue()
        driver.connect("finished-utterance", lambda name, completed: self._finished.put(completed))
        driver.runAndWait()  # until the first, properties are only noted, to be set and cancelled in one go; a second empty one would not return

    def set(self, name: str, value: object) -> None:
        """Set a property before anything is spoken."""
        self._driver.setProperty(name, value)
        time.sleep(SETTLE)

    def speak(self, text: str) -> Sound:
        """The sound of one sentence."""
        for _ in range(TRIES):
            with _place() as (path, file):
                self._driver.save_to_file(text, path)
                self._driver.runAndWait()
                # the espeak driver returns before the file is there; the others do not
                if not self._espeak or self._finished.get(timeout=PATIENCE):
                    sound = read_wave(file)
                    time.sleep(SETTLE)
                    if sound.samples:
                        return sound
            time.sleep(SETTLE)
        raise EOFError("the engine gave no sound")


def _load_espeak() -> None:
    """Put the library of espeakng-loader where pyttsx3 looks for it; without that package the system's own is found or not."""
    try:
        import espeakng_loader
    except ImportError:
        return
    import ctypes

    data = espeakng_loader.get_data_path()
    if not os.path.isfile(os.path.join(data, "phontab")):  # the library would end the process
        raise EngineMissing(f"the voice data is missing in {data}; pip install --force-reinstall espeakng-loader")
    # The library cuts the path at about 160 bytes; an open folder has a short name for as long as this process lives.
    os.environ["ESPEAK_DATA_PATH"] = f"/proc/self/fd/{os.open(data, os.O_RDONLY)}" if len(os.fsencode(data)) > 120 else data
    ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)


def _choose_voice(wanted: str, driver: Any) -> tuple[str, str]:
    """The name to set ('' for the engine's own), and a notice: an unknown name would be passed over in silence."""
    usual = ENGLISH if driver.driver_name == "espeak" else ""
    if not wanted:
        return usual, ""
    names = {}  # as a person may write it -> as the driver wants it
    for voice in driver.getProperty("voices"):
        names.update(dict.fromkeys((str(voice.id).lower(), str(voice.id).lower().rpartition("/")[2], str(voice.name).lower()), str(voice.id)))
    base, plus, variant = wanted.lower().partition("+")  # en-us+f3: espeak's way to name another speaker
    if base in names:
        return names[base] + plus + variant, ""
    near = sorted(name for name in names if name.startswith(base[:2]) and "/" not in name)[:6]
    choice = f" (there are {', '.join(near)})" if near else ""
    return usual, f"no voice called {wanted!r} here; speaking with the usual one{choice}"


@contextmanager
def _place() -> Iterator[tuple[str, BinaryIO]]:
    """Somewhere for an engine to write a file, and the same to read from: in memory where the system can, for what is said is private."""
    if hasattr(os, "memfd_create"):
        with os.fdopen(os.memfd_create("sentence"), "rb") as file:
            yield f"/proc/{os.getpid()}/fd/{file.fileno()}", file
        return
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        path = os.path.join(folder, "sentence.wav")
        with open(path, "w+b") as file:
            yield path, file


# ---------------------------------------------------------------- commands of the system


def _command(name: str, arguments: Callable[[Settings, str], list[str]], remedy: str) -> Callable[[Settings], Engine]:
    """A function that opens a command of the system as an engine."""

    def open_command(settings: Settings) -> Engine:
        import shutil
        import subprocess

        program = shutil.which(name)
        if program is None:
            raise EngineMissing(f"the command {name} is not here; {remedy}")

        def speak(text: str) -> Sound:
            with _place() as (path, file):
                done = subprocess.run([program, *arguments(settings, path)], input=text.encode(), capture_output=True, timeout=PATIENCE, check=False)
                if done.returncode:
                    said = done.stderr.decode(errors="replace").strip().splitlines() or [f"it ended with {done.returncode}"]
                    raise EngineMissing(f"{name} does not speak: {said[-1]}")
                return read_wave(file)

        speak("ready")  # a wrong voice is told now
        return Engine(name, speak)

    return open_command


def _say_arguments(settings: Settings, path: str) -> list[str]:
    voice = ["-v", settings.voice] if settings.voice else []
    return [*voice, "-r", str(settings.rate), "-o", path, "--file-format=WAVE", "--data-format=LEI16@22050", "-f", "-"]


def _espeak_arguments(settings: Settings, path: str) -> list[str]:
    return ["-v", settings.voice or ENGLISH, "-s", str(settings.rate), "-w", path, "--stdin"]


# ---------------------------------------------------------------- Piper


def _piper(settings: Settings) -> Engine:
    """A neural voice of the person's own: nothing is ever downloaded."""
    voice, of_scale = _piper_voice(os.path.expanduser(settings.model))

    def speak(text: str, scale: float) -> Sound:
        samples: array[int] = native(b"")
        rate = 0
        for chunk in voice.synthesize(text, of_scale(length_scale=scale)):
            rate = chunk.sample_rate
            samples.extend(native(chunk.audio_int16_bytes))
        return Sound(rate, samples)

    scale = PIPER_SCALE * _words_a_minute(PIPER_TRY, speak(PIPER_TRY, PIPER_SCALE)) / settings.rate
    return Engine("piper", lambda text: speak(text, scale))


def _piper_voice(model: str) -> tuple[Any, Any]:
    """Piper with a model file, and its class of settings for a sentence."""
    for file in (model, f"{model}.json"):
        if not model or not os.path.isfile(file):
            raise EngineMissing(f"the Piper voice {file if model else ''!r} is not there; voice.model wants NAME.onnx with NAME.onnx.json beside it")
    try:
        from piper import PiperVoice, SynthesisConfig
    except ImportError as error:
        raise EngineMissing("piper is not installed; pip install piper-tts") from error
    try:
        return PiperVoice.load(model), SynthesisConfig
    except Exception as error:  # a broken model fails inside onnxruntime, with errors of its own
        reason = (str(error).splitlines() or [type(error).__name__])[0][:120]
        raise EngineMissing(f"the Piper voice {model} cannot be read ({reason}); fetch it again with its .json") from error


def _words_a_minute(text: str, sound: Sound) -> float:
    """How fast a sentence was said, the silence around it left out."""
    begin, end = sounding(sound.samples)
    return len(text.split()) * 60 * sound.rate / max(1, end - begin)


ENGINES: dict[str, Callable[[Settings], Engine]] = {
    "pyttsx3": _pyttsx3,
    "say": _command("say", _say_arguments, "it is part of macOS"),
    "espeak-ng": _command("espeak-ng", _espeak_arguments, "install espeak-ng with your system"),
    "piper": _piper,
}
