"""The rules of conduct, safest first. The first that has an opinion decides.

Each rung is one small function with one opinion. Not here: how each opinion is formed (safety, steering, answers, asked, questions, acts).
"""

from __future__ import annotations

from assistant.decide import (
    acts,
    answers,
    asked,
    cautions,
    courtesy,
    doing,
    joined,
    limits,
    lock,
    mixups,
    moved,
    naming,
    order,
    plans,
    questions,
    readiness,
    safety,
    withdrawn,
)
from assistant.decide.case import Case, Rule
from assistant.decide.meanings import explained
from assistant.decide.naming import Named, named
from assistant.decide.nearly import nearly
from assistant.decide.pointing import pointed
from assistant.decide.state import Admit, Again, Alarm, Ask, Chat, Decision, Guide, Pending, See, Several, Steer, Tell, Warn
from assistant.decide.steering import asks_before, asks_something, steering
from assistant.decide.view import SURE, UNTIED, View, act_of, intent_of
from assistant.model import Intent, Kind
from assistant.understand.mentions import Mention
from assistant.understand.reader import FOREIGN, LIGHTEST, Clause


def decide(case: Case) -> Decision:
    """What to do about a message."""
    for rule in LADDER:
        decision = rule(case)
        if decision is not None:
            return decision
    return Admit("fallback")  # every message gets an answer


# ---------------------------------------------------------------- red flag


def red_flag(case: Case) -> Decision | None:
    """A sign of an emergency ends everything else; one that stands is not argued away."""
    for flag in case.signs.urgent:
        return Alarm(flag.id, "other" if "other" in flag.cues else "")
    if case.view.talk.urgent and not case.signs.resolved:
        return _stands(case)
    if case.view.talk.urgent and not isinstance(question(case), Tell | Guide | Several | Ask):
        return Chat("resolved", "cleared_ok", Kind.SOCIAL)  # nothing else is wanted than that it be put aside
    return None


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
    view = case.view
    clauses = courtesy.asking(view)
    heard = view.heard._replace(clauses=clauses, whole=None)
    quiet = case._replace(view=view._replace(talk=view.talk._replace(session=None), heard=heard))
    beside = (caution(quiet) or question(quiet)) if clauses != view.heard.clauses else None
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
    return answers.answered(case.view, pending) if pending and not told else None


def taken_back(case: Case) -> Decision | None:
    """'no, I mixed that up': what was just said of oneself no longer counts."""
    if all(case.view.domain.conditions[id_].wish for id_ in case.signs.withdrawn):
        return None  # nothing, or what another wish ends
    asks = any(clause.asks for clause in case.view.heard.clauses)
    if asks and not withdrawn.doubted(case.view) and isinstance(question(case), Tell | Guide | Several):
        return None  # what is asked beside it is answered
    return Chat("denied", "taken_back_ok", Kind.SOCIAL, {"conditions": " ".join(case.signs.withdrawn)})


def animals(case: Case) -> Decision | None:
    """'my dog limps, can I press his leg?': what an animal has is no matter of ours; 'the dog woke me. Where is it?' is a question."""
    view = case.view
    scopes = [scope for scope in view.heard.scopes if scope.cue == "animal"]
    if not scopes or case.signs.conditions or "outside_animal" not in view.domain.phrases:
        return None
    spoken = f" {' '.join(token.text for token in view.heard.tokens)} "
    own = bool(named(view, view.heard.mentions).entries) or any(f" {word} " in spoken for word in view.domain.words.get("own", {}))
    of_it = any(s.start == s.end for s in scopes) or any(s.cue == "patient" for s in view.heard.scopes)
    return Chat("animals", "outside_animal", Kind.FALLBACK) if of_it or not own else None


# ---------------------------------------------------------------- caution


def caution(case: Case) -> Decision | None:
    """What the person said of themselves now or before stands in front of what they asked."""
    view = case.view
    fresh = tuple(c for c in case.signs.conditions if view.domain.conditions[c.id].level == "caution")
    facts = dict.fromkeys(f.condition for f in safety.facts(view))
    known = tuple(id_ for id_ in facts if view.domain.conditions[id_].level == "caution")
    wanted = question(case) if fresh or case.signs.soon or known else None
    if fresh and isinstance(wanted, Tell) and wanted.reply.do in ("recommend", "list"):
        wanted = question(_without_told(case))
    if fresh:
        whose = "other" if any("other" in c.cues for c in fresh) else ""
        ids = tuple(c.id for c in fresh)
        return Warn(ids, True, _entries_of(wanted), None if cautions.against(view, ids, wanted) or cautions.unasked(case, wanted) else wanted, whose)
    for flag in case.signs.soon:
        return See(flag.id, "other" if "other" in flag.cues else "", wanted if isinstance(wanted, Tell) and cautions.asked(view) else None)
    if isinstance(wanted, Several):
        minded = tuple(_minding(view, known, part) or part for part in wanted.parts)
        return Several(minded) if minded != wanted.parts else None
    return _minding(view, known, wanted)


