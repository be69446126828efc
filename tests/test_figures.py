"""The pictures: right in what they show, legible in letters, and refused with a reason when a file is wrong.

The golden pictures are written anew with `python tests/test_figures.py`; look at each before it is committed.
"""

from __future__ import annotations

import base64
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.respond import figures
from assistant.respond.figures import Terminal
from assistant.respond.figures.drawing import Line, inside, label_span
from assistant.respond.figures.picture import inline
from tests.files import FIGURES, data, drawing

GOLDEN = Path(__file__).parent / "golden" / "figures"
COVERED = ("BL-40", "BL-23", "BL-25", "BL-52", "GB-41", "BL-60")
ALL = (*COVERED, "ST-41")
SPINE = ("T11", "T12", "L1", "L2", "L3", "L4", "L5")
VIEWS = ({"left", "right", "from behind"}, {"left leg", "right leg", "from", "behind"}, {"right foot", "from above"}, {"right foot", "outer side"})
SIZES = ((40, 20), (80, 40))


def spots(point: str) -> list[tuple[float, float]]:
    return [(mark.x, mark.y) for mark in drawing(point).marks if mark.point == point]


def shape(point: str, name: str) -> Line:
    return next(shape.lines[0] for shape in drawing(point).shapes if shape.name == name)


def across(line: Line, height: float) -> float:
    """Where a line crosses a height."""
    return next(ax + (height - ay) * (bx - ax) / (by - ay) for (ax, ay), (bx, by) in pairwise(line) if min(ay, by) <= height < max(ay, by))


def height_at(line: Line, x: float) -> float:
    return across(tuple((b, a) for a, b in line), x)


# ---------------------------------------------------------------- what they show


@pytest.mark.parametrize("path", sorted(FIGURES.glob("*.svg")), ids=lambda path: path.stem)
def test_every_drawing_passes_its_check(path: Path) -> None:
    assert figures.check(path) == ()


def test_every_entry_names_a_drawing_that_shows_it() -> None:
    entries = [data(path) for path in (FIGURES.parent / "points").glob("*.yaml")]
    assert {entry["id"] for entry in entries} >= set(ALL)
    for entry in entries:
        assert entry["id"] in figures.points(figures.load(FIGURES / f"{entry['figure']}.svg"))


@pytest.mark.parametrize("point", ALL)
def test_every_mark_lies_inside_its_region_and_inside_the_body(point: str) -> None:
    picture = drawing(point)
    outlines = [line for item in picture.shapes if item.look == "skin" for line in item.lines]
    bodies = outlines if len(outlines) == 1 else [left + right[::-1] for left, right in zip(outlines[::2], outlines[1::2], strict=True)]
    for spot in spots(point):
        assert any(point in region.points and inside(spot, region.outline) for region in picture.regions)
        assert any(inside(spot, body) for body in bodies)
    label = next(label for label in picture.labels if label.point == point)
    assert not any(inside((x, label.y - 6), body) for x in label_span(label) for body in bodies)


def test_bl_40_is_in_the_middle_of_the_crease_between_the_tendons() -> None:
    for (x, y), side in zip(sorted(spots("BL-40")), ("left", "right"), strict=True):
        crease = shape("BL-40", f"{side}-crease")
        assert abs(height_at(crease, x) - y) < 2
        assert abs((crease[0][0] + crease[-1][0]) / 2 - x) < 2
        ends = sorted(shape("BL-40", f"{side}-{which}-tendon")[-1][0] for which in ("inner", "outer"))
        assert ends[0] < x < ends[1]
        assert abs(shape("BL-40", f"{side}-outer")[0][0] - 200) > abs(shape("BL-40", f"{side}-inner")[0][0] - 200)


@pytest.mark.parametrize(("point", "bump"), [("BL-23", "L2"), ("BL-52", "L2"), ("BL-25", "L4")])
def test_back_points_are_level_with_the_lower_edge_of_their_vertebra_on_both_sides(point: str, bump: str) -> None:
    spine = shape(point, bump)
    middle = (min(x for x, _ in spine) + max(x for x, _ in spine)) / 2
    (left, left_height), (right, right_height) = sorted(spots(point))
    assert middle - left == right - middle
    assert left_height == right_height
    assert abs(max(y for _, y in spine) - left_height) <= 1


def test_bl_52_is_beside_bl_23_twice_as_far_out_and_below_the_last_rib() -> None:
    middle = 215
    assert max(spots("BL-52"))[1] == max(spots("BL-23"))[1]
    assert max(spots("BL-52"))[0] - middle == 2 * (max(spots("BL-23"))[0] - middle)
    assert max(y for _, y in shape("BL-52", "right-rib")) < max(spots("BL-52"))[1]


