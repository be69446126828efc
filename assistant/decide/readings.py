"""How sure a reading of a clause must be to be answered: the more, the less ties the clause to the subject.

Not here: what is done with a sure reading (clauses), and where the thresholds come from (view).
"""

from __future__ import annotations

from assistant.decide import acts, describing
from assistant.decide.naming import Named
from assistant.decide.possible import BEGINNING
from assistant.decide.view import ANCHORED, CLOSE, SURE, TIED, UNTIED, VERY_SURE, View, helped_with, intent_of, told_last, words_of
from assistant.model import Intent, Kind
from assistant.understand.candidates import Candidate
from assistant.understand.mentions import Mention
from assistant.understand.sentences import Clause

LIKELY = 0.2  # a reading less sure than this says nothing
ELLIPTIC = 0.75  # in half a sentence a reading this near in score may be the one about what is talked of
LED_ON = 0.6  # an answer when only the talk so far ties a clause to the subject (python benchmarks/scope.py --after TEXT)
CERTAIN = 0.97  # an answer although a few words of many are foreign
FEW = 3  # one word of so many
NEVER = 2.0  # no reading is so sure
HALF = 0.5  # beside a name a reading half as sure may be the one about it
MOST_ELLIPSIS = 8  # words; a longer message with a name in it is no half sentence
MOST_OF_TOPIC = 5  # words of half a question that is about the topic told last
SHORT = 2  # words of some length: 'what is crema' is about what it names
LONGEST_SESSION = 120  # minutes; who names more speaks of something else: 'I stood for ten hours'
ACTIONS = frozenset(("guide", "how_to"))  # what begins something wants to be asked for surely
TALKED_OF = frozenset(("supposed", "asked", "past"))  # cues under which a time is none that somebody has


def sure(view: View, clause: Clause, names: Named, focus: tuple[str, ...]) -> list[Candidate]:
    """The readings of a clause that can be answered, the likeliest first. Moves of a session are no questions."""
    found = [c for c in clause.candidates if _is_sure(view, c, names, focus, clause) and not intent_of(view, c).reply.move]
    return _answerable(view, found, names, focus)


def about_focus(view: View, found: list[Candidate], clause: Clause, names: Named) -> Candidate:
    """Of near readings the one that can be about what is named or talked of: 'how many minutes?' is not about the whole routine."""
    first = found[0]
    if same := _of_topic(view, clause, first, names):
        return same
    if first.exact or not intent_of(view, first).reply.entry:
        return first
    if names.entries:
        told = [view.domain.entries[e].facets for e in names.entries]
        of_them = [
            c for c in clause.candidates if not (r := intent_of(view, c).reply).entry and r.facets and all(t.get(f) for t in told for f in r.facets)
        ]
        return next((c for c in of_them if c.confidence >= max(ANCHORED, HALF * first.confidence)), first)
    near = [c for c in clause.candidates if c.score >= (ELLIPTIC if elliptic(view) else 1) * first.score or first.confidence - c.confidence < CLOSE]
    about = [c for c in near if (r := intent_of(view, c).reply).facets and not r.entry]
    return about[0] if about else first


def _of_topic(view: View, clause: Clause, first: Candidate, names: Named) -> Candidate | None:
    """'or after?' just after warmth was told of: of near readings of half a question the one about that topic."""
    last = told_last(view)
    topic = last.reply.entry if last else ""
    if not topic or topic == view.domain.general or first.exact or names.anything or len(view.heard.tokens) > MOST_OF_TOPIC:
        return None
    about = [c for c in clause.candidates if intent_of(view, c).reply.entry == topic and c.confidence >= LIKELY]
    return about[0] if about else None


def elliptic(view: View) -> bool:
    """Whether a message is short enough to be half a sentence, whatever leads in to it: 'okay, and what about lying down?'"""
    leading = {*view.domain.words.get("leads", {}), *view.domain.words.get("links", {})}
    leads = next((place for place, token in enumerate(view.heard.tokens) if token.text not in leading), 0)
    return len(view.heard.tokens) - leads <= MOST_ELLIPSIS


def time_given(view: View, names: Named) -> bool:
    """Whether a time is named that somebody has: a session is begun when it is asked for, and no question about time asks for it."""
    if any(clause.asks and not _wishes(view, clause) for clause in view.heard.clauses) or any(
        m.kind == "minutes" and m.cues & TALKED_OF for m in view.heard.mentions
    ):
        return False
    return 0 < names.minutes <= LONGEST_SESSION and not any(_of_complaint(view, m) for m in view.heard.mentions if m.kind == "minutes")


