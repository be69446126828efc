"""The rules of conduct, safest first. The first that has an opinion decides.

Each rung is one small function with one opinion. Not here: how each opinion is formed (safety, questions, acts).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from assistant.decide import acts, naming, questions, safety
from assistant.decide.naming import Named, named
from assistant.decide.safety import Signs
from assistant.decide.session import Phase
from assistant.decide.state import Admit, Again, Alarm, Ask, Chat, Decision, Guide, Pending, See, Several, Steer, Tell, Warn
from assistant.decide.view import ANCHORED, CLOSE, SURE, TIED, View
from assistant.model import Intent, Kind
from assistant.understand.reader import Candidate, Clause

NAMED_COMPLAINT = 0.8  # an entry and a complaint in one sentence: nearly always 'is it good for that?'
STRUCTURAL = 0.45  # below this, what is named counts more than the words between
MOST_ANSWERS = 3  # in one reply
MOST_ANSWERED = 2  # words; so short a message after a question is its answer
MOST_ELLIPSIS = 8  # words; a longer message with a name in it is no half sentence


class Case(NamedTuple):
    """One message before the ladder."""

    view: View
    signs: Signs


Rule = Callable[[Case], Decision | None]


def look(view: View) -> Case:
    """A message with the signs it shows."""
    return Case(view, safety.signs(view))


def decide(case: Case) -> Decision:
    """What to do about a message."""
    for rule in LADDER:
        decision = rule(case)
        if decision is not None:
            return decision
    return Admit("fallback")  # every message gets an answer


# ---------------------------------------------------------------- 1 red flag


def red_flag(case: Case) -> Decision | None:
    """A sign of an emergency ends everything else; one that stands is not argued away."""
    for flag in case.signs.urgent:
        return Alarm(flag.id, "other" if "other" in flag.cues else "")
    if case.view.talk.urgent and not case.signs.resolved:
        return _stands(case)
    return None


def _stands(case: Case) -> Decision | None:
    """While a flag stands only courtesies, the list of signs and what explains it away are answered."""
    view = case.view
    talk = view.talk
    if any(act in ("resolved", "forget") for act in [_act_of(view)]):
        return Chat("resolved", "resolved_ok", Kind.SOCIAL.value)
    asked = question(case) or social(case)
    harmless = (isinstance(asked, Chat) and asked.kind == Kind.SOCIAL.value and not _is_move(view)) or (
        isinstance(asked, Tell) and asked.reply.do in ("signs", "known")
    )
    return None if harmless else Alarm(talk.urgent, talk.urgent_whose, True)


def _is_move(view: View) -> bool:
    return any(_moves(view, clause) for clause in view.heard.clauses) or _act_of(view) in ("yes", "how_to")


# ---------------------------------------------------------------- 2 steering


def steering(case: Case) -> Decision | None:
    """Moves of a session, stop before all others. Stop is heard anywhere in a message, and without a session too."""
    view = case.view
    moves = [(c, intent) for clause in view.heard.clauses for c, intent in _moves(view, clause)]
    stops = [intent for _, intent in moves if intent.reply.move == "stop"]
    if stops:
        return Steer("stop") if view.talk.session else Chat(stops[0].id, "nothing_to_stop", Kind.CONTROL.value)
    if view.talk.session and not case.signs.soon and not _asks_something(view):
        if moves:
            return Steer(next((i.reply.move for _, i in moves if i.reply.move), "yes"))
        if _screened(case):
            return Steer("ready")
    return None


def _screened(case: Case) -> bool:
    """'no', 'none of those': nothing of what was asked before a session applies."""
    view = case.view
    session = view.talk.session
    if session is None or session.phase is not Phase.SCREENING or case.signs.conditions:
        return False
    likely = [view.domain.intents[c.intent].reply for clause in view.heard.clauses for c in clause.candidates[:1] if c.confidence >= ANCHORED]
    return any(reply.act in ("no", "neither") or reply.move == "ready" for reply in likely) or bool(case.signs.denied)


def _moves(view: View, clause: Clause) -> list[tuple[Candidate, Intent]]:
    """The move a clause is, if it is one: word for word, or surely and without naming anything."""
    found = [c for c in clause.candidates if c.exact] or [c for c in clause.candidates[:1] if c.confidence >= SURE and not clause.mentions]
    in_session = view.talk.session is not None
    out = [(c, view.domain.intents[c.intent]) for c in found]
    return [(c, i) for c, i in out if i.reply.move or (in_session and i.reply.act == "yes")]


def _asks_something(view: View) -> bool:
    """A session's moves give way to a question in the same message."""
    for clause in view.heard.clauses:
        if named(view, clause.mentions).entries:
            return True
        first = next((view.domain.intents[c.intent] for c in clause.candidates[:1] if c.exact or c.confidence >= SURE), None)
        if first is not None and first.reply.facets:
            return True
    return False


