"""The cases in which a clause asks something, the first that fits: each is a question about its reading, and what answers it.

Not here: which reading counts (clauses), and what an intent leads to (questions, acts).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.decide import acts, naming, polar, questions, talked
from assistant.decide.comparing import aspect, compared
from assistant.decide.doing import DOING
from assistant.decide.naming import Named, named
from assistant.decide.readings import LIKELY, time_given
from assistant.decide.state import Ask, Decision, Pending
from assistant.decide.supposing import asks_of_focus, supposed
from assistant.decide.view import CLOSE, SURE, VERY_SURE, View, benefit, has, helped_with, intent_doing, intent_of, is_value, words_of
from assistant.model import Intent, Reply
from assistant.understand.candidates import Candidate
from assistant.understand.sentences import Clause
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


# ---------------------------------------------------------------- the cases


def _supposes(reading: Reading) -> bool:
    """Whether what is named counts more than the words between: an entry with a complaint asks whether it helps."""
    view, names = reading.view, reading.names
    does = reading.intent.reply.do
    if not names.entries or reading.first.exact or does == "guide" or (does == "compare" and len(names.entries) > 1):
        return False
    complaint = helped_with(view.domain, names.values)
    surely = reading.first.confidence >= SURE and bool(reading.intent.reply.facets)
    if complaint and surely and polar.asks_for(view):
        return False  # 'tell me how that one is supposed to free the hips'
    if (names.values or names.outside or names.minutes) and polar.supposed(view) and not _beside(reading):
        return True  # "it is on the kneecap, right?", "ten minutes, right?": both want a yes or a no
    if _why_misplaced(reading):
        return True
    if does in ("helps", "check"):
        return False
    if complaint and any(scope.cue == "says_who" for scope in view.heard.scopes):
        return True  # 'who says that it helps with that?': what the sources say of it
    if not complaint and polar.asks_for(view) and reading.first.confidence >= LIKELY and reading.intent.reply.facets:
        return False  # 'how hard on the foot': it asks for something, and the place stands beside it
    named = VERY_SURE if polar.yes_or_no(view) else NAMED_COMPLAINT  # 'does this one ease that?' asks whether it helps
    return reading.first.confidence < (named if complaint else STRUCTURAL if names.values or names.outside else 0)


def _beside(reading: Reading) -> bool:
    """'to find it, my leg must be straight, right?', 'every day, or is that overdoing it?': what is surely asked is nothing that the
    places or complaints named could tell.
    """
    domain, reply = reading.view.domain, reading.intent.reply
    values = [domain.attributes[domain.values[v].attribute] for v in (*reading.names.values, *reading.names.outside)]
    places = bool(values) and all((a.helps or (a.describes and not a.asks)) and a.facet not in reply.facets for a in values)
    wrong = naming.misplaced(reading.view, reading.names.entries, (*reading.names.values, *reading.names.outside))
    return places and not wrong and not reading.names.minutes and bool(reply.facets) and reading.first.confidence >= VERY_SURE


def _why_misplaced(reading: Reading) -> bool:
    """'why is that one on the inside?' takes for granted that it is there: one word stands between an entry and where it is not."""
    view, mentions = reading.view, reading.clause.mentions
    if len(mentions) != 2 or mentions[0].kind != view.domain.subject or not is_value(view, mentions[1]):
        return False
    words, tokens, begins = view.domain.words, view.heard.tokens, reading.clause.start
    opening, between = (
        [token.text for token in tokens[start:end] if token.text not in words.get("light", {})]
        for start, end in ((begins, mentions[0].start), (mentions[0].end, mentions[1].start))
    )
    asks = len(opening) == 2 and words.get("question_words", {}).get(opening[0]) == naming.REASON and opening[1] in words.get("polar", {})
    places = view.domain.attributes[mentions[1].kind]
    there = has(view.domain, view.domain.entries[mentions[0].id], mentions[1].id)
    return asks and len(between) == 1 and places.describes and not places.asks and not there


def _compares(reading: Reading) -> bool:
    """'BL-23 is below BL-25, is it not?': two entries and a word that compares, whatever else there is."""
    doing, entries = reading.intent.reply.do, reading.names.entries
    choosing = doing == "most" and not any(scope.cue == "supposed" for scope in reading.view.heard.scopes)
    return len(entries) == 2 and not reading.first.exact and doing != "compare" and not choosing and compared(reading.view, entries) is not None


def _in_one_respect(reading: Reading) -> bool:
    """'do they take the same time?': two entries and a word for whether they are alike, whatever else it resembles."""
    alike = any(token.text in reading.view.domain.words.get("alike", {}) for token in reading.view.heard.tokens)
    entries = reading.names.entries or talked.wholly(reading.view)  # 'do both take the same time?'
    return alike and len(entries) > 1 and not reading.first.exact and bool(aspect(reading.view, entries))


def _times_a_routine(reading: Reading) -> bool:
    """'ten minutes of the lying routine': a time and a routine, whatever the words between."""
    entries = reading.view.domain.entries
    unsure = not reading.first.exact and reading.first.confidence < SURE
    return unsure and time_given(reading.view, reading.names) and any(entries[other].parts for other in reading.names.others)


def _of_focus(reading: Reading) -> bool:
    """'with fists?', 'do both use fists?' are about what is talked of: no wish for a list, and a yes or no is the answer."""
    if reading.first.exact:
        return _with_tool(reading)
    words = words_of(reading.view, reading.clause)
    heads = reading.view.domain.words.get("heads", {})
    if reading.intent.reply.do == "list" and reading.first.confidence >= VERY_SURE and any(word in heads for word in words):
        return False  # 'actually, is there one I can do sitting?'
    topic = bool(reading.intent.reply.entry) and reading.first.confidence >= VERY_SURE and not reading.clause.bare
    if asks_of_focus(reading.view, reading.names, reading.focus) and not topic:  # 'should she use her fists?' is about who helps
        return reading.intent.reply.do == "list" or polar.yes_or_no(reading.view)
    return bool(reading.intent.reply.entry) and _asks_whether(reading)


def _with_tool(reading: Reading) -> bool:
    """'my thumbs are too big for GB-41. Would a finger do?': worded as a question for a list, and asked of the one talked of."""
    domain, values = reading.view.domain, reading.names.values
    tools = bool(values) and all(domain.attributes[domain.values[v].attribute].asks for v in values) and not reading.names.entries
    return tools and len(reading.focus) == 1 and reading.intent.reply.do == "list" and polar.opens(reading.view, reading.clause)


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
    words = words_of(reading.view, reading.clause)
    selecting = reading.view.domain.words.get("selecting", {})
    return len(reading.names.entries) == 1 and _is_close(reading) and any(selecting.get(word) == talked.CHOOSE for word in words)


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
    names = reading.names if reading.names.entries else reading.names._replace(entries=talked.wholly(reading.view))
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
    whole = named(reading.view, reading.view.heard.mentions)
    return whole._replace(outside=()) if _of_told(reading) else whole


def _of_told(reading: Reading) -> bool:
    """'I clench my jaw and hold my breath. How do I breathe?': what was told is about what is asked, and no ailment to be refused."""
    told = (clause for clause in reading.view.heard.clauses if clause.end <= reading.clause.start and not clause.asks)
    alike = any(c.intent == reading.first.intent and c.confidence >= LIKELY for clause in told for c in clause.candidates[:1])
    return alike and bool(reading.intent.reply.facets) and not reading.intent.reply.entry


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
