"""The private diary: sessions with the ratings before and after, on this machine, readable by its owner alone.

Nothing is written before the person says yes. What can be kept is an `Entry` and no more: no red flag, no health fact, no
conversation. How it is stored, and why so: docs/adr/0003-diary.md. Not here: a clock, charts, commands.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from assistant.content import private_folder
from assistant.decide.rating import MOST
from assistant.errors import AssistantError
from assistant.respond.charts import Entry
from assistant.respond.dates import day_number, day_of

FOLDER = "diary"  # a folder of its own below the data folder, so that its mode can be strict
DATABASE = "diary.db"
CONSENT = "consent"  # holds yes or no; missing: never asked
PATIENCE = 5.0  # seconds to wait for another process
LONGEST = 1000  # letters of a note

# One step for each version; the number of steps done is the database's user_version.
MIGRATIONS = (
    f"""CREATE TABLE entry (
        id INTEGER PRIMARY KEY,
        moment TEXT NOT NULL,
        before INTEGER NOT NULL CHECK (before BETWEEN 0 AND {MOST}),
        after INTEGER NOT NULL CHECK (after BETWEEN 0 AND {MOST}),
        what TEXT NOT NULL,
        note TEXT NOT NULL)""",
)


class DiaryTrouble(AssistantError):
    """The diary cannot be read or written; the message says what to do."""


class DiaryOff(DiaryTrouble):
    """The person has not said yes to a diary, or has taken it back."""


# ---------------------------------------------------------------- consent


def consent(data: Path) -> bool | None:
    """Whether the person wants a diary; None when never asked."""
    try:
        word = (data / FOLDER / CONSENT).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return {"yes": True, "no": False}.get(word)


def decide(data: Path, wanted: bool) -> None:
    """Keep the person's yes or no; a no leaves what is already written until it is erased."""
    folder = _private_folder(data)
    temporary = folder / f"{CONSENT}.{os.getpid()}"
    try:
        temporary.unlink(missing_ok=True)  # of a process that was killed here and had our number
        with os.fdopen(_private_file(temporary), "w", encoding="ascii") as file:
            file.write("yes\n" if wanted else "no\n")
        temporary.replace(folder / CONSENT)  # whole or not at all
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise DiaryTrouble(f"{folder} cannot be written ({error.strerror}); make room or set ACUPRESSURE_DATA to another folder") from error


def where(data: Path) -> Path:
    """The file of the diary, whether it exists or not."""
    return data / FOLDER / DATABASE


# ---------------------------------------------------------------- the diary


class Diary:
    """An open diary. Use it with `with`, or close it."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection

    @classmethod
    def open(cls, data: Path) -> Diary:
        """Open the diary below a data folder, making it if need be; `DiaryOff` without the person's yes."""
        if not consent(data):
            raise DiaryOff("The diary is off. Turn it on with: acupressure diary on")
        return cls._opened(data)

    @classmethod
    def existing(cls, data: Path) -> Diary | None:
        """The diary if there is one, on or off: what is written may always be read, taken away and erased."""
        return cls._opened(data) if where(data).exists() else None

    @classmethod
    def _opened(cls, data: Path) -> Diary:
        path = _private_folder(data) / DATABASE
        with _told(path):
            _precreate(path)
            connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
            try:
                _prepare(connection)
            except BaseException:
                connection.close()
                raise
        return cls(path, connection)

    def __enter__(self) -> Diary:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def add(self, entry: Entry) -> None:
        """Keep one entry; when this returns, it is on disk."""
        entry = _clean(entry)
        with _told(self.path), _transaction(self._connection):
            self._connection.execute("INSERT INTO entry (moment, before, after, what, note) VALUES (?, ?, ?, ?, ?)", entry)

    def entries(self, since: str = "") -> tuple[Entry, ...]:
        """All entries from a day on, oldest first."""
        with _told(self.path):
            rows = self._connection.execute("SELECT moment, before, after, what, note FROM entry WHERE moment >= ? ORDER BY moment, id", (since,))
            return tuple(Entry(*row) for row in rows)

    def erase(self, since: str = "") -> int:
        """Take away the entries from a day on (all without one) so that no byte of them is left in the file; how many."""
        with _told(self.path):
            with _transaction(self._connection):
                count = self._connection.execute("DELETE FROM entry WHERE moment >= ?", (since,)).rowcount
            self._connection.execute("VACUUM")  # secure_delete has zeroed them; this gives the space back as well
            return count


