"""Pictures as pages and files, drawing files with mistakes, and the command `figure`."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.devices.pictures import NoPicture, Wish, run_figure
from assistant.errors import ContentBroken
from assistant.respond import figures
from assistant.respond.figures import Terminal
from assistant.respond.figures.curves import PathMistake, flatten
from assistant.respond.figures.page import DAY, NIGHT, Ink
from tests.files import FIGURES, drawing
from tests.running import ROOT, acupressure

ALL = ("BL-40", "BL-23", "BL-25", "BL-52", "GB-41", "BL-60", "ST-41")


# ---------------------------------------------------------------- page, SVG, PNG


def test_the_page_is_self_contained_and_has_day_and_night() -> None:
    html = figures.page(drawing("BL-23"), "BL-23", "<b>", 'a "text"')
    assert [url for url in re.findall(r"https?:[^\"' )]+", html) if url != "http://www.w3.org/2000/svg"] == []
    assert not re.search(r"<script|<link|src=|href=|url\(|@import", html)
    assert "prefers-color-scheme:dark" in html
    assert "&lt;b&gt;" in html
    assert "default-src 'none'" in html


@pytest.mark.parametrize("ink", [DAY, NIGHT], ids=["day", "night"])
def test_lines_and_words_stand_out_from_the_paper(ink: Ink) -> None:
    """4.5 to 1 is what the accessibility guidelines (WCAG 2, AA) ask of text."""
    for colour in (ink.line, ink.skin, ink.quiet, ink.point):
        bright, dark = sorted((luminance(colour), luminance(ink.paper)), reverse=True)
        assert (bright + 0.05) / (dark + 0.05) >= 4.5, colour


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_svg_reads_as_what_it_was_drawn_from() -> None:
    svg = figures.svg(drawing("BL-40"), "BL-40")
    assert all(item.path in svg for item in drawing("BL-40").shapes)
    assert svg.count('class="lit"') == 2
    assert "back of the knee" in svg


@pytest.mark.parametrize("point", ALL)
def test_png_has_the_width_asked_for_and_shows_the_mark(point: str) -> None:
    pytest.importorskip("resvg_py")
    image = figures.png(drawing(point), point, 300)
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    assert int.from_bytes(image[16:20], "big") == 300
    assert image != figures.png(drawing(point), "", 300)


def test_without_the_extra_a_png_says_how_to_get_it() -> None:
    code = (
        "import sys; sys.modules['resvg_py'] = None; from pathlib import Path; from assistant.respond import figures\n"
        "d = figures.load(Path(sys.argv[1]))\n"
        "try: figures.png(d, 'BL-40', 100)\n"
        "except figures.PictureMissing as error: print(error)\n"
        "print(figures.show(d, 'BL-40', figures.Terminal(image_protocol='kitty')).count('\\x1b'))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(FIGURES / "leg-back.svg")], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "pip install 'acupressure[figures]'" in done.stdout
    assert done.stdout.rstrip().endswith("\n0")


def test_pictures_cost_no_heavy_import() -> None:
    code = "import sys; import assistant.respond.figures; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    heavy = {"resvg_py", "xml.etree", "base64", "asyncio", "json", "html", "textwrap", "datetime", "dataclasses", "prompt_toolkit", "subprocess"}
    assert heavy & set(done.stdout.split()) == set()


# ---------------------------------------------------------------- files with mistakes

GOOD = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">
<title>A box</title><desc>A box to test with.</desc>
<path class="skin" d="M 10 10 H 90 V 90 Z"/>
<path class="region" data-region="middle" data-point="X-1" d="M 40 40 H 60 V 60 H 40 Z"/>
<circle class="point" data-point="X-1" cx="50" cy="50" r="3"><title>X-1</title><desc>In the middle.</desc></circle>
<text class="label" x="5" y="95" data-point="X-1">X-1</text>
</svg>"""


