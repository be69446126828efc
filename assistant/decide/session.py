"""A guided session: a table of phases and moves. No clock, no words, no input or output.

Time comes in as a move (`TIME_UP` with the ticket of its timer); a late ticket changes nothing. What a move leads to
comes out as an `Outcome`, which others put into words and timers. After h11 (python-hyper): the machine is data, so
that a test can assert over all of it that every phase can be stopped and none can get stuck.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple


class Phase(str, Enum):
    SCREENING = "screening"  # one question before the first session
    TELLING = "telling"  # a step is being told
    HOLDING = "holding"  # the timer of a hold runs
    PAUSED = "paused"
    ENDED = "ended"


class Move(str, Enum):
    READY = "ready"
    YES = "yes"
    NEXT = "next"
    SKIP = "skip"  # this whole entry
    BACK = "back"
    REPEAT = "repeat"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    START_OVER = "start_over"
    LONGER = "longer"
    SHORTER = "shorter"
    OTHER_SIDE = "other_side"
    HURTS = "hurts"
    HOW_LONG = "how_long"
    WHICH_STEP = "which_step"
    HOW_MANY = "how_many_left"
    SPOKEN = "spoken"  # the telling has ended
    TIME_UP = "time_up"


class Do(str, Enum):
    BEGIN = "begin"
    ASK_AGAIN = "ask_again"
    ADVANCE = "advance"
    SKIP = "skip"
    GO_BACK = "go_back"
    TELL_AGAIN = "tell_again"
    HOLD = "hold"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    RESTART = "restart"
    LENGTHEN = "lengthen"
    SHORTEN = "shorten"
    SIDE = "side"
    EASE = "ease"
    REPORT = "report"
    STAY = "stay"


_RUNNING = (Phase.TELLING, Phase.HOLDING)
_ALIVE = (Phase.SCREENING, *_RUNNING, Phase.PAUSED)


def _table() -> dict[tuple[Phase, Move], Do]:
    """Every phase with every move; what is not named stays where it is."""
    table = {(phase, move): Do.STAY for phase in Phase for move in Move}
    for phase in _ALIVE:
        table |= {(phase, move): Do.REPORT for move in (Move.HOW_LONG, Move.WHICH_STEP, Move.HOW_MANY)}
        table[phase, Move.STOP] = Do.END
        table[phase, Move.START_OVER] = Do.RESTART
        table[phase, Move.HURTS] = Do.EASE
    for phase in _RUNNING:
        table |= {(phase, move): Do.ADVANCE for move in (Move.NEXT, Move.READY, Move.YES, Move.RESUME)}
        table |= {(phase, Move.SKIP): Do.SKIP, (phase, Move.BACK): Do.GO_BACK, (phase, Move.REPEAT): Do.TELL_AGAIN}
        table |= {(phase, Move.PAUSE): Do.PAUSE, (phase, Move.LONGER): Do.LENGTHEN, (phase, Move.SHORTER): Do.SHORTEN}
        table[phase, Move.OTHER_SIDE] = Do.SIDE
    table[Phase.TELLING, Move.SPOKEN] = Do.HOLD
    table[Phase.HOLDING, Move.TIME_UP] = Do.ADVANCE
    for move in (Move.NEXT, Move.READY, Move.RESUME, Move.SKIP):
        table[Phase.SCREENING, move] = Do.BEGIN
    table |= {(Phase.SCREENING, Move.YES): Do.ASK_AGAIN, (Phase.SCREENING, Move.REPEAT): Do.ASK_AGAIN}
    for move in (Move.RESUME, Move.READY, Move.YES):
        table[Phase.PAUSED, move] = Do.RESUME
    table |= {(Phase.PAUSED, Move.NEXT): Do.ADVANCE, (Phase.PAUSED, Move.SKIP): Do.SKIP, (Phase.PAUSED, Move.BACK): Do.GO_BACK}
    table[Phase.PAUSED, Move.REPEAT] = Do.TELL_AGAIN
    return table


TABLE: Mapping[tuple[Phase, Move], Do] = _table()


class Role(str, Enum):
    """What a step is for."""

    SETTLE = "settle"
    FIND = "find"
    PRESS = "press"
    HOLD = "hold"
    RELEASE = "release"


class Step(NamedTuple):
    """One thing to do. `plan` is the number of the plan of the entry it belongs to."""

    entry: str
    plan: int
    roles: tuple[Role, ...]  # what is told together
    seconds: int = 0  # of the hold; 0 for steps without one
    side: str = ""


class Session(NamedTuple):
    """Where a session is. `ticket` is that of the only timer that counts."""

    steps: tuple[Step, ...]
    at: int = 0
    phase: Phase = Phase.TELLING
    before: Phase = Phase.TELLING  # the phase a pause came from
    remaining: float = 0  # seconds of the hold, when it is paused or was changed
    ticket: int = 0
    done: int = 0  # holds finished

    @property
    def step(self) -> Step:
        return self.steps[self.at]


def without(session: Session, entries: frozenset[str]) -> Session | None:
    """The same session with the steps of some entries taken out; None when nothing is left of it.

    Where the present step is among them, the next that remains is told from its beginning.
    """
    kept = [place for place, step in enumerate(session.steps) if step.entry not in entries]
    if len(kept) == len(session.steps):
        return session
    if not kept or (session.phase is not Phase.SCREENING and kept[-1] < session.at):
        return None
    place = next(i for i, old in enumerate(kept) if old >= session.at or i == len(kept) - 1)
    steps = tuple(session.steps[old] for old in kept)
    moved = session.steps[session.at].entry in entries
    phase = session.phase if session.phase is Phase.SCREENING or not moved else Phase.TELLING
    return session._replace(steps=steps, at=place, phase=phase, remaining=0 if moved else session.remaining, ticket=session.ticket + moved)


class Outcome(NamedTuple):
    """What a move came to."""

    session: Session | None  # None: it has ended
    did: Do
    timer: float = 0  # seconds of a hold to be started
    stops_timer: bool = False
    finished: bool = False  # the last step is done


HOLD_STEP = 30.0  # seconds that 'longer' and 'shorter' add or take
SHORTEST_HOLD, LONGEST_HOLD = 10.0, 180.0  # evidence.md "Dosing": holds are adjustable up to three minutes


def begin(steps: tuple[Step, ...], screened: bool, ticket: int) -> Session:
    """A session at its first step, or at the question before it."""
    return Session(steps, 0, Phase.TELLING if screened else Phase.SCREENING, ticket=ticket)


def move(session: Session, made: Move, left: float = 0, ticket: int = -1) -> Outcome:
    """Make a move. `left` is the time a running hold still has, as its timer knows; `ticket` names the timer of TIME_UP and SPOKEN."""
    if made in (Move.TIME_UP, Move.SPOKEN) and ticket != session.ticket:
        return Outcome(session, Do.STAY)
    did = TABLE[session.phase, made]
    return _DOING[did](session, left)


def _stay(session: Session, left: float) -> Outcome:
    return Outcome(session, Do.STAY)


def _begin(session: Session, left: float) -> Outcome:
    return Outcome(_at(session, 0), Do.BEGIN)


def _at(session: Session, place: int) -> Session:
    """The telling of a step, with a new ticket so that no older timer counts."""
    return session._replace(at=place, phase=Phase.TELLING, remaining=0, ticket=session.ticket + 1)


def _advance(session: Session, left: float) -> Outcome:
    held = session.done + (session.step.seconds > 0 and session.phase is Phase.HOLDING)
    if session.at + 1 >= len(session.steps):
        return Outcome(None, Do.ADVANCE, stops_timer=True, finished=True)
    return Outcome(_at(session, session.at + 1)._replace(done=held), Do.ADVANCE, stops_timer=True)


def _skip(session: Session, left: float) -> Outcome:
    """On to the next entry."""
    place = next((i for i in range(session.at, len(session.steps)) if session.steps[i].entry != session.step.entry), None)
    if place is None:
        return Outcome(None, Do.SKIP, stops_timer=True, finished=True)
    return Outcome(_at(session, place), Do.SKIP, stops_timer=True)


def _back(session: Session, left: float) -> Outcome:
    return Outcome(_at(session, max(0, session.at - 1)), Do.GO_BACK, stops_timer=True)


def _again(session: Session, left: float) -> Outcome:
    return Outcome(_at(session, session.at), Do.TELL_AGAIN, stops_timer=True)


def _hold(session: Session, left: float) -> Outcome:
    """The telling is over: a step with a hold starts its timer, another goes on by itself."""
    if not session.step.seconds:
        return _advance(session, left)
    seconds = session.remaining or float(session.step.seconds)
    held = session._replace(phase=Phase.HOLDING, remaining=seconds, ticket=session.ticket + 1)
    return Outcome(held, Do.HOLD, timer=seconds)


def _pause(session: Session, left: float) -> Outcome:
    kept = (left or session.remaining) if session.phase is Phase.HOLDING else session.remaining
    paused = session._replace(phase=Phase.PAUSED, before=session.phase, remaining=kept, ticket=session.ticket + 1)
    return Outcome(paused, Do.PAUSE, stops_timer=True)


def _resume(session: Session, left: float) -> Outcome:
    """Back to where the pause came from; a hold goes on with what was left of it."""
    if session.before is Phase.HOLDING and session.remaining > 0:
        held = session._replace(phase=Phase.HOLDING, ticket=session.ticket + 1)
        return Outcome(held, Do.RESUME, timer=session.remaining)
    return Outcome(_at(session, session.at), Do.RESUME)


def _end(session: Session, left: float) -> Outcome:
    return Outcome(None, Do.END, stops_timer=True)


def _restart(session: Session, left: float) -> Outcome:
    if session.phase is Phase.SCREENING:
        return Outcome(session, Do.ASK_AGAIN)
    return Outcome(_at(session, 0)._replace(done=0), Do.RESTART, stops_timer=True)


def _changed(session: Session, left: float, by: float, did: Do) -> Outcome:
    """Another length for this hold, within what is sensible."""
    now = (left or session.remaining) if session.phase is Phase.HOLDING else (session.remaining or float(session.step.seconds))
    seconds = min(LONGEST_HOLD, max(SHORTEST_HOLD, now + by))
    if session.phase is not Phase.HOLDING:
        return Outcome(session._replace(remaining=seconds), did)
    return Outcome(session._replace(remaining=seconds, ticket=session.ticket + 1), did, timer=seconds, stops_timer=True)


def _longer(session: Session, left: float) -> Outcome:
    return _changed(session, left, HOLD_STEP, Do.LENGTHEN)


def _shorter(session: Session, left: float) -> Outcome:
    return _changed(session, left, -HOLD_STEP, Do.SHORTEN)


def _side(session: Session, left: float) -> Outcome:
    """To the step of the other side of the same entry, if it has sides."""
    step = session.step
    other = [i for i, s in enumerate(session.steps) if s.entry == step.entry and s.side and s.side != step.side]
    if not step.side or not other:
        return Outcome(session, Do.STAY)
    return Outcome(_at(session, other[0]), Do.SIDE, stops_timer=True)


def _ease(session: Session, left: float) -> Outcome:
    """Pain: the timer stops, and it does not go on by itself."""
    paused = _pause(session, left)
    return paused._replace(did=Do.EASE) if session.phase in _RUNNING else Outcome(session, Do.EASE)


def _report(session: Session, left: float) -> Outcome:
    return Outcome(session, Do.REPORT)


def _ask_again(session: Session, left: float) -> Outcome:
    return Outcome(session, Do.ASK_AGAIN)


_DOING = {
    Do.BEGIN: _begin,
    Do.ASK_AGAIN: _ask_again,
    Do.ADVANCE: _advance,
    Do.SKIP: _skip,
    Do.GO_BACK: _back,
    Do.TELL_AGAIN: _again,
    Do.HOLD: _hold,
    Do.PAUSE: _pause,
    Do.RESUME: _resume,
    Do.END: _end,
    Do.RESTART: _restart,
    Do.LENGTHEN: _longer,
    Do.SHORTEN: _shorter,
    Do.SIDE: _side,
    Do.EASE: _ease,
    Do.REPORT: _report,
    Do.STAY: _stay,
}
