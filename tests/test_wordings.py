"""The authors' own cache: what was made of a phrase holds as long as nothing that masks it changes; whatever is wrong with it, it is made anew."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from assistant.authoring.wordings import Kept, Wordings, kept_wordings, wordings
from assistant.content import load
from assistant.content.cache import keep, kept, place_of, state
from assistant.content.sections import opened
from assistant.content.where import named, said
from assistant.understand.masking import masking
from tests import tea
from tests.damage import EVERY, Damage
from tests.files import change

HEAT = ("ask_water", 0)  # 'how hot'
TEAS = "intents/tea/teas.yaml"
SENCHA = "knowledge/tea/teas/sencha.yaml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tea.write(tmp_path / "content")


@pytest.fixture
def place(root: Path, tmp_path: Path) -> Path:
    return Path(place_of("authors", root, "tea", tmp_path / "cache" / "deep"))


def read(root: Path, place: Path) -> Wordings:
    return kept_wordings(said(root, "tea")[0], Kept(str(place), state(root, "tea", "knowledge"), partial(named, root, "tea")))


def marked(place: Path) -> None:
    """Write into the file, well formed, what no phrase has: whoever reads it there gives itself away."""
    key = str(json.loads(place.read_bytes().split(b"\n")[0])["key"])
    body = kept(str(place), key)
    assert body is not None
    text = place.read_bytes()
    assert text.count(b"\nhow hot\n") == 2  # the text and its wording
    at = text.rindex(b"\nhow hot\n")
    keep(str(place), key, text[body[1] : at] + b"\nhhh ttt\n" + text[at + 9 :])
    assert opened(*(kept(str(place), key) or (b"", 0)))["authors"]


def test_the_second_run_reads_what_the_first_has_made(root: Path, place: Path) -> None:
    first = read(root, place)
    assert first == wordings(load(root, "tea")) == read(root, place)
    marked(place)
    assert read(root, place) == first | {HEAT: (("hhh", "ttt"),)}


def test_another_phrase_is_made_and_the_others_are_read(root: Path, place: Path) -> None:
    first = read(root, place)
    marked(place)
    change(root, TEAS, "says: [how hot]", "says: [how hot, and how warm]")
    for _ in range(2):
        assert read(root, place) == first | {HEAT: (("hhh", "ttt"),), ("ask_water", 1): (("and", "how", "warm"),)}


def test_texts_that_are_gone_are_not_kept(root: Path, place: Path) -> None:
    read(root, place)
    change(root, TEAS, "says: [how hot]", "says: [and how warm]")
    read(root, place)
    assert b"how hot" not in place.read_bytes()


def test_what_an_entry_tells_masks_nothing(root: Path, place: Path) -> None:
    read(root, place)
    marked(place)
    change(root, SENCHA, "Sencha steeps", "Sencha draws")
    assert read(root, place)[HEAT] == (("hhh", "ttt"),)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SENCHA, "name: Sencha", "name: How hot"),  # a name
        ("knowledge/common/words.yaml", 'um: ""', 'hot: ""'),  # a filler
        ("knowledge/common/words.yaml", "  dont: do not", "  hot: so hot"),  # a way of writing
        ("knowledge/tea/domain.yaml", "describes: false, guard: true", "describes: false, guard: true, masked: false"),  # what is masked at all
    ],
)
def test_what_masks_a_phrase_makes_all_anew(path: str, old: str, new: str, root: Path, place: Path) -> None:
    read(root, place)
    marked(place)
    change(root, path, old, new)
    assert read(root, place) == wordings(load(root, "tea"))


def test_what_masks_is_in_the_files_of_knowledge_and_all_but_names_is_read_with_what_people_say(root: Path) -> None:
    whole, read_quickly = masking(load(root, "tea")), masking(said(root, "tea")[0])
    assert whole == masking(named(root, "tea"))
    assert whole == read_quickly._replace(names=whole.names)
    assert whole != read_quickly


@pytest.mark.parametrize("damage", EVERY)
def test_a_damaged_file_is_made_anew(damage: Damage, root: Path, place: Path) -> None:
    sound = read(root, place)
    before = place.read_bytes()
    place.write_bytes(damage(before))
    assert place.read_bytes() != before
    assert read(root, place) == sound
    assert place.read_bytes() == before


def test_well_formed_data_of_something_else_is_made_anew(root: Path, place: Path) -> None:
    sound = read(root, place)
    key = str(json.loads(place.read_bytes().split(b"\n")[0])["key"])
    numbers = b'{"authors":{"names":[0,0,2],"texts":[0,0,2],"wordings":[0,0,2]}}'
    lines = (b"[]", b"7", b"not json", b"\xff", b'{"authors":{}}', numbers, b'{"other":{}}')
    for body in (b"", *(line + b"\n" for line in lines), *(b"%08d\n%b\n7\n7\n" % (len(line), line) for line in lines)):
        keep(str(place), key, body)
        assert kept(str(place), key) is not None
        assert read(root, place) == sound


def test_a_file_that_can_not_be_written_or_read_does_no_harm(root: Path, place: Path, tmp_path: Path) -> None:
    sound = wordings(load(root, "tea"))
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    place.mkdir(parents=True)
    for where in (blocked / "below", Path("/proc/nowhere/file"), place):
        assert read(root, where) == sound
    assert list(place.parent.iterdir()) == [place]


def test_only_the_owner_reads_it_and_nothing_else_is_left(root: Path, place: Path) -> None:
    read(root, place)
    assert place.stat().st_mode & 0o777 == 0o600
    assert list(place.parent.iterdir()) == [place]
