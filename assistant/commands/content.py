"""Looking at content: the list of entries, what is understood of a text, what is wrong with the files."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from pathlib import Path

from assistant.authoring import explain as explaining
from assistant.commands import start
from assistant.commands.fitting import fitted
from assistant.decide.view import covered
from assistant.errors import Problem


def points(options: Namespace) -> int:
    """`points`: the entries the subject covers, one a line."""
    engine = start.engine(options.content, options.domain)
    entries = covered(engine.domain)
    if options.json:
        for entry in entries:
            location = entry.facets.get("location", ())
            row = {"id": entry.id, "name": entry.name, "say": entry.say, "location": location[0].text if location else ""}
            print(json.dumps(row, ensure_ascii=False))
        return 0
    ids, names = (max((len(text) for text in some), default=0) for some in ([e.id for e in entries], [e.name for e in entries]))
    for entry in entries:
        told = entry.facets.get("location", entry.facets.get("summary", ()))  # the summary says its names once more
        place = fitted(told[0].text if told else "", ids + names + 4)
        print(f"{entry.id:{ids}}  {entry.name:{names}}  {place}".rstrip())
    return 0


def check(options: Namespace) -> int:
    """`check`: every mistake in the content with its place."""
    from assistant.content import check as check_files

    root = start.content_root(options.content)
    report = check_files(root, options.domain)
    problems = (*report.problems, *_drawings(root, options.domain))
    for problem in problems:
        print(_formatted(problem, "error", options.format))
    for warning in report.warnings:
        print(_formatted(warning, "warning", options.format))
    found = (("errors", len(problems)), ("warnings", len(report.warnings)))
    told = [", ".join(_counted(count, what) for what, count in counts) for counts in (found, report.counts.items())]
    print(": ".join(told), file=sys.stderr)
    return 3 if problems else 1 if options.strict and report.warnings else 0


def _counted(count: int, what: str) -> str:
    """'1 entry', '2 entries'."""
    one = what[:-3] + "y" if what.endswith("ies") else what[:-1]
    return f"{count:,} {what if count != 1 else one}"


def _drawings(root: Path, domain: str) -> tuple[Problem, ...]:
    """Mistakes in drawings, named like those of other files; only now is it known that they are wanted."""
    from assistant.devices import pictures

    folder = root / "knowledge" / domain / "figures"
    return tuple(problem._replace(path=Path(problem.path).relative_to(root).as_posix()) for problem in pictures.broken(folder))


def _formatted(problem: Problem, word: str, style: str) -> str:
    if style == "json":
        place = {"path": problem.path, "line": problem.line, "column": problem.column}
        return json.dumps({"level": word, **place, "message": problem.message}, ensure_ascii=False)
    if style == "github":
        return f"::{word} file={problem.path},line={problem.line},col={problem.column}::{problem.message}"
    return problem.shown(word)


def explain(options: Namespace) -> int:
    """`explain TEXT`: words, names, cues, candidates with what counted for them, and the rule that decided."""
    facts = explaining.explained(start.engine(options.content, options.domain), " ".join(options.text))
    print(json.dumps(facts, ensure_ascii=False) if options.json else "\n".join(explaining.tree(facts)))
    return 0
