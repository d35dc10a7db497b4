"""`mandaatwijzer check`: does everything that the product needs answer?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import requests

from wizard.catalogue import Catalogue
from wizard.channels.email import EmailChannel
from wizard.cli.serve import require_known_services
from wizard.db.base import Database
from wizard.db.outage import DATABASE_ERRORS
from wizard.db.reminders import outages as reminders_outages
from wizard.db.upgrading import ensure_current
from wizard.domain.errors import ConfigError
from wizard.ports import NotSent
from wizard.settings import Provider, Settings
from wizard.web import bundle
from wizard.wiring import wire

_PROBLEMS: tuple[type[Exception], ...] = (
    ConfigError,
    requests.RequestException,
    NotSent,
    OSError,
    *DATABASE_ERRORS,
)
_TIMEOUT = (3, 5)  # seconds to connect, to answer


@dataclass(frozen=True)
class Line:
    """The outcome of one check."""

    name: str
    problem: str | None = None

    @property
    def is_fine(self) -> bool:
        """Nothing is wrong."""
        return self.problem is None

    def __str__(self) -> str:
        return f"{self.name}: {'ok' if self.is_fine else self.problem}"


def check_lines(environ: Mapping[str, str]) -> list[Line]:
    """Check everything; without settings there is nothing more to check."""
    try:
        settings = Settings.from_environ(environ)
    except ConfigError as error:
        return [Line("settings", str(error))]
    return [
        Line("settings"),
        _check("config files", lambda: Catalogue.load(settings.config_dir)),
        _check("static files", bundle.current),
        _check("database", lambda: ensure_current(settings.database_url)),
        _check("services", lambda: require_known_services(wire(settings))),
        _check("provider", lambda: _provider(settings.provider)),
        _check("provider of the helpdesk", lambda: _provider(settings.helpdesk)),
        *_mail_lines(settings),
    ]


def _mail_lines(settings: Settings) -> list[Line]:
    """Try the mail server, if there is one: without, no mails go out, and nothing is wrong."""
    server = settings.mail_server
    if server is None:
        return []
    return [
        _check("mail server", EmailChannel(server).check),
        _check("mails", lambda: _require_no_outage(settings)),
    ]


def _require_no_outage(settings: Settings) -> None:
    """Say what the sender met that only a mail itself shows. Raises NotSent."""
    database = Database(settings.database_url)
    try:
        with database.reading() as session:
            outage = reminders_outages.standing(session)
    finally:
        database.dispose()
    if outage:
        raise NotSent(f"held up since {outage.since:%Y-%m-%d %H:%M} UTC: {outage.reason}")


def _check(name: str, attempt: Callable[[], object]) -> Line:
    try:
        attempt()
    except _PROBLEMS as error:
        return Line(name, str(error).splitlines()[0])
    return Line(name)


def _provider(provider: Provider) -> None:
    address = f"{provider.issuer}/.well-known/openid-configuration"
    answer = requests.get(address, timeout=_TIMEOUT)
    if answer.status_code != 200:
        raise ConfigError(f"{address} answers {answer.status_code}")
    said = answer.json()
    issuer = said.get("issuer") if isinstance(said, dict) else None
    if str(issuer).rstrip("/") != provider.issuer:
        raise ConfigError(f"{address} says that its issuer is {issuer!r}")
