"""What a message asks: its clauses one after the other, and how several fit together.

Not here: what one clause asks (clauses), what an intent leads to (questions, acts), and what goes before any question (ladder).
"""

from __future__ import annotations

from assistant.decide import aside, clauses, courtesy, describing, lengths, limits, naming, ours, pointing, polar, questions, supposing, tales, talked
from assistant.decide.bare import bare
from assistant.decide.kept import wanted
from assistant.decide.naming import Named, named
from assistant.decide.nearly import nearly
from assistant.decide.ours import Found
from assistant.decide.readings import of_ours
from assistant.decide.settled import settled
from assistant.decide.state import Admit, Ask, Decision, Guide, Several, Tell
from assistant.decide.view import SURE, VERY_SURE, View, helped_with, intent_of, words_of
from assistant.understand.normalise import SENTENCE_ENDS
from assistant.understand.sentences import Clause
from assistant.values import NamedTuple

TOLD_SURELY = 0.9  # so sure a reading of what is only told must be for "is that good?" to ask it
LEAST_TOLD = 2  # clauses: one that tells, and one that asks
LEADING_BACK = ("first_topic", "ordinal", "other")  # acts that choose one of those talked of
MEASURED = 4  # words of 'and the lower one'
LONGEST_JUDGED = 5  # words of such a judgement


class Heard(NamedTuple):
    """What the clauses so far came to; an earlier one may name what a later one asks about."""

    focus: tuple[str, ...]
    found: tuple[Found, ...] = ()
    loose: Named | None = None  # named last in a clause that asks nothing
    outright: tuple[str, ...] = ()  # entries named in such clauses
    described: tuple[str, ...] = ()  # entries described there
    judges: Clause | None = None  # the clause that only asks whether what was told is so


def question(view: View) -> Decision | None:
    """What was asked; what was only named beside it counts where nothing was."""
    if beyond := limits.beyond_list(view):
        return beyond
    if lengths.offered(view) and (length := _of_lengths(view)):
        return length
    heard = Heard(talked.wholly(view) or view.talk.focus or named(view, view.heard.mentions).entries)
    for clause in view.heard.clauses:
        heard = heard if aside.passed_over(view, clause) else _with_clause(view, heard, clause)
    loose, focus = heard.loose, heard.focus
    other = _other_described(view, loose)
    if loose and other:
        return bare(view, loose._replace(entries=other), focus)
    if loose and _asks_with_names(view, heard) and (about := bare(view, loose, focus)):
        return about
    found = wanted(view, ours.of_ours(view, ours.beside_complaint(view, _with_last(view, heard), loose)), focus)
    outcome = settled(view, found, loose, focus)
    if outcome and courtesy.in_passing(view, outcome) and courtesy.tells(view):
        return None  # what is told has a fixed reply
    if courtesy.greets(view, outcome) or courtesy.beside_move(view, outcome):
        return None
    if courtesy.unheard(view, outcome):
        return nearly(view) or Admit("fallback")
    return _not_for(view, outcome) or _with_strange_codes(view, outcome)


def _not_for(view: View, outcome: Decision | None) -> Admit | None:
    """'my elbow aches. Where do I press for that?': which one is no question where none is for what troubles."""
    names = named(view, view.heard.mentions)
    ailments = helped_with(view.domain, names.outside)
    troubles = [value for value in helped_with(view.domain, names.values) if value not in limits.causes(view)]
    if not ailments or names.entries or view.talk.focus or troubles:
        return None
    asks_which = isinstance(outcome, Ask) and outcome.pending.kind == "which"
    all_fitting = isinstance(outcome, Tell) and bool(outcome.reply.facets) and not (outcome.reply.entry or outcome.reply.do or outcome.general)
    if not (asks_which or all_fitting or _resembles(outcome)):
        return None
    value = view.domain.values[ailments[0]]
    return Admit(f"outside_{value.attribute}", {"value": value.name})


def _resembles(outcome: Decision | None) -> bool:
    """Whether an answer that names nothing of what troubles is hardly sure: a topic, or a list of all there are."""
    if not isinstance(outcome, Tell) or outcome.confidence >= VERY_SURE:
        return False
    return bool(outcome.reply.entry) or (outcome.reply.do == "list" and not outcome.values)


