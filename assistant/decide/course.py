"""The course of a guided session: what each entry of the table does to it.

Time comes in as a move (`TIME_UP` with the ticket of its timer); a late ticket changes nothing. What a move leads to comes
out as an `Outcome`, which others put into words and timers. Not here: the table itself (session).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.decide.session import TABLE, Do, Move, Outcome, Phase, Session, Step

HOLD_STEP = 30.0  # seconds that 'longer' and 'shorter' add or take
SHORTEST_HOLD, LONGEST_HOLD = 10.0, 180.0  # seconds: in the trials holds went up to three minutes


def begin(steps: tuple[Step, ...], screened: bool, ticket: int) -> Session:
    """A session at its first step, or at the question before it."""
    return Session(steps, 0, Phase.TELLING if screened else Phase.SCREENING, ticket=ticket)


def move(session: Session, made: Move, left: float = 0, ticket: int = -1, seconds: float = 0) -> Outcome:
    """Make a move. `left` is the time a running hold still has, as its timer knows; `ticket` names the timer of TIME_UP and SPOKEN.

    `seconds` is by how much a hold is to be longer or shorter, or how long it is to be.
    """
    if made in (Move.TIME_UP, Move.SPOKEN) and ticket != session.ticket:
        return Outcome(session, Do.STAY)
    did = TABLE[session.phase, made]
    return _changed(session, left, did, seconds or HOLD_STEP) if did in LENGTHS else DOING[did](session, left)


def jump(session: Session, entry: str) -> Outcome | None:
    """To the beginning of another entry of the session; None when it has no such entry, or has not begun."""
    place = next((i for i, step in enumerate(session.steps) if step.entry == entry), None)
    if place is None or session.phase is Phase.SCREENING:
        return None
    return Outcome(_at(session, place), Do.JUMP, stops_timer=True)


def interrupted(session: Session) -> Session:
    """While a step is told something else is said: what was being said, and the time to get ready, no longer count."""
    return session._replace(ticket=session.ticket + 1) if session.phase is Phase.TELLING else session


def rerouted(session: Session, steps: Sequence[Step]) -> Session | None:
    """The same session with other steps from the present entry on; None when nothing is left of it.

    Where the present step is not among them, the entry, or the next that remains, is told from its beginning.
    """
    past = _first(session)
    if tuple(steps) == session.steps[past:]:
        return session
    if not steps:
        return None
    begun = (*session.steps[:past], *steps)
    if session.phase is Phase.SCREENING:
        return session._replace(steps=begun)
    if session.at < len(begun) and begun[past : session.at + 1] == session.steps[past : session.at + 1]:
        return session._replace(steps=begun)
    return _at(session._replace(steps=begun), past)


def ahead(session: Session) -> tuple[Step, ...]:
    """The steps from the beginning of the present entry on."""
    return session.steps[_first(session) :]


def _first(session: Session) -> int:
    """Where the steps of the present entry begin."""
    place = session.at
    while place and session.steps[place - 1].entry == session.step.entry:
        place -= 1
    return place


def remaining(session: Session, left: float = 0) -> float:
    """Seconds that the present hold still has, or will have; `left` is what a running timer says."""
    if session.phase is Phase.HOLDING and left:
        return left
    return session.remaining or session.step.seconds


# ---------------------------------------------------------------- what is done


def _stay(session: Session, left: float) -> Outcome:
    return Outcome(session, Do.STAY)


def _wait(session: Session, left: float) -> Outcome:
    return Outcome(session, Do.WAIT)


def _begin(session: Session, left: float) -> Outcome:
    return Outcome(_at(session, 0), Do.BEGIN)


def _at(session: Session, place: int) -> Session:
    """The telling of a step, with a new ticket so that no older timer counts."""
    eased = session.eased if session.steps[place].entry == session.eased else ""
    return session._replace(at=place, phase=Phase.TELLING, remaining=0, ticket=session.ticket + 1, eased=eased)


def _advance(session: Session, left: float) -> Outcome:
    if session.at + 1 >= len(session.steps):
        return Outcome(None, Do.ADVANCE, stops_timer=True, finished=True)
    return Outcome(_at(session, session.at + 1), Do.ADVANCE, stops_timer=True)


def _go_on(session: Session, left: float) -> Outcome:
    """A hold that is timed goes on; one that is not, or whose timer has just run out, has had its time."""
    return Outcome(session, Do.GO_ON) if left > 0 else _let_go(session, left)


def _let_go(session: Session, left: float) -> Outcome:
    """A hold has had its time."""
    return _advance(session._replace(done=session.done + 1), left)._replace(did=Do.LET_GO)


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


def _get_ready(session: Session, left: float) -> Outcome:
    """The telling is over: first there is time to do what was told."""
    if not session.step.ready:
        return _hold(session, left)
    return Outcome(session._replace(ticket=session.ticket + 1), Do.GET_READY, timer=session.step.ready)


def _hold(session: Session, left: float) -> Outcome:
    """A step with a hold starts its timer, another goes on by itself."""
    if not session.step.seconds:
        return _advance(session, left)
    held = session._replace(phase=Phase.HOLDING, remaining=session.step.seconds, ticket=session.ticket + 1)
    return Outcome(held, Do.HOLD, timer=held.remaining)


def _pause(session: Session, left: float) -> Outcome:
    paused = session._replace(phase=Phase.PAUSED, before=session.phase, ticket=session.ticket + 1)
    if session.phase is Phase.HOLDING:
        paused = paused._replace(remaining=remaining(session, left))
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
        return Outcome(session, Do.ASK)
    return Outcome(_at(session, 0)._replace(done=0), Do.RESTART, stops_timer=True)


LENGTHS = (Do.LENGTHEN, Do.SHORTEN, Do.SET_LENGTH)


def _changed(session: Session, left: float, did: Do, seconds: float) -> Outcome:
    """Another length for this hold, or for the next one where nothing is held, within what is sensible."""
    begun = session.remaining > 0
    place = next((i for i in range(session.at, len(session.steps)) if session.steps[i].seconds), None)
    if place is None:
        return Outcome(session, did, limit=True)
    step = session.steps[place]
    had = remaining(session, left) if begun else step.seconds
    gone = step.seconds - had
    wanted = seconds - gone if did is Do.SET_LENGTH else had + (seconds if did is Do.LENGTHEN else -seconds)
    now = min(max(LONGEST_HOLD - gone, had), wanted) if wanted > had else max(min(SHORTEST_HOLD, had), wanted)
    steps = _held(session.steps, place, step.seconds + now - had)
    changed = session._replace(steps=steps, remaining=now if begun else 0)
    if session.phase is not Phase.HOLDING or now == had:
        return Outcome(changed, did, limit=now == had)
    return Outcome(changed._replace(ticket=session.ticket + 1), did, timer=now, stops_timer=True)


def _held(steps: tuple[Step, ...], place: int, seconds: float) -> tuple[Step, ...]:
    """A hold of this length, and the later ones of the same entry: nobody wants to say it again for the other side."""
    entry = steps[place].entry
    later = (step._replace(seconds=seconds) if step.entry == entry and step.seconds else step for step in steps[place:])
    return (*steps[:place], *later)


def _side(session: Session, left: float) -> Outcome:
    """To the step of the other side of the same entry; where both are done at once there is none."""
    sided = {place: step.side for place, step in enumerate(session.steps) if step.entry == session.step.entry and step.side}
    this = session.step.side or next((side for place, side in sided.items() if place >= session.at), "")
    other = [place for place, side in sided.items() if side != this]
    return Outcome(_at(session, other[0]), Do.SIDE, stops_timer=True) if other else Outcome(session, Do.STAY if sided else Do.BOTH)


def _ease(session: Session, left: float) -> Outcome:
    """Pain: the timer stops, and it does not go on by itself. The second time at one place it is better left."""
    if session.phase is Phase.SCREENING:
        return Outcome(session, Do.EASE)
    if session.eased == session.step.entry:
        return Outcome(None, Do.GIVE_UP, stops_timer=True)
    paused = _pause(session, left) if session.phase is not Phase.PAUSED else Outcome(session, Do.EASE)
    assert paused.session is not None
    return paused._replace(session=paused.session._replace(eased=session.step.entry), did=Do.EASE)


def _soften(session: Session, left: float) -> Outcome:
    return Outcome(session, Do.SOFTEN)


def _report(session: Session, left: float) -> Outcome:
    return Outcome(session, Do.REPORT)


def _ask(session: Session, left: float) -> Outcome:
    return Outcome(session, Do.ASK)


def _ask_again(session: Session, left: float) -> Outcome:
    return Outcome(session, Do.ASK_AGAIN)


DOING: Mapping[Do, Callable[[Session, float], Outcome]] = {
    Do.BEGIN: _begin,
    Do.ASK: _ask,
    Do.ASK_AGAIN: _ask_again,
    Do.ADVANCE: _advance,
    Do.GO_ON: _go_on,
    Do.SKIP: _skip,
    Do.GO_BACK: _back,
    Do.TELL_AGAIN: _again,
    Do.GET_READY: _get_ready,
    Do.HOLD: _hold,
    Do.LET_GO: _let_go,
    Do.PAUSE: _pause,
    Do.RESUME: _resume,
    Do.END: _end,
    Do.RESTART: _restart,
    Do.SIDE: _side,
    Do.EASE: _ease,
    Do.SOFTEN: _soften,
    Do.REPORT: _report,
    Do.WAIT: _wait,
    Do.STAY: _stay,
}
