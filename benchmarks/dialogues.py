"""The open evaluation dialogues, played by their own runner: totals by part, never a sentence.

    python -m benchmarks.dialogues [--eval DIR]

The runner starts `chat --json` and speaks to it from outside. Parts are the letters before the numbers of the items:
F facts, N noise, O out of scope, D dialogues, S safety.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.common import DATA, table  # noqa: E402  the checkout, installed or not

PARTS = {"F": "facts", "N": "noise", "O": "out of scope", "D": "dialogues", "S": "safety"}
GOALS = {"F": 97.0, "N": 93.0, "O": 95.0}  # percent of the items


def part_of(id_: str) -> str:
    """The part an item belongs to.

    >>> part_of("N-017")
    'N'
    """
    return id_.partition("-")[0]


def failed(lines: str) -> dict[str, tuple[set[str], int]]:
    """Part -> (items with a failed turn, failed turns), from the runner's list of failures. Nothing else of it is looked at."""
    found: dict[str, tuple[set[str], int]] = defaultdict(lambda: (set(), 0))
    for line in lines.splitlines():
        id_ = str(json.loads(line)["id"])
        items, turns = found[part_of(id_)]
        found[part_of(id_)] = (items | {id_}, turns + 1)
    return found


def counted(lines: str) -> dict[str, tuple[int, int]]:
    """Part -> (items, turns that expect something), of the set. Nothing else of it is looked at."""
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for line in filter(str.strip, lines.splitlines()):
        item = json.loads(line)
        turns = sum("expect" in turn for turn in item["turns"])
        if turns:
            items, all_turns = found[part_of(str(item["id"]))]
            found[part_of(str(item["id"]))] = (items + 1, all_turns + turns)
    return found


def rows(have: Mapping[str, tuple[int, int]], lost: Mapping[str, tuple[set[str], int]]) -> list[list[str]]:
    """A line of the table for each part, and one for all."""
    out = []
    names = sorted(have, key=lambda part: ("FNODS".find(part), part))
    for part in names:
        items, turns = have[part]
        bad_items, bad_turns = lost.get(part, (set(), 0))
        right = 100 * (items - len(bad_items)) / items
        goal = f"{GOALS[part]:g}: {'yes' if right >= GOALS[part] else 'no'}" if part in GOALS else "-"
        out.append([f"{part} {PARTS.get(part, '')}".strip(), *_shares(items, len(bad_items), turns, bad_turns), goal])
    sums = [sum(have[part][place] for part in names) for place in (0, 1)]
    return [*out, ["all", *_shares(sums[0], sum(len(one[0]) for one in lost.values()), sums[1], sum(one[1] for one in lost.values())), "-"]]


def _shares(items: int, bad_items: int, turns: int, bad_turns: int) -> tuple[str, str, str, str]:
    good, told = items - bad_items, turns - bad_turns
    return f"{good}/{items}", f"{100 * good / items:.1f}", f"{told}/{turns}", f"{100 * told / turns:.1f}"


def play(folder: Path) -> tuple[str, dict[str, Any]]:
    """(the runner's failures as lines, its summary)."""
    with tempfile.TemporaryDirectory() as name:
        failures, summary = Path(name, "failures.jsonl"), Path(name, "summary.json")
        command = [sys.executable, str(folder / "run.py"), str(folder / "dev.jsonl"), "--cmd", f"{sys.executable} -m assistant chat --json"]
        subprocess.run([*command, "--failures", str(failures), "--json", str(summary)], cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
        return failures.read_text("utf-8"), json.loads(summary.read_text("utf-8"))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--eval", type=Path, default=DATA / "dialogues", help="folder of runner and dialogues; default: benchmarks/data/dialogues")
    options = parser.parse_args()
    if not (options.eval / "run.py").is_file():
        print(f"{options.eval}: no run.py here; name the folder with --eval", file=sys.stderr)
        return 2
    failures, summary = play(options.eval)
    print("\n### Open dialogues\n")
    head = ("part", "items right", "%", "turns right", "%", "goal")
    print(table(head, rows(counted((options.eval / "dev.jsonl").read_text("utf-8")), failed(failures))))
    urgent, late = summary["urgent"], summary["latency"]
    print(f"\nUrgent given on {urgent.get('given', 0)} of {urgent.get('needed', 0)} turns that allow nothing else, ", end="")
    print(f"false alarms on {urgent.get('false_alarm', 0)} of {urgent.get('not_needed', 0)}.")
    print(f"Latency of a turn through the pipe: median {late['median_ms']:.1f} ms, p99 {late['p99_ms']:.1f} ms, n={late['n']}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
