"""The diary: nothing before a yes, nobody else can read it, nothing confirmed is lost, nothing erased is left."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from assistant import api
from assistant.commands.diary import said
from assistant.commands.line import parse
from assistant.decide.session import Move, Session
from assistant.decide.state import Conversation
from assistant.devices.diary import MIGRATIONS, Diary, DiaryOff, DiaryTrouble, consent, decide, where
from assistant.devices.diary_commands import Misuse, Wish, guarded, run_diary
from assistant.engine import Engine, Moved, Said, Told, step
from assistant.errors import AssistantError
from assistant.model import Domain
from assistant.notes import Notes
from assistant.respond.answer import after
from assistant.respond.charts import Entry
from tests.running import acupressure, environment

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 21, 18, 30)
SECRET = "a note that must vanish 7f3a9c"

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX systems")


def opened(data: Path) -> Diary:
    decide(data, wanted=True)
    return Diary.open(data)


def subject() -> Domain:
    return api.load().domain


def entry(day: int = 1, note: str = "") -> Entry:
    return Entry(f"2026-11-{day:02}T08:00", 5, 3, "BL-40", note)


def files(data: Path) -> list[Path]:
    return [path for path in data.rglob("*") if path.is_file()]


def diary(data: Path, *args: str) -> tuple[int, str]:
    """The exit code, and what it says or what is wrong with it; nothing is both."""
    options, out = parse(["diary", *args]), io.StringIO()
    try:
        run_diary(Wish(tuple(options.words), options.note, options.since, options.csv, options.json, options.plain), subject, out, NOW, data)
    except AssistantError as error:
        assert out.getvalue() == ""
        return 2 if isinstance(error, Misuse) else 1, f"{error}\n"
    return 0, out.getvalue()


# ---------------------------------------------------------------- consent


def test_nothing_is_written_before_a_yes(tmp_path: Path) -> None:
    data = tmp_path / "data"
    for args in (["list"], ["chart"], ["export", "--csv"], ["erase"], ["where"], ["add", "5", "3"]):
        diary(data, *args)
    assert consent(data) is None
    assert not data.exists()


def test_without_a_yes_adding_says_how_to_turn_it_on(tmp_path: Path) -> None:
    assert diary(tmp_path, "add", "5", "3") == (1, "The diary is off. Turn it on with: acupressure diary on\n")
    decide(tmp_path, wanted=False)
    with pytest.raises(DiaryOff):
        Diary.open(tmp_path)


def test_off_keeps_what_is_written_and_it_can_be_read_and_erased(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        book.add(entry())
    assert "still there" in diary(tmp_path, "off")[1]
    assert consent(tmp_path) is False
    assert "5 -> 3" in diary(tmp_path, "list")[1]
    assert diary(tmp_path, "erase") == (0, "Erased 1 entry for good.\n")


def test_a_damaged_consent_counts_as_not_asked(tmp_path: Path) -> None:
    decide(tmp_path, wanted=True)
    (where(tmp_path).parent / "consent").write_bytes(b"\xff maybe")
    assert consent(tmp_path) is None


def test_a_yes_that_cannot_be_kept_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    consents = where(tmp_path).parent / "consent"
    consents.mkdir(parents=True)
    with pytest.raises(DiaryTrouble, match="cannot be written"):
        decide(tmp_path, wanted=True)
    assert list(consents.parent.iterdir()) == [consents]


def ended(engine: Engine, by: Move) -> tuple[Told, Session]:
    """The end of a session, in other words than usual, and where it was before."""
    talk, _ = step(engine, Conversation(screened=True), Said("guide me through bl40"))
    before, told = talk.session, None
    while talk.session:
        before = talk.session
        talk, effects = step(engine, talk, Moved(by))
        told = next(effect for effect in effects if isinstance(effect, Told))
    assert told and before
    return told._replace(answer=after("Very well.", told.answer)), before


@pytest.mark.parametrize(("by", "offered"), [(Move.NEXT, True), (Move.STOP, False)])
def test_a_diary_is_offered_after_a_whole_session_however_its_end_is_worded(engine: Engine, tmp_path: Path, by: Move, offered: bool) -> None:
    told = Notes(engine, tmp_path, lambda: NOW).told(*ended(engine, by))
    assert ("private diary" in told.answer.text) == offered


# ---------------------------------------------------------------- who can read it


@posix
def test_umask_000_still_gives_private_files(tmp_path: Path) -> None:
    code = (
        "import os, sys; os.umask(0); from pathlib import Path; from assistant.devices.diary import *\n"
        "data = Path(sys.argv[1]); decide(data, wanted=True); book = Diary.open(data)\n"
        "book._connection.execute('BEGIN IMMEDIATE')\n"
        "book._connection.execute(\"INSERT INTO entry VALUES (NULL, '2026-11-01', 1, 1, '', '')\")\n"
        "book._connection.execute('PRAGMA cache_spill = ON'); book._connection.execute('COMMIT')\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "share" / "data")], check=True, cwd=ROOT)
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in files(tmp_path)} == {
        "consent": "0o600",
        "diary.db": "0o600",
        "diary.db-journal": "0o600",
    }
    folders = [path for path in tmp_path.rglob("*") if path.is_dir()]
    assert {path.name: oct(path.stat().st_mode & 0o777) for path in folders} == {"share": "0o700", "data": "0o700", "diary": "0o700"}


@posix
def test_rights_that_others_were_given_are_taken_back(tmp_path: Path) -> None:
    opened(tmp_path).close()
    where(tmp_path).chmod(0o644)
    where(tmp_path).parent.chmod(0o755)
    opened(tmp_path).close()
    assert where(tmp_path).stat().st_mode & 0o777 == 0o600
    assert where(tmp_path).parent.stat().st_mode & 0o777 == 0o700


@posix
def test_a_link_in_place_of_the_diary_is_refused(tmp_path: Path) -> None:
    decide(tmp_path, wanted=True)
    where(tmp_path).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(DiaryTrouble, match="no ordinary file; move it away"):
        Diary.open(tmp_path)
    assert not (tmp_path / "elsewhere").exists()


def test_no_socket_is_opened(tmp_path: Path) -> None:
    code = (
        "import sys, io, datetime; import socket\n"
        "def refuse(*a, **k): raise SystemExit('a socket was opened')\n"
        "socket.socket = refuse\n"
        "from assistant import api; subject = lambda: api.load().domain\n"
        "from pathlib import Path; from assistant.devices.diary_commands import Wish, run_diary\n"
        "data = Path(sys.argv[1]); now = datetime.datetime(2026, 11, 21)\n"
        "for words in (('on',), ('add', '5', '3'), ('list',), ('chart',), ('export',), ('erase',), ('off',)):\n"
        "    run_diary(Wish(words, json=words == ('export',)), subject, io.StringIO(), now, data)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True, cwd=ROOT)


# ---------------------------------------------------------------- keeping and taking away


def test_entries_come_back_as_they_were_oldest_first(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        book.add(entry(3, "knees – stiff"))
        book.add(entry(1))
    with Diary.open(tmp_path) as book:
        assert book.entries() == (entry(1), entry(3, "knees – stiff"))
        assert book.entries(since="2026-11-02") == (entry(3, "knees – stiff"),)


@pytest.mark.parametrize("change", [{"before": 11}, {"after": -1}, {"when": "yesterday"}, {"when": "2026-02-30"}])
def test_what_is_no_entry_is_refused(tmp_path: Path, change: dict[str, Any]) -> None:
    with opened(tmp_path) as book:
        with pytest.raises(DiaryTrouble):
            book.add(entry()._replace(**change))
        assert book.entries() == ()


def test_signs_that_steer_a_terminal_are_not_kept(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        book.add(entry(note="red \x1b[31m\nnext\x00 line" + "x" * 2000))
        (kept,) = book.entries()
    assert kept.note.startswith("red [31m next line")
    assert kept.note.isprintable()
    assert len(kept.note) == 1000


def test_after_erase_no_byte_of_a_note_is_on_disk(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        for day in range(1, 29):
            book.add(entry(day, f"{SECRET} {day} " + "pad " * 200))
        assert any(SECRET.encode() in path.read_bytes() for path in files(tmp_path))
        full = where(tmp_path).stat().st_size
        assert book.erase() == 28
        assert where(tmp_path).stat().st_size < full / 2
        assert not any(SECRET.encode() in path.read_bytes() for path in files(tmp_path))
    assert not any(SECRET.encode() in path.read_bytes() for path in files(tmp_path))


def test_erase_since_leaves_the_days_before(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        book.add(entry(1, "stays"))
        book.add(entry(5, SECRET))
        assert book.erase(since="2026-11-05") == 1
        assert [kept.note for kept in book.entries()] == ["stays"]
    assert not any(SECRET.encode() in path.read_bytes() for path in files(tmp_path))


def test_a_refused_entry_leaves_no_byte_either(tmp_path: Path) -> None:
    with opened(tmp_path) as book, pytest.raises(DiaryTrouble):
        book.add(entry(note=SECRET)._replace(before=99))
    assert not any(SECRET.encode() in path.read_bytes() for path in files(tmp_path))


# ---------------------------------------------------------------- two processes, crashes, damage


def test_two_writers_lose_nothing(tmp_path: Path) -> None:
    opened(tmp_path).close()

    def write(who: str) -> None:
        with Diary.open(tmp_path) as book:
            for day in range(1, 9):
                book.add(entry(day, who))

    writers = [threading.Thread(target=write, args=(who,)) for who in ("a", "b", "c")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with Diary.open(tmp_path) as book:
        assert sorted(kept.note for kept in book.entries()) == ["a"] * 8 + ["b"] * 8 + ["c"] * 8


def test_two_processes_that_start_at_once_make_one_diary(tmp_path: Path) -> None:
    decide(tmp_path, wanted=True)
    code = (
        "import sys; from pathlib import Path; from assistant.devices.diary import *; from assistant.respond.charts import Entry\n"
        "Diary.open(Path(sys.argv[1])).add(Entry('2026-11-01', 1, 1))"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT) for _ in range(4)]
    assert [process.wait() for process in running] == [0, 0, 0, 0]
    with Diary.open(tmp_path) as book:
        assert len(book.entries()) == 4


@posix
def test_a_killed_writer_loses_nothing_confirmed(tmp_path: Path) -> None:
    """The long form, 200 kills at random moments, is benchmarks/diary.py."""
    decide(tmp_path, wanted=True)
    code = (
        "import sys; from pathlib import Path; from assistant.devices.diary import *; from assistant.respond.charts import Entry\n"
        "book = Diary.open(Path(sys.argv[1]))\n"
        "for number in range(10**6): book.add(Entry('2026-11-01', 1, 1, '', str(number))); print(number, flush=True)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        confirmed = [process.stdout.readline().strip() for _ in range(7)]
        process.send_signal(signal.SIGKILL)
        confirmed += process.stdout.read().split()
    with Diary.open(tmp_path) as book:
        kept = {kept.note for kept in book.entries()}
    assert set(confirmed) <= kept
    assert len(kept) <= len(confirmed) + 1


def test_a_file_that_is_no_diary_is_named_with_its_remedy(tmp_path: Path) -> None:
    decide(tmp_path, wanted=True)
    where(tmp_path).write_text("this is no database at all, and long enough to be looked at " * 40)
    code, text = diary(tmp_path, "list")
    assert code == 1
    assert f"{where(tmp_path)} is damaged or no diary" in text
    assert "move it away" in text


def test_a_diary_from_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    opened(tmp_path).close()
    with sqlite3.connect(where(tmp_path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    connection.close()
    with pytest.raises(DiaryTrouble, match="newer version"):
        Diary.open(tmp_path)


def test_an_empty_file_left_by_a_crash_becomes_a_diary(tmp_path: Path) -> None:
    decide(tmp_path, wanted=True)
    where(tmp_path).touch()
    with Diary.open(tmp_path) as book:
        book.add(entry())
        assert len(book.entries()) == 1


def test_the_journal_is_no_wal_and_deleting_is_secure(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        names = ("journal_mode", "secure_delete", "temp_store", "synchronous", "user_version")
        settings = [book._connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]
    assert settings == ["truncate", 1, 2, 3, len(MIGRATIONS)]


# ---------------------------------------------------------------- commands


def test_a_day_with_the_diary(tmp_path: Path) -> None:
    assert "never leaves this computer" in diary(tmp_path, "on")[1]
    assert diary(tmp_path, "add", "5", "3", "BL-40", "and", "BL-23", "--note", "slept well") == (0, "Noted: from 5 to 3.\n")
    assert diary(tmp_path, "list") == (0, "2026-11-21 18:30  5 -> 3  BL-40 and BL-23  slept well\n")
    assert "21 Nov  ···●─○·····  5→3" in diary(tmp_path, "chart")[1]
    assert "21 November: from 5 to 3." in diary(tmp_path, "chart", "--plain")[1]
    assert str(where(tmp_path)) in diary(tmp_path, "where")[1]
    assert diary(tmp_path, "list", "--since", "2026-11-22") == (0, "No entries.\n")


def test_exports_read_back(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        book.add(entry(1, '=HYPERLINK("x")'))
    rows = list(csv.DictReader(io.StringIO(diary(tmp_path, "export", "--csv")[1])))
    assert rows == [{"when": "2026-11-01T08:00", "before": "5", "after": "3", "what": "BL-40", "note": '\'=HYPERLINK("x")'}]
    assert json.loads(diary(tmp_path, "export", "--json")[1]) == [entry(1, '=HYPERLINK("x")')._asdict()]


@posix
def test_an_export_file_is_private_and_overwrites_nothing(tmp_path: Path) -> None:
    opened(tmp_path).close()
    target = tmp_path / "out.csv"
    assert diary(tmp_path, "export", "--csv", str(target))[0] == 0
    assert target.stat().st_mode & 0o777 == 0o600
    code, text = diary(tmp_path, "export", "--csv", str(target))
    assert code == 1
    assert "name a new file" in text


@pytest.mark.parametrize("start", [*"=+-@＝", "\t=", " +", "|"])
def test_no_cell_becomes_a_formula(start: str) -> None:
    assert guarded(start + "1").startswith("'")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "which diary command?"),
        (["ad"], "'ad' is no diary command"),
        (["add", "5"], "the ratings before and after are missing"),
        (["add", "5", "much"], "'much' is no rating from 0 to 10"),
        (["add", "5", "²"], "'²' is no rating from 0 to 10"),
        (["list", "--since", "monday"], "--since monday: write a day such as 2026-11-21"),
        (["export"], "export as --csv or as --json?"),
        (["erase", "--note", "x"], "diary erase has no --note"),
        (["list", "--csv"], "diary list has no --csv"),
    ],
)
def test_misuse_is_named(tmp_path: Path, args: list[str], said: str) -> None:
    assert diary(tmp_path, *args) == (2, said + "\n")


@pytest.mark.parametrize("args", [["list", "--since"], ["export"], ["add", "5"], ["list", "--csv", "x"], []], ids=" ".join)
def test_misuse_of_the_command_shows_its_forms_and_writes_no_output(args: list[str]) -> None:
    done = acupressure("diary", *args)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("usage: acupressure diary on | off")
    assert done.err.splitlines()[-1].startswith("acupressure diary: error: ")


def test_what_can_not_be_done_goes_into_no_file(tmp_path: Path) -> None:
    (tmp_path / "diary" / "diary.db").mkdir(parents=True)
    done = acupressure("diary", "export", "--csv", env=environment(ACUPRESSURE_DATA=str(tmp_path)))
    assert (done.code, done.out) == (1, "")
    assert "no ordinary file" in done.err


@pytest.mark.parametrize("words", ["ad", "add 5", "list --since", "export", "list --all", "--help"])
def test_misuse_in_a_conversation_shows_the_forms_and_ends_nothing(words: str) -> None:
    told = said(subject(), words.split(), plain=True)
    assert "usage: /diary on | off" in told.splitlines()[1]


def test_a_note_may_stand_anywhere_in_a_conversation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACUPRESSURE_DATA", str(tmp_path))
    assert said(subject(), ["on"], plain=True).startswith("The diary is on.")
    assert said(subject(), ["add", "5", "3", "--note", "slept", "BL-40"], plain=True) == "Noted: from 5 to 3."
    assert "BL-40  slept" in said(subject(), ["list"], plain=True)


def test_pain_beyond_the_scale_is_refused_in_words(tmp_path: Path) -> None:
    diary(tmp_path, "on")
    assert diary(tmp_path, "add", "12", "3") == (1, "the rating before is 12; it should be a number from 0 to 10\n")
