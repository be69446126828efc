"""A guided session: assertions over its whole table, and what holds whatever happens in whatever order."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assistant.decide import course, plans
from assistant.decide.session import TABLE, Do, Move, Phase, Role, Session, Step
from assistant.decide.state import Conversation
from assistant.engine import Cue, Engine, Event, Moved, Said, SpeechDone, StartTimer, StopTimer, TimeUp, Told, step
from assistant.model import Kind
from assistant.respond import marks
from tests import mutations

ALIVE = tuple(phase for phase in Phase if phase is not Phase.ENDED)
STEPS = (
    Step("one", 0, (Role.FIND,), ready=5.0),
    Step("one", 0, (Role.HOLD,), 60.0, "left", 3.0),
    Step("one", 0, (Role.HOLD,), 60.0, "right", 3.0),
    Step("two", 0, (Role.HOLD,), 30.0),
)
SCREENS = ("numbness", "bowel", "pregnant", "blood thinners", "fracture")
LEFT = 20.0  # seconds of a hold that runs


def at(phase: Phase, place: int = 1) -> Session:
    """A session in a phase."""
    return Session(STEPS, place, phase, Phase.HOLDING, remaining=LEFT if phase in (Phase.HOLDING, Phase.PAUSED) else 0, ticket=7)


TIMED = tuple((phase, made) for phase in ALIVE for made in Move if course.move(at(phase), made, LEFT, 7).timer)  # the moves that set a timer


# ---------------------------------------------------------------- the table


def test_every_phase_has_every_move() -> None:
    assert set(TABLE) == {(phase, move) for phase in Phase for move in Move}


@pytest.mark.parametrize("phase", ALIVE)
def test_every_phase_can_be_stopped(phase: Phase) -> None:
    assert TABLE[phase, Move.STOP] is Do.END
    outcome = course.move(at(phase), Move.STOP)
    assert (outcome.session, outcome.stops_timer, outcome.timer) == (None, True, 0)


@pytest.mark.parametrize("by", [(Move.NEXT,), (Move.RESUME, Move.SPOKEN, Move.TIME_UP), (Move.READY, Move.SPOKEN, Move.TIME_UP)])
@pytest.mark.parametrize("phase", ALIVE)
def test_every_phase_can_reach_the_end(phase: Phase, by: tuple[Move, ...]) -> None:
    """By one key; and by a word and time alone."""
    session: Session | None = at(phase)
    finished = False
    for _ in range(10 * len(STEPS)):
        for made in by:
            if session:
                outcome = course.move(session, made, ticket=session.ticket)
                session, finished = outcome.session, outcome.finished
    assert (session, finished) == (None, True)


def test_an_ended_session_stays_ended() -> None:
    assert {TABLE[Phase.ENDED, made] for made in Move} == {Do.STAY}


def test_screening_is_left_by_a_word_and_not_by_time() -> None:
    left = {made for made in Move if TABLE[Phase.SCREENING, made] not in (Do.STAY, Do.WAIT, Do.REPORT, Do.ASK, Do.ASK_AGAIN, Do.EASE, Do.RESTART)}
    assert left == {Move.NEXT, Move.READY, Move.RESUME, Move.SKIP, Move.STOP}


@pytest.mark.parametrize("made", [Move.TIME_UP, Move.SPOKEN])
@pytest.mark.parametrize("phase", ALIVE)
def test_a_stale_ticket_changes_nothing(phase: Phase, made: Move) -> None:
    session = at(phase)
    assert course.move(session, made, ticket=session.ticket - 1) == (session, Do.STAY, 0, False, False, False)


@pytest.mark.parametrize(("phase", "made"), TIMED)
def test_a_new_timer_has_a_new_ticket_and_the_old_one_is_stopped(phase: Phase, made: Move) -> None:
    session = at(phase)
    outcome = course.move(session, made, LEFT, session.ticket)
    assert outcome.session and outcome.session.ticket > session.ticket
    assert phase is not Phase.HOLDING or outcome.stops_timer


def test_every_phase_sets_timers_but_the_question_before_a_session() -> None:
    assert {phase for phase, _ in TIMED} == {Phase.TELLING, Phase.HOLDING, Phase.PAUSED}


# ---------------------------------------------------------------- single moves


def test_the_hold_begins_after_the_telling_and_the_time_to_get_ready() -> None:
    told = course.move(at(Phase.TELLING), Move.SPOKEN, ticket=7)
    assert (told.did, told.timer) == (Do.GET_READY, 3.0)
    assert told.session
    held = course.move(told.session, Move.TIME_UP, ticket=told.session.ticket)
    assert held.session and (held.session.phase, held.timer) == (Phase.HOLDING, 60.0)


def test_a_pause_keeps_the_remainder() -> None:
    paused = course.move(at(Phase.HOLDING), Move.PAUSE, left=12.5).session
    assert paused
    assert course.move(paused, Move.RESUME).timer == 12.5


@pytest.mark.parametrize("made", [Move.YES, Move.READY, Move.RESUME])
def test_a_yes_does_not_cut_a_running_hold_short(made: Move) -> None:
    assert course.move(at(Phase.HOLDING), made, left=20.0) == (at(Phase.HOLDING), Do.GO_ON, 0, False, False, False)


@pytest.mark.parametrize("made", [Move.YES, Move.READY, Move.RESUME])
def test_a_yes_just_when_the_time_is_up_leaves_the_hold_done(made: Move) -> None:
    """The timer has run out, and what it has to say still waits in the queue."""
    outcome = course.move(at(Phase.HOLDING), made, left=0)
    assert outcome == course.move(at(Phase.HOLDING), Move.TIME_UP, ticket=7)
    assert outcome.session and outcome.session.done == 1


@pytest.mark.parametrize(("made", "least", "most"), [(Move.LONGER, 0, 180), (Move.SHORTER, 10, 60)])
@pytest.mark.parametrize("phase", [Phase.TELLING, Phase.HOLDING, Phase.PAUSED])
def test_a_hold_has_limits(phase: Phase, made: Move, least: float, most: float) -> None:
    session: Session | None = at(phase)
    limits = []
    for _ in range(9):
        assert session
        outcome = course.move(session, made, left=session.remaining)
        session = outcome.session
        limits.append(outcome.limit)
        assert session
        assert least <= (session.remaining or session.step.seconds)
        assert session.step.seconds <= most
    assert not limits[0]
    assert limits[-1]


def test_the_other_side_is_held_as_long() -> None:
    outcome = course.move(at(Phase.HOLDING), Move.LENGTH, left=20.0, seconds=90)
    assert outcome.session
    assert [step.seconds for step in outcome.session.steps] == [0, 90, 90, 30]


def test_it_hurts_eases_and_the_second_time_at_one_place_ends() -> None:
    eased = course.move(at(Phase.HOLDING), Move.HURTS, left=20.0)
    assert eased.session and (eased.did, eased.session.phase, eased.stops_timer) == (Do.EASE, Phase.PAUSED, True)
    again = course.move(eased.session, Move.RESUME).session
    assert again
    assert course.move(again, Move.HURTS, left=9.0)[:2] == (None, Do.GIVE_UP)
    elsewhere = course.move(again, Move.SKIP).session
    assert elsewhere
    assert course.move(elsewhere, Move.HURTS).did is Do.EASE


def test_a_swap_goes_to_the_entry_and_keeps_the_rest() -> None:
    outcome = course.jump(at(Phase.HOLDING), "two")
    assert outcome and outcome.session and (outcome.session.at, outcome.session.phase, outcome.stops_timer) == (3, Phase.TELLING, True)
    assert course.jump(at(Phase.SCREENING), "two") is None


# ---------------------------------------------------------------- plans


@pytest.mark.parametrize("minutes", [1, 2, 3, 5, 8, 10, 15, 30])
def test_a_plan_fits_its_time_as_far_as_holds_allow(engine: Engine, minutes: float) -> None:
    planned = plans.plan(engine.domain, (), (), minutes, ())
    shortest = min(plans.plan(engine.domain, (id_,), (), 1, ()).seconds for id_ in planned.entries)
    assert planned.seconds <= max(minutes * 60, shortest)
    assert planned.seconds == plans.seconds(engine.domain, planned.steps)


def test_a_routine_in_less_time_says_what_it_has_no_time_for(engine: Engine) -> None:
    parts = engine.domain.entries["six-lying"].parts
    planned = plans.plan(engine.domain, parts, ("lying",), 8, ())
    assert (*planned.entries, *planned.for_time) == parts
    assert planned.for_time and planned.seconds <= 480


@pytest.mark.parametrize("condition", ["pregnancy", "no-fists", "cannot-lie-back", "cannot-reach-feet", "osteoporosis", "bad-hands"])
def test_no_plan_goes_against_what_was_said(engine: Engine, condition: str) -> None:
    rule = engine.domain.conditions[condition]
    parts = engine.domain.entries["six-lying"].parts
    planned = plans.plan(engine.domain, parts, ("lying", "fist"), 0, (condition,))
    main = {engine.domain.entries[s.entry].plans[s.plan].when[0] for s in planned.steps}
    tools = {v for s in planned.steps for v in engine.domain.entries[s.entry].plans[s.plan].when[-1:]}
    avoided = {v for values in rule.avoid.values() for v in values}
    assert not main & avoided
    assert not tools & avoided - {"on-floor"}
    assert not set(planned.entries) & set(rule.leave_out)
    assert {*planned.entries, *(left.entry for left in planned.left_out)} == set(parts)


# ---------------------------------------------------------------- marks


@pytest.mark.parametrize("choice", marks.CHOICES)
def test_each_choice_has_only_what_was_chosen(choice: str) -> None:
    found = [marks.chosen(mark, choice) for mark in marks.MARKS]
    assert any(cue.phrase for cue in found) == (choice in ("both", "words"))
    assert any(cue.tone for cue in found) == (choice in ("both", "tones"))


@pytest.mark.parametrize("whole", [10.0, 20.0, 30.0, 45.0, 90.0, 120.0, 180.0])
@pytest.mark.parametrize("share", [1.0, 0.4])
def test_marks_are_in_order_within_the_hold_and_breaths_keep_apart(whole: float, share: float) -> None:
    left = whole * share
    found = marks.within(left, whole)
    times = [at for at, _ in found]
    assert times == sorted(times)
    assert all(0 <= at < left for at in times)
    breaths = [at for at, mark in found if "in" in mark or "out" in mark]
    others = [at for at, mark in found if at not in breaths]
    assert all(abs(breath - other) >= marks.APART for breath in breaths for other in others)


@pytest.mark.parametrize("whole", [20.0, 45.0, 60.0, 75.0, 90.0, 105.0, 120.0, 180.0])
def test_no_breath_goes_out_that_did_not_come_in(whole: float) -> None:
    order = [mark for _, mark in marks.within(whole, whole) if mark.rpartition("_")[2] in ("in", "out")]
    assert order
    assert all(mark.endswith("in") for mark in (order[0], *(before for before, mark in pairwise(order) if mark.endswith("out"))))


# ---------------------------------------------------------------- whatever happens


class Bench:
    """Performs effects: counts timers, and remembers what was told."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.talk = Conversation()
        self.running: int | None = None
        self.tickets: list[int] = []
        self.told: list[Told] = []
        self.asked = ""

    def happens(self, event: Event) -> None:
        before = self.talk
        self.talk, effects = step(self.engine, self.talk, event)
        if isinstance(event, TimeUp) and event.ticket == self.running and not event.mark:
            self.running = None
        for effect in effects:
            match effect:
                case StopTimer():
                    self.running = None
                case StartTimer(ticket, seconds):
                    assert self.running is None, "two timers"
                    assert self.talk.session and ticket == self.talk.session.ticket and seconds > 0
                    assert ticket not in self.tickets, "a ticket twice"
                    self.running = ticket
                    self.tickets.append(ticket)
                case Told():
                    self.told.append(effect)
                    self.asked += effect.answer.text
                case Cue(words, tone):
                    assert bool(words) != bool(tone)
        self._holds(before, event)

    def _holds(self, before: Conversation, event: Event) -> None:
        session = self.talk.session
        assert session or self.running is None, "a timer without a session"
        if session:
            assert session.phase is Phase.SCREENING or all(word in self.asked for word in SCREENS), "begun without the question"
            assert session.phase is not Phase.HOLDING or self.running == session.ticket, "a hold without its timer"
            assert session.phase not in (Phase.PAUSED, Phase.SCREENING) or self.running is None, "a timer in a pause"
        if isinstance(event, Moved) and event.move is Move.STOP:
            assert session is None
        if isinstance(event, Said) and self.told[-1].answer.kind is Kind.URGENT:
            assert session is None and self.running is None


