"""A guided session as a table of phases and moves, and the values it is made of. No clock, no words, no input or output.

After h11 (python-hyper): the machine is data, so that a test can assert over all of it that every phase can be stopped and
none can get stuck. Not here: what each entry of the table does to a session (course), and which steps there are (plans).
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from assistant.values import NamedTuple


class Phase(str, Enum):
    SCREENING = "screening"  # one question before the first session
    TELLING = "telling"  # a step is being told, and got ready for
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
    LENGTH = "length"  # so many seconds for this hold
    OTHER_SIDE = "other_side"
    HURTS = "hurts"
    GENTLER = "gentler"  # less hard, and on
    HOW_LONG = "how_long"
    WHICH_STEP = "which_step"
    HOW_MANY = "how_many_left"
    SPOKEN = "spoken"  # the telling has ended
    TIME_UP = "time_up"  # the time to get ready, or that of a hold, is over


class Do(str, Enum):
    BEGIN = "begin"
    ASK = "ask"  # the question before a session, once more in full
    ASK_AGAIN = "ask_again"
    WAIT = "wait"  # nothing runs that could be paused: the question stays
    ADVANCE = "advance"
    GO_ON = "go_on"  # with the hold that runs: it is not cut short by a yes
    SKIP = "skip"
    GO_BACK = "go_back"
    TELL_AGAIN = "tell_again"
    GET_READY = "get_ready"
    HOLD = "hold"
    LET_GO = "let_go"
    PAUSE = "pause"
    RESUME = "resume"
    END = "end"
    RESTART = "restart"
    LENGTHEN = "lengthen"
    SHORTEN = "shorten"
    SET_LENGTH = "set_length"
    SIDE = "side"
    BOTH = "both"  # of its sides are done at once
    EASE = "ease"
    SOFTEN = "soften"
    GIVE_UP = "give_up"  # it hurt again: better leave it
    JUMP = "jump"  # to another entry of the same session
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
    for phase in (*_RUNNING, Phase.PAUSED):
        table[phase, Move.GENTLER] = Do.SOFTEN
    for phase in _RUNNING:
        table |= {(phase, move): Do.GO_ON for move in (Move.READY, Move.YES, Move.RESUME)} | {(phase, Move.NEXT): Do.ADVANCE}
        table |= {(phase, Move.SKIP): Do.SKIP, (phase, Move.BACK): Do.GO_BACK, (phase, Move.REPEAT): Do.TELL_AGAIN}
        table |= {(phase, Move.PAUSE): Do.PAUSE, (phase, Move.LONGER): Do.LENGTHEN, (phase, Move.SHORTER): Do.SHORTEN}
        table |= {(phase, Move.OTHER_SIDE): Do.SIDE, (phase, Move.LENGTH): Do.SET_LENGTH}
    table |= {(Phase.TELLING, Move.SPOKEN): Do.GET_READY, (Phase.TELLING, Move.TIME_UP): Do.HOLD, (Phase.HOLDING, Move.TIME_UP): Do.LET_GO}
    table |= {(Phase.TELLING, move): Do.HOLD for move in (Move.READY, Move.YES, Move.RESUME)}
    for move in (Move.NEXT, Move.READY, Move.RESUME, Move.SKIP):
        table[Phase.SCREENING, move] = Do.BEGIN
    table |= {(Phase.SCREENING, Move.YES): Do.ASK_AGAIN, (Phase.SCREENING, Move.REPEAT): Do.ASK, (Phase.SCREENING, Move.PAUSE): Do.WAIT}
    for move in (Move.RESUME, Move.READY, Move.YES):
        table[Phase.PAUSED, move] = Do.RESUME
    table |= {(Phase.PAUSED, Move.NEXT): Do.ADVANCE, (Phase.PAUSED, Move.SKIP): Do.SKIP, (Phase.PAUSED, Move.BACK): Do.GO_BACK}
    table |= {(Phase.PAUSED, Move.REPEAT): Do.TELL_AGAIN, (Phase.PAUSED, Move.LONGER): Do.LENGTHEN, (Phase.PAUSED, Move.SHORTER): Do.SHORTEN}
    table |= {(Phase.PAUSED, Move.OTHER_SIDE): Do.SIDE, (Phase.PAUSED, Move.LENGTH): Do.SET_LENGTH}
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
    seconds: float = 0  # of the hold; 0 for steps without one
    side: str = ""
    ready: float = 0  # seconds to do what was told, before the hold or the next step


class Session(NamedTuple):
    """Where a session is. `ticket` is that of the only timer that counts."""

    steps: tuple[Step, ...]
    at: int = 0
    phase: Phase = Phase.TELLING
    before: Phase = Phase.TELLING  # the phase a pause came from
    remaining: float = 0  # seconds of the hold that was begun
    ticket: int = 0
    done: int = 0  # holds finished
    eased: str = ""  # the entry at which it hurt

    @property
    def step(self) -> Step:
        return self.steps[self.at]


class Outcome(NamedTuple):
    """What a move came to."""

    session: Session | None  # None: it has ended
    did: Do
    timer: float = 0  # seconds of a timer to be started: of a hold, or to get ready
    stops_timer: bool = False
    finished: bool = False  # the last step is done
    limit: bool = False  # it is as long, or as short, as it may be
