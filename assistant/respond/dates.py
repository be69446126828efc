"""Days as plain numbers and as people say them; from ISO text alone, with no clock.

`2026-11-21T18:30` is how a moment is written in the diary. Week days and months are counted here, because nothing in this
layer may know what time it is.
"""

from __future__ import annotations

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def day_number(moment: str) -> int:
    """The number of a day; the day after has the next number, and every Monday's is divisible by seven.

    >>> day_number("1970-01-05"), day_number("2026-11-21T18:30") - day_number("2026-11-20"), day_number("2026-11-23") % 7
    (7, 1, 0)
    """
    year, month, day = (int(part) for part in moment[:10].split("-"))
    years = year - (month < 3)  # the year begins in March, so that the leap day is its last
    days = years * 365 + years // 4 - years // 100 + years // 400
    return days + (153 * ((month + 9) % 12) + 2) // 5 + day - 1 - 719465


def day_of(number: int) -> str:
    """The day of a number, as ISO text.

    >>> day_of(day_number("2024-02-29")), day_of(day_number("2026-12-31") + 1)
    ('2024-02-29', '2027-01-01')
    """
    days = number + 719465
    era, rest = divmod(days, 146097)
    year_of_era = (rest - rest // 1460 + rest // 36524 - rest // 146096) // 365
    day_of_year = rest - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    month = (5 * day_of_year + 2) // 153
    day = day_of_year - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    return f"{era * 400 + year_of_era + (month < 3):04}-{month:02}-{day:02}"


def week_of(moment: str) -> int:
    """The number of the Monday of that week."""
    number = day_number(moment)
    return number - number % 7


def long_day(moment: str) -> str:
    """A day as one says it.

    >>> long_day("2026-11-01T18:30"), short_day("2026-11-01")
    ('1 November', ' 1 Nov')
    """
    return f"{int(moment[8:10])} {MONTHS[int(moment[5:7]) - 1]}"


def short_day(moment: str) -> str:
    """A day in six letters, for the margin of a chart."""
    return f"{int(moment[8:10]):2} {MONTHS[int(moment[5:7]) - 1][:3]}"
