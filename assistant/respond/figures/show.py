"""The best way to show a place on this screen: words, ASCII, braille or a real picture."""

from __future__ import annotations

from assistant.respond.figures.drawing import Drawing, Terminal, legend, title_and_description
from assistant.respond.figures.letters import ASCII_MARKS, MARKS, ascii, braille
from assistant.respond.figures.picture import can_draw, inline, png
from assistant.respond.wrapping import wrap

SMALLEST = (34, 17)  # columns and rows below which words cover the lines they should name
LARGEST = (80, 40)
SPARE = 4  # rows left for the caption and the next prompt
PROMPT = 3  # rows of the next prompt alone
TEXT = 76  # columns of a caption
BESIDE = (40, 20)  # a picture with its text to the right
NARROWEST = 30  # columns such a text needs
PIXELS = 800


def describe(drawing: Drawing, point: str) -> str:
    """The place in words: the point first, then what surrounds it. What a voice says, what a screen reader reads."""
    return " ".join(filter(None, (title_and_description(drawing, point)[1], drawing.description)))


def show(drawing: Drawing, point: str, terminal: Terminal) -> str:
    """The picture with its caption, or the description where no picture can be shown."""
    columns, rows = size(terminal)
    title, description = title_and_description(drawing, point)
    text = wrap(description or drawing.description, min(terminal.columns - 1, TEXT))
    heading = "   ".join(filter(None, (title or drawing.title, _legend(drawing, point, terminal))))
    caption = f"{heading}\n{text}"
    if terminal.plain or not columns:
        said = describe(drawing, point)
        return said if terminal.plain else wrap(said, max(20, min(terminal.columns - 1, TEXT)))
    high = terminal.rows - PROMPT - len(caption.split("\n"))
    if terminal.image_protocol and can_draw():
        rows = max(SMALLEST[1], min(rows, high - PROMPT))  # an answer may follow it
        columns = 2 * rows
        return inline(png(drawing, point, PIXELS), terminal.image_protocol, columns, rows) + "\n" + caption
    if high < BESIDE[1] and (side := beside(drawing, point, f"{title}\n{description}", terminal)):
        return side  # below each other they would push the top of the picture off the screen
    draw = braille if terminal.utf8 else ascii
    rows = min(rows, max(high, BESIDE[1]))
    columns = 2 * rows
    return draw(drawing, point, columns, rows, terminal.colour) + "\n" + caption


def beside(drawing: Drawing, point: str, text: str, terminal: Terminal) -> str:
    """A small picture with a text to its right; empty where the screen is too narrow for both, or takes no letters as pictures."""
    columns, rows = BESIDE
    room = min(terminal.columns - 1 - columns - 3, TEXT)
    if terminal.plain or room < NARROWEST or terminal.rows < rows + 2:
        return ""
    draw = braille if terminal.utf8 else ascii
    bare = draw(drawing, point, columns, rows, False).split("\n")
    coloured = draw(drawing, point, columns, rows, terminal.colour).split("\n")
    paragraphs = f"{text}\n{_legend(drawing, point, terminal)}".strip().split("\n")
    written = [line for paragraph in paragraphs for line in wrap(" ".join(paragraph.split()), room).split("\n")]
    if len(written) > rows:
        return ""
    top = (rows - len(written)) // 2
    right = [""] * top + written + [""] * (rows - top - len(written))
    return "\n".join((shown + " " * (columns + 3 - len(plain)) + word).rstrip() for shown, plain, word in zip(coloured, bare, right, strict=True))


def _legend(drawing: Drawing, point: str, terminal: Terminal) -> str:
    return legend(drawing, point, (MARKS if terminal.utf8 else ASCII_MARKS)[1])


def size(terminal: Terminal) -> tuple[int, int]:
    """Columns and rows of the picture: as large as the screen allows, twice as many columns as rows; 0, 0 when it is too small.

    >>> size(Terminal(columns=80, rows=24)), size(Terminal(columns=200, rows=60)), size(Terminal(columns=20, rows=5))
    ((40, 20), (80, 40), (0, 0))
    """
    rows = min(terminal.rows - SPARE, (terminal.columns - 1) // 2, LARGEST[1])
    return (2 * rows, rows) if rows >= SMALLEST[1] else (0, 0)
