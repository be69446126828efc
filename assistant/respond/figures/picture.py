"""A drawing as a picture of pixels, and as a picture inside the terminal; both need the optional extra `figures`.

Which terminal takes pictures is told by its environment alone: a terminal is never asked, its answer could end up in what the person types.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from importlib.util import find_spec

from assistant.errors import AssistantError
from assistant.respond.figures.drawing import Drawing
from assistant.respond.figures.page import drawn

KITTY_TERMS = ("xterm-kitty", "xterm-ghostty", "ghostty")
ITERM_PROGRAMS = ("iTerm.app", "WezTerm")
CHUNK = 4096  # the most base64 that one kitty sequence may carry


class PictureMissing(AssistantError):
    """A picture was demanded and the extra that makes it is not installed."""


def can_draw() -> bool:
    """Whether pictures of pixels can be made here."""
    return find_spec("resvg_py") is not None


def png(drawing: Drawing, point: str, width: int) -> bytes:
    """The drawing as PNG, `width` pixels wide, its words drawn as lines."""
    if not can_draw():
        raise PictureMissing("a PNG needs the extra that draws it; install it with: pip install 'acupressure[figures]'")
    return bytes(import_module("resvg_py").svg_to_bytes(svg_string=drawn(drawing, point), width=width))


def protocol(environment: Mapping[str, str]) -> str:
    """The way a terminal takes pictures: kitty, iterm2, or none.

    >>> protocol({"TERM": "xterm-kitty"}), protocol({"TERM_PROGRAM": "WezTerm"}), protocol({"TERM": "xterm-kitty", "TMUX": "/tmp/x"})
    ('kitty', 'iterm2', '')
    """
    term = environment.get("TERM", "")
    if environment.get("TMUX") or environment.get("STY") or term.startswith(("screen", "tmux")) or term == "dumb":
        return ""  # what stands between would swallow the picture or print it as letters
    if environment.get("TERM_PROGRAM") in ITERM_PROGRAMS:
        return "iterm2"
    return "kitty" if term in KITTY_TERMS or environment.get("KITTY_WINDOW_ID") else ""


def inline(image: bytes, how: str, columns: int, rows: int) -> str:
    """The sequence that shows a PNG in a kitty- or iTerm2-class terminal, so many letters large."""
    from base64 import standard_b64encode

    data = standard_b64encode(image).decode("ascii")
    if how == "iterm2":
        return f"\x1b]1337;File=inline=1;size={len(image)};width={columns};height={rows};preserveAspectRatio=1:{data}\x07"
    chunks = [data[at : at + CHUNK] for at in range(0, len(data), CHUNK)]
    heads = [f"a=T,f=100,q=2,c={columns},r={rows},m={int(len(chunks) > 1)}"] + [f"m={int(at < len(chunks) - 1)}" for at in range(1, len(chunks))]
    return "".join(f"\x1b_G{head};{chunk}\x1b\\" for head, chunk in zip(heads, chunks, strict=True))
