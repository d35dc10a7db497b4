"""Dutch wording of dates, lists and counts: the one place that puts values into words."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from wizard.domain.typed_text import normalised

_LOCALE = "nl"
MONTHS = {format_date(date(2000, m, 1), "MMMM", locale=_LOCALE): m for m in range(1, 13)}
_WEEKDAYS = "|".join(format_date(date(2001, 1, d), "EEEE", locale=_LOCALE) for d in range(1, 8))

_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_WITHOUT_YEAR = re.compile(r"(\d{1,2})[-/. ](\d{1,2})")
#: Around a century that has no leap day, 29 February is eight years away.
_YEARS_TO_A_LEAP_DAY = 8
_QUOTED = re.compile("‘([^‘’]*)’")
_WRITTEN = re.compile(rf"(?:(?:{_WEEKDAYS}),? )?(\d{{1,2}})[ -]([a-z]{{3,9}})\.?[ -](\d{{4}})")


def capitalized(text: str) -> str:
    """Return the text as a sentence begins with it; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def day_in_words(day: date) -> str:
    """Return "maandag 30 november 2026"."""
    return format_date(day, "EEEE d MMMM y", locale=_LOCALE)


def day_without_year(day: date) -> str:
    """Return "maandag 30 november", for a day that is near enough to need no year."""
    return format_date(day, "EEEE d MMMM", locale=_LOCALE)


def date_short(day: date) -> str:
    """Return "30 november 2026"."""
    return format_date(day, "d MMMM y", locale=_LOCALE)


def date_without_year(day: date) -> str:
    """Return "1 december"."""
    return format_date(day, "d MMMM", locale=_LOCALE)


def month_in_words(day: date) -> str:
    """Return "januari 2022"."""
    return format_date(day, "MMMM y", locale=_LOCALE)


def time_in_words(moment_local: datetime) -> str:
    """Return "14.32 uur". The moment must already be on the wall clock of the Netherlands."""
    return f"{moment_local:%H.%M} uur"


def clock_time(at: time) -> str:
    """Return "8.00", "17.30": a time at which something opens or closes."""
    return f"{at.hour}.{at:%M}"


def and_list(items: Sequence[str]) -> str:
    """Return "A", "A en B" or "A, B en C"; nothing for no items."""
    return format_list(items, style="standard", locale=_LOCALE)


def number_in_words(number: int) -> str:
    """Return "999", "1.000"."""
    return format_decimal(number, locale=_LOCALE)


def count(number: int, singular: str, plural: str) -> str:
    """Return "1 school", "7 scholen", "0 scholen", "1.000 scholen"."""
    return f"{number_in_words(number)} {singular if number == 1 else plural}"


def parse_day(text: str) -> date | None:
    """Read a date as people type it, day first; None when it cannot be a date.

    Taken: 27-11-2026, 27/11/2026, 27.11.2026, 27 11 2026, 27-11-26 (always 20..), 2026-11-27,
    "27 november 2026", "vrijdag 27 nov. 2026". The weekday is not checked against the date.
    Years before 2000 and after 2099 are taken for typing mistakes.
    """
    typed = normalised(text).lower()
    if found := _ISO.fullmatch(typed):
        return _day(found[1], int(found[2]), found[3])
    if found := _NUMBERS.fullmatch(typed):
        return _day(found[3], int(found[2]), found[1])
    if found := _WRITTEN.fullmatch(typed):
        return _day(found[3], _month(found[2]), found[1])
    return None


def parse_coming_day(text: str, today: date) -> date | None:
    """Read a date like `parse_day`; without a year ("26-11") it is the next such day."""
    typed = normalised(text).lower()
    found = _WITHOUT_YEAR.fullmatch(typed)
    if found is None:
        return parse_day(text)
    years = range(today.year, today.year + _YEARS_TO_A_LEAP_DAY + 1)
    days = (_day(str(year), int(found[2]), found[1]) for year in years)
    return next((day for day in days if day and day >= today), None)


def inner_quotes(text: str) -> str:
    """Return a text as it stands within quotes: its own become “ ”."""
    return _QUOTED.sub("“\\1”", text)


def _month(word: str) -> int:
    """Find the month by its name or its first letters ("nov", "sept"); 0 when there is none."""
    if word == "mrt":
        return 3
    return next((number for name, number in MONTHS.items() if name.startswith(word)), 0)


def _day(year: str, month: int, day: str) -> date | None:
    full_year = int(year) + (2000 if len(year) == 2 else 0)
    if not 2000 <= full_year <= 2099:
        return None
    try:
        return date(full_year, month, int(day))
    except ValueError:
        return None
