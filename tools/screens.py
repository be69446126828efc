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


SCENES: Mapping[str, tuple[Scene, int, int]] = {"ask": (ask, 80, 28), "menu": (menu, 80, 14), "stop": (stop, 80, 18), "session": (session, 80, 26)}


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
    """One line, a piece for every run of letters that look the same."""
    runs: list[tuple[int, str, str]] = []
    for column in range(columns):
        cell = cells[column]
        look = _look(cell)
        if runs and runs[-1][2] == look:
            runs[-1] = (runs[-1][0], runs[-1][1] + cell.data, look)  # type: ignore[attr-defined]
        else:
            runs.append((column, cell.data, look))  # type: ignore[attr-defined]
    y = EDGE + row * LINE + 14
    return "".join(
        f'<text x="{EDGE + column * CELL:g}" y="{y}" textLength="{len(text) * CELL:g}"{look}>{escape(text)}</text>'
        for column, text, look in runs
        if text.strip()
    )


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
