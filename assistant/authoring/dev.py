"""Chat while writing: files are looked at, changed content is checked, loaded and tested, and the talk goes on with it.

Content with mistakes keeps the last good one in use. A changed test file is run by itself; changed content runs every test,
for a phrase of one intent may take those of another. Not here: the terminal (commands.author).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from assistant.authoring import cases, testing
from assistant.content import files, loader
from assistant.content.resting import resting
from assistant.decide.state import Conversation
from assistant.devices import second
from assistant.engine import Engine
from assistant.errors import AssistantError
from assistant.understand import building, grammar
from assistant.values import NamedTuple


class News(NamedTuple):
    """What came of a look at the files."""

    lines: tuple[str, ...]  # to be shown
    reloaded: bool = False


class Desk:
    """The content in use, and the state of the files it was read from."""

    def __init__(self, root: Path, name: str) -> None:
        self.root = root
        self.name = name
        self.talk = Conversation()
        self._seen = self._states()
        self._checked = ""
        self._index: Mapping[str, Any] = {}  # what of it still holds when content changes need not be made again
        self.engine = self._read()

    def look(self) -> News | None:
        """None when nothing has changed since the last look."""
        now = self._states()
        changed = sorted(path for path in {*now, *self._seen} if now.get(path) != self._seen.get(path))
        self._seen = now
        if not changed:
            return None
        tests = [path for path in changed if path.startswith("tests/")]
        head = f"changed: {', '.join(changed)}"
        if len(tests) == len(changed):
            return News((head, *self._tested([self.root / path for path in tests if path in now])))
        return self._reloaded(head)

    def _reloaded(self, head: str) -> News:
        try:
            engine = self._read()
        except (AssistantError, OSError) as error:  # a file may go away while it is read
            return News((head, str(error), "The last good content stays in use."))
        self.engine = engine
        kept = fits(engine, self.talk)
        if not kept:
            self.talk = Conversation()
        note = () if kept else ("What was talked about is no longer there; the talk begins anew.",)
        return News((head, "The new content is in use.", *note, *self._tested(list(cases.found(self.root)))), True)

    def _tested(self, paths: list[Path]) -> list[str]:
        """The failures, and how many tests there were."""
        try:
            suite = cases.load(paths, self.engine.domain, self.root)
        except AssistantError as error:
            return [str(error)]
        results = list(testing.run(self.engine, suite.cases))
        failed = [result for result in results if not result.passed]
        return [*(result.shown() for result in failed), f"{len(results)} tests, {len(failed)} failed"]

    def _read(self) -> Engine:
        with resting():
            domain, self._checked = loader.loaded(self.root, self.name, self._checked)
            with second.helped(building.much(domain)) as later:
                self._index = building.build(domain, self._index, later)
        return Engine(domain, grammar.load(domain, self._index))

    def _states(self) -> Mapping[str, tuple[int, int]]:
        """Every content and test file with its time and size."""
        states = {file.path: (file.changed, file.size) for file in files.files(self.root, self.name)}
        for path in cases.found(self.root):
            with suppress(FileNotFoundError):  # gone since it was found
                state = path.stat()
                states[str(path.relative_to(self.root))] = (state.st_mtime_ns, state.st_size)
        return states


def fits(engine: Engine, talk: Conversation) -> bool:
    """Whether everything a conversation remembers still exists."""
    domain = engine.domain
    steps = talk.session.steps if talk.session else ()
    entries = {*talk.focus, *talk.listed, *talk.visited, *(step.entry for step in steps)}
    if not entries <= set(domain.entries) or not {fact.condition for fact in talk.facts} <= set(domain.conditions):
        return False
    if any(step.plan >= len(domain.entries[step.entry].plans) for step in steps):
        return False
    intents = {talk.intent, *(talk.pending.options if talk.pending and talk.pending.kind == "meant" else ())} - {""}
    return intents <= set(domain.intents) and set(talk.values) <= set(domain.values) and not (talk.urgent and talk.urgent not in domain.flags)
