"""Settings become ports, here and only here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wizard.catalogue import Catalogue
from wizard.db.base import Database
from wizard.ports import Clock, MandateRegister, Ports, Wiring
from wizard.register.sql import OsrByHand, OwnRegister
from wizard.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NETHERLANDS = ZoneInfo("Europe/Amsterdam")

_REGISTERS: dict[str, Callable[["Session"], MandateRegister]] = {
    "own": OwnRegister,
    "osr": OsrByHand,
}


@dataclass(frozen=True)
class SystemClock:
    """The machine's clock; in practice shifted by whole days, the time of day keeps running."""

    shift: timedelta = timedelta(0)

    def now(self) -> datetime:
        """Return this moment in UTC."""
        return datetime.now(UTC) + self.shift  # noqa: TID251  this is the clock

    def today(self) -> date:
        """Return the date on the wall in the Netherlands."""
        return self.now().astimezone(_NETHERLANDS).date()


def wire(settings: Settings, *, clock: Clock | None = None) -> Wiring:
    """Put a process together. Raises ConfigError when config/*.toml has a mistake."""
    return Wiring(
        settings=settings,
        catalogue=Catalogue.load(settings.config_dir),
        ports=Ports(clock=clock or _clock(settings), register_for=_REGISTERS[settings.register]),
        database=Database(settings.database_url),
    )


def _clock(settings: Settings) -> Clock:
    if settings.today is None:
        return SystemClock()
    return SystemClock(settings.today - SystemClock().today())
