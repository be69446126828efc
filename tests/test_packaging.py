"""What is installed is whole: the wheel carries its content and answers from any folder."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests import running
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


def test_the_wheel_holds_the_content_and_the_program(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    content = {f"assistant/data/{path.relative_to(ROOT).as_posix()}" for part in ("intents", "knowledge") for path in (ROOT / part).rglob("*.*")}
    program = {path.relative_to(ROOT).as_posix() for path in (ROOT / "assistant").rglob("*.py")}
    assert sorted((content | program | {"assistant/py.typed"}) - names) == []


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith((".dist-info", ".data"))} == {"assistant"}


def test_completion_and_man_page_are_made_with_the_wheel_and_put_in_their_places(installed: Path) -> None:
    share = installed.parents[1] / "share"
    places = ("man/man1/acupressure.1", "bash-completion/completions/acupressure", "zsh/site-functions/_acupressure")
    for place in (*places, "fish/vendor_completions.d/acupressure.fish"):
        assert "guide" in (share / place).read_text(encoding="utf-8")


def test_the_installed_command_answers_from_another_folder(installed: Path, tmp_path: Path) -> None:
    """The dependencies are seen, the checkout is not: its own path stays out."""
    libraries = tmp_path / "libraries"
    libraries.mkdir()
    purelib = Path(sysconfig.get_path("purelib"))
    for place in purelib.iterdir():
        if place.suffix != ".pth" and not place.name.startswith(("acupressure", "_acupressure", "__editable__")):
            (libraries / place.name).symlink_to(place, target_is_directory=place.is_dir())
    out = run(installed, "ask", "where is BL-40", cwd=tmp_path, PYTHONPATH=str(libraries))
    assert "crease" in out and "knee" in out
    where = run(installed.with_name("python"), "-c", "import assistant; print(assistant.__file__)", cwd=tmp_path, PYTHONPATH=str(libraries))
    assert ROOT not in Path(where.strip()).parents
