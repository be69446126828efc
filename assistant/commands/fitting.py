"""What is written for people, fitted to their terminal; for files and other programs it stays as it is."""

from __future__ import annotations

import os
import sys

WIDEST = 100  # columns; longer lines are hard to read


def fitted(text: str, hanging: int = 0) -> str:
    """In lines as wide as the terminal, the second and all after it indented by so many blanks."""
    if not sys.stdout.isatty():
        return text
    from assistant.respond.wrapping import wrap

    width = min(os.get_terminal_size(sys.stdout.fileno()).columns, WIDEST) - 1
    lines = "\n".join(wrap(line, width - hanging) for line in text.split("\n"))
    return lines.replace("\n", "\n" + " " * hanging)
