"""Words that age: names and sentences of which another one holds from some day on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Dated:
    """Variants in order of time; the first has held since ever, so there is one for every day."""

    first: str
    later: tuple[tuple[date, str], ...] = ()

    def on(self, today: date) -> str:
        """Return the last variant that has begun."""
        return next((text for since, text in reversed(self.later) if since <= today), self.first)

    @property
    def variants(self) -> Mapping[date | None, str]:
        """All variants by their first day; None for the first."""
        return {None: self.first, **dict(self.later)}
