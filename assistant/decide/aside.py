"""Clauses that ask nothing by themselves, whatever they resemble: answered at once, said in passing, or what is not meant.

Not here: what the clauses beside them ask (asked).
"""

from __future__ import annotations

from assistant.decide import naming, polar
from assistant.decide.view import SURE, View
from assistant.understand.sentences import Clause

LONGEST_ASIDE = 7  # words of 'none of the fist ones please'


def passed_over(view: View, clause: Clause) -> bool:
    """'chest pain? Never. Where is it?': what somebody asks themselves and denies is no question to us; nor is a word in passing."""
    return _in_passing(view, clause) or _denied_next(view, clause)


def _denied_next(view: View, clause: Clause) -> bool:
    asked = clause.end < len(view.heard.tokens) and view.heard.tokens[clause.end - 1].stop == "?"
    return asked and any(s.cue == "denied" and s.said == s.end == clause.end and s.start <= clause.start for s in view.heard.scopes)


def _in_passing(view: View, clause: Clause) -> bool:
    """'actually, where is it?': one word before what is asked, that names nothing and hardly resembles a question."""
    first = clause.candidates[0] if clause.candidates else None
    unsure = first is None or not (first.exact or first.confidence >= SURE)
    word = clause.end - clause.start == 1 and not clause.mentions and view.heard.tokens[clause.end - 1].stop != "?"
    return unsure and word and any(later.asks and later.start >= clause.end for later in view.heard.clauses)


def sets_aside(view: View, clause: Clause) -> bool:
    """'none of the fist ones please, which use the thumbs?': a clause that only says what is not meant, before one that asks."""
    aside = [scope for scope in view.heard.scopes if scope.cue in ("denied", *naming.EXCLUDING)]
    denied = bool(clause.mentions) and all(any(m.start < s.end and s.start < m.end for s in aside) for m in clause.mentions)
    said = clause.end - clause.start <= LONGEST_ASIDE and not polar.asks_by_word(view, clause)
    return denied and said and any(one.asks and one.start >= clause.end for one in view.heard.clauses)
