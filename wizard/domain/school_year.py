"""School years, from 1 August to 31 July; each is named by the calendar year in which it begins."""

from datetime import date

#: A day of every year.
MonthAndDay = tuple[int, int]

_BEGINS: MonthAndDay = (8, 1)


def school_year(today: date) -> int:
    """Return the calendar year in which the school year of this day began."""
    return today.year if (today.month, today.day) >= _BEGINS else today.year - 1


def first_day(year: int) -> date:
    """Return the day on which a school year begins."""
    return date(year, *_BEGINS)


def day_in(year: int, month_and_day: MonthAndDay) -> date:
    """Return this month and day in the school year that begins in this calendar year."""
    return date(year if month_and_day >= _BEGINS else year + 1, *month_and_day)


def in_words(year: int) -> str:
    """Return "2026-2027"."""
    return f"{year}-{year + 1}"
