"""What a well-formed drawing may still lack: words, labels, regions, or something inside the frame."""

from __future__ import annotations

from collections.abc import Callable

from assistant.respond.figures.drawing import Drawing, inside, label_span, points


def lacking(drawing: Drawing) -> list[str]:
    """Every rule that the drawing breaks, as a sentence with its remedy."""
    rules: tuple[Callable[[Drawing], list[str]], ...] = (_wordless, _unlabelled, _astray, _outside, _repeated)
    return [message for rule in rules for message in rule(drawing)]


def _wordless(drawing: Drawing) -> list[str]:
    """Missing descriptions: they are the picture for whoever cannot see it."""
    missing = [f"the drawing has no <{tag}>; write one" for tag, words in (("title", drawing.title), ("desc", drawing.description)) if not words]
    for point in points(drawing):
        own = [mark for mark in drawing.marks if mark.point == point and mark.title and mark.description]
        if len(own) != 1:
            missing.append(f"{len(own)} marks of {point} hold a <title> and a <desc>; exactly one should, written as a spoken location")
    return missing


def _unlabelled(drawing: Drawing) -> list[str]:
    marked, labelled = set(points(drawing)), [label.point for label in drawing.labels if label.point]
    return [
        f"{point} has {labelled.count(point)} labels; give it one <text data-point>" for point in sorted(marked) if labelled.count(point) != 1
    ] + [f"a label belongs to {point}, which has no mark" for point in sorted(set(labelled) - marked)]


def _astray(drawing: Drawing) -> list[str]:
    """Marks that lie in no region which names their point."""
    homes = [(mark, [region for region in drawing.regions if mark.point in region.points]) for mark in drawing.marks]
    return [
        f"the mark of {mark.point} at {mark.x:g},{mark.y:g} lies in no region that names it; draw the region or move the mark"
        for mark, regions in homes
        if not any(inside((mark.x, mark.y), region.outline) for region in regions)
    ]


def _outside(drawing: Drawing) -> list[str]:
    """What is outside the frame: lines may run over it a little (an open leg), marks and words may not."""
    wide, high = drawing.width, drawing.height
    spots = [spot for shape in drawing.shapes for line in shape.lines for spot in line]
    lines = [f"a line to {x:g},{y:g}" for x, y in spots if not (-wide <= x <= 2 * wide and -high <= y <= 2 * high)]
    marks = [f"the mark of {mark.point}" for mark in drawing.marks if not (0 <= mark.x <= wide and 0 <= mark.y <= high)]
    words = [label.text for label in drawing.labels if label_span(label)[0] < 0 or label_span(label)[1] > wide or not 12 <= label.y <= high]
    return [f"'{what}' is outside the frame; move it" for what in lines[:1] + marks + words]


def _repeated(drawing: Drawing) -> list[str]:
    names = [shape.name for shape in drawing.shapes if shape.name]
    return [f"two shapes have the id '{name}'; rename one" for name in sorted(set(names)) if names.count(name) > 1]
