"""On which days reminders go out, over whole school years, and what becomes of a missed one."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.domain.deadline import is_working_day
from wizard.domain.reminders.reminder import ReminderRules, standing_since

RULES = ReminderRules(
    days_before=(21, 7),
    working_days_before=(3, 1),
    days_after=(1,),
    opens_at=time(9),
    closes_at=time(11),
)
ALWAYS = date.min


def school_year_of(year: int) -> Iterator[date]:
    day = date(year, 8, 1)
    while day < date(year + 1, 8, 1):
        yield day
        day += timedelta(days=1)


def days_of(year: int) -> dict[str, date]:
    last_day = date(year, 11, 30)
    return {each.name: each.day for each in RULES.plan(last_day).occasions}


@pytest.mark.parametrize(
    ("year", "days"),
    [
        (2020, ["2020-11-09", "2020-11-23", "2020-11-25", "2020-11-27", "2020-12-01"]),
        (2025, ["2025-11-07", "2025-11-21", "2025-11-26", "2025-11-28", "2025-12-01"]),
        (2026, ["2026-11-09", "2026-11-23", "2026-11-25", "2026-11-27", "2026-12-01"]),
    ],
)
def test_the_days_of_a_school_year(year: int, days: list[str]) -> None:
    names = ["T-21", "T-7", "T-3w", "T-1w", "T+1"]
    assert days_of(year) == dict(zip(names, map(date.fromisoformat, days), strict=True))


@pytest.mark.parametrize("year", [2020, 2025, 2026])
def test_a_school_year_played_day_by_day(year: int) -> None:
    plan = RULES.plan(date(year, 11, 30))
    sent: dict[str, date] = {}
    went_out = []
    for today in school_year_of(year):
        due = plan.due(today, since=ALWAYS, sent=sent)
        if due and is_working_day(today):
            sent[due.key] = today
            went_out.append(today)
    assert went_out == list(days_of(year).values())


def test_the_day_before_for_a_last_day_on_a_monday_is_the_friday() -> None:
    assert date(2026, 11, 30).weekday() == 0
    assert days_of(2026)["T-1w"] == date(2026, 11, 27)


def test_days_off_are_skipped_on_both_sides() -> None:
    rules = ReminderRules((7,), (1,), (1,), time(9), time(11))
    days = [each.day for each in rules.plan(date(2026, 12, 31)).occasions]
    assert days == [date(2026, 12, 24), date(2026, 12, 30), date(2027, 1, 4)]
    easter = [each.day for each in rules.plan(date(2027, 3, 29)).occasions]
    assert easter == [date(2027, 3, 22), date(2027, 3, 26), date(2027, 3, 30)]


def test_of_two_on_one_day_only_the_nearest_is_kept() -> None:
    rules = ReminderRules((3,), (1,), (), time(9), time(11))
    [only] = rules.plan(date(2026, 11, 30)).occasions
    assert (only.key, only.day) == ("2026-11-30/T-1w", date(2026, 11, 27))


def _due(today: str, *, since: str = "2026-08-01", **sent: str) -> str | None:
    """`sent`: T_21="2026-11-09"."""
    found = RULES.plan(date(2026, 11, 30)).due(
        date.fromisoformat(today),
        since=date.fromisoformat(since),
        sent={
            f"2026-11-30/{name.replace('_', '-')}": date.fromisoformat(day)
            for name, day in sent.items()
        },
    )
    return found.name if found else None


@pytest.mark.parametrize(
    ("today", "due"),
    [
        ("2026-11-08", None),
        ("2026-11-09", "T-21"),
        ("2026-11-13", "T-21"),  # missed for days, and still true
        ("2026-11-23", "T-7"),  # the one before is not sent any more
        ("2026-11-30", "T-1w"),
        ("2026-12-01", "T+1"),
        ("2026-12-09", "T+1"),
        ("2027-07-31", "T+1"),
        ("2027-08-01", None),  # another school year
    ],
)
def test_a_missed_one_is_caught_up_while_it_holds(today: str, due: str | None) -> None:
    assert _due(today) == due


def test_what_was_sent_is_not_sent_again() -> None:
    assert _due("2026-11-10", T_21="2026-11-09") is None
    assert _due("2026-11-24", T_21="2026-11-09") == "T-7"


def test_who_was_reminded_since_needs_it_no_more_whatever_the_rules_called_it() -> None:
    assert _due("2026-11-24", T_6="2026-11-23") is None
    assert _due("2026-11-24", T_10="2026-11-20") == "T-7"
    assert _due("2026-11-24", T_1w="2026-11-27") == "T-7", "a clock that was put back"


def test_days_that_are_left_out_are_not_caught_up() -> None:
    plan = RULES.plan(date(2026, 11, 30), without={"T-7"})
    assert [each.name for each in plan.occasions] == ["T-21", "T-3w", "T-1w", "T+1"]


def test_of_two_on_one_day_one_that_is_left_out_hides_no_other() -> None:
    rules = ReminderRules((3,), (1,), (), time(9), time(11))
    [only] = rules.plan(date(2026, 11, 30), without={"T-1w"}).occasions
    assert (only.key, only.day) == ("2026-11-30/T-3", date(2026, 11, 27))


def test_since_when_a_name_stands_in_the_rules() -> None:
    first, second, third = date(2025, 9, 1), date(2026, 11, 5), date(2026, 11, 20)
    assert standing_since([]) == {}
    assert standing_since([(first, "ab")]) == {"a": ALWAYS, "b": ALWAYS}
    assert standing_since([(first, "ab"), (second, "bc")]) == {"b": ALWAYS, "c": second}
    again = standing_since([(first, "ab"), (second, "b"), (third, "ab"), (third, "ab")])
    assert again == {"a": third, "b": ALWAYS}


def test_nobody_is_reminded_of_what_was_before_they_asked_for_it() -> None:
    assert _due("2026-11-24", since="2026-11-24") is None
    assert _due("2026-11-25", since="2026-11-24") == "T-3w"
    assert _due("2027-01-05", since="2027-01-04") is None


def test_what_is_before_the_deadline_is_not_sent_after_it() -> None:
    rules = ReminderRules((7,), (), (), time(9), time(11))
    plan = rules.plan(date(2026, 11, 27))
    assert plan.due(date(2026, 11, 27), since=ALWAYS, sent={}) is not None
    assert plan.due(date(2026, 11, 30), since=ALWAYS, sent={}) is None


@given(st.dates(date(2019, 8, 1), date(2032, 7, 31)))
def test_occasions_are_working_days_in_order_and_no_two_are_one_day(last_day: date) -> None:
    days = [each.day for each in RULES.plan(last_day).occasions]
    assert days == sorted(set(days))
    assert all(map(is_working_day, days))


@pytest.mark.parametrize(
    ("moment", "may"),
    [
        ("2026-11-23 08:59:59", False),
        ("2026-11-23 09:00:00", True),
        ("2026-11-23 10:59:59", True),
        ("2026-11-23 11:00:00", False),
        ("2026-11-22 10:00:00", False),  # a Sunday
        ("2026-12-25 10:00:00", False),  # Christmas, a Friday
    ],
)
def test_mails_go_out_on_working_days_in_the_morning(moment: str, may: bool) -> None:
    assert RULES.may_send(datetime.fromisoformat(moment)) is may
