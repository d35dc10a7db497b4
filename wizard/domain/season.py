"""What today means for the mandates that every school needs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Season:
    """What today means: the required services in order, and the last day for each to be on time.

    A service without a deadline of its own has today as its last day: it was due already. It shares
    `last_day`, that of this school year, with the service that has one.
    """

    today: date
    last_days: Mapping[str, date]
    last_day: date = date.min

    @property
    def required(self) -> tuple[str, ...]:
        """The services that every school needs a mandate for, first things first."""
        return tuple(self.last_days)

    @cached_property
    def needed_days(self) -> Mapping[str, tuple[date, date]]:
        """On which days a mandate has to stand for each service, so that it is arranged.

        On its last day, or by now today; and it has to go on after that.
        """
        return {
            service: (last, last + _DAY)
            for service, day in self.last_days.items()
            for last in [max(self.today, day, self.last_day)]
        }

    @property
    def needed_on(self) -> Mapping[str, date]:
        """When a mandate for each service has to stand: on the last day, or by now today."""
        return {service: max(day, self.today) for service, day in self.last_days.items()}

    def in_order(self, services: Iterable[str]) -> tuple[str, ...]:
        """Put services in their order, each once: those that are required, then the others."""
        given, required = {*services}, self.required
        return (*(each for each in required if each in given), *sorted(given.difference(required)))
