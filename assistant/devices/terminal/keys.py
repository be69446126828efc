"""The key bindings. A key only says what is wanted; what comes of it is decided elsewhere.

Not here: what is printed (prompt) and what a move does (decide.session).
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Mapping
from typing import Protocol

from prompt_toolkit.application import Application
from prompt_toolkit.application.current import get_app
from prompt_toolkit.filters import Condition, completion_is_selected, is_searching
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from assistant.decide.session import Move
from assistant.devices.terminal import page
from assistant.devices.terminal.single import AT_ONCE, LETTERS, WHERE

LONGEST_PASTE = 20_000  # signs; more than anybody reads again, and less than what would hold up the screen
PASTE_GAP = 0.01  # seconds between the lines of a paste that arrives as typing; a hand is ten times slower

FUNCTIONS: Mapping[str, str] = {
    **{"f1": "/help", "f2": "/picture", "f3": "/sources", "f4": "/voice", "f5": "/slower", "f6": "/faster", "f7": "/diary"},
    **{"f8": "/quieter", "f9": "/louder"},
}


class Wishes(Protocol):
    """What keys may want; the chat does it (commands.drawn)."""

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


def bindings(wishes: Wishes) -> KeyBindings:
    """All keys of ours; prompt_toolkit has the rest."""
    keys = KeyBindings()
    _lines(keys)
    _controls(keys, wishes)
    _moves(keys, wishes)
    for name, command in FUNCTIONS.items():
        keys.add(name)(_calling(wishes.commanded, command))
    return keys


def _calling(call: Callable[[str], None], word: str) -> Callable[[KeyPressEvent], None]:
    return lambda event: call(word)


class Sending:
    """Enter sends a moment later, if nothing follows: what comes faster than anybody types is a paste, and stays one message."""

    def __init__(self) -> None:
        self._timer: asyncio.TimerHandle | None = None
        self._watched: Application[object] | None = None

    def enter(self, event: KeyPressEvent) -> None:
        """The end of a line, or of the message."""
        if self._watched is not event.app:
            event.app.key_processor.before_key_press += lambda processor: self._followed(event.app)
            self._watched = event.app
        self._timer = asyncio.get_running_loop().call_later(PASTE_GAP, self._send, event.app)

    def _followed(self, app: Application[object]) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
            app.current_buffer.insert_text("\n")

    def _send(self, app: Application[object]) -> None:
        self._timer = None
        if app.is_running and not app.is_done:
            app.current_buffer.validate_and_handle()


def _lines(keys: KeyBindings) -> None:
    sending = Sending()

    @keys.add("enter", filter=completion_is_selected)
    def _take(event: KeyPressEvent) -> None:
        event.current_buffer.complete_state = None

    @keys.add("enter", filter=~completion_is_selected & ~is_searching)
    def _enter(event: KeyPressEvent) -> None:
        sending.enter(event)

    @keys.add("escape", "enter")
    def _newline(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    @keys.add("tab", filter=Condition(_ending_offered))
    def _ending(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(event.current_buffer.suggestion.text if event.current_buffer.suggestion else "")

    @keys.add(Keys.BracketedPaste)
    def _pasted(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(pasted(event.data))


def pasted(text: str) -> str:
    """Pasted text as it may stand on the line: line ends of one kind and none at the end, no control signs.

    >>> pasted("a\\tb\\r\\nc\\x1b\\r\\n")
    'a b\\nc'
    """
    return page.clean(text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_PASTE].strip("\n")


def _ending_offered() -> bool:
    """Whether Tab takes the grey ending, which it does while no menu is open: phones have a Tab and no arrows."""
    buffer = get_app().current_buffer
    return bool(buffer.suggestion and buffer.suggestion.text and buffer.document.is_cursor_at_the_end and not buffer.complete_state)


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
    @keys.add("f11")
    @keys.add("f12")
    def _nothing(event: KeyPressEvent) -> None:
        """A key without a meaning leaves no signs on the line."""


def _moves(keys: KeyBindings, wishes: Wishes) -> None:
    """Single keys, where they can not be meant as text."""
    empty = Condition(lambda: not get_app().current_buffer.text and wishes.guided()) & ~is_searching
    for sign, move in AT_ONCE.items():
        keys.add(sign, filter=empty)(_moving(wishes, move))
    for letter in LETTERS:
        for sign in (letter, letter.upper()):  # phones begin a line with a capital
            keys.add(sign, filter=empty)(_typed(wishes, sign))

    @keys.add(" ", filter=empty)
    def _space(event: KeyPressEvent) -> None:
        wishes.toggled()

    @keys.add(WHERE, filter=empty)
    def _where(event: KeyPressEvent) -> None:
        wishes.asked_where()


def _moving(wishes: Wishes, move: Move) -> Callable[[KeyPressEvent], None]:
    return lambda event: wishes.move(move)


def _typed(wishes: Wishes, letter: str) -> Callable[[KeyPressEvent], None]:
    def typed(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text(letter)
        wishes.letter(letter)

    return typed
