"""Pointing back: a message, or a part of one, that is nothing but a hint at what is meant.

'No, I meant the ankle one', 'the second one you said', 'the one before that': the last question is answered for what is pointed at.
'Where is that one, the knee?': a hint beside a question says whom it is about. Not here: acts with more in them (acts).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide import describing, polar, questions, repeated, supposing, talked
from assistant.decide.naming import Named, named
from assistant.decide.state import Admit, Ask, Decision, Tell
from assistant.decide.view import ANCHORED, UNTIED, View, covered, intent_of, wider, words_of
from assistant.model import Reply
from assistant.understand.mentions import Mention
from assistant.understand.sentences import Clause

POINTING = "pointing"  # the group of words that may stand around a hint; some of them are hints themselves:
OTHER = "other"
TWO = 2  # talked of so far: then the other one is the other of these


def pointed(view: View) -> Decision | None:
    """The last question of what a message points at, when it does nothing but that."""
    before = view.domain.intents.get(view.talk.intent)
    hints = _hints(view, 0, len(view.heard.tokens), view.heard.mentions)
    exact = ([reply for c in clause.candidates if c.exact and not (reply := intent_of(view, c).reply).move] for clause in view.heard.clauses)
    worded = [replies[0] for replies in exact if replies]
    if any(reply.facets and not reply.entry for reply in worded) or any(asks_of_its_own(view, clause) for clause in view.heard.clauses):
        return None  # 'what is the last one for?' is made of such words, and asks something of its own
    if before is None or hints is None or view.talk.session is not None:
        return None
    names = named(view, view.heard.mentions)
    if polar.supposed(view) and supposing.asks_of_focus(view, names, view.talk.focus):
        return None  # 'so on the calf' asks about the one that is talked of
    asked = describing.asked_of(view, names, view.talk.focus)  # 'isn't that on the kneecap?' asks about the one that is talked of
    told = any(reply.facets for reply in worded)  # 'through the nose?' is a wording of the content
    if names.outside and not (names.entries or names.values or hints or asked or told):
        value = view.domain.values[names.outside[0]]
        return Admit(f"outside_{value.attribute}", {"value": value.name})
    entries = _meant(view, names, hints)
    asks = any(polar.opens(view, clause) for clause in view.heard.clauses)
    if not entries or (asks and (asked or set(entries) <= set(view.talk.focus))):
        return None  # 'is it on the inside?' asks about the one that is talked of
    one = bool(before.reply.facets and not before.reply.entry) or before.reply.do in ("helps", "check", "figure", "overview")
    again = repeated.question(view, entries, names._replace(entries=entries, ordinals=(), values=())) if one else None
    return again or Tell(before.id, Reply(do="overview"), entries)


def asks_of_its_own(view: View, clause: Clause) -> bool:
    """'what is the other one for then?': whether there is a word that asks, and a sure reading of what."""
    asking = any(word in view.domain.words.get("question_words", {}) for word in words_of(view, clause))
    sure = (c for c in clause.candidates if c.confidence >= UNTIED)
    return asking and any((reply := intent_of(view, c).reply).facets and not reply.entry for c in sure)


def only_points(view: View, clause: Clause) -> bool:
    """Whether a clause is nothing but a hint: 'the ankle one', 'the second'."""
    return bool(clause.mentions) and _hints(view, clause.start, clause.end, clause.mentions) is not None


def in_apposition(view: View, decision: Decision, names: Named, unnamed: bool) -> Decision | None:
    """What was asked just before, of what a hint behind it names: 'where is that one, the knee', 'the foot ones, the first'."""
    if isinstance(decision, Ask) and decision.pending.kind == "which" and decision.pending.options:
        return _closer(view, decision, names)
    if not isinstance(decision, Tell) or (decision.reply.entry and not decision.general):
        return None
    intent = view.domain.intents[decision.intent]
    if names.ordinals and len(decision.entries) > 1 and not names.anything:
        places = [n - 1 if n > 0 else n for n in names.ordinals]
        entries = tuple(decision.entries[p] for p in places if -len(decision.entries) <= p < len(decision.entries))
        return decision._replace(entries=entries) if entries else None
    if not unnamed or not intent.reply.facets:
        return None
    fitting = _meant(view, names, frozenset())
    entries = tuple(e for e in fitting if e in decision.entries) or fitting
    return questions.decide(view, intent, names._replace(entries=entries), entries, decision.confidence) if entries else None


def _closer(view: View, asked: Ask, names: Named) -> Decision | None:
    """'where is the bladder one, behind the knee?': of the entries that one description fits those that the next fits, too."""
    fitting = _meant(view, names, frozenset())
    entries = tuple(e for e in asked.pending.options if e in fitting)
    if not entries or len(entries) == len(asked.pending.options):
        return None
    return questions.decide(view, view.domain.intents[asked.pending.intent], names._replace(entries=entries), entries, ANCHORED)


def _hints(view: View, start: int, end: int, mentions: Sequence[Mention]) -> frozenset[str] | None:
    """The hints among words that do nothing but point, beside those that are mentions; None where there is any other word."""
    words = view.domain.words.get(POINTING, {})
    inside = {place for m in mentions for place in range(m.start, m.end)}
    left = [view.heard.tokens[place].text for place in range(start, end) if place not in inside]
    hints = frozenset(words.get(word, "") for word in left) - {""}
    if not all(word in words for word in left) or not all(_points(view, m) for m in mentions) or not (mentions or hints):
        return None
    return hints


def _points(view: View, mention: Mention) -> bool:
    """Whether a mention is one of an entry of the subject, a place in a row, or what describes one."""
    attribute = view.domain.attributes.get(mention.kind)
    described = attribute is not None and attribute.describes and not attribute.asks
    return described or mention.kind in ("ordinal", view.domain.subject)


def _meant(view: View, names: Named, hints: frozenset[str]) -> tuple[str, ...]:
    """The entries pointed at: named, described, both described and counted off, the one before, or the other one."""
    if names.entries:
        return names.entries
    fitting = () if describing.of_one_side(view, names, view.talk.focus) else describing.described(view, names)
    if talked.BEFORE in hints and not fitting and not names.ordinals:
        return talked.told_before(view, view.talk.focus) or tuple(e for e in view.talk.visited if e not in view.talk.focus)[-1:]
    if OTHER in hints or 0 in names.ordinals:
        rest = tuple(e for e in fitting if e not in view.talk.focus)
        return rest if fitting else other(view)
    counted = talked.by_ordinal(view, names.ordinals) if names.ordinals else ()
    if fitting and any(scope.cue == "correction" for scope in view.heard.scopes):  # 'no sorry, the foot one' is none of those told
        fitting = tuple(e for e in fitting if e not in view.talk.focus) or fitting
    return tuple(e for e in counted if e in fitting) or fitting or counted


def other(view: View) -> tuple[str, ...]:
    """The other one: the rest of two that were listed or talked of, or the only one that lies as near to what is talked of as any."""
    listed, visited = view.talk.listed, view.talk.visited
    focus = view.talk.focus[:1] if view.talk.focus == listed else view.talk.focus
    for two in (listed, visited if len(visited) == TWO else ()):
        if len(two) == len(focus) + 1 and set(focus) < set(two):
            return tuple(e for e in two if e not in focus)
    near = {e.id: _shared(view, e.id, focus) for e in covered(view.domain) if e.id not in focus}
    most = max(near.values(), default=0)
    nearest = tuple(e for e, shared in near.items() if shared == most)
    return nearest if most and len(nearest) == 1 else ()


def _shared(view: View, one: str, focus: Sequence[str]) -> int:
    """How many places an entry has in common with what is talked of."""
    return len(_places(view, one) & {place for e in focus for place in _places(view, e)})


def _places(view: View, entry: str) -> frozenset[str]:
    own = view.domain.entries[entry].attributes
    where = [a.id for a in view.domain.attributes.values() if a.facet == "location"]
    return frozenset(place for attribute in where for value in own.get(attribute, ()) for place in wider(view.domain, value))
