"""What a conversation remembers, and what can be decided. Values only: no words, no clock, no rule."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.decide.session import Session
from assistant.model import Kind, Reply
from assistant.values import NamedTuple


class Fact(NamedTuple):
    """A condition somebody has."""

    condition: str
    whose: str = ""  # '' the person who talks, 'other' somebody else
    said: tuple[str, ...] = ()  # the roots of the words it was told in: what is denied in these takes it back


class Carried(NamedTuple):
    """A part of a sign that was said, which later messages may complete."""

    part: str
    turn: int  # in which it was said
    past: bool = False  # it was said of the past
    other: bool = False  # it was said of somebody else


class Pending(NamedTuple):
    """A question we asked and the answers it can have."""

    kind: str  # which (one of several entries), meant (one of several intents), offer, screen, rating, cleared (whether the sign is so at all)
    options: tuple[str, ...] = ()
    intent: str = ""  # what the answer is for
    values: tuple[str, ...] = ()
    times: int = 1  # how often it was asked


# ---------------------------------------------------------------- decisions


class Alarm(NamedTuple):
    """A red flag: nothing else matters."""

    flag: str
    whose: str
    again: bool = False  # it was said before and still stands
    asked: bool = True  # something was asked for in spite of it


class Tell(NamedTuple):
    """An answer from the knowledge base."""

    intent: str
    reply: Reply
    entries: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    verdict: str = ""  # yes, no: what a checked supposition came to
    confidence: float = 1.0
    about: tuple[str, ...] = ()  # entries named beside the one that answers
    general: bool = False  # nothing was named: the general entry answers
    left_out: tuple[tuple[str, str], ...] = ()  # entries that would fit but for a condition, and that condition
    what: str = ""  # the measure or the word that is told of


class Warn(NamedTuple):
    """Advice against pressing, or to ask somebody first, because of the person's situation."""

    conditions: tuple[str, ...]
    fresh: bool  # just said, or known from before
    entries: tuple[str, ...] = ()  # what it was about
    then: Decision | None = None  # what may be told all the same
    whose: str = ""
    without: tuple[str, ...] = ()  # values asked about that are to be avoided


class See(NamedTuple):
    """A sign that needs a doctor, though not today."""

    flag: str
    whose: str
    then: Decision | None = None


class Ask(NamedTuple):
    """A question back."""

    pending: Pending
    reason: str = ""  # the phrase that introduces it


class Steer(NamedTuple):
    """A move of the guided session."""

    move: str
    detail: str = ""


class Guide(NamedTuple):
    """Start a guided session."""

    entries: tuple[str, ...]
    values: tuple[str, ...] = ()
    minutes: float = 0
    left_out: tuple[str, ...] = ()


class Chat(NamedTuple):
    """A phrase that needs no knowledge."""

    intent: str
    phrase: str
    kind: Kind
    blanks: Mapping[str, str] = {}


class Again(NamedTuple):
    """The last answer once more: again, shorter, simpler, more, who_says."""

    how: str
    told: Decision | None


class Admit(NamedTuple):
    """It is not known, not covered or not understood."""

    phrase: str
    blanks: Mapping[str, str] = {}
    options: tuple[str, ...] = ()  # what may have been meant
    intent: str = ""  # what was asked of it


class Several(NamedTuple):
    """Two questions in one message."""

    parts: tuple[Decision, ...]


Decision = Alarm | Tell | Warn | See | Ask | Steer | Guide | Chat | Again | Admit | Several


# ---------------------------------------------------------------- the conversation


class Conversation(NamedTuple):
    """Everything that is remembered from one turn to the next. It is kept by the caller and never written down."""

    turn: int = 0
    focus: tuple[str, ...] = ()  # the entries talked about
    intent: str = ""  # the last question
    values: tuple[str, ...] = ()  # what it was narrowed by
    listed: tuple[str, ...] = ()  # entries in the order in which they were told
    visited: tuple[str, ...] = ()  # every entry talked about, oldest first
    pending: Pending | None = None
    facts: tuple[Fact, ...] = ()
    ruled_out: tuple[str, ...] = ()  # conditions that were said not to be so, and for which something else is told then
    whom: str = ""  # whom it is about: '' the one who talks, 'told' somebody else of whom something was told, 'other' who it is for
    noted: tuple[str, ...] = ()  # of these, what was said in the last message: it can be taken back in a word
    session: Session | None = None
    screened: bool = False
    cues: str = "both"  # what a hold is accompanied by: both, tones, words, silent
    urgent: str = ""  # the flag that stands
    urgent_whose: str = ""
    urgent_also: tuple[str, ...] = ()  # other flags told with it: they stand when it is taken back
    alarmed: tuple[str, ...] = ()  # the roots of the words it was told in: what else is denied does not take it back
    carried: tuple[Carried, ...] = ()  # parts of signs said in the last turns
    wondered: tuple[str, ...] = ()  # flags and conditions of which the last message only asked: 'I have it' tells them
    told: Decision | None = None
    last: Decision | None = None  # what was decided last, an answer or not
    minutes: float = 0  # the time somebody said to have
    brief: bool = False  # short answers were asked for
    agreed: tuple[str, ...] = ()  # conditions known when a clinician was said to agree: they need not be asked again
    misses: int = 0  # messages in a row that were not understood
    said: Mapping[str, int] = {}  # how often a phrase was used, so that it is not used twice alike
