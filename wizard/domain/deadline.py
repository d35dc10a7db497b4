"""Deadlines: one rule per service, every school year again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import holidays

from wizard.domain.dated import Dated
from wizard.domain.school_year import MonthAndDay, day_in, first_day, school_year
from wizard.domain.sign_up import SignUp, SignUpRule

_DAY = timedelta(days=1)
_ATTENTION_DAYS = 14
_URGENT_WORKING_DAYS = 3

#: The library lists Goede Vrijdag too, which is not an official day off in the Netherlands.
_PUBLIC_HOLIDAYS = holidays.country_holidays("NL", language="en_US")
_NO_DAY_OFF = "Good Friday"


class Phase(StrEnum):
    """How pressing a deadline is."""

    NEUTRAL = "neutral"
    #: From 14 days before the last day.
    ATTENTION = "attention"
    #: From the third working day before the last day.
    URGENT = "urgent"
    #: The last day itself.
    TODAY = "today"
    #: From the day after the last day until test and results are over; at most until 31 July.
    PAST = "past"
    #: Has been needed for some time already, without a yearly date.
    DUE = "due"


@dataclass(frozen=True)
class Deadline:
    """The two days that every text names: done *before* the one is *at the latest* on the other."""

    before: date
    last_day: date


@dataclass(frozen=True)
class DaysOfTest:
    """The last day of the test, and the day by which its results are there, every school year."""

    ends: MonthAndDay
    results_by: MonthAndDay


@dataclass(frozen=True)
class DeadlineRule:
    """When a service must be arranged: every school year before a day, or simply since a day.

    `due_since` is for what has no yearly date. `test`: of a service that is about a test, when that
    is over; `sign_up`: when schools sign up for it. Days are those on the wall in the Netherlands,
    as the Clock gives them.
    """

    service: str
    before: MonthAndDay | None = None
    due_since: date | None = None
    test: Dated[DaysOfTest] | None = None
    sign_up: Dated[SignUpRule] | None = None

    def arranged_year(self, today: date) -> int:
        """Return the school year that a mandate is arranged for today, as `school_year` does.

        The next one, once test and results of this one are over.
        """
        year, days = school_year(today), self._days_of_test(today)
        return year + 1 if days and today > day_in(year, days.results_by) else year

    def deadline(self, today: date) -> Deadline | None:
        """Return the deadline of the school year that is arranged today; None without a date."""
        return self.deadline_of(self.arranged_year(today))

    def deadline_of(self, year: int) -> Deadline | None:
        """Return the deadline of the school year that begins in this calendar year."""
        if self.before is None:
            return None
        before = day_in(year, self.before)
        return Deadline(before=before, last_day=before - _DAY)

    def has_been_tested(self, today: date) -> bool:
        """Tell whether this school year's test is over, while its results are still to come."""
        year, days = school_year(today), self._days_of_test(today)
        if days is None or self.arranged_year(today) != year:
            return False
        return today > day_in(year, days.ends)

    def sign_up_at(self, today: date) -> SignUp | None:
        """Return when schools sign up for the test that is to come; None where nobody says."""
        if self.sign_up is None or self.has_been_tested(today):
            return None
        year = self.arranged_year(today)
        return self.sign_up.on(first_day(year)).of_year(year)

    def phase(self, today: date) -> Phase:
        """Tell how pressing it is today."""
        deadline = self.deadline(today)
        if deadline is None:
            is_due = self.due_since is not None and self.due_since <= today
            return Phase.DUE if is_due else Phase.NEUTRAL
        last_day = deadline.last_day
        if today > last_day:
            return Phase.PAST
        if today == last_day:
            return Phase.TODAY
        if today >= working_days_before(last_day, _URGENT_WORKING_DAYS):
            return Phase.URGENT
        if today >= last_day - timedelta(days=_ATTENTION_DAYS):
            return Phase.ATTENTION
        return Phase.NEUTRAL

    def _days_of_test(self, today: date) -> DaysOfTest | None:
        """Return those of the school year of today: what begins within it, holds from the next."""
        return self.test.on(first_day(school_year(today))) if self.test else None

    def days_left(self, today: date) -> int | None:
        """Count the days until the last day: 0 on the day itself and after, so never negative.

        None without a yearly date.
        """
        deadline = self.deadline(today)
        return max((deadline.last_day - today).days, 0) if deadline else None


def is_working_day(day: date) -> bool:
    """Tell whether offices work: Monday to Friday, except on official days off."""
    return day.weekday() < 5 and _PUBLIC_HOLIDAYS.get(day, _NO_DAY_OFF) == _NO_DAY_OFF


def working_day_at_or_before(day: date) -> date:
    """Return this day, or the last working day before it when offices are closed then."""
    return day if is_working_day(day) else working_days_before(day, 1)


def working_day_at_or_after(day: date) -> date:
    """Return this day, or the first working day after it when offices are closed then."""
    while not is_working_day(day):
        day += _DAY
    return day


def working_days_before(day: date, number: int) -> date:
    """Return the third (second, ...) working day before this day, which itself does not count."""
    for earlier in _days_back_from(day):
        number -= is_working_day(earlier)
        if number == 0:
            return earlier
    raise AssertionError("there is always an earlier day")


def working_days_after(day: date, number: int) -> date:
    """Return the third (second, ...) working day after this day, which itself does not count."""
    for _each in range(number):
        day = working_day_at_or_after(day + _DAY)
    return day


def _days_back_from(day: date) -> Iterator[date]:
    while True:
        day -= _DAY
        yield day
