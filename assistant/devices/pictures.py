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


class Wish(NamedTuple):
    """What was asked for on the command line."""

    point: str
    size: tuple[int, int] = (0, 0)  # 0, 0: as large as the screen allows
    open: bool = False
    files: Mapping[str, str] = {}  # html, svg, png -> where to


class NoPicture(AssistantError):
    """There is no picture of it, or it can not be written; the message says why."""


def run_figure(wish: Wish, out: TextIO, folder: Path, terminal: Terminal, opened: Callable[[Path], bool], keep: Path) -> None:
    """Show, open or write the picture of a point. NoPicture says why there is none; ContentBroken, that it may be in a drawing with mistakes.

    `folder` holds the drawings, `opened` hands a file to the browser, the page for it is written into the folder `keep`.
    """
    found = find(folder, wish.point)
    if not found and (problems := broken(folder)):
        raise ContentBroken(problems)
    if not found:
        raise NoPicture(f"There is no picture of {wish.point}. There is one of: {', '.join(sorted(known(folder)))}.")
    try:
        _fulfil(wish, *found, out, terminal, opened, keep)
    except (OSError, AssistantError) as error:
        raise NoPicture(f"The picture could not be written: {error}") from error


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


def _fulfil(wish: Wish, drawing: Drawing, point: str, out: TextIO, terminal: Terminal, opened: Callable[[Path], bool], keep: Path) -> None:
    """Write and open what was asked for; show the picture on the screen when neither was."""
    title, description = figures.title_and_description(drawing, point)
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
