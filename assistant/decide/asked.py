"""What a message asks: its clauses one after the other, and how several fit together.

Not here: what one clause asks (clauses), what an intent leads to (questions, acts), and what goes before any question (ladder).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide import acts, clauses, courtesy, lengths, limits, naming, ours, plans, pointing, polar, questions, tales
from assistant.decide.naming import Named, named
from assistant.decide.nearly import nearly
from assistant.decide.ours import REFUSAL, Found
from assistant.decide.possible import BEGINNING
from assistant.decide.readings import LIKELY, elliptic, of_ours, time_given
from assistant.decide.state import Admit, Again, Ask, Chat, Decision, Guide, Several, Tell
from assistant.decide.view import ANCHORED, SURE, UNTIED, VERY_SURE, View, helped_with, intent_of, logic, surely
from assistant.model import Kind
from assistant.understand.normalise import SENTENCE_ENDS
from assistant.understand.reader import Clause
from assistant.values import NamedTuple

MOST_ANSWERS = 3  # in one reply
MANNERS = ("shorter", "simpler")  # 'in a nutshell, what is it?' asks nothing of what was told before
TOLD_SURELY = 0.9  # so sure a reading of what is only told must be for "is that good?" to ask it
LONGEST_JUDGED = 4  # words of such a judgement


class Heard(NamedTuple):
    """What the clauses so far came to; an earlier one may name what a later one asks about."""

    focus: tuple[str, ...]
    found: tuple[Found, ...] = ()
    loose: Named | None = None  # named last in a clause that asks nothing
    outright: tuple[str, ...] = ()  # entries named in such clauses
    described: tuple[str, ...] = ()  # entries described there


def question(view: View) -> Decision | None:
    """What was asked; what was only named beside it counts where nothing was."""
    if beyond := limits.beyond_list(view):
        return beyond
    if lengths.offered(view) and (length := _of_lengths(view)):
        return length
    heard = Heard(naming.wholly(view) or view.talk.focus or named(view, view.heard.mentions).entries)
    for clause in view.heard.clauses:
        heard = heard if _answered_at_once(view, clause) else _with_clause(view, heard, clause)
    loose, focus = heard.loose, heard.focus
    other = _other_described(view, loose)
    if loose and other:
        return _bare(view, loose._replace(entries=other), focus)
    if loose and _asks_with_names(view, heard) and (about := _bare(view, loose, focus)):
        return about
    found = _wanted(view, ours.of_ours(view, ours.beside_complaint(view, _with_last(view, heard), loose)), focus)
    settled = _settled(view, found, loose, focus)
    if settled and courtesy.in_passing(view, settled) and courtesy.tells(view):
        return None  # what is told has a fixed reply
    if courtesy.unheard(view, settled):
        return nearly(view) or Admit("fallback")
    return _with_strange_codes(view, settled)


def _of_lengths(view: View) -> Decision | None:
    """The right length of what is named, described or talked of, where some are offered to choose from."""
    names = named(view, view.heard.mentions)
    entries = names.entries or naming.described(view, names) or view.talk.focus
    intent = lengths.asking(view, entries)
    return questions.decide(view, intent, names._replace(minutes=0), entries, SURE) if entries and intent else None


def _answered_at_once(view: View, clause: Clause) -> bool:
    """'chest pain? Never. Where is it?': what somebody asks themselves and denies is no question to us."""
    asked = clause.end < len(view.heard.tokens) and view.heard.tokens[clause.end - 1].stop == "?"
    return asked and any(s.cue == "denied" and s.said == s.end == clause.end and s.start <= clause.start for s in view.heard.scopes)


def _asks_with_names(view: View, heard: Heard) -> bool:
    """'so no fists for me. What about the one on the foot?': a last clause that asks with a name alone, and nothing else is asked."""
    last = view.heard.clauses[-1]
    names = named(view, last.mentions)
    asks = last.asks and last.bare and len(view.heard.clauses) > 1 and not any(one.clause.asks for one in heard.found)
    return asks and bool(names.entries or naming.described(view, names)) and any(isinstance(one.decision, Tell) for one in heard.found)


def _with_clause(view: View, heard: Heard, clause: Clause) -> Heard:
    """One clause more."""
    names, focus = _without_excluded(view, clause), heard.focus
    if judged := _judged(view, heard, clause):
        return judged
    if _numbered(view, clause, names) and not heard.found:
        return _with_names(view, heard, clause, names)
    beside = _in_apposition(view, heard, clause, names)
    if beside:
        return heard._replace(found=(*heard.found[:-1], heard.found[-1]._replace(decision=beside)), focus=beside.entries or focus)
    if again := _same_of(view, heard, clause, names):
        return again
    pointed = tales.told_before(view, clause, names) if clause.asks else names
    decision = clauses.supposed(view, pointed, focus) if pointed != names else clauses.decide(view, clause, names, focus)
    if decision is None and heard.found and clauses.asks_of_focus(view, names, focus):
        decision = clauses.supposed(view, names, focus)
    if decision is None:
        return _with_names(view, heard, clause, names)
    told = decision.entries if isinstance(decision, Tell) and clause.asks else names.entries or naming.described(view, names)
    if clause.bare and not clause.asks:
        told = tuple(dict.fromkeys((*heard.outright, *told)))  # 'I noted GB-41, BL-60 and BL-40. What is each for?'
    outright = heard.outright if clause.asks else (*heard.outright, *names.entries)
    return heard._replace(found=(*heard.found, Found(clause, decision)), focus=told or focus, outright=outright)


def _same_of(view: View, heard: Heard, clause: Clause, names: Named) -> Heard | None:
    """'I know where this one is. What about that one?': the question that was only told, asked of what is named now."""
    before = heard.found[-1] if heard.found else None
    of_same = any(c.exact and intent_of(view, c).reply.act == "same_for" for c in clause.candidates[:1])
    if before is None or before.clause.asks or not of_same or not names.entries or not isinstance(before.decision, Tell):
        return None
    decision = questions.decide(view, view.domain.intents[before.decision.intent], names, names.entries, before.decision.confidence)
    return heard._replace(found=(Found(clause, decision),), focus=names.entries) if decision else None


def _judged(view: View, heard: Heard, clause: Clause) -> Heard | None:
    """'they tell me to lie on a ball, is that good?': what only judges asks of what was surely told before it."""
    before = heard.found[-1] if heard.found else None
    if before is None or before.clause.asks or before.clause.end != clause.start or not isinstance(before.decision, Tell):
        return None
    told, judging = (one.candidates[:1] for one in (before.clause, clause))
    told_surely = any(c.confidence >= TOLD_SURELY for c in told)
    words = [token.text for token in view.heard.tokens[clause.start : clause.end]]
    points = polar.opens(view, clause) and any(word in view.domain.words.get("standing", {}) for word in words)
    if not told_surely or not points or clause.mentions or len(words) > LONGEST_JUDGED or any(c.exact or c.confidence >= VERY_SURE for c in judging):
        return None
    return heard._replace(found=(*heard.found[:-1], before._replace(clause=before.clause._replace(asks=True))))


def _without_excluded(view: View, clause: Clause) -> Named:
    """What a clause names; 'apart from that one, which are good?' leaves out what the clause before it said is not meant."""
    names = named(view, clause.mentions)
    if not any(mention.cues & naming.EXCLUDING for mention in view.heard.mentions):
        return names
    excluded = named(view, view.heard.mentions).excluded
    return names._replace(excluded=tuple(dict.fromkeys((*names.excluded, *(e for e in excluded if e not in names.entries)))))


def _in_apposition(view: View, heard: Heard, clause: Clause, names: Named) -> Tell | None:
    """The question before a hint that says whom it is about: 'where is that one, the knee'."""
    if not heard.found or not pointing.only_points(view, clause) or clauses.asks_of_focus(view, names, heard.focus):
        return None
    before = heard.found[-1]
    decision = pointing.in_apposition(view, before.decision, names, unnamed=not named(view, before.clause.mentions).anything)
    return decision if isinstance(decision, Tell) else None


def _with_last(view: View, heard: Heard) -> tuple[Found, ...]:
    """The clauses that came to something; where the question of a tale did not, what it asks after all, without what was only told."""
    last = tales.question(view)
    answered = heard.found and heard.found[-1].clause.asks and isinstance(heard.found[-1].decision, Tell)
    if last is None or any(one.clause == last for one in heard.found) or (last.bare and answered):  # 'how often, that one?'
        return heard.found
    decision = tales.asked_last(view, heard.focus, ours=any(isinstance(one.decision, Tell) for one in heard.found))
    return (*(one for one in heard.found if one.clause.asks), Found(last, decision)) if decision else heard.found


def _with_names(view: View, heard: Heard, clause: Clause, names: Named) -> Heard:
    """A clause that asks nothing: what it names is what the next one is about."""
    outright = (*heard.outright, *(names.entries or naming.by_ordinal(view, names.ordinals) or _numbered(view, clause, names)))
    told_of = names.entries or clauses.asks_of_focus(view, names, heard.focus)
    described = heard.described if told_of else _closer(heard.described, naming.described(view, names))
    moves = any(c.exact and intent_of(view, c).reply.move for c in clause.candidates)  # 'my eyes are bad, go slowly'
    loose = names if (names.anything or names.minutes) and not moves and of_ours(view, clause, names) else heard.loose
    return heard._replace(loose=loose, outright=outright, described=described, focus=outright or described or heard.focus)


def _closer(before: tuple[str, ...], fitting: tuple[str, ...]) -> tuple[str, ...]:
    """'behind the knee, the bladder point': one description after the other leaves what both fit; what fits only one is more of them."""
    both = tuple(entry for entry in before if entry in fitting)
    return both or (*before, *fitting)


def _numbered(view: View, clause: Clause, names: Named) -> tuple[str, ...]:
    """'41: how is it pressed?': the entry whose number stands alone before a question."""
    alone = clause.bare and not names.anything and len(view.heard.clauses) > 1
    return tuple(e for e in naming.by_number(view, names.numbers) if view.domain.entries[e].covered) if alone else ()


def _with_strange_codes(view: View, decision: Decision | None) -> Decision | None:
    """'where is BL-40 in relation to LI-4?': what is not covered is said beside what is told."""
    names = named(view, view.heard.mentions)
    if not names.codes:
        return decision
    unsure = isinstance(decision, Tell) and decision.confidence < VERY_SURE
    if (unsure or isinstance(decision, Guide)) and not (names.entries or names.others):
        return limits.unknown_code(view, names)  # 'she needles GB-30. How do I do that at home?'
    if not isinstance(decision, Tell) or not (names.entries or limits.slipped(view, names)) or not decision.reply.facets:
        return decision
    strange = limits.unknown_code(view, names, decision.intent)
    return Several((decision, strange if names.entries else strange._replace(options=())))  # who described another has been told of that


def _other_described(view: View, loose: Named | None) -> tuple[str, ...]:
    """'I can not reach it. What is the other one, behind the ankle?': what is asked last and described, whatever was told before."""
    clauses = view.heard.clauses
    if loose is None or len(clauses) < 2 or not clauses[-1].bare or 0 not in named(view, clauses[-2].mentions).ordinals:
        return ()
    return naming.described(view, loose)[:1]


def _wanted(view: View, found: tuple[Found, ...], focus: tuple[str, ...]) -> list[Decision]:
    """Where something is asked, what is told beside it is no question: 'my thumb is on it. How long till I swap?'"""
    found = tuple(one for place, one in enumerate(found) if not (_only_beside(view, one) and any(_asks_more(later) for later in found[place + 1 :])))
    found = tuple(one for place, one in enumerate(found) if not _chosen_from(one, found[place + 1 :]))
    found = tuple(one for one in found if not (_refused(view, one) and any(isinstance(other.decision, Tell) for other in found if other != one)))
    if _is_refused(view):
        found = tuple(one for one in found if one.clause.asks)  # 'sore on the left. Is it a slipped disc?'
    if any(_asks_more(one) and surely(one.clause) for one in found):
        found = tuple(one for one in found if not _does_it(view, one))  # 'I must find it by touch. How would I do that?'
    if any(_reports(one) for one in found):
        found = tuple(one for one in found if not (isinstance(one.decision, Guide) and one.decision.minutes))  # 'done, two minutes a side'
    if any(_outright(one) and not courtesy.in_passing(view, one.decision) for one in found):
        found = tuple(one for one in found if not courtesy.in_passing(view, one.decision))  # 'no, I did it and nothing happened'
    if (
        found
        and isinstance(found[0].decision, Guide)
        and _only_leads_in(found[0])
        and any(_about_entries(view, one) or _surely(one) for one in found[1:])
    ):
        found = found[1:]  # 'quick one: where is ...', 'the whole routine, how often?'
    if len({clause.asks for clause in view.heard.clauses}) < 2:
        return [one.decision for one in found]
    asks = [one for one in found if one.clause.asks or _has_time_for(view, one) or _worded(view, one)]
    asking = [one for one in asks if not isinstance(one.decision, Chat)]
    if asking and all(isinstance(one.decision, Ask) for one in asking) and any(_asks_more(one) for one in found):
        return [one.decision for one in found if _asks_more(one)]  # 'one page says hard, the other gently. Which is it?'
    strange = bool(found) and all(isinstance(one.decision, Chat) and one.decision.phrase == REFUSAL for one in found)
    together = None if strange else _as_a_whole(view, asking, focus)
    answered = asking or sorted(found, key=lambda one: not one.clause.asks)  # 'fair enough. Are you a person?'
    return [together] if together else [one.decision for one in answered]


def _chosen_from(found: Found, following: Sequence[Found]) -> bool:
    """'between this one and that one, which is the one by the heel?': several are named only to choose from, and one of them is asked for."""
    decision = found.decision
    if not isinstance(decision, Tell) or decision.reply.do != "compare" or found.clause.candidates[0].exact:
        return False
    chosen = [one.decision.entries for one in following if isinstance(one.decision, Tell) and len(one.decision.entries) == 1]
    return any(set(entries) < set(decision.entries) for entries in chosen)


def _does_it(view: View, found: Found) -> bool:
    """Whether a clause only says 'how do I do that', of what the message asks beside it."""
    acts_ = (intent_of(view, c).reply.act for c in found.clause.candidates[:1])
    return isinstance(found.decision, Guide) and not found.clause.mentions and any(act in BEGINNING for act in acts_)


def _only_leads_in(found: Found) -> bool:
    """Whether a clause that resembles a wish names nothing, or is less than sure to be one."""
    return not found.clause.mentions or not surely(found.clause)


def _surely(found: Found) -> bool:
    """Whether it is surely a question that is answered."""
    sure = surely(found.clause)
    return sure and found.clause.asks and isinstance(found.decision, Tell) and bool(found.decision.reply.facets)


def _is_refused(view: View) -> bool:
    """Whether what is asked is cautioned or refused with its reason: what is told beside it is no question."""
    asked = [intent_of(view, c) for clause in view.heard.clauses if clause.asks for c in clause.candidates[:1] if c.confidence >= UNTIED]
    return any(i.reply.say and i.reply.say != REFUSAL and i.kind in (Kind.CAUTION, Kind.FALLBACK) for i in asked)


def _outright(found: Found) -> bool:
    """Whether a clause is a fixed reply's very wording, or as good as that."""
    sure = [c.intent for c in found.clause.candidates[:1] if c.confidence >= VERY_SURE] + [c.intent for c in found.clause.candidates if c.exact]
    return isinstance(found.decision, Chat) and found.decision.intent in sure


