"""What every rule looks at: the subject, the conversation so far and the message. And small questions about them."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.decide.session import Phase
from assistant.decide.state import Conversation, Several, Tell
from assistant.model import Domain, Entry, Intent
from assistant.understand.candidates import Candidate
from assistant.understand.mentions import Mention
from assistant.understand.reader import Understood
from assistant.understand.sentences import Clause
from assistant.values import NamedTuple

# Chosen on the sentence tests and on text from elsewhere: python benchmarks/scope.py
VERY_SURE = 0.94  # an answer although one word of it is foreign
UNTIED = 0.88  # an answer although no word ties it to the subject
SURE = 0.62  # a courtesy, an act or a beginning that nothing ties to the subject
TIED = 0.45  # an answer when words typical of the subject tie it
ANCHORED = 0.34  # an answer when a name or the talk so far ties it to the subject
CLOSE = 0.08  # two readings this near are both possible


class View(NamedTuple):
    domain: Domain
    talk: Conversation
    heard: Understood


def all_words(view: View) -> list[str]:
    """The words of the message."""
    return [token.text for token in view.heard.tokens]


def words_of(view: View, clause: Clause) -> list[str]:
    """The words of a clause."""
    return [token.text for token in view.heard.tokens[clause.start : clause.end]]


def padded(view: View, start: int = 0, end: int | None = None) -> str:
    """The words of the message, or between these places of it, with a blank around each."""
    return f" {' '.join([token.text for token in view.heard.tokens[start:end]])} "


def roles(view: View, group: str, start: int = 0, end: int | None = None) -> list[str]:
    """What the wordings of a group of words mean that stand in the message, or between these places of it; one may be several words long."""
    said = padded(view, start, end)
    return [role for wording, role in view.domain.words.get(group, {}).items() if f" {wording} " in said]


def says(view: View, group: str, start: int = 0, end: int | None = None) -> bool:
    """Whether a wording of a group of words stands there."""
    return bool(roles(view, group, start, end))


def marked(view: View) -> bool:
    """Whether there is a question mark."""
    return any(token.stop == "?" for token in view.heard.tokens)


def logic(view: View, *parts: str) -> frozenset[str]:
    """The small words that play these parts: what denies, stands against something, compares."""
    return frozenset(word for word, part in view.domain.words.get("logic", {}).items() if part in parts)


def covered(domain: Domain) -> list[Entry]:
    """The entries questions are about, in the order of the content."""
    return [domain.entries[id_] for id_ in domain.covered]


def wider(domain: Domain, value: str) -> frozenset[str]:
    """A value and all it lies within."""
    if value not in domain.values or not domain.values[value].within:
        return frozenset((value,))  # as most are
    seen: set[str] = set()
    todo = [value]
    while todo:
        one = todo.pop()
        if one not in seen:
            seen.add(one)
            todo.extend(domain.values[one].within if one in domain.values else ())
    return frozenset(seen)


def has(domain: Domain, entry: Entry, value: str) -> bool:
    """Whether an entry has a value, or a narrower one."""
    owned = entry.attributes.get(domain.values[value].attribute, ())
    return value in owned or any(value in wider(domain, own) for own in owned if own in domain.values and domain.values[own].within)


def having(domain: Domain, values: Iterable[str], among: Iterable[Entry]) -> tuple[str, ...]:
    """The entries that have, of each attribute named, one of its values: on the foot or the ankle, and lying down."""
    wanted: dict[str, list[str]] = {}
    for value in values:
        wanted.setdefault(domain.values[value].attribute, []).append(value)
    return tuple(entry.id for entry in among if all(any(has(domain, entry, v) for v in each) for each in wanted.values()))


def sides(domain: Domain) -> frozenset[str]:
    """The words that tell the sides of an entry apart, as its plans name them: 'left', 'right'."""
    return frozenset(side.split()[0] for entry in covered(domain) for plan in entry.plans for side in plan.sides)


def screening(view: View) -> bool:
    """Whether the question before a session is open."""
    return view.talk.session is not None and view.talk.session.phase is Phase.SCREENING


def intent_of(view: View, candidate: Candidate) -> Intent:
    """The intent a reading is of."""
    return view.domain.intents[candidate.intent]


def helped_with(domain: Domain, values: Iterable[str]) -> tuple[str, ...]:
    """Those of these values that entries are there to help with: complaints, faults."""
    return tuple(value for value in values if domain.attributes[domain.values[value].attribute].helps)


def benefit(domain: Domain) -> str:
    """The facet that tells what an entry helps with; its summary where none does."""
    return next((attribute.facet for attribute in domain.attributes.values() if attribute.helps), "") or "summary"


def is_value(view: View, mention: Mention) -> bool:
    return mention.kind in view.domain.attributes


def is_entry(view: View, mention: Mention) -> bool:
    return mention.kind in view.domain.kinds


def surely(clause: Clause, least: float = VERY_SURE) -> bool:
    """Whether a clause is a wording of the content, or read as surely as that."""
    return any(c.exact or c.confidence >= least for c in clause.candidates[:1])


def act_of(view: View) -> str:
    """The act the whole message is, if it is nothing but one; readiness counts as a yes."""
    for clause in view.heard.clauses:
        for candidate in clause.candidates[:1]:
            reply = view.domain.intents[candidate.intent].reply
            if (candidate.exact or candidate.confidence >= SURE) and (reply.act or reply.move):
                return reply.act or ("yes" if reply.move == "ready" else "")
    return ""


def shortly(view: View) -> bool:
    """Whether short answers are wished for beside what is asked: 'where is it, and keep it short please'."""
    return len(view.heard.clauses) > 1 and bool(acts_of(view) & {"brief", "shorter"})


def wants_again(view: View) -> bool:
    """Whether the last answer is wanted once more, perhaps in plainer words: 'what was that?', 'I do not get it'."""
    return not {"again", "simpler"}.isdisjoint(acts_of(view))


def told_last(view: View) -> Tell | None:
    """What was told last; of several answers in one the last."""
    last = view.talk.last
    if isinstance(last, Several):
        last = last.parts[-1]
    return last if isinstance(last, Tell) else None


def acts_of(view: View) -> frozenset[str]:
    """Every act and move that was said, in any clause."""
    sure = [c for clause in view.heard.clauses for c in clause.candidates if c.exact or (c == clause.candidates[0] and c.confidence >= SURE)]
    replies = [view.domain.intents[c.intent].reply for c in sure]
    return frozenset(word for reply in replies for word in (reply.act, reply.move) if word)


def advised(domain: Domain, entries: Iterable[str], facets: Iterable[str]) -> tuple[str, ...]:
    """The entries that statements of these are about: 'if you take only one, take the one behind the knee' says to press it."""
    facets = tuple(facets)
    told = (s for entry in entries for facet in facets for s in domain.entries[entry].facets.get(facet, ()))
    return tuple(dict.fromkeys(id_ for statement in told for id_ in statement.about if id_ in domain.entries))


def intent_doing(view: View, what: str) -> Intent | None:
    """The first intent that is answered by doing this."""
    return next((view.domain.intents[id_] for id_ in view.domain.doing.get(what, ())), None)