def _of_lengths(view: View) -> Decision | None:
    """The right length of what is named, described or talked of, where some are offered to choose from."""
    names = named(view, view.heard.mentions)
    entries = names.entries or describing.described(view, names) or view.talk.focus
    intent = lengths.asking(view, entries)
    return questions.decide(view, intent, names._replace(minutes=0), entries, SURE) if entries and intent else None


def _asks_with_names(view: View, heard: Heard) -> bool:
    """'so no fists for me. What about the one on the foot?': a last clause that asks with a name alone, and nothing else is asked."""
    last = view.heard.clauses[-1]
    names = named(view, last.mentions)
    asks = last.asks and last.bare and len(view.heard.clauses) > 1 and not any(one.clause.asks for one in heard.found)
    return asks and bool(names.entries or describing.described(view, names)) and any(isinstance(one.decision, Tell) for one in heard.found)


def _with_clause(view: View, heard: Heard, clause: Clause) -> Heard:
    """One clause more."""
    names, focus = _without_excluded(view, clause), heard.focus
    measured = () if names.entries else talked.by_measure(view, clause.start, clause.end)
    if measured:
        names = names._replace(entries=measured)
    if measured and clause.end - clause.start <= MEASURED:
        return _with_names(view, heard, clause, names)
    if judged := _judged(view, heard, clause):
        return judged
    if aside.sets_aside(view, clause):
        return _with_names(view, heard, clause, names)
    if _numbered(view, clause, names) and not any(one.clause.asks for one in heard.found):
        return _with_names(view, heard, clause, names)
    beside = _in_apposition(view, heard, clause, names) or _in_list(view, heard, clause, names)
    if beside:
        return heard._replace(found=(*heard.found[:-1], heard.found[-1]._replace(decision=beside)), focus=beside.entries or focus)
    if again := _same_of(view, heard, clause, names):
        return again
    pointed = tales.told_before(view, clause, names) if clause.asks else names
    decision = supposing.supposed(view, pointed, focus) if pointed != names else clauses.decide(view, clause, names, focus)
    if decision is None and heard.found and supposing.asks_of_focus(view, names, focus):
        decision = supposing.supposed(view, names, focus)
    return _with_decision(view, heard, clause, names, decision) if decision else _with_names(view, heard, clause, names)


def _with_decision(view: View, heard: Heard, clause: Clause, names: Named, decision: Decision) -> Heard:
    """A clause that came to something: what it is about is what the next one may be about."""
    if isinstance(decision, Tell) and _leads_back(view, clause):
        return heard._replace(focus=decision.entries)
    of_it = isinstance(decision, Tell) and (clause.asks or (bool(names.ordinals) and not names.anything))  # 'and the other one, held for how long'
    told = decision.entries if isinstance(decision, Tell) and of_it else names.entries or describing.described(view, names)
    told = () if view.talk.focus and told == (view.domain.general,) else told  # what is asked of the whole subject leaves the one talked of
    if clause.bare and not clause.asks:
        told = tuple(dict.fromkeys((*heard.outright, *told)))  # 'I noted GB-41, BL-60 and BL-40. What is each for?'
    outright = heard.outright if clause.asks else (*heard.outright, *names.entries)
    return heard._replace(found=(*heard.found, Found(clause, decision)), focus=told or heard.focus, outright=outright)


def _leads_back(view: View, clause: Clause) -> bool:
    """'go back to the one before, where is it?': what only leads back to an entry says of which one the rest asks."""
    replies = [intent_of(view, c).reply for c in clause.candidates[:1] if c.exact or c.confidence >= VERY_SURE]
    leads = any(reply.act in LEADING_BACK or reply.move == "back" for reply in replies)
    return leads and any(later.start >= clause.end and _asks(view, later) and not later.mentions for later in view.heard.clauses)


def _asks(view: View, clause: Clause) -> bool:
    """Whether a clause asks something, be it in half a sentence: 'and the other one, held for how long'."""
    return clause.asks or any(c.exact and intent_of(view, c).reply.facets for c in clause.candidates[:1])


def _same_of(view: View, heard: Heard, clause: Clause, names: Named) -> Heard | None:
    """'how hard is this one? And what about that one?': the same question of what is named now; what was only told is no question.

    'I know where BL-40 is. What about BL-60?' asks where BL-60 is.
    """
    before = heard.found[-1] if heard.found else None
    of_same = any(c.exact and intent_of(view, c).reply.act == "same_for" for c in clause.candidates[:1])
    if before is None or not of_same or not names.entries or not isinstance(before.decision, Tell):
        return None
    decision = questions.decide(view, view.domain.intents[before.decision.intent], names, names.entries, before.decision.confidence)
    asked = heard.found if before.clause.asks and not _knows(view, before.clause) else ()
    return heard._replace(found=(*asked, Found(clause, decision)), focus=names.entries) if decision else None