def test_the_good_file_has_no_mistake() -> None:
    assert figures.parse(GOOD, "box")[1] == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("<title>A box</title>", "", 1, "the drawing has no <title>"),
        ("<desc>A box to test with.</desc>", "", 1, "the drawing has no <desc>"),
        ("<desc>In the middle.</desc>", "", 1, "0 marks of X-1 hold a <title> and a <desc>"),
        ('class="skin"', 'class="skni"', 3, "class is 'skni'; it should be one of skin, line, bone"),
        ("M 10 10 H", "M 10 10 A 5 5", 3, "path command 'A' is not in the subset"),
        ("M 10 10 H 90", "M 10 10 H", 3, "path command 'H' has 0 numbers and needs 1"),
        ("H 90 V", "C 1 2 3 V", 3, "path command 'C' has 3 numbers and needs 6"),
        ("M 10 10 H 90", "L 10 10 H 90", 3, "starts with 'L'"),
        ("M 10 10 H 90", "M 10 10 ; H 90", 3, "where a command or a number should stand"),
        ("H 90", "H 1e99", 3, "out of reach"),
        ("H 90 V", "H 999 V", 1, "'a line to 999,10' is outside the frame"),
        ("H 40 Z", "H 40", 4, "a region is one closed path"),
        (' data-region="middle"', "", 4, "a region is one closed path"),
        ('cx="50"', 'cx="20"', 1, "the mark of X-1 at 20,50 lies in no region"),
        ('cx="50"', 'cx="fifty"', 5, "cx is 'fifty'; it should be a number"),
        ('cx="50"', 'cx="500"', 1, "'the mark of X-1' is outside the frame"),
        ('class="point" data-point="X-1"', 'class="point"', 5, "a mark is a <circle"),
        ('x="5" y="95"', 'x="90" y="95"', 1, "'X-1' is outside the frame"),
        ('y="95" data-point="X-1"', 'y="95"', 1, "X-1 has 0 labels"),
        ('y="95" data-point="X-1"', 'y="95" data-point="X-2"', 1, "a label belongs to X-2, which has no mark"),
        ('class="label"', 'class="label" style="fill:red"', 6, "<text> has 'style', which is not in the subset"),
        ('class="label"', 'class="label" text-anchor="left"', 6, "words in a picture are"),
        ("<path class", "<g><path class", 3, "<g> is not in the subset"),
        ("<title>A box</title>", "<title><path d='M 0 0'/></title>", 2, "<path> cannot stand inside <title>"),
        ("<path class", "<script>alert(1)</script><path class", 3, "<script> is not in the subset"),
        ("<svg xmlns", "<!DOCTYPE svg><svg xmlns", 1, "a DOCTYPE is not allowed"),
        ("<path class", '<!DOCTYPE x [<!ENTITY a "b">]><path class', 3, "a DOCTYPE is not allowed"),
        (' viewBox="0 0 100 100"', "", 1, "viewBox is missing"),
        (' xmlns="http://www.w3.org/2000/svg"', "", 1, "<svg> has no xmlns"),
        ("</svg>", "", 7, "not well-formed XML"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int, message: str) -> None:
    assert old in GOOD
    mistakes = figures.parse(GOOD.replace(old, new, 1), "box")[1]
    assert [mistake for mistake in mistakes if message in mistake.message and mistake.line == line]


def test_a_file_with_mistakes_is_refused_with_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "box.svg"
    path.write_text(GOOD.replace('cx="50"', 'cx="fifty"').replace('class="skin"', 'class="skni"'), encoding="utf-8")
    with pytest.raises(ContentBroken, match="fifty") as caught:
        figures.load(path)
    assert "skni" in str(caught.value)
    assert f"{path}:3:1: error:" in str(caught.value)


