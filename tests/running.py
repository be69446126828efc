"""The program as a person or another program runs it: a process of its own, its folders in a place of the tests."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 600  # seconds; only something that hangs is ended

# As sitecustomize.py: whoever turns to another machine is told of, and refused.
NO_NETWORK = """
import sys
def refuse(event, given):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto") or (event == "socket.__new__" and given[1] in (2, 10)):
        sys.stderr.write(f"{event} {given}")
        raise PermissionError("no network here")
sys.addaudithook(refuse)
"""


class Done(NamedTuple):
    """How it ended and what it wrote."""

    code: int
    out: str
    err: str


@cache
def folders() -> Path:
    """One folder for the cache, the diary and the settings of all tests of a process, gone at the end."""
    folder = Path(tempfile.mkdtemp(prefix="acupressure-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def environment(**changes: str) -> dict[str, str]:
    """The environment of a person with nothing set, plus what is named."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ACUPRESSURE_", "PYTEST_")) and name != "NO_COLOR"}
    own = {f"ACUPRESSURE_{name}": str(folders() / name.lower()) for name in ("CACHE", "DATA", "CONFIG", "STATE")}
    return {**kept, **own, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **changes}


def python(*args: str, stdin: str | bytes = b"", cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Done:
    """Run this Python with arguments."""
    sent = stdin.encode("utf-8") if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, *args], input=sent, capture_output=True, timeout=PATIENCE, cwd=cwd or ROOT, env=env or environment(), check=False
    )
    err = done.stderr.decode("utf-8")
    assert "Something went wrong inside" not in err, err  # a mistake of the program is no answer, whatever a test looks for
    return Done(done.returncode, done.stdout.decode("utf-8"), err)


def acupressure(*args: str, stdin: str | bytes = b"", cwd: Path | None = None, env: Mapping[str, str] | None = None) -> Done:
    """Run the command."""
    return python("-m", "assistant", *args, stdin=stdin, cwd=cwd, env=env)


@cache
def warmed() -> Done:
    """The content compiled into the cache, once for all tests."""
    return acupressure("ask", "hello")
