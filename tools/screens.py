"""The README's screens, recorded from the program itself: `python -m tools.screens [NAME...]` (make screens).

Each scene types into the real program on an emulated terminal and writes what is seen then as text and as SVG into
docs/screens. Nothing is drawn by hand: what the program shows is what is kept.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path

from tests.terminal import ROOT, Terminal

FOLDER = ROOT / "docs" / "screens"
CELL, LINE, EDGE = 8.4, 18, 14  # pixels of a letter, of a line, around the whole
COLOURS = {"red": "#f07178", "green": "#a5d6a7", "brown": "#ffcb6b", "blue": "#82aaff", "magenta": "#c792ea", "cyan": "#89ddff"}
INK, PAPER, FAINT = "#d8dee9", "#14161b", "#7f8796"

Scene = Callable[[Terminal], None]


def ask(terminal: Terminal) -> None:
    """Where a point is, with its picture."""
    terminal.shows("F1 help")
    terminal.send("where is bl40\r")
    terminal.shows("behind your knee", "left leg", "F1 help")


def menu(terminal: Terminal) -> None:
    """Names while typing."""
    terminal.shows("F1 help")
    terminal.send("how long do i hold bl")
    terminal.shows("BL-60")


def stop(terminal: Terminal) -> None:
    """A red flag."""
    terminal.shows("F1 help")
    terminal.send("my back hurts and my groin has gone numb\r")
    terminal.shows("! STOP.", "F1 help")


def session(terminal: Terminal) -> None:
    """A guided hold."""
    terminal.shows("F1 help")
    terminal.send("guide me through bl40\r")
    terminal.shows("answer, or type")
    terminal.send("ready\r")
    terminal.shows("Step 1 of", "get ready")
    terminal.send("\r")
    terminal.shows("Step 2 of", "get ready")
    terminal.send("\r")
    terminal.shows("breathe in", "space pause")


SCENES: Mapping[str, tuple[Scene, int, int]] = {"ask": (ask, 80, 30), "menu": (menu, 80, 14), "stop": (stop, 80, 18), "session": (session, 80, 26)}


def record(name: str) -> None:
    """Play a scene and keep its last screen."""
    scene, columns, rows = SCENES[name]
    with tempfile.TemporaryDirectory() as folder:
        own = {f"ACUPRESSURE_{place}": f"{folder}/{place.lower()}" for place in ("DATA", "CONFIG", "STATE")}
        (Path(folder) / "config").mkdir()
        (Path(folder) / "config" / "config.toml").write_text('[voice]\nspeak = "never"\nrate = 400\n')
        with Terminal([], {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **own}, columns, rows) as terminal:
            scene(terminal)
            lines = [line.rstrip() for line in terminal.screen.display]
            (FOLDER / f"{name}.txt").write_text("\n".join(lines).strip("\n") + "\n", encoding="utf-8")
            (FOLDER / f"{name}.svg").write_text(svg(terminal), encoding="utf-8")
    print(FOLDER / f"{name}.svg")


def svg(terminal: Terminal) -> str:
    """The screen as a picture: letters in their colours on a dark ground."""
    screen = terminal.screen
    width, height = screen.columns * CELL + 2 * EDGE, screen.lines * LINE + 2 * EDGE
    rows = "\n".join(_row(screen.buffer[row], row, screen.columns) for row in range(screen.lines))
    words = escape("\n".join(line.rstrip() for line in screen.display).strip())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">\n<title>acupressure in a terminal</title>\n'
        f"<desc>{words}</desc>\n"
        f'<rect width="100%" height="100%" rx="8" fill="{PAPER}"/>\n<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" '
        f'xml:space="preserve" fill="{INK}">\n{rows}\n</g>\n</svg>\n'
    )


def _row(cells: Mapping[int, object], row: int, columns: int) -> str:
    """One line: every word where it stands, in its look; dots of braille as dots, for few fonts have them in the right width."""
    top = EDGE + row * LINE
    words: list[tuple[int, str, str]] = []
    dots = ""
    for column in range(columns):
        sign, look = str(getattr(cells[column], "data", " ")), _look(cells[column])
        if "\u2800" <= sign <= "\u28ff":
            dots += _dots(ord(sign) - 0x2800, EDGE + column * CELL, top, look)
        elif sign != " " and words and words[-1][0] + len(words[-1][1]) == column and words[-1][2] == look:
            words[-1] = (words[-1][0], words[-1][1] + sign, look)
        elif sign != " ":
            words.append((column, sign, look))
    return dots + "".join(
        f'<text x="{EDGE + column * CELL:g}" y="{top + 14}" textLength="{len(word) * CELL:g}"{look}>{escape(word)}</text>'
        for column, word, look in words
    )


def _dots(bits: int, left: float, top: float, look: str) -> str:
    """The dots of one sign of braille: two columns of four, numbered as in Unicode."""
    places = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
    set_ = (place for number, place in enumerate(places) if bits >> number & 1)
    path = "".join(f"M{left + (x + 0.5) * CELL / 2:.1f} {top + (y + 0.5) * LINE / 4:.1f}h0" for x, y in set_)
    colour = look.partition('fill="')[2].partition('"')[0] or INK
    return f'<path d="{path}" stroke="{colour}" stroke-width="1.9" stroke-linecap="round"/>' if path else ""


def _look(cell: object) -> str:
    """Colour and weight of a letter as attributes."""
    front = str(getattr(cell, "fg", "default"))
    fill = FAINT if front.startswith("bright") and front.endswith("black") else COLOURS.get(front.removeprefix("bright"), "")
    bold, slant = getattr(cell, "bold", False), getattr(cell, "italics", False)
    return (f' fill="{fill}"' if fill else "") + (' font-weight="bold"' if bold else "") + (' font-style="italic"' if slant else "")


def main(names: list[str]) -> None:
    """Record these scenes, or all."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    subprocess.run([sys.executable, "-m", "assistant", "ask", "hello"], cwd=ROOT, stdout=subprocess.DEVNULL, check=True)  # learn the phrases first
    for name in names or SCENES:
        record(name)


if __name__ == "__main__":
    main(sys.argv[1:])
