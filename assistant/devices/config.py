"""config.toml: what a person may choose once and for all. Optional; nothing is written and nothing is needed.

    [voice]   speak, engine, rate, volume, voice, model, output
    [screen]  plain, pictures, colour, history

Read strictly, so that a slip of the pen is told and not passed over. Not here: options of a single call (the command line wins).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from assistant.devices.voice.port import FASTEST, LOUDEST, SLOWEST, Settings
from assistant.errors import AssistantError
from assistant.values import NamedTuple

FILE = "config.toml"
SPEAK = ("always", "sessions", "never")


class ConfigBroken(AssistantError):
    """config.toml cannot be used; the message says what is wrong where, and what would be right."""


class Config(NamedTuple):
    """What was chosen, or what holds without a choice."""

    speak: str = "sessions"  # what is spoken: always, sessions, never
    voice: Settings = Settings()
    plain: bool = False
    pictures: bool = True  # beside answers to "where is it?"
    colour: bool = True
    history: bool = False  # keep what was typed, for the next time


_TYPES: Mapping[str, Mapping[str, type]] = {
    "voice": {"speak": str, "engine": str, "rate": int, "volume": float, "voice": str, "model": str, "output": str},
    "screen": {"plain": bool, "pictures": bool, "colour": bool, "history": bool},
}
_CALLED = {str: "a text in quotes", int: "a whole number", float: "a number", bool: "true or false"}


def load(folder: Path) -> Config:
    """The configuration of a folder; without a file, what holds anyway."""
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigBroken(f"{path}: cannot be read ({error}); mend it or take it away") from error
    import tomllib  # 13 ms that nobody pays who has no such file

    try:
        return read(tomllib.loads(text), str(path))
    except tomllib.TOMLDecodeError as error:
        raise ConfigBroken(f"{path}: {error}") from error


def read(data: Mapping[str, object], path: str = FILE) -> Config:
    """A configuration from the tables of its file.

    >>> read({"voice": {"rate": 120}, "screen": {"plain": True}}).voice.rate
    120
    >>> read({"voice": {"rat": 120}})
    Traceback (most recent call last):
    assistant.devices.config.ConfigBroken: config.toml: [voice] has no 'rat'; there are speak, engine, rate, volume, voice, model, output
    """
    for name in data:
        if name not in _TYPES:
            raise ConfigBroken(f"{path}: there is no [{name}]; there are {', '.join(f'[{known}]' for known in _TYPES)}")
    voice, screen = (_table(data.get(name, {}), name, path) for name in _TYPES)
    speak = str(voice.pop("speak", Config().speak))
    if speak not in SPEAK:
        raise ConfigBroken(f"{path}: [voice] speak is '{speak}'; write one of {', '.join(SPEAK)}")
    settings = Settings()._replace(**voice)  # type: ignore[arg-type]  # checked by _table
    _within(settings.rate, SLOWEST, FASTEST, "rate", path)
    _within(settings.volume, 0, LOUDEST, "volume", path)
    return Config(speak, settings)._replace(**screen)  # type: ignore[arg-type]


def _table(given: object, name: str, path: str) -> dict[str, object]:
    """One table with every value of the type it must have."""
    if not isinstance(given, Mapping):
        raise ConfigBroken(f"{path}: {name} is a single value; write it as a table, [{name}]")
    types, out = _TYPES[name], dict[str, object]()
    for key, value in given.items():
        if key not in types:
            raise ConfigBroken(f"{path}: [{name}] has no '{key}'; there are {', '.join(types)}")
        wanted = types[key]
        if type(value) is int and wanted is float:
            value = float(value)
        if type(value) is not wanted:
            raise ConfigBroken(f"{path}: [{name}] {key} is {value!r}; write {_CALLED[wanted]}")
        out[key] = value
    return out


def _within(value: float, least: float, most: float, name: str, path: str) -> None:
    if not least <= value <= most:
        raise ConfigBroken(f"{path}: [voice] {name} is {value:g}; write a number from {least:g} to {most:g}")
