"""What the rules of reminders were: a day that is added to them counts from then on.

The rules stand in a file, which does not tell when somebody changed it. So whoever sends notes each
change as an event, and a day that was added after it had gone by is nobody's missed reminder.
"""

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING

from wizard.catalogue import Catalogue
from wizard.db import events
from wizard.domain.dutch_time import local
from wizard.domain.event_kind import EventKind
from wizard.domain.reminders.reminder import standing_since

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_KIND = EventKind.REMINDER_RULES


def is_noted(session: "Session", catalogue: Catalogue, today: date) -> bool:
    """Tell whether the rules are those of the last note."""
    noted = _noted(session)
    return bool(noted) and set(noted[-1][1]) == set(_names(catalogue, today))


def note(session: "Session", catalogue: Catalogue, *, today: date, at: datetime) -> None:
    """Keep which occasions there are from now on; of two senders both may, which does no harm."""
    names = _names(catalogue, today)
    events.add(session, at=at, person=None, kind=_KIND, occasions=sorted(names))


def added_late(session: "Session", catalogue: Catalogue, today: date) -> Collection[str]:
    """Return the names of the occasions that were added after their day, in one statement."""
    noted = _noted(session)
    if not noted:
        return frozenset()
    standing = standing_since(noted)
    names = _names(catalogue, today)
    return {
        name.partition("/")[2] for name, day in names.items() if day < standing.get(name, today)
    }


def _noted(session: "Session") -> list[tuple[date, Collection[str]]]:
    return [
        (local(at).date(), detail["occasions"])
        for at, detail in events.of_everybody(session, _KIND)
    ]


def _names(catalogue: Catalogue, today: date) -> dict[str, date]:
    """Return the occasions as "12-01/T-7", so that they are the same ones each school year."""
    rule = catalogue.main_rule
    last_day = catalogue.last_day(rule.service, today)
    yearly = "{:02}-{:02}".format(*rule.before or ())
    days = catalogue.reminders.days(last_day)
    return {f"{yearly}/{name}": day for name, day in days.items()}
