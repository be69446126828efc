"""Charts of the diary, and the honest sentence under them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import api
from assistant.respond.charts import Entry, chart, dumbbell, progress, sentence, sparkline, spoken, weeks
from assistant.respond.dates import day_number, day_of, week_of

TODAY = "2026-11-21"  # a Saturday
SUBJECT = api.load().domain


def diary(*pains: tuple[int, int]) -> list[Entry]:
    """One session a day, the last one today."""
    return [Entry(day_of(day_number(TODAY) - len(pains) + 1 + at) + "T08:00", before, after) for at, (before, after) in enumerate(pains)]


@given(st.dates(date(1, 3, 1), date(9999, 12, 31)))
def test_days_are_counted_as_the_calendar_does(day: date) -> None:
    assert day_of(day_number(day.isoformat())) == day.isoformat()
    assert day_number(day.isoformat()) % 7 == day.weekday()
    if day > date(1, 3, 8):
        assert day_of(week_of(day.isoformat())) == (day - timedelta(days=day.weekday())).isoformat()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(5, 2, "··●──○·····  5→2"), (2, 5, "··○──●·····  2→5"), (4, 4, "····●······  4→4"), (10, 0, "●─────────○  10→0"), (1, 0, "●○·········  1→0")],
)
def test_a_session_is_a_bar_from_before_to_after(before: int, after: int, expected: str) -> None:
    assert dumbbell(Entry(TODAY, before, after), True) == f"21 Nov  {expected}"


@given(st.lists(st.integers(0, 10), max_size=40))
def test_every_value_has_its_bar_and_higher_is_never_lower(values: list[int]) -> None:
    line = sparkline(values, True)
    assert len(line) == len(values)
    assert [bar for _, bar in sorted(zip(values, line, strict=True))] == sorted(line)


def test_weeks_count_days_not_sessions_and_show_the_empty_ones() -> None:
    entries = [Entry(f"2026-11-{day}", 5, 4) for day in ("03", "03", "05", "06", "17")]
    assert [(day_of(week), count) for week, count in weeks(entries, TODAY)] == [("2026-11-02", 3), ("2026-11-09", 0), ("2026-11-16", 1)]


def test_the_goal_is_ticked_and_this_week_is_not_over() -> None:
    entries = [Entry(f"2026-11-{day}", 5, 4) for day in ("09", "10", "12", "17")]
    lines = chart(SUBJECT, entries, TODAY, True).split("\n")
    assert " 9 Nov  ■■■      3  ✓" in lines
    assert "16 Nov  ■        1  so far" in lines


@pytest.mark.parametrize(
    ("pains", "direction"),
    [
        ((), "empty"),
        (((6, 5),) * 5, "few"),
        (((8, 7), (2, 1)), "few"),
        (((6, 5),) * 6, "same"),
        (((6, 5),) * 3 + ((3, 2),) * 3, "better"),
        (((3, 2),) * 3 + ((6, 5),) * 3, "worse"),
        (((6, 5), (6, 5), (6, 5), (6, 5), (6, 5), (4, 3)), "same"),
    ],
)
def test_a_direction_is_named_only_when_there_is_enough(pains: tuple[tuple[int, int], ...], direction: str) -> None:
    assert progress(diary(*pains)).direction == direction


def test_few_sessions_are_called_few() -> None:
    said = sentence(SUBJECT, progress(diary((5, 3), (4, 3))))
    assert "2 sessions" in said
    assert "too few to tell" in said
    assert "lower" not in said


@pytest.mark.parametrize("pains", [((5, 4),), ((6, 5),) * 3 + ((3, 2),) * 3, ((4, 4),) * 9])
def test_notes_are_called_notes(pains: tuple[tuple[int, int], ...]) -> None:
    assert "These are your notes, not proof that it works." in sentence(SUBJECT, progress(diary(*pains)))


def test_better_says_from_where_to_where() -> None:
    said = sentence(SUBJECT, progress(diary(*((6, 5),) * 3, (4, 2), (3, 2), (3, 2))))
    assert said.startswith("Over 6 sessions since 16 November, pain before a session went from 6 to 3.3 on average: lower.")


@pytest.mark.parametrize(
    ("pains", "flag"),
    [
        (((8, 6),), "8 or more"),
        (((6, 9),), "8 or more"),
        (((3, 2), (4, 3), (5, 4)), "rose over the last three"),
        (((3, 4), (3, 4), (3, 4)), "rose over the last three"),
    ],
)
def test_what_is_severe_or_rising_names_a_professional(pains: tuple[tuple[int, int], ...], flag: str) -> None:
    said = sentence(SUBJECT, progress(diary(*pains)))
    assert flag in said
    assert "doctor or a physiotherapist" in said


@pytest.mark.parametrize("pains", [((7, 6),), ((3, 2), (4, 3)), ((3, 2), (4, 3), (4, 3)), ((5, 4), (4, 3), (5, 4)), ((9, 8), *((3, 2),) * 12)])
def test_what_is_neither_does_not_alarm(pains: tuple[tuple[int, int], ...]) -> None:
    assert "doctor" not in sentence(SUBJECT, progress(diary(*pains)))


def test_the_order_of_entries_does_not_matter() -> None:
    entries = diary((6, 5), (5, 5), (4, 3), (4, 2), (3, 3), (2, 1))
    assert chart(SUBJECT, entries[::-1], TODAY, True) == chart(SUBJECT, entries, TODAY, True)


def test_without_utf8_every_letter_is_ascii() -> None:
    assert chart(SUBJECT, diary((5, 3), (4, 4)), TODAY, False).isascii()


def test_spoken_is_sentences_alone() -> None:
    text = spoken(SUBJECT, diary((5, 3), (4, 4)), TODAY)
    assert text.split("\n")[:3] == ["20 November: from 5 to 3.", "21 November: from 4 to 4.", "Week of 16 November: 2 days."]
    assert text.isascii()


def test_an_empty_diary_says_so() -> None:
    assert chart(SUBJECT, [], TODAY, True) == spoken(SUBJECT, [], TODAY) == sentence(SUBJECT, progress([])) == "Your diary has no sessions yet."
