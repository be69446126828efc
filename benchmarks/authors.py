"""What authors wait for: check and confuse on 2,000, the shipped and 30,000 phrases, and what so many cost a turn.

    python -m benchmarks.authors [--phrases 30000]

The small content is the shipped one with the first phrases of each intent only, the large one the shipped one with further
intents, their phrases made of its own words. Every time is of the whole command in a process of its own: of the processor, with
the second process where there is one, and of the clock; a busy machine shows in the second. `confuse` is run with an empty cache,
after a phrase was written, and with the content compiled.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

from assistant import content
from assistant.content.where import read
from assistant.decide.state import Conversation
from assistant.engine import Engine, Said, step
from assistant.understand import grammar
from benchmarks.common import ROOT, percentile, table

NAME = "acupressure"
SEED = 20
SMALL = 2_000  # phrases
PHRASES_AN_INTENT = 50
QUESTIONS = (
    *("where is bl 40", "how long do i hold weizhong", "what helps a stiff back", "and how often", "guide me through bl-60", "stop"),
    *("is bl-23 on the foot", "compare bl-23 and bl-52", "who says that", "what is the capital of peru", "wich point is good for siting all day"),
)
WRITTEN = 'written:\n  about: made up\n  reply: {do: overview}\n  slots: [point]\n  says: ["now what is it with {point}"]\n'


def command(root: Path, cache: Path, *words: str) -> tuple[str, str]:
    """What a command prints, and its seconds of the processor and of the clock."""
    clock, before = time.perf_counter(), os.times()
    line = [sys.executable, "-m", "assistant", "--content", str(root), *words]
    done = subprocess.run(line, cwd=ROOT, env=os.environ | {"ACUPRESSURE_CACHE": str(cache)}, capture_output=True, text=True, check=True)
    clock, after = time.perf_counter() - clock, os.times()
    processor = sum(after[2:4]) - sum(before[2:4])  # of processes that have ended, and of theirs
    return done.stdout, f"{processor:.1f} / {clock:.1f}"


def grown(folder: Path, phrases: int) -> Path:
    """A copy of the shipped content with so many phrases."""
    for part in content.files.FOLDERS:
        for layer in ("common", NAME):
            shutil.copytree(ROOT / part / layer, folder / part / layer)
    domain, _ = read(ROOT, NAME)
    have = sum(len(intent.says) for intent in domain.intents.values())
    words = sorted({word for intent in domain.intents.values() for text in intent.says for word in text.split() if word.isalpha() and word.islower()})
    chance = random.Random(SEED)
    lines: list[str] = []
    for number in range(max(0, phrases - have)):
        if number % PHRASES_AN_INTENT == 0:
            lines += [f"made_{number // PHRASES_AN_INTENT}:", "  about: made up", "  reply: {do: overview}", "  slots: [point]", "  says:"]
        lines.append(f'    - "{number} {" ".join(chance.sample(words, chance.randint(3, 7)))} {{point}}"')
    if lines:
        (folder / "intents" / NAME / "made.yaml").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def shrunk(folder: Path, phrases: int) -> Path:
    """A copy of the shipped content with about so many phrases: the first of every intent."""
    grown(folder, 0)
    files = [path for layer in ("common", NAME) for path in sorted((folder / "intents" / layer).glob("**/*.yaml"))]
    blocks = {path: yaml.safe_load(path.read_text("utf-8")) for path in files}
    intents = [block for some in blocks.values() for id_, block in some.items() if id_ != "rules"]
    for block in intents:
        block["says"] = block["says"][: max(1, round(phrases / len(intents)))]
    for path, some in blocks.items():
        path.write_text(yaml.safe_dump(some, allow_unicode=True), "utf-8")
    return folder


def turn(engine: Engine) -> float:
    """Median milliseconds of the processor for a turn."""
    times = []
    for _ in range(30):
        talk = Conversation()
        for text in QUESTIONS:
            start = time.process_time()
            talk, _ = step(engine, talk, Said(text))
            times.append(1000 * (time.process_time() - start))
    return percentile(times, 0.5)


def measured(root: Path, cache: Path) -> list[str]:
    """One row of the table."""
    _, check = command(root, cache, "check")
    told, first = command(root, cache, "confuse", "--json")
    (root / "intents" / NAME / "written.yaml").write_text(WRITTEN, "utf-8")
    _, again = command(root, cache, "confuse", "--json")
    domain, matcher = content.cached(root, NAME, cache, grammar.build)
    _, compiled = command(root, cache, "confuse", "--json")
    count = sum(len(intent.says) for intent in read(root, NAME)[0].intents.values())
    right, cost = 100 * json.loads(told)["right"], turn(Engine(domain, grammar.load(domain, matcher)))
    return [f"{count:,}", str(len(domain.intents)), check, first, again, compiled, f"{right:.1f}", f"{cost:.2f}"]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--phrases", type=int, default=30_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small, shipped = shrunk(Path(folder, "small"), SMALL), grown(Path(folder, "shipped"), 0)
        large = grown(Path(folder, "large"), options.phrases)
        rows = [measured(root, Path(folder, "cache")) for root in (small, shipped, large)]
    confused = ("confuse s, at first", "after a change", "compiled")
    heads = ("phrases", "intents", "check s (processor / clock)", *confused, "right when left out %", "median turn ms")
    print(table(heads, rows))
    print(f"\na turn costs {float(rows[2][-1]) / float(rows[0][-1]):.2f} times as much with the large content as with the small")
    return 0


if __name__ == "__main__":
    sys.exit(main())
