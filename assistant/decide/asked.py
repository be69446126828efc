"""What a message asks, clause by clause: how sure a reading must be, and how several fit together.

Not here: what an intent leads to (questions, acts), and what goes before any question (ladder).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide import acts, naming, questions
from assistant.decide.naming import Named, named
from assistant.decide.state import Admit, Again, Ask, Chat, Decision, Guide, Pending, Several, Tell
from assistant.decide.view import ANCHORED, CLOSE, SURE, TIED, UNTIED, VERY_SURE, View
from assistant.model import Kind, Reply
from assistant.understand.reader import Candidate, Clause
from assistant.values import NamedTuple

NAMED_COMPLAINT = 0.8  # an entry and a complaint in one sentence: nearly always 'is it good for that?'
LIKELY, EITHER = 0.2, 0.25  # a second reading this sure, and this near the first, is answered too
ELLIPTIC = 0.75  # in half a sentence a reading this near in score may be the one about what is talked of
STRUCTURAL = 0.45  # below this, what is named counts more than the words between
ACTIONS = frozenset(("guide",))  # what begins something wants to be asked for surely
TALKED_OF = frozenset(("supposed", "asked", "past"))  # cues under which a time is none that somebody has
LONGEST_SESSION = 120  # minutes; who names more speaks of something else: 'I stood for ten hours'
MOST_ANSWERS = 3  # in one reply
SHORT = 2  # words of some length: 'what is crema' is about what it names
MOST_ELLIPSIS = 8  # words; a longer message with a name in it is no half sentence


def question(view: View) -> Decision | None:
    """What was asked, clause by clause; an earlier clause may name what a later one asks about."""
    focus = view.talk.focus or named(view, view.heard.mentions).entries
    found: list[Found] = []
    loose: Named | None = None
    outright: tuple[str, ...] = ()  # named in clauses that ask nothing
    loosely: tuple[str, ...] = ()  # described there
    for clause in view.heard.clauses:
        names = named(view, clause.mentions)
        decision = _clause(view, clause, names, focus)
        if decision is None and found and asks_of_focus(view, names, focus):
            decision = supposed(view, names, focus)
        if decision is None:
            loose = names if (names.anything or names.minutes) and not _foreign(clause, names) and not _elsewhere(view, clause, names) else loose
            outright = (*outright, *(names.entries or naming.by_ordinal(view, names.ordinals)))
            loosely = loosely if names.entries or asks_of_focus(view, names, focus) else (*loosely, *naming.described(view, names))
            focus = outright or loosely or focus
            continue
        found.append(Found(clause, decision))
        if isinstance(decision, Tell) and decision.entries:
            focus = decision.entries
    other = _other_described(view, loose)
    if loose and other:
        return _bare(view, loose._replace(entries=other), focus)
    return _with_strange_codes(view, _settled(view, _wanted(view, _of_ours(view, found), focus), loose, focus))


def _with_strange_codes(view: View, decision: Decision | None) -> Decision | None:
    """'where is BL-40 in relation to LI-4?': what is not covered is said beside what is told."""
    names = named(view, view.heard.mentions)
    if not names.codes or not isinstance(decision, Tell) or not names.entries or not decision.reply.facets:
        return decision
    return Several((decision, questions.unknown_code(view, names, decision.intent)))


def _other_described(view: View, loose: Named | None) -> tuple[str, ...]:
    """'I can not reach it. What is the other one, behind the ankle?': what is asked last and described, whatever was told before."""
    clauses = view.heard.clauses
    if loose is None or len(clauses) < 2 or not clauses[-1].bare or 0 not in named(view, clauses[-2].mentions).ordinals:
        return ()
    return naming.described(view, loose)[:1]


class Found(NamedTuple):
    """A clause and what it comes to."""

    clause: Clause
    decision: Decision


def _of_ours(view: View, found: list[Found]) -> list[Found]:
    """Beside what is surely of another subject, only what is tied to ours: 'my card was refused. What do I do now?'"""
    best = [clause.candidates[0] for clause in view.heard.clauses if clause.candidates]
    if not any(view.domain.intents[c.intent].kind is Kind.FALLBACK and c.confidence >= SURE for c in best):
        return found
    return [one for one in found if one.clause.anchors > one.clause.foreign or one.clause.mentions or isinstance(one.decision, Chat)]


def _wanted(view: View, found: list[Found], focus: tuple[str, ...]) -> list[Decision]:
    """Where something is asked, what is told beside it is no question: 'my thumb is on it. How long till I swap?'"""
    if found and isinstance(found[0].decision, Guide) and not found[0].clause.mentions and any(_about_entries(view, one) for one in found[1:]):
        found = found[1:]  # 'quick one: where is ...'
    asking = [one for one in found if one.clause.asks and not isinstance(one.decision, Chat)]
    if not any(clause.asks for clause in view.heard.clauses) or all(clause.asks for clause in view.heard.clauses):
        return [one.decision for one in found]
    sure = max((c.confidence for one in asking for c in one.clause.candidates[:1]), default=0.0)
    whole = view.heard.whole
    if whole and whole.candidates and sure < SURE and whole.candidates[0].confidence > sure:
        together = _clause(view, whole, named(view, whole.mentions), focus)
        if together is not None and not isinstance(together, Ask | Chat):
            return [together]
    return [one.decision for one in asking or found]


def _about_entries(view: View, found: Found) -> bool:
    """Whether a clause asks for something of what the message names."""
    decision = found.decision
    mentioned = any(mention.kind == view.domain.subject for mention in view.heard.mentions)
    return isinstance(decision, Tell) and mentioned and bool(decision.reply.facets and decision.entries) and not decision.general


def _settled(view: View, found: list[Decision], loose: Named | None, focus: tuple[str, ...]) -> Decision | None:
    """One decision of all; where only courtesies were understood, what was named beside them."""
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
    names = _by_number(view, names, first)
    intent = view.domain.intents[first.intent]
    if _structural(view, names, first):
        return supposed(view, names, focus)
    if _time_given(view, names) and not first.exact and first.confidence < SURE and any(view.domain.entries[o].parts for o in names.others):
        return questions.DOING["guide"](view, intent, names, focus)
    if intent.reply.move:
        return None
    if intent.reply.do == "list" and not first.exact and asks_of_focus(view, names, focus):
        return supposed(view, names, focus)
    first = _about_focus(view, sure, clause) if focus and not names.anything else first
    intent = view.domain.intents[first.intent]
    both = _either(view, clause, first, names.entries or focus)
    if both:
        return questions.decide(view, intent._replace(reply=both), names, focus, first.confidence)
    others = [c for c in sure[1:2] if not first.exact and c != first and first.confidence - c.confidence < CLOSE and _differ(view, first, c)]
    if others and first.confidence < SURE:
        return Ask(Pending("meant", (first.intent, others[0].intent), "", names.values), "did_you_mean")
    if first.exact and view.talk.session and intent.reply.facets and not names.entries:
        names = names._replace(values=tuple(v for v in names.values if view.domain.values[v].attribute != "complaint"))  # 'my hand gets tired'
    everything = intent.reply.do in ("recommend", "list") and not names.anything
    filled = names if (names.anything or focus) and not everything else named(view, view.heard.mentions)
    if intent.reply.act in acts.COMPARING and not names.entries and len(focus) > 1:
        filled = filled._replace(entries=tuple(focus))
    if intent.reply.act:
        if intent.reply.act == "correct" and len(view.heard.clauses) > 1 and not (names.anything or names.numbers):
            filled = named(view, view.heard.mentions)
        return acts.act(view, intent, filled)
    return questions.decide(view, intent, filled, focus, first.confidence)


def _either(view: View, clause: Clause, first: Candidate, entries: Sequence[str]) -> Reply | None:
    """Between two likely questions about one entry both are answered: that is shorter than asking which was meant."""
    second = next((c for c in clause.candidates if c != first), None)
    if first.exact or first.confidence >= SURE or second is None or len(entries) != 1:
        return None
    one, other = (view.domain.intents[c.intent].reply for c in (first, second))
    facets = view.domain.entries[entries[0]].facets
    if second.confidence < LIKELY or first.confidence - second.confidence > EITHER or one.entry or other.entry:
        return None
    known = [tuple(f for f in reply.facets if facets.get(f)) for reply in (one, other)]
    return one._replace(facets=tuple(dict.fromkeys((*known[0], *known[1])))) if all(known) else None


def _by_number(view: View, names: Named, first: Candidate) -> Named:
    """'what is 25 good for': where an entry is wanted and none is named, the number of its code names it."""
    if names.entries or len(names.numbers) != 1 or not view.domain.intents[first.intent].reply.facets:
        return names
    covered = tuple(e for e in naming.by_number(view, names.numbers) if view.domain.entries[e].covered)
    return names._replace(entries=covered) if len(covered) == 1 else names


def _structural(view: View, names: Named, first: Candidate) -> bool:
    """Whether what is named counts more than the words between: an entry with a complaint asks whether it helps."""
    does = view.domain.intents[first.intent].reply.do
    if not names.entries or first.exact or does in ("guide", "compare"):
        return False
    if (names.values or names.outside) and any(scope.cue == "supposed" for scope in view.heard.scopes):
        return not names.minutes  # "it is on the kneecap, right?" wants a yes or a no
    if does in ("helps", "check"):
        return False
    complaint = any(view.domain.values[v].attribute == "complaint" for v in names.values)
    return first.confidence < (NAMED_COMPLAINT if complaint else STRUCTURAL if names.values or names.outside else 0)


def _about_focus(view: View, sure: list[Candidate], clause: Clause) -> Candidate:
    """Of near readings the one that can be about what is talked of: 'how many minutes?' is not about the whole routine."""
    first = sure[0]
    if first.exact or not view.domain.intents[first.intent].reply.entry:
        return first
    short = len(view.heard.tokens) <= MOST_ELLIPSIS
    near = [c for c in clause.candidates if c.score >= (ELLIPTIC if short else 1) * first.score or first.confidence - c.confidence < CLOSE]
    about = [c for c in near if (r := view.domain.intents[c.intent].reply).facets and not r.entry]
    return about[0] if about else first


def _sure_enough(view: View, candidate: Candidate, names: Named, focus: tuple[str, ...], clause: Clause) -> bool:
    """A word-for-word match always; else the more, the less ties the message to the subject."""
    if candidate.exact:
        return True
    intent = view.domain.intents[candidate.intent]
    told = bool(intent.reply.act or intent.reply.say) and intent.reply.act not in acts.NAMING
    refused = intent.kind is Kind.FALLBACK and not names.entries and candidate.confidence >= SURE and bool(clause.foreign or not names.values)
    if told and not refused and not intent.slots and (names.entries or names.values or names.numbers):
        return False
    anchored = bool(names.entries or names.values or names.codes or names.outside) or (bool(focus or view.talk.told) and not intent.reply.say)
    if not anchored and (not clause.weighty or _strange(clause, candidate)):
        return False
    if _foreign(clause, names):
        return False
    if intent.reply.act == "minutes" and not _time_given(view, names):
        return False
    if intent.reply.act or intent.reply.say:
        return candidate.confidence >= (TIED if clause.anchors > clause.foreign or anchored else SURE)
    if intent.reply.do in ACTIONS and not _time_given(view, names):
        return candidate.confidence >= SURE
    tied = clause.anchors > clause.foreign
    return candidate.confidence >= (ANCHORED if anchored else TIED if tied else UNTIED)


def _strange(clause: Clause, candidate: Candidate) -> bool:
    """Whether more of it is foreign than of the subject; of equal shares a sure reading decides, and against one word a very sure one."""
    if clause.foreign > clause.anchors:
        return clause.foreign > 1 or candidate.confidence < VERY_SURE
    return bool(clause.foreign) and candidate.confidence < SURE


def _time_given(view: View, names: Named) -> bool:
    """Whether a time is named that somebody has: a session is begun when it is asked for, and no question about time asks for it."""
    if any(clause.asks for clause in view.heard.clauses) or any(m.kind == "minutes" and m.cues & TALKED_OF for m in view.heard.mentions):
        return False
    return 0 < names.minutes <= LONGEST_SESSION


def _foreign(clause: Clause, names: Named) -> bool:
    """Whether half of what was said is of something else: 'foot-pounds to newton metres'."""
    return not names.entries and clause.foreign > 1 and clause.foreign * 2 >= clause.weighty


def _elsewhere(view: View, clause: Clause, names: Named) -> bool:
    """Whether it is sooner about something else, although a word of it names a complaint or a topic: 'my bank balance'."""
    best = clause.candidates[0] if clause.candidates else None
    if names.entries or clause.bare or best is None or best.confidence < LIKELY:
        return False
    tied = clause.anchors or any(t.text in view.domain.anchors for m in clause.mentions for t in view.heard.tokens[m.start : m.end])
    if view.domain.intents[best.intent].kind is Kind.FALLBACK:
        ache = any(view.domain.values[v].attribute == "complaint" for v in names.values)
        return not (ache and tied) or bool(clause.foreign)
    return clause.weighty > SHORT and not (names.values or tied)


def _askable(view: View, sure: list[Candidate], names: Named, focus: tuple[str, ...]) -> list[Candidate]:
    """Without intents nobody could answer here; counting off gives way to the question it is part of ('where is the second one')."""
    domain = view.domain
    entries = [domain.entries[e] for e in (*(names.entries or focus), domain.general)]
    replies = {c.intent: domain.intents[c.intent].reply for c in sure}
    out = [c for c in sure if not (r := replies[c.intent]).facets or r.entry or any(e.facets.get(f) for e in entries for f in r.facets)]
    asking = [c for c in out if domain.intents[c.intent].reply.facets]
    if names.ordinals and view.talk.listed and asking and not out[0].exact and domain.intents[out[0].intent].reply.act:
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
    told: list[Decision] = [d for d in found if isinstance(d, Tell | Guide | Again)]
    if not told:
        told.extend([d for d in found if isinstance(d, Admit)][:1])
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


def asks_of_focus(view: View, names: Named, focus: tuple[str, ...]) -> bool:
    """'with fists?', 'thumbs again?': of what is talked about. 'the fist ones' are others, and so are 'the points for fists'."""
    values = [view.domain.values[v] for v in (*names.values, *names.outside)]
    heads = {*view.domain.words.get("heads", {}), *view.domain.words.get("joiners", {}), *view.domain.kinds[view.domain.subject].values()}
    spoken = [t.text for t in view.heard.tokens]
    headed = any(spoken[m.end : m.end + 1] and spoken[m.end] in heads for m in view.heard.mentions if m.id in names.values or m.id in names.outside)
    short = len(view.heard.tokens) <= MOST_ELLIPSIS
    asking = bool(values) and all(view.domain.attributes[v.attribute].asks for v in values)
    return asking and 0 < len(focus) <= 2 and short and not headed and not names.entries and not _narrowed(view, focus, {v.attribute for v in values})


def _narrowed(view: View, focus: tuple[str, ...], attributes: set[str]) -> bool:
    """Whether the last question has another answer for another value: 'and lying down?' after how hard to press."""
    before = view.domain.intents.get(view.talk.intent)
    told = [s for f in before.reply.facets for e in focus for s in view.domain.entries[e].facets.get(f, ())] if before else []
    return any(view.domain.values[when].attribute in attributes for statement in told for when in statement.when)


def _bare(view: View, names: Named, focus: tuple[str, ...]) -> Decision | None:
    """A name alone: the last question of it, or what its kind is told by."""
    short = len(view.heard.tokens) <= MOST_ELLIPSIS
    if asks_of_focus(view, names, focus):
        return supposed(view, names, focus)
    entries = names.entries or naming.described(view, names)
    if view.talk.intent and short and (names.entries or names.values or not names.others):
        wanted = entries or focus
        again = acts.repeat_question(view, tuple(wanted), names)
        if again:
            return again
    guarded = questions.guard(view, names)
    if guarded:
        return guarded
    if _time_given(view, names):
        return Guide(tuple(p for o in names.others for p in view.domain.entries[o].parts) or entries, names.values, names.minutes)
    kinds = [view.domain.kinds[view.domain.subject]["bare"]] if names.entries or names.codes else []
    kinds += [view.domain.kinds[view.domain.entries[o].kind]["bare"] for o in names.others]
    kinds += [view.domain.attributes[view.domain.values[v].attribute].bare for v in (*names.values, *names.outside)]
    for bare in kinds:
        if bare in view.domain.intents:
            return questions.decide(view, view.domain.intents[bare], names, focus, ANCHORED)
    return None
