"""What one answer costs is mostly what it imports: the heavy things stay out."""

from __future__ import annotations

import json

import pytest

from tests import running

# Each costs more than it is worth on the way to one answer (milliseconds over a bare interpreter in docs/dependencies.md).
HEAVY = (
    "asyncio", "concurrent.futures", "ctypes", "dataclasses", "hassil", "importlib.metadata", "importlib.resources", "inspect", "jinja2",
    "jsonschema", "logging", "miniaudio", "multiprocessing", "numpy", "pathlib", "platformdirs", "prompt_toolkit", "pydantic", "pygments",
    "pyttsx3", "rich", "ruamel", "sklearn", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "textual", "tomllib", "typer", "typing",
    "unittest", "urllib", "watchfiles", "webbrowser", "wcwidth", "xml.etree", "zlib",
)  # fmt: skip
OURS = ("app", "authoring", "content.loader", "content.nodes", "devices.diary", "devices.speaker", "respond.figures")  # not for one answer

LOOK = """
import sys
from assistant.__main__ import main
code = main({})
found = sorted(sys.modules)
import json
print(json.dumps([code, found]), file=sys.stderr)
"""
WRONG = """
import sys
from assistant.__main__ import main
try:
    main(["ask"])
except SystemExit as ended:
    print(ended.code, "assistant.content" in sys.modules)
"""


def loaded(*args: str) -> set[str]:
    """The modules in memory after a command, with a warm cache."""
    assert running.warmed().code == 0
    done = running.python("-c", LOOK.format(list(args)))
    code, modules = json.loads(done.err.splitlines()[-1])
    assert (code, done.out != "") == (0, True)
    return set(modules)


@pytest.fixture(scope="module")
def after_ask() -> set[str]:
    return loaded("ask", "where is BL-40")


def test_an_answer_imports_nothing_heavy(after_ask: set[str]) -> None:
    assert sorted(after_ask.intersection(HEAVY)) == []


def test_yaml_stays_out_when_the_cache_is_warm(after_ask: set[str]) -> None:
    assert not {"yaml", "_yaml", "yaml._yaml"} & after_ask


def test_an_answer_imports_none_of_our_own_that_it_does_not_need(after_ask: set[str]) -> None:
    assert sorted(name for name in OURS if f"assistant.{name}" in after_ask) == []


def test_a_wrong_command_line_imports_no_content() -> None:
    done = running.python("-c", WRONG)
    assert done.out.strip() == "2 False"
