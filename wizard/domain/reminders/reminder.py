"""When reminders go out: on which days before and after a deadline, and at which hours."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from wizard.domain.deadline import (
    is_working_day,
    working_day_at_or_after,
    working_day_at_or_before,
    working_days_before,
)
from wizard.domain.school_year import school_year

#: What happens after the last day is told no longer than so many days after its occasion.
NEWS_FOR = timedelta(days=14)


@dataclass(frozen=True)
class Occasion:
    """A working day on which a reminder goes out. `key` names it, once and for all years."""

    key: str
    day: date
    is_before: bool

    def is_news(self, today: date) -> bool:
        """Tell whether somebody who has done everything wants to know: just after the last day."""
        return not self.is_before and today - self.day <= NEWS_FOR

    @property
    def name(self) -> str:
        """How far from the last day it is, as the rules say it: T-7, T-3w, T+1."""
        return self.key.partition("/")[2]


@dataclass(frozen=True)
class Plan:
    """The occasions of one deadline, in order of time."""

    last_day: date
    occasions: tuple[Occasion, ...]

    def due(self, today: date, *, since: date, sent: Mapping[str, date]) -> Occasion | None:
        """Return the occasion to remind of today; None when there is none, or it was done.

        A missed one is caught up while it still holds: until the next one, a "before" no longer
        than the last day, all of them no longer than the school year. `since`: nobody is reminded
        of what was before they asked for it. `sent`: the key of each mail of the school year, and
        the day that it went; whoever was reminded since an occasion needs it no more, whatever the
        rules called it by then.
        """
        if school_year(today) != school_year(self.last_day):
            return None
        passed = [each for each in self.occasions if since <= each.day <= today]
        latest = passed[-1] if passed else None
        if latest is None or latest.key in sent or (latest.is_before and today > self.last_day):
            return None
        return None if any(latest.day <= day <= today for day in sent.values()) else latest


@dataclass(frozen=True)
class ReminderRules:
    """The days before and after a last day, and the hours (on the wall in the Netherlands).

    A calendar day on which offices are closed moves to the working day before; one after the last
    day to the working day after.
    """

    days_before: tuple[int, ...]
    working_days_before: tuple[int, ...]
    days_after: tuple[int, ...]
    opens_at: time
    closes_at: time

    @property
    def fewer(self) -> "ReminderRules":
        """The same with two at most, for who asked for that: the last of each kind before."""
        return replace(
            self,
            days_before=tuple(sorted(self.days_before)[:1]),
            working_days_before=tuple(sorted(self.working_days_before)[:1]),
            days_after=(),
        )

    def days(self, last_day: date) -> Mapping[str, date]:
        """Return the day of each occasion of a deadline, by its name."""
        return {
            **{
                f"T-{days}": working_day_at_or_before(last_day - timedelta(days=days))
                for days in self.days_before
            },
            **{
                f"T-{days}w": working_days_before(last_day, days)
                for days in self.working_days_before
            },
            **{
                f"T+{days}": working_day_at_or_after(last_day + timedelta(days=days))
                for days in self.days_after
            },
        }

    def plan(self, last_day: date, *, without: Collection[str] = ()) -> Plan:
        """Return the occasions of a deadline but for these; of two on one day, the nearest."""
        by_day = {
            day: Occasion(f"{last_day.isoformat()}/{name}", day, is_before=day <= last_day)
            for name, day in sorted(self.days(last_day).items(), key=lambda each: each[1])
            if name not in without
        }
        return Plan(last_day, tuple(by_day.values()))

    def may_send(self, local: datetime) -> bool:
        """Tell whether mails may go out at this moment on the wall in the Netherlands."""
        return is_working_day(local.date()) and self.opens_at <= local.time() < self.closes_at


def standing_since(noted: Sequence[tuple[date, Collection[str]]]) -> Mapping[str, date]:
    """Return since when each name stands in the rules without a break.

    `noted`: the names that there were, at each change, oldest first. What the first note has
    stood there always, for nobody knows better.
    """
    standing: dict[str, date] = {}
    for number, (day, names) in enumerate(noted):
        began = day if number else date.min
        standing = {name: standing.get(name, began) for name in names}
    return standing