# ---------------------------------------------------------------- 3 an answer to our question


def pending_question(case: Case) -> Decision | None:
    """What was asked last may be answered by name, number, ordinal, description, both, or not at all."""
    view = case.view
    pending = view.talk.pending
    if pending is None or case.signs.conditions:
        return None
    if len(view.heard.tokens) > MOST_ANSWERED and _new_question(view, pending):
        return None
    answered = {"which": _chosen, "meant": _reading_chosen, "offer": _offer, "rating": _rating}.get(pending.kind)
    return answered(case, pending) if answered else None


def _new_question(view: View, pending: Pending) -> bool:
    """Another question altogether: it is sure of itself and brings its own subject or needs none."""
    for clause in view.heard.clauses:
        for candidate in clause.candidates[:1]:
            intent = view.domain.intents[candidate.intent]
            if intent.reply.act or intent.reply.move or intent.kind is Kind.SOCIAL:
                continue
            names = named(view, clause.mentions)
            if intent.id != pending.intent and (candidate.exact or candidate.confidence >= SURE) and not _only_names(view, clause, intent):
                return bool(names.entries or names.others or candidate.exact or intent.reply.do in ("recommend", "signs"))
    return False


def _only_names(view: View, clause: Clause, intent: Intent) -> bool:
    """'the one by the little toe': a description is an answer, not a question."""
    return intent.reply.do in ("list", "overview", "recommend")


def _chosen(case: Case, pending: Pending) -> Decision | None:
    view = case.view
    act = _act_of(view)
    if act in ("never_mind", "no", "later"):
        return Chat("never_mind", "never_mind_ok", Kind.SOCIAL.value)
    entries = _options_named(view, pending)
    if act in ("both", "all") or (act == "yes" and len(pending.options) == 1):
        entries = pending.options
    if not entries:
        return None
    names = Named(entries=entries, values=pending.values)
    return questions.decide(view, view.domain.intents[pending.intent], names, entries, 1.0)


def _options_named(view: View, pending: Pending) -> tuple[str, ...]:
    """The options an answer picks: by name, number, order or description."""
    names = named(view, view.heard.mentions)
    wanted = names.entries or naming.by_number(view, names.numbers)
    if wanted:
        return tuple(e for e in wanted if e in pending.options) or tuple(wanted)[:1]
    options = pending.options
    if names.ordinals and options:
        places = [n - 1 if n > 0 else n for n in names.ordinals]
        return tuple(options[p] for p in places if -len(options) <= p < len(options))
    fitting = naming.described(view, names)
    return tuple(e for e in fitting if e in options) if options else fitting


def _reading_chosen(case: Case, pending: Pending) -> Decision | None:
    """'Did you mean A or B?': the one that was named, or the first on yes."""
    view = case.view
    act = _act_of(view)
    if act in ("never_mind", "no", "neither"):
        return Chat("never_mind", "never_mind_ok", Kind.SOCIAL.value)
    names = named(view, view.heard.mentions)
    picked = [pending.options[n - 1] for n in names.ordinals if 0 < n <= len(pending.options)]
    if act == "yes" and len(pending.options) == 1:
        picked = [pending.options[0]]
    ranked = [c.intent for clause in view.heard.clauses for c in clause.candidates if c.intent in pending.options]
    picked = picked or ranked[:1]
    if not picked:
        return None
    entries = names.entries or view.talk.focus
    again = names._replace(entries=entries, values=names.values or pending.values, ordinals=())
    return questions.decide(view, view.domain.intents[picked[0]], again, entries, 1.0)


def _offer(case: Case, pending: Pending) -> Decision | None:
    act = _act_of(case.view)
    if act in ("yes", "how_to"):
        return Guide(pending.options, pending.values)
    if act in ("no", "later", "never_mind"):
        return Chat(act, "offer_declined" if act == "no" else "later_ok", Kind.SOCIAL.value)
    return None


def _rating(case: Case, pending: Pending) -> Decision | None:
    """Numbers from 0 to 10 after we asked for them: before and after, or one of them."""
    numbers = [m.id for m in case.view.heard.mentions if m.kind == "number" and m.id.isdigit()]
    numbers += ["1"] * (len(numbers) == 1 and any(t.text == "one" for t in case.view.heard.tokens))
    return Steer("rating", " ".join(numbers[:2])) if numbers else None


