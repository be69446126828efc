"""What the assistant costs, and what the budget is. Ratios come from one run on one machine.

    python -m benchmarks.cost [--only start,prompt,load,turns,growth,memory] [--quick] [--ptpython PYTHON]

Prints Markdown tables. `--ptpython` names a Python that has ptpython (the extra `bench`); without it this one is tried.
Times are given on the clock and as processor time: on a busy machine the second says more. Processes run with their
modules compiled (PYTHONDONTWRITEBYTECODE is taken out of their environment), as they do after the first start.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.decide.state import Conversation
    from assistant.engine import Engine
    from assistant.model import Domain

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks import intents  # noqa: E402  the checkout, installed or not
from benchmarks.common import DATA, in_fresh_process, peak_megabytes, percentile, table  # noqa: E402
from benchmarks.processes import best, environment, in_turns, middle, own_processor, processor, resident, spend, until_shown  # noqa: E402

Timed = tuple[float, float]  # seconds on the clock, seconds of processor time
SECTIONS = ("start", "prompt", "load", "turns", "growth", "memory")
QUESTION = "where is BL-40"
LIMIT = 1_800.0  # seconds for one process
PROMPT, OTHERS_PROMPT = b">", b">>>"
ASK_BUDGET, LOAD_BUDGET, COMPILE_BUDGET, MEDIAN_BUDGET, P99_BUDGET, GROWTH_BUDGET, MEMORY_BUDGET = 5.0, 15.0, 1_000.0, 1.0, 5.0, 2.0, 60.0


def held(value: float, budget: float) -> str:
    """Whether a figure is within its budget."""
    return "yes" if value <= budget else "no"


# ---------------------------------------------------------------- whole processes


def start(folder: Path, times: int) -> None:
    """`ask` beside a bare interpreter, with its cache and without."""
    python, env = sys.executable, environment(folder)
    ask = [python, "-m", "assistant", "ask", QUESTION]
    imports = [python, "-c", "import assistant.commands.talk"]
    spend(ask, env, folder)  # fills the cache, and the compiled modules
    runs = {
        "`python -c pass`": lambda: spend([python, "-c", "pass"], env, folder),
        "its imports alone": lambda: spend(imports, env, folder),
        "`ask`, warm cache": lambda: spend(ask, env, folder),
    }
    found = in_turns(runs, times)
    cold = environment(folder, ACUPRESSURE_CACHE="/dev/null/none")  # a folder that cannot be written: compiled each time
    found["`ask`, no cache"] = [spend(ask, cold, folder) for _ in range(3)]
    bare = found["`python -c pass`"]
    rows = [
        [
            name,
            f"{1000 * best(spent):.1f}",
            f"{1000 * middle(spent):.1f}",
            f"{1000 * processor(spent):.1f}",
            f"{best(spent) / best(bare):.1f}",
            f"{middle(spent) / middle(bare):.1f}",
            f"{max(one.peak for one in spent):.0f}",
            str(len(spent)),
        ]
        for name, spent in found.items()
    ]
    print("\n### Start of `ask`\n")
    heads = ("process", "best ms", "median ms", "processor ms", "best ratio", "median ratio", "peak MB", "n")
    print(table(heads, rows))
    ratio = middle(found["`ask`, warm cache"]) / middle(bare)
    print(f"\nBudget: {ASK_BUDGET:g} times a bare interpreter; it is {ratio:.1f} times: {held(ratio, ASK_BUDGET)}.", flush=True)


def prompt(folder: Path, times: int, other: str) -> None:
    """The first prompt of a chat beside ptpython's."""
    env = environment(folder, TERM="xterm-256color", NO_COLOR="")
    ours = [sys.executable, "-m", "assistant", "chat"]
    spend([sys.executable, "-m", "assistant", "ask", QUESTION], env, folder)
    runs = {
        "`acupressure`, first words": lambda: until_shown(ours, b"acupressure", env),
        "`acupressure`, prompt": lambda: until_shown(ours, PROMPT, env),
    }
    there = subprocess.run([other, "-c", "import ptpython"], capture_output=True, check=False).returncode == 0
    if there:
        runs["`ptpython`, prompt"] = lambda: until_shown([other, "-m", "ptpython"], OTHERS_PROMPT, env)
    found = in_turns(runs, times)
    figures = {name: (best(spent), middle(spent), processor(spent)) for name, spent in found.items()}
    rows = [[name, *(f"{1000 * value:.0f}" for value in values), str(times)] for name, values in figures.items()]
    print("\n### First prompt\n")
    print(table(("what appears", "best ms", "median ms", "processor ms at the end", "n"), rows))
    if there:
        ratio = middle(found["`acupressure`, prompt"]) / middle(found["`ptpython`, prompt"])
        print(f"\nBudget: below ptpython's; it is {ratio:.2f} of it: {held(ratio, 1)}.", flush=True)
    else:
        print(f"\n{other} has no ptpython: install the extra `bench`, or name another Python with --ptpython.", flush=True)


