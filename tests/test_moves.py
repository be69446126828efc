"""Moves in people's own words, in every phase: what a session is steered by, eyes closed, is understood nearly always, and stop always.

The wordings are in moves.yaml. Whether each counts as understood is read off the session before and after it, not off an intent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.decide.session import Phase, Session
from assistant.decide.state import Conversation
from assistant.engine import Effect, Engine, Said, Told, Voice, step
from tests.files import data

WORDINGS: Mapping[str, list[str]] = data(Path(__file__).parent / "moves.yaml")
LEAST = 0.94  # of all wordings in all phases
ALWAYS = ("stop",)  # nothing less will do
LEFT = 60.0  # seconds the hold still has

TO: Mapping[Phase, tuple[str, ...]] = {
    Phase.SCREENING: ("guide me through all six points",),
    Phase.TELLING: ("guide me through all six points", "ready", "next"),
    Phase.HOLDING: ("guide me through all six points", "ready", "next", "ready"),
    Phase.PAUSED: ("guide me through all six points", "ready", "next", "ready", "pause"),
}
RUNNING = (Phase.TELLING, Phase.HOLDING, Phase.PAUSED)
IN: Mapping[str, tuple[Phase, ...]] = {
    "stop": tuple(TO),
    "next": tuple(TO),
    "nothing_applies": (Phase.SCREENING,),
    "ready": (Phase.TELLING,),
    "pause": (Phase.TELLING, Phase.HOLDING),
    "resume": (Phase.PAUSED,),
}


class Turn(NamedTuple):
    """One message to a session: how it was, how it is, and what came of it."""

    was: Session
    now: Session | None
    effects: tuple[Effect, ...]

    @property
    def reply(self) -> str:
        """What was told."""
        return " ".join(effect.answer.text for effect in self.effects if isinstance(effect, Told))

    def voiced(self, change: str) -> bool:
        """Whether the voice was changed so, and the session goes on."""
        return self.now is not None and Voice(change) in self.effects


def place(turn: Turn) -> int:
    """By how many steps it went on; far away when it ended."""
    return turn.now.at - turn.was.at if turn.now else 99


def length(turn: Turn) -> float:
    """By how much the hold became longer; of the step, whether it runs or not."""
    return turn.now.step.seconds - turn.was.step.seconds if turn.now and turn.now.at == turn.was.at else 0


Meant = Callable[[Turn], bool]
MEANT: Mapping[str, Meant] = {
    "next": lambda turn: place(turn) == 1 or (turn.was.phase is Phase.SCREENING and turn.now is not None and turn.now.phase is Phase.TELLING),
    "skip": lambda turn: turn.now is not None and turn.now.step.entry != turn.was.step.entry,
    "back": lambda turn: place(turn) == -1,
    "repeat": lambda turn: place(turn) == 0 and "Step 2 of" in turn.reply and turn.now is not None and turn.now.phase is Phase.TELLING,
    "pause": lambda turn: turn.now is not None and turn.now.phase is Phase.PAUSED,
    "resume": lambda turn: turn.now is not None and turn.now.phase is Phase.HOLDING,
    "stop": lambda turn: turn.now is None,
    "start_over": lambda turn: place(turn) == -1 and "From the beginning" in turn.reply,
    "longer": lambda turn: length(turn) > 0,
    "shorter": lambda turn: length(turn) < 0,
    "how_long": lambda turn: place(turn) == 0 and " left " in turn.reply,
    "which_step": lambda turn: place(turn) == 0 and "Step 2 of" in turn.reply,
    "how_many_left": lambda turn: place(turn) == 0 and "Step 2 of" in turn.reply,
    "other_side": lambda turn: turn.now is not None and turn.now.step.side not in ("", turn.was.step.side),
    "hurts": lambda turn: turn.now is None or turn.now.phase is Phase.PAUSED,
    "ready": lambda turn: turn.now is not None and turn.now.phase is Phase.HOLDING,
    "nothing_applies": lambda turn: turn.now is not None and turn.now.phase is Phase.TELLING,
}


Saying = Callable[[Phase, str], Turn]


def brought(engine: Engine, phase: Phase) -> Conversation:
    """A talk in that phase."""
    talk = Conversation()
    for each in TO[phase]:
        talk, _ = step(engine, talk, Said(each))
    assert talk.session is not None and talk.session.phase is phase
    return talk


@pytest.fixture(scope="module")
def said(engine: Engine) -> Saying:
    """A message in a phase. Each phase is talked into once: a talk is a value, and every message makes another of it."""
    talks = {phase: brought(engine, phase) for phase in TO}

    def saying(phase: Phase, text: str) -> Turn:
        was = talks[phase].session
        assert was is not None
        after, effects = step(engine, talks[phase], Said(text, LEFT if phase is Phase.HOLDING else 0))
        return Turn(was, after.session, effects)

    return saying


def meant(name: str, turn: Turn) -> bool:
    """Whether what was meant has happened."""
    return MEANT[name](turn) if name in MEANT else turn.voiced(name)


def missed(said: Saying, name: str) -> tuple[list[str], int]:
    """The wordings of a move that came to something else, and how many there were."""
    tries = [(phase, text) for phase in IN.get(name, RUNNING) for text in WORDINGS[name]]
    return [f"{name}, {phase.value}: {text}" for phase, text in tries if not meant(name, said(phase, text))], len(tries)


@pytest.mark.parametrize("name", ALWAYS)
def test_what_must_always_be_understood_is(said: Saying, name: str) -> None:
    assert missed(said, name)[0] == []


def test_moves_are_understood_in_any_wording(said: Saying) -> None:
    found = [missed(said, name) for name in WORDINGS]
    lost, tries = [text for texts, _ in found for text in texts], sum(count for _, count in found)
    assert tries > 1000
    assert len(lost) <= tries * (1 - LEAST), "\n".join(lost)


def test_every_move_that_is_told_apart_has_wordings() -> None:
    assert set(MEANT) <= set(WORDINGS)
    assert all(len(texts) >= 18 for texts in WORDINGS.values())


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("two minutes", 120), ("make it one minute", 60), ("hold it for 75 seconds", 75), ("thirty seconds more", 120)],
)
def test_a_length_that_is_said_is_the_length_of_the_hold(said: Saying, text: str, seconds: float) -> None:
    turn = said(Phase.HOLDING, text)
    assert turn.now is not None
    assert turn.now.step.seconds == seconds


@pytest.mark.parametrize(
    ("text", "phase"),
    [
        ("hang on, go back", Phase.TELLING),
        ("ok, wait", Phase.PAUSED),
        ("wait, no, go on", Phase.HOLDING),
        ("it hurts, next", Phase.PAUSED),
        ("do not stop", Phase.HOLDING),
    ],
)
def test_of_several_moves_the_one_that_is_meant_counts(said: Saying, text: str, phase: Phase) -> None:
    turn = said(Phase.HOLDING, text)
    assert turn.now is not None and turn.now.phase is phase


def test_what_is_left_out_by_name_is_not_guided(said: Saying) -> None:
    turn = said(Phase.HOLDING, "leave out BL-60")
    assert turn.now is not None and turn.now.at == turn.was.at
    assert {each.entry for each in turn.was.steps} - {each.entry for each in turn.now.steps} == {"BL-60"}


def test_a_shorter_rest_is_planned_from_here(said: Saying) -> None:
    turn = said(Phase.HOLDING, "I only have ten minutes left")
    assert turn.now is not None and turn.now.phase is Phase.TELLING
    assert len(turn.now.steps) < len(turn.was.steps)
    assert "no time for" in turn.reply


@pytest.mark.parametrize("text", ["fever", "yes, a bad fall last week", "numbness", "my bladder", "weakness", "calf"])
def test_one_word_is_answer_enough_to_the_question_before(said: Saying, text: str) -> None:
    assert said(Phase.SCREENING, text).now is None


@pytest.mark.parametrize("text", ["yes, blood thinners", "an operation", "a fracture", "cancer", "fragile bones", "pregnant"])
def test_what_needs_a_clinician_first_does_not_begin(said: Saying, text: str) -> None:
    turn = said(Phase.SCREENING, text)
    assert turn.now is not None and turn.now.phase is Phase.SCREENING
    assert "ready" in turn.reply


@pytest.mark.parametrize("text", ["yes", "one of them", "I am not sure", "maybe", "what is the weather like", "pardon"])
def test_nothing_begins_while_the_question_is_open(said: Saying, text: str) -> None:
    turn = said(Phase.SCREENING, text)
    assert turn.now is not None and turn.now.phase is Phase.SCREENING
    assert "ready" in turn.reply
