"""The steps of a guided session in words: where one is, the side, what to do, and how long it is held.

Every piece has a written and a spoken form. Not here: what a move came to (guidance), and what is said during a hold (marks).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assistant.decide import plans
from assistant.decide.session import Role, Session
from assistant.model import Domain, Source, Statement
from assistant.respond.phrases import Phrases, duration, name_of

Words = tuple[str, str]  # written and spoken


def both(text: str) -> Words:
    """The same written and spoken."""
    return text, text


def joined(parts: Iterable[Words], between: str = " ") -> Words:
    """Pieces in a row, without the empty ones."""
    kept = [part for part in parts if part[0] or part[1]]
    return between.join(written for written, _ in kept if written), " ".join(spoken for _, spoken in kept if spoken)


def step_words(domain: Domain, session: Session, say: Phrases) -> Words:
    """A step in the course of a session: where we are, the side, its sentences without those that need not be told again."""
    told = plans.said_here(domain, session.steps, session.at)
    stays = both(say("session_stay")) if Role.SETTLE in session.step.roles and Role.SETTLE not in told else both("")
    other = plans.is_other_side(session.steps, session.at)
    side = both(say("step_other_side" if other else "step_side", side=session.step.side) if session.step.side else "")
    return joined([_head(domain, session, say), side, first_side(session, say), stays, *_spoken(told), _held(session, say)])


def step_in_full(domain: Domain, session: Session, say: Phrases) -> Words:
    """A step with all its sentences: for who comes to it from elsewhere, or did not catch it."""
    side = both(say("step_side", side=session.step.side) if session.step.side else "")
    told = plans.said(domain, session.step)
    return joined([_head(domain, session, say), side, first_side(session, say), *_spoken(told), _held(session, say)])


def _head(domain: Domain, session: Session, say: Phrases) -> Words:
    """Which step of how many; for a voice which entry, for nobody who lies with closed eyes counts steps."""
    step = session.step
    entry = domain.entries[step.entry]
    entries = list(dict.fromkeys(each.entry for each in session.steps))
    first = session.at == 0 or session.steps[session.at - 1].entry != step.entry
    written = say("step", step=str(session.at + 1), of=str(len(session.steps)), name=name_of(entry) if first else entry.name)
    if not first or len(entries) == 1:
        return written, ""
    number = entries.index(step.entry) + 1
    phrase = "step_spoken" if number < len(entries) else "step_last"
    return written, say(phrase, number=str(number), count=str(len(entries)), name=name_of(entry))


def first_side(session: Session, say: Phrases) -> Words:
    """On which side one begins, told before the place is looked for."""
    step = session.step
    ahead = (later.side for later in session.steps[session.at :] if later.entry == step.entry)
    side = next(filter(None, ahead), "")  # 'only the right one' leaves the other out
    return both(say("step_first_side", side=side) if side and not step.side and Role.RELEASE not in step.roles else "")


def _spoken(told: Mapping[Role, Statement]) -> list[Words]:
    return [(statement.text, statement.say or statement.text) for statement in told.values()]


def _held(session: Session, say: Phrases) -> Words:
    return both(say("hold_start", time=duration(say, session.step.seconds)) if session.step.seconds else "")


def sources(domain: Domain, session: Session) -> tuple[Source, ...]:
    """Where the sentences of the present step come from; named on request, never read out."""
    return tuple(dict.fromkeys(domain.sources[id_] for s in plans.said(domain, session.step).values() for id_ in s.sources))
