"""The compiled content: used while no file has changed, ignored whenever anything about it is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant import content
from assistant.content.cache import fresh, key, slim
from assistant.errors import ContentBroken, ContentMissing
from assistant.model import Domain
from tests import tea
from tests.damage import EVERY, Damage

if TYPE_CHECKING:
    from assistant.content.sections import JSON

PROJECT = Path(__file__).resolve().parents[1]
YEAR = 365 * 24 * 3_600 * 1_000_000_000  # nanoseconds
SENCHA = "knowledge/tea/teas/sencha.yaml"


class Builder:
    """Makes an index and counts how often it was asked to."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, domain: Domain, before: Mapping[str, JSON]) -> Mapping[str, JSON]:
        self.calls += 1
        return {"intents": list(domain.intents), "weights": {"sencha": 0.5}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tea.write(tmp_path / "content")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "deep"


def only(folder: Path) -> Path:
    (found,) = folder.iterdir()
    return found


def test_the_second_start_reads_what_the_first_has_compiled(root: Path, folder: Path) -> None:
    build = Builder()
    first = content.cached(root, "tea", folder, build)
    second = content.cached(root, "tea", folder, build)
    assert build.calls == 1
    assert first == second
    assert second.domain == slim(content.load(root, "tea"))
    assert second.matcher == {"intents": list(second.domain.intents), "weights": {"sencha": 0.5}}


def test_a_good_cache_needs_no_yaml_and_no_checker(root: Path, folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from assistant import content\n"
        "content.cached(Path(sys.argv[1]), 'tea', Path(sys.argv[2]), lambda domain, before: {})\n"
        "print(sorted({'yaml', 'difflib', 'assistant.content.loader'} & set(sys.modules)))"
    )
    runs = [
        subprocess.run([sys.executable, "-c", program, root, folder], cwd=PROJECT, capture_output=True, text=True, check=True).stdout.strip()
        for _ in range(2)
    ]
    assert runs == ["['assistant.content.loader', 'difflib', 'yaml']", "[]"]


def changed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "Sencha steeps" in text
    path.write_text(text.replace("Sencha steeps", "Sencha draws!"), encoding="utf-8")  # of the same length


def touched(path: Path) -> None:
    os.utime(path, ns=(1, 1))


def removed(path: Path) -> None:
    (path.parents[1] / "spoken.yaml").unlink()  # no other file speaks of it


def added(path: Path) -> None:
    path.with_name("new.yaml").write_text("id: new\nkind: tea\nname: new leaf\n", encoding="utf-8")


@pytest.mark.parametrize("change", [changed, touched, removed, added])
def test_any_change_of_a_file_makes_it_compile_again(change: object, root: Path, folder: Path) -> None:
    build = Builder()
    content.cached(root, "tea", folder, build)
    assert callable(change)
    change(root / SENCHA)
    found = content.cached(root, "tea", folder, build)
    assert build.calls == 2
    assert found.domain == slim(content.load(root, "tea"))


@pytest.mark.parametrize("change", [changed, touched, removed, added])
def test_the_cache_is_fresh_until_a_file_changes(change: object, root: Path, folder: Path) -> None:
    assert not fresh(root, "tea", None)
    assert not fresh(root, "tea", folder)
    content.cached(root, "tea", folder, Builder())
    assert fresh(root, "tea", folder)
    assert callable(change)
    change(root / SENCHA)
    assert not fresh(root, "tea", folder)


def test_broken_files_are_an_error_however_good_the_cache(root: Path, folder: Path) -> None:
    content.cached(root, "tea", folder, Builder())
    (root / SENCHA).write_text("id: sencha\nnme: Sencha\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ContentBroken):
            content.cached(root, "tea", folder, Builder())


@pytest.mark.parametrize("damage", EVERY)
def test_a_damaged_cache_is_made_anew(damage: Damage, root: Path, folder: Path) -> None:
    build = Builder()
    sound = content.cached(root, "tea", folder, build)
    path = only(folder)
    before = path.read_bytes()
    path.write_bytes(damage(before))
    assert path.read_bytes() != before
    assert content.cached(root, "tea", folder, build) == sound
    assert build.calls == 2
    assert path.read_bytes() == before


def test_a_cache_tells_by_its_time_that_it_is_as_it_was_written(root: Path, folder: Path) -> None:
    build = Builder()
    sound = content.cached(root, "tea", folder, build)
    path = only(folder)
    written = path.stat().st_mtime_ns
    assert written < (root / "knowledge").stat().st_mtime_ns - YEAR
    path.write_bytes(path.read_bytes())
    assert path.stat().st_mtime_ns != written
    assert content.cached(root, "tea", folder, build) == sound  # read through, and found to be whole
    assert build.calls == 1


def test_well_formed_data_of_something_else_is_made_anew(root: Path, folder: Path) -> None:
    from assistant.content.cache import _head, _sum  # the checksum of the wrong data must be right

    sound = content.cached(root, "tea", folder, Builder())
    tables = (b'{"a":1}', b'{"domain":{},"matcher":{}}', b'{"domain":{"rest":[0,0,2]}}\n7')
    lines = (b"[]", b"7", b"not json", b"\xff", *tables)
    for body in (b"", b"[]", *(b"%08d\n%b\n" % (len(line), line) for line in lines), *(line + b"\n" for line in lines)):
        only(folder).write_bytes(_head(key(root, "tea"), *_sum(body, 0)) + body)
        assert content.cached(root, "tea", folder, Builder()) == sound


def test_a_cache_that_can_not_be_written_does_no_harm(root: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    build = Builder()
    for folder in (blocked, blocked / "below", Path("/proc/nowhere"), None):
        assert content.cached(root, "tea", folder, build).domain.name == "tea"
    assert build.calls == 4
    assert blocked.read_text(encoding="utf-8") == "in the way"


def test_a_cache_that_can_not_be_read_does_no_harm(root: Path, folder: Path) -> None:
    content.cached(root, "tea", folder, Builder())
    place = only(folder)
    place.unlink()
    place.mkdir()
    assert content.cached(root, "tea", folder, Builder()).domain.name == "tea"
    assert list(folder.iterdir()) == [place]


def test_only_the_owner_reads_it_and_nothing_else_is_left(root: Path, folder: Path) -> None:
    content.cached(root, "tea", folder, Builder())
    assert only(folder).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def test_two_content_folders_do_not_disturb_each_other(root: Path, folder: Path, tmp_path: Path) -> None:
    other = tea.write(tmp_path / "other")
    build = Builder()
    for _ in range(2):
        content.cached(root, "tea", folder, build)
        content.cached(other, "tea", folder, build)
    assert build.calls == 2


def start(root: Path, folder: Path) -> str:
    return content.cached(root, "tea", folder, lambda domain, before: {"title": domain.title}).domain.title


def test_many_processes_at_once_all_get_the_content(root: Path, folder: Path) -> None:
    with get_context("spawn").Pool(3) as pool:
        assert pool.starmap(start, [(root, folder)] * 6) == ["Tea for beginners"] * 6
    assert only(folder).suffix == ".jsonl"


def test_an_unknown_subject_is_no_cache_matter(root: Path, folder: Path) -> None:
    with pytest.raises(ContentMissing):
        content.cached(root, "coffee", folder, Builder())


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({"HOME": "/home/a"}, "linux", "/home/a/.cache/acupressure"),
        ({"HOME": "/home/a", "XDG_CACHE_HOME": "/var/x"}, "linux", "/var/x/acupressure"),
        ({"HOME": "/home/a", "XDG_CACHE_HOME": "relative"}, "linux", "/home/a/.cache/acupressure"),
        ({"HOME": "/Users/a"}, "darwin", "/Users/a/Library/Caches/acupressure"),
        ({"HOME": "/Users/a", "XDG_CACHE_HOME": "/var/x"}, "darwin", "/var/x/acupressure"),
        ({"LOCALAPPDATA": "/c/local", "USERPROFILE": "/c/a"}, "win32", "/c/local/acupressure/Cache"),
        ({"USERPROFILE": "/c/a"}, "win32", "/c/a/AppData/Local/acupressure/Cache"),
        ({"HOME": "/home/a", "ACUPRESSURE_CACHE": "/tmp/mine"}, "linux", "/tmp/mine"),
    ],
)
def test_the_cache_stands_where_the_platform_keeps_caches(environ: dict[str, str], platform: str, expected: str) -> None:
    assert content.cache_folder(environ, platform) == expected
