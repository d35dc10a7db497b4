"""What saving a school's answers would do: the check page shows it, and saving does just that."""

from dataclasses import dataclass
from datetime import date, timedelta

from wizard.domain.mandate import Mandate, SystemChoice

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Intent:
    """One act of saving, before it happens.

    `services`: those that the system has no mandate for yet. `conflicting`: the mandates of other
    systems for the same services. `keep_old`: they stay; else they end on `last_old_day`, None
    for the usual one.
    """

    system: SystemChoice
    services: tuple[str, ...]
    starts_on: date
    today: date
    conflicting: tuple[Mandate, ...]
    keep_old: bool
    last_old_day: date | None

    @property
    def endings(self) -> tuple[tuple[Mandate, date], ...]:
        """Return the mandates that this act ends, each with its last day. No end moves later."""
        if self.keep_old:
            return ()
        ends = ((mandate, self._last_day_of(mandate)) for mandate in self.conflicting)
        return tuple(
            (mandate, day)
            for mandate, day in ends
            if mandate.ends_on is None or day < mandate.ends_on
        )

    @property
    def has_gap(self) -> bool:
        """Between the old mandate's last day and the new one's first, nothing is permitted."""
        return any(day + _DAY < self.starts_on for _rival, day in self.endings)

    def _last_day_of(self, mandate: Mandate) -> date:
        """The day before the new mandate starts, but not before today or its own first day."""
        if self.last_old_day is not None:
            return self.last_old_day
        return max(self.starts_on - _DAY, self.today, mandate.starts_on)
