"""How well intents are recognised, beside what people would use instead, in one run.

    python benchmarks/intents.py [--data DIR] [--phrases 10|all] [--quick] [--only ours,linear_svc] [--no-growth]
    python benchmarks/intents.py --choose training|confidence

Every matcher gets the same phrases of the training split (fixed seed) and the same questions of the validation split,
in a process of its own with one thread. Accuracy is of questions in scope, without rejecting. Rejecting is measured on
clinc150: the threshold is chosen on one half of the questions and measured on the other, both ways round; the
out-of-scope questions are those of both splits, and no matcher saw one while learning.
The peers need the extra `bench`: pip install -e '.[bench]'.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import choices  # noqa: E402  the checkout, installed or not
from benchmarks.common import DATA, in_fresh_process, peak_megabytes, percentile, table  # noqa: E402
from benchmarks.noise import spoken, typo  # noqa: E402
from benchmarks.peers import MATCHERS, Judge  # noqa: E402

SETS = ("clinc150", "banking77", "hwu64", "snips")
SEED = 13
SECONDS = 40.0  # for the questions of one kind; a slow matcher answers a prefix, stated as n
LIMIT = 420.0  # for one process
GROWTH = (1_000, 10_000, 100_000)
Row = tuple[str, str]  # (intent, text)


def read(folder: Path, name: str, part: str) -> list[Row]:
    """The rows of one split."""
    lines = (folder / name / f"{part}.jsonl").read_text("utf-8").splitlines()
    return [(row["intent"], row["text"]) for row in map(json.loads, lines)]


def phrases(folder: Path, name: str, count: int | None, seed: int = SEED) -> list[Row]:
    """So many phrases of each intent; `None` for all."""
    of_intent: dict[str, list[str]] = defaultdict(list)
    for intent, text in read(folder, name, "train"):
        if intent != "oos":
            of_intent[intent].append(text)
    chance = random.Random(seed)
    chosen = {intent: chance.sample(texts, min(count or len(texts), len(texts))) for intent, texts in sorted(of_intent.items())}
    return [(intent, text) for intent, texts in chosen.items() for text in texts]


def questions(folder: Path, name: str, most: int | None) -> tuple[list[Row], list[Row]]:
    """Shuffled questions in scope, and those out of scope (intent '')."""
    known = [row for row in read(folder, name, "valid") if row[0] != "oos"]
    random.Random(SEED).shuffle(known)
    outside = [("", text) for part in ("valid", "train") for intent, text in read(folder, name, part) if intent == "oos"]
    return known[:most], outside


def grown(folder: Path, size: int) -> list[Row]:
    """Phrases of all sets together; when they run out, copies with a word dropped and typing slips."""
    rows = [(f"{name}/{intent}", text) for name in SETS for intent, text in phrases(folder, name, None)]
    chance = random.Random(SEED)
    chance.shuffle(rows)
    result = rows[:size]
    while len(result) < size:
        intent, text = rows[chance.randrange(len(rows))]
        words = text.split()
        if len(words) > 2:
            del words[chance.randrange(len(words))]
        result.append((intent, typo(" ".join(words), chance)))
    return result


# ---------------------------------------------------------------- inside the measured process


def asked(judge: Judge, rows: Sequence[Row], seconds: float) -> tuple[list[tuple[str, float]], list[float]]:
    """Answers and times, until the time is up."""
    answers, times = [], []
    end = time.perf_counter() + seconds
    for _, text in rows:
        start = time.perf_counter()
        answers.append(judge(text))
        now = time.perf_counter()
        times.append(now - start)
        if now > end:
            break
    return answers, times


def right(rows: Sequence[Row], answers: Sequence[tuple[str, float]]) -> float:
    """Percent of the answered questions that got their intent."""
    pairs = list(zip(rows, answers, strict=False))
    return 100 * sum(row[0] == answer[0] for row, answer in pairs) / len(pairs)


def worker(job: Mapping[str, Any]) -> dict[str, Any]:
    """Measure one matcher; the answer goes to standard output as JSON."""
    folder = Path(job["data"])
    rows = grown(folder, job["size"]) if "size" in job else phrases(folder, job["set"], job["phrases"])
    start = time.perf_counter()
    judge = MATCHERS[job["matcher"]][1](rows)
    result: dict[str, Any] = {"load": time.perf_counter() - start}
    if "size" in job:
        known = [row for name in SETS for row in questions(folder, name, job["most"])[0]]
        times = asked(judge, known, SECONDS)[1]
    else:
        known, outside = questions(folder, job["set"], job["most"])
        chance = random.Random(SEED)
        answers, times = asked(judge, known, SECONDS)
        result["clean"] = right(known, answers)
        result["n"] = len(answers)
        noises = {"typo": [(i, typo(t, chance)) for i, t in known], "asr": [(i, spoken(t)) for i, t in known]}
        result.update({name: right(spoiled, asked(judge, spoiled, SECONDS)[0]) for name, spoiled in noises.items()})
        if outside:
            result["rejecting"] = choices.rejecting(known, answers, asked(judge, outside, SECONDS)[0], SEED)
    result.update(median=1000 * percentile(times, 0.5), p99=1000 * percentile(times, 0.99), peak=peak_megabytes())
    return result


# ---------------------------------------------------------------- tables


def accuracy_row(title: str, found: Mapping[str, Any]) -> list[str]:
    if "failed" in found:
        return [title, found["failed"], *[""] * 7]
    shares = [f"{found[noise]:.1f}" for noise in ("clean", "typo", "asr")]
    return [title, *shares, f"{found['load']:.2f}", f"{found['median']:.2f}", f"{found['p99']:.2f}", f"{found['peak']:.0f}", str(found["n"])]


def rejecting_row(title: str, found: Mapping[str, Any]) -> list[str]:
    if "rejecting" not in found:
        return [title, found.get("failed", "-"), "", "", ""]
    return [title, *(f"{found['rejecting'][name]:.1f}" for name in ("auroc", "kept", "refused", "sum"))]


def compare(folder: Path, names: Sequence[str], sets: Sequence[str], count: int | None, most: int | None) -> None:
    for name in sets:
        results = {}
        for matcher in names:
            job = {"matcher": matcher, "set": name, "data": str(folder), "phrases": count, "most": most}
            results[MATCHERS[matcher][0]] = in_fresh_process(Path(__file__), job, LIMIT)
        print(f"\n{name}, {count or 'all'} phrases an intent\n")
        heads = ("matcher", "clean %", "typo %", "asr %", "load s", "median ms", "p99 ms", "peak MB", "n")
        print(table(heads, [accuracy_row(title, found) for title, found in results.items()]), flush=True)
        if name == "clinc150":
            print("\nclinc150, out of scope\n")
            columns = ("matcher", "AUROC", "in scope right after rejecting %", "out of scope refused %", "sum")
            print(table(columns, [rejecting_row(title, found) for title, found in results.items()]), flush=True)


def growth(folder: Path, names: Sequence[str], sizes: Sequence[int]) -> None:
    rows = []
    for matcher in names:
        cells = []
        for size in sizes:
            found = in_fresh_process(Path(__file__), {"matcher": matcher, "size": size, "data": str(folder), "most": 200}, LIMIT)
            cells.append(found.get("failed") or "{load:.2f}, {median:.2f}, {p99:.2f}, {peak:.0f}".format(**found))
        rows.append([MATCHERS[matcher][0], *cells])
    print("\nGrowth: load s, median ms, p99 ms, peak MB; the intents of all sets together\n")
    print(table(("matcher", *(f"{size:,} phrases" for size in sizes)), rows), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the intent sets; default: benchmarks/data")
    parser.add_argument("--phrases", default="10", help="phrases an intent, or 'all'")
    parser.add_argument("--quick", action="store_true", help="500 questions a set, two sets, growth to 10,000")
    parser.add_argument("--only", default=",".join(MATCHERS), help="matchers, by a comma: " + ", ".join(MATCHERS))
    parser.add_argument("--no-growth", action="store_true")
    parser.add_argument("--choose", choices=("training", "confidence"), help="try other settings and print what they are worth")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        print(json.dumps(worker(json.loads(options.worker))))
        return 0
    if not (options.data / "clinc150").is_dir():
        print(
            f"{options.data}: no intent sets here (clinc150, banking77, hwu64, snips as JSON Lines); name their folder with --data", file=sys.stderr
        )
        return 2
    count = None if options.phrases == "all" else int(options.phrases)
    if options.choose:
        sets = SETS if options.choose == "training" else SETS[:3]  # the seven intents of snips are far apart: no measure of doubt
        held = {name: (phrases(options.data, name, count), *questions(options.data, name, 1_000)) for name in sets}
        print(choices.training(held) if options.choose == "training" else choices.confidence(held))
        return 0
    names = options.only.split(",")
    compare(options.data, names, SETS[0::2] if options.quick else SETS, count, 500 if options.quick else None)
    if not options.no_growth:
        growth(options.data, [name for name in names if name != "hassil"], GROWTH[:2] if options.quick else GROWTH)
    return 0


if __name__ == "__main__":
    sys.exit(main())
