"""The rules of conduct, safest first. The first that has an opinion decides.

Each rung is one small function with one opinion. Not here: how each opinion is formed (safety, steering, answers, warned,
wanted, statements, acts).
"""

from __future__ import annotations

from assistant.decide import (
    answers,
    cautions,
    courtesy,
    joined,
    limits,
    lock,
    moved,
    naming,
    order,
    questions,
    readiness,
    repeated,
    withdrawn,
)
from assistant.decide.animals import animals
from assistant.decide.case import Case, Rule
from assistant.decide.naming import Named, named
from assistant.decide.nearly import nearly
from assistant.decide.state import Admit, Again, Alarm, Ask, Chat, Decision, Guide, Pending, See, Several, Steer, Tell, Warn
from assistant.decide.statements import denied, denied_shortly, introduced, limited, preference, told_alone
from assistant.decide.steering import asks_before, asks_something, steering
from assistant.decide.view import SURE, UNTIED, VERY_SURE, View, act_of, all_words, intent_doing, intent_of
from assistant.decide.wanted import question, supposed
from assistant.decide.warned import caution
from assistant.model import Intent, Kind
from assistant.understand.reader import FOREIGN
from assistant.understand.sentences import Clause

CLEARED_OK = "cleared_ok"  # the phrase that puts a flag aside
CLEARED = ("resolved_ok", CLEARED_OK)  # the same, and that a clinician has looked at it


def decide(case: Case) -> Decision:
    """What to do about a message: every one gets an answer, for the last rung always has one."""
    return next(decision for rule in LADDER if (decision := rule(case)) is not None)


# ---------------------------------------------------------------- red flag


def red_flag(case: Case) -> Decision | None:
    """A sign of an emergency ends everything else; one that stands is not argued away."""
    for flag in case.signs.urgent:
        return Alarm(flag.id, "other" if "other" in flag.cues else "")
    if not case.view.talk.urgent:
        return None
    decision = _put_aside(case) if case.signs.resolved else _stands(case)
    also = case.view.talk.urgent_also
    if also and (case.signs.resolved or cleared(decision)):
        return Alarm(also[0], case.view.talk.urgent_whose)
    if decision is None or not cleared(decision) or not cautions.asked(case.view):
        return decision
    wanted = question(case)
    return Several((decision, wanted)) if isinstance(wanted, Tell) and wanted.confidence >= SURE else decision


def _put_aside(case: Case) -> Decision | None:
    """That the flag which stood is put aside, where nothing else is wanted than that."""
    wanted = question(case)
    told = not _wished(case.view) if isinstance(wanted, Guide) else not _asked(case.view)  # 'I had sat there for an hour' wants no session
    return None if isinstance(wanted, Tell | Guide | Several | Ask) and not told else Chat("resolved", CLEARED_OK, Kind.SOCIAL)


def _asked(view: View) -> bool:
    """Whether anything is asked, or an entry named of which something may be told."""
    return cautions.asked(view) or any(mention.kind == view.domain.subject for mention in view.heard.mentions)


def _wished(view: View) -> bool:
    """Whether a session is asked for in words, and not only a time told."""
    return any(intent_of(view, c).reply.do == "guide" and (c.exact or c.confidence >= SURE) for cl in view.heard.clauses for c in cl.candidates[:1])


def cleared(decision: Decision | None) -> bool:
    """Whether a flag that stood is put aside, whatever is answered beside it."""
    chat = decision.parts[0] if isinstance(decision, Several) else decision
    return isinstance(chat, Chat) and chat.phrase in CLEARED


def _stands(case: Case) -> Decision | None:
    """While a flag stands only courtesies, the list of signs and what explains it away are answered."""
    view = case.view
    return lock.opened(view, case.signs) or lock.shut(view, question(case) or social(case), _is_move(view))


def _is_move(view: View) -> bool:
    return any(moved.moves(view, clause) for clause in view.heard.clauses) or act_of(view) in ("yes", "how_to")


# ---------------------------------------------------------------- a session


