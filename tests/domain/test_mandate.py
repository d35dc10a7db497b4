"""A mandate's life follows from its dates alone."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.situations import LAST_DAY, PARNASSYS, TODAY, days, recorded, saved
from wizard.domain.mandate import OTHER_SYSTEM, Life, Mandate, SystemChoice, other_system

DAYS = st.dates(date(2019, 1, 1), date(2032, 12, 31))


@pytest.mark.parametrize(
    ("starts_in", "ends_in", "life"),
    [
        (0, None, Life.ACTIVE),
        (-400, None, Life.ACTIVE),
        (1, None, Life.PLANNED),
        (0, 0, Life.ACTIVE),
        (-10, 0, Life.ACTIVE),
        (-10, -1, Life.ENDED),
        (-10, 1, Life.ACTIVE),
        (1, 9, Life.PLANNED),
    ],
)
def test_the_last_day_still_counts_and_the_day_after_does_not(
    starts_in: int, ends_in: int | None, life: Life
) -> None:
    ends_on = None if ends_in is None else TODAY + days(ends_in)
    mandate = recorded(starts_on=TODAY + days(starts_in), ends_on=ends_on)
    assert mandate.life(TODAY) is life
    assert mandate.is_live(TODAY) == (life is not Life.ENDED)


@st.composite
def mandates(draw: st.DrawFn) -> Mandate:
    starts_on = draw(DAYS)
    length = draw(st.none() | st.integers(0, 2000))
    return recorded(
        starts_on=starts_on, ends_on=None if length is None else starts_on + days(length)
    )


@given(mandates(), DAYS)
def test_life_goes_only_forward(mandate: Mandate, today: date) -> None:
    order = list(Life)
    tomorrow = today + days(1)
    assert order.index(mandate.life(tomorrow)) >= order.index(mandate.life(today))


@given(mandates(), DAYS, DAYS)
def test_what_covers_a_day_covers_every_later_one_until_it_ends(
    mandate: Mandate, day: date, today: date
) -> None:
    if mandate.covers(day, today):
        assert mandate.is_live(today)
        next_day = max(day + days(1), today)
        assert mandate.covers(next_day, today) != mandate.ends_before(next_day)


def test_a_planned_mandate_covers_the_last_day_when_it_starts_by_then() -> None:
    assert recorded(starts_on=LAST_DAY).covers(LAST_DAY, TODAY)
    assert not recorded(starts_on=LAST_DAY + days(1)).covers(LAST_DAY, TODAY)


def test_after_the_last_day_an_active_mandate_still_covers_it() -> None:
    started_late = recorded(starts_on=LAST_DAY + days(3))
    assert started_late.covers(LAST_DAY, LAST_DAY + days(3))
    assert not started_late.covers(LAST_DAY, LAST_DAY + days(2))


def test_an_ended_mandate_covers_nothing() -> None:
    ended = recorded(starts_on=TODAY - days(9), ends_on=TODAY - days(1))
    assert not ended.covers(LAST_DAY, TODAY)


def test_a_mandate_that_ends_before_the_last_day_does_not_cover_it() -> None:
    assert not recorded(ends_on=LAST_DAY - days(1)).covers(LAST_DAY, TODAY)
    assert recorded(ends_on=LAST_DAY).covers(LAST_DAY, TODAY)
    assert recorded(ends_on=LAST_DAY).ends_before(LAST_DAY + days(1))
    assert not recorded().ends_before(date.max)


def test_what_was_ended_before_anybody_saw_it_in_the_register_was_taken_back() -> None:
    taken_back = saved(ends_on=LAST_DAY)
    assert taken_back.is_taken_back
    assert not taken_back.is_live(TODAY)
    assert not taken_back.covers(TODAY, TODAY)
    assert not saved().is_taken_back
    assert not recorded(ends_on=LAST_DAY).is_taken_back
    assert recorded(ends_on=LAST_DAY).is_live(TODAY)


def test_saved_is_not_recorded() -> None:
    assert not saved().is_recorded
    assert recorded().is_recorded


def test_two_spellings_of_one_name_are_one_system() -> None:
    first, second = other_system("Mijn LAS", "Wij"), other_system("  mijn   las", "")
    assert first.key == second.key
    assert first.key != other_system("Ons LAS", "Wij").key


def test_another_system_is_no_system_of_the_catalogue_and_has_no_name_at_first() -> None:
    unnamed = SystemChoice(OTHER_SYSTEM, "", "")
    named = other_system("Mijn LAS", "")
    assert (unnamed.is_other, unnamed.is_named) == (True, False)
    assert (named.is_other, named.is_named) == (True, True)
    assert (PARNASSYS.is_other, PARNASSYS.is_named) == (False, True)
