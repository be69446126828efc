"""What a message can mean here: readings that the state of the talk rules out are no rivals of the others.

Outside a session nobody says 'next step'; before anything was told nobody wants it shorter. Word for word such things are
still heard, and answered as not possible. Not here: what is decided (ladder).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from assistant.decide.state import Conversation, Several, Tell
from assistant.decide.view import SURE
from assistant.model import Domain, Intent
from assistant.understand.candidates import Candidate
from assistant.understand.reader import Understood
from assistant.understand.scorer import confidence
from assistant.understand.sentences import Clause
from assistant.understand.stems import stem

# Moves that mean something without a session, and acts that need nothing said before.
ALWAYS = frozenset(("stop", "repeat", "start_over", "voice_on", "voice_off", "ready"))
# Acts that are none before something was said, whatever the words: 'it was refused, why?'
AFTERWARDS = frozenset(("why", "both", "all", "other", "another", "rest", "ordinal", "doubt", "correct", "same_for"))
WITHIN = frozenset(("same_for",))  # of these, what a clause before it in the same message makes possible
BEGINNING = frozenset(("how_to",))  # acts that do what was talked about
UNPREPARED = frozenset(("yes", "no", "later", "never_mind", "forget", "how_to", "minutes", "rating", "resolved"))


def possible(domain: Domain, talk: Conversation, heard: Understood) -> Understood:
    """The message without the readings that have no place at this moment."""
    said = frozenset([stem(token.text) for token in heard.tokens])
    clauses: list[Clause] = []
    names = tuple(mention.id for mention in heard.mentions)
    for clause in heard.clauses:
        clauses.append(_narrowed(domain, talk, clause, names, said, within=bool(clauses)))
        names += _answered_with(domain, clauses[-1]) if len(heard.clauses) > 1 else ()
    whole = _narrowed(domain, talk, heard.whole, names, said, within=False) if heard.whole else None
    return heard._replace(clauses=tuple(clauses), whole=whole)


def _answered_with(domain: Domain, clause: Clause) -> tuple[str, ...]:
    """The entries that the answer to a clause speaks of: 'who is behind it, and where did she train?'"""
    first = clause.candidates[0] if clause.candidates else None
    if first is None or not (first.exact or first.confidence >= SURE):
        return ()
    reply = domain.intents[first.intent].reply
    statements = (statement for facet in reply.facets for statement in domain.entries[reply.entry].facets.get(facet, ())) if reply.entry else ()
    return tuple(entry for statement in statements for entry in statement.about)


def _narrowed(domain: Domain, talk: Conversation, clause: Clause, names: Sequence[str], said: frozenset[str], within: bool) -> Clause:
    read = [_of_whom(domain, talk, c, names) for c in clause.candidates]
    kept = [
        c
        for c, intent in read
        if (_has_place(talk, intent, c.exact) or (within and c.exact and intent.reply.act in WITHIN))
        and (not intent.named or _is_known(domain, talk, intent, names))
        and (c.exact or not intent.needs or not said.isdisjoint(_stems(intent.needs)) or _was_told(talk, intent))
    ]
    if kept == [*clause.candidates]:
        return clause
    return clause._replace(candidates=tuple(_surer(kept)))


def _of_whom(domain: Domain, talk: Conversation, candidate: Candidate, names: Sequence[str]) -> tuple[Candidate, Intent]:
    """A reading; 'is she a doctor?' is asked of the one that was told of last, where the content can tell the same of both."""
    intent = domain.intents[candidate.intent]
    if not intent.named:
        return candidate, intent
    told = tuple(tell.entries[0] for tell in _told(talk) if tell.entries)
    another = any(domain.entries[entry].kind != domain.subject and entry != intent.reply.entry for entry in told)
    if not another or _is_known(domain, talk, intent, names):
        return candidate, intent
    same = (other for other in domain.intents.values() if other.reply.facets == intent.reply.facets and other.reply.entry in told)
    other = next(same, intent)
    return candidate._replace(intent=other.id), other


def _has_place(talk: Conversation, intent: Intent, exact: bool) -> bool:
    if talk.session is not None:
        return True
    if talk.turn == 0 and intent.reply.act in AFTERWARDS:
        return False
    if exact:
        return True
    if intent.reply.act in BEGINNING and not talk.focus:
        return False
    if intent.reply.move:
        return intent.reply.move in ALWAYS
    return not intent.reply.act or intent.reply.act in UNPREPARED or talk.turn > 0


@lru_cache(maxsize=500)  # the intents
def _stems(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(stem, words))


def _was_told(talk: Conversation, intent: Intent) -> bool:
    """Whether what an intent tells of was told of last: then half a question is about it."""
    return any(intent.reply.entry in tell.entries for tell in _told(talk))


def _told(talk: Conversation) -> tuple[Tell, ...]:
    """What was told last: one answer, or the several that were given at once."""
    parts = talk.told.parts if isinstance(talk.told, Several) else (talk.told,)
    return tuple(part for part in parts if isinstance(part, Tell))


def _is_known(domain: Domain, talk: Conversation, intent: Intent, names: Sequence[str]) -> bool:
    """Whether somebody who must be named to be asked about is: 'can she do that?' is not about whom nobody spoke of."""
    return intent.reply.entry in names or _was_told(talk, intent) or _was_spoken_of(domain, talk, intent.reply.entry)


def _was_spoken_of(domain: Domain, talk: Conversation, entry: str) -> bool:
    """Whether what was told last speaks of an entry: 'who says so?' is answered with a person."""
    facets = ((e, f) for told in _told(talk) for e in told.entries for f in told.reply.facets)
    return any(entry in statement.about for e, f in facets for statement in domain.entries[e].facets.get(f, ()))


def _surer(kept: list[Candidate]) -> list[Candidate]:
    """The first as sure as it is with the rivals that are left."""
    if not kept or kept[0].exact:
        return kept
    first, *others = kept
    rival = max((other.score for other in others), default=0.0)
    return [first._replace(confidence=max(first.confidence, confidence(first.score, first.score - rival))), *others]
