"""Which engine speaks here, and how it is asked. Runs inside the synthesiser child only: these libraries may print, hang or end the process.

An engine is opened with settings that hold for its whole life and is then a function from a sentence to a sound.

pyttsx3 is used in the one way that was found reliable (measured on its espeak driver): rate and voice set once before anything is spoken, then for
every sentence one `save_to_file` and one `runAndWait`, and the file is looked at before it is believed. Never `say`, never `stop`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from assistant.devices.voice.port import Settings
from assistant.devices.voice.sound import Sound, native, read_wave

if TYPE_CHECKING:
    from array import array

PATIENCE = 10.0  # seconds for one sentence; espeak needs 0.02
ENGLISH = "en-us"
PIPER_RATE = 165  # words a minute of a Piper voice at length scale 1


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
    if sys.platform == "linux":
        _load_espeak()
    try:
        import pyttsx3  # type: ignore[import-untyped]

        engine = pyttsx3.init()
    except ImportError as error:
        raise EngineMissing(f"no speech engine here ({error}); pip install pyttsx3 espeakng-loader") from error
    except Exception as error:  # whatever the driver of this system throws: OSError, RuntimeError, COM errors
        raise EngineMissing(f"the speech engine does not start ({error}); pip install espeakng-loader, or install espeak-ng with your system") from error
    name, notice = _choose_voice(settings.voice, engine)
    if name:
        engine.setProperty("voice", name)
    engine.setProperty("rate", settings.rate)
    finished = threading.Event()
    if engine.driver_name == "espeak":
        engine.connect("finished-utterance", lambda name, completed: finished.set())
    else:
        finished.set()  # the other drivers return when the file is there

    def speak(text: str) -> Sound:
        if engine.driver_name == "espeak":
            finished.clear()
        with _place() as (path, file):
            engine.save_to_file(text, path)
            engine.runAndWait()
            finished.wait(PATIENCE)
            return read_wave(file)

    speak("ready")  # the first file after the rate was set carries it to all others
    return Engine("pyttsx3", speak, notice)


def _load_espeak() -> None:
    """Put the library of espeakng-loader where pyttsx3 looks for it; without that package the system's own is found or not."""
    try:
        import espeakng_loader  # type: ignore[import-untyped]
    except ImportError:
        return
    import ctypes

    data = espeakng_loader.get_data_path()
    if not (Path(data) / "phontab").is_file():  # the library would end the process
        raise EngineMissing(f"the voice data is missing in {data}; pip install --force-reinstall espeakng-loader")
    # The library cuts the path at about 160 bytes; an open folder has a short name for as long as this process lives.
    os.environ["ESPEAK_DATA_PATH"] = f"/proc/self/fd/{os.open(data, os.O_RDONLY)}" if len(os.fsencode(data)) > 120 else data
    ctypes.CDLL(espeakng_loader.get_library_path(), ctypes.RTLD_GLOBAL)


def _choose_voice(wanted: str, engine: object) -> tuple[str, str]:
    """The name to set ('' for the engine's own), and a notice: an unknown name would be passed over in silence."""
    espeak = getattr(engine, "driver_name", "") == "espeak"
    if not wanted:
        return (ENGLISH if espeak else ""), ""
    known = {}
    for voice in engine.getProperty("voices"):  # type: ignore[attr-defined]  # pyttsx3 has no types
        known.update({str(voice.id).lower(): voice.id, str(voice.id).lower().rpartition("/")[2]: voice.id, str(voice.name).lower(): voice.id})
    base, plus, variant = wanted.lower().partition("+")
    if base in known:
        return str(known[base] if not espeak else base if "/" not in base and " " not in base else known[base]) + plus + variant, ""
    near = sorted(name for name in known if name.startswith(base[:2]) and "/" not in name)[:6]
    return _choose_voice("", engine)[0], f"no voice called {wanted!r} here; speaking with the usual one" + (f" (there are {', '.join(near)})" if near else "")


@contextmanager
def _place() -> Iterator[tuple[str, BinaryIO]]:
    """Somewhere for an engine to write a file, and the same to read from: in memory where the system can, for what is said is private."""
    if hasattr(os, "memfd_create"):
        with os.fdopen(os.memfd_create("sentence"), "rb") as file:
            yield f"/proc/{os.getpid()}/fd/{file.fileno()}", file
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sentence.wav"
        path.touch()
        with path.open("rb") as file:
            yield str(path), file


# ---------------------------------------------------------------- commands of the system


def _command(name: str, arguments: Callable[[Settings, str], list[str]], remedy: str) -> Callable[[Settings], Engine]:
    def open_command(settings: Settings) -> Engine:
        program = shutil.which(name)
        if program is None:
            raise EngineMissing(f"the command {name} is not here; {remedy}")

        def speak(text: str) -> Sound:
            with _place() as (path, file):
                done = subprocess.run(
                    [program, *arguments(settings, path)], input=text.encode(), capture_output=True, timeout=PATIENCE, check=False
                )
                if done.returncode:
                    raise EngineMissing(f"{name} says: {done.stderr.decode(errors='replace').strip().splitlines()[-1:] or done.returncode}")
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
    model = Path(settings.model).expanduser()
    for file in (model, Path(f"{model}.json")):
        if not settings.model or not file.is_file():
            raise EngineMissing(f"the Piper voice {str(file) if settings.model else ''!r} is not there; voice.model wants NAME.onnx with NAME.onnx.json beside it")
    try:
        from piper import PiperVoice, SynthesisConfig  # type: ignore[import-not-found,unused-ignore]
    except ImportError as error:
        raise EngineMissing("piper is not installed; pip install piper-tts") from error
    try:
        voice = PiperVoice.load(str(model))
    except Exception as error:  # a broken model fails inside onnxruntime, with errors of its own
        raise EngineMissing(f"the Piper voice {model} cannot be read ({str(error).splitlines()[0][:120]})") from error
    pace = SynthesisConfig(length_scale=PIPER_RATE / settings.rate)

    def speak(text: str) -> Sound:
        samples: array[int] = native(b"")
        rate = 0
        for chunk in voice.synthesize(text, pace):
            rate = chunk.sample_rate
            samples.extend(native(chunk.audio_int16_bytes))
        return Sound(rate, samples)

    return Engine("piper", speak)


ENGINES: dict[str, Callable[[Settings], Engine]] = {
    "pyttsx3": _pyttsx3,
    "say": _command("say", _say_arguments, "it is part of macOS"),
    "espeak-ng": _command("espeak-ng", _espeak_arguments, "install espeak-ng with your system"),
    "piper": _piper,
}
