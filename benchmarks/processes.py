"""Whole processes measured from outside: how long they take, what they use, when a prompt appears, how much memory they keep."""

from __future__ import annotations

import os
import pty
import re
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.common import ROOT, percentile

ASKED_WHERE = b"\x1b[6n"  # the program asks the terminal for its cursor
HERE = b"\x1b[1;1R"
STEERING = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[@-Z\\-_])")  # what moves the cursor and colours
PATIENCE = 60.0


class Spent(NamedTuple):
    """Seconds on the clock, seconds of processor time (user and system), and the peak of memory in megabytes."""

    wall: float
    processor: float
    peak: float


def environment(folder: Path, **more: str) -> dict[str, str]:
    """A person's environment with the program's folders in one place, and with bytecode kept, as it is for everybody."""
    own = {f"ACUPRESSURE_{name}": str(folder / name.lower()) for name in ("CACHE", "DATA", "CONFIG", "STATE")}
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ACUPRESSURE_") and name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **own, "PYTHONPATH": str(ROOT), "HOME": str(folder), **more}


def spend(command: Sequence[str], env: Mapping[str, str], cwd: Path) -> Spent:
    """Run a command to its end, its output thrown away."""
    start = time.perf_counter()
    child = subprocess.Popen(command, env=dict(env), cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {child.returncode}; run it by itself to see why")
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024))


def in_turns(runs: Mapping[str, Callable[[], Spent]], times: int) -> dict[str, list[Spent]]:
    """Each of the runs once, then each again: what else the machine does meets all of them alike."""
    found: dict[str, list[Spent]] = {name: [] for name in runs}
    for _ in range(times):
        for name, run in runs.items():
            found[name].append(run())
    return found


def best(spent: Sequence[Spent]) -> float:
    return min(one.wall for one in spent)


def middle(spent: Sequence[Spent]) -> float:
    return percentile([one.wall for one in spent], 0.5)


def processor(spent: Sequence[Spent]) -> float:
    return percentile([one.processor for one in spent], 0.5)


def until_shown(command: Sequence[str], prompt: bytes, env: Mapping[str, str]) -> Spent:
    """Start a command on a pseudo-terminal, answer its questions for the cursor, and stop the clock at its prompt."""
    start = time.perf_counter()
    pid, screen = pty.fork()
    if pid == 0:
        os.chdir(ROOT)
        os.execve(command[0], list(command), dict(env))
    try:
        shown = _read_until(screen, prompt, start)
    finally:
        os.kill(pid, signal.SIGKILL)
        _, _, used = os.wait4(pid, 0)
        os.close(screen)
    return Spent(shown, used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024))


def _read_until(screen: int, prompt: bytes, start: float) -> float:
    """Seconds until the prompt stood on the screen. The cursor is told each time it is asked for."""
    seen, answered = b"", 0
    while prompt not in STEERING.sub(b"", seen):
        if not select.select([screen], [], [], PATIENCE)[0]:
            raise SystemExit(f"no prompt {prompt!r} within {PATIENCE:.0f} s; the screen has {seen[-300:]!r}")
        seen += os.read(screen, 65536)
        while answered < seen.count(ASKED_WHERE):
            os.write(screen, HERE)
            answered += 1
    return time.perf_counter() - start


def resident(pid: int) -> float:
    """Megabytes a process holds now."""
    status = Path(f"/proc/{pid}/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS")) / 1024
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)
    return int(told.stdout) / 1024


def own_processor() -> float:
    """Processor time of this process so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
