"""When reminders go out: on which days before and after a deadline, and at which hours."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from wizard.domain.deadline import (
    is_working_day,
    school_year,
    working_day_at_or_after,
    working_day_at_or_before,
    working_days_before,
)


@dataclass(frozen=True)
class Occasion:
    """A working day on which a reminder goes out. `key` names it, once and for all years."""

    key: str
    day: date
    is_before: bool


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

    def occasions(self, last_day: date) -> tuple[Occasion, ...]:
        """Return the occasions of a deadline in order of time; of two on one day, the nearest."""
        before = [
            *(
                (f"T-{days}", working_day_at_or_before(last_day - timedelta(days=days)))
                for days in self.days_before
            ),
            *(
                (f"T-{days}w", working_days_before(last_day, days))
                for days in self.working_days_before
            ),
        ]
        after = [
            (f"T+{days}", working_day_at_or_after(last_day + timedelta(days=days)))
            for days in self.days_after
        ]
        by_day = {
            day: Occasion(f"{last_day.isoformat()}/{name}", day, is_before=day <= last_day)
            for name, day in sorted([*before, *after], key=lambda each: each[1])
        }
        return tuple(by_day.values())

    def due(
        self, last_day: date, today: date, *, since: date, sent: Collection[str]
    ) -> Occasion | None:
        """Return the occasion to remind of today; None when there is none, or it was done.

        A missed one is caught up while it still holds: until the next one, a "before" no longer
        than the last day, all of them no longer than the school year. `since`: nobody is reminded
        of what was before they asked for it.
        """
        if school_year(today) != school_year(last_day):
            return None
        passed = [each for each in self.occasions(last_day) if since <= each.day <= today]
        latest = passed[-1] if passed else None
        if latest is None or latest.key in sent or (latest.is_before and today > last_day):
            return None
        return latest

    def may_send(self, local: datetime) -> bool:
        """Tell whether mails may go out at this moment on the wall in the Netherlands."""
        return is_working_day(local.date()) and self.opens_at <= local.time() < self.closes_at
