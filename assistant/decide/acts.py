"""Acts on the conversation itself: again, the other one, both, are you sure, forget that.

Each act is one small function of what was said before. Not here: questions about the subject.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.decide import comparing, describing, joined, limits, naming, questions, reasons, repeated, talked
from assistant.decide.naming import Named
from assistant.decide.rating import MOST, RATING, rated
from assistant.decide.state import Again, Alarm, Chat, Decision, Guide, See, Several, Steer, Tell, Warn
from assistant.decide.view import View, all_words, covered, has, marked, screening, surely
from assistant.model import Intent, Kind, Reply

MOST_IN_A_ROW = 5  # entries that are told the same of in one answer


def act(view: View, intent: Intent, names: Named) -> Decision | None:
    """What an act comes to here; None when there is nothing it could act on."""
    doing = ACTING.get(intent.reply.act)
    return doing(view, intent, names) if doing else None


def carried_out(view: View, intent: Intent, names: Named, focus: tuple[str, ...], confidence: float) -> Decision | None:
    """What an intent comes to, be it an act or a question."""
    return act(view, intent, names) if intent.reply.act else questions.decide(view, intent, names, focus, confidence)


def _again(view: View, intent: Intent, names: Named) -> Decision:
    if view.talk.told is None and intent.reply.act == "shorter":
        return Chat(intent.id, "brief_ok", Kind.CONTROL)  # before anything was said it is a wish for all that follows
    if view.talk.told is None:
        return Chat(intent.id, "again_nothing", Kind.CONTROL)
    told: Decision = view.talk.told
    if names.ordinals and isinstance(told, Several):
        told = next(iter(talked.counted_off(told.parts, names.ordinals)), told)  # 'the second part again?'
    cut = isinstance(view.talk.last, Again) and view.talk.last.how == "shorter"  # 'a bit more than that' is what was left out
    return Again("again" if cut and intent.reply.act == "more" else intent.reply.act, told)


def _other(view: View, intent: Intent, names: Named) -> Decision | None:
    """'the other one' of what was listed; 'any other?' of all."""
    before = view.talk.visited[-2:] if intent.reply.act in ("other", "correct") and len(view.talk.visited) > 1 else ()
    among = view.talk.listed if len(view.talk.listed) > 1 else before or tuple(e.id for e in covered(view.domain))
    gone = set(view.talk.focus if view.talk.focus != view.talk.listed else view.talk.listed[:1])
    rest = tuple(entry for entry in among if entry not in gone and entry not in names.excluded)
    if not rest:
        return Chat(intent.id, "no_others", Kind.CLARIFY)
    if len(rest) <= describing.MOST_DESCRIBED and view.talk.intent:
        return repeated.question(view, rest, names)
    return Tell(intent.id, Reply(do="list"), rest, ())


def _rest(view: View, intent: Intent, names: Named) -> Decision | None:
    """'and the others?' behind a list: those that are not in it; behind a question of one, the same of them."""
    if view.talk.focus and view.talk.focus != view.talk.listed:
        return _other(view, intent, names)
    gone = {*view.talk.listed, *names.excluded}
    rest = tuple(entry.id for entry in covered(view.domain) if entry.id not in gone)
    if rest and len(rest) <= MOST_IN_A_ROW and view.talk.listed and asked_of_one(view):
        return repeated.question(view, rest, names)
    return Tell(intent.id, Reply(do="list"), rest, _shared(view, rest)) if view.talk.listed and rest else Chat(intent.id, "no_others", Kind.CLARIFY)


def _shared(view: View, entries: Sequence[str]) -> tuple[str, ...]:
    """What entries have in common of the kind by which others were listed: 'which with the thumb?' ... 'and the rest?' with the fists."""
    kinds = dict.fromkeys(view.domain.values[value].attribute for value in view.talk.values)
    theirs = [view.domain.entries[entry] for entry in entries]
    own = [value for kind in kinds for value in theirs[0].attributes.get(kind, ())]
    return tuple(value for value in own if all(has(view.domain, entry, value) for entry in theirs))[:1]


def _all_of_them(view: View, intent: Intent, names: Named) -> Decision | None:
    if intent.reply.act == "all" and len(view.talk.listed or view.talk.focus) < 2 and (whole := _routine_of_all(view)):
        return repeated.question(view, (), names._replace(others=whole))
    entries = view.talk.listed or view.talk.focus or tuple(e.id for e in covered(view.domain))
    return repeated.question(view, entries, names) or Tell(intent.id, Reply(do="list"), entries, ())


def _routine_of_all(view: View) -> tuple[str, ...]:
    """'all together?' after how often one of them is done: the routine of all, where it can tell what was asked last."""
    every = {entry.id for entry in covered(view.domain)}
    routines = (entry.id for entry in view.domain.entries.values() if every and set(entry.parts) == every)
    return next(((id_,) for id_ in routines if can_tell(view, (id_,))), ())


def can_tell(view: View, others: Sequence[str]) -> bool:
    """'and the whole routine?' after how often a point is pressed: whether entries of another kind can tell what was asked last."""
    before = view.domain.intents.get(view.talk.intent)
    facets = before.reply.facets if before and not before.reply.entry else ()
    return bool(facets and others) and all(view.domain.entries[other].facets.get(facet) for other in others for facet in facets)


def _ordinal(view: View, intent: Intent, names: Named) -> Decision | None:
    """'the second one', 'number two' of what was listed; 'number 23' where it is no place in a list but in a code."""
    places = tuple(int(number) for number in names.numbers if number.isdigit() and int(number) <= len(view.talk.listed))
    entries = talked.by_ordinal(view, names.ordinals or places) or naming.by_number(view, names.numbers)[:1]
    if not entries:
        return None
    return repeated.question(view, entries, names) if asked_of_one(view) else Tell(intent.id, Reply(do="overview"), entries)


def counted(view: View, names: Named) -> Decision | None:
    """'ok, the fifth only': a place in what was listed, and nothing else."""
    intent = next((i for i in view.domain.intents.values() if i.reply.act == "ordinal"), None)
    return _ordinal(view, intent, names) if intent else None


def asked_of_one(view: View) -> bool:
    """Whether the last question was about single entries, so that it can be asked of another."""
    before = view.domain.intents.get(view.talk.intent)
    return before is not None and bool(before.reply.facets)


def _back_to(view: View, intent: Intent, names: Named) -> Decision | None:
    """'back to the first one': of what was listed or, failing that, of what was talked about."""
    among = view.talk.visited
    entries = names.entries or describing.described(view, names) or talked.by_ordinal(view, names.ordinals)
    if not entries and among:
        entries = (among[0],) if 1 in names.ordinals or len(among) < 2 else (among[-2],)
    if not entries:
        return None
    return repeated.question(view, entries, names) if asked_of_one(view) else Tell(intent.id, Reply(do="overview"), entries)


def _correct(view: View, intent: Intent, names: Named) -> Decision | None:
    """'no, I meant the ankle one': the last question of what was meant; with another tool the entries stay the same."""
    tools = bool(names.values) and all(view.domain.attributes[view.domain.values[v].attribute].asks for v in names.values)
    if tools and view.talk.session and not (names.entries or names.numbers):
        return None
    entries = names.entries or naming.by_number(view, names.numbers)[:1] or describing.described(view, names)
    if entries:
        return repeated.question(view, tuple(entries), names) or Tell(intent.id, Reply(do="overview"), tuple(entries))
    if 0 in names.ordinals:  # 'no, the other one'
        return _other(view, intent, names)
    if counted := talked.by_ordinal(view, names.ordinals):  # 'no, the first one I said'
        return repeated.question(view, counted, names) or Tell(intent.id, Reply(do="overview"), counted)
    if names.codes:  # 'what about ST-36, I mean'
        return limits.unknown_code(view, names, view.talk.intent)
    if names.values:
        return repeated.question(view, view.talk.focus, names)
    if view.talk.focus and (facet := comparing.aspect(view, view.talk.focus)):
        return Tell(intent.id, Reply(facets=(facet,)), view.talk.focus)  # 'I meant the time, not the pressure'
    attributes = [view.domain.attributes[view.domain.values[v].attribute] for v in names.outside]
    if len(view.talk.focus) == 1 and any(attribute.describes and not attribute.asks for attribute in attributes):
        return Tell(intent.id, Reply(facets=("location",)), view.talk.focus, names.outside, "no")  # 'that is wrong, it is on the shoulder'
    return Chat(intent.id, "correct_what", Kind.CLARIFY) if view.talk.turn else None


def _doubt(view: View, intent: Intent, names: Named) -> Decision | None:
    """'are you sure?': the answer again with its sources, and a supposed value checked."""
    if (names.values or names.entries) and view.talk.focus:
        return Tell(intent.id, Reply(facets=("location",)), view.talk.focus, names.values, "no" if names.anything else "")
    if isinstance(view.talk.last, Warn) and view.talk.last.then is None:
        return view.talk.last._replace(fresh=True)  # 'does that matter?'
    return Again("sure", view.talk.told) if view.talk.told else None


def _why_not(view: View, intent: Intent, names: Named) -> Decision | None:
    """'why not?' after something was left out: what the person said that stands against it; else it is a yes."""
    rules = [view.domain.conditions[fact.condition] for fact in view.talk.facts]
    against = tuple(rule.id for rule in rules if (rule.leave_out or rule.avoid) and (not names.entries or set(names.entries) & set(rule.leave_out)))
    if against:
        return Warn(against[-1:], True)
    if names.entries or reasons.refused(view):
        return reasons.why(view, intent, names)
    asks = any(view.domain.words.get("question_words", {}).get(token.text) == "reason" for token in view.heard.tokens)
    return _yes(view, intent, names) if asks else None  # 'only for a minute?' agrees to nothing


def _length(view: View, intent: Intent, names: Named) -> Decision | None:
    """'short answers from now on': said once, it holds."""
    return Chat(intent.id, f"{intent.reply.act}_ok", Kind.CONTROL)


def _yes(view: View, intent: Intent, names: Named) -> Decision | None:
    return Chat(intent.id, "ack", Kind.SOCIAL)


def _no(view: View, intent: Intent, names: Named) -> Decision | None:
    if view.talk.session and not screening(view):
        return Chat(intent.id, "no_in_session", Kind.CONTROL)
    done = view.talk.turn and view.talk.told is None and not view.talk.pending  # a session, and what was asked after it
    return Chat(intent.id, "no_more" if done else "no_to_what", Kind.SOCIAL)


def _later(view: View, intent: Intent, names: Named) -> Decision | None:
    return Chat(intent.id, "later_ok", Kind.SOCIAL)


def _never_mind(view: View, intent: Intent, names: Named) -> Decision | None:
    return Chat(intent.id, "never_mind_ok", Kind.SOCIAL)


def _resolved(view: View, intent: Intent, names: Named) -> Decision | None:
    """'I got the all clear': a clinician has looked at it; while a flag stands that is for the lock to judge."""
    return Chat(intent.id, "resolved_ok", Kind.SOCIAL)


def _forget(view: View, intent: Intent, names: Named) -> Decision | None:
    """'I was joking' takes back what was told of oneself; behind a sign it means the sign, and 'a mistake' long after it may mean anything."""
    if isinstance(view.talk.told, Alarm) or isinstance(view.talk.last, See):
        return Chat(intent.id, "cleared_ok", Kind.SOCIAL)
    surely_said = any(surely(clause) and clause.candidates[0].intent == intent.id for clause in view.heard.clauses)
    if view.talk.facts and (joined.said(view, "mistaken") or not surely_said):
        return Chat(intent.id, "forget_which", Kind.CLARIFY)
    return Chat(intent.id, "forgot_facts" if view.talk.facts else "forgot_nothing", Kind.CONTROL)


def _same_for(view: View, intent: Intent, names: Named) -> Decision | None:
    """'the same for the ankle one', 'now the ankle one. Same there?': the last question of what is named anywhere."""
    names = names if names.anything else naming.named(view, view.heard.mentions)
    described = () if describing.of_one_side(view, names, view.talk.focus) else describing.described(view, names)  # 'and on the left foot?'
    entries = names.entries or described or talked.by_ordinal(view, names.ordinals) or naming.by_number(view, names.numbers)[:1]
    return repeated.question(view, tuple(entries) or view.talk.focus, names)


def _how_to(view: View, intent: Intent, names: Named) -> Decision | None:
    """'show me how': be guided through what is talked about; 'tell me how' is told."""
    names = names if names.anything or names.ordinals else naming.named(view, view.heard.mentions)  # 'the second, how do I do that?'
    here = names.entries or talked.by_ordinal(view, names.ordinals) or describing.described(view, names)
    entries = here or view.talk.focus
    apart = any(clause.bare and clause.mentions for clause in view.heard.clauses)
    if (here and apart and _by_question_word(view, intent)) or any(token.text in view.domain.words.get("telling", {}) for token in view.heard.tokens):
        return Tell(intent.id, Reply(facets=("technique",)), tuple(entries) or (view.domain.general,))
    return Guide(tuple(entries), names.values, names.minutes)


def _by_question_word(view: View, intent: Intent) -> bool:
    """'the knee one, how do I do that?': the clause that asks it opens with a question word, so it wants to be told."""
    asking = (clause.start for clause in view.heard.clauses if clause.candidates and clause.candidates[0].intent == intent.id)
    return any(view.heard.tokens[start].text in view.domain.words.get("question_words", {}) for start in asking)


def _rating(view: View, intent: Intent, names: Named) -> Decision | None:
    both, _, times = rated(all_words(view), view.domain.words.get(RATING, {}))
    if len(both) == 2 and max(both) <= MOST and times:
        return Steer("rating", " ".join(map(str, both)))
    number = names.numbers[0] if names.numbers else ""
    written = len(number.partition(".")[0]) <= len(str(MOST))  # '00000' is nought, and no rating
    if not number or not written or float(number) > MOST or marked(view):
        return None  # 'and four?' rates nothing
    alone = len(view.heard.tokens) == 1  # 'pain 5', '5 out of 10' are no places in a list
    if alone and len(view.talk.listed) > 1 and number.isdigit() and 0 < int(number) <= len(view.talk.listed):
        return _ordinal(view, intent, names._replace(ordinals=(int(number),)))
    much = 0 < view.domain.severe <= float(number) and "rating_high" in view.domain.phrases
    return Chat(intent.id, "rating_high" if much else "rating_nothing", Kind.SOCIAL, {"rating": number})


def _felt(view: View, intent: Intent, names: Named) -> Decision | None:
    """'much better', 'no change', 'worse': how somebody feels, asked for or not."""
    phrase = "glad" if intent.reply.act == "better" else f"{intent.reply.act}_plain"
    return Chat(intent.id, phrase, Kind.SOCIAL) if view.talk.visited or phrase == "glad" else None


def _minutes(view: View, intent: Intent, names: Named) -> Decision | None:
    return Guide((), names.values, names.minutes) if names.minutes else None


# Acts that are done to what is named beside them: 'no, the ankle one', 'the second, please'.
NAMING = frozenset(("correct", "same_for", "first_topic", "ordinal", "how_to", "doubt", "rating", "minutes"))

Acting = Callable[[View, Intent, Named], Decision | None]
ACTING: Mapping[str, Acting] = {
    "again": _again,
    "shorter": _again,
    "simpler": _again,
    "more": _again,
    "who_says": _again,
    "other": _other,
    "another": _other,
    "rest": _rest,
    "both": _all_of_them,
    "all": _all_of_them,
    "ordinal": _ordinal,
    "first_topic": _back_to,
    "correct": _correct,
    "doubt": _doubt,
    "why": reasons.why,
    "yes": _yes,
    "no": _no,
    "neither": _no,
    "later": _later,
    "never_mind": _never_mind,
    "forget": _forget,
    "resolved": _resolved,
    "same_for": _same_for,
    "how_to": _how_to,
    "rating": _rating,
    "minutes": _minutes,
    "better": _felt,
    "same": _felt,
    "worse": _felt,
    "why_not": _why_not,
    "brief": _length,
    "in_full": _length,
}
