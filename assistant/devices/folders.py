"""Where things of the person's own live on this platform: data, config, state, cache.

Own lines instead of platformdirs, whose import alone is half of what `ask` may cost. Nothing is created here: whoever
writes makes the folder, with the mode it needs. Not here: the content that is shipped with the program.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from assistant.content import cache_folder

NAME = "acupressure"

# purpose -> (variable of ours, variable of the XDG standard, Unix, macOS, variable and tail on Windows)
_PLACES = {
    "data": ("ACUPRESSURE_DATA", "XDG_DATA_HOME", ".local/share", "Library/Application Support", "LOCALAPPDATA", "Data"),
    "config": ("ACUPRESSURE_CONFIG", "XDG_CONFIG_HOME", ".config", "Library/Application Support", "APPDATA", "Config"),
    "state": ("ACUPRESSURE_STATE", "XDG_STATE_HOME", ".local/state", "Library/Application Support", "LOCALAPPDATA", "State"),
}


def data() -> Path:
    """What the person made: the diary. Worth a backup."""
    return find("data", os.environ, sys.platform)


def config() -> Path:
    """What the person chose: config.toml."""
    return find("config", os.environ, sys.platform)


def state() -> Path:
    """What may be lost without harm but not at every restart: history, if it was switched on."""
    return find("state", os.environ, sys.platform)


def cache() -> Path:
    """What can be made again: the compiled content. Its place is known where it is used."""
    return Path(cache_folder())


def find(purpose: str, environment: Mapping[str, str], platform: str) -> Path:
    """The folder for one purpose: our own variable, then the standard's, then the platform's habit.

    >>> find("data", {"ACUPRESSURE_DATA": "/tmp/here"}, "linux").as_posix()
    '/tmp/here'
    >>> find("data", {"XDG_DATA_HOME": "/var/d", "HOME": "/home/mai"}, "linux").as_posix()
    '/var/d/acupressure'
    >>> find("config", {"XDG_CONFIG_HOME": "relative", "HOME": "/home/mai"}, "linux").as_posix()
    '/home/mai/.config/acupressure'
    >>> find("state", {"HOME": "/Users/mai"}, "darwin").as_posix()
    '/Users/mai/Library/Application Support/acupressure'
    """
    ours, standard, unix, mac, windows, tail = _PLACES[purpose]
    if environment.get(ours):
        return Path(environment[ours]).expanduser()
    base = environment.get(standard, "")
    if base and Path(base).is_absolute():  # the standard says that a relative path is to be ignored
        return Path(base) / NAME
    home = Path(environment.get("HOME") or environment.get("USERPROFILE") or Path.home())
    if platform == "win32":
        return Path(environment.get(windows) or home / "AppData" / "Local") / NAME / tail
    return home / (mac if platform == "darwin" else unix) / NAME
