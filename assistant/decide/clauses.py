"""What one clause asks: its surest reading, and what it names, lead to the first case that fits.

Not here: how sure a reading must be (readings), how the clauses of a message fit together (asked), and what an intent
leads to (questions, acts).
"""

from __future__ import annotations

from itertools import pairwise

from assistant.decide import acts, describing, lengths, naming, questions, talked
from assistant.decide.clause_answers import Reading
from assistant.decide.clause_cases import CASES
from assistant.decide.limits import asked_for_elsewhere, guard
from assistant.decide.lists import remaining
from assistant.decide.naming import Named
from assistant.decide.pointing import asks_of_its_own
from assistant.decide.readings import LIKELY, about_focus, elliptic, sure
from assistant.decide.state import Decision, Tell
from assistant.decide.supposing import asks_of_focus, supposed
from assistant.decide.view import ANCHORED, CLOSE, SURE, UNTIED, View, helped_with, intent_doing, intent_of, logic, words_of
from assistant.understand.candidates import Candidate
from assistant.understand.sentences import Clause

CAUTION = "caution"  # the facet that tells when something is not to be done


def decide(view: View, clause: Clause, names: Named, focus: tuple[str, ...]) -> Decision | None:
    """The decision of one clause, or None when it asks nothing that we could be sure of."""
    if names.minutes and focus and not names.anything and _judges_length(view, clause):
        return supposed(view, names, focus)
    if clause.bare and names.entries and clause.asks and _chooses_between(view, names):
        return supposed(view, names, focus)  # 'thumbs or fists for this one?'
    rest = remaining(view, clause, names)
    if rest or _only_names(view, clause, names, focus):
        return rest or guard(view, names)
    counts = clause.bare and names.ordinals and not any(c.exact for c in clause.candidates)
    if counts and talked.by_ordinal(view, names.ordinals) and not asks_of_its_own(view, clause):
        return acts.counted(view, names)
    if _says_where(view, clause, names, focus):
        return supposed(view, names._replace(entries=focus), focus)
    elsewhere = asked_for_elsewhere(view, clause, names)
    if elsewhere:
        return elsewhere
    found = sure(view, clause, names, focus)
    if not found and names.entries:
        return supposed(view, names, focus) if names.values or names.outside else None
    if not found:
        return _wanted_for(view, clause, names, focus)
    if _only_tells(view, clause, names, found[0]):
        return None
    reading = _read(view, clause, names, focus, found)
    decision = next(answer(reading) for fits, answer in CASES if fits(reading))
    return _otherwise(reading, decision) or decision


def _judges_length(view: View, clause: Clause) -> bool:
    """'two minutes, right?', 'one minute is enough?'"""
    return lengths.judged(view) or (clause.bare and (lengths.supposes(view) or lengths.asked_of(view)))


def _says_where(view: View, clause: Clause, names: Named, focus: tuple[str, ...]) -> bool:
    """'GB-41, that is the one on the sole?', 'my mate swears it is the shin' suppose a place of what was named, and ask for no other there."""
    attributes = [view.domain.attributes[view.domain.values[v].attribute] for v in names.outside]
    places = bool(attributes) and all(a.describes and not a.asks for a in attributes) and not (names.entries or names.values or names.others)
    standing, polar_ = view.domain.words.get("standing", {}), view.domain.words.get("polar", {})
    supposes = any(one in standing and other in polar_ for one, other in pairwise(words_of(view, clause)))
    return places and supposes and len(focus) == 1


def _chooses_between(view: View, names: Named) -> bool:
    """Whether two values of one kind are named, and nothing else beside an entry."""
    kinds = [view.domain.values[value].attribute for value in names.values]
    return len(kinds) > 1 and len({*kinds}) == 1 and not (names.others or names.outside or names.codes)


def _only_tells(view: View, clause: Clause, names: Named, first: Candidate) -> bool:
    """'my back went when I lifted a bin': a complaint in words that ask nothing, and only faintly resemble a question about a topic."""
    reply = intent_of(view, first).reply
    tells = not (clause.asks or names.entries or first.exact) and view.heard.tokens[clause.end - 1].stop != "?"
    return tells and bool(helped_with(view.domain, names.values)) and first.confidence < UNTIED and bool(reply.entry or reply.facets)