def test_bl_25_is_level_with_the_tops_of_the_hip_bones_and_l2_is_two_bumps_higher() -> None:
    tops = [min(y for _, y in shape("BL-25", f"{side}-hip-bone")) for side in ("left", "right")]
    assert all(abs(top - max(spots("BL-25"))[1]) < 5 for top in tops)
    bumps = sorted((max(y for _, y in item.lines[0]), item.name) for item in drawing("BL-25").shapes if item.name in SPINE)
    assert tuple(name for _, name in bumps) == SPINE
    assert {y for _, y in shape("BL-25", "hip-line")} <= {y + 2 for _, y in spots("BL-25")}


def test_the_names_of_vertebrae_are_level_with_them_and_joined_to_them() -> None:
    """Between two bumps a name could be read as that of either."""
    lines = {shape.name: shape.lines[-1] for shape in drawing("BL-23").shapes}
    for name, line in (("L2", "L2-line"), ("L4", "hip-line")):
        label = next(label for label in drawing("BL-23").labels if label.text == name)
        assert abs(label.y - 6 - max(y for _, y in shape("BL-23", name))) <= 3
        assert 0 < label_span(label)[0] - lines[line][-1][0] < 30
        bump = lines[name]
        assert 0 < lines[line][0][0] - max(x for x, _ in bump) < 10
        assert abs(lines[line][0][1] - max(y for _, y in bump)) <= 3


def test_the_hip_bones_end_in_the_dimples_above_the_cleft_and_the_waist_is_between_l2_and_l4() -> None:
    inner = 215 - shape("BL-23", "left-hip-bone")[-1][0]
    assert 20 < inner < max(spots("BL-52"))[0] - 215
    assert shape("BL-23", "left-hip-bone")[-1][1] < shape("BL-23", "cleft")[0][1]
    waist = max((x, y) for x, y in shape("BL-23", "left-side") if y < 300)[1]
    assert max(spots("BL-23"))[1] < waist < max(spots("BL-25"))[1]


def test_bl_60_is_between_the_outer_ankle_bone_and_the_achilles_tendon() -> None:
    ((x, y),) = spots("BL-60")
    bone = shape("BL-60", "outer-ankle-bone")
    assert across(shape("BL-60", "achilles"), y) < x < min(right for right, _ in bone)
    assert abs(y - (min(down for _, down in bone) + max(down for _, down in bone)) / 2) < 3
    peak = (min(right for right, _ in bone) + max(right for right, _ in bone)) / 2
    assert abs((across(shape("BL-60", "achilles"), y) + peak) / 2 - x) < 5  # halfway from the tendon to the highest spot of the bone
    heel, toes = (next(label.x for label in drawing("BL-60").labels if label.text == word) for word in ("heel", "toes"))
    assert heel < x < toes
    assert "outer side" in drawing("BL-60").description


def test_gb_41_is_in_the_groove_toe_side_of_the_bases_on_the_little_toe_side_of_the_tendon() -> None:
    ((x, y),) = spots("GB-41")
    fourth, fifth = shape("GB-41", "fourth-bone"), shape("GB-41", "fifth-bone")
    assert across(shape("GB-41", "little-toe-tendon"), y) < x
    assert across(fourth, y) < x < across(fifth, y)
    base = max(down for _, down in fourth + fifth)
    assert base - y < (base - min(down for _, down in fifth)) / 4  # close to where they meet, far from the knuckles
    big, little = (next(label.x for label in drawing("GB-41").labels if label.text == word) for word in ("big toe", "little toe"))
    assert big < x < little


def test_st_41_is_in_the_middle_of_the_front_of_the_ankle_and_only_a_neighbour() -> None:
    ((x, y),) = spots("ST-41")
    crease = shape("ST-41", "ankle-crease")
    assert abs(height_at(crease, x) - y) < 6
    assert abs((crease[0][0] + crease[-1][0]) / 2 - x) < 5
    assert across(shape("ST-41", "big-toe-tendon"), y) < x < across(shape("ST-41", "little-toe-tendon"), y)
    assert [mark.neighbour for mark in drawing("ST-41").marks if mark.point == "ST-41"] == [True]


