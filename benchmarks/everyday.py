"""False alarms beside a back ache: every ordinary question and command of the content with an ache around it, and chatty messages.

    python -m benchmarks.everyday [--seed N] [--show]

`--show` lists what raised an alarm, with its intent. A few of these name a sign and rightly do.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from assistant.commands import start  # noqa: E402  the checkout, installed or not
from assistant.content import load  # noqa: E402
from assistant.decide.state import Conversation  # noqa: E402
from assistant.engine import Engine  # noqa: E402
from assistant.reply import said  # noqa: E402
from benchmarks.common import table  # noqa: E402
from tests.safety import framed, together  # noqa: E402

Alarm = tuple[str, framed.Framed]  # the flag, the message


def alarms(engine: Engine, messages: Iterable[framed.Framed]) -> list[Alarm]:
    """The messages that got an urgent reply, each by itself."""
    told = ((message, said(engine, Conversation(), message.says)) for message in messages)
    return [(now.urgent, message) for message, (now, reply) in told if reply.answer.kind.value == "urgent"]


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    engine = start.engine(str(ROOT), "acupressure")
    groups = {
        f"ordinary wordings with a back ache around them, seed {asked.seed}": list(framed.messages(load(ROOT, "acupressure"), asked.seed)),
        "chatty messages about a back": [framed.Framed("chatty", text) for text in together.chatty()],
    }
    rows = []
    for what, messages in groups.items():
        wrong = alarms(engine, messages)
        rows.append((what, f"{len(wrong):,}/{len(messages):,}", f"{100 * len(wrong) / len(messages):.2f} %"))
        rows += [(f"  {flag}", str(count), "") for flag, count in Counter(flag for flag, _ in wrong).most_common()]
        if asked.show:
            print(*(f"{flag} {message.intent}: {message.says}" for flag, message in sorted(wrong)), sep="\n")
    print(table(("urgent replies to", "count", "share"), rows))


if __name__ == "__main__":
    main(sys.argv[1:])