def _without_told(case: Case) -> Case:
    """'a new knee, and now my back is off': what is part of a condition that is told is no place for which something is wanted."""
    told = [span for seen in case.signs.conditions for span in seen.spans]

    def wanted(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return tuple(m for m in mentions if not any(start <= m.start and m.end <= end for start, end in told))

    heard = case.view.heard
    clauses = tuple(clause._replace(mentions=wanted(clause.mentions)) for clause in heard.clauses)
    return case._replace(view=case.view._replace(heard=heard._replace(mentions=wanted(heard.mentions), clauses=clauses)))


def _minding(view: View, known: tuple[str, ...], wanted: Decision | None) -> Warn | None:
    """What is known of the person before one thing they want, where it stands in its way."""
    if against := cautions.against(view, known, wanted):
        return Warn(against, True, _entries_of(wanted), without=cautions.shunned(view, against))
    if avoided := cautions.avoided(view, known, wanted):
        return Warn(avoided, True, without=cautions.shunned(view, avoided))
    concerned = tuple(c for c in known if cautions.concerns(view, c, wanted))
    return Warn(concerned, False, _entries_of(wanted), wanted) if concerned else None


def _entries_of(wanted: Decision | None) -> tuple[str, ...]:
    return wanted.entries if isinstance(wanted, Tell | Guide) else ()


# ---------------------------------------------------------------- question


def supposed(case: Case) -> Decision | None:
    """'what if somebody could not feel their bottom?': nobody has that sign, and which signs there are is the answer, if nothing else is."""
    if not case.signs.supposed or isinstance(question(case), Tell | Guide | Several | Ask):
        return None
    listing = doing.intent_doing(case.view, "signs")
    return questions.decide(case.view, listing, Named(), (), 1.0) if listing else None


def question(case: Case) -> Decision | None:
    """What was asked, as far as it was understood."""
    view = case.view
    return explained(view) or pointed(view) or mixups.put_right(view, _suited(case, asked.question(view)))


def _leads_on(view: View, wanted: Tell) -> bool:
    """Whether it is what else there is, beside what was talked about."""
    intent = view.domain.intents.get(wanted.intent)
    return intent is not None and bool(intent.reply.act)


def _for_somebody(view: View) -> bool:
    """'which points can she do?', 'which are there for me?': somebody wants to press what is listed."""
    return any(scope.cue in safety.OF_OTHERS for scope in view.heard.scopes) or bool(safety.whom(view)) or joined.speaks_of_self(view)


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
    following = doing.intent_doing(view, order.FOLLOWS) if intent.reply.move == "next" and order.told_of(view) else None
    if following:
        return order.follows(view, following, Named(), view.talk.focus)
    preceding = doing.intent_doing(view, order.PRECEDES) if intent.reply.move == "back" and order.counted_off(view) else None
    if preceding:
        return order.precedes(view, preceding, Named(), view.talk.focus)
    if intent.reply.move == "repeat":
        return Again("again", view.talk.told) if view.talk.told else Chat(intent.id, "again_nothing", Kind.CONTROL)
    if intent.reply.move in ("slower", "faster", "louder", "quieter", "voice_on", "voice_off") or intent.reply.move.startswith("cues_"):
        return Steer(intent.reply.move)
    if intent.reply.move == "ready":
        return Chat(intent.id, "ready_nothing", Kind.CONTROL)
    if intent.reply.move == "start_over" and view.talk.focus:
        return Guide(view.talk.focus, ())
    if f"{intent.reply.move}_outside" in view.domain.phrases:
        return Chat(intent.id, f"{intent.reply.move}_outside", Kind.CONTROL)
    return Chat(intent.id, "no_session", Kind.CONTROL)


def denied(case: Case) -> Decision | None:
    """'no fever, no accident': good to know, unless something is asked or told beside it."""
    heard = case.view.heard
    asked_too = any(token.stop == "?" for token in heard.tokens) or any(_opens(case.view, clause) for clause in heard.clauses)
    return Chat("denied", "denied_ok", Kind.SOCIAL) if case.signs.denied and not asked_too and not _beside_signs(case.view) else None


def _beside_signs(view: View) -> list[str]:
    """The longer words of a message that belong to no sign and no cue: 'I have not met the midwife yet' says more than that all is well."""
    heard = view.heard
    spans = [*((hit.start, hit.end) for hit in heard.signs), *((scope.said, scope.until) for scope in heard.scopes if scope.cue == "denied")]
    said = {*view.domain.words.get("answering", {}), *view.domain.words.get("asides", {})}
    return [
        t.text for place, t in enumerate(heard.tokens) if len(t.text) > LIGHTEST and t.text not in said and not any(a <= place < b for a, b in spans)
    ]


def _opens(view: View, clause: Clause) -> bool:
    """Whether a clause begins as questions do, or has its question inside: 'I only wonder how hard to push'."""
    words = [token.text for token in view.heard.tokens[clause.start : clause.end]]
    asking = view.domain.words.get("question_words", {})
    return clause.asks and (words[0] in view.domain.words.get("openers", {}) or any(word in asking for word in words))


def introduced(case: Case) -> Decision | None:
    """'I am Petra': a name, and nothing that wants an answer beside it."""
    return Chat("introduced", "introduced_ok", Kind.SOCIAL) if courtesy.names_oneself(case.view) else None


def numbers_alone(case: Case) -> Decision | None:
    """'forty one', 'sixty, sorry': an entry by its number, when nothing is asked beside it."""
    view = case.view
    bare = [clause for clause in view.heard.clauses if clause.bare]
    numbers = tuple(number for clause in bare for number in named(view, clause.mentions).numbers)
    entries = naming.by_number(view, numbers)
    if not entries or asks_something(view):
        return None
    plain = view.domain.intents[view.domain.kinds[view.domain.subject]["bare"]]
    names = Named(entries=entries[:1])
    if view.domain.entries[entries[0]].covered and (view.talk.intent or len(entries) == 1):
        return acts.repeat_question(view, entries[:1], names) or questions.decide(view, plain, names, (), 1.0)
    return Ask(Pending("which", entries, plain.id), "which")


def preference(case: Case) -> Decision | None:
    """What was said of oneself and nothing beside it: 'I have little time' is kept in mind, and that is said."""
    told = tuple(c.id for c in case.signs.conditions if case.view.domain.conditions[c.id].level == "preference")
    return Warn(told, True) if told else None


def told_alone(case: Case) -> Decision | None:
    """'my thumbs are sprained' tells something, although a thumb is a tool that may be asked about."""
    view, heard = case.view, case.view.heard
    asking = view.domain.words.get("question_words", {})
    if any(clause.asks or any(c.exact for c in clause.candidates) for clause in heard.clauses) or any(t.text in asking for t in heard.tokens):
        return None
    spans = [span for seen in case.signs.conditions for span in seen.spans]
    inside = all(any(start < m.end and m.start < end for start, end in spans) for m in heard.mentions)
    return (
        preference(case)
        if inside and heard.mentions and all((a := view.domain.attributes.get(m.kind)) and (a.asks or a.helps) for m in heard.mentions)
        else None
    )


def limited(case: Case) -> Decision | None:
    """'I never get up from the floor again': what a body can not do is no question about getting up, and no session is wished for."""
    view = case.view
    asking = view.domain.words.get("question_words", {})
    if (not _nothing_else(case) and any(clause.asks for clause in view.heard.clauses)) or any(
        t.stop == "?" or t.text in asking for t in view.heard.tokens
    ):
        return None
    own = [c for c in case.signs.conditions if view.domain.conditions[c.id].heeded and not c.cues & {"other", "hypothetical"}]
    return preference(case) if own and not isinstance(question(case), Guide) else None


def _nothing_else(case: Case) -> bool:
    """'no floor please': whether nothing but a condition is told, and with it perhaps a courtesy."""
    words = case.view.domain.words
    courteous = {*words.get("requests", {}), *words.get("fillers", {})}
    spans = [span for seen in case.signs.conditions for span in seen.spans]
    return bool(spans) and all(t.text in courteous or any(a <= i < b for a, b in spans) for i, t in enumerate(case.view.heard.tokens))


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
    words = [token.text for token in view.heard.tokens]
    telling = [word for word in words if word in view.domain.words.get("foreign", {})]
    strange = {*telling, *(word for word in view.heard.unknown if word.isalpha())}
    mostly = len(strange) > (1 if telling else 3) and len(strange) * 2 > len(words)
    return mostly or len(telling) >= FOREIGN or not any(map(str.isascii, words))


def unsure(case: Case) -> Decision | None:
    """A question of ours, although not surely which."""
    return nearly(case.view)


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
    question,
    social,
    denied,
    preference,
    unsure,
    admit,
)
