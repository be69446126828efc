"""Reading a drawing: an SVG file in a small, stated subset, every mistake with its line.

    svg       viewBox="0 0 WIDTH HEIGHT"; first a <title> and a <desc>, the description written to be spoken
    path      class skin, line, bone, tendon, pointer (from a word to what it names) or region; d in M L H V C Q Z
    circle    the same classes, and class="point" with data-point: a mark; the point's first mark holds <title> and <desc>
              class="neighbour": the same for a point that is drawn only to be told apart
    line, polyline
    text      class="label", text-anchor; with data-point it is the label of that point
    region    any closed path or circle of class region: data-region names it, data-point lists the points that lie in it

Presentation attributes are allowed, so that a drawing program shows the file as well, and have no meaning here. Groups,
transforms, styles, links and scripts are refused: what is not in the subset cannot surprise anybody in an HTML page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from assistant.errors import ContentBroken, Problem
from assistant.respond.figures.curves import PathMistake, circle, flatten
from assistant.respond.figures.drawing import Drawing, Label, Line, Mark, Region, Shape
from assistant.respond.figures.judge import lacking
from assistant.values import NamedTuple

LARGEST = 256_000  # bytes; a line drawing has a few thousand
SVG = "http://www.w3.org/2000/svg"
MARKS = ("point", "neighbour")
LOOKS = ("skin", "line", "bone", "tendon", "pointer")
ANCHORS = ("start", "middle", "end")
_SHOWN = {"class", "id", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-dasharray", "opacity"}
ATTRIBUTES = {
    "svg": {"xmlns", "viewBox", "width", "height", "role", "font-size", "font-family"} | _SHOWN,
    "title": set(),
    "desc": set(),
    "path": {"d", "data-region", "data-point"} | _SHOWN,
    "circle": {"cx", "cy", "r", "data-region", "data-point"} | _SHOWN,
    "line": {"x1", "y1", "x2", "y2"} | _SHOWN,
    "polyline": {"points"} | _SHOWN,
    "text": {"x", "y", "text-anchor", "data-point", "font-size", "font-family"} | _SHOWN,
}
INSIDE = {"svg": set(ATTRIBUTES) - {"svg"}, "circle": {"title", "desc"}}


class Element(NamedTuple):
    """One element as it stands in the file."""

    name: str
    attributes: Mapping[str, str]
    line: int
    column: int
    words: list[str]  # its text, in pieces as the parser gives them
    children: list[Element]


class Mistake(NamedTuple):
    """What is wrong at a place of the file."""

    line: int
    column: int
    message: str


def load(path: Path) -> Drawing:
    """The drawing in a file; `ContentBroken` with every mistake when there is any."""
    drawing, problems = _read(path)
    if problems or drawing is None:
        raise ContentBroken(problems)
    return drawing


def check(path: Path) -> tuple[Problem, ...]:
    """Every mistake in a drawing file."""
    return _read(path)[1]


def _read(path: Path) -> tuple[Drawing | None, tuple[Problem, ...]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        return None, (Problem(str(path), 1, 0, f"cannot be read ({error}); write it as UTF-8"),)
    drawing, mistakes = parse(text, path.stem)
    lines = text.split("\n")
    return drawing, tuple(Problem(str(path), line, column, message, lines[line - 1][:200]) for line, column, message in sorted(mistakes))


def parse(text: str, name: str) -> tuple[Drawing | None, tuple[Mistake, ...]]:
    """The drawing a text holds, and what is wrong with it; the drawing is None when nothing can be drawn."""
    if len(text) > LARGEST:
        return None, (Mistake(1, 0, f"{len(text)} characters; a line drawing has at most {LARGEST}"),)
    doctype = re.search(r"<!(DOCTYPE|ENTITY)", text)
    if doctype:  # not even parsed: entities can be made to grow without end
        line = text.count("\n", 0, doctype.start()) + 1
        return None, (Mistake(line, doctype.start() - text.rfind("\n", 0, doctype.start()), "a DOCTYPE is not allowed; remove it"),)
    mistakes: list[Mistake] = []
    root = _elements(text, mistakes)
    if root is None or mistakes:
        return None, tuple(mistakes)
    drawing = _drawing(root, name, mistakes)
    mistakes.extend(Mistake(root.line, root.column, message) for message in lacking(drawing))
    return drawing, tuple(mistakes)


# ---------------------------------------------------------------- XML


def _elements(text: str, mistakes: list[Mistake]) -> Element | None:
    """The tree of elements; what is outside the subset becomes a mistake."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    stack: list[Element] = [Element("", {}, 1, 1, [], [])]

    def start(name: str, attributes: dict[str, str]) -> None:
        element = Element(name, attributes, parser.CurrentLineNumber, parser.CurrentColumnNumber + 1, [], [])
        mistakes.extend(_refusals(element, stack[-1].name))
        stack[-1].children.append(element)
        stack.append(element)

    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: stack.pop()
    parser.CharacterDataHandler = lambda words: stack[-1].words.append(words)
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        mistakes.append(Mistake(error.lineno, error.offset + 1, f"not well-formed XML: {expat.ErrorString(error.code)}"))
    return stack[0].children[0] if stack[0].children else None