def steered(case: Case) -> Decision | None:
    """A move of a session; 'stop. Where is that one?' is answered when it has stopped."""
    move = steering(case)
    if move != Steer("stop"):
        return move
    if case.signs.soon and isinstance(felt := caution(case), See):
        return felt  # 'stop, I have come over dizzy': what is said of it stops, too
    view = case.view
    clauses = courtesy.asking(view)
    heard = view.heard._replace(clauses=clauses, whole=None)
    quiet = case._replace(view=view._replace(talk=view.talk._replace(session=None), heard=heard))
    beside = (caution(quiet) or question(quiet)) if clauses != view.heard.clauses else None
    if isinstance(beside, Guide) and beside.entries and named(view, view.heard.mentions).anything:
        return beside  # 'stop and guide me through that one'
    wanted = beside.then if isinstance(beside, Warn) and not beside.fresh else beside
    asked_for = isinstance(wanted, Tell) and wanted.confidence >= SURE and wanted.reply.do != "guide"
    return Several((move, beside)) if beside and asked_for else move


# ---------------------------------------------------------------- an answer to our question


def pending_question(case: Case) -> Decision | None:
    """What was asked last may be answered by name, number, ordinal, description, both, or not at all."""
    pending = case.view.talk.pending
    if case.signs.withdrawn:
        return None  # 'no, I do not take any' takes back what was said, whatever was offered
    told = any(case.view.domain.conditions[c.id].level == "caution" for c in case.signs.conditions)
    decision = answers.answered(case.view, pending) if pending and not told else None
    declined = isinstance(decision, Chat) and decision.phrase == "offer_declined"
    if declined and case.signs.conditions:
        return None  # 'my wrists are bad, thumbs will not do it' tells more than a no
    return (
        None if declined and isinstance(wanted := question(case), Tell) and wanted.confidence >= VERY_SURE else decision
    )  # 'no need, just say how long'


def taken_back(case: Case) -> Decision | None:
    """'no, I mixed that up': what was just said of oneself no longer counts."""
    if all(case.view.domain.conditions[id_].wish for id_ in case.signs.withdrawn):
        return None  # nothing, or what another wish ends
    asks = any(clause.asks for clause in case.view.heard.clauses)
    if asks and not withdrawn.doubted(case.view) and isinstance(question(case), Tell | Guide | Several):
        return None  # what is asked beside it is answered
    return Chat("denied", "taken_back_ok", Kind.SOCIAL, {"conditions": " ".join(case.signs.withdrawn)})


# ---------------------------------------------------------------- the rest


def social(case: Case) -> Decision | None:
    """Courtesies and moves outside a session."""
    view = case.view
    for clause in view.heard.clauses:
        exact = [c for c in clause.candidates if c.exact and intent_of(view, c).reply.say]
        for candidate in (exact or clause.candidates)[:1]:
            intent = intent_of(view, candidate)
            if not (candidate.exact or candidate.confidence >= (UNTIED if intent.kind is Kind.ANSWER else SURE)):
                continue
            if intent.reply.say:
                return Chat(intent.id, intent.reply.say, intent.kind)
            if intent.reply.move and not asks_before(view) and readiness.begun(view, case.signs, intent.reply.move):
                return Steer(intent.reply.move) if view.talk.session else _move_outside(view, intent)
    return None


def _move_outside(view: View, intent: Intent) -> Decision:
    """A move without a session: some make sense of the last answer, the others have nothing to move."""
    following = intent_doing(view, order.FOLLOWS) if intent.reply.move == "next" and order.told_of(view) else None
    if following:
        return order.follows(view, following, Named(), view.talk.focus)
    preceding = intent_doing(view, order.PRECEDES) if intent.reply.move == "back" and order.counted_off(view) else None
    if preceding:
        return order.precedes(view, preceding, Named(), view.talk.focus)
    if intent.reply.move == "shorter" and view.talk.told:
        return Again("shorter", view.talk.told)  # 'too long!'
    if intent.reply.move == "repeat":
        return Again("again", view.talk.told) if view.talk.told else Chat(intent.id, "again_nothing", Kind.CONTROL)
    if intent.reply.move in moved.VOICE or intent.reply.move.startswith("cues_"):
        return Steer(intent.reply.move)
    if intent.reply.move == "ready":
        return Chat(intent.id, "ready_nothing", Kind.CONTROL)
    if intent.reply.move == "start_over" and view.talk.focus:
        return Guide(view.talk.focus, ())
    if f"{intent.reply.move}_outside" in view.domain.phrases:
        return Chat(intent.id, f"{intent.reply.move}_outside", Kind.CONTROL)
    return Chat(intent.id, "no_session", Kind.CONTROL)


