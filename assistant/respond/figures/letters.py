"""A drawing in letters: braille dots, or plain ASCII where the screen has no more.

Both are laid out alike: strokes first, then words, then the marks. The point asked for is a full mark with its name at
the end of a thin line, outside the body; other points of the drawing are hollow and nameless, except neighbours, which
are there to be told apart.
"""

from __future__ import annotations

from itertools import pairwise
from math import atan2

from assistant.respond.figures.drawing import Drawing, Label, Line, leader, named
from assistant.respond.figures.raster import BLANK, Canvas
from assistant.values import NamedTuple

PATTERNS = {"skin": "1", "line": "1", "tendon": "1110", "bone": "10", "pointer": "110"}
LEVEL, STEEP = 0.4, 1.2  # radians: where / and \\ give way to - and |; a letter is twice as high as wide
WIDE = 60  # columns from which the outline is drawn two dots thick

MARKS, ASCII_MARKS = ("●", "○"), ("@", "o")  # the point asked for, others
RED, DIM, PLAIN = "\x1b[1;31m", "\x1b[2m", "\x1b[0m"


class Scale(NamedTuple):
    """How units of the drawing become dots: as large as fits, in the middle."""

    factor: float
    left: float
    top: float

    def dots(self, line: Line) -> Line:
        """A line of the drawing in dots."""
        return tuple((x * self.factor + self.left, y * self.factor + self.top) for x, y in line)

    def cell(self, x: float, y: float) -> tuple[int, int]:
        """The letter a spot of the drawing falls into: column and row."""
        return int((x * self.factor + self.left) // 2), int((y * self.factor + self.top) // 4)


class Cell(NamedTuple):
    """One letter of the picture and how it is coloured."""

    sign: str
    colour: str = ""


Grid = list[list[Cell]]


def braille(drawing: Drawing, point: str, columns: int, rows: int, colour: bool) -> str:
    """The drawing in braille dots, exactly `rows` lines; spaces at line ends are left out."""
    canvas = Canvas(columns, rows)
    scale = _scale(drawing, columns, rows)
    for shape in drawing.shapes:
        for line in shape.lines:
            _thick(canvas, scale.dots(line), PATTERNS[shape.look], shape.look == "skin" and columns >= WIDE)
    for line in _leaders(drawing, point, scale):
        canvas.stroke(scale.dots(line), PATTERNS["pointer"])
    grid = [[Cell(chr(BLANK + bits) if bits else " ") for bits in row] for row in canvas.cells]
    _write(grid, drawing, point, scale, MARKS)
    return _joined(grid, colour)


def ascii(drawing: Drawing, point: str, columns: int, rows: int, colour: bool) -> str:
    r"""The drawing in `/ \ | - _`, for screens that have no braille."""
    grid: Grid = [[Cell(" ")] * columns for _ in range(rows)]
    scale = _scale(drawing, columns, rows)
    for shape in drawing.shapes:
        for line in shape.lines:
            _slopes(grid, scale.dots(line), shape.look)
    for line in _leaders(drawing, point, scale):
        _slopes(grid, scale.dots(line), "pointer")
    _write(grid, drawing, point, scale, ASCII_MARKS)
    return _joined(grid, colour)


def _scale(drawing: Drawing, columns: int, rows: int) -> Scale:
    factor = min(2 * columns / drawing.width, 4 * rows / drawing.height)
    return Scale(factor, columns - drawing.width * factor / 2, 2 * rows - drawing.height * factor / 2)


def _leaders(drawing: Drawing, point: str, scale: Scale) -> list[Line]:
    """The lines from marks to names; a letter of the screen is two dots wide."""
    return [
        line
        for label in drawing.labels
        if label.point in named(drawing, point) and (line := leader(drawing, label, 2 / scale.factor, 2.8 / scale.factor))
    ]


def _thick(canvas: Canvas, line: Line, pattern: str, double: bool) -> None:
    canvas.stroke(line, pattern)
    if double:
        for right, down in ((1.0, 0.0), (0.0, 1.0)):
            canvas.stroke(tuple((x + right, y + down) for x, y in line), pattern)


# ---------------------------------------------------------------- words and marks


def _write(grid: Grid, drawing: Drawing, point: str, scale: Scale, signs: tuple[str, str]) -> None:
    """Words and marks over the strokes; the point asked for last, so that nothing covers it."""
    for mark in drawing.marks:
        if mark.point != point:
            _put(grid, scale.cell(mark.x, mark.y), signs[1], DIM)
    for label in drawing.labels:
        if not label.point or label.point in named(drawing, point):
            _words(grid, label, scale, RED if point and label.point == point else DIM)
    for mark in drawing.marks:
        if mark.point == point:
            _put(grid, scale.cell(mark.x, mark.y), signs[0], RED)


def _words(grid: Grid, label: Label, scale: Scale, colour: str) -> None:
    """A label in its row, moved sideways as far as the frame demands."""
    column, row = scale.cell(label.x, label.y - 6.0)
    column -= {"start": 0, "middle": len(label.text) // 2, "end": len(label.text)}[label.anchor]
    column = max(0, min(column, len(grid[0]) - len(label.text)))
    if not 0 <= row < len(grid) or len(label.text) > len(grid[0]):
        return
    for offset, sign in enumerate(label.text):
        _put(grid, (column + offset, row), sign, colour)


def _put(grid: Grid, place: tuple[int, int], sign: str, colour: str) -> None:
    column, row = place
    if 0 <= row < len(grid) and 0 <= column < len(grid[0]):
        grid[row][column] = Cell(sign, colour)


def _joined(grid: Grid, colour: bool) -> str:
    """The letters as lines; colour only where asked, closed before each line ends."""
    if not colour:
        return "\n".join("".join(cell.sign for cell in row).rstrip() for row in grid)
    return "\n".join(_coloured(row) for row in grid)


def _coloured(row: list[Cell]) -> str:
    text, now = "", ""
    last = max((number for number, cell in enumerate(row) if cell.sign != " "), default=-1)
    for cell in row[: last + 1]:
        if cell.colour != now:
            text += (PLAIN if now else "") + cell.colour
            now = cell.colour
        text += cell.sign
    return text + (PLAIN if now else "")


# ---------------------------------------------------------------- ASCII


def _slopes(grid: Grid, line: Line, look: str) -> None:
    """Give each letter a line passes the sign of its direction there."""
    sums: dict[tuple[int, int], list[float]] = {}
    for (ax, ay), (bx, by) in pairwise(line):
        right, down = bx - ax, by - ay
        steps = max(1, int(2 * max(abs(right), abs(down))))
        for step in range(steps):
            share = (step + 0.5) / steps
            x, y = ax + right * share, ay + down * share
            entry = sums.setdefault((int(x // 2), int(y // 4)), [0.0] * 5)
            for index, amount in enumerate((right * right, down * down, right * down)):
                entry[index] += amount / (right * right + down * down or 1.0)
            entry[3] += y % 4
            entry[4] += 1.0
    for place, (level, steep, slant, height, count) in sums.items():
        if count > 1 or look == "pointer":
            _put(grid, place, "." if look in ("pointer", "bone") else _sign(level, steep, slant, height / count), "")


def _sign(level: float, steep: float, slant: float, height: float) -> str:
    r"""The sign of the main direction of all that passes a letter; a level one takes the sign of its height there.

    >>> [_sign(1, 0, 0, 1.5), _sign(1, 0, 0, 3.5), _sign(0, 1, 0, 2), _sign(0.5, 0.5, 0.5, 2), _sign(0.5, 0.5, -0.5, 2)]
    ['-', '_', '|', '\\', '/']
    """
    angle = 0.5 * atan2(2 * slant, level - steep)
    if abs(angle) < LEVEL:
        return "_" if height > 2.6 else "-"
    if abs(angle) > STEEP:
        return "|"
    return "\\" if angle > 0 else "/"
