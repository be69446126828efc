"""The app: events in, effects performed. Real engine, real timer, voices that write down what they are told."""

from __future__ import annotations

import pytest

from assistant.app import Aloud, App
from assistant.decide.session import Move, Phase
from assistant.devices.silent import Silent
from assistant.devices.voice import port
from assistant.engine import Engine, Moved, Said, SpeechDone, Told
from assistant.posted import Leave, Line, Typed


class Paper:
    """A screen that keeps what it is shown."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def show(self, told: Told) -> None:
        self.lines.append(told.answer.text)

    def note(self, text: str) -> None:
        self.lines.append(text)

    def entered(self, text: str) -> None:
        self.lines.append(f"typed {text}")

    def interrupted(self) -> None:
        self.lines.append("interrupted")

    def suspended(self) -> None:
        self.lines.append("suspended")


class Recorder(Silent):
    """A voice that writes down what it is told, and never ends."""

    def __init__(self) -> None:
        super().__init__(lambda event: None)
        self.said: list[tuple[int, str]] = []
        self.rates: list[int | None] = []
        self.stops = 0

    def say(self, ticket: int, text: str) -> None:
        self.said.append((ticket, text))

    def stop(self) -> None:
        self.stops += 1

    def set(self, *, rate: int | None = None, volume: float | None = None, voice: str | None = None) -> None:
        self.rates.append(rate)


class Rig:
    def __init__(self, engine: Engine, aloud: Aloud) -> None:
        self.paper, self.loud, self.quiet = Paper(), Recorder(), Recorder()
        self.app = App(engine, self.paper, self.loud, quiet=self.quiet, aloud=aloud)

    def say(self, *texts: str) -> None:
        for text in texts:
            self.app.take(Said(text))


@pytest.mark.parametrize(("aloud", "spoken"), [(Aloud.ALWAYS, 1), (Aloud.SESSIONS, 0), (Aloud.NEVER, 0)])
def test_an_answer_is_spoken_where_that_was_wished(engine: Engine, aloud: Aloud, spoken: int) -> None:
    rig = Rig(engine, aloud)
    rig.say("where is bl40")
    assert (len(rig.loud.said), len(rig.quiet.said)) == (spoken, 0)


@pytest.mark.parametrize(("aloud", "loud"), [(Aloud.SESSIONS, True), (Aloud.NEVER, False)])
def test_a_session_goes_on_whether_it_is_heard_or_not(engine: Engine, aloud: Aloud, loud: bool) -> None:
    rig = Rig(engine, aloud)
    rig.say("guide me through bl40", "ready")
    voice, other = (rig.loud, rig.quiet) if loud else (rig.quiet, rig.loud)
    assert other.said == []
    while rig.app.talk.session and rig.app.talk.session.phase is Phase.TELLING:
        rig.app.take(SpeechDone(voice.said[-1][0]))
        rig.app.take(Moved(Move.READY))
    assert rig.app.talk.session and rig.app.talk.session.phase is Phase.HOLDING


def test_the_voice_switched_off_in_a_step_leaves_the_step_its_time(engine: Engine) -> None:
    rig = Rig(engine, Aloud.ALWAYS)
    rig.say("guide me through bl40", "ready")
    step = rig.loud.said[-1]
    rig.app.switch_voice(False)
    assert [text for _, text in rig.quiet.said] == [step[1]]
    before = rig.app.talk.session
    rig.app.take(SpeechDone(step[0]))
    assert rig.app.talk.session == before
    rig.app.take(SpeechDone(rig.quiet.said[-1][0]))
    assert rig.app.talk.session != before


def test_an_answer_being_read_out_gives_way_to_the_next(engine: Engine) -> None:
    rig = Rig(engine, Aloud.ALWAYS)
    rig.say("where is bl40")
    before = rig.loud.stops
    rig.say("how long")
    assert rig.loud.stops > before
    assert len({ticket for ticket, _ in rig.loud.said}) == 2


def test_speaking_ends_with_what_was_said(engine: Engine) -> None:
    rig = Rig(engine, Aloud.ALWAYS)
    rig.say("where is bl40")
    assert rig.app.speaking
    rig.app.take(SpeechDone(rig.loud.said[-1][0]))
    assert not rig.app.speaking


def test_of_two_answers_in_a_hold_the_first_to_end_leaves_the_second(engine: Engine) -> None:
    rig = Rig(engine, Aloud.ALWAYS)
    rig.say("guide me through bl40", "ready")
    while rig.app.talk.session and rig.app.talk.session.phase is Phase.TELLING:
        rig.app.take(Moved(Move.READY))
    for ticket, _ in rig.loud.said:
        rig.app.take(SpeechDone(ticket))
    assert not rig.app.speaking
    rig.say("how hard", "what is it for")
    first, second = (ticket for ticket, _ in rig.loud.said[-2:])
    rig.app.take(SpeechDone(first))
    assert rig.app.speaking
    rig.app.take(SpeechDone(second))
    assert not rig.app.speaking


def test_the_end_of_what_was_stopped_moves_nothing(engine: Engine) -> None:
    rig = Rig(engine, Aloud.ALWAYS)
    rig.say("guide me through bl40", "ready")
    before = rig.app.talk.session
    rig.app.hush()
    rig.app.take(SpeechDone(rig.loud.said[-1][0]))
    assert rig.app.talk.session == before


def test_a_voice_that_fails_is_told_once_and_not_asked_again(engine: Engine) -> None:
    rig = Rig(engine, Aloud.ALWAYS)
    rig.app.heard(port.VoiceFailed("no sound output here"))
    rig.app.take(rig.app.events.get(timeout=5))
    rig.say("where is bl40")
    assert rig.paper.lines[0] == "no sound output here"
    assert rig.loud.said == []


def test_a_red_flag_stops_voice_and_timer(engine: Engine) -> None:
    rig = Rig(engine, Aloud.ALWAYS)
    rig.say("guide me through bl40", "ready")
    rig.app.take(Moved(Move.NEXT))
    before = rig.loud.stops
    rig.say("i wet myself and my groin is numb")
    assert rig.loud.stops > before
    assert (rig.app.talk.session, rig.app.left()) == (None, 0)


def test_a_pause_keeps_the_place(engine: Engine) -> None:
    rig = Rig(engine, Aloud.NEVER)
    rig.say("guide me through bl40", "ready")
    rig.app.take(Moved(Move.PAUSE))
    assert rig.app.talk.session is not None and rig.app.talk.session.phase is Phase.PAUSED


def test_slower_and_faster_move_along_the_rates(engine: Engine) -> None:
    rig = Rig(engine, Aloud.ALWAYS)
    rig.app.change_voice("slower")
    rig.app.change_voice("faster")
    for _ in range(20):
        rig.app.change_voice("faster")
    assert rig.loud.rates[:2] == [135, 150] and rig.loud.rates[-1] == port.FASTEST


def test_events_are_taken_in_turn_until_somebody_leaves(engine: Engine) -> None:
    rig = Rig(engine, Aloud.NEVER)
    for event in (Typed("/help"), Line("one line"), Leave(), Line("never")):
        rig.app.post(event)
    rig.app.run()
    assert rig.paper.lines == ["typed /help", "one line"]