def _act_of(view: View) -> str:
    """The act the whole message is, if it is nothing but one."""
    for clause in view.heard.clauses:
        for candidate in clause.candidates[:1]:
            reply = view.domain.intents[candidate.intent].reply
            if (candidate.exact or candidate.confidence >= SURE) and (reply.act or reply.move):
                return reply.act or ("yes" if reply.move == "ready" else "")
    return ""


# ---------------------------------------------------------------- 4 caution


def caution(case: Case) -> Decision | None:
    """What the person said of themselves now or before stands in front of what they asked."""
    view = case.view
    fresh = tuple(c for c in case.signs.conditions if view.domain.conditions[c.id].level == "caution")
    asked = question(case) if not _only_a_statement(view) else None
    if fresh:
        whose = "other" if any("other" in c.cues for c in fresh) else ""
        return Warn(tuple(c.id for c in fresh), True, _entries_of(asked), asked, whose)
    for flag in case.signs.soon:
        return See(flag.id, "other" if "other" in flag.cues else "", asked if isinstance(asked, Tell) else None)
    known = tuple(f.condition for f in safety.facts(view) if view.domain.conditions[f.condition].level == "caution")
    concerned = tuple(c for c in known if _concerns(view, c, asked))
    return Warn(concerned, False, _entries_of(asked), asked) if concerned else None


def _only_a_statement(view: View) -> bool:
    return not view.heard.clauses


def _entries_of(asked: Decision | None) -> tuple[str, ...]:
    return asked.entries if isinstance(asked, Tell | Guide) else ()


def _concerns(view: View, condition: str, asked: Decision | None) -> bool:
    """Whether a known condition stands in the way of what is asked: of doing, not of knowing."""
    if not isinstance(asked, Tell) or not asked.entries:
        return False
    rule = view.domain.conditions[condition]
    if set(asked.values) & {v for values in rule.avoid.values() for v in values}:
        return True
    if asked.reply.do not in ("", "recommend", "check") or set(asked.reply.facets) & set(view.domain.knowing):
        return False
    return bool(set(asked.entries) & set(rule.leave_out)) or "all" in rule.ask_first or bool(set(asked.entries) & set(rule.ask_first))


# ---------------------------------------------------------------- 5 question


def question(case: Case) -> Decision | None:
    """What was asked, clause by clause; an earlier clause may name what a later one asks about."""
    view = case.view
    focus = view.talk.focus or named(view, view.heard.mentions).entries
    found: list[Decision] = []
    loose: Named | None = None
    loosely: tuple[str, ...] = ()
    for clause in view.heard.clauses:
        names = named(view, clause.mentions)
        decision = _clause(view, clause, names, focus)
        if decision is None:
            loose = names if names.anything and not _foreign(clause, names) else loose
            loosely = (*loosely, *(names.entries or naming.described(view, names)))
            focus = loosely or focus
            continue
        found.append(decision)
        if isinstance(decision, Tell) and decision.entries:
            focus = decision.entries
    timed = next((d for d in found if isinstance(d, Guide) and d.minutes), None)
    if timed and not any(isinstance(d, Tell) and d.reply.facets and not d.reply.entry and not d.general for d in found):
        return timed._replace(values=named(view, view.heard.mentions).values)
    if loose and all(isinstance(d, Chat) for d in found):
        return _bare(view, loose, focus) or _together(view, found)
    return _together(view, found)


def _clause(view: View, clause: Clause, names: Named, focus: tuple[str, ...]) -> Decision | None:
    """The decision of one clause, or None when it asks nothing that we could be sure of."""
    if clause.bare and names.anything and (view.talk.intent or len(view.heard.clauses) > 1 or not any(c.exact for c in clause.candidates)):
        return None
    sure = [c for c in clause.candidates if _sure_enough(view, c, names, focus, clause) and not view.domain.intents[c.intent].reply.move]
    sure = _askable(view, sure, names, focus)
    if not sure:
        return supposed(view, names, focus) if names.entries and (names.values or names.outside) else None
    first = sure[0]
    intent = view.domain.intents[first.intent]
    if _structural(view, names, first):
        return supposed(view, names, focus)
    if names.minutes and not first.exact and first.confidence < SURE and any(view.domain.entries[o].parts for o in names.others):
        return questions.DOING["guide"](view, intent, names, focus)
    if intent.reply.move:
        return None
    first = _about_focus(view, sure, focus) if focus and not names.anything else first
    intent = view.domain.intents[first.intent]
    others = [c for c in sure[1:2] if not first.exact and c != first and first.confidence - c.confidence < CLOSE and _differ(view, first, c)]
    if others and first.confidence < SURE:
        return Ask(Pending("meant", (first.intent, others[0].intent), "", names.values), "did_you_mean")
    filled = names if names.anything or focus else named(view, view.heard.mentions)
    if intent.reply.act:
        if intent.reply.act == "correct" and len(view.heard.clauses) > 1 and not (names.anything or names.numbers):
            filled = named(view, view.heard.mentions)
        return acts.act(view, intent, filled)
    return questions.decide(view, intent, filled, focus, first.confidence)