def _refusals(element: Element, parent: str) -> list[Mistake]:
    """What the subset does not have: an element, an attribute, an element in the wrong place."""
    known = ATTRIBUTES.get(element.name)
    if known is None:
        wanted = ", ".join(ATTRIBUTES)
        return [Mistake(element.line, element.column, f"<{element.name}> is not in the subset ({wanted}); ungroup it or convert it to a path")]
    if element.name not in INSIDE.get(parent, set()) and (parent or element.name != "svg"):
        return [Mistake(element.line, element.column, f"<{element.name}> cannot stand inside <{parent or 'the file'}>; move it")]
    strange = sorted(set(element.attributes) - known)
    return [Mistake(element.line, element.column, f"<{element.name}> has '{name}', which is not in the subset; remove it") for name in strange]


# ---------------------------------------------------------------- meaning


def _drawing(root: Element, name: str, mistakes: list[Mistake]) -> Drawing:
    """What the elements stand for."""
    width, height = _size(root, mistakes)
    shapes: list[Shape] = []
    regions: list[Region] = []
    marks: list[Mark] = []
    labels: list[Label] = []
    for element in root.children:
        look = element.attributes.get("class", "")
        if element.name in ("title", "desc"):
            continue
        if element.name == "text":
            labels.append(_label(element, mistakes))
        elif look in MARKS:
            marks.append(_mark(element, mistakes))
        elif look == "region":
            regions.append(_region(element, mistakes))
        elif look in LOOKS:
            shapes.append(_shape(element, mistakes))
        else:
            wanted = ", ".join((*LOOKS, *MARKS, "region"))
            mistakes.append(Mistake(element.line, element.column, f"class is '{look}'; it should be one of {wanted}"))
    return Drawing(name, _child(root, "title"), _child(root, "desc"), width, height, tuple(shapes), tuple(regions), tuple(marks), tuple(labels))


def _size(root: Element, mistakes: list[Mistake]) -> tuple[float, float]:
    found = re.fullmatch(r"0 0 ([0-9]{1,5}(?:\.[0-9]{1,6})?) ([0-9]{1,5}(?:\.[0-9]{1,6})?)", root.attributes.get("viewBox", ""))
    if root.attributes.get("xmlns") != SVG:
        mistakes.append(Mistake(root.line, root.column, f'<svg> has no xmlns="{SVG}"; without it no browser shows the file'))
    if found and float(found[1]) and float(found[2]):
        return float(found[1]), float(found[2])
    mistakes.append(Mistake(root.line, root.column, 'viewBox is missing or does not start at 0 0; write viewBox="0 0 400 400"'))
    return 400.0, 400.0


def _path(element: Element, mistakes: list[Mistake]) -> str:
    """An element as path data."""
    match element.name:
        case "path":
            return element.attributes.get("d", "")
        case "circle":
            return circle(*(_number(element, key, mistakes) for key in ("cx", "cy", "r")))
        case "line":
            return "M {} {} L {} {}".format(*(_number(element, key, mistakes) for key in ("x1", "y1", "x2", "y2")))
    return "M " + element.attributes.get("points", "")


def _lines(element: Element, path: str, mistakes: list[Mistake]) -> tuple[Line, ...]:
    """The lines an element draws."""
    try:
        lines = flatten(path)
    except PathMistake as error:
        mistakes.append(Mistake(element.line, element.column, str(error)))
        return ()
    if not lines:
        mistakes.append(Mistake(element.line, element.column, f"<{element.name}> draws nothing; give it two points or remove it"))
    return lines


def _shape(element: Element, mistakes: list[Mistake]) -> Shape:
    path = _path(element, mistakes)
    return Shape(element.attributes["class"], path, _lines(element, path, mistakes), element.attributes.get("id", ""))


def _mark(element: Element, mistakes: list[Mistake]) -> Mark:
    point = element.attributes.get("data-point", "")
    if element.name != "circle" or not point:
        mistakes.append(Mistake(element.line, element.column, 'a mark is a <circle class="point" data-point="...">'))
    x, y = _number(element, "cx", mistakes), _number(element, "cy", mistakes)
    return Mark(point, x, y, _child(element, "title"), _child(element, "desc"), element.attributes.get("class") == "neighbour")


def _region(element: Element, mistakes: list[Mistake]) -> Region:
    name = element.attributes.get("data-region", "")
    lines = _lines(element, _path(element, mistakes), mistakes)
    outline = lines[0] if lines else ()
    if not name or len(outline) < 4 or outline[0] != outline[-1]:
        mistakes.append(Mistake(element.line, element.column, "a region is one closed path (end it with Z) with data-region"))
    return Region(name, tuple(element.attributes.get("data-point", "").split()), outline)


def _label(element: Element, mistakes: list[Mistake]) -> Label:
    words = " ".join("".join(element.words).split())
    anchor = element.attributes.get("text-anchor", "start")
    if not words or not words.isprintable() or element.attributes.get("class") != "label" or anchor not in ANCHORS:
        mistakes.append(Mistake(element.line, element.column, 'words in a picture are <text class="label"> with text-anchor start, middle or end'))
    x, y = _number(element, "x", mistakes), _number(element, "y", mistakes)
    return Label(words, x, y, anchor if anchor in ANCHORS else "start", element.attributes.get("data-point", ""))


def _number(element: Element, key: str, mistakes: list[Mistake]) -> float:
    written = element.attributes.get(key, "")
    if re.fullmatch(r"-?[0-9]{1,6}(\.[0-9]{1,6})?", written):
        return float(written)
    mistakes.append(Mistake(element.line, element.column, f"{key} is '{written}'; it should be a number"))
    return 0.0


def _child(element: Element, name: str) -> str:
    return " ".join(" ".join("".join(child.words).split()) for child in element.children if child.name == name)
