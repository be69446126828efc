"""The last question again: of another entry, narrowed otherwise, or both questions that were asked at once.

Not here: which words ask for that (acts, bare, pointing).
"""

from __future__ import annotations

from assistant.decide import limits, questions
from assistant.decide.naming import Named
from assistant.decide.state import Decision, Several, Tell
from assistant.decide.view import View
from assistant.model import Intent, Reply


def question(view: View, entries: tuple[str, ...], names: Named) -> Decision | None:
    """The last question again, of other entries or narrowed otherwise; of two that were asked at once, both."""
    before = view.domain.intents.get(view.talk.intent)
    if before is None:
        return None
    if names.codes and not names.entries:  # 'and ST 36?' is no question about what was talked of before
        return limits.unknown_code(view, names, before.id)
    first = [view.domain.intents[intent] for intent in _asked_at_once(view)]
    decisions = [decision for intent in (*first, before) if (decision := _asked_again(view, intent, entries, names))]
    return Several(tuple(decisions)) if len(decisions) > 1 else next(iter(decisions), None)


def _asked_again(view: View, before: Intent, entries: tuple[str, ...], names: Named) -> Decision | None:
    """One question again."""
    values = names.values or _kept_values(view, names)
    if before.reply.do == "compare" and len(entries) == 1:
        return Tell(before.id, Reply(do="overview"), entries)  # one of those that were compared
    if before.reply.do in ("recommend", "list") and not names.entries:
        entries = ()
    decision = questions.decide(view, before, names._replace(entries=entries, values=values), entries, 1.0)
    return decision._replace(values=values or decision.values) if isinstance(decision, Tell) else decision


def _asked_at_once(view: View) -> tuple[str, ...]:
    """What was asked in one breath with the last question, and of the same: 'where is that one and how long do I press it?'"""
    told = view.talk.told.parts if isinstance(view.talk.told, Several) else ()
    tells = [part for part in told if isinstance(part, Tell) and part.reply.facets and not (part.reply.entry or part.general)]
    of_one = len(tells) == len(told) and len({tell.entries for tell in tells}) == 1
    return tuple(tell.intent for tell in tells if tell.intent != view.talk.intent) if of_one else ()


def _kept_values(view: View, names: Named) -> tuple[str, ...]:
    """What the last question was narrowed by, but for what is asked instead of it: 'and for headaches?' is not about stiffness."""
    instead = {view.domain.values[v].attribute for v in names.outside}
    return tuple(v for v in view.talk.values if view.domain.values[v].attribute not in instead)
