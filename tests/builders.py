"""What stories are built from."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from tempfile import mkdtemp
from zoneinfo import ZoneInfo

from flask import Flask
from jinja2 import FileSystemBytecodeCache

from wizard.app import create_app
from wizard.ports import Wiring
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


#: Compiling the templates anew for each test's application would take most of the tests' time.
_COMPILED = FileSystemBytecodeCache(mkdtemp(prefix="mandaatwijzer-templates-"))


def make_app(wiring: Wiring) -> Flask:
    """Return the product, with templates that were compiled once for all tests of this process."""
    app = create_app(wiring)
    app.jinja_env.bytecode_cache = _COMPILED
    return app


def practice_settings(database_url: str, **environ: str) -> Settings:
    """Return the settings of a practice environment on this database."""
    return Settings.from_environ(
        {"WIZARD_PRACTICE": "1", "WIZARD_DATABASE_URL": database_url, **environ}
    )
