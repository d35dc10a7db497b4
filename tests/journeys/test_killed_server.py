"""The server is killed at each step in turn; another browser goes on at the same step."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.databases import MakeDatabase
from tests.journeys.product import Browser, Command, Product, Server
from tests.journeys.stories import where
from tests.login import running_provider
from tests.ways import usually

pytestmark = pytest.mark.slow

_TO_CHECK = [
    ({"school": "99AB"}, "dienst"),
    ({"services": "rio"}, "las"),
    ({"system": "ander"}, "ander-las"),
    ({"name": "Kwintalys"}, "controleren"),
]
#: In which way the product runs, on which database, in which register: once, and all others.
_WAYS = usually(
    ("server", "sqlite", "osr"),
    ("server", "sqlite", "own"),
    pytest.param("server", "postgres", "osr", marks=pytest.mark.postgres),
    pytest.param("demo", "postgres", "own", marks=pytest.mark.postgres),
    ("demo", "sqlite", "osr"),
)
#: For each register: what is answered, and the step that it leads to.
_WALKS = {
    "own": [*_TO_CHECK, ({"entitled": "y"}, "herhalen")],
    "osr": [
        *_TO_CHECK,
        ({"entitled": "y"}, "vastleggen"),
        ({}, "herhalen"),
        ({"entitled": "y"}, "vastleggen-herhalen"),
    ],
}


@pytest.fixture
def product(
    way: str, backend: str, register_key: str, fresh: MakeDatabase, tmp_path: Path
) -> Iterator[Product]:
    """Give the product, which ends with the story whatever happens."""
    settings = {
        "WIZARD_DATABASE_URL": fresh(backend, "practice"),
        "WIZARD_REGISTER": register_key,
        "WIZARD_TODAY": "2026-11-23",
    }
    with ExitStack() as afterwards:
        if way == "demo":
            found: Product = Command(tmp_path, "demo", **settings)
        else:
            found = Server()
            afterwards.callback(found.close)
            provider = running_provider(base_url=found.address)
            issuer = afterwards.enter_context(provider)
            found.set_up(WIZARD_OIDC_ISSUER=issuer, **settings)
        afterwards.callback(found.kill)
        found.start()
        yield found


@pytest.mark.parametrize(("way", "backend", "register_key"), _WAYS)
def test_after_each_kill_another_browser_goes_on_at_the_same_step(
    product: Product, register_key: str
) -> None:
    browser = Browser(product)
    assert browser.log_in("zes-scholen").title.startswith("Stap 2 van 7")
    browser = _another_browser_after_a_kill(product)
    assert browser.page.url == "/bestuur/99006/stap/school"
    for answers, step in _WALKS[register_key]:
        browser.send(**answers)
        if browser.page.url.startswith("/bestuur/99006/bewijs/"):
            browser.click_first("Nu de doorstroomtoets voor ")
        here = f"/bestuur/99006/school/99AB/{step}"
        assert browser.page.url == here
        kept = dict(browser.page.form.fields, csrf_token="")
        browser = _another_browser_after_a_kill(product)
        assert browser.page.url == here
        assert dict(browser.page.form.fields, csrf_token="") == kept

    browser.send(**({} if register_key == "osr" else {"entitled": "y"}))
    assert browser.page.h1 == f"Vastgelegd in {where(register_key)}"
    receipt = browser.page.url
    browser.click_first("Ga verder met de andere scholen")
    here = browser.page.url
    assert here == "/bestuur/99006/school/99AB/andere-scholen"
    browser = _another_browser_after_a_kill(product)
    assert browser.page.url == here
    assert "Kwintalys" in browser.get(receipt).says


def _another_browser_after_a_kill(product: Product) -> Browser:
    product.kill()
    product.start()
    browser = Browser(product)
    browser.log_in("zes-scholen")
    return browser
