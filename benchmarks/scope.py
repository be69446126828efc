"""Whether the assistant keeps to its subject when asked about others, in questions nobody here wrote.

    python -m benchmarks.scope [--data DIR] [--examples N] [--no-urgent] [--after TEXT]

Asked are the questions in scope of the validation splits of banking77, hwu64 and clinc150, each in a conversation of its
own, new or (`--after`) begun with a question of ours. Told is the share that gets an answer, a caution or an urgent reply;
a kind refusal, small talk ("hello", "stop", "say that again") and a question back are right. clinc150's domain `small_talk`
is left out: an assistant that is asked who made it, or is thanked, answers, and does so rightly. Its figures stand below
the table.
Then every question of every split and set, snips and the out-of-scope ones too, for urgent replies.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.commands import start  # noqa: E402  the checkout, installed or not
from assistant.decide.state import Conversation  # noqa: E402
from assistant.engine import Engine  # noqa: E402
from assistant.reply import said  # noqa: E402
from benchmarks import intents  # noqa: E402
from benchmarks.common import DATA, table  # noqa: E402

# The intents of clinc150's own domain `small_talk` (domains.json of its repository).
SMALL_TALK = frozenset((
    "are_you_a_bot", "do_you_have_pets", "fun_fact", "goodbye", "greeting", "how_old_are_you", "meaning_of_life", "tell_joke", "thank_you",
    "what_are_your_hobbies", "what_can_i_ask_you", "what_is_your_name", "where_are_you_from", "who_do_you_work_for", "who_made_you",
))  # fmt: skip
SETS = ("banking77", "hwu64", "clinc150")
KINDS = ("answer", "caution", "urgent", "clarify", "fallback", "social", "control")
SPOKEN_TO = KINDS[:3]  # what only a question of our subject should get
BUDGET = 2.0  # percent


class Asked(NamedTuple):
    """A question and what became of it."""

    set_: str
    intent: str  # of the set
    text: str
    kind: str
    read: str  # the intent or the flag it was taken for


def ask(engine: Engine, name: str, rows: Sequence[intents.Row], begun: Conversation) -> list[Asked]:
    """Each question in a conversation of its own."""
    found = []
    for intent, text in rows:
        _, told = said(engine, begun, text)
        found.append(Asked(name, intent, text, told.answer.kind.value, told.answer.intent))
    return found


def share(asked: Sequence[Asked]) -> float:
    """Percent that was taken for our subject."""
    return 100 * sum(one.kind in SPOKEN_TO for one in asked) / max(1, len(asked))


def row(name: str, asked: Sequence[Asked]) -> list[str]:
    counts = Counter(one.kind for one in asked)
    return [name, f"{len(asked):,}", *(str(counts[kind]) for kind in KINDS), f"{share(asked):.2f}"]


def listed(asked: Sequence[Asked], examples: int) -> str:
    """What was wrongly taken for ours, by intent of the set, most first."""
    groups: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for one in asked:
        if one.kind in SPOKEN_TO:
            groups[one.set_, one.intent].append(one)
    lines = []
    for (name, intent), wrong in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])):
        lines.append(f"- {name}, {intent}: {len(wrong)}")
        lines += [f"  - {one.text!r} -> {one.kind}, {one.read or '-'}" for one in wrong[:examples]]
    return "\n".join(lines)


def scope(engine: Engine, data: Path, examples: int, begun: Conversation) -> float:
    """The table of the three sets; returns the share."""
    asked, talk = list[Asked](), list[Asked]()
    for name in SETS:
        for one in ask(engine, name, [row for row in intents.read(data, name, "valid") if row[0] != "oos"], begun):
            (talk if name == "clinc150" and one.intent in SMALL_TALK else asked).append(one)
    rows = [row(name, [one for one in asked if one.set_ == name]) for name in SETS]
    print("\n### Scope: questions about other subjects\n")
    print(table(("set", "n", *KINDS, "taken for ours %"), [*rows, row("all", asked)]))
    small = "; ".join(f"{kind} {count}" for kind, count in Counter(one.kind for one in talk).most_common())
    print(f"\nLeft out, clinc150's small talk ({len(SMALL_TALK)} intents, {len(talk)} questions): {small}.")
    print(f"\nBudget: {BUDGET:g} %: {'yes' if share(asked) <= BUDGET else 'no'}. What was taken for ours:\n")
    print(listed(asked, examples), flush=True)
    return share(asked)


def alarms(engine: Engine, data: Path, examples: int) -> None:
    """Urgent replies to everything there is."""
    rows = []
    found = list[Asked]()
    for name in intents.SETS:
        asked = [one for part in ("train", "valid") for one in ask(engine, name, intents.read(data, name, part), Conversation())]
        urgent = [one for one in asked if one.kind == "urgent"]
        rows.append([name, f"{len(asked):,}", str(len(urgent)), f"{10_000 * len(urgent) / len(asked):.2f}"])
        found += urgent
    total = sum(int(one[1].replace(",", "")) for one in rows)
    rows.append(["all", f"{total:,}", str(len(found)), f"{10_000 * len(found) / total:.2f}"])
    print("\n### Urgent replies to ordinary questions, all splits\n")
    print(table(("set", "n", "urgent", "per 10,000"), rows))
    print()
    print("\n".join(f"- {one.set_}, {one.intent}: {one.text!r} -> {one.read}" for one in found[: 10 * examples]), flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--data", type=Path, default=DATA, help="folder of the intent sets; default: benchmarks/data")
    parser.add_argument("--examples", type=int, default=3, help="shown of each intent")
    parser.add_argument("--after", default="", help="what was said before each question of the first table, such as 'where is BL-40'")
    parser.add_argument("--no-urgent", action="store_true", help="the first table only")
    options = parser.parse_args()
    if not (options.data / "clinc150").is_dir():
        print(f"{options.data}: no intent sets here; name their folder with --data", file=sys.stderr)
        return 2
    engine = start.engine(None, "acupressure")
    begun = said(engine, Conversation(), options.after)[0] if options.after else Conversation()
    found = scope(engine, options.data, options.examples, begun)
    if not options.no_urgent:
        alarms(engine, options.data, options.examples)
    return 0 if found <= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main())
