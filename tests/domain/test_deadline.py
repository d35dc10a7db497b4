"""The deadline of each school year, and how pressing it is."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.domain.dated import Dated
from wizard.domain.deadline import DaysOfTest, DeadlineRule, Phase, is_working_day
from wizard.domain.school_year import school_year
from wizard.domain.sign_up import SignUpRule

EINDTOETS = DeadlineRule(service="eindtoets", before=(12, 1))
RIO = DeadlineRule(service="rio", due_since=date(2022, 1, 1))
ANY_DAY = st.dates(date(2019, 1, 1), date(2030, 12, 31))

#: In the order in which a school year walks through them.
PHASES = [Phase.NEUTRAL, Phase.ATTENTION, Phase.URGENT, Phase.TODAY, Phase.PAST]


def last_day(rule: DeadlineRule, today: date) -> date:
    deadline = rule.deadline(today)
    assert deadline is not None
    return deadline.last_day


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2020, 7, 31), 2019),
        (date(2020, 8, 1), 2020),
        (date(2020, 11, 30), 2020),
        (date(2020, 12, 1), 2020),
        (date(2020, 12, 31), 2020),
        (date(2021, 1, 1), 2020),
        (date(2024, 2, 29), 2023),
        (date(2026, 7, 31), 2025),
        (date(2026, 8, 1), 2026),
    ],
)
def test_the_deadline_is_that_of_the_school_year(today: date, year: int) -> None:
    assert school_year(today) == year
    deadline = EINDTOETS.deadline(today)
    assert deadline is not None
    assert (deadline.before, deadline.last_day) == (date(year, 12, 1), date(year, 11, 30))


def test_a_date_in_spring_belongs_to_the_school_year_that_began_the_summer_before() -> None:
    spring = DeadlineRule(service="eindtoets", before=(3, 1))
    assert last_day(spring, date(2023, 8, 1)) == date(2024, 2, 29)
    assert last_day(spring, date(2024, 7, 31)) == date(2024, 2, 29)
    assert last_day(spring, date(2024, 8, 1)) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("before", "deadline"),
    [((8, 1), date(2026, 8, 1)), ((7, 31), date(2027, 7, 31)), ((1, 1), date(2027, 1, 1))],
)
def test_dates_at_the_edges_of_the_school_year(before: tuple[int, int], deadline: date) -> None:
    found = DeadlineRule(service="eindtoets", before=before).deadline(date(2026, 9, 1))
    assert found is not None
    assert found.before == deadline
    assert found.last_day == deadline - timedelta(days=1)


@pytest.mark.parametrize(
    ("today", "phase"),
    [
        (date(2026, 7, 31), Phase.PAST),
        (date(2026, 8, 1), Phase.NEUTRAL),
        (date(2026, 11, 15), Phase.NEUTRAL),
        (date(2026, 11, 16), Phase.ATTENTION),
        (date(2026, 11, 23), Phase.ATTENTION),
        (date(2026, 11, 24), Phase.ATTENTION),
        (date(2026, 11, 25), Phase.URGENT),
        (date(2026, 11, 29), Phase.URGENT),
        (date(2026, 11, 30), Phase.TODAY),
        (date(2026, 12, 1), Phase.PAST),
        (date(2027, 1, 1), Phase.PAST),
        (date(2027, 7, 31), Phase.PAST),
        (date(2027, 8, 1), Phase.NEUTRAL),
        (date(2020, 11, 24), Phase.ATTENTION),
        (date(2020, 11, 25), Phase.URGENT),
        (date(2020, 11, 30), Phase.TODAY),
        (date(2020, 12, 1), Phase.PAST),
    ],
)
def test_phases_through_a_school_year(today: date, phase: Phase) -> None:
    assert EINDTOETS.phase(today) is phase


@pytest.mark.parametrize(
    ("urgent_from", "weekday_of_the_last_day"),
    [
        (date(2020, 11, 25), "Monday"),
        (date(2021, 11, 25), "Tuesday"),
        (date(2022, 11, 25), "Wednesday"),
        (date(2023, 11, 27), "Thursday"),
        (date(2024, 11, 27), "Saturday"),
        (date(2025, 11, 26), "Sunday"),
        (date(2026, 11, 25), "Monday"),
        (date(2029, 11, 27), "Friday"),
    ],
)
def test_urgent_from_the_third_working_day_before(
    urgent_from: date, weekday_of_the_last_day: str
) -> None:
    assert f"{last_day(EINDTOETS, urgent_from):%A}" == weekday_of_the_last_day
    assert EINDTOETS.phase(urgent_from) is Phase.URGENT
    assert EINDTOETS.phase(urgent_from - timedelta(days=1)) is Phase.ATTENTION


def test_official_days_off_make_it_urgent_earlier() -> None:
    """With 28 April 2026 as last day, Koningsdag (Monday 27) does not count: Fri, Thu, Wed 22."""
    rule = DeadlineRule(service="eindtoets", before=(4, 29))
    assert rule.phase(date(2026, 4, 21)) is Phase.ATTENTION
    assert rule.phase(date(2026, 4, 22)) is Phase.URGENT


def test_the_new_year_does_not_disturb_the_counting_back() -> None:
    """With 4 January 2027 (Monday) as last day: 31, 30 and 29 December; 1 January is off."""
    rule = DeadlineRule(service="eindtoets", before=(1, 5))
    assert rule.phase(date(2026, 12, 28)) is Phase.ATTENTION
    assert rule.phase(date(2026, 12, 29)) is Phase.URGENT
    assert rule.phase(date(2027, 1, 1)) is Phase.URGENT


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 27), True),
        (date(2026, 11, 28), False),
        (date(2026, 11, 29), False),
        (date(2026, 4, 3), True),  # Goede Vrijdag is not an official day off
        (date(2020, 4, 10), True),
        (date(2026, 4, 6), False),  # Tweede Paasdag
        (date(2026, 4, 27), False),  # Koningsdag
        (date(2025, 4, 26), False),
        (date(2026, 5, 14), False),  # Hemelvaart
        (date(2026, 12, 25), False),
        (date(2027, 1, 1), False),
        (date(2024, 2, 29), True),
    ],
)
def test_working_days(day: date, works: bool) -> None:
    assert is_working_day(day) is works


def test_rio_is_due_since_january_2022_and_has_no_yearly_date() -> None:
    assert RIO.phase(date(2020, 11, 23)) is Phase.NEUTRAL
    assert RIO.phase(date(2021, 12, 31)) is Phase.NEUTRAL
    assert RIO.phase(date(2022, 1, 1)) is Phase.DUE
    assert RIO.phase(date(2026, 11, 30)) is Phase.DUE
    assert RIO.deadline(date(2026, 11, 30)) is None
    assert RIO.days_left(date(2026, 11, 30)) is None


@pytest.mark.parametrize(
    ("today", "days"),
    [
        (date(2026, 11, 23), 7),
        (date(2026, 11, 29), 1),
        (date(2026, 11, 30), 0),
        (date(2026, 12, 1), 0),
        (date(2027, 7, 31), 0),
        (date(2027, 8, 1), 121),
    ],
)
def test_days_left(today: date, days: int) -> None:
    assert EINDTOETS.days_left(today) == days


@given(ANY_DAY)
def test_there_is_never_a_negative_count(today: date) -> None:
    days = EINDTOETS.days_left(today)
    assert days is not None
    assert days >= 0
    assert (days == 0) is (EINDTOETS.phase(today) in (Phase.TODAY, Phase.PAST))


@given(ANY_DAY)
def test_the_deadline_lies_in_the_school_year_of_today(today: date) -> None:
    assert school_year(last_day(EINDTOETS, today)) == school_year(today)


@pytest.mark.parametrize("year", range(2019, 2030))
def test_a_school_year_walks_through_the_phases_once_and_in_order(year: int) -> None:
    days = [date(year, 8, 1) + timedelta(days=n) for n in range(366)]
    phases = [EINDTOETS.phase(day) for day in days if school_year(day) == year]
    assert [phases[0], *(b for a, b in pairwise(phases) if a is not b)] == PHASES


_MOVED = DeadlineRule(
    service="eindtoets",
    before=(12, 1),
    test=Dated(DaysOfTest((2, 16), (3, 24)), ((date(2027, 4, 1), DaysOfTest((4, 20), (5, 20))),)),
    sign_up=Dated(SignUpRule((12, 1), None), ((date(2023, 11, 1), SignUpRule((10, 1), (11, 15))),)),
)


def test_days_that_hold_from_within_a_school_year_hold_from_the_next_one() -> None:
    assert _MOVED.arranged_year(date(2027, 3, 25)) == 2027
    assert _MOVED.arranged_year(date(2027, 4, 2)) == 2027, "it does not go back"
    assert _MOVED.arranged_year(date(2028, 5, 20)) == 2027
    assert _MOVED.arranged_year(date(2028, 5, 21)) == 2028
    signs_up = [_MOVED.sign_up_at(day) for day in (date(2023, 11, 2), date(2024, 9, 1))]
    assert [each and each.opens for each in signs_up] == [date(2023, 12, 1), date(2024, 10, 1)]


@given(ANY_DAY)
def test_a_mandate_is_for_this_school_year_or_the_next(today: date) -> None:
    year = _MOVED.arranged_year(today)
    assert year in (school_year(today), school_year(today) + 1)
    assert _MOVED.arranged_year(today + timedelta(days=1)) >= year
