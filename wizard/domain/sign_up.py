"""When schools sign up for the test with a supplier of it: information, never a task of a board."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from wizard.domain.school_year import MonthAndDay, day_in


class SignUpPhase(StrEnum):
    """How signing up stands on a day.

    Where no last day is known, it is FROM before the first day, and SINCE from then on.
    """

    FROM = "from"
    SINCE = "since"
    AHEAD = "ahead"
    OPEN = "open"
    CLOSED = "closed"

    @property
    def is_now(self) -> bool:
        """It has begun, so it comes before what happens in the next weeks."""
        return self not in (SignUpPhase.FROM, SignUpPhase.AHEAD)


@dataclass(frozen=True)
class SignUp:
    """The first day of signing up in a school year, and the last; None where none is known."""

    opens: date
    until: date | None

    def phase(self, today: date) -> SignUpPhase:
        """Tell how it stands today."""
        has_begun = today >= self.opens
        if self.until is None:
            return SignUpPhase.SINCE if has_begun else SignUpPhase.FROM
        if today > self.until:
            return SignUpPhase.CLOSED
        return SignUpPhase.OPEN if has_begun else SignUpPhase.AHEAD


@dataclass(frozen=True)
class SignUpRule:
    """The same days every school year."""

    opens: MonthAndDay
    until: MonthAndDay | None = None

    def of_year(self, year: int) -> SignUp:
        """Return the days of the school year that begins in this calendar year."""
        return SignUp(day_in(year, self.opens), day_in(year, self.until) if self.until else None)
