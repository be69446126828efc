"""A clause as it is read, and what each of its cases is answered with.

Not here: which case it is (clause_cases), which reading counts (clauses), and what an intent leads to (questions, acts).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide import acts, describing, questions, repeated, talked
from assistant.decide.doing import DOING, chosen_for
from assistant.decide.naming import Named, named
from assistant.decide.readings import LIKELY
from assistant.decide.state import Ask, Decision, Pending
from assistant.decide.supposing import supposed
from assistant.decide.view import CLOSE, SURE, View, benefit, having, helped_with, intent_doing, intent_of
from assistant.model import Intent, Reply
from assistant.understand.candidates import Candidate
from assistant.understand.sentences import Clause
from assistant.values import NamedTuple

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


# ---------------------------------------------------------------- readings that are near


def either(reading: Reading) -> Reply | None:
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
    return len(entries) == 1 or (1 < len(entries) <= describing.MOST_DESCRIBED and entries == reading.view.talk.focus)


def rivals(reading: Reading) -> list[Candidate]:
    """The second reading, where it is as near as that and would be answered otherwise."""
    first = reading.first
    if first.intent == reading.view.talk.intent:
        return []  # what was asked last is asked once more
    if reading.intent.reply.do == "helps" and reading.names.entries and helped_with(reading.view.domain, reading.names.values):
        return []  # whether this one helps with that: nothing is nearer
    near = [c for c in reading.sure[1:2] if not first.exact and c != first and first.confidence - c.confidence < CLOSE]
    told = _plainly(reading, reading.intent.reply)
    return [c for c in near if not _same(reading, _plainly(reading, intent_of(reading.view, c).reply), told)]


def _same(reading: Reading, one: Reply, other: Reply) -> bool:
    """Whether two replies tell the same: which there are and which are good for it are both told by naming some, and 'is that so?' of a
    position is told with the positions: 'can I do that one on a chair?'
    """
    attributes = [reading.view.domain.values[v].attribute for v in (*reading.names.values, *reading.names.outside)]
    facets = {reading.view.domain.attributes[attribute].facet for attribute in attributes}
    checks = {one.do, other.do} == {"check", ""} and len(facets) == 1
    return one == other or {one.do, other.do} == EVERYTHING or (checks and facets <= {*one.facets, *other.facets})


def _plainly(reading: Reading, reply: Reply) -> Reply:
    """What is told: 'does it help?' is 'what is it good for?' where no complaint is named, and 'which one helps?' where no entry is."""
    if reply.do != "helps":
        return reply
    helping = not reading.names.entries and (not reading.focus or describing.described(reading.view, reading.names))
    wanted = helping and helped_with(reading.view.domain, reading.names.values)
    return Reply(do="recommend") if wanted else Reply(facets=(benefit(reading.view.domain),))


# ---------------------------------------------------------------- answers


def checked(reading: Reading) -> Decision | None:
    return supposed(reading.view, reading.names, reading.focus)


def narrowed(reading: Reading) -> Decision | None:
    return repeated.question(reading.view, fitting(reading), reading.names._replace(values=()))


def fitting(reading: Reading) -> tuple[str, ...]:
    """Those of the entries talked of that have what is named."""
    return having(reading.view.domain, reading.names.values, [reading.view.domain.entries[e] for e in reading.focus]) if reading.names.values else ()


def put_right(reading: Reading) -> Decision | None:
    return repeated.question(reading.view, describing.described(reading.view, reading.names), reading.names._replace(values=()))


def side_by_side(reading: Reading) -> Decision | None:
    intent = intent_doing(reading.view, "compare") or reading.intent
    names = reading.names if reading.names.entries else reading.names._replace(entries=talked.wholly(reading.view))
    return questions.decide(reading.view, intent, names, reading.focus, reading.first.confidence)


def chosen(reading: Reading) -> Decision | None:
    return chosen_for(reading.view, reading.intent, reading.names)


def of_two(reading: Reading) -> Decision | None:
    intent = intent_doing(reading.view, "compare") or reading.intent
    names = reading.names._replace(entries=talked.pair(reading.view))
    return questions.decide(reading.view, intent, names, reading.focus, reading.first.confidence)


def guided(reading: Reading) -> Decision | None:
    return DOING["guide"](reading.view, reading.intent, reading.names, reading.focus)


def both(reading: Reading) -> Decision | None:
    intent = reading.intent._replace(reply=either(reading) or reading.intent.reply)
    return questions.decide(reading.view, intent, reading.names, reading.focus, reading.first.confidence)


def pointed_out(reading: Reading) -> Decision | None:
    overview = intent_doing(reading.view, "overview") or reading.intent
    return questions.decide(reading.view, overview, reading.names, reading.focus, reading.first.confidence)


def listed(reading: Reading) -> Decision | None:
    intent = intent_doing(reading.view, "list") or reading.intent
    return questions.decide(reading.view, intent, reading.names, (), reading.first.confidence)


def near_doing(reading: Reading, does: str) -> Candidate | None:
    """Of the reading that counts and the second that is as near, the one that does this; None where there is no second."""
    near = (reading.first, *rivals(reading))
    return next((c for c in near if len(near) > 1 and intent_of(reading.view, c).reply.do == does), None)


def which_meant(reading: Reading) -> Decision | None:
    return Ask(Pending("meant", (reading.first.intent, rivals(reading)[0].intent), "", reading.names.values), "did_you_mean")


def acted(reading: Reading) -> Decision | None:
    """An act on what is named; a correction looks for it in the whole message."""
    view, names = reading.view, reading.names
    if reading.intent.reply.act == "correct" and len(view.heard.clauses) > 1 and not (names.anything or names.numbers):
        return acts.act(view, reading.intent, named(view, view.heard.mentions))
    return acts.act(view, reading.intent, _filled(reading))


def questioned(reading: Reading) -> Decision | None:
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
