"""Standard input and output as they are found: closed, in another encoding than UTF-8, or with bytes that are no text.

Nothing that comes in or goes out there may end a conversation. Not here: what the screen can do (terminal.abilities).
"""

from __future__ import annotations

import codecs
import io
import os
import sys

LETTERS = str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'", "–": "-", "—": "-", "…": "...", "→": ">"})
NAME = "nearest"  # the error handler for signs that an encoding does not have


def prepare(json: bool) -> None:
    """Make all three usable. `json`: what is written is for programs, and JSON is UTF-8 everywhere."""
    codecs.register_error(NAME, _nearest)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - as long as the process
        elif isinstance(stream, io.TextIOWrapper):
            encoding = "utf-8" if json and name == "stdout" else None
            stream.reconfigure(encoding=encoding, errors="replace" if name == "stdin" else NAME)


def fit(text: str, utf8: bool) -> str:
    """Text in the signs that a terminal can show.

    >>> fit("say “guide me” – 委中", False)
    'say "guide me" - ??'
    """
    return text if utf8 else text.translate(LETTERS).encode("ascii", "replace").decode("ascii")


def _nearest(error: UnicodeError) -> tuple[str | bytes, int]:
    """Write straight quotes for curly ones, and '?' for what has nothing like it."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return fit(error.object[error.start : error.end], False), error.end