SAYINGS = (
    *("guide me", "guide me through bl-60", "i am pregnant", "my wrists hurt", "where is it", "switch to bl-23", "longer"),
    "i have a fever and my back hurts",
)
HAPPENING = st.one_of(
    st.sampled_from(SAYINGS),
    st.sampled_from(mutations.STEERING),
    st.sampled_from(list(Move)),
    st.tuples(st.sampled_from(["spoken", "time", "half", "breathe_in"]), st.booleans()),
)
QUICK = settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


def event(happening: str | Move | tuple[str, bool], bench: Bench) -> Event:
    """A message, a key, or the end of speech, a timer or a mark of it; also such as come late."""
    session = bench.talk.session
    left = 20.0 if bench.running is not None else 0.0
    if isinstance(happening, Move):
        return Moved(happening, left)
    if isinstance(happening, str):
        return Said(happening, left)
    kind, late = happening
    ticket = session.ticket if session and not late else bench.tickets[0] if bench.tickets else 99
    if kind == "spoken":
        return SpeechDone(ticket)
    if bench.running is None and session and ticket == session.ticket:
        return SpeechDone(ticket)  # a timer that does not run is not up
    return TimeUp(ticket, "" if kind == "time" else kind)


@QUICK
@given(happenings=st.lists(HAPPENING, max_size=14))
@example(happenings=[Move.NEXT, ("spoken", False), ("time", False), Move.PAUSE, ("time", True), Move.RESUME, ("time", False)])
def test_whatever_happens_the_rules_hold_and_stop_stops(engine: Engine, happenings: list[str | Move | tuple[str, bool]]) -> None:
    bench = Bench(engine)
    bench.happens(Said("guide me through the six points"))
    for happening in happenings:
        bench.happens(event(happening, bench))
    bench.happens(Said("stop"))
    assert bench.talk.session is None
    assert bench.running is None