def _reports(found: Found) -> bool:
    """Whether a clause tells what was done: a fixed reply about the subject, and nothing is asked."""
    return _outright(found) and isinstance(found.decision, Chat) and found.decision.kind is Kind.ANSWER and not found.clause.asks


def _worded(view: View, found: Found) -> bool:
    """'kunlun how firm': a question of the content word for word, although a name stands before it."""
    words = [token.text for token in view.heard.tokens[found.clause.start : found.clause.end]]
    if any(word in view.domain.words.get("selves", {}) for word in words):
        return False  # 'I know how hard'
    return any(c.exact for c in found.clause.candidates[:1]) and any(word in view.domain.words.get("question_words", {}) for word in words)


def _has_time_for(view: View, found: Found) -> bool:
    """'I have five minutes, what do I do?': a time told in the sentence of the question."""
    if not isinstance(found.decision, Guide) or not found.decision.minutes:
        return False
    ends = [place for place, token in enumerate(view.heard.tokens) if token.stop in SENTENCE_ENDS and place >= found.clause.end - 1]
    return any(clause.asks and found.clause.end <= clause.start <= ends[0] for clause in view.heard.clauses if ends)


def _as_a_whole(view: View, asking: list[Found], focus: tuple[str, ...]) -> Decision | None:
    """The decision of the whole message, where that is read more surely than its clauses."""
    whole = view.heard.whole
    surest = max((c.confidence for one in asking for c in one.clause.candidates[:1]), default=0.0)
    short = bool(asking) and all(isinstance(one.decision, Ask) for one in asking)  # of what is asked alone too little is told
    if _is_refused(view) or not whole or not whole.candidates or (surest >= SURE and not short) or whole.candidates[0].confidence <= surest:
        return None
    if not asking and not any(clause.asks and not clause.bare for clause in view.heard.clauses) and whole.candidates[0].confidence < VERY_SURE:
        return None  # nothing is asked at all
    likely = {c.intent for clause in ([one.clause for one in asking] or view.heard.clauses) for c in clause.candidates if c.confidence >= LIKELY}
    if intent_of(view, whole.candidates[0]).reply.entry and whole.candidates[0].intent not in likely:
        return None  # a word of what was told beside the question leads to its topic
    decision = clauses.decide(view, whole, named(view, whole.mentions), focus)
    return None if isinstance(decision, Ask | Chat | Admit) else decision