# ---------------------------------------------------------------- SQLite


def _prepare(connection: sqlite3.Connection) -> None:
    """Settings for privacy and safety, then the tables as this version wants them."""
    connection.execute("PRAGMA secure_delete = ON")
    connection.execute("PRAGMA temp_store = MEMORY")  # what VACUUM and sorting put aside never reaches a disk
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA journal_mode = TRUNCATE")  # with WAL a deleted note stays readable in the -wal file
    if _version(connection) == len(MIGRATIONS):
        return
    with _transaction(connection):
        version = _version(connection)  # another process may have been faster
        if version > len(MIGRATIONS):
            raise DiaryTrouble("the diary was written by a newer version of this program; update it and try again")
        for step in MIGRATIONS[version:]:
            connection.execute(step)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, the lock taken at once so that two processes wait instead of failing half-way."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Trouble of the database or the disk as a sentence with its remedy."""
    try:
        yield
    except sqlite3.OperationalError as error:
        remedy = "try again when the other one is done" if "locked" in str(error) else "make room or mend the folder's rights"
        raise DiaryTrouble(f"{path} cannot be used now ({error}); {remedy}") from error
    except sqlite3.DatabaseError as error:
        raise DiaryTrouble(f"{path} is damaged or no diary ({error}); move it away and the diary starts anew") from error
    except OSError as error:
        raise DiaryTrouble(f"{path} cannot be written ({error.strerror}); mend its rights or set ACUPRESSURE_DATA to another folder") from error


# ---------------------------------------------------------------- files and text


def _private_folder(data: Path) -> Path:
    """The diary's own folder, 0700 whatever the umask, as is every folder made above it."""
    folder = data / FOLDER
    try:
        private_folder(str(folder))
        _narrow(folder, 0o700)
    except OSError as error:
        raise DiaryTrouble(f"{folder} cannot be used ({error.strerror}); mend its rights or set ACUPRESSURE_DATA to another folder") from error
    return folder


def _precreate(path: Path) -> None:
    """Make the file before SQLite does, 0600; its journal inherits the mode."""
    try:
        os.close(_private_file(path))
    except FileExistsError:
        if not stat.S_ISREG(path.lstat().st_mode):  # a link would put the diary somewhere else
            raise DiaryTrouble(f"{path} is no ordinary file; move it away and the diary starts anew") from None
        _narrow(path, 0o600)


def _narrow(path: Path, mode: int) -> None:
    """Take away rights that others have; nothing is written where the mode is right already."""
    if stat.S_IMODE(path.stat().st_mode) != mode:
        path.chmod(mode)


def _private_file(path: Path) -> int:
    """A new file, 0600 whatever the umask, never through a link; its descriptor."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600)
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, 0o600)
    return descriptor


def _clean(entry: Entry) -> Entry:
    """An entry fit to keep: ratings on the scale, text in one line without signs that steer a terminal."""
    for name, value in (("before", entry.before), ("after", entry.after)):
        if not 0 <= value <= MOST:
            raise DiaryTrouble(f"the rating {name} is {value}; it should be a number from 0 to {MOST}")
    if not _is_day(entry.when):
        raise DiaryTrouble(f"'{entry.when[:20]}' is no day; write it as 2026-11-21T18:30")
    return entry._replace(what=_line(entry.what), note=_line(entry.note))


def _is_day(moment: str) -> bool:
    try:
        return day_of(day_number(moment)) == moment[:10]
    except (ValueError, IndexError):
        return False


def _line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:LONGEST]
