"""What can go wrong and be said in a sentence.

    AssistantError
    ├── ContentBroken    content files with mistakes: all of them, with their places
    ├── ContentMissing   no such subject, or no content at all
    ├── WrongUse         what was asked for can not be done like that: a bad name, a folder in use
    └── VoiceMissing     a voice or a sound device was demanded and there is none

Everything else is a mistake of the program and may show a traceback.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.values import NamedTuple


class Problem(NamedTuple):
    """One mistake in a content file: where, what, and the remedy inside the message."""

    path: str  # relative to the content root
    line: int  # from 1
    column: int  # from 1; 0: the whole file
    message: str
    source: str = ""  # the line as written

    def __str__(self) -> str:
        """As a person reads it: `file:line:column: error: message`, the line, a caret."""
        return self.shown("error")

    def shown(self, word: str) -> str:
        """The same as an error or as a warning."""
        head = f"{self.path}:{self.line}:{self.column}: {word}: {self.message}"
        if not self.source or not self.column:
            return head
        margin = "".join(sign if sign == "\t" else " " for sign in self.source[: self.column - 1])
        return f"{head}\n    {self.source}\n    {margin}^"


class Report(NamedTuple):
    """What `acupressure check` tells."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    counts: Mapping[str, int]


class AssistantError(Exception):
    """Anything that is told in words, without a traceback."""


class ContentBroken(AssistantError):
    """Content files hold mistakes; `problems` has every one."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class ContentMissing(AssistantError):
    """There is no such content; the message names what there is."""


class WrongUse(AssistantError):
    """It can not be done like that; the message says how it can."""


class VoiceMissing(AssistantError):
    """A voice was demanded and cannot be had; the message says what would mend it."""