# ---------------------------------------------------------------- inside a process of its own


def texts(data: Path, most: int) -> list[str]:
    """Messages of all kinds: questions of the tests, signs and harmless ones, and what people say to other assistants."""
    from tests import mutations

    others = [text for name in intents.SETS if (data / name).is_dir() for _, text in intents.read(data, name, "valid")]
    chance = random.Random(intents.SEED)
    chance.shuffle(others)
    return [*mutations.questions(), *mutations.worries(), *others[:most]]


def work_load(job: Mapping[str, Any]) -> dict[str, Any]:
    """Seconds to a ready engine, from the cache or from the files, and to its first answer: what is read in parts is paid for there.

    `learnt` names a compiled content that is used as the one which a wheel carries.
    """
    from assistant.content import cache, cached
    from assistant.decide.state import Conversation
    from assistant.engine import Engine
    from assistant.reply import said
    from assistant.understand import grammar

    steps: dict[str, float] = {}
    if job["learnt"]:
        cache.learnt = lambda name: str(job["learnt"])

    def index(domain: Domain, before: Mapping[str, Any]) -> dict[str, Any]:
        begun = time.perf_counter()
        tables = grammar.build(domain, before)
        steps["index"] = time.perf_counter() - begun
        return tables

    clock, used = time.perf_counter(), own_processor()
    compiled = cached(ROOT, "acupressure", job["cache"] or None, index)
    steps["read"] = time.perf_counter() - clock - steps.get("index", 0)
    before = time.perf_counter()
    engine = Engine(compiled.domain, grammar.load(compiled.domain, compiled.matcher))
    steps["ready"] = time.perf_counter() - before
    done = {**steps, "all": time.perf_counter() - clock, "processor": own_processor() - used, "peak": peak_megabytes()}
    before = time.perf_counter()
    said(engine, Conversation(), QUESTION)
    return {**done, "answer": time.perf_counter() - before}


