"""Lengths of time that are supposed: 'BL-23 for five minutes, right?', 'is ten minutes too long?'

Not here: how long a session or a hold is made (course, plans).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide.view import View, logic, marked, roles, says
from assistant.model import Intent, Reply

ROUGHLY = "roughly"  # words between 'I have' and the time
LEAST_SPARE, MOST_SPARE = 2, 60  # minutes; less is the length of a hold, and more is no haste


def supposes(view: View) -> bool:
    """Whether something is supposed, or asked so that yes or no is the answer."""
    polar = view.domain.words.get("polar", {})
    said = any(scope.cue == "supposed" for scope in view.heard.scopes)
    return said or any(clause.asks and view.heard.tokens[clause.start].text in polar for clause in view.heard.clauses)


def judged(view: View) -> bool:
    """'one minute is enough?': whether it is asked if an amount is right."""
    return view.heard.tokens[-1].stop == "?" and says(view, "amounts")


def asked_of(view: View) -> bool:
    """'that one: two minutes, five minutes?': an entry and lengths of time in a question ask for the right one."""
    named = any(mention.kind == view.domain.subject for mention in view.heard.mentions)
    return named and view.heard.tokens[-1].stop == "?"


def offered(view: View) -> bool:
    """'one minute, two, five? I mean the knee one': lengths to choose from, and nothing else is asked."""
    counted = [m.kind for m in view.heard.mentions if m.kind in ("minutes", "number")]
    asks = {*view.domain.words.get("question_words", {}), *view.domain.words.get("polar", {})}
    questioned = marked(view) and not any(token.text in asks for token in view.heard.tokens)
    return (questioned or _only_lengths(view)) and len(counted) > 1 and "minutes" in counted


def _only_lengths(view: View) -> bool:
    """'1 min or 5': nothing but lengths against each other."""
    inside = {place for m in view.heard.mentions for place in range(m.start, m.end)}
    between = [token.text for place, token in enumerate(view.heard.tokens) if place not in inside]
    against = logic(view, "against")
    return any(word in against for word in between) and all(word in against or word in view.domain.words.get("fillers", {}) for word in between)


def asking(view: View, entries: Sequence[str]) -> Intent | None:
    """The intent that asks how long something is done with these entries."""
    facets = [f for e in entries for f, told in view.domain.entries[e].facets.items() if any(s.seconds for s in told)]
    return next((i for i in view.domain.intents.values() if facets and i.reply.facets == (facets[0],) and not i.reply.entry), None)


def verdict(view: View, entries: Sequence[str], minutes: float, reply: Reply) -> str:
    """'yes' or 'no' to the length that is supposed, where a statement knows the right one."""
    known = [s.seconds for e in entries for f in reply.facets for s in view.domain.entries[e].facets.get(f, ()) if s.seconds]
    if not known or len({m.id for m in view.heard.mentions if m.kind == "minutes"}) > 1:
        return ""
    how = next(iter(roles(view, "amounts")), "")
    right = {
        "above": all(minutes * 60 > high for _, high in known),  # 'is that too long?'
        "below": all(minutes * 60 < low for low, _ in known),
        "least": any(minutes * 60 >= low for low, _ in known),  # 'is that enough?'
    }.get(how, any(low <= minutes * 60 <= high for low, high in known))
    return "yes" if right else "no"


def spare(view: View) -> float:
    """The minutes somebody says to have: 'I have got about five minutes'; 0 when none are spoken of."""
    having, small = view.domain.words.get("spare", {}), view.domain.words.get("fillers", {})
    for mention in (mention for mention in view.heard.mentions if mention.kind == "minutes"):
        before = [token.text for token in view.heard.tokens[: mention.start]]
        while before and (having.get(before[-1]) == ROUGHLY or before[-1] in small):
            before.pop()
        if before and having.get(before[-1]) == "" and LEAST_SPARE <= float(mention.id) <= MOST_SPARE:
            return float(mention.id)
    return 0
