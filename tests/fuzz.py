"""The long run: random and mutated messages until the time or the count is over.

    python -m tests.fuzz --seconds 600 --count 100000 --seed 1
    python -m tests.fuzz --seed 1 --only 4711        one conversation again

Each conversation is decided by the seed and its number alone. Ends with 1 when a rule was broken or something crashed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections import Counter

from assistant.commands import start
from assistant.decide.state import Conversation
from assistant.engine import Engine, Said, Told, step
from tests import mutations, rules

MOST_TURNS = 8
BESIDE = 10  # every tenth conversation is held again beside another one
MOST_SHOWN = 20  # failures written out


def conversation(seed: int, number: int) -> tuple[list[str], list[rules.Item]]:
    """How its messages were made, and what happens in it."""
    chance = random.Random(f"{seed}:{number}")
    made, items = list[str](), list[rules.Item]()
    for _ in range(chance.randrange(1, MOST_TURNS + 1)):
        if chance.random() < 0.15:
            items.append((chance.randrange(4), chance.randrange(100)))
        else:
            how, text = mutations.message(chance)
            made.append(how.partition(",")[0])
            items.append(text)
    return made, ["guide me", "nothing applies", *items] if chance.random() < 0.2 else items


def wrong(engine: Engine, seed: int, number: int, items: list[rules.Item]) -> str:
    """What is wrong with a conversation, or nothing."""
    try:
        found = list(rules.broken(engine, items))
        if number % BESIDE == 0:
            found += rules.differing(engine, items, conversation(seed, number + 1)[1])
        return "; ".join(dict.fromkeys(found))
    except Exception:
        return traceback.format_exc(limit=-4)


class Run:
    """Counts of one run."""

    def __init__(self) -> None:
        self.made, self.kinds = Counter[str](), Counter[str]()
        self.messages = self.conversations = self.failures = 0
        self.slowest = (0.0, "")

    def hold(self, engine: Engine, seed: int, number: int, every: bool) -> None:
        """One conversation: its rules, and what it is told."""
        made, items = conversation(seed, number)
        self.made.update(made)
        self.messages += sum(isinstance(item, str) for item in items)
        self.conversations += 1
        trouble = wrong(engine, seed, number, items)
        if trouble:
            self.failures += 1
            if self.failures <= MOST_SHOWN or every:
                print(f"\nFAILED --seed {seed} --only {number}: {trouble}", *(f"  {item!r}"[:400] for item in items), sep="\n", flush=True)
        elif number % BESIDE == 1:
            self.measure(engine, items)

    def measure(self, engine: Engine, items: list[rules.Item]) -> None:
        """Kinds of replies and the slowest message, from a tenth of the conversations."""
        talk = Conversation()
        for item in items:
            happening = rules.event(item, talk)
            began = time.process_time()
            talk, effects = step(engine, talk, happening)
            taken = time.process_time() - began
            self.kinds.update(effect.answer.kind.value for effect in effects if isinstance(effect, Told) and isinstance(happening, Said))
            self.slowest = max(self.slowest, (taken, repr(item)[:100]))


def main() -> int:
    """Run, and say what was run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--count", type=int, default=100_000, help="messages")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="this conversation alone")
    options = parser.parse_args()
    engine = start.engine(None, "acupressure")
    run, began, number = Run(), time.monotonic(), options.only or 0
    while options.only is None and run.messages < options.count and time.monotonic() - began < options.seconds:
        run.hold(engine, options.seed, number, every=False)
        number += 1
    if options.only is not None:
        run.hold(engine, options.seed, number, every=True)
    told(run, options.seed, time.monotonic() - began)
    return 1 if run.failures else 0


def told(run: Run, seed: int, seconds: float) -> None:
    """What was run, and how it went."""
    print(f"{run.messages:,} messages in {run.conversations:,} conversations, seed {seed}, {seconds:.0f} s: {run.failures} failed")
    print("made by: " + ", ".join(f"{name} {count:,}" for name, count in run.made.most_common()))
    print("replies of a tenth of them: " + ", ".join(f"{kind} {count:,}" for kind, count in run.kinds.most_common()))
    print(f"slowest of these: {1000 * run.slowest[0]:.1f} ms of processor time for {run.slowest[1]}")


if __name__ == "__main__":
    sys.exit(main())
