"""What is told: the words for the screen, the words for a voice, and what a program wants to know of them."""

from __future__ import annotations

from assistant.model import Kind, Source
from assistant.values import NamedTuple


class Answer(NamedTuple):
    """One reply. `text` is all a person reads, `spoken` what a voice says before respellings."""

    kind: Kind
    text: str
    spoken: str
    about: tuple[str, ...] = ()
    intent: str = ""
    confidence: float = 1.0
    sources: tuple[Source, ...] = ()
    suggestions: tuple[str, ...] = ()
    figure: str = ""  # the entry whose picture goes with it
    options: tuple[str, ...] = ()  # what was named in a question back, as it can be answered
    offers: tuple[str, ...] = ()  # entries a session was offered for
    asks: str = ""  # the kind of question it ends with: rating
    listed: tuple[str, ...] = ()  # entries in the order told
    finished: bool = False  # a session has come to its end, and was not stopped


def after(words: str, answer: Answer) -> Answer:
    """An answer with words before it."""
    return answer._replace(text=f"{words} {answer.text}", spoken=f"{words} {answer.spoken}")


def plain(kind: Kind, text: str, intent: str = "", about: tuple[str, ...] = ()) -> Answer:
    """An answer of a phrase alone."""
    return Answer(kind, text, text, about, intent)
