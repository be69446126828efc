"""The question of a tale: it is answered although it is not clear by itself, before what was only told.

'I take tablets for my heart. Is that a problem?', 'I sat all day. Can I do the knee one now?' Not here: clear questions (clauses).
"""

from __future__ import annotations

from assistant.decide import describing, naming, polar, questions
from assistant.decide.naming import Named, named
from assistant.decide.readings import ACTIONS, LIKELY, of_ours
from assistant.decide.state import Decision
from assistant.decide.view import ANCHORED, SURE, TIED, VERY_SURE, View, helped_with, intent_of
from assistant.understand.sentences import Clause

FAINT = 0.1  # a reading this sure is enough, where what it is about was just told


def told_before(view: View, clause: Clause, names: Named) -> Named:
    """'does it help with that?': what an entry may help with, told beside a question that points back to it."""
    back = any(scope.cue == "pointing_back" and clause.start <= scope.said < clause.end for scope in view.heard.scopes)
    entries = names.entries or describing.described(view, names)
    told = [m.id for other in view.heard.clauses if not other.asks for m in other.mentions if not m.cues & naming.EXCLUDING]
    helped = helped_with(view.domain, (v for v in dict.fromkeys(told) if v in view.domain.values))
    if not (back and polar.opens(view, clause) and len(entries) == 1 and helped and _may_help(view, clause)):
        return names
    return names if helped_with(view.domain, names.values) else names._replace(entries=entries, values=helped)


def _may_help(view: View, clause: Clause) -> bool:
    """Whether it may be asked if something helps, and nothing else is surely asked."""
    replies = {c.intent: intent_of(view, c).reply for c in clause.candidates}
    surely = [c for c in clause.candidates[:1] if c.confidence >= VERY_SURE]
    return any(replies[c.intent].do == "helps" and (not surely or c.confidence >= TIED) for c in clause.candidates)


def asked_last(view: View, focus: tuple[str, ...], ours: bool) -> Decision | None:
    """What the question asks; `ours`: something of the subject was told before it."""
    last = question(view)
    if last is None or len(view.heard.clauses) < 2:
        return None
    return _by_topic(view, last, focus) or _by_name(view, last, focus) or (_likely(view, last, focus) if ours else None)


def question(view: View) -> Clause | None:
    """The sentence with a question mark, the last of several, wherever in the tale it stands."""
    return next((clause for clause in reversed(view.heard.clauses) if view.heard.tokens[clause.end - 1].stop == "?"), None)


def _by_topic(view: View, clause: Clause, focus: tuple[str, ...]) -> Decision | None:
    """Of the readings of a question that points back, the one about a topic that was named before it."""
    topics = named(view, view.heard.mentions).others
    about = [c for c in clause.candidates if c.confidence >= FAINT and intent_of(view, c).reply.entry in topics]
    return questions.decide(view, intent_of(view, about[0]), named(view, clause.mentions), focus, SURE) if about else None


def _by_name(view: View, clause: Clause, focus: tuple[str, ...]) -> Decision | None:
    """What may be asked of the entry that a question names or describes."""
    names = named(view, clause.mentions)
    entries = names.entries or describing.described(view, names)
    if not entries or not of_ours(view, clause, names):
        return None
    readings = () if clause.bare else clause.candidates  # a name alone asks nothing of it
    asking = [c for c in readings if c.confidence >= LIKELY and (r := intent_of(view, c).reply).facets and not r.entry]
    plain = view.domain.intents[view.domain.kinds[view.domain.subject]["bare"]]
    return questions.decide(view, intent_of(view, asking[0]) if asking else plain, names, focus, ANCHORED)


def _likely(view: View, clause: Clause, focus: tuple[str, ...]) -> Decision | None:
    """What a question behind something of the subject most likely asks, with less certainty than one alone would need."""
    first = next((c for c in clause.candidates[:1] if c.confidence >= TIED), None)
    intent = intent_of(view, first) if first and not clause.foreign else None
    if intent is None or not (intent.reply.facets or intent.reply.do) or intent.reply.do in ACTIONS:
        return None
    return questions.decide(view, intent, named(view, clause.mentions), focus, ANCHORED)
