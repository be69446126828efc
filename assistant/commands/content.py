"""Looking at content: the list of entries, what is understood of a text, what is wrong with the files."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any

from assistant.commands import start
from assistant.decide import ladder
from assistant.decide.safety import Seen
from assistant.decide.state import Conversation
from assistant.decide.view import View, covered
from assistant.engine import Engine
from assistant.understand import mentions, scorer
from assistant.understand.reader import Clause, Understood, read


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
    for entry in entries:
        summary = entry.facets.get("summary", entry.facets.get("location", ()))
        print(f"{entry.id:8}{entry.name:14}{summary[0].text if summary else ''}".rstrip())
    return 0


def check(options: Namespace) -> int:
    """`check`: every mistake in the content with its place."""
    from assistant.content import check as check_files

    report = check_files(start.content_root(options.content), options.domain)
    for problem in report.problems:
        print(_formatted(problem, "error", options.format))
    for warning in report.warnings:
        print(_formatted(warning, "warning", options.format))
    counts = ", ".join(f"{count:,} {what}" for what, count in report.counts.items())
    print(f"{len(report.problems)} errors, {len(report.warnings)} warnings: {counts}", file=sys.stderr)
    return 3 if report.problems else 1 if options.strict and report.warnings else 0


def _formatted(problem: Any, word: str, style: str) -> str:
    if style == "json":
        place = {"path": problem.path, "line": problem.line, "column": problem.column}
        return json.dumps({"level": word, **place, "message": problem.message}, ensure_ascii=False)
    if style == "github":
        return f"::{word} file={problem.path},line={problem.line},col={problem.column}::{problem.message}"
    return str(problem.shown(word))


def explain(options: Namespace) -> int:
    """`explain TEXT`: words, names, cues, candidates with what counted for them, and the rule that decided."""
    engine = start.engine(options.content, options.domain)
    text = " ".join(options.text)
    facts = explained(engine, text)
    if options.json:
        print(json.dumps(facts, ensure_ascii=False))
    else:
        print("\n".join(_tree(facts)))
    return 0


def explained(engine: Engine, text: str) -> dict[str, Any]:
    """Everything that led to a decision, as data."""
    heard = read(engine.grammar, text)
    view = View(engine.domain, Conversation(), heard)
    case = ladder.look(view)
    rule, decision = next(((rule.__name__, d) for rule in ladder.LADDER if (d := rule(case)) is not None), ("", None))
    return {
        "words": [token.text for token in heard.tokens],
        "repaired": [list(pair) for pair in heard.repaired],
        "unknown": list(heard.unknown),
        "mentions": [
            {"words": _words(heard, m.start, m.end), "kind": m.kind, "id": m.id, "how": m.how, "cues": sorted(m.cues)} for m in heard.mentions
        ],
        "cues": [{"cue": s.cue, "said": _words(heard, s.said, s.until), "over": _words(heard, s.start, s.end)} for s in heard.scopes],
        "signs": [{"words": _words(heard, h.start, h.end), "part": h.ref} for h in heard.signs],
        "flags": [_seen(heard, found) for found in (*case.signs.urgent, *case.signs.soon)],
        "conditions": [_seen(heard, found) for found in case.signs.conditions],
        "clauses": [_clause(engine, heard, clause) for clause in heard.clauses],
        "rule": rule,
        "decision": repr(decision),
    }


def _seen(heard: Understood, found: Seen) -> dict[str, Any]:
    return {"id": found.id, "words": [_words(heard, a, b) for a, b in found.spans], "cues": sorted(found.cues)}


def _words(heard: Understood, start_: int, end: int) -> str:
    return " ".join(token.text for token in heard.tokens[start_:end])


def _clause(engine: Engine, heard: Understood, clause: Clause) -> dict[str, Any]:
    mine = [m._replace(start=m.start - clause.start, end=m.end - clause.start) for m in clause.mentions]
    words = mentions.masked(heard.tokens[clause.start : clause.end], mine, engine.grammar.plain)
    return {
        "words": _words(heard, clause.start, clause.end),
        "candidates": [
            {
                "intent": c.intent,
                "confidence": round(c.confidence, 3),
                "exact": c.exact,
                "because": [[feature, weight] for feature, weight in scorer.because(engine.grammar.learned, words, c.intent)[:6]],
            }
            for c in clause.candidates
        ],
    }


def _tree(facts: dict[str, Any], depth: int = 0) -> list[str]:
    """Data as indented lines; what is empty is left out."""
    lines: list[str] = []
    pad = "  " * depth
    for key, value in facts.items():
        if value in ([], "", None):
            continue
        if isinstance(value, list) and isinstance(value[0], dict):
            lines.append(f"{pad}{key}")
            for item in value:
                inner = _tree(item, depth + 2)
                lines.append(f"{pad}  - {inner[0].strip()}")
                lines.extend(inner[1:])
        else:
            shown = ", ".join(" ".join(map(str, v)) if isinstance(v, list) else str(v) for v in value) if isinstance(value, list) else value
            lines.append(f"{pad}{key}: {shown}")
    return lines
