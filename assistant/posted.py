"""What is put on the app's queue beside the engine's own events. Values only; what comes of each is the app's matter."""

from __future__ import annotations

from assistant.engine import Event
from assistant.values import NamedTuple


class Leave(NamedTuple):
    """The person leaves."""


class Interrupt(NamedTuple):
    """Ctrl-C, where it comes as a signal."""


class Sleep(NamedTuple):
    """The program is to stop for a while (Ctrl-Z); screens that are told by a signal look at it in its turn."""


class Line(NamedTuple):
    """The program, or a device, has something to say that is no answer: shown once, in its turn."""

    text: str
    silent: bool = False  # there is no sound any more


class Typed(NamedTuple):
    """A line as it was typed: a command of the screen's own, or a message. Screens that read in a thread look at it in its turn."""

    text: str


Posted = Event | Interrupt | Leave | Line | Sleep | Typed
