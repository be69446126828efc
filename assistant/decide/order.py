"""The order of a routine: what comes after an entry, and what before it.

'what comes after the knee one?', 'and after that?': the next part of the routine that was told of, else of the longest that has it.
Not here: a session's next step (course).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide.describing import described
from assistant.decide.naming import Named, by_number
from assistant.decide.state import Decision, Tell
from assistant.decide.talked import counted_among
from assistant.decide.view import View
from assistant.model import Intent, Reply

FOLLOWS, PRECEDES = "follows", "precedes"


def follows(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """What comes after what is named or talked of."""
    return _beside(view, intent, names, focus, 1)


def precedes(view: View, intent: Intent, names: Named, focus: Sequence[str]) -> Decision:
    """What comes before it."""
    return _beside(view, intent, names, focus, -1)


def told_of(view: View) -> bool:
    """Whether the order is talked about: then 'and then?' asks what comes next in it."""
    told, listed = view.talk.told, view.talk.listed
    counts_off = len(listed) > 1 and any(listed == entry.parts for entry in view.domain.entries.values())
    return isinstance(told, Tell) and (told.reply.do in (FOLLOWS, PRECEDES) or bool(_routine(view, told)) or counts_off)


def counted_off(view: View) -> bool:
    """Whether one was chosen from a list that is the order of a routine: 'the third. And the one before that?'"""
    return bool(counted_among(view))


def _beside(view: View, intent: Intent, names: Named, focus: Sequence[str], step: int) -> Tell:
    entry = next(reversed(names.entries or by_number(view, names.numbers)[:1] or described(view, names) or tuple(focus)), "")
    parts = _parts(view, entry)
    if not parts:
        otherwise = intent.otherwise or Reply(do="list")
        return Tell(intent.id, otherwise, (otherwise.entry or view.domain.general,), general=True)
    place = parts.index(entry) + step
    beside = parts[place] if 0 <= place < len(parts) else entry
    return Tell(intent.id, Reply(do=PRECEDES if step < 0 else FOLLOWS), (beside,), what=entry)


def _parts(view: View, entry: str) -> tuple[str, ...]:
    """The routine an entry is part of: the one that was told of, else the longest."""
    told = view.talk.told
    parts = _routine(view, told) if isinstance(told, Tell) else ()
    every = sorted((one.parts for one in view.domain.entries.values() if entry in one.parts), key=len, reverse=True)
    return parts if entry in parts else next(iter(every), ())


def _routine(view: View, told: Tell) -> tuple[str, ...]:
    return next((view.domain.entries[e].parts for e in told.entries if view.domain.entries[e].parts), ())
