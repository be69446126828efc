"""What it saves to keep wordings as a minimal automaton instead of a list (docs/adr/0004-automaton.md).

    python -m benchmarks.automaton

The wordings are the parts of signs, the largest table there is. The list is every wording written out, in a dict by its
stems, as one would do without an automaton; it is looked through by starting a row of stems at every word.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assistant.content import load  # noqa: E402  the checkout, installed or not
from assistant.expanding import expand  # noqa: E402
from assistant.model import Domain  # noqa: E402
from assistant.templates import parse, tokens  # noqa: E402
from assistant.understand import automaton, lexicon  # noqa: E402
from assistant.understand.stems import stem  # noqa: E402
from benchmarks.common import percentile, table  # noqa: E402

MOST = 4_000  # wordings of one template, as the loader allows


def form(text: str) -> tuple[str, ...]:
    """A piece of a template as stems."""
    return tuple(map(stem, tokens(text)))


def templates_of(domain: Domain) -> list[tuple[str, str]]:
    """(template, part) of every part of a sign."""
    return [(wording, part) for part, wordings in domain.parts.items() for wording in wordings]


def written_out(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Every wording and the parts it belongs to."""
    flat: dict[str, list[str]] = {}
    for template, part in pairs:
        for wording in expand(parse(template), {}, MOST):
            parts = flat.setdefault(" ".join(map(stem, wording)), [])
            if part not in parts:
                parts.append(part)
    return flat


def look_through(flat: Mapping[str, Sequence[str]], longest: int, stems: Sequence[str]) -> list[tuple[int, int, str]]:
    """What the list finds in a message."""
    return [
        (begin, end, part)
        for begin in range(len(stems))
        for end in range(begin + 1, min(len(stems), begin + longest) + 1)
        for part in flat.get(" ".join(stems[begin:end]), ())
    ]


def main() -> int:
    pairs = templates_of(load(ROOT, "acupressure"))
    begun = time.process_time()
    data = automaton.build(((parse(text), part) for text, part in pairs), form)
    built = time.process_time() - begun
    begun = time.process_time()
    flat = written_out(pairs)
    spread = time.process_time() - begun
    longest = max(wording.count(" ") + 1 for wording in flat)
    from tests import mutations

    messages = [tuple(map(stem, text.lower().split())) for text in (*mutations.questions(), *mutations.worries())]
    walked = lexicon.load(lexicon.written(data))
    different = sum({tuple(hit) for hit in lexicon.find(walked, m)} != set(look_through(flat, longest, m)) for m in messages)
    sizes = [len(json.dumps(form_, ensure_ascii=False, separators=(",", ":")).encode()) for form_ in (data, flat)]
    finding = [_timed(lambda m: lexicon.find(walked, m), messages), _timed(lambda m: look_through(flat, longest, m), messages)]
    reading = [_read(form_) for form_ in (data, flat)]
    print(f"\n{len(pairs):,} templates, {len(flat):,} different wordings, {len(messages):,} messages; {different} of them found differently\n")
    rows = [
        ["automaton", f"{len(data):,} nodes", *_cells(sizes[0], built, reading[0], finding[0])],
        ["written out", f"{len(flat):,} wordings", *_cells(sizes[1], spread, reading[1], finding[1])],
    ]
    print(table(("kept as", "", "JSON kB", "made s", "read ms", "a message median ms", "p99 ms"), rows))
    return 0


def _cells(size: int, made: float, read: float, found: tuple[float, float]) -> list[str]:
    return [f"{size / 1000:,.0f}", f"{made:.2f}", f"{1000 * read:.1f}", f"{1000 * found[0]:.3f}", f"{1000 * found[1]:.3f}"]


def _timed(find: object, messages: Sequence[tuple[str, ...]]) -> tuple[float, float]:
    """(median, p99) seconds of a message, after each was met once."""
    assert callable(find)
    for message in messages:
        find(message)
    times = []
    for message in messages:
        begun = time.perf_counter()
        find(message)
        times.append(time.perf_counter() - begun)
    return percentile(times, 0.5), percentile(times, 0.99)


def _read(data: object) -> float:
    """Seconds to read it from JSON, best of five."""
    text = json.dumps(data, ensure_ascii=False)
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        json.loads(text)
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    sys.exit(main())