def test_a_missing_or_binary_file_is_a_mistake_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "bad.svg").write_bytes(b"\xff\xfe\x00")
    assert "cannot be read" in figures.check(tmp_path / "bad.svg")[0].message
    assert "cannot be read" in figures.check(tmp_path / "none.svg")[0].message


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="MLHVCQZmlhvcqzAST0123456789.-+e, \n", max_size=60))
def test_any_path_data_is_drawn_or_refused(data: str) -> None:
    try:
        lines = flatten(data)
    except PathMistake:
        return
    assert all(len(line) > 1 for line in lines)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.integers(0, 12), st.text(max_size=4))
def test_any_damage_is_read_or_refused(place: int, length: int, put: str) -> None:
    text = GOOD[:place] + put + GOOD[place + length :]
    read, mistakes = figures.parse(text, "box")
    if read and not mistakes:
        assert len(figures.braille(read, "X-1", 20, 10, False).split("\n")) == 10


# ---------------------------------------------------------------- the command


def figure(wish: Wish, keep: Path = Path(), opened: list[Path] | None = None, folder: Path = FIGURES) -> str:
    """What the command writes."""
    out = io.StringIO()

    def to_browser(path: Path) -> bool:
        if opened is not None:
            opened.append(path)
        return opened is not None

    run_figure(wish, out, folder, Terminal(), to_browser, keep)
    return out.getvalue()


@pytest.mark.parametrize("name", ["BL-40", "bl40", "bl 40"])
def test_the_command_shows_a_picture(name: str) -> None:
    text = figure(Wish(name))
    assert "●" in text
    assert "BL-40, Weizhong" in text


def test_the_command_writes_what_is_asked_for(tmp_path: Path) -> None:
    assert figure(Wish("BL-60", files={"svg": str(tmp_path / "a.svg"), "html": str(tmp_path / "a.html")})) == ""
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").startswith("<svg")
    assert (tmp_path / "a.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert figure(Wish("BL-60", files={"svg": "-"})).startswith("<svg")


def test_the_command_opens_a_page(tmp_path: Path) -> None:
    opened: list[Path] = []
    assert figure(Wish("BL-60", open=True), tmp_path / "new", opened) == ""
    assert opened[0].read_text(encoding="utf-8").startswith("<!doctype html>")
    assert "No browser could be opened" in figure(Wish("BL-60", open=True), tmp_path)


def test_a_broken_drawing_hides_no_other_and_is_named_when_it_is_missed(tmp_path: Path) -> None:
    (tmp_path / "box.svg").write_text(GOOD, encoding="utf-8")
    (tmp_path / "broken.svg").write_text(GOOD.replace("X-1", "X-2").replace("skin", "skni"), encoding="utf-8")
    assert "X-1" in figure(Wish("X-1"), folder=tmp_path)
    with pytest.raises(ContentBroken, match=r"broken\.svg:3:1: error: class is 'skni'"):
        figure(Wish("X-2"), folder=tmp_path)


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (Wish("LI-4"), "There is no picture of LI-4. There is one of: BL-23,"),
        (Wish("BL-40", files={"svg": "/no/such/folder/a.svg"}), "The picture could not be written"),
        (Wish("BL-40", files={"png": "-"}), "a PNG cannot be written into text; name a file"),
    ],
)
def test_the_command_says_what_is_wrong(wish: Wish, said: str) -> None:
    with pytest.raises(NoPicture, match=said):
        figure(wish)


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["XX", "--svg", "-"], 1, "There is no picture of XX."),
        (["BL-40", "--html", "/no/such/folder/a.html"], 1, "The picture could not be written"),
        ([], 2, "required: point"),
        (["BL-40", "--size", "big"], 2, "'big': write columns and rows, such as 40x20"),
        (["BL-40", "--size", "40x"], 2, "write columns and rows"),
        (["BL-40", "--png"], 2, "expected one argument"),
        (["BL-40", "--fast"], 2, "--fast"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_is_wrong_goes_into_no_file(args: list[str], code: int, said: str) -> None:
    done = acupressure("figure", *args)
    assert (done.code, done.out) == (code, "")
    assert said in done.err