def _only_beside(view: View, found: Found) -> bool:
    """Whether a clause only says which one the next asks about, or what is not so: 'the second, how do I press it?'"""
    denies = any(scope.cue == "denied" and scope.said == found.clause.start for scope in view.heard.scopes)
    named_in_it = any(mention.kind == view.domain.subject for mention in found.clause.mentions)
    asks = any(c.exact and intent_of(view, c).reply.facets for c in found.clause.candidates[:1])  # 'what is that one for' is made of such words, too
    return (pointing.only_points(view, found.clause) and not asks) or (denies and not named_in_it)


def _refused(view: View, found: Found) -> bool:
    """Whether a clause says what is not asked: 'where is it, not how long', 'skip the rest, where is it?'"""
    words = [token.text for token in view.heard.tokens[found.clause.start : found.clause.end]]
    while words and words[0] in view.domain.words.get("links", {}):
        words.pop(0)
    excludes = any(scope.cue == "excluded" and scope.said == found.clause.start for scope in view.heard.scopes)  # 'skip the rest'
    return bool(words) and (words[0] in logic(view, "denies", "refuses") or excludes) and not named(view, found.clause.mentions).entries


def _asks_more(found: Found) -> bool:
    return isinstance(found.decision, Tell) and bool(found.decision.reply.facets) and not found.decision.reply.entry