def _knows(view: View, clause: Clause) -> bool:
    """'I know where BL-40 is.' has the words of a question, and asks nothing."""
    tokens = view.heard.tokens
    begins = max((place + 1 for place in range(clause.start) if tokens[place].stop in SENTENCE_ENDS and tokens[place].stop), default=0)
    return tokens[begins].text in view.domain.words.get("selves", {}) and tokens[clause.end - 1].stop != "?"


def _judged(view: View, heard: Heard, clause: Clause) -> Heard | None:
    """'they tell me to lie on a ball, is that good?': what only judges asks of what was surely told before it."""
    before = heard.found[-1] if heard.found else None
    if before is None or before.clause.asks or before.clause.end != clause.start or not isinstance(before.decision, Tell):
        return None
    told, judging = (one.candidates[:1] for one in (before.clause, clause))
    told_surely = any(c.confidence >= TOLD_SURELY for c in told)
    words = words_of(view, clause)
    points = polar.opens(view, clause) and any(word in view.domain.words.get("standing", {}) for word in words)
    if not told_surely or not points or clause.mentions or len(words) > LONGEST_JUDGED or any(c.exact or c.confidence >= VERY_SURE for c in judging):
        return None
    return heard._replace(found=(*heard.found[:-1], before._replace(clause=before.clause._replace(asks=True))), judges=clause)


def _without_excluded(view: View, clause: Clause) -> Named:
    """What a clause names; 'apart from that one, which are good?' leaves out what the clause before it said is not meant."""
    names = named(view, clause.mentions)
    if not any(mention.cues & naming.EXCLUDING for mention in view.heard.mentions):
        return names
    excluded = named(view, view.heard.mentions).excluded
    return names._replace(excluded=tuple(dict.fromkeys((*names.excluded, *(e for e in excluded if e not in names.entries)))))


def _in_apposition(view: View, heard: Heard, clause: Clause, names: Named) -> Tell | None:
    """The question before a hint that says whom it is about: 'where is that one, the knee'."""
    if not heard.found or not pointing.only_points(view, clause) or supposing.asks_of_focus(view, names, heard.focus):
        return None
    before = heard.found[-1]
    decision = pointing.in_apposition(view, before.decision, names, unnamed=not named(view, before.clause.mentions).anything)
    return decision if isinstance(decision, Tell) else None


def _in_list(view: View, heard: Heard, clause: Clause, names: Named) -> Tell | None:
    """'where are the knee one, BL-25 and BL-60': what follows a comma and only names is asked about with what stands before it."""
    before = heard.found[-1] if heard.found else None
    if before is None or not isinstance(before.decision, Tell) or not clause.bare or before.clause.end != clause.start or not names.entries:
        return None
    named_last = any(m.kind == view.domain.subject and m.end == before.clause.end for m in before.clause.mentions)
    corrected = any(scope.cue in ("correction", *naming.EXCLUDING) for scope in view.heard.scopes)
    told = before.decision
    if not named_last or corrected or not told.reply.facets or told.reply.entry or view.heard.tokens[clause.start - 1].stop != ",":
        return None
    entries = tuple(dict.fromkeys((*told.entries, *names.entries)))
    decision = questions.decide(view, view.domain.intents[told.intent], names._replace(entries=entries), entries, told.confidence)
    return decision if isinstance(decision, Tell) else None


def _with_last(view: View, heard: Heard) -> tuple[Found, ...]:
    """The clauses that came to something; where the question of a tale did not, what it asks after all, without what was only told."""
    if told := _told_alternatives(view, heard):
        return told
    if len(view.heard.clauses) > 1 and all(clause.bare for clause in view.heard.clauses):
        return heard.found  # 'and the knee one, lying down?' is names and nothing else
    last = tales.question(view)
    answered = heard.found and heard.found[-1].clause.asks and isinstance(heard.found[-1].decision, Tell)
    if last is None or last == heard.judges or any(one.clause == last for one in heard.found) or (last.bare and answered):  # 'how often, that one?'
        return heard.found
    decision = tales.asked_last(view, heard.focus, ours=any(isinstance(one.decision, Tell) for one in heard.found))
    return (*(one for one in heard.found if one.clause.asks), Found(last, decision)) if decision else heard.found


