"""The confusions as one HTML file that needs nothing else: no script, no font, no picture from anywhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from html import escape

from assistant.authoring.confuse import SURE, Confusions, Judged, Point, Repeated

MOST_ROWS = 40  # pairs told, and intents in the matrix: those that lose or steal most
CELL, LABEL = 18, 170

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; color: #222; background: #fff }
table { border-collapse: collapse; margin: 1rem 0 } td, th { text-align: left; padding: .2rem .8rem .2rem 0; border-bottom: 1px solid #ddd }
code { font: 13px ui-monospace, monospace } svg text { font: 11px system-ui, sans-serif; fill: #333 } .n { text-align: right }
figure { margin: 1rem 0; overflow-x: auto } figcaption { color: #666 }
@media (prefers-color-scheme: dark) { body { background: #181818; color: #ddd } svg text { fill: #ccc } td, th { border-color: #444 } }
"""


def page(title: str, found: Confusions) -> str:
    """The whole report."""
    body = [
        f"<h1>Confusions: {escape(title)}</h1>",
        _summary(found),
        "<h2>Who takes from whom</h2>",
        _table(
            ("phrases of", "read as", "how many", "they tell"),
            [(pair.own, pair.by, str(pair.times), "the same" if pair.alike else "different things") for pair in found.stolen[:MOST_ROWS]],
        ),
        "<h2>Matrix</h2>",
        _matrix(found.judged),
        "<h2>Threshold</h2>",
        _curve(found.curve),
        "<h2>Worst sentences</h2>",
        _table(
            ("sentence", "of", "read as", "sure", "where", "what would mend it"),
            [(o.text, o.intent, o.found, f"{o.confidence:.2f}", place_of(o), remedy) for o, remedy in found.worst],
        ),
        "<h2>Said twice</h2>",
        _table(("sentence", "of", "also in", "where"), [(r.text, r.intent, ", ".join(r.others), place_of(r)) for r in found.repeated]),
    ]
    head = f"<meta charset='utf-8'><title>Confusions: {escape(title)}</title><style>{_STYLE}</style>"
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{''.join(body)}</body></html>\n"


def _summary(found: Confusions) -> str:
    wrong = sum(pair.times for pair in found.stolen)
    return (
        f"<p>Every phrase was read as if it had not been written: {len(found.judged):,} phrases, "
        f"<b>{100 * found.right:.1f} %</b> found their intent, {wrong:,} another, {found.lost:,} none; "
        f"{100 * found.answered:.1f} % are told what they should be. {len(found.repeated):,} say nothing that another does not.</p>"
    )


def place_of(one: Judged | Repeated) -> str:
    return f"{one.place.path}:{one.place.line}"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    if not rows:
        return "<p>None.</p>"
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"


def _matrix(judged: Sequence[Judged]) -> str:
    """Rows are the phrases' own intents, columns what they were read as; only intents that lose or steal."""
    counts = Counter((one.intent, one.found) for one in judged if one.found)
    all_of = Counter(one.intent for one in judged)
    trouble = Counter(intent for (own, by), n in counts.items() if own != by for intent in (own, by) for _ in range(n))
    names = sorted(intent for intent, _ in trouble.most_common(MOST_ROWS))
    if not names:
        return "<p>Nothing is confused.</p>"
    size = LABEL + CELL * len(names)
    marks = []
    for at, name in enumerate(names):
        middle = LABEL + CELL * at + CELL - 5
        marks.append(f"<text x='{LABEL - 6}' y='{middle}' text-anchor='end'>{escape(name)}</text>")
        marks.append(f"<text transform='translate({middle} {LABEL - 6}) rotate(-90)'>{escape(name)}</text>")
    for row, own in enumerate(names):
        for column, by in enumerate(names):
            if n := counts[own, by]:
                marks.append(_cell(row, column, n, n / all_of[own], own, by))
    return (
        f"<figure><svg viewBox='0 0 {size} {size}' width='{size}' height='{size}' role='img' aria-label='confusion matrix'>{''.join(marks)}</svg>"
        f"<figcaption>Rows: whose phrases. Columns: read as. The {len(names)} intents with most trouble.</figcaption></figure>"
    )


def _cell(row: int, column: int, n: int, share: float, own: str, by: str) -> str:
    x, y = LABEL + CELL * column, LABEL + CELL * row
    colour = "#2a8f5b" if row == column else "#c0392b"
    title = f"<title>{escape(own)} read as {escape(by)}: {n}</title>"
    box = f"<rect x='{x}' y='{y}' width='{CELL - 1}' height='{CELL - 1}' fill='{colour}' fill-opacity='{max(0.15, share):.2f}'>{title}</rect>"
    return f"{box}<text x='{x + CELL / 2 - 0.5}' y='{y + CELL - 5}' text-anchor='middle'>{n}</text>"


def _curve(points: Sequence[Point]) -> str:
    """Accuracy among the answered, and the share answered, over the threshold."""
    width, height, left, top = 520, 240, 40, 10

    def line(values: Sequence[float]) -> str:
        return " ".join(f"{left + width * p.threshold:.1f},{top + height * (1 - v):.1f}" for p, v in zip(points, values, strict=True))

    grid = "".join(f"<text x='{left - 6}' y='{top + height * (1 - v) + 4}' text-anchor='end'>{100 * v:.0f}</text>" for v in (0, 0.5, 1))
    grid += "".join(f"<text x='{left + width * v}' y='{top + height + 16}' text-anchor='middle'>{v}</text>" for v in (0, 0.25, 0.5, 0.75, 1))
    sure = left + width * SURE
    lines = (
        f"<rect x='{left}' y='{top}' width='{width}' height='{height}' fill='none' stroke='#999'/>"
        f"<line x1='{sure}' x2='{sure}' y1='{top}' y2='{top + height}' stroke='#999' stroke-dasharray='4'/>"
        f"<polyline points='{line([p.right for p in points])}' fill='none' stroke='#2a8f5b' stroke-width='2'/>"
        f"<polyline points='{line([p.answered for p in points])}' fill='none' stroke='#2c6fbb' stroke-width='2'/>"
    )
    rows = [(f"{p.threshold:.2f}", f"{100 * p.answered:.1f}", f"{100 * (1 - p.answered):.1f}", f"{100 * p.right:.1f}") for p in points[::2]]
    return (
        f"<figure><svg viewBox='0 0 600 280' width='600' height='280' role='img' aria-label='accuracy against refusals'>{lines}{grid}</svg>"
        f"<figcaption>Green: right among the answered, %. Blue: answered, %. Dashed: the program begins to answer ({SURE}).</figcaption></figure>"
        + _table(("threshold", "answered %", "refused %", "right among the answered %"), rows)
    )
