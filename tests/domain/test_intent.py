"""What saving would do: the check page shows it, and saving does just that."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.situations import (
    ESIS,
    LAST_DAY,
    PARNASSYS,
    RIO,
    TEST,
    TODAY,
    days,
    draft,
    parked,
    recorded,
    saved,
    school,
)
from wizard.domain.draft import Draft
from wizard.domain.intent import Intent
from wizard.domain.mandate import OTHER_SYSTEM, Mandate, SystemChoice, other_system
from wizard.domain.school_facts import SchoolFacts
from wizard.domain.season import Season

UNNAMED = SystemChoice(OTHER_SYSTEM, "", "")
OLD = recorded(system=ESIS, starts_on=date(2020, 1, 6))


def intent_of(*mandates: Mandate, answers: Draft) -> Intent:
    intent = school(*mandates, draft=answers).intent
    assert intent is not None
    return intent


def at(today: date, facts: SchoolFacts) -> SchoolFacts:
    """Return the same school on another day."""
    return replace(facts, season=Season(today, {RIO: today, TEST: LAST_DAY}, LAST_DAY))


@pytest.mark.parametrize(
    "facts",
    [
        school(),
        school(draft=draft(RIO)),
        school(draft=parked(RIO)),
        school(draft=draft(system=PARNASSYS)),
        school(draft=draft(RIO, system=UNNAMED)),
        school(OLD, draft=draft(RIO, system=PARNASSYS)),
        school(OLD, draft=draft(RIO, system=UNNAMED, keep_old=True)),
        school(recorded(), draft=draft(RIO, system=PARNASSYS)),
        school(saved(), draft=draft(RIO, system=PARNASSYS, keep_old=True)),
    ],
    ids=[
        "nothing answered",
        "no LAS",
        "parked",
        "no service",
        "LAS without a name",
        "the old one not answered for",
        "answered for, without a name",
        "nothing left to give",
        "saved already",
    ],
)
def test_while_an_answer_is_missing_there_is_nothing_to_save(facts: SchoolFacts) -> None:
    assert facts.intent is None


def test_what_is_answered_is_what_is_saved() -> None:
    intent = intent_of(answers=draft(RIO, TEST, system=PARNASSYS, starts_on=LAST_DAY))
    assert (intent.system, intent.services) == (PARNASSYS, (RIO, TEST))
    assert (intent.starts_on, intent.endings, intent.has_gap) == (LAST_DAY, (), False)


def test_a_las_with_a_name_can_be_saved() -> None:
    named = other_system("Mijn LAS", "")
    assert intent_of(answers=draft(RIO, system=named)).system == named


def test_what_the_las_has_already_is_left_out() -> None:
    both = draft(RIO, TEST, system=PARNASSYS)
    assert intent_of(recorded(), answers=both).services == (TEST,)
    assert intent_of(saved(), answers=both).services == (TEST,)


def test_for_a_service_that_is_left_out_nothing_ends() -> None:
    """Both LASs have RIO, as somebody chose before: an answer for the Eindtoets leaves that so."""
    answers = draft(RIO, TEST, system=PARNASSYS, keep_old=False)
    old_test = replace(OLD, service=TEST)
    intent = intent_of(recorded(), OLD, old_test, answers=answers)
    assert [old for old, _day in intent.endings] == [old_test]


def test_a_planned_mandate_may_be_brought_forward() -> None:
    planned = recorded(starts_on=LAST_DAY)
    intent = intent_of(planned, answers=draft(RIO, system=PARNASSYS, starts_on=TODAY + days(1)))
    assert (intent.services, intent.starts_on) == ((RIO,), TODAY + days(1))
    later = draft(RIO, system=PARNASSYS, starts_on=LAST_DAY + days(1))
    assert school(planned, draft=later).intent is None


def test_the_first_day_is_never_in_the_past() -> None:
    chosen = draft(RIO, system=PARNASSYS, starts_on=TODAY - days(1))
    assert intent_of(answers=chosen).starts_on == TODAY
    assert intent_of(answers=draft(RIO, system=PARNASSYS)).starts_on == TODAY


def test_where_both_stay_nothing_ends() -> None:
    intent = intent_of(OLD, answers=draft(RIO, system=PARNASSYS, keep_old=True))
    assert (intent.conflicting, intent.endings, intent.has_gap) == ((OLD,), (), False)


@pytest.mark.parametrize(
    ("old", "starts_on", "last_day"),
    [
        (OLD, LAST_DAY, LAST_DAY - days(1)),
        (OLD, TODAY + days(1), TODAY),
        (OLD, None, TODAY),
        (OLD, TODAY - days(9), TODAY),
        (recorded(system=ESIS, starts_on=LAST_DAY + days(9)), LAST_DAY, LAST_DAY + days(9)),
    ],
    ids=["later", "tomorrow", "today", "a day that went by", "before the old one begins"],
)
def test_the_old_one_ends_the_day_before_but_not_before_today_or_its_own_first_day(
    old: Mandate, starts_on: date | None, last_day: date
) -> None:
    answers = draft(RIO, system=PARNASSYS, starts_on=starts_on, keep_old=False)
    assert intent_of(old, answers=answers).endings == ((old, last_day),)


def test_the_usual_last_day_moves_along_with_a_first_day_that_went_by() -> None:
    answers = draft(RIO, system=PARNASSYS, starts_on=TODAY + days(1), keep_old=False)
    facts = school(OLD, draft=answers)
    tomorrow, days_later = TODAY + days(1), TODAY + days(5)
    for today, last_day in ((TODAY, TODAY), (tomorrow, tomorrow), (days_later, days_later)):
        intent = at(today, facts).intent
        assert intent is not None
        assert intent.endings == ((OLD, last_day),)


def test_a_last_day_that_was_typed_is_kept() -> None:
    answers = draft(
        RIO, system=PARNASSYS, starts_on=LAST_DAY, keep_old=False, end_old_on=LAST_DAY + days(9)
    )
    assert intent_of(OLD, answers=answers).endings == ((OLD, LAST_DAY + days(9)),)


@pytest.mark.parametrize(("ends_in", "is_ended"), [(4, False), (5, False), (6, True), (99, True)])
def test_an_end_never_moves_later(ends_in: int, is_ended: bool) -> None:
    old = replace(OLD, ends_on=TODAY + days(ends_in))
    typed = TODAY + days(5)
    answers = draft(RIO, system=PARNASSYS, keep_old=False, end_old_on=typed)
    assert intent_of(old, answers=answers).endings == (((old, typed),) if is_ended else ())


@pytest.mark.parametrize(
    ("last_day", "has_gap"),
    [
        (None, False),
        (LAST_DAY + days(1), False),
        (LAST_DAY, False),
        (LAST_DAY - days(1), False),
        (LAST_DAY - days(2), True),
    ],
)
def test_days_on_which_nothing_is_permitted_are_a_gap(last_day: date | None, has_gap: bool) -> None:
    answers = draft(RIO, system=PARNASSYS, starts_on=LAST_DAY, keep_old=False, end_old_on=last_day)
    assert intent_of(OLD, answers=answers).has_gap is has_gap


SOON = st.integers(-9, 40).map(lambda count: TODAY + timedelta(count))


@given(starts_on=st.none() | SOON, began=SOON, length=st.none() | st.integers(0, 60))
def test_without_a_typed_day_no_end_lies_before_today_or_its_first_day_or_moves_later(
    starts_on: date | None, began: date, length: int | None
) -> None:
    old = recorded(
        system=ESIS, starts_on=began, ends_on=None if length is None else began + days(length)
    )
    answers = draft(RIO, system=PARNASSYS, starts_on=starts_on, keep_old=False)
    intent = intent_of(old, answers=answers)
    assert intent.starts_on >= TODAY
    assert not intent.has_gap
    for ending, day in intent.endings:
        assert day >= max(TODAY, ending.starts_on)
        assert ending.ends_on is None or day < ending.ends_on


def test_a_page_is_told_from_one_with_other_answers() -> None:
    first = school(draft=draft(RIO, system=PARNASSYS))
    second = school(draft=draft(RIO, system=PARNASSYS, version=2))
    assert first.fingerprint != second.fingerprint
    assert first.fingerprint == school(draft=draft(RIO, system=PARNASSYS)).fingerprint


def test_a_page_is_told_from_the_same_one_on_another_day() -> None:
    today = school(draft=draft(RIO, system=PARNASSYS))
    assert at(TODAY + days(1), today).fingerprint != today.fingerprint


def test_a_page_that_says_the_same_on_another_day_is_the_same_page() -> None:
    later = school(OLD, draft=draft(RIO, system=PARNASSYS, starts_on=LAST_DAY, keep_old=False))
    assert at(TODAY + days(1), later).fingerprint == later.fingerprint


def test_a_page_is_told_from_one_on_which_the_old_mandate_ends_another_day() -> None:
    """Tomorrow is still the first day, but the old mandate's last day is no longer today."""
    answers = draft(RIO, system=PARNASSYS, starts_on=TODAY + days(1), keep_old=False)
    facts = school(OLD, draft=answers)
    assert at(TODAY + days(1), facts).fingerprint != facts.fingerprint