@pytest.mark.parametrize(
    ("point", "said"),
    [
        ("BL-40", ("back of the knee", "middle of the crease", "tendons")),
        ("BL-23", ("both sides of the spine", "two finger-widths", "second lumbar")),
        ("BL-25", ("both sides of the spine", "two finger-widths", "fourth lumbar")),
        ("BL-52", ("both sides of the spine", "four finger-widths", "second lumbar", "beside BL-23")),
        ("GB-41", ("top of the foot", "fourth and the little toe", "little-toe side of the tendon")),
        ("BL-60", ("outer side of the ankle", "Achilles")),
        ("ST-41", ("front of the ankle", "another point")),
    ],
)
def test_the_description_says_the_place(point: str, said: tuple[str, ...]) -> None:
    assert [words for words in said if words not in figures.describe(drawing(point), point)] == []


# ---------------------------------------------------------------- in letters


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("point", ALL)
def test_pictures_look_as_they_were_approved(point: str, size: tuple[int, int]) -> None:
    assert figures.braille(drawing(point), point, *size, False) + "\n" == golden(point, size).read_text(encoding="utf-8")


@pytest.mark.parametrize("point", ALL)
def test_ascii_pictures_look_as_they_were_approved(point: str) -> None:
    text = figures.ascii(drawing(point), point, 40, 20, False)
    assert text.isascii()
    assert text + "\n" == (GOLDEN / f"{point}-ascii.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("point", ALL)
def test_every_mark_and_the_name_are_to_be_seen(point: str, size: tuple[int, int]) -> None:
    text = figures.braille(drawing(point), point, *size, False)
    assert text.count("●") == len(spots(point))
    assert text.count(point) == 1


@pytest.mark.parametrize("rows", range(20, 41))
@pytest.mark.parametrize("point", ALL)
def test_no_word_lies_on_a_line_and_every_word_is_whole(point: str, rows: int) -> None:
    """Left, right and the names of landmarks can be read, whatever the size."""
    picture, size = drawing(point), (2 * rows, rows)
    bare = figures.braille(picture._replace(marks=(), labels=()), "", *size, False).split("\n")
    text = figures.braille(picture, point, *size, False).split("\n")
    for label in picture.labels:
        if label.point in ("", point):
            row, column = next((row, line.index(label.text)) for row, line in enumerate(text) if label.text in line)
            assert not bare[row][column : column + len(label.text)].strip(), label.text


@pytest.mark.parametrize("point", ALL)
def test_the_picture_says_from_where_and_which_side(point: str) -> None:
    said = {label.text for label in drawing(point).labels}
    assert any(said >= view for view in VIEWS)


@pytest.mark.parametrize(("point", "others"), [("BL-23", "○ BL-25, BL-52"), ("BL-52", "○ BL-23, BL-25"), ("BL-40", ""), ("GB-41", "")])
def test_hollow_marks_without_a_name_are_told_below(point: str, others: str) -> None:
    for terminal in (Terminal(80, 24), Terminal(100, 50)):
        shown = figures.show(drawing(point), point, terminal)
        assert (others in shown) if others else ("○ B" not in shown)
    assert others in figures.page(drawing(point), point, "title", "text")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_mark_leaves_the_crease_to_be_seen_on_both_sides(size: tuple[int, int]) -> None:
    row = next(row for row in figures.braille(drawing("BL-40"), "BL-40", *size, False).split("\n") if "●" in row)
    assert len(re.findall(r"[\u2801-\u28ff]{2}●[\u2801-\u28ff]{2}", row)) == 2


@pytest.mark.parametrize("draw", [figures.braille, figures.ascii])
@pytest.mark.parametrize("point", ALL)
def test_colour_changes_no_letter_and_ends_with_its_line(draw: object, point: str) -> None:
    assert callable(draw)
    coloured = draw(drawing(point), point, 40, 20, True)
    assert "\x1b[1;31m" in coloured
    for line in coloured.split("\n"):
        assert "\x1b" not in line or line.rindex("\x1b[0m") == line.rindex("\x1b")
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == draw(drawing(point), point, 40, 20, False)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ALL), st.integers(1, 120), st.integers(1, 60), st.sampled_from([figures.braille, figures.ascii]))
def test_any_size_gives_that_many_lines_and_no_wider_one(point: str, columns: int, rows: int, draw: object) -> None:
    assert callable(draw)
    lines = draw(drawing(point), point, columns, rows, False).split("\n")
    assert len(lines) == rows
    assert max(map(len, lines)) <= columns


def test_a_point_the_drawing_does_not_show_lights_nothing() -> None:
    assert "●" not in figures.braille(drawing("BL-40"), "LI-4", 40, 20, False)


# ---------------------------------------------------------------- the best way for this screen


