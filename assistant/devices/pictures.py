"""The command `figure`: a drawing found by its point, shown here, opened in a browser, or written to a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from assistant.content import private_folder
from assistant.errors import AssistantError, ContentBroken, Problem
from assistant.respond import figures
from assistant.respond.figures import Drawing, Terminal
from assistant.values import NamedTuple

PIXELS = 1000
USAGE = "usage: acupressure figure POINT [--size 40x20|80x40] [--open] [--html FILE] [--svg FILE] [--png FILE]   (FILE may be -)"


class Wish(NamedTuple):
    """What was asked for on the command line."""

    point: str = ""
    size: tuple[int, int] = (0, 0)  # 0, 0: as large as the screen allows
    open: bool = False
    files: Mapping[str, str] = {}  # html, svg, png -> where to


def run_figure(args: list[str], out: TextIO, folder: Path, terminal: Terminal, opened: Callable[[Path], bool], keep: Path) -> int:
    """Show, open or write the picture of a point; 0 fine, 1 no such picture or not possible here, 2 usage, 3 drawings with mistakes.

    `folder` holds the drawings, `opened` hands a file to the browser, the page for it is written into the folder `keep`.
    """
    wish = read_wish(args)
    if isinstance(wish, str):
        out.write(f"{wish}\n{USAGE}\n")
        return 2
    found = find(folder, wish.point)
    if not found and (problems := broken(folder)):
        out.write("\n".join(map(str, problems)) + "\n")
        return 3
    if not found:
        out.write(f"There is no picture of {wish.point}. There is one of: {', '.join(sorted(known(folder)))}.\n")
        return 1
    drawing, point = found
    try:
        return _fulfil(wish, drawing, point, out, terminal, opened, keep)
    except (OSError, AssistantError) as error:
        out.write(f"The picture could not be written: {error}\n")
        return 1


def known(folder: Path) -> dict[str, Drawing]:
    """Every point that has a drawing; a drawing with mistakes does not stand in the way of others."""
    found: dict[str, Drawing] = {}
    for path in sorted(folder.glob("*.svg")):
        with suppress(ContentBroken):  # told by `broken` when its point is missed
            drawing = figures.load(path)
            found.update(dict.fromkeys(figures.points(drawing), drawing))
    return found


def broken(folder: Path) -> tuple[Problem, ...]:
    """Every mistake in every drawing."""
    return tuple(problem for path in sorted(folder.glob("*.svg")) for problem in figures.check(path))


def find(folder: Path, point: str) -> tuple[Drawing, str] | None:
    """The drawing that shows a point, and the point's id; case, hyphen and blank do not matter."""
    wanted = "".join(filter(str.isalnum, point)).upper()
    for name, drawing in known(folder).items():
        if "".join(filter(str.isalnum, name)).upper() == wanted:
            return drawing, name
    return None


def read_wish(args: list[str]) -> Wish | str:
    """The command line as a wish, or what is wrong with it."""
    wish, rest, words = Wish(), list(args), list[str]()
    while rest:
        word = rest.pop(0)
        if word == "--open":
            wish = wish._replace(open=True)
        elif word in ("--size", "--html", "--svg", "--png"):
            if not rest:
                return f"{word} needs a value"
            value = rest.pop(0)
            if word == "--size":
                columns, _, rows = value.partition("x")
                if not (columns.isdecimal() and rows.isdecimal() and 0 < int(columns) <= 400 and 0 < int(rows) <= 200):
                    return f"--size {value}: write columns and rows, such as 40x20"
                wish = wish._replace(size=(int(columns), int(rows)))
            else:
                wish = wish._replace(files={**wish.files, word[2:]: value})
        elif word.startswith("--"):
            return f"{word} is unknown here"
        else:
            words.append(word)
    return wish._replace(point=" ".join(words)) if words else "which point?"


def _fulfil(wish: Wish, drawing: Drawing, point: str, out: TextIO, terminal: Terminal, opened: Callable[[Path], bool], keep: Path) -> int:
    """Do what was asked; the screen shows the picture when nothing else was."""
    title, description = figures.words(drawing, point)
    html = figures.page(drawing, point, title, description)
    for kind, where in wish.files.items():
        _write(where, out, figures.png(drawing, point, PIXELS) if kind == "png" else {"html": html, "svg": figures.svg(drawing, point)}[kind])
    if wish.open:
        private_folder(str(keep))
        page = keep / f"{point}.html"
        page.write_text(html, encoding="utf-8")
        if not opened(page):
            out.write(f"No browser could be opened. The picture is in {page}.\n")
    elif not wish.files:
        out.write(_shown(wish, drawing, point, terminal) + "\n")
    return 0


def _shown(wish: Wish, drawing: Drawing, point: str, terminal: Terminal) -> str:
    if wish.size == (0, 0) or terminal.plain:
        return figures.show(drawing, point, terminal)
    draw = figures.braille if terminal.utf8 else figures.ascii
    return draw(drawing, point, *wish.size, terminal.colour)


def _write(where: str, out: TextIO, content: str | bytes) -> None:
    if where == "-" and isinstance(content, str):
        out.write(content)
    elif where == "-":
        raise AssistantError("a PNG cannot be written into text; name a file")
    else:
        Path(where).write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
