"""What comes into the engine and what goes out of it: events and effects. Values only; who performs them is `app`."""

from __future__ import annotations

from assistant.decide.session import Move, Session
from assistant.respond.answer import Answer
from assistant.values import NamedTuple

# ---------------------------------------------------------------- events


class Said(NamedTuple):
    """The person said something, typed or heard. `left`: seconds a running hold still has."""

    text: str
    left: float = 0


class Moved(NamedTuple):
    """A key was pressed: a move without words."""

    move: Move
    left: float = 0


class SpeechDone(NamedTuple):
    """What was told has been spoken, or read long enough."""

    ticket: int


class TimeUp(NamedTuple):
    """A timer ran out, or one of its marks was reached."""

    ticket: int
    mark: str = ""


Event = Said | Moved | SpeechDone | TimeUp

# ---------------------------------------------------------------- effects


class Told(NamedTuple):
    """An answer for the screen and the voice."""

    answer: Answer
    session: Session | None = None
    repaired: tuple[tuple[str, str], ...] = ()


class StopSpeaking(NamedTuple):
    """Silence, at once."""


class StartTimer(NamedTuple):
    """Start to count so many seconds; marks are moments on the way, with their names (respond.marks)."""

    ticket: int
    seconds: float
    marks: tuple[tuple[float, str], ...] = ()


class StopTimer(NamedTuple):
    """No timer counts any more."""


class Cue(NamedTuple):
    """Something for the ear alone during a hold: words in their written form, or a signal. Worth nothing when it comes late."""

    words: str = ""
    tone: str = ""


class Voice(NamedTuple):
    """Another way of speaking: slower, faster, louder, quieter, voice_on, voice_off."""

    change: str


Effect = Told | StopSpeaking | StartTimer | StopTimer | Cue | Voice
