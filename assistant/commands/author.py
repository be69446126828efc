"""Commands for those who write content: test, confuse, coverage, sample, dev, new, import, export."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from assistant.authoring import cases, testing
from assistant.commands import start
from assistant.errors import ContentMissing


def test(options: Namespace) -> int:
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


def _tell(result: testing.Result, as_json: bool) -> None:
    if as_json:
        place = {"path": result.place.path, "line": result.place.line, "column": result.place.column}
        row = {"test": result.name, "said": result.said, "passed": result.passed, "wrong": list(result.wrong), "talk": list(result.talk), **place}
        print(json.dumps(row, ensure_ascii=False))
    elif not result.passed:
        print(result.shown())