def _wanted_for(view: View, clause: Clause, names: Named, focus: tuple[str, ...]) -> Decision | None:
    """'which of those is credited with more energy?': one that helps with what is named, whatever the words between."""
    recommend = intent_doing(view, "recommend")
    chooses = clause.asks and helped_with(view.domain, names.values) and describing.chooses_of_all(view, clause.start, clause.end)
    return questions.decide(view, recommend, names, focus, ANCHORED) if chooses and recommend else None


def _otherwise(reading: Reading, decision: Decision | None) -> Decision | None:
    """Who asks in other words and would be told the same once more is told what else they may have asked, where that is likely at all."""
    view, told = reading.view, reading.view.talk.last
    if reading.first.exact or not isinstance(decision, Tell) or not isinstance(told, Tell) or not _same(decision, told):
        return None
    for c in reading.clause.candidates:
        intent = intent_of(view, c)
        if c.intent in (reading.first.intent, told.intent) or c.confidence < LIKELY or not (intent.reply.facets or intent.reply.do):
            continue
        other = questions.decide(view, intent, reading.names, reading.focus, c.confidence)
        if isinstance(other, Tell) and not _same(other, told):
            return other
    return None


def _same(one: Tell, other: Tell) -> bool:
    return (one.reply, one.entries, one.values, one.what) == (other.reply, other.entries, other.values, other.what)


# ---------------------------------------------------------------- the reading


def _only_names(view: View, clause: Clause, names: Named, focus: tuple[str, ...]) -> bool:
    """Whether a clause is nothing but names; alone at the beginning, with two of a kind ('on my front or on my back'), or with a topic that is a
    question of something else ('what channel?'), it may be a wording of the content all the same.
    """
    first_of_all = not (view.talk.intent or view.talk.focus) and len(view.heard.clauses) == 1
    kinds = [view.domain.values[value].attribute for value in (*names.values, *names.outside)]
    twofold = not names.entries and len(kinds) > len(set(kinds))
    exact = [intent_of(view, c).reply for c in clause.candidates if c.exact]
    topic = names.others and not names.entries and view.talk.turn + len(view.heard.clauses) > 1 and any(r.facets and not r.entry for r in exact)
    worded = bool(focus) and any(r.facets and not (r.entry or r.do) for r in exact)  # 'just on one foot' asks which side
    alone = sum(m.end - m.start for m in clause.mentions) == clause.end - clause.start
    worded = worded and not (alone and asks_of_focus(view, names, focus))  # 'thumbs?' asks whether, and not which
    worded = worded or (bool(names.outside) and not names.values and any(r.facets for r in exact))  # 'through the nose?'
    return clause.bare and names.anything and not ((first_of_all or twofold or topic) and exact) and not worded


def _read(view: View, clause: Clause, names: Named, focus: tuple[str, ...], found: list[Candidate]) -> Reading:
    """The reading that counts, and what is named as it counts for this reading."""
    names = _by_number(view, clause, _set_apart(view, names, found[0]), found[0])
    if _chooses_place(view, clause, names, focus):
        names = names._replace(values=(), outside=())
    elif found[0].exact and len(focus) == 1 and not names.entries:
        names = names._replace(values=tuple(v for v in names.values if not _only_worded(view, clause, found[0], v)))
    of_talk = names.entries or (focus and (not names.anything or _says_how(view, names)))
    first = about_focus(view, found, clause, names) if of_talk else _as_worded(view, found) if focus and not names.entries else found[0]
    first = _of_tool(view, clause, names, focus) or _of_counted(view, found, names) or first
    if first.exact and view.talk.session and intent_of(view, first).reply.facets and not names.entries:
        names = names._replace(values=tuple(v for v in names.values if not helped_with(view.domain, (v,))))  # 'my hand gets tired'
    return Reading(view, clause, names, focus, first, tuple(found))


