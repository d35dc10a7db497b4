"""Serving the product with granian: two workers, one request at a time in each.

More threads in a process made pages slower, and long-lived connections starve small servers.
"""

import os
from collections.abc import Mapping

from granian.constants import Interfaces
from granian.server import Server

from wizard import logs
from wizard.app import create_app
from wizard.db.upgrading import ensure_current
from wizard.domain.errors import ConfigError
from wizard.ports import Wiring
from wizard.register.sql import services_in_use
from wizard.settings import ROOT, Settings
from wizard.wiring import wire

_WORKERS = 2
_DEFAULT_PORT = "8000"


def serve_product(settings: Settings, environ: Mapping[str, str], *, host: str = "0.0.0.0") -> None:  # noqa: S104  a proxy stands in front
    """Serve until stopped. Raises ConfigError when something is missing to serve with."""
    require_vendor_files()
    ensure_current(settings.database_url)
    wiring = wire(settings)
    require_known_services(wiring)
    wiring.database.dispose()
    Server(
        "wizard.cli.serving:product",
        factory=True,
        address=host,
        port=port_of(environ),
        interface=Interfaces.WSGI,
        workers=_WORKERS,
        blocking_threads=1,
        respawn_failed_workers=True,
        log_access=False,
    ).serve()


def product() -> object:
    """Make the application in a worker process, from its environment."""
    logs.init()
    return create_app(wire(Settings.from_environ(os.environ)))


def port_of(environ: Mapping[str, str]) -> int:
    """Return the port to listen on. Raises ConfigError when PORT is not one."""
    value = environ.get("PORT") or _DEFAULT_PORT
    if not value.isdecimal() or len(value) > 5 or not 0 < int(value) < 65536:
        raise ConfigError(f"PORT must be a number from 1 to 65535, not {value[:20]!r}")
    return int(value)


def require_known_services(wiring: Wiring) -> None:
    """Raises ConfigError when mandates stand for a service that config no longer has."""
    with wiring.database.reading() as session:
        unknown = services_in_use(session) - wiring.catalogue.services.keys()
    if unknown:
        names = ", ".join(sorted(unknown))
        raise ConfigError(f"config/services.toml: {names}: missing, and there are mandates for it")


def require_vendor_files() -> None:
    """Raises ConfigError when the styles and scripts from npm are not there."""
    if not (ROOT / "static" / "vendor" / ".stamp").is_file():
        raise ConfigError("static/vendor is missing; run 'make static/vendor'")
