"""What we asked, answered: by name, number, order, description, both, yes, or by something else altogether.

Not here: what is asked of us (asked).
"""

from __future__ import annotations

from assistant.decide import acts, courtesy, describing, naming, questions
from assistant.decide.naming import Named, named
from assistant.decide.rating import EARLIER, RATING, rated
from assistant.decide.state import Chat, Decision, Guide, Pending, Several, Steer
from assistant.decide.view import SURE, VERY_SURE, View, act_of, acts_of, all_words, intent_of
from assistant.model import Intent, Kind

MOST_ANSWERED = 2  # words; so short a message after a question is its answer


def answered(view: View, pending: Pending) -> Decision | None:
    """What the message answers to our question; None when it is a question of its own."""
    if named(view, view.heard.mentions).codes:
        return None  # 'is ST-36 in there, too?' answers nothing
    if len(view.heard.tokens) > MOST_ANSWERED and not _only_rates(view, pending) and _new_question(view, pending):
        return None
    answering = {"which": _chosen, "meant": _reading_chosen, "offer": _offer, "rating": _rating}.get(pending.kind)
    return answering(view, pending) if answering else None


def _only_rates(view: View, pending: Pending) -> bool:
    """'4 and 6' after we asked how bad it is: nothing but numbers and small words, although 'the six' may be a name."""
    words = all_words(view)
    telling = view.domain.words.get(RATING, {})
    small = {*view.domain.words.get("asides", {}), *view.domain.words.get("links", {}), *(word for word, time in telling.items() if time)}
    return pending.kind == "rating" and bool(rated(words, telling).numbers) and all(word.isdigit() or word in small for word in words)


def _new_question(view: View, pending: Pending) -> bool:
    """Another question altogether: it is sure of itself and brings its own subject or needs none."""
    for clause in view.heard.clauses:
        for candidate in clause.candidates[:1]:
            intent = view.domain.intents[candidate.intent]
            if intent.reply.act or intent.reply.move or intent.kind is Kind.SOCIAL:
                continue
            names = named(view, clause.mentions)
            if intent.id != pending.intent and (candidate.exact or candidate.confidence >= SURE) and not _describes(intent):
                return bool(names.entries or names.others or candidate.exact or intent.reply.do in ("recommend", "signs"))
    return False


def _describes(intent: Intent) -> bool:
    """'the one by the little toe': a description is an answer, not a question."""
    return intent.reply.do in ("list", "overview", "recommend")


def _chosen(view: View, pending: Pending) -> Decision | None:
    act = act_of(view)
    counted = naming.by_number(view, [m.id for m in view.heard.mentions if m.kind == "number"])  # 'no, four zero'
    if act in ("never_mind", "no", "later") and not counted and not courtesy.more(view):
        return Chat("never_mind", "never_mind_ok", Kind.SOCIAL)
    entries = _options_named(view, pending) or counted[:1]
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
    fitting = describing.described(view, names) or describing.by_channel(view, options)
    return tuple(e for e in fitting if e in options) if options else fitting


def _reading_chosen(view: View, pending: Pending) -> Decision | None:
    """'Did you mean A or B?': the one that was named, or the first on yes."""
    act = act_of(view)
    if act in ("never_mind", "no", "neither") and not courtesy.more(view):
        return Chat("never_mind", "never_mind_ok", Kind.SOCIAL)
    names = named(view, view.heard.mentions)
    picked = [pending.options[n - 1] for n in _places(view, names) if 0 < n <= len(pending.options)]
    if act == "yes" and len(pending.options) == 1:
        picked = [pending.options[0]]
    ranked = [c.intent for clause in view.heard.clauses for c in clause.candidates if c.intent in pending.options]
    picked = list(pending.options) if act in ("both", "all") else picked or ranked[:1]
    if not picked:
        return None
    entries = names.entries or describing.described(view, names) or view.talk.focus
    again = names._replace(entries=entries, values=names.values or pending.values, ordinals=())
    each = (acts.carried_out(view, view.domain.intents[intent], again, entries, 1.0) for intent in picked)
    decisions = tuple(decision for decision in each if decision)
    return Several(decisions) if len(decisions) > 1 else next(iter(decisions), None)


def _places(view: View, names: Named) -> tuple[int, ...]:
    """Which of our readings an answer counts off: 'the second', or the bare number."""
    bare = all(clause.bare for clause in view.heard.clauses)
    return names.ordinals or tuple(int(number) for number in names.numbers if bare and number.isdigit())


def _offer(view: View, pending: Pending) -> Decision | None:
    act = act_of(view)
    other = describing.described(view, named(view, view.heard.mentions)) if act == "how_to" else ()  # 'the ankle one, how do I do that?'
    if act in ("yes", "how_to", "why_not") and not _asks_beside(view, act) and set(other) <= set(pending.options):
        return Guide(pending.options, pending.values)
    if act in ("no", "later", "never_mind") and not courtesy.more(view):
        return Chat(act, "offer_declined" if act == "no" else "later_ok", Kind.SOCIAL)
    return None


def _asks_beside(view: View, act: str) -> bool:
    """'that is not it, I wanted to know where it is': what only resembles a yes is none beside a question that is surely one."""
    firsts = [(c, intent_of(view, c).reply) for clause in view.heard.clauses for c in clause.candidates[:1]]
    worded = any(c.exact and (reply.act or reply.move) for c, reply in firsts)
    asks = bool(view.heard.mentions) and view.heard.tokens[-1].stop == "?"  # 'that is the dip at the front, yeah?'
    return act == "yes" and (asks or (not worded and any(c.confidence >= VERY_SURE and reply.facets for c, reply in firsts)))


FELT = ("better", "same", "worse")
DECLINES = ("no", "neither", "later", "never_mind")


def _rating(view: View, pending: Pending) -> Decision | None:
    """Numbers from 0 to 10 after we asked for them, or a word for it; one number alone may be followed by the other."""
    said = rated(all_words(view), view.domain.words.get(RATING, {}))
    spelled = [view.domain.words.get("numbers", {}).get(word, "") for word in said.around]  # 'one' alone stays a word: it may be no number
    numbers = said.numbers or tuple(int(number) for number in spelled if number.isdecimal())[:1]
    if len(numbers) == 1 and pending.options:
        pair = (int(pending.options[0]), *numbers)
        numbers = pair[::-1] if EARLIER in said.times else pair
    if numbers:
        return Steer("rating", " ".join(map(str, numbers[:2])))
    acts = acts_of(view)
    felt = next((act for act in FELT if act in acts), "")
    if felt:
        return Chat("rating", f"{felt}_plain", Kind.CONTROL)
    return Chat("rating", "rating_skipped", Kind.CONTROL) if acts & {*DECLINES, "skip", "next"} else None
