"""Serving the product with granian: two workers, a few requests at a time in each.

Two processors are busy with two requests. The other threads are there to wait: for a provider, for
the database. A body that comes in slowly takes none of them (`gateway`).
"""

import os
import resource
from collections.abc import Mapping

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.server import Server

from wizard import logs
from wizard.app import create_app
from wizard.cli.gateway import Gateway, Limits
from wizard.db.upgrading import ensure_current
from wizard.domain.errors import ConfigError
from wizard.ports import Wiring
from wizard.register.sql import services_in_use
from wizard.settings import Settings
from wizard.web import bundle
from wizard.web.school_systems import upload
from wizard.wiring import wire

_WORKERS = 2
#: Connections that wait to be taken in; each worker holds half as many at once.
_BACKLOG = 4096
#: Milliseconds for the head of a request, and for the next one on a connection that is kept.
_HEAD_WITHIN = 10_000
#: Seconds that a stop waits for requests that go on. Containers are killed after ten.
_STOP_WITHIN = 8
#: Each connection is an open file; systems often allow 1,024 until a program asks for more.
_OPEN_FILES = 8192
_DEFAULT_PORT = "8000"


def serve_product(settings: Settings, environ: Mapping[str, str]) -> None:
    """Serve until stopped. Raises ConfigError when something is missing to serve with."""
    bundle.current()
    ensure_current(settings.database_url)
    wiring = wire(settings)
    require_known_services(wiring)
    wiring.database.dispose()
    serve("wizard.cli.serve:product", settings.listen, port_of(environ))


def serve(target: str, address: str, port: int, *, head_within: int = _HEAD_WITHIN) -> None:
    """Serve what `target` makes until stopped, over many connections."""
    allow_open_files()
    Server(
        target,
        factory=True,
        address=address,
        port=port,
        interface=Interfaces.RSGI,
        websockets=False,
        workers=_WORKERS,
        backlog=_BACKLOG,
        http=HTTPModes.http1,  # while it guesses at the protocol, it waits for ever
        http1_settings=HTTP1Settings(header_read_timeout=head_within),
        respawn_failed_workers=True,
        workers_kill_timeout=_STOP_WITHIN,
        log_access=False,
    ).serve()


def product() -> Gateway:
    """Make the application in a worker process, from its environment."""
    logs.init()
    settings = Settings.from_environ(os.environ)
    limits = Limits(largest=upload.largest_request)
    return Gateway(create_app(wire(settings)), threads=settings.threads, limits=limits)


def allow_open_files() -> None:
    """Ask for as many open files as the connections need, within what the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(_OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


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
