"""A conversation on a terminal: the line editor, the guided line, keys, and the event queue between them.

One thread, one loop: keys and lines put events on the queue, `_pump` takes them one at a time and prints what comes of
each above the line. Not here: the greeting (screen), what slash commands do (slashes), how things look (devices.terminal).
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from assistant.commands import lines
from assistant.commands.desk import Desk
from assistant.decide.session import Move, Phase
from assistant.devices import config, folders
from assistant.devices.streams import fit
from assistant.devices.terminal import hold, page, words
from assistant.devices.terminal.abilities import Abilities
from assistant.devices.terminal.single import LETTERS
from assistant.engine import Engine, Said, Told
from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from assistant.devices.terminal.prompt import Prompt

NARROW = 40  # columns below which commands are named instead of keys
ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGUSR1", "SIGUSR2", "SIGALRM", "SIGXCPU")  # signals that end a program which does not listen
LETTER_WAIT = 0.7  # seconds after which a letter typed alone was a key and not the beginning of a word


class Drawn(Desk):
    """A screen, and the one who knows what a key is for."""

    def __init__(self, engine: Engine, able: Abilities, chosen: config.Config, figures: Path) -> None:
        super().__init__(engine, able, chosen, figures)
        self.letter_wait = LETTER_WAIT
        self._out: list[page.Piece] = []
        self._code = 0
        self._prompt: Prompt | None = None
        self._ticking: asyncio.TimerHandle | None = None

    def draw(self, told: Told) -> None:
        """An answer, with its picture beside it where there is one and room for it."""
        from assistant.commands import slashes

        air = [("answer", "\n")] if self.rows >= page.ROOMY else []
        self.put([*(slashes.beside(self, told) or page.pieces(told, self.columns)), *air])

    def put(self, parts: Sequence[page.Piece]) -> None:
        """Printed by the pump, above the line."""
        self._out += parts
        self.app.wake()

    @property
    def columns(self) -> int:
        """The width of the screen now."""
        return self._prompt.columns if self._prompt else self.able.columns

    @property
    def rows(self) -> int:
        """The height of the screen now."""
        return self._prompt.rows if self._prompt else self.able.rows

    # ---------------------------------------------------------------- the loop

    def run(self, input: Input | None = None, output: Output | None = None) -> int:
        """Talk until somebody leaves; the exit code."""
        # Between two lines Ctrl-C is a signal: it must not end the program either.
        before = signal.signal(signal.SIGINT, lambda number, frame: None)
        try:
            asyncio.run(self.talk(input, output))
        finally:
            signal.signal(signal.SIGINT, before)
            if not self.plainly:
                self.app.close()
        return lines.go_on(self) if self.plainly else self._code

    async def talk(self, input: Input | None, output: Output | None) -> None:
        """Read lines beside the events of timers and voice."""
        self._prompt = self._line_editor(input, output)
        with self._prompt.raw():
            await self._talk()

    async def _talk(self) -> None:
        """Run the pump and the reading of lines until one of them ends, then end the other."""
        assert self._prompt
        loop = asyncio.get_running_loop()
        woken = asyncio.Event()
        self.app.wake = lambda: _soon(loop, woken.set)
        self._catch(loop)
        woken.set()
        pump = asyncio.create_task(self._pump(woken))
        reading = asyncio.create_task(self._read(woken))
        try:
            await asyncio.wait({pump, reading}, return_when=asyncio.FIRST_COMPLETED)
            if not reading.done() and self._prompt.shown:
                self._prompt.leave()
                await asyncio.wait({reading})
        finally:
            pump.cancel()
            reading.cancel()
            self.app.wake = lambda: None
            if self._ticking:
                self._ticking.cancel()
        for task in (pump, reading):
            if task.done() and not task.cancelled() and (error := task.exception()):
                raise error

    def _line_editor(self, input: Input | None, output: Output | None) -> Prompt:
        """Loaded only now: the greeting has been on the screen since."""
        from assistant.devices.terminal.keys import bindings
        from assistant.devices.terminal.menu import Grey, Guard, Menu
        from assistant.devices.terminal.prompt import Prompt

        domain = self.app.engine.domain
        guard = Guard(self.app.engine)
        return Prompt(
            bindings(self),
            above=lambda: hold.line(domain, self.app.talk.session, self.app.left(), self.columns),
            below=self._toolbar,
            completer=Menu(self.app.engine, guard),
            suggest=Grey(domain, guard),
            history=folders.state() / "history" if self.chosen.history else None,
            colour=self.able.colour,
            input=input,
            output=output,
        )

    def _catch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Being told to end is leaving: the terminal is put back in order."""
        for name in ENDING:
            with suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):  # not on this platform, or not in this thread
                number = getattr(signal, name)
                loop.add_signal_handler(number, self._end, 128 + number)
        loop.set_exception_handler(self._failed)

    def _failed(self, loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
        """A mistake of ours in a key or a timer: leave in good order, then tell it like any other."""
        error = context.get("exception")
        if isinstance(error, BaseException) and self._prompt and self._prompt.shown:
            self._prompt.app.exit(exception=error)

    def _end(self, code: int) -> None:
        """Leave with an exit code."""
        self.leaving, self._code = True, code
        if self._prompt:
            self._prompt.leave()

    async def _read(self, woken: asyncio.Event) -> None:
        """Lines, one after the other; the answer to one stands before the next is asked for."""
        assert self._prompt
        await self._settled(woken)
        while not self.leaving:
            try:
                text = await self._prompt.read()
            except EOFError:
                return
            self.entered(text)
            await self._settled(woken)

    async def _settled(self, woken: asyncio.Event) -> None:
        """Wait until everything on the queue is done and printed."""
        while woken.is_set() or self._out or not self.app.events.empty():
            await asyncio.sleep(0)

    async def _pump(self, woken: asyncio.Event) -> None:
        """Events as they come, each with what it prints."""
        assert self._prompt
        while True:
            await woken.wait()
            while not self.app.events.empty():
                self.app.take(self.app.events.get())
                self._flush()
            self._flush()
            woken.clear()
            if not self.app.events.empty():
                woken.set()
            self._tick()
            if self.leaving:
                self._prompt.leave()

    def _flush(self) -> None:
        parts = [(look, fit(text, self.able.utf8)) for look, text in self._out]
        if parts and self._prompt:
            self._prompt.write(parts)
        self._out.clear()

    def _tick(self) -> None:
        """Draw the line of a hold again when its seconds change; never otherwise."""
        if self._ticking:
            self._ticking.cancel()
        self._ticking = None
        if self._prompt:
            self._prompt.redraw()
        session = self.app.talk.session
        if session and (left := self.app.left()) > 0:
            self._ticking = asyncio.get_running_loop().call_later(left % 1 or 1.0, self._tick)

    # ---------------------------------------------------------------- keys (devices.terminal.keys.Wishes)

    def cleared(self) -> bool:
        """Take away what is typed, if anything is."""
        typed = bool(self._prompt and self._prompt.text)
        if self._prompt:
            self._prompt.clear()
        return typed

    def commanded(self, command: str) -> None:
        """A function key."""
        self.entered(command)

    def leave(self) -> None:
        """End the conversation."""
        super().leave()
        if self._prompt:
            self._prompt.leave()

    def toggled(self) -> None:
        """Pause, or go on; silent before anything else is done."""
        self.app.hush()
        session = self.app.talk.session
        self.move(Move.RESUME if session and session.phase is Phase.PAUSED else Move.PAUSE)

    def asked_where(self) -> None:
        """The place that is being pressed, in words."""
        self.app.post(Said(words.SAY["where"]))

    def letter(self, sign: str) -> None:
        """A letter typed alone is a key if nothing follows; the voice waits until that is known."""
        self.app.voice.pause()
        asyncio.get_running_loop().call_later(self.letter_wait, self._alone, sign)

    def _alone(self, sign: str) -> None:
        if self._prompt and self._prompt.text == sign and self.guided():
            self._prompt.clear()
            self.app.hush()
            self.move(LETTERS[sign.lower()])
        self.app.voice.resume()

    # ---------------------------------------------------------------- the toolbar

    def _toolbar(self, columns: int) -> str:
        """One quiet line with the keys that matter now; nothing in it moves by itself."""
        session = self.app.talk.session
        idle = words.TOOLBAR if columns >= NARROW else words.NARROW_BAR
        parts = words.SCREENING_BAR if session and session.phase is Phase.SCREENING else words.SESSION_BAR if session else idle
        paused = session is not None and session.phase is Phase.PAUSED
        named = [part.format(voice="off" if self.loud else "on", space=f"space {'go on' if paused else 'pause'}") for part in parts]
        while len(named) > 1 and len("  ".join(named)) > columns - 1:
            named.pop()
        return "  ".join(named)[: max(0, columns - 1)]


def load() -> None:
    """Import what the first prompt needs, before anything of it is made."""
    from assistant.devices.terminal import keys, menu, prompt  # noqa: F401


def _soon(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    """Call something in a loop, from any thread; a loop that has ended needs nothing any more."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(call)