def _structural(view: View, names: Named, first: Candidate) -> bool:
    """Whether what is named counts more than the words between: an entry with a complaint asks whether it helps."""
    if not names.entries or first.exact or view.domain.intents[first.intent].reply.do in ("helps", "check", "guide", "compare"):
        return False
    complaint = any(view.domain.values[v].attribute == "complaint" for v in names.values)
    return first.confidence < (NAMED_COMPLAINT if complaint else STRUCTURAL if names.values or names.outside else 0)


def _about_focus(view: View, sure: list[Candidate], focus: tuple[str, ...]) -> Candidate:
    """Of two close readings the one that can be about what is talked of: 'how long?' is not about warm compresses."""
    first = sure[0]
    near = [c for c in sure[:2] if first.confidence - c.confidence < CLOSE and not first.exact]
    about = [c for c in near if (r := view.domain.intents[c.intent].reply).facets and not r.entry]
    return about[0] if about else first


def _sure_enough(view: View, candidate: Candidate, names: Named, focus: tuple[str, ...], clause: Clause) -> bool:
    """A word-for-word match always; else the more, the less ties the message to the subject."""
    if candidate.exact:
        return True
    intent = view.domain.intents[candidate.intent]
    if (intent.reply.act or intent.reply.say) and (names.entries or names.values or names.numbers) and not intent.slots:
        return False
    anchored = bool(names.entries or names.values or names.codes or names.outside) or (bool(focus or view.talk.told) and not intent.reply.say)
    if not anchored and (not clause.weighty or (clause.foreign and clause.foreign >= clause.anchors)):
        return False
    if _foreign(clause, names):
        return False
    if intent.reply.act or intent.reply.say:
        return candidate.confidence >= (SURE if clause.foreign else TIED)
    tied = clause.anchors > clause.foreign
    return candidate.confidence >= (ANCHORED if anchored else TIED if tied else SURE)


def _foreign(clause: Clause, names: Named) -> bool:
    """Whether half of what was said is of something else: 'foot-pounds to newton metres'."""
    return not names.entries and clause.foreign > 1 and clause.foreign * 2 >= clause.weighty


def _askable(view: View, sure: list[Candidate], names: Named, focus: tuple[str, ...]) -> list[Candidate]:
    """Without intents nobody could answer here; counting off gives way to the question it is part of ('where is the second one')."""
    domain = view.domain
    entries = [domain.entries[e] for e in (*(names.entries or focus), domain.general)]
    out = [c for c in sure if not (f := domain.intents[c.intent].reply.facets) or domain.intents[c.intent].reply.entry or any(e.facets.get(one) for e in entries for one in f)]
    asking = [c for c in out if domain.intents[c.intent].reply.facets]
    if names.ordinals and view.talk.listed and asking and domain.intents[out[0].intent].reply.act:
        return asking
    return out


def supposed(view: View, names: Named, focus: tuple[str, ...]) -> Decision | None:
    """An entry and a value of it, whatever the words between: is the one used for, or found at, the other?"""
    values = (*names.values, *names.outside)
    doing = "helps" if any(view.domain.values[v].attribute == "complaint" for v in values) else "check"
    intent = next((i for i in view.domain.intents.values() if i.reply.do == doing), None)
    return questions.decide(view, intent, names, focus, ANCHORED) if intent else None


def _differ(view: View, one: Candidate, other: Candidate) -> bool:
    return view.domain.intents[one.intent].reply != view.domain.intents[other.intent].reply


def _together(view: View, found: list[Decision]) -> Decision | None:
    """Several questions, several answers; courtesies and questions back only when they stand alone."""
    told = [d for d in found if isinstance(d, Tell | Guide | Again | Admit)]
    told = [d for d in told if not isinstance(d, Admit)] or told
    if len(told) > 1:
        told = _merged(told)
    if not told:
        grave = [d for d in found if isinstance(d, Chat) and d.kind in (Kind.CAUTION.value, Kind.FALLBACK.value)]
        return next((d for d in (*grave, *found) if isinstance(d, Chat | Ask) and (d in grave or isinstance(d, Ask))), found[0] if found else None)
    return told[0] if len(told) == 1 else Several(tuple(told[:MOST_ANSWERS]))