def _of_counted(view: View, found: list[Candidate], names: Named) -> Candidate | None:
    """'what is the other one for then?': where one is counted off, of two near readings the one that asks something of it."""
    first = found[0]
    if not names.ordinals or names.anything or first.exact or not intent_of(view, first).reply.act:
        return None
    near = (c for c in found[1:] if first.confidence - c.confidence < CLOSE)
    return next((c for c in near if (reply := intent_of(view, c).reply).facets and not reply.entry), None)


def _of_tool(view: View, clause: Clause, names: Named, focus: tuple[str, ...]) -> Candidate | None:
    """'and which finger for it?': asked for by name, a tool of what is talked of leads to what tells it, and describes nothing."""
    if not focus or names.entries or not describing.asked_for(view, names):
        return None
    telling = {view.domain.attributes[view.domain.values[v].attribute].facet for v in names.values}
    return next((c for c in clause.candidates if c.confidence >= LIKELY and telling & {*intent_of(view, c).reply.facets}), None)


def _chooses_place(view: View, clause: Clause, names: Named, focus: tuple[str, ...]) -> bool:
    """'on the big-toe side or the little-toe side?': two places of what is talked of, and not one that lies at either."""
    attributes = [view.domain.attributes[view.domain.values[v].attribute] for v in (*names.values, *names.outside)]
    places = len(attributes) > 1 and all(attribute.describes and not attribute.asks for attribute in attributes)
    return (
        places and _either(view, clause) and clause.asks and len(focus) == 1 and not (names.entries or names.others or describing.headed(view, names))
    )


def _only_worded(view: View, clause: Clause, first: Candidate, value: str) -> bool:
    """'how many fingers from the spine?', 'one foot or two?': a word of the question itself, which asks for no others than what is talked of."""
    intent, attribute = intent_of(view, first), view.domain.attributes[view.domain.values[value].attribute]
    if attribute.id in intent.slots or not intent.reply.facets:
        return False
    return attribute.asks or (attribute.describes and _either(view, clause))


def _either(view: View, clause: Clause) -> bool:
    """Whether one thing stands against another: 'this or that'."""
    against = logic(view, "against")
    return any(token.text in against for token in view.heard.tokens[clause.start : clause.end])


def _as_worded(view: View, found: list[Candidate]) -> Candidate:
    """'which leg?' lists those of the leg at the beginning of a talk, and asks for the side of what was talked of."""
    if not found[0].exact or intent_of(view, found[0]).reply.do != "list":
        return found[0]
    asked = [c for c in found if c.exact and intent_of(view, c).reply.facets and not intent_of(view, c).reply.entry]
    return asked[0] if asked else found[0]


def _says_how(view: View, names: Named) -> bool:
    """Whether nothing is named but a position or a tool, beside which what was talked of is asked about: 'and how hard if I lie?'"""
    values = [view.domain.values[v] for v in names.values]
    only = bool(values) and not (names.entries or names.others or names.outside or names.codes)
    return only and elliptic(view) and all(view.domain.attributes[v.attribute].asks for v in values)


def _set_apart(view: View, names: Named, first: Candidate) -> Named:
    """'what sets this one apart from that one?', 'when should I not press it?': where two are surely compared, or it is asked when
    something is not to be done, nothing is left out.
    """
    sure, reply = first.exact or first.confidence >= SURE, intent_of(view, first).reply
    two = reply.do == "compare" and len(names.entries) == 1
    not_to = reply.facets == (CAUTION,) and not names.anything
    set_apart = sure and (two or not_to)
    return names._replace(entries=(*names.entries, *(e for e in names.excluded if e in view.domain.entries))) if set_apart else names


def _by_number(view: View, clause: Clause, names: Named, first: Candidate) -> Named:
    """'what is 25 good for': where an entry is wanted and none is named, the number of its code names it."""
    reply = intent_of(view, first).reply
    if names.entries or len(names.numbers) != 1 or not (reply.facets or reply.do == "overview") or (clause.foreign and first.confidence < SURE):
        return names  # 'the tyre pressure says 40' names none
    covered = tuple(e for e in naming.by_number(view, names.numbers) if view.domain.entries[e].covered)
    return names._replace(entries=covered) if len(covered) == 1 else names