def _about_entries(view: View, found: Found) -> bool:
    """Whether a clause asks for something of what the message names, or of what a session is at."""
    decision = found.decision
    kinds = {view.domain.subject, *(id_ for id_, attribute in view.domain.attributes.items() if attribute.describes)}
    mentioned = bool(view.talk.session) or any(mention.kind in kinds for mention in view.heard.mentions)
    return isinstance(decision, Tell) and mentioned and bool(decision.reply.facets and decision.entries) and not decision.general


def _settled(view: View, found: list[Decision], loose: Named | None, focus: tuple[str, ...]) -> Decision | None:
    """One decision of all; where only courtesies were understood, what was named beside them."""
    timed = next((d for d in found if isinstance(d, Guide) and d.minutes), None)
    if timed and not any(isinstance(d, Tell) and d.reply.facets and not d.reply.entry and not d.general for d in found):
        return timed._replace(values=named(view, view.heard.mentions).values)
    found = _in_position(view, found)
    if loose and all(isinstance(d, Chat) for d in found) and (loose.entries or not _grave(found)):
        return _bare(view, loose, focus) or _together(view, found)
    return _together(view, found)


def _in_position(view: View, found: list[Decision]) -> list[Decision]:
    """'guide me please, lying in bed': the position told beside the wish belongs to it, and is no question of its own."""
    guide = next((d for d in found if isinstance(d, Guide) and not d.values), None)
    if guide is None or any(token.stop == "?" for token in view.heard.tokens):
        return found
    positions = plans.positions(view.domain, view.domain.covered, named(view, view.heard.mentions).values)
    if not positions:
        return found
    return [guide._replace(values=positions), *(d for d in found if d is not guide and not (isinstance(d, Tell) and set(d.values) & set(positions)))]


