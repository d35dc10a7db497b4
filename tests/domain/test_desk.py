"""When somebody at a desk answers the phone, and what is said of it."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.domain.contact import Desk, OpeningHours
from wizard.domain.deadline import is_working_day

HOURS = OpeningHours(opens=time(8), closes=time(17))
PHONE = "0800 321 22 33"
KNOWN = Desk("osr", "OSR", "Kennisnet", PHONE, hours=HOURS)
UNKNOWN = Desk("osr", "OSR", "Kennisnet", PHONE)
ANY_DAY, ANY_TIME = st.dates(date(2020, 1, 1), date(2027, 12, 31)), st.times()

#: Moments on the wall, and when the desk opens next; None: it is open.
MOMENTS = {
    "2026-11-25T07:59:59": "2026-11-25T08:00",
    "2026-11-25T08:00:00": None,
    "2026-11-25T16:59:59": None,
    "2026-11-25T17:00:00": "2026-11-26T08:00",
    "2026-11-27T17:00:00": "2026-11-30T08:00",  # Friday to Monday
    "2026-11-28T10:00:00": "2026-11-30T08:00",
    "2026-11-29T23:59:59": "2026-11-30T08:00",
    "2026-11-30T00:00:00": "2026-11-30T08:00",
    "2026-12-24T17:00:00": "2026-12-28T08:00",  # over Christmas, a Friday
    "2026-12-25T10:00:00": "2026-12-28T08:00",
    "2027-03-26T10:00:00": None,  # Goede Vrijdag: no official day off
    "2027-03-29T07:00:00": "2027-03-30T08:00",  # Tweede Paasdag
    "2026-12-31T17:00:00": "2027-01-04T08:00",
}


def wall(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.mark.parametrize("moment", MOMENTS)
def test_open_on_working_days_from_the_minute_of_opening_until_that_of_closing(
    moment: str,
) -> None:
    opening = MOMENTS[moment]
    assert HOURS.is_open(wall(moment)) is (opening is None)
    if opening:
        assert HOURS.next_opening(wall(moment)) == wall(opening)


@given(ANY_DAY, ANY_TIME)
def test_the_next_opening_is_a_later_moment_at_which_the_desk_opens(day: date, at: time) -> None:
    moment = datetime.combine(day, at)
    opening = HOURS.next_opening(moment)
    assert opening > moment
    assert HOURS.is_open(opening)
    assert opening.time() == HOURS.opens
    assert is_working_day(opening.date())


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        ("2026-11-25T12:00", f"nu {PHONE}"),
        ("2026-11-25T07:00", f"vandaag vanaf 8.00 uur: {PHONE}"),
        ("2026-11-25T17:00", f"morgen vanaf 8.00 uur: {PHONE}"),
        ("2026-11-28T12:00", f"maandag 30 november vanaf 8.00 uur: {PHONE}"),
        ("2026-11-29T12:00", f"morgen vanaf 8.00 uur: {PHONE}"),
    ],
)
def test_calling_now_is_said_only_while_the_desk_is_known_to_be_open(
    moment: str, said: str
) -> None:
    assert KNOWN.phone_when_open(wall(moment)) == said
    assert UNKNOWN.phone_when_open(wall(moment)) == PHONE


def test_what_is_read_later_names_the_hours_and_no_moment() -> None:
    assert KNOWN.phone_when_open(None) == f"{PHONE}, op werkdagen van 8.00 tot 17.00 uur"
    assert UNKNOWN.phone_when_open(None) == PHONE


def test_what_to_know_before_calling() -> None:
    half_hours = OpeningHours(time(8, 30), time(17, 5))
    choosing = Desk("rio", "RIO", "DUO", PHONE, "Kies optie 4.")
    both = Desk("rio", "RIO", "DUO", PHONE, "Kies optie 4.", hours=half_hours)
    assert UNKNOWN.phone_hint == ""
    assert KNOWN.phone_hint == "Op werkdagen van 8.00 tot 17.00 uur."
    assert choosing.phone_hint == "Kies optie 4."
    assert both.phone_hint == "Kies optie 4. Op werkdagen van 8.30 tot 17.05 uur."
