"""The command `diary`: on, off, add, list, chart, export, erase, where."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from assistant.devices.diary import Diary, DiaryTrouble, consent, decide, where
from assistant.errors import WrongUse
from assistant.model import Domain
from assistant.respond.charts import Entry, chart, spoken
from assistant.values import NamedTuple


class Wish(NamedTuple):
    """What was asked for, on the command line or behind /diary."""

    words: tuple[str, ...]  # a command and what belongs to it
    note: str | None = None
    since: str | None = None  # a day
    csv: bool = False
    json: bool = False
    plain: bool = False  # where a chart is to be read out


class Call(NamedTuple):
    """One call of a command, and what it may use."""

    words: tuple[str, ...]  # behind the command
    wish: Wish
    domain: Callable[[], Domain]  # the subject, whose words a chart needs
    out: TextIO
    now: datetime
    folder: Path

    def say(self, text: str) -> None:
        """Write a line."""
        self.out.write(text + "\n")


class Misuse(WrongUse):
    """The command was not called as it must be; the message says how."""


def run_diary(wish: Wish, domain: Callable[[], Domain], out: TextIO, now: datetime, folder: Path) -> None:
    """One diary command; `folder` is the data folder. Misuse or DiaryTrouble says why it was not done."""
    if not wish.words or wish.words[0] not in COMMANDS:
        raise Misuse(f"'{wish.words[0]}' is no diary command" if wish.words else "which diary command?")
    name, *words = wish.words
    strange = sorted(option for option in ("csv", "json", "note", "since") if getattr(wish, option) and option not in OPTIONS[name])
    if strange:
        raise Misuse(f"diary {name} has no --{strange[0]}")
    COMMANDS[name](Call(tuple(words), wish, domain, out, now, folder))


# ---------------------------------------------------------------- the commands


def _on(call: Call) -> None:
    decide(call.folder, wanted=True)
    call.say(f"The diary is on. It is kept in {where(call.folder)}, readable by you alone, and never leaves this computer.")


def _off(call: Call) -> None:
    decide(call.folder, wanted=False)
    kept = "What you wrote is still there; take it away with: acupressure diary erase" if where(call.folder).exists() else "Nothing was ever written."
    call.say(f"The diary is off. {kept}")


def _add(call: Call) -> None:
    if len(call.words) < 2:
        raise Misuse("the ratings before and after are missing")
    before, after = (_rating(word) for word in call.words[:2])
    entry = Entry(call.now.strftime("%Y-%m-%dT%H:%M"), before, after, " ".join(call.words[2:]), call.wish.note or "")
    with Diary.open(call.folder) as diary:
        diary.add(entry)
    call.say(f"Noted: from {before} to {after}.")


def _list(call: Call) -> None:
    entries = _entries(call)
    for entry in entries:
        call.say("  ".join(filter(None, (entry.when.replace("T", " "), f"{entry.before} -> {entry.after}", entry.what, entry.note))))
    if not entries:
        call.say("No entries.")


def _chart(call: Call) -> None:
    entries, today = _entries(call), call.now.date().isoformat()
    utf8 = (call.out.encoding or "utf-8").lower().replace("-", "").startswith("utf")
    domain = call.domain()
    call.say(spoken(domain, entries, today) if call.wish.plain else chart(domain, entries, today, utf8))


def _export(call: Call) -> None:
    if call.wish.csv == call.wish.json:
        raise Misuse("export as --csv or as --json?")
    text = as_csv(_entries(call)) if call.wish.csv else as_json(_entries(call))
    if not call.words:
        call.out.write(text)
        return
    path = Path(call.words[0])
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
    except OSError as error:
        raise DiaryTrouble(f"{path} cannot be written ({error.strerror}); name a new file") from error
    call.say(f"Written to {path}, readable by you alone.")


def _erase(call: Call) -> None:
    since = _since(call)
    diary = Diary.existing(call.folder)
    if diary is None:
        call.say("There is nothing to erase.")
        return
    with diary:
        count = diary.erase(since)
    call.say(f"Erased {count} {'entry' if count == 1 else 'entries'} for good.")


def _where(call: Call) -> None:
    state = {True: "on", False: "off", None: "off, you were never asked"}[consent(call.folder)]
    call.say(f"{where(call.folder)}\nThe diary is {state}; the file {'exists' if where(call.folder).exists() else 'does not exist'}.")


COMMANDS: dict[str, Callable[[Call], None]] = {
    "on": _on,
    "off": _off,
    "add": _add,
    "list": _list,
    "chart": _chart,
    "export": _export,
    "erase": _erase,
    "where": _where,
}
OPTIONS = {
    "on": (),
    "off": (),
    "add": ("note",),
    "list": ("since",),
    "chart": ("since",),
    "export": ("csv", "json", "since"),
    "erase": ("since",),
    "where": (),
}


# ---------------------------------------------------------------- parts


def as_csv(entries: tuple[Entry, ...]) -> str:
    """The entries as CSV; a text that a spreadsheet would take for a formula gets an apostrophe."""
    import csv
    import io

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(Entry._fields)
    writer.writerows([entry.when, entry.before, entry.after, guarded(entry.what), guarded(entry.note)] for entry in entries)
    return out.getvalue()


def guarded(text: str) -> str:
    """A cell that no spreadsheet calculates.

    >>> guarded("=1+1"), guarded("knees -1"), guarded(" @x")
    ("'=1+1", 'knees -1', "' @x")
    """
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@", "|", "%", "＝", "＋", "－", "＠") and text.strip() else text


def as_json(entries: tuple[Entry, ...]) -> str:
    """The entries as a JSON list of objects."""
    import json

    return json.dumps([entry._asdict() for entry in entries], indent=2, ensure_ascii=False) + "\n"


def _entries(call: Call) -> tuple[Entry, ...]:
    """What is written, on or off; nothing is created for a look."""
    since = _since(call)
    diary = Diary.existing(call.folder)
    if diary is None:
        return ()
    with diary:
        return diary.entries(since)


def _since(call: Call) -> str:
    day = call.wish.since or ""
    try:
        return date.fromisoformat(day).isoformat() if day else ""
    except ValueError:
        raise Misuse(f"--since {day}: write a day such as 2026-11-21") from None


def _rating(word: str) -> int:
    if word.isascii() and word.isdecimal() and len(word) < 3:
        return int(word)
    raise Misuse(f"'{word}' is no rating from 0 to 10")
