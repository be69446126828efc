"""The command `confuse`: the work, and its result for people and for programs. Not here: what is confused (authoring/confuse)."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.authoring import beside
from assistant.commands import start
from assistant.content import cache_folder

if TYPE_CHECKING:
    from assistant.authoring.confuse import Confusions, Repeated

PAIRS = 15  # pairs of intents told


def confuse_command(options: Namespace) -> int:
    """`confuse`: which intents steal from each other."""
    root = start.content_root(options.content)
    with beside.resting(), beside.shared(root, options.domain, cache_folder()) as shared:
        from assistant.authoring import confuse, report  # with numpy: the second process has begun

        try:
            domain, places = shared.read()
            found = confuse.confusions(domain, places, shared.work)
        except Exception:
            shared.checked()  # what went wrong is a mistake in the files, if there is one
            raise
        shared.checked()
    if options.html:
        Path(options.html).write_text(report.page(domain.title, found), encoding="utf-8")
    if options.json:
        print(json.dumps(_confused(found), ensure_ascii=False))
    else:
        print("\n".join(_confusions(found, options.all)))
    return 0


def _confused(found: Confusions) -> dict[str, object]:
    """The result for programs."""
    return {
        "phrases": len(found.judged),
        "right": round(found.right, 4),
        "answered": round(found.answered, 4),
        "lost": found.lost,
        "stolen": [{"of": pair.own, "by": pair.by, "count": pair.times, "alike": pair.alike} for pair in found.stolen],
        "wrong": [
            {"text": o.text, "intent": o.intent, "found": o.found, "confidence": o.confidence, "remedy": remedy, **o.place._asdict()}
            for o, remedy in found.worst
        ],
        "repeated": [{"text": r.text, "intent": r.intent, "also": list(r.others), **r.place._asdict()} for r in found.repeated],
        "curve": [{"threshold": p.threshold, "answered": round(p.answered, 4), "right": round(p.right, 4)} for p in found.curve],
    }


def _confusions(found: Confusions, all_pairs: bool) -> list[str]:
    """The result for people: a table of pairs, the worst sentences, the price of refusing."""
    pairs = found.stolen if all_pairs else found.stolen[:PAIRS]
    width = max((len(pair.own) for pair in pairs), default=0)
    told = f"{100 * found.right:.1f} % find their intent, {100 * found.answered:.1f} % what it tells"
    lost = f"; {found.lost:,} have no word in common with others" if found.lost else ""
    lines = [f"{len(found.judged):,} phrases, each read as if it had not been written: {told}{lost}.", ""]
    lines += [f"  {p.own:{width}}  read as  {p.by}  {p.times} x{', which tells the same' if p.alike else ''}" for p in pairs]
    lines += ["", f"The {len(found.worst)} worst sentences:"]
    for one, remedy in found.worst:
        lines.append(f"{one.place.path}:{one.place.line}: '{one.text}' of {one.intent} is read as {one.found} ({one.confidence:.2f})")
        lines.append(f"    {remedy}")
    if found.repeated:
        lines += ["", f"Said by others already: {len(found.repeated):,}; the first is {_twice(found.repeated[0])}"]
    points = [p for p in found.curve if p.threshold in (0.0, 0.2, 0.4, 0.6, 0.8)]
    lines += ["", "threshold   answered   right among these"]
    lines += [f"     {p.threshold:.2f}     {100 * p.answered:5.1f} %            {100 * p.right:5.1f} %" for p in points]
    return lines


def _twice(one: Repeated) -> str:
    return f"'{one.text}' of {one.intent}, also in {', '.join(one.others)} ({one.place.path}:{one.place.line})"
