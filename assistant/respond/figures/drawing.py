"""The values of a picture: what a drawing file holds once it is read and its curves are lines.

All coordinates are those of the file (its viewBox). Not here: reading, drawing, a word of anatomy.
"""

from __future__ import annotations

from assistant.values import NamedTuple

Spot = tuple[float, float]
Line = tuple[Spot, ...]


class Shape(NamedTuple):
    """One drawn thing: an outline, a crease, a bone."""

    look: str  # its class: skin, line, bone, tendon, pointer
    path: str  # as path data, for whoever draws curves as curves
    lines: tuple[Line, ...]  # the same with curves made straight
    name: str = ""  # its id, where somebody has to speak of it


class Region(NamedTuple):
    """A closed area with a name, not drawn: where a mark has to lie."""

    name: str
    points: tuple[str, ...]
    outline: Line


class Mark(NamedTuple):
    """One place of a point; a point on both sides has two."""

    point: str
    x: float
    y: float
    title: str = ""
    description: str = ""
    neighbour: bool = False  # drawn to be told apart, whatever was asked for


class Label(NamedTuple):
    """Words in the picture; with a point they are that point's label, joined to its nearest mark by a thin line."""

    text: str
    x: float
    y: float  # the baseline, as in SVG
    anchor: str  # start, middle, end
    point: str = ""


class Drawing(NamedTuple):
    """A drawing file, read."""

    name: str
    title: str
    description: str  # what is seen, as a sentence to be spoken
    width: float
    height: float
    shapes: tuple[Shape, ...]
    regions: tuple[Region, ...]
    marks: tuple[Mark, ...]
    labels: tuple[Label, ...]


class Terminal(NamedTuple):
    """What the screen can do, as far as a picture must know."""

    columns: int = 80
    rows: int = 24
    utf8: bool = True
    colour: bool = False
    plain: bool = False  # words only: a screen reader, or asked for
    image_protocol: str = ""  # kitty, iterm2; empty: letters only


def points(drawing: Drawing) -> tuple[str, ...]:
    """The points a drawing shows, in the order of the file."""
    return tuple(dict.fromkeys(mark.point for mark in drawing.marks))


def title_and_description(drawing: Drawing, point: str) -> tuple[str, str]:
    """What the drawing says of a point; both empty where it does not show it."""
    return next(((mark.title, mark.description) for mark in drawing.marks if mark.point == point and mark.title), ("", ""))


def named(drawing: Drawing, point: str) -> frozenset[str]:
    """The points whose names are written: the one asked for, and neighbours."""
    return frozenset({point} | {mark.point for mark in drawing.marks if mark.neighbour}) - {""}


def legend(drawing: Drawing, point: str, hollow: str) -> str:
    """The line that names the points of the hollow marks; empty where there are none."""
    others = [other for other in points(drawing) if other not in named(drawing, point)]
    return f"{hollow} {', '.join(others)}" if point and others else ""


def inside(spot: Spot, outline: Line) -> bool:
    """Whether a spot lies within a closed outline (even-odd rule).

    >>> square = ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0))
    >>> inside((1, 1), square), inside((5, 1), square)
    (True, False)
    """
    x, y = spot
    odd = False
    for (ax, ay), (bx, by) in zip(outline, outline[1:] + outline[:1], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) * (bx - ax) / (by - ay):
            odd = not odd
    return odd


def label_span(label: Label, letter: float = 10.0) -> tuple[float, float]:
    """Left and right end of a label when a letter is that wide."""
    width = len(label.text) * letter
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return left, left + width


def leader(drawing: Drawing, label: Label, letter: float, gap: float) -> Line:
    """The thin line from the nearest mark to its label, a gap away from both; empty when they touch."""
    middle = label.y - 6.0
    left, right = label_span(label, letter)
    ends = [((left - gap, middle) if mark.x < left else (right + gap, middle), mark) for mark in drawing.marks if mark.point == label.point]
    distances = [(abs(end[0] - mark.x) + abs(end[1] - mark.y), end, mark) for end, mark in ends]
    if not distances:
        return ()
    _, end, mark = min(distances)
    length = ((end[0] - mark.x) ** 2 + (end[1] - mark.y) ** 2) ** 0.5
    if length < 2 * gap:
        return ()
    start = (mark.x + (end[0] - mark.x) * gap * 1.4 / length, mark.y + (end[1] - mark.y) * gap * 1.4 / length)
    return (start, end)