def _wishes(view: View, clause: Clause) -> bool:
    """Whether a clause with a question mark only wishes that something begins: 'run one with me?'"""
    first = clause.candidates[0] if clause.candidates else None
    return first is not None and intent_of(view, first).reply.do == "guide" and first.confidence >= SURE and not asks_about(view, clause)


def _of_complaint(view: View, time: Mention) -> bool:
    """Whether a time is how long something has hurt: 'my back hurt for ten minutes'."""
    before = [m for m in view.heard.mentions if m.end <= time.start and not any(t.stop for t in view.heard.tokens[m.end - 1 : time.start])]
    last = before[-1] if before else None
    return last is not None and bool(helped_with(view.domain, [last.id] if last.id in view.domain.values else [])) and time.start - last.end == 1


def asks_about(view: View, clause: Clause) -> bool:
    """Whether a clause asks about something, and not for it: 'would it be for me?', 'how does that fit?', but 'can we start?'"""
    words = words_of(view, clause)
    tables = view.domain.words
    asking = {*tables.get("polar", {}), *tables.get("question_words", {})}
    place = next((i for i, word in enumerate(words) if word in asking or word not in tables.get("asides", {})), 0)
    if not words or words[place] not in asking or any(word in tables.get("selves", {}) for word in words[:place]):
        return False  # 'I would like to do the routine' tells what is wanted
    if tables.get("polar", {}).get(words[place]) and view.heard.tokens[clause.end - 1].stop != "?":
        return False  # 'do the routine'
    following = next((word for word in words[place:] if word not in asking), "")
    return following not in tables.get("askers", {})


def of_ours(view: View, clause: Clause, names: Named) -> bool:
    """Whether what a clause names is of the subject, and not a word of something else."""
    return not _foreign(clause, names) and not _elsewhere(view, clause, names)


def _foreign(clause: Clause, names: Named) -> bool:
    """Whether half of what was said is of something else: 'foot-pounds to newton metres'."""
    return not names.entries and clause.foreign > 1 and clause.foreign * 2 >= clause.weighty


def _elsewhere(view: View, clause: Clause, names: Named) -> bool:
    """Whether it is sooner about something else, although a word of it names a complaint or a topic: 'my bank balance'."""
    best = clause.candidates[0] if clause.candidates else None
    if names.entries or clause.bare or best is None or best.confidence < LIKELY:
        return False
    tied = clause.anchors or any(t.text in view.domain.anchors for m in clause.mentions for t in view.heard.tokens[m.start : m.end])
    if intent_of(view, best).kind is Kind.FALLBACK:
        return not (helped_with(view.domain, names.values) and tied) or bool(clause.foreign)
    return clause.weighty > SHORT and not (names.values or tied)


def _is_sure(view: View, candidate: Candidate, names: Named, focus: tuple[str, ...], clause: Clause) -> bool:
    """A word-for-word match always; the others as their intent and their clause allow."""
    if candidate.exact or candidate.confidence < ANCHORED:  # which is the least that anything asks for
        return candidate.exact
    intent = intent_of(view, candidate)
    refuses = intent.kind is Kind.FALLBACK and bool(intent.reply.say) and candidate.confidence >= VERY_SURE  # that is what strange words are for
    if _beside_names(intent, candidate, names, clause) or (_foreign(clause, names) and not refuses) or _only_denies(view, intent, names, clause):
        return False
    if intent.reply.act == "minutes" and not time_given(view, names):
        return False
    if (intent.reply.do in ACTIONS or intent.reply.act in ACTIONS) and (asks_about(view, clause) or _doubtful(view, candidate, clause)):
        return False
    named = bool(names.entries or names.values or names.codes or names.outside or any(view.domain.entries[o].parts for o in names.others))
    led_on = bool(focus or view.talk.told) and not intent.reply.say
    if led_on and not named and not intent.reply.act:
        least = SURE if _beside_courtesy(view, clause) else 0.0
        return candidate.confidence >= max(least, _least_led_on(view, intent, clause))
    if not named and (not clause.weighty or (_strange(clause, candidate) and not refuses)) and not led_on:
        return False
    return candidate.confidence >= _least(view, intent, names, clause, named or led_on)


def _beside_courtesy(view: View, clause: Clause) -> bool:
    """'she is back, bye!': what asks nothing, beside words that take leave or thank and nothing else."""
    others = [other for other in view.heard.clauses if other != clause]
    courtesies = (any(c.exact and intent_of(view, c).kind is Kind.SOCIAL for c in other.candidates) for other in others)
    return not clause.asks and bool(others) and all(courtesies)


