"""What is said of an animal: no matter of ours, unless something is asked beside it.

Not here: which words speak of animals (the cue of that name).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide.case import Case
from assistant.decide.naming import named
from assistant.decide.state import Chat, Decision
from assistant.decide.view import View, intent_of, says, surely, wants_again, words_of
from assistant.model import Kind, Reply
from assistant.understand.cues import Scope
from assistant.understand.sentences import Clause

LONGEST_NAMED = 3  # words of 'sorry, the cat'


def animals(case: Case) -> Decision | None:
    """'my dog limps, can I press his leg?': what an animal has is no matter of ours; 'the dog woke me. Where is it?' is a question."""
    view = case.view
    scopes = [scope for scope in view.heard.scopes if scope.cue == "animal"]
    if not scopes or case.signs.conditions or "outside_animal" not in view.domain.phrases:
        return None
    if any(_asks_apart(view, clause, [s.said for s in scopes]) for clause in view.heard.clauses):
        return None  # 'the cat sat on it! Who is that expert?'
    apart = (clause for clause in view.heard.clauses if not any(s.said < clause.end and clause.start < s.until for s in scopes))
    asked = any(clause.asks and surely(clause) for clause in apart)
    if view.talk.focus and asked and all(_only_named(view, scope) for scope in scopes):
        return None  # 'sorry, the cat. How long?'
    if wants_again(view):
        return None  # 'the dog was barking, what was that?'
    own = bool(named(view, view.heard.mentions).entries) or says(view, "own")
    of_it = any(s.start == s.end for s in scopes) or any(s.cue == "patient" for s in view.heard.scopes)
    return Chat("animals", "outside_animal", Kind.FALLBACK) if of_it or not own else None


def _only_named(view: View, scope: Scope) -> bool:
    """Whether an animal is only named, as what interrupts: but for small words nothing else is said before it in that clause, nor behind it."""
    tables = view.domain.words
    small = {word for group in ("fillers", "asides", "leads", "light") for word in tables.get(group, {})}
    clause = next((clause for clause in view.heard.clauses if clause.start < scope.until == clause.end), None)
    short = scope.until - scope.said <= LONGEST_NAMED
    return clause is not None and short and all(word in small for word in words_of(view, clause)[: max(scope.said - clause.start, 0)])


def _asks_apart(view: View, clause: Clause, places: Sequence[int]) -> bool:
    """Whether a clause surely asks something in which nothing of an animal is said."""
    sure = surely(clause)
    reply = intent_of(view, clause.candidates[0]).reply if sure else Reply()
    others = (scope.said for scope in view.heard.scopes if scope.cue in ("other", "patient"))  # 'on his leg' is the dog's
    beside = not any(clause.start <= place < clause.end for place in (*places, *others))
    mine = says(view, "own", clause.start, clause.end)
    return sure and clause.asks and beside and bool(reply.facets or reply.do) and bool(clause.mentions or reply.entry or mine)
