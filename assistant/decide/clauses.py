"""What one clause asks: its surest reading, and what it names, lead to the first case that fits.

Not here: how sure a reading must be (readings), how the clauses of a message fit together (asked), and what an intent
leads to (questions, acts).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.decide import acts, lengths, naming, polar, questions
from assistant.decide.comparing import aspect, compared
from assistant.decide.doing import DOING
from assistant.decide.limits import asked_for_elsewhere
from assistant.decide.lists import remaining
from assistant.decide.naming import Named, named
from assistant.decide.readings import LIKELY, about_focus, elliptic, sure, time_given
from assistant.decide.state import Ask, Decision, Pending, Tell
from assistant.decide.view import ANCHORED, CLOSE, SURE, UNTIED, VERY_SURE, View, benefit, helped_with, intent_doing, intent_of
from assistant.model import Intent, Reply
from assistant.understand.candidates import Candidate
from assistant.understand.reader import Clause
from assistant.values import NamedTuple

NAMED_COMPLAINT = 0.88  # an entry and a complaint in one sentence: nearly always 'is it good for that?'
STRUCTURAL = 0.45  # below this, what is named counts more than the words between
EITHER = 0.25  # a second reading this near the first is answered too
EVERYTHING = frozenset(("recommend", "list"))  # what may be done with all that a message names


class Reading(NamedTuple):
    """A clause as it is read: what it names, what was talked about, and the readings sure enough to be answered."""

    view: View
    clause: Clause
    names: Named
    focus: tuple[str, ...]
    first: Candidate  # the one that counts
    sure: tuple[Candidate, ...]

    @property
    def intent(self) -> Intent:
        return intent_of(self.view, self.first)


def decide(view: View, clause: Clause, names: Named, focus: tuple[str, ...]) -> Decision | None:
    """The decision of one clause, or None when it asks nothing that we could be sure of."""
    if names.minutes and focus and not names.anything and _judges_length(view, clause):
        return supposed(view, names, focus)
    if clause.bare and names.entries and clause.asks and _chooses_between(view, names):
        return supposed(view, names, focus)  # 'thumbs or fists for this one?'
    rest = remaining(view, clause, names)
    if rest or _only_names(view, clause, names, focus):
        return rest
    if clause.bare and names.ordinals and not any(c.exact for c in clause.candidates) and naming.by_ordinal(view, names.ordinals):
        return acts.counted(view, names)
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
    chooses = clause.asks and helped_with(view.domain, names.values) and naming.chooses_of_all(view, clause.start, clause.end)
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
    return (one.reply, one.entries, one.values) == (other.reply, other.entries, other.values)


def supposed(view: View, names: Named, focus: tuple[str, ...]) -> Decision | None:
    """An entry and a value of it, whatever the words between: is the one used for, or found at, the other? Is it held so long?"""
    doing = "helps" if helped_with(view.domain, (*names.values, *names.outside)) else "check"
    intent = lengths.asking(view, naming.meant(view, names, focus)) if names.minutes else intent_doing(view, doing)
    return questions.decide(view, intent, names, focus, ANCHORED) if intent else None


def asks_of_focus(view: View, names: Named, focus: tuple[str, ...]) -> bool:
    """'with fists?', 'thumbs again?': of what is talked about. 'the fist ones' are others, and so are 'the points for fists'."""
    values = [view.domain.values[v] for v in (*names.values, *names.outside)]
    asking = bool(values) and all(view.domain.attributes[v.attribute].asks for v in values)
    if not asking or names.entries or not 0 < len(focus) <= 2 or not elliptic(view):
        return False
    return not naming.headed(view, names) and not _narrowed(view, focus, {v.attribute for v in values})


def _narrowed(view: View, focus: tuple[str, ...], attributes: set[str]) -> bool:
    """Whether the last question has another answer for another value: 'and lying down?' after how hard to press."""
    before = view.domain.intents.get(view.talk.intent)
    told = [s for f in before.reply.facets for e in focus for s in view.domain.entries[e].facets.get(f, ())] if before else []
    return any(view.domain.values[when].attribute in attributes for statement in told for when in statement.when)


# ---------------------------------------------------------------- the reading


def _only_names(view: View, clause: Clause, names: Named, focus: tuple[str, ...]) -> bool:
    """Whether a clause is nothing but names; alone at the beginning, with two of a kind ('on my front or on my back'), or with a topic that is a
    question of something else ('what channel?'), it may be a wording of the content all the same.
    """
    first_of_all = not view.talk.intent and len(view.heard.clauses) == 1
    kinds = [view.domain.values[value].attribute for value in (*names.values, *names.outside)]
    twofold = not names.entries and len(kinds) > len(set(kinds))
    exact = [intent_of(view, c).reply for c in clause.candidates if c.exact]
    topic = names.others and not names.entries and view.talk.turn + len(view.heard.clauses) > 1 and any(r.facets and not r.entry for r in exact)
    worded = bool(focus) and any(r.facets and not (r.entry or r.do) for r in exact)  # 'just on one foot' asks which side
    worded = worded or (bool(names.outside) and not names.values and any(r.facets for r in exact))  # 'through the nose?'
    return clause.bare and names.anything and not ((first_of_all or twofold or topic) and exact) and not worded


def _read(view: View, clause: Clause, names: Named, focus: tuple[str, ...], found: list[Candidate]) -> Reading:
    """The reading that counts, and what is named as it counts for this reading."""
    names = _by_number(view, _set_apart(view, names, found[0]), found[0])
    of_talk = names.entries or (focus and (not names.anything or _says_how(view, names)))
    first = about_focus(view, found, clause, names) if of_talk else found[0]
    if first.exact and view.talk.session and intent_of(view, first).reply.facets and not names.entries:
        names = names._replace(values=tuple(v for v in names.values if not helped_with(view.domain, (v,))))  # 'my hand gets tired'
    return Reading(view, clause, names, focus, first, tuple(found))


def _says_how(view: View, names: Named) -> bool:
    """Whether nothing is named but a position or a tool, beside which what was talked of is asked about: 'and how hard if I lie?'"""
    values = [view.domain.values[v] for v in names.values]
    only = bool(values) and not (names.entries or names.others or names.outside or names.codes)
    return only and elliptic(view) and all(view.domain.attributes[v.attribute].asks for v in values)


def _set_apart(view: View, names: Named, first: Candidate) -> Named:
    """'what sets this one apart from that one?': where two are surely compared, none of them is left out."""
    two = (first.exact or first.confidence >= SURE) and intent_of(view, first).reply.do == "compare" and len(names.entries) == 1
    return names._replace(entries=(*names.entries, *(e for e in names.excluded if e in view.domain.entries))) if two else names


def _by_number(view: View, names: Named, first: Candidate) -> Named:
    """'what is 25 good for': where an entry is wanted and none is named, the number of its code names it."""
    if names.entries or len(names.numbers) != 1 or not intent_of(view, first).reply.facets:
        return names
    covered = tuple(e for e in naming.by_number(view, names.numbers) if view.domain.entries[e].covered)
    return names._replace(entries=covered) if len(covered) == 1 else names


# ---------------------------------------------------------------- the cases


def _supposes(reading: Reading) -> bool:
    """Whether what is named counts more than the words between: an entry with a complaint asks whether it helps."""
    view, names = reading.view, reading.names
    does = reading.intent.reply.do
    if not names.entries or reading.first.exact or does == "guide" or (does == "compare" and len(names.entries) > 1):
        return False
    complaint = helped_with(view.domain, names.values)
    surely = reading.first.confidence >= VERY_SURE and bool(reading.intent.reply.facets)
    if complaint and surely and polar.asks_for(view):
        return False  # 'tell me how that one is supposed to free the hips'
    if (names.values or names.outside or names.minutes) and polar.supposed(view) and not _beside(reading):
        return True  # "it is on the kneecap, right?", "ten minutes, right?": both want a yes or a no
    if does in ("helps", "check"):
        return False
    if complaint and any(scope.cue == "says_who" for scope in view.heard.scopes):
        return True  # 'who says that it helps with that?': what the sources say of it
    if not complaint and polar.asks_for(view) and reading.first.confidence >= LIKELY and reading.intent.reply.facets:
        return False  # 'how hard on the foot': it asks for something, and the place stands beside it
    named = VERY_SURE if polar.yes_or_no(view) else NAMED_COMPLAINT  # 'does this one ease that?' asks whether it helps
    return reading.first.confidence < (named if complaint else STRUCTURAL if names.values or names.outside else 0)


def _beside(reading: Reading) -> bool:
    """'to find it, my leg must be straight, right?': what is surely asked is nothing that the places named could tell."""
    domain, reply = reading.view.domain, reading.intent.reply
    values = [domain.attributes[domain.values[v].attribute] for v in (*reading.names.values, *reading.names.outside)]
    places = bool(values) and all(a.describes and not a.asks and a.facet not in reply.facets for a in values)
    return places and not reading.names.minutes and bool(reply.facets) and reading.first.confidence >= VERY_SURE


def _compares(reading: Reading) -> bool:
    """'BL-23 is below BL-25, is it not?': two entries and a word that compares, whatever else there is."""
    doing, entries = reading.intent.reply.do, reading.names.entries
    choosing = doing == "most" and not any(scope.cue == "supposed" for scope in reading.view.heard.scopes)
    return len(entries) == 2 and not reading.first.exact and doing != "compare" and not choosing and compared(reading.view, entries) is not None


def _in_one_respect(reading: Reading) -> bool:
    """'do they take the same time?': two entries and a word for whether they are alike, whatever else it resembles."""
    alike = any(token.text in reading.view.domain.words.get("alike", {}) for token in reading.view.heard.tokens)
    entries = reading.names.entries or naming.wholly(reading.view)  # 'do both take the same time?'
    return alike and len(entries) > 1 and not reading.first.exact and bool(aspect(reading.view, entries))


def _times_a_routine(reading: Reading) -> bool:
    """'ten minutes of the lying routine': a time and a routine, whatever the words between."""
    entries = reading.view.domain.entries
    unsure = not reading.first.exact and reading.first.confidence < SURE
    return unsure and time_given(reading.view, reading.names) and any(entries[other].parts for other in reading.names.others)


def _of_focus(reading: Reading) -> bool:
    """'with fists?', 'do both use fists?' are about what is talked of: no wish for a list, and a yes or no is the answer."""
    if reading.first.exact:
        return False
    if asks_of_focus(reading.view, reading.names, reading.focus):
        return reading.intent.reply.do == "list" or polar.yes_or_no(reading.view)
    return bool(reading.intent.reply.entry) and _asks_whether(reading)


def _asks_whether(reading: Reading) -> bool:
    """'is that on the bladder channel?' resembles a question about that channel, and asks of which one the one talked of is."""
    view, names = reading.view, reading.names
    if names.entries or len(reading.focus) != 1 or not naming.asked_of(view, names, reading.focus):
        return False
    facet = view.domain.attributes[view.domain.values[(*names.values, *names.outside)[0]].attribute].facet
    return any(c.confidence >= LIKELY and facet in intent_of(view, c).reply.facets for c in reading.clause.candidates)


def _corrects(reading: Reading) -> bool:
    """'neither, I meant the one behind the knee': what was asked last is asked of the one described."""
    corrected = any(scope.cue == "correction" for scope in reading.view.heard.scopes)
    lists = reading.intent.reply.do in ("list", "overview") and not reading.first.exact
    return corrected and lists and acts.asked_of_one(reading.view) and bool(naming.described(reading.view, reading.names))


def _is_either(reading: Reading) -> bool:
    return _either(reading) is not None


def _points_out(reading: Reading) -> bool:
    """'which of them goes by that name?': one entry is named, it is asked which it is, and no question is read surely."""
    words = [token.text for token in reading.view.heard.tokens[reading.clause.start : reading.clause.end]]
    selecting = reading.view.domain.words.get("selecting", {})
    return len(reading.names.entries) == 1 and _is_close(reading) and any(selecting.get(word) == naming.CHOOSE for word in words)


def _chooses_by_value(reading: Reading) -> bool:
    """'which of the six are to be found on the back?': those that have what describes them, whatever is done with it."""
    view, names = reading.view, reading.names
    describing = [v for v in names.values if view.domain.attributes[view.domain.values[v].attribute].describes]
    if not describing or names.entries or reading.first.exact or not reading.intent.reply.facets or reading.intent.reply.entry:
        return False
    return naming.chooses_of_all(view, reading.clause.start, reading.clause.end)


def _is_close(reading: Reading) -> bool:
    # what is not covered is said first, whatever was asked of it
    elsewhere = reading.names.codes or (helped_with(reading.view.domain, reading.names.outside) and not reading.names.values)
    strange = bool(elsewhere) and not reading.names.entries
    return reading.first.confidence < SURE and not strange and bool(_rivals(reading))


def _is_act(reading: Reading) -> bool:
    return bool(reading.intent.reply.act)


def _always(reading: Reading) -> bool:
    return True


def _either(reading: Reading) -> Reply | None:
    """Between two likely questions about one entry both are answered: that is shorter than asking which was meant."""
    domain, first = reading.view.domain, reading.first
    second = next((c for c in reading.clause.candidates if c != first), None)
    entries: Sequence[str] = reading.names.entries or reading.focus
    if first.exact or first.confidence >= SURE or second is None or not _few(reading, entries):
        return None
    one, other = (domain.intents[c.intent].reply for c in (first, second))
    if second.confidence < LIKELY or first.confidence - second.confidence > EITHER or one.entry or other.entry:
        return None
    known = [tuple(f for f in reply.facets if all(domain.entries[e].facets.get(f) for e in entries)) for reply in (one, other)]
    return one._replace(facets=tuple(dict.fromkeys((*known[0], *known[1])))) if all(known) else None


def _few(reading: Reading, entries: Sequence[str]) -> bool:
    """Whether it is about one entry, or a few that were just told."""
    return len(entries) == 1 or (1 < len(entries) <= naming.MOST_DESCRIBED and entries == reading.view.talk.focus)


def _rivals(reading: Reading) -> list[Candidate]:
    """The second reading, where it is as near as that and would be answered otherwise."""
    first = reading.first
    if first.intent == reading.view.talk.intent:
        return []  # what was asked last is asked once more
    if reading.intent.reply.do == "helps" and reading.names.entries and helped_with(reading.view.domain, reading.names.values):
        return []  # whether this one helps with that: nothing is nearer
    near = [c for c in reading.sure[1:2] if not first.exact and c != first and first.confidence - c.confidence < CLOSE]
    told = _plainly(reading, reading.intent.reply)
    return [c for c in near if _plainly(reading, intent_of(reading.view, c).reply) != told]


def _plainly(reading: Reading, reply: Reply) -> Reply:
    """What is told: 'does it help?' is 'what is it good for?' where no complaint is named, and 'which one helps?' where no entry is."""
    if reply.do != "helps":
        return reply
    helping = not reading.names.entries and (not reading.focus or naming.described(reading.view, reading.names))
    wanted = helping and helped_with(reading.view.domain, reading.names.values)
    return Reply(do="recommend") if wanted else Reply(facets=(benefit(reading.view.domain),))


# ---------------------------------------------------------------- their answers


def _checked(reading: Reading) -> Decision | None:
    return supposed(reading.view, reading.names, reading.focus)


def _put_right(reading: Reading) -> Decision | None:
    return acts.repeat_question(reading.view, naming.described(reading.view, reading.names), reading.names._replace(values=()))


def _side_by_side(reading: Reading) -> Decision | None:
    intent = intent_doing(reading.view, "compare") or reading.intent
    names = reading.names if reading.names.entries else reading.names._replace(entries=naming.wholly(reading.view))
    return questions.decide(reading.view, intent, names, reading.focus, reading.first.confidence)


def _guided(reading: Reading) -> Decision | None:
    return DOING["guide"](reading.view, reading.intent, reading.names, reading.focus)


def _both(reading: Reading) -> Decision | None:
    intent = reading.intent._replace(reply=_either(reading) or reading.intent.reply)
    return questions.decide(reading.view, intent, reading.names, reading.focus, reading.first.confidence)


def _pointed_out(reading: Reading) -> Decision | None:
    overview = intent_doing(reading.view, "overview") or reading.intent
    return questions.decide(reading.view, overview, reading.names, reading.focus, reading.first.confidence)


def _listed(reading: Reading) -> Decision | None:
    intent = intent_doing(reading.view, "list") or reading.intent
    return questions.decide(reading.view, intent, reading.names, (), reading.first.confidence)


def _which_meant(reading: Reading) -> Decision | None:
    return Ask(Pending("meant", (reading.first.intent, _rivals(reading)[0].intent), "", reading.names.values), "did_you_mean")


def _acted(reading: Reading) -> Decision | None:
    """An act on what is named; a correction looks for it in the whole message."""
    view, names = reading.view, reading.names
    if reading.intent.reply.act == "correct" and len(view.heard.clauses) > 1 and not (names.anything or names.numbers):
        return acts.act(view, reading.intent, named(view, view.heard.mentions))
    return acts.act(view, reading.intent, _filled(reading))


def _questioned(reading: Reading) -> Decision | None:
    return questions.decide(reading.view, reading.intent, _filled(reading), reading.focus, reading.first.confidence)


def _filled(reading: Reading) -> Named:
    """What is named in the clause, or in the whole message where the clause and what was talked about leave its question empty."""
    everything = reading.intent.reply.do in EVERYTHING and not reading.names.anything
    if (reading.names.anything or reading.names.ordinals or reading.focus) and not everything:
        return reading.names
    return named(reading.view, reading.view.heard.mentions)


Case = tuple[Callable[[Reading], bool], Callable[[Reading], Decision | None]]
CASES: tuple[Case, ...] = (
    (_compares, _side_by_side),  # 'BL-23 is below BL-25, right?'
    (_in_one_respect, _side_by_side),  # 'are they held for the same time?'
    (_supposes, _checked),  # 'BL-40 for a headache', 'it is on the kneecap, right?'
    (_times_a_routine, _guided),  # 'ten minutes of the lying routine'
    (_corrects, _put_right),  # 'no, I meant the one behind the knee'
    (_of_focus, _checked),  # 'with fists?'
    (_is_either, _both),  # where it is and how to find it
    (_chooses_by_value, _listed),  # 'which of them are to be found on the back?'
    (_points_out, _pointed_out),  # 'which one goes by that name?'
    (_is_close, _which_meant),
    (_is_act, _acted),  # 'no, the ankle one'
    (_always, _questioned),
)
