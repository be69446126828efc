"""One side alone: 'only the left', 'right foot, not left', 'skip the left one then', while a session goes through both.

Sides are what the plans of the content call them; the first word tells them apart. Not here: what becomes of the session (course).
"""

from __future__ import annotations

from collections.abc import Collection

from assistant.decide.readiness import WISHING, corrects
from assistant.decide.view import View, covered, sides

TAKING_BACK = frozenset(("excluded", "denied"))
NEAR = 3  # words behind 'skip' or 'not' in which the side stands: 'skip the left one then'


def kept(view: View, skips: bool) -> str:
    """The one side that is wished for, if any; `skips`: what is named is to be passed over."""
    tokens, words = view.heard.tokens, sides(view.domain)
    said = [place for place, token in enumerate(tokens) if token.text in words]
    if not said or any(token.stop == "?" for token in tokens):
        return ""
    if said == [0] and any(c.exact and view.domain.intents[c.intent].reply.move for clause in view.heard.clauses for c in clause.candidates):
        return ""  # 'right, go on'
    bare = _only_small(view, words)
    if not bare and not any(_of_something(view, place) for place in said):
        return ""  # 'only ten minutes left'
    gone = {tokens[place].text for place in said if skips or _taken_back(view, place)}
    left = {tokens[place].text for place in said} - gone or words - gone
    only = bare or corrects(view) or any(token.text in view.domain.words.get("alone", {}) for token in tokens)
    return next(iter(left)) if len(left) == 1 and (gone or only) else ""


def _of_something(view: View, place: int) -> bool:
    """'the left foot', 'the right one': whether what follows is what has sides."""
    following = view.heard.tokens[place + 1 : place + 2]
    heads = {
        *view.domain.words.get("heads", {}),
        *(word for entry in covered(view.domain) for plan in entry.plans for s in plan.sides for word in s.split()[1:]),
    }
    return any(token.text in heads for token in following) or any(m.start <= place + 1 < m.end for m in view.heard.mentions)


def _taken_back(view: View, place: int) -> bool:
    scopes = [scope for scope in view.heard.scopes if scope.cue in TAKING_BACK]
    return any(scope.start <= place < scope.end or scope.until <= place < scope.until + NEAR for scope in scopes)


def _only_small(view: View, words: Collection[str]) -> bool:
    """Whether nothing is said but the side: 'the right one', 'um, only right'."""
    wishing = {word for group in (*WISHING, "heads", "alone") for word in view.domain.words.get(group, {})}
    named_ = {place for mention in view.heard.mentions for place in range(mention.start, mention.end)}
    return all(token.text in wishing or token.text in words or place in named_ for place, token in enumerate(view.heard.tokens))
