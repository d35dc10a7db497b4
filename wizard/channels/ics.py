"""Deadlines for the calendar that people have: iCalendar (RFC 5545), all day on the last day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

_DAY = timedelta(days=1)
#: The calendar warns so long before the last day.
_ALARM = timedelta(days=-7)


@dataclass(frozen=True)
class Entry:
    """A deadline of a board. A calendar knows it again by `uid`; `sequence` rises on each change.

    `changed_at`: in UTC. `done`: there is nothing left to warn of.
    """

    uid: str
    last_day: date
    title: str
    text: str
    sequence: int
    changed_at: datetime
    done: bool


def calendar(entry: Entry) -> bytes:
    """Return a file with one entry."""
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
    if not entry.done:
        event.add_component(_alarm(entry))
    whole = Calendar()
    whole.add("prodid", "-//Mandaatwijzer//NL")
    whole.add("version", "2.0")
    whole.add("method", "PUBLISH")
    whole.add_component(event)
    return bytes(whole.to_ical())


def _alarm(entry: Entry) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.title)
    alarm.add("trigger", _ALARM)
    return alarm