def _only_denies(view: View, intent: Intent, names: Named, clause: Clause) -> bool:
    """'no operation, no medicine. Please begin': what is only denied asks nothing, unless it says how something is to be done: 'no fists'."""
    if clause.asks or not any(s.cue == "denied" and s.said <= clause.start and s.end >= clause.end for s in view.heard.scopes):
        return False
    refused = intent.kind is Kind.FALLBACK and bool(intent.reply.say)
    telling = any(a.describes or a.asks for m in clause.mentions if (a := view.domain.attributes.get(m.kind)))
    return refused or (len(view.heard.clauses) > 1 and not telling and not names.entries and not intent.reply.act)


def _doubtful(view: View, candidate: Candidate, clause: Clause) -> bool:
    """'hang on, the fists go under the ribs?': nothing is begun on a question that only resembles a wish."""
    timed = any(m.kind == "minutes" and not m.cues & TALKED_OF for m in view.heard.mentions)  # 'I have three minutes. Run one with me?'
    return view.heard.tokens[clause.end - 1].stop == "?" and candidate.confidence < VERY_SURE and not timed


def _least_led_on(view: View, intent: Intent, clause: Clause) -> float:
    """The same where nothing but the talk so far ties a clause to the subject: in 'help me find my phone' nothing else does."""
    if clause.foreign > max(1, clause.anchors):
        return NEVER
    if clause.foreign > clause.anchors:
        return UNTIED
    return SURE if intent.reply.do in ACTIONS else ANCHORED if clause.anchors or elliptic(view) else LED_ON


def _beside_names(intent: Intent, candidate: Candidate, names: Named, clause: Clause) -> bool:
    """Whether it would be a courtesy or an act that has nothing to do with what is named beside it."""
    if intent.slots or not (names.entries or names.values or names.numbers):
        return False
    told = bool(intent.reply.act or intent.reply.say) and intent.reply.act not in acts.NAMING
    plainly = clause.asks and candidate.confidence >= VERY_SURE  # 'might the ache be my kidneys?'
    refused = (
        intent.kind is Kind.FALLBACK and not names.entries and candidate.confidence >= SURE and (bool(clause.foreign) or plainly or not names.values)
    )
    return told and not refused


def _least(view: View, intent: Intent, names: Named, clause: Clause, anchored: bool) -> float:
    """The least confidence with which a reading is answered."""
    tied = clause.anchors > clause.foreign
    if intent.reply.act in BEGINNING:
        return SURE
    if intent.reply.act or intent.reply.say:
        return TIED if tied or anchored else UNTIED if intent.kind is Kind.ANSWER else SURE
    if intent.reply.do in ACTIONS and not time_given(view, names):
        return SURE
    return ANCHORED if anchored else TIED if tied else UNTIED


def _strange(clause: Clause, candidate: Candidate) -> bool:
    """Whether more of it is foreign than of the subject; of equal shares a sure reading decides, and against few words a very sure one."""
    if clause.foreign > clause.anchors:
        few = clause.foreign == 1 or (candidate.confidence >= CERTAIN and clause.foreign * FEW <= clause.weighty)
        return not few or candidate.confidence < VERY_SURE
    return bool(clause.foreign) and candidate.confidence < SURE


def _answerable(view: View, found: list[Candidate], names: Named, focus: tuple[str, ...]) -> list[Candidate]:
    """Without intents nobody could answer here; counting off gives way to the question it is part of ('where is the second one')."""
    domain = view.domain
    about = (names.entries or focus) if names.codes else describing.meant(view, names, focus)  # 'BL-54, behind the knee' is a strange code
    entries = [domain.entries[e] for e in (*about, domain.general)]
    replies = {c.intent: domain.intents[c.intent].reply for c in found}
    out = [
        c
        for c in found
        if (c.exact and not names.entries)
        or not (r := replies[c.intent]).facets
        or r.entry
        or any(e.facets.get(f) for e in entries for f in r.facets)
    ]
    if not (names.entries or names.values or len(focus) > 1 or len(view.talk.listed) > 1 or len(view.talk.visited) > 1):
        out = [c for c in out if c.exact or replies[c.intent].do != "compare"]  # there are no two: 'does that make a difference?'
    asking = [c for c in out if replies[c.intent].facets]
    if names.ordinals and view.talk.listed and asking and not out[0].exact and replies[out[0].intent].act:
        return asking
    return out
