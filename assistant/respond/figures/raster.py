"""Lines to dots: a grid of dots that braille letters are made of, two across and four down a letter.

Not here: what the lines mean, colours, words.
"""

from __future__ import annotations

from itertools import pairwise

from assistant.respond.figures.drawing import Line

# The bit of each dot of a braille letter, by row and column (Unicode 2800).
_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
BLANK = 0x2800


class Canvas:
    """A grid of dots, `columns` x `rows` letters large; what falls outside is left out."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self.cells = [[0] * columns for _ in range(rows)]

    def dot(self, x: int, y: int) -> None:
        """Set one dot."""
        if 0 <= x < 2 * self.columns and 0 <= y < 4 * self.rows:
            self.cells[y // 4][x // 2] |= _BITS[y % 4][x % 2]

    def stroke(self, line: Line, pattern: str) -> None:
        """Draw a line, its coordinates in dots; the pattern ('1', '10', '1110') is repeated along it."""
        for number, (x, y) in enumerate(walk(line)):
            if pattern[number % len(pattern)] == "1":
                self.dot(x, y)


def walk(line: Line) -> list[tuple[int, int]]:
    """The dots a line passes, in order, each once, with no corner where a diagonal step will do.

    >>> walk(((0.0, 0.0), (3.0, 1.0)))
    [(0, 0), (1, 0), (2, 0), (3, 1)]
    """
    path: list[tuple[int, int]] = []
    for (ax, ay), (bx, by) in pairwise(line):
        steps = max(1, int(max(abs(bx - ax), abs(by - ay)) + 0.999))
        for step in range(steps + 1):
            spot = (int((ax + (bx - ax) * step / steps) // 1), int((ay + (by - ay) * step / steps) // 1))
            if path and path[-1] == spot:
                continue
            if len(path) > 1 and _corner(path[-2], path[-1], spot):
                path.pop()
            path.append(spot)
    return path


def _corner(before: tuple[int, int], at: tuple[int, int], after: tuple[int, int]) -> bool:
    """Whether the middle dot only fills a corner between two that already touch."""
    return at != before and abs(before[0] - after[0]) == 1 and abs(before[1] - after[1]) == 1
