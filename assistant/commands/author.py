"""Commands for those who write content: test, confuse, coverage, sample, dev, new, import, export."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from assistant.authoring import cases, report, testing
from assistant.authoring import confuse as confusing
from assistant.commands import start
from assistant.content.places import Place
from assistant.content.where import read
from assistant.errors import ContentMissing


def test_command(options: Namespace) -> int:
    """`test [FILE...]`: sentence and dialogue files; those of the content folder when none is named."""
    root = start.content_root(options.content)
    engine = start.engine(options.content, options.domain)
    paths = _test_files(options.files, root)
    if not paths:
        raise ContentMissing(f"no tests in {root / 'tests'}: write tests/sentences/NAME.yaml or tests/dialogues/NAME.yaml, or name a file")
    suite = cases.load(paths, engine.domain, root)
    results = list(testing.run(engine, suite.cases))
    for result in results:
        _tell(result, options.json)
    failed = sum(not result.passed for result in results)
    print(f"{len(results)} tests in {len(suite.files)} files, {failed} failed", file=sys.stderr)
    return 1 if failed else 0


def _test_files(named: Iterable[str], root: Path) -> tuple[Path, ...]:
    """The files named, folders standing for the files in them."""
    given = [Path(name) for name in named]
    if not given:
        return cases.found(root)
    return tuple(file for path in given for file in (sorted(path.glob("**/*.yaml")) if path.is_dir() else [path]))


def _at(place: Place) -> dict[str, str | int]:
    return {"path": place.path, "line": place.line, "column": place.column}


def _tell(result: testing.Result, as_json: bool) -> None:
    if as_json:
        row = {"test": result.name, "said": result.said, "passed": result.passed, "wrong": list(result.wrong), "talk": list(result.talk)}
        row |= _at(result.place)
        print(json.dumps(row, ensure_ascii=False))
    elif not result.passed:
        print(result.shown())


def confuse_command(options: Namespace) -> int:
    """`confuse`: which intents steal from each other."""
    root = start.content_root(options.content)
    start.engine(options.content, options.domain)  # tells every mistake there is
    domain, places = read(root, options.domain)
    found = confusing.confusions(domain, places)
    if options.html:
        Path(options.html).write_text(report.page(domain.title, found), encoding="utf-8")
    if options.json:
        print(json.dumps(_confused(found), ensure_ascii=False))
    else:
        print("\n".join(_confusions(found, options.all)))
    return 0


def _confused(found: confusing.Confusions) -> dict[str, object]:
    """The result for programs."""
    return {
        "phrases": len(found.judged),
        "right": round(found.right, 4),
        "stolen": [{"of": own, "by": by, "count": n} for own, by, n in found.stolen],
        "wrong": [
            {"text": o.text, "intent": o.intent, "found": o.found, "confidence": o.confidence, "remedy": remedy, **_at(o.place)}
            for o, remedy in found.worst
        ],
        "repeated": [{"text": r.text, "intent": r.intent, "also": list(r.others), **_at(r.place)} for r in found.repeated],
        "curve": [{"threshold": p.threshold, "answered": round(p.answered, 4), "right": round(p.right, 4)} for p in found.curve],
    }


def _confusions(found: confusing.Confusions, all_pairs: bool) -> list[str]:
    """The result for people: a table of pairs, the worst sentences, the price of refusing."""
    pairs = found.stolen if all_pairs else found.stolen[: confusing.PAIRS]
    width = max((len(own) for own, _, _ in pairs), default=0)
    lines = [f"{len(found.judged):,} phrases, each read as if it had not been written: {100 * found.right:.1f} % find their intent.", ""]
    lines += [f"  {own:{width}}  read as  {by}  {n} times" for own, by, n in pairs]
    lines += ["", f"The {len(found.worst)} worst sentences:"]
    for one, remedy in found.worst:
        lines.append(f"{one.place.path}:{one.place.line}: '{one.text}' of {one.intent} is read as {one.found} ({one.confidence:.2f})")
        lines.append(f"    {remedy}")
    if found.repeated:
        lines += ["", f"{len(found.repeated)} phrases say what others say already; the first is {_twice(found.repeated[0])}"]
    points = [p for p in found.curve if p.threshold in (0.0, 0.2, 0.4, 0.6, 0.8)]
    lines += ["", "threshold   answered   right among these"]
    lines += [f"     {p.threshold:.2f}     {100 * p.answered:5.1f} %            {100 * p.right:5.1f} %" for p in points]
    return lines


def _twice(one: confusing.Repeated) -> str:
    return f"'{one.text}' of {one.intent}, also in {', '.join(one.others)} ({one.place.path}:{one.place.line})"