def _merged(told: list[Decision]) -> list[Decision]:
    """The same question twice is one; a list or an overview gives way to the question that follows it."""
    out: list[Decision] = []
    for decision in told:
        if any(isinstance(d, Tell) and isinstance(decision, Tell) and (d.reply, d.entries) == (decision.reply, decision.entries) for d in out):
            continue
        out.append(decision)
    specific = [d for d in out if not (isinstance(d, Tell) and d.reply.do in ("overview", "list"))]
    return specific or out


def _bare(view: View, names: Named, focus: tuple[str, ...]) -> Decision | None:
    """A name alone: the last question of it, or what its kind is told by."""
    short = len(view.heard.tokens) <= MOST_ELLIPSIS
    entries = names.entries or naming.described(view, names)
    if view.talk.intent and short and (names.entries or names.values or not names.others):
        wanted = entries or focus
        again = acts.repeat_question(view, tuple(wanted), names)
        if again:
            return again
    guarded = questions.guard(view, names)
    if guarded:
        return guarded
    if names.minutes:
        return Guide(tuple(p for o in names.others for p in view.domain.entries[o].parts) or entries, names.values, names.minutes)
    kinds = [view.domain.kinds[view.domain.subject]["bare"]] if names.entries or names.codes else []
    kinds += [view.domain.kinds[view.domain.entries[o].kind]["bare"] for o in names.others]
    kinds += [view.domain.attributes[view.domain.values[v].attribute].bare for v in (*names.values, *names.outside)]
    for bare in kinds:
        if bare in view.domain.intents:
            return questions.decide(view, view.domain.intents[bare], names, focus, ANCHORED)
    return None


# ---------------------------------------------------------------- 6 the rest


def social(case: Case) -> Decision | None:
    """Courtesies and moves outside a session."""
    view = case.view
    for clause in view.heard.clauses:
        exact = [c for c in clause.candidates if c.exact and view.domain.intents[c.intent].reply.say]
        for candidate in (exact or clause.candidates)[:1]:
            intent = view.domain.intents[candidate.intent]
            if not (candidate.exact or candidate.confidence >= SURE):
                continue
            if intent.reply.say:
                return Chat(intent.id, intent.reply.say, intent.kind.value)
            if intent.reply.move:
                return _move_outside(view, intent)
    return None


def _move_outside(view: View, intent: Intent) -> Decision:
    """A move without a session: some make sense of the last answer, the others have nothing to move."""
    if intent.reply.move == "repeat":
        return Again("again", view.talk.told) if view.talk.told else Chat(intent.id, "again_nothing", Kind.CONTROL.value)
    if intent.reply.move in ("slower", "faster", "louder", "quieter", "voice_on", "voice_off"):
        return Steer(intent.reply.move)
    if intent.reply.move == "ready":
        return Chat(intent.id, "ready_nothing", Kind.CONTROL.value)
    if f"{intent.reply.move}_outside" in view.domain.phrases:
        return Chat(intent.id, f"{intent.reply.move}_outside", Kind.CONTROL.value)
    return Chat(intent.id, "no_session", Kind.CONTROL.value)


def denied(case: Case) -> Decision | None:
    """'no fever, no accident': good to know."""
    return Chat("denied", "denied_ok", Kind.SOCIAL.value) if case.signs.denied else None


def numbers_alone(case: Case) -> Decision | None:
    """'forty one': an entry by its number, when nothing else was said."""
    view = case.view
    names = named(view, view.heard.mentions)
    if not names.numbers or len(view.heard.tokens) > 3:
        return None
    entries = naming.by_number(view, names.numbers)
    if not entries:
        return None
    again = acts.repeat_question(view, entries[:1], names) if view.talk.intent else None
    return again or Ask(Pending("which", entries, view.domain.kinds[view.domain.subject]["bare"]), "which")


def admit(case: Case) -> Decision | None:
    """Say what was not understood."""
    view = case.view
    heard = view.heard
    if not heard.tokens:
        return Admit("empty" if not view.talk.misses else "fallback")
    if not any(t.text.isascii() for t in heard.tokens):
        return Admit("language")
    strange = [word for word in heard.unknown if word.isalpha()]
    if len(strange) > 3 and len(strange) * 2 > len(heard.tokens):
        return Admit("language")
    names = named(view, heard.mentions)
    if names.codes:
        return questions.unknown_code(view, names)
    return Admit("fallback")


LADDER: tuple[Rule, ...] = (red_flag, steering, pending_question, caution, question, numbers_alone, social, denied, admit)
