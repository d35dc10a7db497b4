"""Waiting for a school that was asked which LAS it uses: until when, and in words."""

from collections.abc import Iterable
from datetime import date, timedelta

from wizard.domain.deadline import working_day_at_or_before, working_days_after
from wizard.domain.facts import BoardFacts
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.words import day_in_words, day_without_year

#: A school that was asked has so many working days to answer.
_WORKING_DAYS = 3
_LONGEST = timedelta(days=365)


def usual_day(today: date, last_days: Iterable[date]) -> date:
    """Return the day to look again, unless somebody chooses another one.

    `last_days`: on which what is open can be arranged in time. It is not after the first of those
    that is still to come, and offices work then; but it is never before today.
    """
    in_time = [working_day_at_or_before(day) for day in last_days if day >= today]
    return max(today, min([working_days_after(today, _WORKING_DAYS), *in_time]))


def last_choice(today: date) -> date:
    """Return the last day that can be chosen: a year from now."""
    return today + _LONGEST


def waiting_schools(board: BoardFacts) -> tuple[SchoolFacts, ...]:
    """Return the schools that the board waits for, whose day comes first before the others."""
    return in_order(each for each in board.schools if each.is_parked)


def in_order(schools: Iterable[SchoolFacts]) -> tuple[SchoolFacts, ...]:
    """Put waiting schools in the order of their day; those of one day stay as they were."""
    return tuple(sorted(schools, key=lambda each: each.look_again_on or date.max))


def wait_in_words(school: SchoolFacts) -> str:
    """Say what a board that waits for this school is to do, and when; nothing where it does not."""
    if school.look_again_on is None:
        return ""
    if school.must_look_again:
        return f"Kijk vandaag of {school.school.name} heeft geantwoord"
    return f"Wacht op school, kijk weer op {near_day(school.look_again_on, school.season.today)}"


def look_again_in_words(school: SchoolFacts) -> str:
    """Say when to look again whether this school answered; nothing where nobody waits for it."""
    if school.look_again_on is None:
        return ""
    if school.must_look_again:
        return "Kijk vandaag"
    return f"Kijk weer op {near_day(school.look_again_on, school.season.today)}"


def near_day(day: date, today: date) -> str:
    """Return the day in words, with its year only where that is another one."""
    return day_without_year(day) if day.year == today.year else day_in_words(day)
