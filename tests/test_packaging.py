"""What is installed is whole: the wheel carries its content and answers from any folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.content.cache import place_of
from tests import running, shared
from tests.running import ROOT


def run(*command: str | Path, cwd: Path, **variables: str) -> str:
    """What a command wrote; it has to succeed."""
    env = {**running.environment(), "PYTHONPATH": "", **variables}
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, cwd=cwd, env=env, timeout=running.PATIENCE, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built as an installer builds it, but with the tools that are here."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in an environment of its own that holds nothing but the wheel; its dependencies are those of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    run(*pip, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    return python.with_name("acupressure" + python.suffix)


def shipped() -> Iterator[Path]:
    """The files of the program and its content."""
    for part in ("intents", "knowledge"):
        yield from (ROOT / part).rglob("*.*")
    yield from (ROOT / "assistant").rglob("*.py")
    yield ROOT / "assistant" / "py.typed"


def packed(file: Path) -> Path:
    """Where such a file stands in the package."""
    path = file.relative_to(ROOT)
    return path.relative_to("assistant") if path.parts[0] == "assistant" else "data" / path


def test_the_wheel_holds_the_content_and_the_program(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert sorted({f"assistant/{packed(file).as_posix()}" for file in shipped()} - names) == []


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith((".dist-info", ".data"))} == {"assistant"}


def test_completion_and_man_page_are_made_with_the_wheel_and_put_in_their_places(installed: Path) -> None:
    share = installed.parents[1] / "share"
    places = ("man/man1/acupressure.1", "bash-completion/completions/acupressure", "zsh/site-functions/_acupressure")
    for place in (*places, "fish/vendor_completions.d/acupressure.fish"):
        assert "guide" in (share / place).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dependencies without the checkout: its own path stays out."""
    folder = tmp_path_factory.mktemp("libraries")
    for place in Path(sysconfig.get_path("purelib")).iterdir():
        if place.suffix != ".pth" and not place.name.startswith(("acupressure", "_acupressure", "__editable__")):
            (folder / place.name).symlink_to(place, target_is_directory=place.is_dir())
    return folder


@pytest.fixture(scope="module")
def package(installed: Path, libraries: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the program stands that the command runs."""
    where = "import assistant; print(assistant.__file__)"
    return Path(run(installed.with_name("python"), "-c", where, cwd=tmp_path_factory.mktemp("where"), PYTHONPATH=str(libraries)).strip()).parent


def test_what_is_installed_is_the_checkout_byte_for_byte(package: Path) -> None:
    assert ROOT not in package.parents
    for file in shipped():
        assert (package / packed(file)).read_bytes() == file.read_bytes(), file


def test_the_installed_command_answers_from_another_folder(installed: Path, libraries: Path, package: Path, tmp_path: Path) -> None:
    """It need not learn again what is compiled for all tests: the same files, given the same times, have the same cache."""
    for file in shipped():
        os.utime(package / packed(file), ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    place = place_of("content", package / "data", "acupressure", tmp_path / "cache")
    shared.learn()
    shared.lend(tmp_path / "cache")
    Path(place_of("content", ROOT, "acupressure", tmp_path / "cache")).rename(place)
    before = Path(place).read_bytes()
    out = run(installed, "ask", "where is BL-40", cwd=tmp_path, PYTHONPATH=str(libraries), ACUPRESSURE_CACHE=str(tmp_path / "cache"))
    assert "crease" in out and "knee" in out
    assert Path(place).read_bytes() == before


def test_the_first_start_of_what_is_installed_learns_nothing(installed: Path, libraries: Path, tmp_path: Path) -> None:
    """What the phrases teach came with the wheel: there is no cache, and whatever would learn is taken away."""
    ask = """if True:
        from assistant.__main__ import main
        from assistant.content import loader
        from assistant.understand import alarming, scorer
        loader._check_wordings = scorer.learn = alarming.tables = None
        main(["ask", "where is BL-40"])"""
    variables = {"PYTHONPATH": str(libraries), "ACUPRESSURE_CACHE": str(tmp_path / "cache")}
    out = run(installed.with_name("python"), "-c", ask, cwd=tmp_path, **variables)
    assert "crease" in out and "knee" in out


def test_the_installed_command_learns_a_subject_that_borrows_from_it(installed: Path, libraries: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "examples" / "espresso", tmp_path / "espresso")
    ask = (installed, "--content", "espresso", "ask", "how do i steam milk")
    out = run(*ask, cwd=tmp_path, PYTHONPATH=str(libraries), ACUPRESSURE_CACHE=str(tmp_path / "cache"))
    assert "milk" in out
    assert [file.name.split("-")[:2] for file in (tmp_path / "cache").iterdir()] == [["content", "espresso"]]
