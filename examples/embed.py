"""The assistant in somebody else's loop: here asyncio's, which brings lines and timers. `python examples/embed.py`

Nothing of the assistant runs by itself: the loop hands it events and performs the effects it gets back.
"""

from __future__ import annotations

import asyncio
import sys

from assistant import api


class Talk:
    """One conversation on a loop."""

    def __init__(self, engine: api.Engine, loop: asyncio.AbstractEventLoop) -> None:
        self.engine = engine
        self.talk = api.Conversation()
        self.loop = loop
        self.timers: list[asyncio.TimerHandle] = []

    def happens(self, event: api.Event) -> None:
        """An event from outside; each effect is performed as it comes."""
        self.talk, effects = api.step(self.engine, self.talk, event)
        for effect in effects:
            self.perform(effect)

    def perform(self, effect: api.Effect) -> None:
        match effect:
            case api.Told():
                reply = api.reply_of(self.engine, effect)
                print(f"[{reply.kind}] {reply.text}", flush=True)
                if effect.session:  # a voice would report when it is done; reading takes no time here
                    self.loop.call_soon(self.happens, api.SpeechDone(effect.session.ticket))
            case api.StartTimer(ticket, seconds, marks):
                self.cancel()
                self.timers = [self.loop.call_later(at, self.happens, api.TimeUp(ticket, mark)) for at, mark in marks]
                self.timers.append(self.loop.call_later(seconds, self.happens, api.TimeUp(ticket)))
            case api.StopTimer():
                self.cancel()
            case _:
                pass  # no voice here: nothing to silence, slow down or switch off

    def cancel(self) -> None:
        for timer in self.timers:
            timer.cancel()


async def main() -> None:
    loop = asyncio.get_running_loop()
    talk = Talk(api.load(), loop)
    print(api.greeting(talk.engine), flush=True)
    while line := await loop.run_in_executor(None, sys.stdin.readline):
        talk.happens(api.Said(line.strip()))
        await asyncio.sleep(0)  # let what was said be spoken before the next line


if __name__ == "__main__":
    asyncio.run(main())
