"""Commands for those who write content: test, coverage, sample, dev, new, import, export."""

from __future__ import annotations

import json
import queue
import sys
import threading
from argparse import Namespace
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from assistant.authoring import cases, coverage, dev, foreign, hassil_files, our_files, rasa, rasa_out, sample, scaffold, testing
from assistant.commands import start
from assistant.content.places import Place
from assistant.content.where import read
from assistant.errors import ContentMissing
from assistant.reply import said
from assistant.respond.phrases import Phrases


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


def coverage_command(options: Namespace) -> int:
    """`coverage`: what is missing, untested or never said."""
    root = start.content_root(options.content)
    engine = start.engine(options.content, options.domain)
    domain, places = read(root, options.domain)
    suite = cases.load(cases.found(root), domain, root)
    facts = root / "tests" / "facts.yaml"
    answered = coverage.facts(facts, root, engine) if facts.is_file() else coverage.Facts()
    results = tuple(testing.run(engine, suite.cases))
    subject = coverage.Subject(domain, places, suite, results, coverage.exercised(engine, suite), answered)
    found = tuple(coverage.findings(subject))
    if options.json:
        for finding in found:
            print(json.dumps({"kind": finding.kind, "message": finding.message, **_at(finding.place)}, ensure_ascii=False))
    else:
        print("\n".join(coverage.shown(found, options.all)))
    counts = Counter(finding.kind for finding in found)
    print(f"{len(found)} findings: {', '.join(f'{n} {kind}' for kind, n in counts.items()) or 'nothing is missing'}", file=sys.stderr)
    return 1 if found and options.strict else 0


def sample_command(options: Namespace) -> int:
    """`sample INTENT`: sentences it stands for."""
    root = start.sound(options.content, options.domain)
    for sentence in sample.sentences(read(root, options.domain)[0], options.intent, options.n, options.slots):
        print(json.dumps(sentence, ensure_ascii=False) if options.json else sentence)
    return 0


def new_command(options: Namespace) -> int:
    """`new NAME`: a subject that works at once."""
    into = Path(options.into or options.name)
    written = scaffold.create(options.name, into)
    print(f"{len(written)} files in {into}. Chat with it:\n    acupressure --content {into}\nThen read {into / 'README.md'}.")
    return 0


def dev_command(options: Namespace) -> int:
    """`dev`: chat while files are written."""
    desk = dev.Desk(start.content_root(options.content), options.domain)
    events: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_typed, args=(events,), daemon=True).start()
    print(Phrases(desk.engine.domain, {})("greeting"), flush=True)
    while True:
        news = desk.look()
        if news is not None:
            print("\n".join(news.lines), flush=True)
        try:
            line = events.get(timeout=options.every)
        except queue.Empty:
            continue
        if line is None:
            return 0
        desk.talk, told = said(desk.engine, desk.talk, line)
        print(told.answer.text, flush=True)


def _typed(events: queue.Queue[str | None]) -> None:
    for line in sys.stdin:
        events.put(line)
    events.put(None)


def import_command(options: Namespace) -> int:
    """`import rasa|hassil FILE...`: their content as content of ours."""
    paths = foreign.files(options.files)
    content = (rasa if options.form == "rasa" else hassil_files).carry(paths)
    into = Path(options.into)
    written = our_files.write(content, options.name, into)
    for left in content.left:
        print(left)
    phrases = sum(map(len, content.intents.values()))
    counts = f"{len(content.intents)} intents, {phrases} phrases, {sum(map(len, content.values.values()))} values, {len(content.dialogues)} dialogues"
    print(f"{len(written)} files in {into}: {counts}; {len(content.left)} things were not carried over", file=sys.stderr)
    return 0


def export_command(options: Namespace) -> int:
    """`export rasa`: our content as Rasa's training data."""
    root = start.sound(options.content, options.domain)
    left = rasa_out.write(*read(root, options.domain), Path(options.into), options.n)
    for one in left:
        print(one)
    print(f"nlu.yml, domain.yml and rules.yml in {options.into}; {len(left)} things were not carried over", file=sys.stderr)
    return 0
