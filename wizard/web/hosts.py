"""Which names the product goes by: a request under any other is not for us.

What stands in `Host` is believed in redirects and in the check of forms, so it is compared with the
settings before anybody reads it.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from wizard.settings import THIS_MACHINE, Settings

_PORTS = {"http": 80, "https": 443}
#: Whoever watches over the product asks this by the address of the machine.
_BY_ANY_NAME = "/gezond"
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def init_app(app: Flask, settings: Settings) -> None:
    """Refuse what is not for us. A proxy's word for the host counts: ask this before `ProxyFix`."""
    app.wsgi_app = Hosts(app.wsgi_app, settings)  # type: ignore[assignment, method-assign]


class Hosts:
    """Answers 400, in plain text, to who asks for another host than the base URL's."""

    def __init__(self, application: Application, settings: Settings) -> None:
        self._application = application
        base = urlsplit(settings.base_url)
        self._host = base.netloc
        self._names = {base.hostname}
        self._ports: set[int | None] = {None, base.port or _PORTS[base.scheme]}
        self._is_here = settings.practice or base.hostname in THIS_MACHINE
        self._refusal = (
            f"Dit adres is niet van Mandaatwijzer. Ga naar {settings.base_url}\n".encode()
        )

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer, or let the product answer."""
        if environ.get("PATH_INFO") == _BY_ANY_NAME:
            environ["HTTP_HOST"] = self._host
        elif not self._is_ours(environ.get("HTTP_HOST", "")):
            start(
                "400 Bad Request",
                [
                    ("Content-Type", "text/plain; charset=utf-8"),
                    ("Content-Length", str(len(self._refusal))),
                    ("X-Content-Type-Options", "nosniff"),
                    ("Cache-Control", "no-store"),
                ],
            )
            return [self._refusal]
        return self._application(environ, start)

    def _is_ours(self, host: str) -> bool:
        try:
            asked = urlsplit(f"//{host}")
            name, port = asked.hostname, asked.port
        except ValueError:
            return False
        if asked.netloc != host or "@" in host or host.endswith(":"):
            return False
        if self._is_here and name in THIS_MACHINE:
            return True
        return name in self._names and port in self._ports
