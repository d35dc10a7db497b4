"""The deadline in somebody's own calendar, parsed as strictly as a calendar does."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from icalendar import Calendar, Event

from tests.builders import SteppingClock
from tests.journeys.stories import give
from tests.visitor import Visitor
from wizard.domain.dutch_time import local

_URL = "/bestuur/99001/agenda/eindtoets.ics"


@pytest.fixture
def anna(app: Flask) -> Visitor:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    return visitor


def _file(visitor: Visitor) -> bytes:
    """Return the lines as a calendar gets them."""
    return bytes(visitor.client.get(_URL).data)


def _entry(visitor: Visitor) -> Event:
    answer = visitor.client.get(_URL)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.data.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in answer.data.split(b"\r\n"))
    whole = Calendar.from_ical(answer.data)
    assert whole.errors == []
    assert str(whole["version"]) == "2.0"
    [entry] = whole.walk("VEVENT")
    assert entry.errors == []
    return entry


def test_it_stands_all_day_on_the_last_day(anna: Visitor) -> None:
    entry = _entry(anna)
    assert entry["dtstart"].params["value"] == "DATE"
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (
        date(2026, 11, 30),
        date(2026, 12, 1),
    )
    assert str(entry["summary"]) == "Mandaat voor de doorstroomtoets: laatste dag"
    assert "nog 1 school te gaan" in str(entry["description"])
    assert "uiterlijk maandag 30 november (vóór 1 december)" in str(entry["description"])


def test_it_warns_at_nine_in_the_netherlands_a_week_before(anna: Visitor) -> None:
    assert _file(anna).count(b"\r\nTRIGGER;VALUE=DATE-TIME:20261123T080000Z\r\n") == 1
    [alarm] = _entry(anna).walk("VALARM")
    assert alarm.errors == []
    assert f"{local(alarm.decoded('trigger')):%d-%m %H:%M}" == "23-11 09:00"


@pytest.mark.parametrize(
    ("now", "warns"),
    [
        (datetime(2026, 8, 3, 8, tzinfo=UTC), True),
        (datetime(2026, 11, 30, 22, 59, tzinfo=UTC), True),
        (datetime(2026, 11, 30, 23, 0, tzinfo=UTC), False),  # midnight in the Netherlands
        (datetime(2026, 12, 2, 9, tzinfo=UTC), False),
        (datetime(2027, 3, 15, 9, tzinfo=UTC), False),
        (datetime(2027, 3, 16, 9, tzinfo=UTC), True),  # the deadline of the next school year
    ],
)
def test_it_no_longer_warns_once_the_last_day_has_passed(
    anna: Visitor, clock: SteppingClock, now: datetime, warns: bool
) -> None:
    clock.jump(now)
    anna.log_in("een-school")
    assert (b"VALARM" in _file(anna)) is warns


def test_it_is_no_invitation(anna: Visitor) -> None:
    assert b"METHOD" not in _file(anna)
    assert b"ORGANIZER" not in _file(anna)


def test_fetched_anew_it_is_the_same_entry_and_a_later_revision(
    anna: Visitor, clock: SteppingClock
) -> None:
    first = _entry(anna)
    clock.forward(minutes=1)
    anna.get("/bestuur/99001/verder")
    give(anna)
    second = _entry(anna)
    assert str(second["uid"]) == str(first["uid"]) == "eindtoets-2026-99001@127.0.0.1"
    assert second["sequence"] > first["sequence"]
    assert str(second["summary"]) == "Geregeld: mandaat voor de doorstroomtoets"
    assert second.walk("VALARM") == []


def test_each_school_year_has_an_entry_of_its_own(anna: Visitor, clock: SteppingClock) -> None:
    this_year = str(_entry(anna)["uid"])
    clock.jump(datetime(2027, 8, 1, 8, tzinfo=UTC))
    anna.log_in("een-school")
    next_year = _entry(anna)
    assert str(next_year["uid"]) != this_year
    assert next_year.decoded("dtstart") == date(2027, 11, 30)
    assert 0 <= next_year["sequence"] < 2**31


def test_once_the_test_is_over_the_entry_is_that_of_the_next_school_year(
    anna: Visitor, clock: SteppingClock
) -> None:
    revisions = []
    for day in (datetime(2027, 3, 16, 8, tzinfo=UTC), datetime(2027, 8, 1, 8, tzinfo=UTC)):
        clock.jump(day)
        anna.log_in("een-school")
        entry = _entry(anna)
        assert entry.decoded("dtstart") == date(2027, 11, 30)
        revisions.append(entry["sequence"])
    assert 0 <= revisions[0] < revisions[1]


def test_a_school_year_begins_at_midnight_in_the_netherlands(
    anna: Visitor, clock: SteppingClock
) -> None:
    clock.jump(datetime(2027, 7, 31, 22, 30, tzinfo=UTC))
    anna.log_in("een-school")
    first = _entry(anna)
    assert first.decoded("dtstart") == date(2027, 11, 30)
    assert first["sequence"] >= 0


@pytest.mark.parametrize("service", ["rio", "bestaat-niet", "eindtoets%0d%0aX-EVIL:1"])
def test_what_has_no_yearly_date_has_no_entry(anna: Visitor, service: str) -> None:
    assert anna.get(f"/bestuur/99001/agenda/{service}.ics").status == 404


def test_the_overview_leads_to_it(anna: Visitor) -> None:
    assert anna.get("/bestuur/99001").links["De datum voor uw agenda"] == _URL
