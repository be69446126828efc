"""One message before the ladder: what is seen of it, and the signs it shows. Not here: the rules (ladder)."""

from __future__ import annotations

from collections.abc import Callable

from assistant.decide import safety
from assistant.decide.safety import Signs
from assistant.decide.state import Decision
from assistant.decide.view import View
from assistant.values import NamedTuple


class Case(NamedTuple):
    """A message, the talk it belongs to, and its signs."""

    view: View
    signs: Signs


Rule = Callable[[Case], Decision | None]


def look(view: View) -> Case:
    """A message with the signs it shows; what it takes back no longer counts, from this message on."""
    signs = safety.signs(view)
    if not signs.withdrawn:
        return Case(view, signs)
    facts = tuple(fact for fact in view.talk.facts if fact.condition not in signs.withdrawn)
    return Case(view._replace(talk=view.talk._replace(facts=facts)), signs)
