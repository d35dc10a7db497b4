"""Settings become ports, here and only here."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from wizard.catalogue import Catalogue
from wizard.channels.email import EmailChannel
from wizard.channels.outbox import OutboxChannel
from wizard.db.base import Database
from wizard.domain.dutch_time import local
from wizard.ports import Clock, MandateRegister, Ports, ReminderChannel, Wiring
from wizard.register.sql import OsrByHand, OwnRegister
from wizard.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

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
        return local(self.now()).date()


def wire(settings: Settings, *, clock: Clock | None = None) -> Wiring:
    """Put a process together. Raises ConfigError when config/*.toml has a mistake."""
    return Wiring(
        settings=settings,
        catalogue=Catalogue.load(settings.config_dir),
        ports=Ports(
            clock=clock or _clock(settings),
            register_for=_REGISTERS[settings.register],
            reminders=_reminders(settings),
        ),
        database=Database(settings.database_url, timeout=settings.database_timeout),
    )


def _clock(settings: Settings) -> Clock:
    if settings.today is None:
        return SystemClock()
    return SystemClock(settings.today - SystemClock().today())


def _reminders(settings: Settings) -> ReminderChannel | None:
    """Choose how mails go out: in practice as files, unless a mail server is named even there."""
    if settings.mail_server is not None:
        return EmailChannel(settings.mail_server)
    return OutboxChannel(settings.outbox) if settings.practice else None