def _together(view: View, found: list[Decision]) -> Decision | None:
    """Several questions, several answers; courtesies and questions back only when they stand alone."""
    asked = any(isinstance(d, Tell | Guide) for d in found)
    told: list[Decision] = [d for d in found if isinstance(d, Tell | Guide) or (isinstance(d, Again) and not (asked and d.how in MANNERS))]
    grave = _grave(found)
    if grave and all(_in_passing(view, d) for d in told):
        return grave[0]
    if not told:
        told.extend([d for d in found if isinstance(d, Admit)][:1])
    if len(told) > 1:
        told = _merged(told)
    if told:
        return told[0] if len(told) == 1 else Several(tuple(told[:MOST_ANSWERS]))
    refused = [d for d in found if isinstance(d, Chat) and d.kind is Kind.FALLBACK]
    return next(iter((*grave, *refused, *(d for d in found if isinstance(d, Ask)), *found)), None)


def _grave(found: Sequence[Decision]) -> list[Chat]:
    """What is cautioned or refused with its reason: that outweighs what refuses anything."""
    grave = [d for d in found if isinstance(d, Chat) and d.kind in (Kind.CAUTION, Kind.FALLBACK) and d.phrase != REFUSAL]
    return sorted(grave, key=lambda d: d.kind is not Kind.CAUTION)


