"""An entry told of at a place where it is not: that is put right, whatever else is asked.

'I press the foot one in the crease of the ankle, did I do it wrong?': whoever goes on presses the wrong place. What puts it right is a
statement about a value that the entry does not have, or where it is, if a sentence says outright that it is elsewhere.
Not here: what is asked (clauses).
"""

from __future__ import annotations

from assistant.decide import polar
from assistant.decide.naming import EXCLUDING, named
from assistant.decide.state import Decision, Several, Tell
from assistant.decide.view import VERY_SURE, View, has, intent_doing, intent_of
from assistant.model import Entry, Reply
from assistant.understand.mentions import Mention
from assistant.understand.sentences import Clause

SMALL = 4  # letters of words that may stand between a verb and a place: 'is in the', 'is near my'


def put_right(view: View, asked: Decision | None) -> Decision | None:
    """Where it really is, before what was asked of it; without a mix-up what was asked."""
    if not any(mention.kind in (view.domain.subject, "number") for mention in view.heard.mentions):
        return asked
    covered = [e for e in named(view, view.heard.mentions).entries if view.domain.entries[e].covered]
    wrong = _wrong(view, view.domain.entries[covered[0]]) if len(covered) == 1 else None
    intent = intent_doing(view, "check") if wrong else None
    if wrong is None or intent is None:
        return asked
    value, clause = wrong
    facet = _facet(view, value)
    right = Tell(intent.id, Reply(facets=(facet,), do="check"), (covered[0],), (value,), _verdict(view, clause))
    if not isinstance(asked, Tell) or asked.confidence < VERY_SURE or facet in asked.reply.facets or not asked.reply.facets:
        return right
    entry = view.domain.entries[covered[0]]
    says_so = any(value in statement.about for f in asked.reply.facets for statement in entry.facets.get(f, ()))
    return asked if says_so else Several((right, asked))


def _wrong(view: View, entry: Entry) -> tuple[str, Clause] | None:
    """The place it is taken to be at, and the clause that says so."""
    said = view.heard.clauses
    for before, clause in zip((None, *said), said, strict=False):
        mine = _names(clause, entry) or (clause.bare and before is not None and _names(before, entry))
        for mention in clause.mentions:
            value = _value(view, mention)
            if not value or has(view.domain, entry, value):
                continue
            taken = _corrected(entry, _facet(view, value), value) and (_taken_for(view, clause) if mine else _asks_where(view, value))
            if taken or _said_there(view, entry, mention):
                return value, clause
    return None


def _names(clause: Clause, entry: Entry) -> bool:
    return any(mention.id == entry.id for mention in clause.mentions)


def _value(view: View, mention: Mention) -> str:
    """The value a mention names, or that another entry which is not covered is known by."""
    if mention.cues & EXCLUDING:
        return ""
    other = view.domain.entries.get(mention.id)
    if other is None or other.covered or other.kind != view.domain.subject:
        return mention.id if mention.kind in view.domain.attributes else ""
    return next((v for a, vs in other.attributes.items() if view.domain.attributes[a].describes for v in vs), "")


def _facet(view: View, value: str) -> str:
    return view.domain.attributes[view.domain.values[value].attribute].facet


def _corrected(entry: Entry, facet: str, value: str) -> bool:
    """Whether the entry says that it does not have it."""
    return any(value in statement.about for statement in entry.facets.get(facet, ()))


def _said_there(view: View, entry: Entry, mention: Mention) -> bool:
    """'since BL-60 is in the small of the back, ...': name, verb and place, and only small words between."""
    attribute = view.domain.attributes.get(mention.kind)
    if attribute is None or not attribute.describes:
        return False
    tokens, words = view.heard.tokens, view.domain.words
    verb = mention.start - 1
    while verb > 0 and len(tokens[verb].text) <= SMALL and tokens[verb].text not in words.get("stating", {}):
        verb -= 1
    states = verb > 0 and tokens[verb].text in words.get("polar", {}) and tokens[verb].text in words.get("stating", {})
    return states and any(m.id == entry.id and m.end == verb for m in view.heard.mentions)


def _taken_for(view: View, clause: Clause) -> bool:
    """Whether a clause that names both says that one is the other: it compares nothing, and asks for nothing that both could tell."""
    first = next(iter(clause.candidates), None)
    if first is None or not any(m.id in view.domain.entries and not view.domain.entries[m.id].covered for m in clause.mentions):
        return True
    reply = intent_of(view, first).reply
    others = [view.domain.entries[m.id] for m in clause.mentions if m.kind == view.domain.subject]
    both = first.confidence >= VERY_SURE and all(e.facets.get(f) for e in others for f in reply.facets)
    return not first.exact and bool(reply.facets) and not reply.entry and not both


def _asks_where(view: View, value: str) -> bool:
    """Whether the question beside it is where it is: 'is that the spot?'"""
    firsts = [clause.candidates[0] for clause in view.heard.clauses if clause.asks and clause.candidates]
    replies = [intent_of(view, c).reply for c in firsts]
    return any(_facet(view, value) in reply.facets or reply.do == "check" for reply in replies)


def _verdict(view: View, clause: Clause) -> str:
    """'no' to 'is it at the front?', nothing to 'am I wrong?'"""
    tokens = view.heard.tokens[clause.start : clause.end]
    places = {m.start - clause.start for m in clause.mentions if m.kind == view.domain.subject}
    first = next((i for i, token in enumerate(tokens) if token.text in view.domain.words.get("polar", {})), -1)
    return "no" if polar.supposed(view) or (polar.opens(view, clause) and first + 1 in places) else ""