def work_turns(job: Mapping[str, Any]) -> dict[str, Any]:
    """Times of single messages, each in a conversation of its own, then in one that goes on."""
    from assistant.commands import start as starting
    from assistant.decide.state import Conversation

    engine = starting.engine(None, "acupressure")
    found: dict[str, Any] = {}
    said = texts(Path(job["data"]), job["most"])
    for name in ("fresh", "going on"):
        talk, times = Conversation(), list[Timed]()
        for text in said:
            talk, taken = _timed(engine, talk, text)
            times.append(taken)
            talk = talk if name == "going on" and not talk.urgent else Conversation()
        found[name] = _times(times)
    found["long"] = _times([_timed(engine, Conversation(), (text + " ") * (5_000 // len(text)))[1] for text in said[:200]])
    found["endless"] = _times([_timed(engine, Conversation(), text.replace(" ", "") * (5_000 // len(text)))[1] for text in said[:200]])
    return found


def _times(times: Sequence[Timed]) -> dict[str, float]:
    """Milliseconds on the clock, and of processor time."""
    clock, used = [one[0] for one in times], [one[1] for one in times]
    on_clock = {"median": percentile(clock, 0.5), "p99": percentile(clock, 0.99), "most": max(clock)}
    in_use = {"cpu median": percentile(used, 0.5), "cpu p99": percentile(used, 0.99)}
    return {name: 1000 * value for name, value in (on_clock | in_use).items()} | {"n": len(times)}


def _timed(engine: Engine, talk: Conversation, text: str) -> tuple[Conversation, Timed]:
    """The conversation after a message, and what the message took."""
    from assistant.reply import said

    clock, used = time.perf_counter(), time.thread_time()
    after, _ = said(engine, talk, text)
    return after, (time.perf_counter() - clock, time.thread_time() - used)


def work_growth(job: Mapping[str, Any]) -> dict[str, Any]:
    """The same subject with phrases of other people's intents in the place of its own."""
    from assistant.content import load
    from assistant.decide.state import Conversation
    from assistant.engine import Engine
    from assistant.model import Intent, Reply
    from assistant.understand import grammar

    data = Path(job["data"])
    says: dict[str, list[str]] = {}
    for intent, text in intents.grown(data, job["size"]):
        says.setdefault(intent, []).append(" ".join(re.findall(r"[a-z]+|[0-9]+", text.lower())) or "nothing")
    real = load(ROOT, "acupressure")
    made = {id_: Intent(id_, id_, Reply(say="help"), says=tuple(wordings), anchor=False) for id_, wordings in says.items()}
    begun = time.perf_counter()
    tables = grammar.build(real._replace(intents=made), {})
    built = time.perf_counter() - begun
    engine = Engine(real._replace(intents={**real.intents, **made}), grammar.load(real, tables))
    asked = [text for name in intents.SETS for _, text in intents.questions(data, name, 150)[0]]
    for text in asked[:50]:
        _timed(engine, Conversation(), text)
    return _times([_timed(engine, Conversation(), text)[1] for text in asked]) | {"built": built, "peak": peak_megabytes()}


WORK = {"load": work_load, "turns": work_turns, "growth": work_growth}


def fresh(what: str, **job: Any) -> dict[str, Any]:
    """One piece of work in a process of its own."""
    found = in_fresh_process(Path(__file__), {"work": what, **job}, LIMIT)
    if "failed" in found:
        raise SystemExit(f"{what}: {found['failed']}")
    return found


# ---------------------------------------------------------------- tables


def load(folder: Path, times: int) -> None:
    """From the cache, from the files with what a wheel carries, and from the files alone."""
    from assistant.content.cache import place_of

    cache = str(folder / "cache")
    jobs = (
        ("from the cache", {"cache": cache, "learnt": ""}, LOAD_BUDGET, times),
        ("from YAML, learnt before", {"cache": "", "learnt": place_of("content", ROOT, "acupressure", cache)}, COMPILE_BUDGET, times),
        ("from YAML", {"cache": "", "learnt": ""}, COMPILE_BUDGET, max(2, times // 3)),
    )
    rows, told = [], []
    for name, job, budget, runs in jobs:
        found = [fresh("load", **job) for _ in range(runs)]
        least = min(found, key=lambda one: float(one["processor"]))
        cells = [f"{1000 * least[step]:.1f}" if step in least else "-" for step in ("read", "index", "ready", "all", "processor", "answer")]
        middling = f"{1000 * percentile([one['all'] for one in found], 0.5):.1f}"
        rows.append([name, *cells, middling, f"{max(one['peak'] for one in found):.0f}", str(len(found))])
        told.append(f"{name} {budget:,g} ms: {held(1000 * least['processor'], budget)}")
    print("\n### Load, imports left out: milliseconds of the best run\n")
    print(table(("", "read", "index made", "index ready", "all", "processor", "first answer", "median of all", "peak MB", "n"), rows))
    print(f"\nBudget, by processor time: {'; '.join(told)}.", flush=True)


def turns(data: Path, quick: bool) -> None:
    """One message and its answer."""
    found = fresh("turns", data=str(data), most=500 if quick else 5_000)
    names = {"fresh": "first message", "going on": "in a conversation that goes on", "long": "5,000 characters", "endless": "5,000 without a blank"}
    columns = ("median", "p99", "most", "cpu median", "cpu p99")
    rows = [[name, *(f"{found[key][column]:.2f}" for column in columns), f"{found[key]['n']:,}"] for key, name in names.items()]
    print("\n### One turn, full content: milliseconds\n")
    print(table(("message", "median", "p99", "most", "processor median", "processor p99", "n"), rows))
    median, p99 = found["going on"]["cpu median"], found["going on"]["cpu p99"]
    kept = f"median {MEDIAN_BUDGET:g} ms: {held(median, MEDIAN_BUDGET)}; p99 {P99_BUDGET:g} ms: {held(p99, P99_BUDGET)}"
    print(f"\nBudget, by processor time in a conversation that goes on: {kept}.", flush=True)


def growth(data: Path, quick: bool) -> None:
    """The same turn with more and more phrases."""
    sizes = (1_000, 10_000) if quick else (1_000, 10_000, 100_000)
    rows, medians = [], []
    for size in sizes:
        one = fresh("growth", data=str(data), size=size)
        medians.append(one["cpu median"])
        columns = ("median", "p99", "cpu median", "cpu p99")
        rows.append([f"{size:,}", *(f"{one[name]:.2f}" for name in columns), f"{one['built']:.1f}", f"{one['peak']:.0f}", f"{one['n']:,}"])
    print("\n### Growth: phrases of the public intent sets in the place of our own\n")
    print(table(("phrases", "median ms", "p99 ms", "processor median", "processor p99", "index made s", "peak MB", "n"), rows))
    ratio = medians[-1] / medians[0]
    kept = held(ratio, GROWTH_BUDGET)
    print(f"\nBudget: {GROWTH_BUDGET:g} times the median at {sizes[0]:,}; at {sizes[-1]:,} it is {ratio:.2f} times: {kept}.", flush=True)


def memory(folder: Path, data: Path, quick: bool) -> None:
    """What `chat --json` holds while many people talk to it."""
    count, people = (5_000, 1_000) if quick else (100_000, 10_000)
    marks = [count // 100, count // 20, count // 4, count // 2, count]
    spend([sys.executable, "-m", "assistant", "ask", QUESTION], environment(folder), folder)
    rows, holds = [], []
    begun = time.perf_counter()
    for done, megabytes in _held(folder, texts(data, 2_000), people, marks):
        holds.append(megabytes)
        rows.append([f"{done:,}", f"{min(done, people):,}", f"{megabytes:.1f}", f"{time.perf_counter() - begun:.0f}"])
    print("\n### Memory of `chat --json`\n")
    print(table(("turns", "conversations at most", "MB held", "after s"), rows))
    kept, grown = held(max(holds), MEMORY_BUDGET), holds[-1] - holds[2]
    print(f"\nBudget: {MEMORY_BUDGET:g} MB: {kept}; from {marks[2]:,} turns to the end it grew by {grown:.1f} MB.", flush=True)


def _held(folder: Path, said: Sequence[str], people: int, marks: Sequence[int]) -> Iterator[tuple[int, float]]:
    """(turns, megabytes) at every mark; one request at a time, as a program talks."""
    command = [sys.executable, "-m", "assistant", "chat", "--json"]
    chance = random.Random(intents.SEED)
    with subprocess.Popen(command, env=environment(folder), cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as chat:
        assert chat.stdin and chat.stdout
        for done in range(1, marks[-1] + 1):
            line = json.dumps({"conversation": str(chance.randrange(people)), "text": said[chance.randrange(len(said))]})
            chat.stdin.write(line.encode() + b"\n")
            chat.stdin.flush()
            if b'"reply"' not in chat.stdout.readline():
                raise SystemExit(f"no reply to {line}")
            if done in marks:
                yield done, resident(chat.pid)
        chat.stdin.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--only", default=",".join(SECTIONS), help="sections, by a comma: " + ", ".join(SECTIONS))
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the intent sets; default: benchmarks/data")
    parser.add_argument("--quick", action="store_true", help="fewer runs, and growth to 10,000 phrases")
    parser.add_argument("--ptpython", default=sys.executable, metavar="PYTHON", help="a Python that has ptpython")
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        job = json.loads(options.worker)
        print(json.dumps(WORK[job["work"]](job)))
        return 0
    times = 5 if options.quick else 15
    with tempfile.TemporaryDirectory(prefix="acupressure-cost-") as name:
        folder = Path(name)
        tables = {
            "start": lambda: start(folder, times),
            "prompt": lambda: prompt(folder, times, options.ptpython),
            "load": lambda: load(folder, times),
            "turns": lambda: turns(options.data, options.quick),
            "growth": lambda: growth(options.data, options.quick),
            "memory": lambda: memory(folder, options.data, options.quick),
        }
        for section in options.only.split(","):
            tables[section]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