def _told_alternatives(view: View, heard: Heard) -> tuple[Found, ...]:
    """'one page says hard, the other gently. So which is it?': what is asked for is what was told in several ways."""
    if len(view.heard.clauses) < LEAST_TOLD:
        return ()
    clause, words = view.heard.clauses[-1], view.domain.words
    spoken = words_of(view, clause)
    small = {*words.get("polar", {}), *words.get("standing", {}), *words.get("heads", {}), *words.get("asides", {}), *words.get("links", {})}
    choosing = [word for word in spoken if words.get("selecting", {}).get(word) == talked.CHOOSE]
    telling = any(scope.cue == "teller" for scope in view.heard.scopes)
    told = tuple(one for one in heard.found if not one.clause.asks and isinstance(one.decision, Tell) and one.decision.reply.facets)
    asks = bool(choosing) and not clause.mentions and all(word in small or word in choosing for word in spoken)
    return tuple(one._replace(clause=one.clause._replace(asks=True)) for one in told[:1]) if asks and telling else ()


def _with_names(view: View, heard: Heard, clause: Clause, names: Named) -> Heard:
    """A clause that asks nothing: what it names is what the next one is about."""
    counted = talked.by_ordinal(view, names.ordinals) or (pointing.other(view) if 0 in names.ordinals else ())
    outright = (*heard.outright, *(names.entries or counted or _numbered(view, clause, names)))
    told_of = names.entries or supposing.asks_of_focus(view, names, heard.focus)
    fitting = describing.described(view, names)
    if len(heard.focus) == 1 and heard.focus[0] in fitting:
        fitting = heard.focus  # 'that foot spot' is the one that is talked of
    described = heard.described if told_of else _closer(heard.described, fitting)
    moves = any(c.exact and intent_of(view, c).reply.move for c in clause.candidates)  # 'my eyes are bad, go slowly'
    loose = _joined(view, heard.loose, names) if (names.anything or names.minutes) and not moves and of_ours(view, clause, names) else heard.loose
    return heard._replace(loose=loose, outright=outright, described=described, focus=outright or described or heard.focus)


def _joined(view: View, before: Named | None, names: Named) -> Named:
    """'and the knee one, lying down?': names in two halves of a message that says nothing else are one."""
    if before is None or not all(clause.bare for clause in view.heard.clauses) or names.entries or before.others or before.minutes:
        return names
    values = tuple(dict.fromkeys((*before.values, *names.values)))
    return names._replace(entries=before.entries, values=values, others=() if names.values else names.others)


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
    if not any(mention.kind == "code" for mention in view.heard.mentions):
        return decision
    names = named(view, view.heard.mentions)
    if not names.codes:
        return decision
    unsure = isinstance(decision, Tell) and decision.confidence < VERY_SURE
    if (unsure or isinstance(decision, Guide)) and not (names.entries or names.others):
        return limits.unknown_code(view, names)  # 'she needles GB-30. How do I do that at home?'
    slipped = limits.slipped(view, names)
    if (
        isinstance(decision, Tell)
        and (decision.reply.facets or decision.reply.do == "list")
        and not (decision.reply.entry or names.entries or names.others or slipped or view.talk.focus)
    ):
        return limits.unknown_code(view, names)  # 'pressing GB-88, thumb or finger'
    if not isinstance(decision, Tell) or not (names.entries or slipped) or not decision.reply.facets:
        return decision
    strange = limits.unknown_code(view, names, decision.intent)
    decision = decision if names.entries else decision._replace(verdict="")  # 'KI-40 is behind the knee, right?' is not right
    return Several((decision, strange if names.entries else strange._replace(options=())))  # who described another has been told of that


def _other_described(view: View, loose: Named | None) -> tuple[str, ...]:
    """'I can not reach it. What is the other one, behind the ankle?': what is asked last and described, whatever was told before."""
    clauses = view.heard.clauses
    if loose is None or len(clauses) < 2 or not clauses[-1].bare or 0 not in named(view, clauses[-2].mentions).ordinals:
        return ()
    return describing.described(view, loose)[:1]
