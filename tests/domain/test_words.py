"""Values in Dutch words, and dates as people type them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.domain import words

LAST_DAY = date(2026, 11, 30)


def test_dates_in_words() -> None:
    assert words.day_in_words(LAST_DAY) == "maandag 30 november 2026"
    assert words.day_without_year(LAST_DAY) == "maandag 30 november"
    assert words.date_short(LAST_DAY) == "30 november 2026"
    assert words.date_short(date(2020, 12, 1)) == "1 december 2020"
    assert words.date_without_year(date(2020, 12, 1)) == "1 december"
    assert words.month_in_words(date(2022, 1, 1)) == "januari 2022"


def test_a_leap_day_in_words() -> None:
    assert words.day_in_words(date(2024, 2, 29)) == "donderdag 29 februari 2024"


def test_the_time_has_a_dot_and_two_digits() -> None:
    assert words.time_in_words(datetime(2026, 11, 23, 14, 32, tzinfo=UTC)) == "14.32 uur"
    assert words.time_in_words(datetime(2026, 11, 23, 9, 5, tzinfo=UTC)) == "09.05 uur"


@pytest.mark.parametrize(
    ("items", "wording"),
    [
        ([], ""),
        (["RIO"], "RIO"),
        (["RIO", "de Eindtoets"], "RIO en de Eindtoets"),
        (["A", "B", "C"], "A, B en C"),
    ],
)
def test_lists(items: list[str], wording: str) -> None:
    assert words.and_list(items) == wording


@pytest.mark.parametrize(
    ("number", "wording"),
    [(0, "0 scholen"), (1, "1 school"), (7, "7 scholen"), (1000, "1.000 scholen")],
)
def test_counts(number: int, wording: str) -> None:
    assert words.count(number, "school", "scholen") == wording


@pytest.mark.parametrize(
    "typed",
    [
        "27-11-2026",
        "27/11/2026",
        "27.11.2026",
        "27 11 2026",
        " 27-11-2026 ",
        "27-11-26",
        "2026-11-27",
        "27 november 2026",
        "27 November 2026",
        "27  november   2026",
        "27 nov 2026",
        "27 nov. 2026",
        "27-nov-2026",
        "vrijdag 27 november 2026",
        "Vrijdag, 27 november 2026",
    ],
)
def test_days_as_people_type_them(typed: str) -> None:
    assert words.parse_day(typed) == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("1-2-2027", date(2027, 2, 1)),
        ("01-02-2027", date(2027, 2, 1)),
        ("29-2-2028", date(2028, 2, 29)),
        ("3 mrt 2027", date(2027, 3, 3)),
        ("1 sept. 2027", date(2027, 9, 1)),
    ],
)
def test_the_day_comes_first(typed: str, day: date) -> None:
    assert words.parse_day(typed) == day


@pytest.mark.parametrize(
    "typed",
    [
        *("", "morgen", "27", "27 november", "november 2026", "11/27/2026", "31-11-2026"),
        *("29-2-2027", "0-1-2027", "27-13-2026", "27-11-0026", "27-11-1926", "27-11-2126"),
        *("27 nevember 2026", "27 zondag 2026", "27-11-2026 en later", "27--11-2026"),
        *("1 m 2026", "99999999999999999999", "２７-１１-２０２６ª", "27\x0011\x002026"),
    ],
)
def test_what_cannot_be_a_date(typed: str) -> None:
    assert words.parse_day(typed) is None


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        *(("23-11", date(2026, 11, 23)), ("26/11", date(2026, 11, 26))),
        *((" 1 2 ", date(2027, 2, 1)), ("22.11", date(2027, 11, 22)), ("29-2", date(2028, 2, 29))),
        *(("26-11-2026", date(2026, 11, 26)), ("1-1-2020", date(2020, 1, 1))),
        *(("31-11", None), ("11-26", None), ("morgen", None)),
    ],
)
def test_a_day_without_a_year_is_the_next_one(typed: str, day: date | None) -> None:
    assert words.parse_coming_day(typed, date(2026, 11, 23)) == day


def test_a_leap_day_may_be_eight_years_away() -> None:
    assert words.parse_coming_day("29-2", date(2096, 3, 1)) is None
    assert words.parse_coming_day("29-2", date(2028, 3, 1)) == date(2032, 2, 29)


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("Kies ‘Ja’ of ‘Nee’.", "Kies “Ja” of “Nee”."),
        ("Kies een dienst.", "Kies een dienst."),
        ("Alle foto’s", "Alle foto’s"),
    ],
)
def test_quotes_within_quotes_are_others(text: str, within: str) -> None:
    assert words.inner_quotes(text) == within


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_way_of_writing_a_day_reads_back(day: date) -> None:
    assert words.parse_day(day.isoformat()) == day
    assert words.parse_day(f"{day.day}-{day.month}-{day.year}") == day
    assert words.parse_day(words.date_short(day)) == day
    assert words.parse_day(words.day_in_words(day)) == day


@given(st.text(max_size=40))
def test_no_text_whatsoever_breaks_the_reading(typed: str) -> None:
    day = words.parse_day(typed)
    assert day is None or 2000 <= day.year <= 2099