def _in_passing(view: View, decision: Decision) -> bool:
    """Whether it only tells of a topic or a routine that was named: 'may I take that pill when I do the routine?' asks about the pill."""
    if not isinstance(decision, Tell) or decision.reply.do != "overview":
        return False
    return decision.confidence <= ANCHORED and all(view.domain.entries[e].kind != view.domain.subject for e in decision.entries)


def _merged(told: list[Decision]) -> list[Decision]:
    """The same question twice is one; a list or an overview gives way to the question that follows it."""
    out: list[Decision] = []
    for decision in told:
        if decision in out or any(
            isinstance(d, Tell) and isinstance(decision, Tell) and (d.reply, d.entries) == (decision.reply, decision.entries) for d in out
        ):
            continue
        out.append(decision)
    specific = [d for d in out if not (isinstance(d, Tell) and d.reply.do in ("overview", "list"))]
    return specific or out


def _bare(view: View, names: Named, focus: tuple[str, ...]) -> Decision | None:
    """A name alone: the last question of it, or what its kind is told by."""
    lasting = names.minutes and (names.entries or focus) and (lengths.supposes(view) or any(t.stop == "?" for t in view.heard.tokens))
    if lasting or clauses.asks_of_focus(view, names, focus):
        return clauses.supposed(view, names, focus)
    entries = names.entries or naming.described(view, names)
    of_other = not names.entries and acts.can_tell(view, names.others)
    asked_again = view.talk.intent and elliptic(view) and (names.entries or names.values or not names.others or of_other)
    settled = (acts.repeat_question(view, () if of_other else entries or focus, names) if asked_again else None) or limits.guard(view, names)
    if settled:
        return settled
    if time_given(view, names) and (lengths.spare(view) or not any(clause.foreign for clause in view.heard.clauses)):
        return Guide(tuple(p for o in names.others for p in view.domain.entries[o].parts) or entries, names.values, names.minutes)
    if len(names.entries) == 1 and (names.values or names.outside) and (checked := clauses.supposed(view, names, focus)):
        return checked  # 'this one for a headache?', 'with fist or thumb'
    bare = next((intent for intent in _told_by(view, names) if intent in view.domain.intents), "")
    return questions.decide(view, view.domain.intents[bare], names, focus, ANCHORED) if bare else None


def _told_by(view: View, names: Named) -> list[str]:
    """The intents of a name said alone: of an entry, of an entry of another kind, of a value."""
    domain = view.domain
    values = [domain.values[v] for v in (*names.values, *names.outside)]
    asked = any(clause.asks for clause in view.heard.clauses) or any(token.stop == "?" for token in view.heard.tokens)
    complaints = [] if asked else [domain.attributes[domain.values[v].attribute].bare for v in helped_with(domain, names.values)]
    return [
        *([] if names.entries else complaints),  # 'my back went when I lifted it'
        *([domain.kinds[domain.subject]["bare"]] if names.entries or names.codes else []),
        *(domain.kinds[domain.entries[other].kind]["bare"] for other in names.others),
        *(domain.attributes[value.attribute].bare for value in values),
    ]
