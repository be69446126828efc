"""Where the person's own files live on each platform."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from assistant.content import cache_folder
from assistant.devices import folders


@pytest.mark.parametrize(
    ("purpose", "environment", "platform", "expected"),
    [
        ("data", {"HOME": "/h"}, "linux", "/h/.local/share/acupressure"),
        ("config", {"HOME": "/h"}, "linux", "/h/.config/acupressure"),
        ("state", {"HOME": "/h"}, "linux", "/h/.local/state/acupressure"),
        ("data", {"HOME": "/h", "XDG_DATA_HOME": "/x"}, "linux", "/x/acupressure"),
        ("data", {"HOME": "/h", "XDG_DATA_HOME": "x"}, "linux", "/h/.local/share/acupressure"),
        ("data", {"HOME": "/h", "XDG_DATA_HOME": "/x", "ACUPRESSURE_DATA": "/mine"}, "linux", "/mine"),
        ("config", {"HOME": "/h"}, "darwin", "/h/Library/Application Support/acupressure"),
        ("config", {"HOME": "/h", "APPDATA": "/r"}, "win32", "/r/acupressure/Config"),
        ("state", {"HOME": "/h", "LOCALAPPDATA": "/l"}, "win32", "/l/acupressure/State"),
        ("data", {"USERPROFILE": "/u"}, "win32", "/u/AppData/Local/acupressure/Data"),
    ],
)
def test_folders_follow_the_platform(purpose: str, environment: dict[str, str], platform: str, expected: str) -> None:
    assert folders.find(purpose, environment, platform).as_posix() == expected


@pytest.mark.parametrize("purpose", ["data", "config", "state"])
def test_each_purpose_has_its_function(purpose: str) -> None:
    assert getattr(folders, purpose)() == folders.find(purpose, os.environ, sys.platform)


@pytest.mark.parametrize("chosen", ["/tmp/mine", "~/mine", ""])
def test_the_cache_that_is_named_is_the_one_that_is_used(chosen: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACUPRESSURE_CACHE", chosen)
    assert folders.cache() == Path(cache_folder())
    assert "~" not in str(folders.cache())