def test_plain_is_words_alone() -> None:
    text = figures.show(drawing("BL-60"), "BL-60", Terminal(plain=True, colour=True, image_protocol="kitty"))
    assert text.replace("\n", " ") == figures.describe(drawing("BL-60"), "BL-60")
    assert text.isascii()
    assert "\x1b" not in text


def test_a_small_window_gets_the_words() -> None:
    text = figures.show(drawing("BL-60"), "BL-60", Terminal(columns=20, rows=5))
    assert "●" not in text
    assert text.startswith("BL-60 lies on the")
    assert max(map(len, text.split("\n"))) <= 20


def test_below_each_other_would_be_too_high_so_the_words_stand_beside() -> None:
    lines = figures.show(drawing("BL-23"), "BL-23", Terminal(80, 24)).split("\n")
    assert len(lines) == 20
    assert any(line.endswith("BL-23, Shenshu") for line in lines)


@pytest.mark.parametrize("point", ALL)
@pytest.mark.parametrize("rows", [24, 30, 45, 60])
def test_picture_words_and_the_next_prompt_fit_into_the_window(point: str, rows: int) -> None:
    assert len(figures.show(drawing(point), point, Terminal(100, rows)).split("\n")) <= rows - 3


@pytest.mark.parametrize(("terminal", "rows"), [(Terminal(70, 24), 20), (Terminal(200, 60), 40), (Terminal(61, 50), 30)])
def test_the_picture_takes_what_the_screen_has(terminal: Terminal, rows: int) -> None:
    text = figures.show(drawing("BL-40"), "BL-40", terminal)
    assert text.split("\n")[rows] == "BL-40, Weizhong"
    assert len(text.split("\n")) <= terminal.rows


@pytest.mark.parametrize("colour", [False, True])
def test_a_wide_screen_has_room_for_picture_and_answer(colour: bool) -> None:
    text = "BL-40 is in the middle of the crease at the back of the knee.\n\nFrom: the article."
    lines = figures.beside(drawing("BL-40"), "BL-40", text, Terminal(columns=100, colour=colour)).split("\n")
    bare = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    assert len(lines) == 20
    assert max(map(len, bare)) < 100
    assert " ".join(" ".join(line[43:] for line in bare).split()) == " ".join(text.split())


@pytest.mark.parametrize("terminal", [Terminal(columns=72), Terminal(columns=100, plain=True), Terminal(columns=100, rows=20)])
def test_where_there_is_no_room_the_answer_stays_alone(terminal: Terminal) -> None:
    assert figures.beside(drawing("BL-40"), "BL-40", "There.", terminal) == ""
    assert figures.beside(drawing("BL-40"), "BL-40", "line\n" * 30, Terminal(columns=100)) == ""


def test_without_utf8_every_letter_is_ascii() -> None:
    assert figures.show(drawing("GB-41"), "GB-41", Terminal(utf8=False)).isascii()


def test_a_terminal_with_pictures_gets_one() -> None:
    pytest.importorskip("resvg_py")
    text = figures.show(drawing("GB-41"), "GB-41", Terminal(image_protocol="kitty"))
    assert text.startswith("\x1b_Ga=T,f=100,")
    assert not re.search("[\u2800-\u28ff]", text)


def test_kitty_chunks_join_to_the_picture_again() -> None:
    image = bytes(range(256)) * 50
    chunks = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", inline(image, "kitty", 40, 20))
    assert base64.b64decode("".join(data for _, data in chunks)) == image
    assert all(len(data) <= 4096 for _, data in chunks)
    assert [head.rsplit("m=", 1)[1] for head, _ in chunks] == ["1"] * (len(chunks) - 1) + ["0"]


def test_iterm_carries_the_picture_whole() -> None:
    image = b"\x89PNG..."
    data = inline(image, "iterm2", 40, 20).split(":", 1)[1].rstrip("\x07")
    assert base64.b64decode(data) == image


@pytest.mark.parametrize("names", [{"TERM": "xterm-kitty", "TMUX": "x"}, {"TERM": "screen", "TERM_PROGRAM": "WezTerm"}, {"TERM": "dumb"}, {}])
def test_what_stands_between_gets_no_pictures(names: dict[str, str]) -> None:
    assert figures.protocol(names) == ""


def golden(point: str, size: tuple[int, int]) -> Path:
    return GOLDEN / f"{point}-{size[0]}x{size[1]}.txt"


def write() -> None:
    """Write the golden pictures anew."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for point in ALL:
        for size in SIZES:
            golden(point, size).write_text(figures.braille(drawing(point), point, *size, False) + "\n", encoding="utf-8")
        (GOLDEN / f"{point}-ascii.txt").write_text(figures.ascii(drawing(point), point, 40, 20, False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
