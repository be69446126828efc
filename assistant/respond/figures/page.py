"""A drawing as SVG again, alone or on a page of its own: self-contained, readable in the dark, and described.

Written anew from what was read, so that nothing reaches a browser that the subset does not know.
"""

from __future__ import annotations

from assistant.respond.figures import strokes
from assistant.respond.figures.drawing import Drawing, Label, label_span, leader, legend, named, title_and_description
from assistant.values import NamedTuple

LETTER = 10.0  # units a letter is wide
GAP = 7.0  # units between a leader and what it joins


class Ink(NamedTuple):
    """The colours of a picture."""

    line: str
    quiet: str
    bone: str
    skin: str
    point: str
    paper: str


DAY = Ink("#2b3438", "#6b7378", "#9aa3a8", "#2b3438", "#c8102e", "#fdfaf4")
NIGHT = Ink("#e6e2da", "#a5a9ac", "#7d858a", "#e6e2da", "#ff6b6b", "#17191c")

_STYLE = """
.skin{{stroke:{ink.skin};stroke-width:3.2}}.line{{stroke:{ink.line};stroke-width:2.2}}
.tendon{{stroke:{ink.line};stroke-width:2.2;stroke-dasharray:9 4}}
.bone{{stroke:{ink.bone};stroke-width:7;opacity:.55}}.pointer{{stroke:{ink.quiet};stroke-width:1.2}}.leader{{stroke:{ink.point};stroke-width:1.4}}
.other{{stroke:{ink.quiet};stroke-width:1.6}}.lit{{fill:{ink.point};stroke:{ink.paper};stroke-width:1.5}}
.label{{fill:{ink.quiet};stroke:none}}.name{{fill:{ink.point};stroke:none;font-weight:bold}}"""

_ROOT = (
    'role="img" aria-labelledby="t d" fill="none" stroke-linecap="round" stroke-linejoin="round" font-family="ui-monospace,monospace" font-size="16"'
)

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body{{margin:2rem auto;max-width:44rem;padding:0 1rem;font:1.1rem/1.5 system-ui,sans-serif;background:{day.paper};color:{day.line}}}
figure{{margin:0}}svg{{width:100%;height:auto;max-height:75vh}}{day_style}
@media (prefers-color-scheme:dark){{body{{background:{night.paper};color:{night.line}}}{night_style}}}
</style>
</head>
<body>
<h1>{title}</h1>
<figure>
{svg}
<figcaption>{text}{legend}</figcaption>
</figure>
</body>
</html>
"""


def page(drawing: Drawing, point: str, title: str, text: str) -> str:
    """One HTML page with the picture in it: no script, no font, nothing fetched."""
    return _PAGE.format(
        title=escape(title),
        text=escape(text),
        legend="".join(f"<br>{escape(line)}" for line in filter(None, (legend(drawing, point, "○"),))),
        svg=_svg(drawing, point, ""),
        day=DAY,
        night=NIGHT,
        day_style=_STYLE.format(ink=DAY),
        night_style=_STYLE.format(ink=NIGHT),
    )


def svg(drawing: Drawing, point: str) -> str:
    """The picture as a file of its own; its style follows the reader's light or dark."""
    night = f"@media (prefers-color-scheme:dark){{{_STYLE.format(ink=NIGHT)}\n}}"
    return _svg(drawing, point, f"<style>{_STYLE.format(ink=DAY)}\n{night}</style>\n") + "\n"


def drawn(drawing: Drawing, point: str) -> str:
    """The picture for a rasteriser: on paper, its words drawn as lines."""
    style = _STYLE.format(ink=DAY) + f".label{{fill:none;stroke:{DAY.quiet};stroke-width:1.3}}.name{{fill:none;stroke:{DAY.point};stroke-width:1.8}}"
    paper = f'<rect width="{drawing.width:g}" height="{drawing.height:g}" fill="{DAY.paper}"/>'
    return _svg(drawing, point, f"<style>{style}</style>\n{paper}\n", letters=False)


def _svg(drawing: Drawing, point: str, head: str, letters: bool = True) -> str:
    title, description = title_and_description(drawing, point)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawing.width:g} {drawing.height:g}" {_ROOT}>',
        f'<title id="t">{escape(title or drawing.title)}</title>',
        f'<desc id="d">{escape(" ".join(filter(None, (description, drawing.description))))}</desc>',
        head + "\n".join(f'<path class="{shape.look}" d="{escape(shape.path)}"/>' for shape in drawing.shapes),
        *_points(drawing, point),
        *(_label(label, point, letters) for label in drawing.labels if not label.point or label.point in named(drawing, point)),
        "</svg>",
    ]
    return "\n".join(parts)


def _points(drawing: Drawing, point: str) -> list[str]:
    """Leaders and marks, the one asked for last and therefore on top."""
    lines = []
    for label in drawing.labels:
        line = leader(drawing, label, LETTER, GAP) if label.point in named(drawing, point) else ()
        if line:
            (ax, ay), (bx, by) = line
            look = "leader" if label.point == point else "pointer"
            lines.append(f'<path class="{look}" d="M {ax:.1f} {ay:.1f} L {bx:.1f} {by:.1f}"/>')
    for mark in sorted(drawing.marks, key=lambda mark: mark.point == point):
        look, radius = ("lit", 7) if mark.point == point else ("other", 4)
        lines.append(f'<circle class="{look}" cx="{mark.x:g}" cy="{mark.y:g}" r="{radius}"/>')
    return lines


def _label(label: Label, point: str, letters: bool) -> str:
    look = "name" if point and label.point == point else "label"
    if letters:
        return f'<text class="{look}" x="{label.x:g}" y="{label.y:g}" text-anchor="{label.anchor}">{escape(label.text)}</text>'
    return f'<path class="{look}" d="{strokes.path(label.text, label_span(label, LETTER)[0], label.y, LETTER)}"/>'


def escape(text: str) -> str:
    """A text as it may stand in HTML, between tags or in quotes.

    >>> escape('a < "b"')
    'a &lt; &quot;b&quot;'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
