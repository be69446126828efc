"""What adding up over messages does: harmless messages that alarm together, and emergencies told bit by bit that must.

    python -m benchmarks.joined [--show] [--triples N]

All ordered pairs of the everyday messages of tests/safety and a sample of triples. `--show` lists what was wrong.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from assistant.commands import start  # noqa: E402  the checkout, installed or not
from assistant.decide.state import Conversation  # noqa: E402
from assistant.engine import Engine  # noqa: E402
from assistant.reply import said  # noqa: E402
from benchmarks.common import table  # noqa: E402
from tests.safety import together  # noqa: E402

Wrong = tuple[str, tuple[str, ...]]  # the flag, what was said


def pairs(engine: Engine, messages: Sequence[str]) -> Iterator[Wrong | None]:
    """Every message after every other."""
    for first in messages:
        begun, told = said(engine, Conversation(), first)
        if told.answer.kind.value == "urgent":
            yield from (("alone", (first,)) for _ in messages[1:])
            continue
        for second in (other for other in messages if other != first):
            after, told = said(engine, begun, second)
            yield (after.urgent, (first, second)) if told.answer.kind.value == "urgent" else None


def triples(engine: Engine, messages: Sequence[str], many: int) -> Iterator[Wrong | None]:
    """Three messages drawn at random, one after the other."""
    drawn = random.Random(1)
    for _ in range(many):
        three = tuple(drawn.sample(messages, 3))
        yield next(((flag, three) for flag in together.alarms(engine, three)), None)


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--triples", type=int, default=5000)
    asked = parser.parse_args(arguments)
    engine = start.engine(str(ROOT), "acupressure")
    messages = together.everyday()
    rows = []
    for what, found in (("pairs", list(pairs(engine, messages))), ("triples", list(triples(engine, messages, asked.triples)))):
        wrong = [one for one in found if one]
        rows.append((f"{what} of {len(messages)} messages: alarm", f"{len(wrong):,}/{len(found):,}", f"{100 * len(wrong) / len(found):.2f} %"))
        rows += [(f"  {flag}", str(count), "") for flag, count in Counter(flag for flag, _ in wrong).most_common()] if asked.show else []
        if asked.show:
            print(*(f"{flag}: {' | '.join(texts)}" for flag, texts in wrong), sep="\n")
    for what, talks in (("as told", together.split()), ("with questions between", together.apart())):
        missed = [talk for talk in talks if not together.ends_urgent(engine, talk)]
        rows.append((f"emergencies told bit by bit, {what}: urgent", f"{len(talks) - len(missed):,}/{len(talks):,}", ""))
        if asked.show:
            print(*(f"MISSED {' | '.join(talk)}" for talk in missed), sep="\n")
    print(table(("what", "count", "share"), rows))


if __name__ == "__main__":
    main(sys.argv[1:])
