"""The line being typed and everything around it, by prompt_toolkit; and printing above it.

Not here: what is said and done (commands.drawn), keys (keys), offers (menu).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from prompt_toolkit.auto_suggest import AutoSuggest
from prompt_toolkit.completion import Completer
from prompt_toolkit.filters import Condition, is_done
from prompt_toolkit.formatted_text import ANSI, FormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.renderer import print_formatted_text
from prompt_toolkit.shortcuts.prompt import PromptSession
from prompt_toolkit.styles import Style

from assistant.content import private_folder

MENU = 5  # rows of the menu below the line
SMALL = 10  # rows below which no menu comes by itself

# The terminal's own sixteen colours: they follow the person's theme. Meaning never rests on them.
LOOKS = Style.from_dict(
    {
        "urgent": "bold ansired",
        "caution": "bold",
        "source": "italic",
        "note": "ansicyan",
        "hold": "nobold ansicyan",
        "prompt": "bold",
        "bottom-toolbar": "noreverse",
        "bottom-toolbar.text": "noreverse",
        "auto-suggestion": "ansibrightblack",
        "completion-menu": "bg:default fg:default",
        "completion-menu.completion": "bg:default fg:default",
        "completion-menu.completion.current": "reverse",
        "completion-menu.meta.completion": "bg:default fg:default italic",
        "completion-menu.meta.completion.current": "reverse",
        "scrollbar.background": "bg:default",
        "scrollbar.button": "reverse",
    }
)


class Prompt:
    """One line editor for a whole conversation."""

    def __init__(
        self,
        keys: KeyBindings,
        *,
        above: Callable[[], str],
        below: Callable[[int], str],
        completer: Completer,
        suggest: AutoSuggest,
        history: Path | None = None,
        colour: bool = True,
        input: Input | None = None,
        output: Output | None = None,
    ) -> None:
        """`above`: the line of a hold, or nothing; `below`: the toolbar for so many columns."""
        self._above = above
        self._below = below
        self._colours = ColorDepth.DEPTH_4_BIT if colour else ColorDepth.DEPTH_1_BIT
        self.session: PromptSession[str] = PromptSession(
            self._message,
            key_bindings=keys,
            completer=completer,
            auto_suggest=suggest,
            history=_history(history),
            bottom_toolbar=self._toolbar,
            prompt_continuation=lambda width, line, wrapped: "" if wrapped else "... ",
            complete_while_typing=Condition(lambda: self.rows >= SMALL),
            style=LOOKS,
            color_depth=self._colours,
            include_default_pygments_style=False,
            reserve_space_for_menu=0,
            input=input,
            output=output,
        )
        self.app = self.session.app
        self.app.ttimeoutlen = 0.1
        self.app.before_render += lambda app: self._make_room()
        self.app.renderer.cpr_not_supported_callback = lambda: None  # a terminal without it only lacks the toolbar

    def raw(self) -> AbstractContextManager[None]:
        """Keys come as they are pressed, also between two messages: nothing typed is lost, echoed twice, or taken for a signal."""
        return self.app.input.raw_mode()

    async def read(self) -> str:
        """One message; EOFError when the person leaves."""
        return await self.session.prompt_async(set_exception_handler=False)

    @property
    def shown(self) -> bool:
        """Whether the line is on the screen now."""
        return self.app.is_running and not self.app.is_done

    def leave(self) -> None:
        """End a line that is being typed."""
        if self.shown:
            self.app.exit(exception=EOFError)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.session.default_buffer.text

    def clear(self) -> None:
        """Take away what is typed."""
        self.session.default_buffer.reset()

    def redraw(self) -> None:
        """Draw again what has changed."""
        if self.shown:
            self.app.invalidate()

    def write(self, parts: Sequence[tuple[str, str]]) -> None:
        """Print above the line; each piece has a look; a picture has its own colours."""
        if not self.shown:
            self._print(parts)
            return
        # As run_in_terminal does, but without giving the terminal back for a moment: keys pressed then would be lost.
        self.app.renderer.erase()
        self._print(parts)
        self.app.renderer.reset()
        self.app.renderer.request_absolute_cursor_position()
        self.app.invalidate()

    def _print(self, parts: Sequence[tuple[str, str]]) -> None:
        for look, part in parts:
            if look == "raw":  # a picture of pixels: its sequence goes out as it is
                self.app.output.write_raw(part)
                self.app.output.flush()
                continue
            text = ANSI(part) if look == "picture" else FormattedText([(f"class:{look}", part)])
            # The renderer's own: that of `shortcuts` gives the terminal back for a moment while a line is shown, and a key pressed then is lost.
            print_formatted_text(self.app.output, text, LOOKS, color_depth=self._colours)

    @property
    def columns(self) -> int:
        """The width of the screen now."""
        return self.app.output.get_size().columns

    @property
    def rows(self) -> int:
        """The height of the screen now."""
        return self.app.output.get_size().rows

    def _make_room(self) -> None:
        """Rows below the line while there is a menu; kept free all the time they would push a picture off the screen."""
        offers = self.session.default_buffer.complete_state
        self.session.reserve_space_for_menu = min(MENU, self.rows // 3) if offers and offers.completions and self.rows >= SMALL else 0

    def _message(self) -> FormattedText:
        line = "" if is_done() else self._above()
        return FormattedText([*([("class:hold", line + "\n")] if line else []), ("class:prompt", "> ")])

    def _toolbar(self) -> str:
        return self._below(self.columns)


def _history(path: Path | None) -> History:
    """What was typed: in memory, or in a file that only its owner reads, where that was wished."""
    if path is None:
        return InMemoryHistory()
    private_folder(str(path.parent))
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
    path.chmod(0o600)
    return FileHistory(str(path))
