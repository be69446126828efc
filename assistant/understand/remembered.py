"""What was made of things met before, because the same come again and again; how much is remembered is bounded.

Not here: how anything is made.
"""

from __future__ import annotations

from collections.abc import Callable

from assistant.values import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import TypeVar

    Key = TypeVar("Key")
    Made = TypeVar("Made")


class Remembered(dict["Key", "Made"]):
    """Makes what is missing; forgets all when there is too much, so that nothing must be known of how old anything is.

    >>> lengths = Remembered(len, most=2)
    >>> [lengths[word] for word in ("tea", "cup", "kettle")], list(lengths)
    ([3, 3, 6], ['kettle'])
    """

    __slots__ = ("_make", "_most")

    def __init__(self, make: Callable[[Key], Made], most: int) -> None:
        super().__init__()
        self._make = make
        self._most = most

    def __missing__(self, key: Key) -> Made:
        made = self._make(key)
        if len(self) >= self._most:
            self.clear()
        self[key] = made
        return made
