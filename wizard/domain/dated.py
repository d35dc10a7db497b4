"""What ages: names, sentences and days of which another one holds from some day on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

Variant = TypeVar("Variant")


@dataclass(frozen=True)
class Dated(Generic[Variant]):
    """Variants in order of time; the first has held since ever, so there is one for every day."""

    first: Variant
    later: tuple[tuple[date, Variant], ...] = ()

    def on(self, today: date) -> Variant:
        """Return the last variant that has begun."""
        begun = (each for since, each in reversed(self.later) if since <= today)
        return next(begun, self.first)

    @property
    def variants(self) -> Mapping[date | None, Variant]:
        """All variants by their first day; None for the first."""
        return {None: self.first, **dict(self.later)}