def numbers_alone(case: Case) -> Decision | None:
    """'forty one', 'sixty, sorry': an entry by its number, when nothing is asked beside it."""
    view = case.view
    bare = [clause for clause in view.heard.clauses if clause.bare or _only_number(view, clause)]
    numbers = tuple(number for clause in bare for number in named(view, clause.mentions).numbers)
    entries = naming.by_number(view, numbers)
    beside = view._replace(heard=view.heard._replace(clauses=tuple(clause for clause in view.heard.clauses if clause not in bare)))
    if not entries or asks_something(beside):
        return None
    plain = view.domain.intents[view.domain.kinds[view.domain.subject]["bare"]]
    names = Named(entries=entries[:1])
    if view.domain.entries[entries[0]].covered and (view.talk.intent or len(entries) == 1):
        return repeated.question(view, entries[:1], names) or questions.decide(view, plain, names, (), 1.0)
    return Ask(Pending("which", entries, plain.id), "which")


def admit(case: Case) -> Decision | None:
    """Say what was not understood."""
    view = case.view
    heard = view.heard
    if not heard.tokens:
        return Admit("empty" if not view.talk.misses else "fallback")
    if all(token.text in view.domain.words.get("fillers", {}) for token in heard.tokens):
        return Chat("unsure", "thinking_ok", Kind.SOCIAL)  # 'hmm'
    if _in_another_language(view):
        return Admit("language")
    names = named(view, heard.mentions)
    if names.codes:
        return limits.unknown_code(view, names)
    return Admit("fallback")


def _in_another_language(view: View) -> bool:
    """Written in other letters, or in words that nobody here knows, some of which (`foreign`) tell it soon."""
    words = all_words(view)
    telling = [word for word in words if word in view.domain.words.get("foreign", {})]
    strange = {*telling, *(word for word in view.heard.unknown if word.isalpha())}
    mostly = len(strange) > (1 if telling else 3) and len(strange) * 2 > len(words)
    return mostly or len(telling) >= FOREIGN or not any(map(str.isascii, words))


def even_so(case: Case) -> Decision | None:
    """'that was six years ago': what was told just before stands as it did."""
    view = case.view
    if not joined.bygone(view) or asks_something(view):
        return None
    stands = tuple(id_ for id_ in view.talk.noted if view.domain.conditions[id_].level == "caution")
    return Warn(stands, True) if stands else None


def unsure(case: Case) -> Decision | None:
    """A question of ours, although not surely which."""
    return nearly(case.view)


def _only_number(view: View, clause: Clause) -> bool:
    """'it says 25', '25 it is': a number and small words."""
    small = {word for group in ("asides", "standing", "polar", "answering") for word in view.domain.words.get(group, {})}
    inside = {place for m in clause.mentions for place in range(m.start, m.end)}
    words = (view.heard.tokens[place].text for place in range(clause.start, clause.end) if place not in inside)
    return bool(clause.mentions) and all(m.kind == "number" for m in clause.mentions) and all(word in small for word in words)


LADDER: tuple[Rule, ...] = (
    red_flag,
    steered,
    pending_question,
    taken_back,
    animals,
    caution,
    numbers_alone,
    told_alone,
    limited,
    supposed,
    introduced,
    denied_shortly,
    question,
    social,
    denied,
    preference,
    even_so,
    unsure,
    admit,
)
