"""Single signs that are moves while a session runs: keys on a drawn line, lines of one sign in plain text."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.decide.session import Move

# A letter may begin a word: it counts when nothing follows.
LETTERS: Mapping[str, Move] = {"n": Move.NEXT, "b": Move.BACK, "r": Move.REPEAT, "s": Move.STOP}

# These begin no word.
AT_ONCE: Mapping[str, Move] = {"+": Move.LONGER, "=": Move.LONGER, "-": Move.SHORTER}
WHERE = "?"
