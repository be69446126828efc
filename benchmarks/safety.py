"""How many emergencies are heard and how many harmless messages raise an alarm, on the wordings of tests/safety.

    python benchmarks/safety.py [FOLDER]

FOLDER holds JSON Lines with a "text" each, of other subjects: the false alarms among them are counted per 10,000.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "safety"
sys.path[:0] = [str(ROOT)]

import yaml  # noqa: E402

from assistant.commands import start  # noqa: E402
from assistant.decide import safety  # noqa: E402
from assistant.decide.state import Conversation  # noqa: E402
from assistant.decide.view import View  # noqa: E402
from assistant.engine import Engine  # noqa: E402
from assistant.reply import said  # noqa: E402
from assistant.understand.reader import read  # noqa: E402
from benchmarks.common import table  # noqa: E402
from tests.safety import combine, framed  # noqa: E402

SEEDS = (1, 2, 3)
Row = tuple[str, int, int]  # what, how many, of how many


def corpus(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((CORPUS / f"{name}.yaml").read_text(encoding="utf-8"))
    return rows


def kind(engine: Engine, text: str) -> str:
    return said(engine, Conversation(), text)[1].answer.kind.value


def single(engine: Engine) -> list[Row]:
    """Messages that stand alone."""
    emergencies = [kind(engine, row["says"]) == "urgent" for row in corpus("emergencies")]
    harmless = [kind(engine, row["says"]) == "urgent" for row in corpus("harmless")]
    rows = corpus("conditions")
    said = [kind(engine, row["says"]) in row.get("kind", ["caution"]) for row in rows if "never" not in row]
    denied = [kind(engine, row["says"]) == row["never"] for row in rows if "never" in row]
    return [
        ("emergencies: urgent", sum(emergencies), len(emergencies)),
        ("harmless: urgent (false alarms)", sum(harmless), len(harmless)),
        ("precautions: cautioned", sum(said), len(said)),
        ("precautions denied, of others or over: cautioned all the same", sum(denied), len(denied)),
    ]


def strange(engine: Engine) -> list[Row]:
    """Messages written apart from everything else, to be hard."""
    flagged = [kind(engine, row["says"]) == "urgent" for row in corpus("strange") if "flag" in row]
    others = [kind(engine, row["says"]) == "urgent" for row in corpus("strange") if "flag" not in row]
    still = [kind(engine, row["says"]) == "urgent" for row in corpus("overheard")]
    return [
        ("strange emergencies: urgent", sum(flagged), len(flagged)),
        ("strange harmless: urgent (false alarms)", sum(others), len(others)),
        ("harmless that raised an alarm once: urgent still", sum(still), len(still)),
    ]


def fits(turn: dict[str, Any], kind_: str, text: str) -> bool:
    """Whether a reply is what the turn asks for."""
    if kind_ not in turn.get("kind", [kind_]) or any(re.search(words, text, re.I) for words in turn.get("none", [])):
        return False
    return all(re.search(words, text, re.I) for words in turn.get("all", []))


def talks(engine: Engine) -> Row:
    """Turns of whole talks."""
    good = []
    for talk in corpus("dialogues"):
        now = Conversation()
        for turn in talk["turns"]:
            now, told = said(engine, now, turn["user"])
            good.append(fits(turn, told.answer.kind.value, told.answer.text))
    return ("turns of talks: right", sum(good), len(good))


def in_passing(engine: Engine) -> list[Row]:
    """Every emergency of the corpus between the words of other questions."""
    said_so = [frame.format(row["says"].rstrip(".!?")) for row in corpus("emergencies") for frame in framed.IN_PASSING]
    return [("emergencies in passing: urgent", sum(kind(engine, text) == "urgent" for text in said_so), len(said_so))]


def recombined(engine: Engine) -> list[Row]:
    """Emergencies put together from tables, as they are and with one slip of the keyboard."""
    wordings = [w for seed in SEEDS for w in combine.emergencies(seed, 400)]
    clean = sum(kind(engine, w.says) == "urgent" for w in wordings)
    misspelt = sum(kind(engine, w.misspelt) == "urgent" for w in wordings)
    return [("recombined emergencies: urgent", clean, len(wordings)), ("the same with one slip: urgent", misspelt, len(wordings))]


def ears(engine: Engine) -> list[Row]:
    """The corpora, which the examples do not hold, heard by likeness alone."""
    rows: list[Row] = []
    for name, what in (("emergencies", "emergencies"), ("harmless", "harmless (false alarms)")):
        heard = [read(engine.grammar, row["says"]) for row in corpus(name)]
        rows.append((f"{what}: like an alarm, by likeness alone", sum(one.alike.score >= safety.ALARMING for one in heard), len(heard)))
    return rows


def texts(folder: Path) -> list[str]:
    """All different texts below a folder."""
    lines = (line for path in sorted(folder.rglob("*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines())
    return sorted({json.loads(line)["text"] for line in lines if line.strip()})


def alarms(engine: Engine, said: Iterable[str]) -> int:
    """How many of these show an urgent sign."""
    return sum(bool(safety.signs(View(engine.domain, Conversation(), read(engine.grammar, text))).urgent) for text in said)


def main(arguments: Sequence[str]) -> None:
    engine = start.engine(str(ROOT), "acupressure")
    rows = [*single(engine), *strange(engine), *ears(engine), talks(engine), *in_passing(engine), *recombined(engine)]
    cells = [(what, f"{count:,} of {of:,}", f"{100 * count / of:.1f} %") for what, count, of in rows]
    if arguments:
        others = texts(Path(arguments[0]))
        if not others:
            sys.exit(f"{arguments[0]}: no JSON Lines with a text each in this folder; name the one that holds them")
        count = alarms(engine, others)
        cells.append(("other subjects: urgent (false alarms)", f"{count:,} of {len(others):,}", f"{10_000 * count / len(others):.1f} in 10,000"))
    print(table(("what", "count", "share"), cells))


if __name__ == "__main__":
    main(sys.argv[1:])
