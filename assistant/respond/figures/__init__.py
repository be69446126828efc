"""Pictures of where to press: read from a small SVG subset, drawn in letters, as a page, or as a picture.

    load, check           a drawing file: the drawing, or every mistake in it
    braille, ascii        in letters
    page, svg, png        for a browser, for a drawing program, for anything else (with the extra `figures`)
    describe, show        in words; and in whatever way this terminal can
    beside                a small picture with a text to its right

Imported when a picture is wanted and not before: `ask` does without it.
"""

from assistant.respond.figures.drawing import Drawing, Terminal, points, title_and_description
from assistant.respond.figures.letters import ascii, braille
from assistant.respond.figures.page import page, svg
from assistant.respond.figures.picture import PictureMissing, can_draw, png, protocol
from assistant.respond.figures.read import check, load, parse
from assistant.respond.figures.show import beside, describe, show

__all__ = [
    "Drawing",
    "PictureMissing",
    "Terminal",
    "ascii",
    "beside",
    "braille",
    "can_draw",
    "check",
    "describe",
    "load",
    "page",
    "parse",
    "png",
    "points",
    "protocol",
    "show",
    "svg",
    "title_and_description",
]
