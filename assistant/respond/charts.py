"""The diary as charts, and what may honestly be said about it.

Pure: entries and the day of today come in, text goes out. Not here: storing, a clock, a diagnosis. Few numbers are
called few, notes are called notes. What it all means, the subject says (phrases `diary_...`, `severe`, `weekly`).
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.decide.rating import MOST
from assistant.model import Domain
from assistant.respond.dates import day_number, day_of, long_day, short_day, week_of
from assistant.values import NamedTuple

FEW = 6  # sessions below which no direction is named
COMPARED = 3  # sessions at each end that are compared
NOTABLE = 1.0  # points between the two that are called a change
RECENT = 12  # sessions that are drawn, and looked at for what is severe
WEEKS = 6


class Entry(NamedTuple):
    """One line of the diary (no entry of the knowledge base): what was felt, and what was done."""

    when: str  # ISO, local time: 2026-11-21T18:30
    before: int  # 0 to 10
    after: int
    what: str = ""  # what was done: BL-40, the routine
    note: str = ""  # in the person's own words


class Progress(NamedTuple):
    """What the numbers say, before anything is said about them."""

    sessions: int
    first: str  # day of the first session
    before: float  # averages over all sessions
    after: float
    early: float  # average before the first sessions, and the last
    late: float
    direction: str  # empty, few, better, same, worse
    highest: int  # of the last ones, before or after
    rising: bool  # higher each time over the last three sessions, or worse after each of them


def progress(entries: Sequence[Entry]) -> Progress:
    """Where the numbers go: the first sessions against the last.

    >>> progress([Entry(f"2026-11-{day:02}", pain, pain - 1) for day, pain in enumerate((6, 6, 5, 4, 3, 3), 1)]).direction
    'better'
    """
    ordered = sorted(entries, key=lambda entry: entry.when)
    if not ordered:
        return Progress(0, "", 0.0, 0.0, 0.0, 0.0, "empty", 0, rising=False)
    befores, afters = [entry.before for entry in ordered], [entry.after for entry in ordered]
    early, late = _mean(befores[:COMPARED]), _mean(befores[-COMPARED:])
    return Progress(
        len(ordered),
        ordered[0].when[:10],
        _mean(befores),
        _mean(afters),
        early,
        late,
        _direction(len(ordered), late - early),
        max(max(entry.before, entry.after) for entry in ordered[-RECENT:]),
        rising=_rising(ordered[-3:]),
    )


def sentence(domain: Domain, found: Progress) -> str:
    """The answer to 'am I getting better?': what the notes show, how little that proves, and when to ask somebody."""
    parts = [found.direction]
    if found.direction not in ("empty", "few"):
        parts.append("right_after")
    if found.sessions:
        parts.append("notes")
    if domain.severe and found.highest >= domain.severe:
        parts.append("severe")
    if found.rising:
        parts.append("rising")
    return " ".join(_phrase(domain, part) for part in parts).format(
        sessions=f"{found.sessions} session" + "s" * (found.sessions != 1),
        first=long_day(found.first) if found.first else "",
        before=_points(found.before),
        after=_points(found.after),
        early=_points(found.early),
        late=_points(found.late),
        rating=domain.severe,
    )


def _phrase(domain: Domain, name: str) -> str:
    return domain.phrases[f"diary_{name}"][0]


def chart(domain: Domain, entries: Sequence[Entry], today: str, utf8: bool) -> str:
    """The diary as a chart: the last sessions as bars, two sparklines, the weeks, and the sentence."""
    ordered = sorted(entries, key=lambda entry: entry.when)[-RECENT:]
    if not ordered:
        return _phrase(domain, "empty")
    before, after = ("○", "●") if utf8 else ("o", "*")
    lines = [f"{_phrase(domain, 'scale')}   {before} before  {after} after", *(dumbbell(entry, utf8) for entry in ordered), ""]
    lines += [f"before {sparkline([entry.before for entry in ordered], utf8)}", f"after  {sparkline([entry.after for entry in ordered], utf8)}"]
    lines += ["", _phrase(domain, "weeks"), *_week_lines(entries, domain.weekly, today, utf8)]
    return "\n".join([*lines, "", sentence(domain, progress(entries))])


def spoken(domain: Domain, entries: Sequence[Entry], today: str) -> str:
    """The diary as sentences, one a line: for a screen reader or a voice."""
    ordered = sorted(entries, key=lambda entry: entry.when)[-RECENT:]
    lines = [f"{long_day(entry.when)}: from {entry.before} to {entry.after}." for entry in ordered]
    if ordered:
        lines += [f"Week of {long_day(day_of(week))}: {count} {'day' if count == 1 else 'days'}." for week, count in weeks(entries, today)]
    return "\n".join([*lines, sentence(domain, progress(entries))])


def dumbbell(entry: Entry, utf8: bool) -> str:
    """One session as a bar from before to after.

    >>> dumbbell(Entry("2026-11-15", 3, 1), True)
    '15 Nov  ·●─○·······  3→1'
    >>> dumbbell(Entry("2026-11-15", 2, 4), False)
    '15 Nov  ..o-*......  2->4'
    """
    dot, bar, before, after, arrow = ("·", "─", "○", "●", "→") if utf8 else (".", "-", "o", "*", "->")
    low, high = sorted((entry.before, entry.after))
    signs = [bar if low < place < high else dot for place in range(MOST + 1)]
    signs[entry.before] = before
    signs[entry.after] = after
    return f"{short_day(entry.when)}  {''.join(signs)}  {entry.before}{arrow}{entry.after}"


def sparkline(values: Sequence[int], utf8: bool) -> str:
    """A row of small bars, low to high; digits where there are no bars.

    >>> sparkline([0, 5, 10], True), sparkline([0, 5, 10], False)
    ('▁▅█', '0 5 10')
    """
    if not utf8:
        return " ".join(map(str, values))
    return "".join("▁▂▃▄▅▆▇█"[round(value * 7 / MOST + 0.01)] for value in values)


def weeks(entries: Sequence[Entry], today: str) -> list[tuple[int, int]]:
    """The last weeks, by the number of their Monday, with the days that had a session; none before the first session."""
    days = {day_number(entry.when) for entry in entries}
    if not days:
        return []
    last = week_of(today)
    first = max(min(days) - min(days) % 7, last - 7 * (WEEKS - 1))
    return [(week, len({day for day in days if week <= day < week + 7})) for week in range(first, last + 1, 7)]


def _week_lines(entries: Sequence[Entry], goal: int, today: str, utf8: bool) -> list[str]:
    square, tick = ("■", "✓") if utf8 else ("#", "ok")
    lines = []
    for week, count in weeks(entries, today):
        state = tick if count >= goal else "so far" if week == week_of(today) else ""
        lines.append(f"{short_day(day_of(week))}  {square * count:7}  {count}  {state}".rstrip())
    return lines


def _direction(sessions: int, change: float) -> str:
    if sessions < FEW:
        return "few"
    return "same" if abs(change) < NOTABLE else "worse" if change > 0 else "better"


def _rising(last: Sequence[Entry]) -> bool:
    if len(last) < 3:
        return False
    return last[0].before < last[1].before < last[2].before or all(entry.after > entry.before for entry in last)


def _mean(values: Sequence[int]) -> float:
    return sum(values) / len(values)


def _points(value: float) -> str:
    """An average as one says it: whole numbers bare.

    >>> _points(3.0), _points(10 / 3)
    ('3', '3.3')
    """
    return f"{value:.1f}".removesuffix(".0")