@pytest.mark.parametrize("wish", ["guide me through the six points", "guide me through BL-60", "i have 10 minutes, guide me"])
def test_time_alone_brings_a_session_to_its_end(engine: Engine, wish: str) -> None:
    bench = Bench(engine)
    bench.happens(Said(wish))
    bench.happens(Moved(Move.READY))
    for _ in range(400):
        if bench.talk.session is None:
            break
        waits = bench.talk.session.ticket
        bench.happens(TimeUp(waits) if bench.running == waits else SpeechDone(waits))
    assert bench.talk.session is None
    assert bench.told[-1].answer.asks == "rating"
    assert [told.answer.text for told in bench.told].count(bench.told[0].answer.text) == 1


def test_the_question_is_asked_before_the_first_session_only(engine: Engine) -> None:
    bench = Bench(engine)
    for text in ("guide me through BL-40", "ready", "stop", "guide me through BL-60"):
        bench.happens(Said(text))
    assert bench.asked.count("numbness between the legs") == 1
    assert bench.talk.session and bench.talk.session.phase is Phase.TELLING


def test_a_broken_rule_is_found(engine: Engine) -> None:
    bench = Bench(engine)
    bench.happens(Said("guide me"))
    bench.asked = ""
    with pytest.raises(AssertionError, match="begun without the question"):
        bench.happens(Moved(Move.READY))
