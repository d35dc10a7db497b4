"""What stories are built from."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from wizard.settings import Settings


@dataclass
class SteppingClock:
    """A clock that only moves when told to."""

    moment: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.astimezone(ZoneInfo("Europe/Amsterdam")).date()

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)

    def jump(self, moment: datetime) -> None:
        self.moment = moment


def practice_settings(database_url: str, **environ: str) -> Settings:
    """Return the settings of a practice environment on this database."""
    return Settings.from_environ(
        {"WIZARD_PRACTICE": "1", "WIZARD_DATABASE_URL": database_url, **environ}
    )
