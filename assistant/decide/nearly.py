"""A message that is surely about our subject, although not surely one question: the likeliest is offered instead of a refusal.

Two of our intents that are near each other take each other's confidence away; how far both are from what is refused tells that
the message is ours. Not here: what is sure enough to be answered at once (asked).
"""

from __future__ import annotations

from assistant.decide import questions
from assistant.decide.naming import named
from assistant.decide.state import Ask, Decision, Pending
from assistant.decide.view import ANCHORED, View, helped_with, intent_of
from assistant.model import Kind
from assistant.understand.candidates import Candidate
from assistant.understand.scorer import confidence
from assistant.understand.sentences import Clause

# Chosen on questions of the subject and on those of other subjects that got a refusal: python -m benchmarks.scope
OURS = 0.85  # how sure it must be that a message is about the subject
MOST_FOREIGN = 1  # words of something else
LEAST = 2  # words of some length; 'what is it' is about anything
ALONE = 0.8  # how sure the only reading must be to be answered; less than view.UNTIED, as no other reading is near it
ALONE_TIED = 0.68  # the same where words typical of the subject tie it
BESIDE = 0.2  # a second reading this near is offered too


def nearly(view: View) -> Decision | None:
    """Ask for the likeliest reading of the likeliest clause.

    The only one, beside a name of ours, just after an answer or read surely in spite of a word of something else, is answered.
    """
    if view.talk.session is not None:
        return None
    found = [(offered, clause) for clause in view.heard.clauses if (offered := _offered(view, clause))]
    if not found:
        return None
    best, clause = max(found, key=lambda pair: pair[0][0].score)
    names = named(view, view.heard.mentions)
    least = ALONE_TIED if clause.anchors and not view.heard.unknown else ALONE  # of a strange name nothing is known
    goes_on = view.talk.told is not None and not (clause.foreign or view.heard.unknown)  # in a talk about the subject
    outside = names.outside and helped_with(view.domain, names.outside)  # refused, whatever was asked of it
    if outside or (len(best) == 1 and (best[0].confidence >= least or names.entries or names.others or goes_on)):
        return questions.decide(view, intent_of(view, best[0]), names, view.talk.focus, best[0].confidence)
    values = tuple(m.id for m in view.heard.mentions if m.kind in view.domain.attributes)
    return Ask(Pending("meant", tuple(candidate.intent for candidate in best), "", values), "did_you_mean")


def _offered(view: View, clause: Clause) -> tuple[Candidate, ...]:
    """One or two readings that a clause may have, none when it may as well be about something else."""
    if not clause.candidates or clause.foreign > MOST_FOREIGN or clause.weighty < LEAST:
        return ()
    kinds = {candidate: view.domain.intents[candidate.intent].kind for candidate in clause.candidates}
    refused = max((c.score for c, kind in kinds.items() if kind is Kind.FALLBACK), default=clause.candidates[-1].score)
    ours = [c for c, kind in kinds.items() if kind is not Kind.FALLBACK]
    if not ours or not _is_question(view, ours[0]) or ours[0].confidence < ANCHORED:
        return ()
    if confidence(ours[0].score, ours[0].score - refused) < OURS:
        return ()
    second = [c for c in ours[1:2] if _is_question(view, c) and ours[0].confidence - c.confidence < BESIDE]
    return (ours[0], *second)


def _is_question(view: View, candidate: Candidate) -> bool:
    """Whether it is answered from what the content knows."""
    reply = view.domain.intents[candidate.intent].reply
    return bool(reply.facets or reply.do)
