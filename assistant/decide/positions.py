"""Another position wished for in the middle of a session: 'can I do this sitting instead?', 'lying down, please'.

Not here: which entries can be done in it (plans), and what is said (respond.guided).
"""

from __future__ import annotations

from assistant.decide import course, plans
from assistant.decide.case import Case
from assistant.decide.naming import EXCLUDING
from assistant.decide.state import Guide
from assistant.decide.view import View, screening, wider
from assistant.understand.mentions import Mention
from assistant.understand.sentences import Clause

WISHING = "wishing"  # the group of words that make a wish of a position; some of them speak of another time:
LATER = "later"
FEW = 3  # words around a position that is all of what was said


def wished(case: Case) -> Guide | None:
    """The rest of a session in the one position that is wished for, where it is not done so already."""
    view = case.view
    session = view.talk.session
    grave = any(view.domain.conditions[seen.id].level == "caution" for seen in case.signs.conditions)
    if session is None or screening(view) or grave or any(m.kind == view.domain.subject for m in view.heard.mentions):
        return None
    mentions = _positions(view)
    values = tuple(dict.fromkeys(value for _, value in mentions))
    entries, now = plans.wished(view.domain, course.ahead(session))
    if len(values) != 1 or values[0] in now or not _is_wish(view, mentions[0][0]):
        return None
    return Guide(entries, values)


def _positions(view: View) -> list[tuple[Mention, str]]:
    """What is named that something could be guided in, and is not said not to be meant; a topic may have its name."""
    known = {value for entry in view.domain.entries.values() for plan in entry.plans for value in plan.when[:1]}
    meant = [m for m in view.heard.mentions if not m.cues & EXCLUDING]
    named = ((m, value) for m in meant for value in (m.id, *(ref.partition(":")[2] for ref in m.also)))
    return [(m, position) for m, value in named for position in wider(view.domain, value) & known]


def _is_wish(view: View, mention: Mention) -> bool:
    """Whether a position is wished for now, and not asked about: 'why lying?', 'can I sit up afterwards?'"""
    clause = next((clause for clause in view.heard.clauses if clause.start <= mention.start < clause.end), None)
    if clause is None:
        return False  # of a very long message not every clause is looked at
    words = _around(view, clause, mention)
    roles = view.domain.words.get(WISHING, {})
    if any(word in view.domain.words.get("question_words", {}) or roles.get(word) == LATER for word in words):
        return False
    corrected = any(scope.cue == "correction" and clause.start <= scope.said < clause.end for scope in view.heard.scopes)
    return corrected or len(words) <= FEW or any(word in roles for word in words)


def _around(view: View, clause: Clause, mention: Mention) -> list[str]:
    return [view.heard.tokens[i].text for i in range(clause.start, clause.end) if not mention.start <= i < mention.end]
