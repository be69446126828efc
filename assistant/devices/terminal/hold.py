"""The one line of a running session: what, which side, a bar, the seconds left, the breath. Redrawn in place; never printed in plain text."""

from __future__ import annotations

from math import ceil

from assistant.decide.session import Phase, Session
from assistant.model import Domain
from assistant.respond.marks import BREATH

BAR = 20  # signs
LEAST_BAR = 4
READY = "get ready"


def line(domain: Domain, session: Session | None, left: float, columns: int) -> str:
    """The line for this moment, never wider than the screen; '' when nothing runs."""
    if session is None:
        return ""
    if session.phase is Phase.TELLING and left > 0:
        return _fit([session.step.entry, session.step.side, "", f"{ceil(left - 0.05)} s", READY], 0, columns - 1)
    paused = session.phase is Phase.PAUSED and session.before is Phase.HOLDING
    if session.phase is not Phase.HOLDING and not paused:
        return ""
    total = max(session.step.seconds, session.remaining, left)
    seconds = ceil((session.remaining if paused else left) - 0.05)
    breath = "paused" if paused else _breath(domain, total - left)
    parts = [session.step.entry, session.step.side, "[]", f"{seconds} s", breath]
    return _fit(parts, 1 - seconds / total if total else 1.0, columns - 1)


def _breath(domain: Domain, elapsed: float) -> str:
    phrase = "breathe_out" if int(elapsed // BREATH) % 2 else "breathe_in"
    return domain.phrases[phrase][0].rstrip(".").lower() if phrase in domain.phrases else ""


def _fit(parts: list[str], done: float, columns: int) -> str:
    """The parts in a row; a narrow screen loses the bar, then the breath, then the side: the place and the seconds stay."""
    for kept in (parts, [*parts[:2], *parts[3:]], [*parts[:2], parts[3]], [parts[0], parts[3]], [parts[3]]):
        room = columns - len("  ".join(filter(None, kept)))
        if "[]" in kept and room >= LEAST_BAR:
            size = min(BAR, room)
            full = min(size, max(0, round(size * done)))
            kept = [f"[{'#' * full}{'.' * (size - full)}]" if part == "[]" else part for part in kept]
        elif "[]" in kept or room < 0:
            continue
        return "  ".join(filter(None, kept))
    return ""
