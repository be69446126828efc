"""What is asked in a message, seen with what is known of the person: a rung of the ladder by itself.

Not here: what its clauses ask (asked), and what stands before an answer (warned).
"""

from __future__ import annotations

from assistant.decide import asked, cautions, joined, mixups, persons, plans, questions, safety
from assistant.decide.case import Case
from assistant.decide.clause_answers import EVERYTHING
from assistant.decide.meanings import explained
from assistant.decide.naming import Named
from assistant.decide.pointing import pointed
from assistant.decide.state import Admit, Ask, Decision, Guide, Several, Tell
from assistant.decide.view import VERY_SURE, View, intent_doing, is_value
from assistant.understand.mentions import Mention

NOT_SO = frozenset(("denied", "excluded", "past", "other"))  # cues of a position that is not the one of who asks
PLANNED = "planned"  # the cue of what is to come, or only might: 'if my leg goes weak'


def supposed(case: Case) -> Decision | None:
    """'what if somebody could not feel their bottom?': nobody has that sign, and which signs there are is the answer, if nothing else is."""
    if not case.signs.supposed or _asks_otherwise(case, question(case)):
        return None
    listing = intent_doing(case.view, "signs")
    return questions.decide(case.view, listing, Named(), (), 1.0) if listing else None


def _asks_otherwise(case: Case, wanted: Decision | None) -> bool:
    """Whether something else is surely asked; 'what if I lost control of my bladder?' only resembles a question about its channel."""
    unsure = isinstance(wanted, Ask) or (isinstance(wanted, Tell) and wanted.confidence < VERY_SURE)
    supposing = any(scope.cue == PLANNED for scope in case.view.heard.scopes)  # 'if ...'
    return isinstance(wanted, Tell | Guide | Several | Ask) and not (unsure and supposing)


def question(case: Case) -> Decision | None:
    """What was asked, as far as it was understood."""
    view = case.view
    wanted = asked.question(view)
    if case.signs.conditions and isinstance(wanted, Tell) and (wanted.reply.do in EVERYTHING or _only_told(case, wanted)):
        wanted = asked.question(_without_told(case))
    if case.signs.conditions and isinstance(wanted, Admit):
        wanted = asked.question(_without_told(case))  # 'carpal tunnel here' tells of hands, and asks for no point for them
        if isinstance(wanted, Tell) and wanted.reply.do in EVERYTHING and not (wanted.values or cautions.asked(view)):
            wanted = None  # 'my wrists ache' without its wrists
    return explained(view) or pointed(view) or mixups.put_right(view, _preferring(view, _suited(case, wanted)))


def _only_told(case: Case, wanted: Tell) -> bool:
    """'a new knee, and now my back is off': whether nothing is asked, and the entry read into it is left out for what is told."""
    rules = (case.view.domain.conditions[seen.id] for seen in case.signs.conditions)
    return not cautions.asked(case.view) and any(set(wanted.entries) & set(rule.leave_out) for rule in rules)


def _without_told(case: Case) -> View:
    """'a new knee, and now my back is off': what is part of a condition that is told is no place for which something is wanted.

    A position is: 'I would rather sit' asks for what can be done so.
    """
    seen_ = case.signs.conditions
    worded = tuple(f"says:{seen.id}#" for seen in seen_)
    told = [*(span for seen in seen_ for span in seen.spans), *((h.start, h.end) for h in case.view.heard.signs if h.ref.startswith(worded))]
    places = {place for start, end in told for place in range(start, end)}
    attributes = case.view.domain.attributes

    def wanted(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        inside = {m for m in mentions if all(place in places for place in range(m.start, m.end))}
        return tuple(m for m in mentions if m not in inside or m.kind not in attributes or attributes[m.kind].asks or _helped(case.view, m))

    heard = case.view.heard
    clauses = tuple(clause._replace(mentions=wanted(clause.mentions)) for clause in heard.clauses)
    return case.view._replace(heard=heard._replace(mentions=wanted(heard.mentions), clauses=clauses))


def _helped(view: View, mention: Mention) -> bool:
    """'sciatica on the right. Which one is for that?': what is told is also what something is wanted for."""
    value = view.domain.values.get(mention.id)
    return value is not None and not value.outside and view.domain.attributes[value.attribute].helps


def _leads_on(view: View, wanted: Tell) -> bool:
    """Whether it is what else there is, beside what was talked about."""
    intent = view.domain.intents.get(wanted.intent)
    return intent is not None and bool(intent.reply.act)


def _for_somebody(view: View) -> bool:
    """'which points can she do?', 'which are there for me?': somebody wants to press what is listed."""
    return any(scope.cue in persons.OF_OTHERS for scope in view.heard.scopes) or bool(persons.whom(view)) or joined.speaks_of_self(view)


def _preferring(view: View, wanted: Decision | None) -> Decision | None:
    """What somebody said to prefer narrows what is told: who can not lie down is told how it is pressed sitting; so does the position
    they are in: 'I would do it lying on my bed. Gentle or hard?'
    """
    if not isinstance(wanted, Tell) or not wanted.reply.facets or wanted.reply.do or wanted.reply.entry or wanted.verdict:
        return wanted
    rules = [view.domain.conditions[fact.condition] for fact in persons.facts(view)]
    said = {view.domain.values[value].attribute for value in wanted.values}
    preferred = [value for rule in rules for values in rule.prefer.values() for value in values]
    more = tuple(v for v in (*_positions(view, wanted), *preferred) if view.domain.values[v].attribute not in said)
    return wanted._replace(values=(*wanted.values, *more)) if more else wanted


def _positions(view: View, wanted: Tell) -> tuple[str, ...]:
    """The positions that a message names beside its question."""
    said = [mention.id for mention in view.heard.mentions if is_value(view, mention) and mention.cues.isdisjoint(NOT_SO)]
    return plans.positions(view.domain, wanted.entries, said)


def _suited(case: Case, wanted: Decision | None) -> Decision | None:
    """What is recommended leaves out what would be left out of a session, as far as nothing was named; so does 'what else is there?'."""
    view = case.view
    lists = isinstance(wanted, Tell) and wanted.reply.do == "list" and (wanted.values or _leads_on(view, wanted) or _for_somebody(view))
    if not isinstance(wanted, Tell) or not (wanted.reply.do == "recommend" or lists):
        return wanted
    if any(mention.kind == view.domain.subject for mention in view.heard.mentions):
        return wanted
    entries, left_out = plans.suited(view.domain, wanted.entries, safety.present(view, case.signs))
    return wanted._replace(entries=entries, left_out=tuple((left.entry, left.condition) for left in left_out)) if left_out else wanted
