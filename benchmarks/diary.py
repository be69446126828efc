"""Kill a process that writes the diary, at random moments, and look at what is left.

    python benchmarks/diary.py [KILLS] [SEED]

Prints: kills, entries confirmed before a kill, confirmed entries that were lost, diaries that did not open or were not sound,
and entries nobody had confirmed (a kill between writing and telling). Ends with 1 when anything was lost.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.devices.diary import Diary, where  # noqa: E402  the checkout, installed or not

LONGEST = 0.25  # seconds after which the writer is killed at the latest: from before its first import to well into writing
WRITING = 0.5  # of the kills come while it writes, however slow the machine is to start it
FRESH = 10  # kills after which a new, empty folder is taken, so that making the diary is hit as well

WRITER = """
import sys
from pathlib import Path
from assistant.devices.diary import Diary, decide
from assistant.respond.charts import Entry
data, first = Path(sys.argv[1]), int(sys.argv[2])
decide(data, wanted=True)
book = Diary.open(data)
for number in range(first, first + 100000):
    book.add(Entry("2026-11-21T08:00", 5, 3, "BL-40", str(number)))
    print(number, flush=True)
    if number % 7 == 0:
        book.erase(since="2026-11-22")  # nothing to take away, but the file is rewritten
"""


class Count(NamedTuple):
    confirmed: int = 0
    lost: int = 0
    unsound: int = 0
    unconfirmed: int = 0


def main(kills: int, seed: int) -> int:
    """Kill, look, count; 1 when something confirmed was lost or a diary did not open."""
    chance = random.Random(seed)
    count, started = Count(), time.monotonic()
    for number in range(0, kills, FRESH):
        with tempfile.TemporaryDirectory() as folder:
            count = series(Path(folder), min(FRESH, kills - number), chance, count)
    print(f"kills {kills}, confirmed {count.confirmed}, lost {count.lost}, unsound {count.unsound}, unconfirmed but kept {count.unconfirmed}")
    print(f"seed {seed}, {time.monotonic() - started:.1f} s, SQLite {sqlite3.sqlite_version}")
    return int(bool(count.lost or count.unsound))


def series(data: Path, kills: int, chance: random.Random, count: Count) -> Count:
    """Several kills on one diary; what was confirmed earlier has to survive every later one."""
    confirmed: set[str] = set()
    for number in range(kills):
        new = killed(data, number * 100000, chance.uniform(0.0, LONGEST), writing=chance.random() < WRITING)
        confirmed |= new
        kept = look(data)
        if kept is None:
            count = count._replace(unsound=count.unsound + 1)
            continue
        count = count._replace(confirmed=count.confirmed + len(new), lost=count.lost + len(confirmed - kept))
        count = count._replace(unconfirmed=count.unconfirmed + len(kept - confirmed))
        confirmed |= kept
    return count


def killed(data: Path, first: int, delay: float, writing: bool) -> set[str]:
    """Start a writer, kill it after a while; the numbers it had confirmed. `writing`: the while begins with its first entry."""
    command = [sys.executable, "-c", WRITER, str(data), str(first)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}) as writer:
        early = writer.stdout.readline() if writing and writer.stdout else ""
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
        out, _ = writer.communicate()
    return {line for line in (early + out).split("\n")[:-1] if line}  # a line without its end was not told


def look(data: Path) -> set[str] | None:
    """The numbers in the diary; None when it does not open or is not sound."""
    try:
        diary = Diary.existing(data)
        if diary is None:
            return set()
        with diary:
            kept = {entry.note for entry in diary.entries()}
        connection = sqlite3.connect(where(data))
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        connection.close()
    except Exception as error:  # whatever it is, it is what this program looks for
        print(f"does not open: {error}")
        return None
    return kept if sound else None


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
