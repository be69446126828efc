"""An entry and something that may be so of it: is the one used for, found at, pressed with, held as long as the other?

Not here: when it is asked (clauses, clause_cases), and whether it is so (doing, questions).
"""

from __future__ import annotations

from assistant.decide import describing, lengths, polar, questions
from assistant.decide.naming import Named
from assistant.decide.readings import elliptic
from assistant.decide.state import Decision
from assistant.decide.view import ANCHORED, View, helped_with, intent_doing


def supposed(view: View, names: Named, focus: tuple[str, ...]) -> Decision | None:
    """An entry and a value of it, whatever the words between: is the one used for, or found at, the other? Is it held so long?"""
    doing = "helps" if helped_with(view.domain, (*names.values, *names.outside)) else "check"
    intent = lengths.asking(view, describing.meant(view, names, focus)) if names.minutes else intent_doing(view, doing)
    return questions.decide(view, intent, names, focus, ANCHORED) if intent else None


def asks_of_focus(view: View, names: Named, focus: tuple[str, ...]) -> bool:
    """'with fists?', 'thumbs again?': of what is talked about. 'the fist ones' are others, and so are 'the points for fists'."""
    values = [view.domain.values[v] for v in (*names.values, *names.outside)]
    attributes = [view.domain.attributes[value.attribute] for value in values]
    placed = len(focus) == 1 and polar.supposed(view) and all(a.describes for a in attributes)  # 'so on the calf'
    asking = bool(values) and (placed or all(a.asks for a in attributes))
    if not asking or names.entries or not 0 < len(focus) <= 2 or not elliptic(view):
        return False
    return not describing.headed(view, names) and not _narrowed(view, focus, {v.attribute for v in values})


def _narrowed(view: View, focus: tuple[str, ...], attributes: set[str]) -> bool:
    """Whether the last question has another answer for another value: 'and lying down?' after how hard to press."""
    before = view.domain.intents.get(view.talk.intent)
    told = [s for f in before.reply.facets for e in focus for s in view.domain.entries[e].facets.get(f, ())] if before else []
    return any(view.domain.values[when].attribute in attributes for statement in told for when in statement.when)
