"""What this terminal can do. Its environment tells; the terminal itself is never asked, its answer could end up in what the person types."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from assistant.values import NamedTuple


class Abilities(NamedTuple):
    """What may be written to the terminal."""

    columns: int = 80
    rows: int = 24
    utf8: bool = True
    colour: bool = False
    plain: bool = False  # text and newlines only


def abilities(environment: Mapping[str, str], size: tuple[int, int], encoding: str, *, plain: bool, colour: bool = True) -> Abilities:
    """What may be written to the terminal, from what was asked for and what the environment says.

    >>> abilities({"TERM": "xterm", "NO_COLOR": "1"}, (80, 24), "utf-8", plain=False)
    Abilities(columns=80, rows=24, utf8=True, colour=False, plain=False)
    >>> abilities({"TERM": "dumb"}, (80, 24), "ascii", plain=False).plain
    True
    """
    bare = plain or wants_plain(environment) or is_dumb(environment)
    utf8 = encoding.lower().replace("-", "").startswith("utf")
    return Abilities(max(1, size[0]), max(1, size[1]), utf8, colour and not bare and not environment.get("NO_COLOR"), bare)


def wants_plain(environment: Mapping[str, str]) -> bool:
    """Whether ACUPRESSURE_PLAIN is set to anything but 0, as screen readers want it."""
    return environment.get("ACUPRESSURE_PLAIN", "") not in ("", "0")


def is_dumb(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Whether the terminal takes no escape codes, or says nothing of itself."""
    term = environment.get("TERM", "")
    return term in ("dumb", "unknown") or (not term and platform != "win32")
