"""When to look again whether a school has answered: a sensible day, and in words."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.situations import RIO, TEST, TODAY, board, days, draft, parked, school
from wizard.domain.deadline import is_working_day, working_days_after
from wizard.domain.plan.plan import Kind, plan_of
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.waiting import last_choice, usual_day, wait_in_words, waiting_schools

_SUNDAY_30_NOVEMBER = date(2025, 11, 30)


def waits(brin: str, until: date | None) -> SchoolFacts:
    """Return a school that was asked, with the day to look again."""
    return school(draft=replace(parked(RIO, TEST), look_again_on=until), brin=brin)


@pytest.mark.parametrize(
    ("today", "last_days", "day"),
    [
        (date(2026, 11, 9), [date(2026, 11, 30)], date(2026, 11, 12)),
        (date(2026, 11, 12), [], date(2026, 11, 17)),
        (date(2026, 12, 24), [], date(2026, 12, 30)),
        (date(2026, 11, 27), [date(2026, 11, 30)], date(2026, 11, 30)),
        (date(2026, 11, 28), [date(2026, 11, 30)], date(2026, 11, 30)),
        (date(2026, 11, 30), [date(2026, 11, 30)], date(2026, 11, 30)),
        (date(2026, 12, 1), [date(2026, 11, 30)], date(2026, 12, 4)),
        (date(2025, 11, 26), [_SUNDAY_30_NOVEMBER], date(2025, 11, 28)),
        (date(2025, 11, 29), [_SUNDAY_30_NOVEMBER], date(2025, 11, 29)),
    ],
    ids=[
        *("three-working-days", "over-a-weekend", "over-christmas", "last-day", "from-a-saturday"),
        *("on-the-last-day", "after-it", "last-day-is-a-sunday", "only-a-weekend-is-left"),
    ],
)
def test_the_usual_day(today: date, last_days: list[date], day: date) -> None:
    assert usual_day(today, last_days) == day


_DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))


@given(today=_DAYS, last_days=st.lists(_DAYS))
def test_it_is_never_past_and_never_too_late(today: date, last_days: list[date]) -> None:
    day = usual_day(today, last_days)
    assert today <= day <= last_choice(today)
    assert all(day <= each for each in last_days if each >= today)
    assert day == today or is_working_day(day)


@given(today=_DAYS, number=st.integers(1, 10))
def test_so_many_working_days_lie_between(today: date, number: int) -> None:
    day = working_days_after(today, number)
    after = [today + days(each) for each in range(1, (day - today).days + 1)]
    assert sum(is_working_day(each) for each in after) == number
    assert is_working_day(day)


def test_what_a_page_says_before_the_day_and_on_it() -> None:
    assert wait_in_words(waits("99AA", date(2026, 11, 30))) == (
        "Wacht op school, kijk weer op maandag 30 november"
    )
    assert wait_in_words(waits("99AA", date(2027, 1, 4))).endswith("maandag 4 januari 2027")
    for day in (TODAY, TODAY - days(3), None):
        assert wait_in_words(waits("99AA", day)) == "Kijk vandaag of School 99AA heeft geantwoord"


def test_a_school_that_does_not_wait_has_no_day() -> None:
    facts = school(draft=draft(RIO, look_again_on=TODAY))
    assert (facts.look_again_on, facts.must_look_again, wait_in_words(facts)) == (None, False, "")


def test_of_schools_that_wait_the_one_to_look_at_is_next() -> None:
    later, due = waits("99AA", TODAY + days(3)), waits("99AB", TODAY)
    assert board(later, due).next_school() == due
    assert waiting_schools(board(later, due, school(brin="99AC"))) == (due, later)
    untouched = school(brin="99AC")
    assert board(later, due, untouched).next_school() == untouched
    assert board(later, due).next_school(besides="99AB") == later, "the last one, but not never"


def test_the_plan_says_when_to_look_first() -> None:
    later, soon = waits("99AA", TODAY + days(4)), waits("99AB", TODAY + days(1))
    [line] = plan_of(board(later, soon)).lines
    assert (line.kind, line.schools) == (Kind.WAIT, (soon, later))
    assert line.look_again_on == TODAY + days(1)
