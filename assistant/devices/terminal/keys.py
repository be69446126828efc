"""The keys. Each only says what is wanted; what comes of it is decided elsewhere.

Not here: what is printed (prompt) and what a move does (decide.session).
"""

from __future__ import annotations

import select
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from prompt_toolkit.application.current import get_app
from prompt_toolkit.filters import Condition, completion_is_selected, is_searching
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent

from assistant.decide.session import Move

FUNCTIONS: Mapping[str, str] = {"f1": "/help", "f2": "/picture", "f3": "/sources", "f4": "/voice", "f5": "/slower", "f6": "/faster", "f7": "/diary"}

# Moves by a single key, while the line is empty and a session runs.
AT_ONCE: Mapping[str, Move] = {"+": Move.LONGER, "=": Move.LONGER, "-": Move.SHORTER}


class Wishes(Protocol):
    """Who is told what was wanted."""

    def guided(self) -> bool:
        """Whether a session takes single keys."""

    def interrupted(self) -> None:
        """Ctrl-C."""

    def commanded(self, command: str) -> None:
        """A function key: the command it stands for."""

    def move(self, move: Move) -> None:
        """A single key of a session."""

    def toggled(self) -> None:
        """Space in a session: pause, or go on."""

    def asked_where(self) -> None:
        """? in a session."""

    def letter(self, sign: str) -> None:
        """A letter typed alone: a move if nothing follows it soon."""

    def suspended(self) -> None:
        """Ctrl-Z: nothing may run meanwhile."""


def bindings(wishes: Wishes, letters: Iterable[str]) -> KeyBindings:
    """All keys of ours; prompt_toolkit has the rest. `letters` may be a key or the beginning of a word."""
    keys = KeyBindings()
    _lines(keys)
    _controls(keys, wishes)
    _moves(keys, wishes, letters)
    for name, command in FUNCTIONS.items():
        keys.add(name)(_calling(wishes.commanded, command))
    return keys


def _calling(call: Callable[[str], None], word: str) -> Callable[[KeyPressEvent], None]:
    return lambda event: call(word)


def _lines(keys: KeyBindings) -> None:
    """Enter sends; what comes faster than anybody types is a paste and stays one message."""

    @keys.add("enter", filter=completion_is_selected)
    def _take(event: KeyPressEvent) -> None:
        event.current_buffer.complete_state = None

    @keys.add("enter", filter=~completion_is_selected & ~is_searching)
    def _enter(event: KeyPressEvent) -> None:
        if event.app.key_processor.input_queue or _more(event):
            event.current_buffer.insert_text("\n")
        else:
            event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter")
    def _newline(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")


def _more(event: KeyPressEvent) -> bool:
    """Whether more input already waits to be read."""
    if sys.platform == "win32":
        return False
    try:
        return bool(select.select([event.app.input.fileno()], [], [], 0)[0])
    except (OSError, ValueError, NotImplementedError):
        return False


def _controls(keys: KeyBindings, wishes: Wishes) -> None:
    # Without the filter, Ctrl-C could not leave the search.
    @keys.add("c-c", filter=~is_searching)
    @keys.add("<sigint>")
    def _interrupt(event: KeyPressEvent) -> None:
        wishes.interrupted()

    @keys.add("c-z", filter=Condition(lambda: sys.platform != "win32"))
    def _suspend(event: KeyPressEvent) -> None:
        wishes.suspended()
        event.app.suspend_to_background()

    @keys.add("f10")
    @keys.add("f8")
    @keys.add("f9")
    @keys.add("f11")
    @keys.add("f12")
    def _nothing(event: KeyPressEvent) -> None:
        """A key without a meaning leaves no signs on the line."""


def _moves(keys: KeyBindings, wishes: Wishes, letters: Iterable[str]) -> None:
    """Single keys, where they can not be meant as text."""
    empty = Condition(lambda: not get_app().current_buffer.text and wishes.guided()) & ~is_searching
    for sign, move in AT_ONCE.items():
        keys.add(sign, filter=empty)(_moving(wishes, move))
    for letter in letters:
        keys.add(letter, filter=empty)(_typed(wishes, letter))

    @keys.add(" ", filter=empty)
    def _space(event: KeyPressEvent) -> None:
        wishes.toggled()

    @keys.add("?", filter=empty)
    def _where(event: KeyPressEvent) -> None:
        wishes.asked_where()


def _moving(wishes: Wishes, move: Move) -> Callable[[KeyPressEvent], None]:
    return lambda event: wishes.move(move)


def _typed(wishes: Wishes, letter: str) -> Callable[[KeyPressEvent], None]:
    def typed(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(letter)
        wishes.letter(letter)

    return typed
