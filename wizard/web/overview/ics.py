"""Deadlines for the calendar that people have: iCalendar (RFC 5545), all day on the last day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Entry:
    """A deadline of a board. A calendar knows it again by `uid`; `sequence` rises on each change.

    `changed_at`: in UTC. `warns_at`: when the calendar warns, in UTC; None for never.
    """

    uid: str
    last_day: date
    title: str
    text: str
    sequence: int
    changed_at: datetime
    warns_at: datetime | None


def calendar(entry: Entry) -> bytes:
    """Return a file with one entry.

    To be kept, not an invitation: so without METHOD, which asks for an ORGANIZER (RFC 5546).
    """
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.sequence)
    event.add("dtstart", entry.last_day)
    event.add("dtend", entry.last_day + _DAY)
    event.add("summary", entry.title)
    event.add("description", entry.text)
    event.add("transp", "TRANSPARENT")  # a deadline does not make anybody busy
    if entry.warns_at:
        event.add_component(_alarm(entry.title, entry.warns_at))
    whole = Calendar()
    whole.add("prodid", "-//Mandaatwijzer//NL")
    whole.add("version", "2.0")
    whole.add_component(event)
    return bytes(whole.to_ical())


def _alarm(title: str, at: datetime) -> Alarm:
    """Warn at a moment: counted back from a whole day, it is by the zone of the calendar."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", at, parameters={"VALUE": "DATE-TIME"})
    return alarm
