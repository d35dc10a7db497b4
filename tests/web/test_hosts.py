"""A request under a name that is not ours is refused, before anybody believes the name."""

from collections.abc import Iterator
from itertools import product

import pytest
from flask import Flask

from tests.builders import make_app
from tests.databases import MakeDatabase
from tests.web.conftest import MakeProduct
from wizard.settings import Settings
from wizard.wiring import wire

_REAL = "https://mandaat.example"
_PAGES = ("/", "/inloggen", "/besturen", "/bestaat-niet", "/static/css/theme.css")
#: Names that are nobody's, or somebody else's.
_FOREIGN = (
    "a..b",
    "",
    "kwaad.example",
    "mandaat.example.kwaad.example",
    "kwaad.example:443",
    "mandaat.example:8443",
    "mandaat.example:",
    "mandaat.example:x",
    "mandaat.example:99999",
    "mandaat.example@kwaad.example",
    "kwaad@mandaat.example",
    "mandaat.example/",
    "mandaat.example/kwaad",
    "mandaat.example?",
    "mandaat.example#kwaad",
    "mandaat.example, kwaad.example",
    "mandaat.example,mandaat.example",
    "mandaat\t.example",
    " mandaat.example",
    "mandaat.example.",
    ".mandaat.example",
    "[::1",
    "[mandaat.example]",
    "mandaat.ex\u00e4mple",
    "xn--\u00ff",
    "a" * 300,
    "a." * 200,
)


@pytest.fixture
def real(fresh: MakeDatabase) -> Iterator[Flask]:
    """Give the product as it is served under a name of its own, not in practice."""
    ways_in = {
        f"WIZARD_{door}OIDC_{name}": value
        for door in ("", "HELPDESK_")
        for name, value in (
            ("ISSUER", "http://127.0.0.1:9"),
            ("CLIENT_ID", "x"),
            ("CLIENT_SECRET", "x"),
        )
    }
    settings = Settings.from_environ(
        {
            "WIZARD_SECRET_KEY": "s" * 32,
            "WIZARD_BASE_URL": _REAL,
            "WIZARD_REGISTER": "own",
            "WIZARD_DATABASE_URL": fresh("sqlite", "practice"),
            "WIZARD_TRUSTED_PROXIES": "1",
            **ways_in,
        }
    )
    wiring = wire(settings)
    yield make_app(wiring)
    wiring.database.dispose()


def _status(app: Flask, path: str, host: str, **headers: str) -> int:
    environ = {"HTTP_HOST": host, **{f"HTTP_{name}": value for name, value in headers.items()}}
    return app.test_client().get(path, environ_overrides=environ, buffered=True).status_code


def test_a_foreign_name_is_refused_in_plain_text(real: Flask) -> None:
    for host, path in product((*_FOREIGN, "localhost", "127.0.0.1", "[::1]"), _PAGES):
        answer = real.test_client().get(path, environ_overrides={"HTTP_HOST": host})
        assert answer.status_code == 400, host
        assert answer.content_type == "text/plain; charset=utf-8"
        assert answer.text == f"Dit adres is niet van Mandaatwijzer. Ga naar {_REAL}\n"


def test_our_own_name_is_answered(real: Flask) -> None:
    for host in ("mandaat.example", "mandaat.example:443", "MANDAAT.example"):
        assert [_status(real, path, host) for path in _PAGES] == [200, 200, 303, 404, 200]


def test_what_the_proxy_says_counts(real: Flask) -> None:
    inside, ours = "10.0.0.8:8000", "mandaat.example"
    assert _status(real, "/", inside, X_FORWARDED_HOST=ours) == 200
    assert _status(real, "/", ours, X_FORWARDED_HOST="a..b") == 400
    assert _status(real, "/", ours, X_FORWARDED_HOST=f"{ours}, kwaad.example") == 400


def test_whoever_watches_may_use_any_name(real: Flask) -> None:
    for host in (*_FOREIGN, "10.0.0.8:8000"):
        assert (_status(real, "/gezond", host), _status(real, "/gezond/", host)) == (200, 400)


def test_this_machine_goes_by_several_names_in_practice(make_product: MakeProduct) -> None:
    app = make_product("http://127.0.0.1:9")
    for host in ("localhost", "127.0.0.1:8000", "[::1]:8000", "localhost:9000"):
        assert _status(app, "/", host) == 200
    for host in (*_FOREIGN, "mandaat.example", "10.0.0.8", "127.0.0.2", "::1"):
        assert _status(app, "/", host) == 400


def test_practice_under_another_name_goes_by_that_too(make_product: MakeProduct) -> None:
    app = make_product("http://127.0.0.1:9", WIZARD_BASE_URL="http://oefenen.example:8080")
    for host in ("oefenen.example:8080", "oefenen.example", "localhost"):
        assert _status(app, "/", host) == 200
    assert _status(app, "/", "oefenen.example:80") == 400
