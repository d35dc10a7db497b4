"""`make demo` sends the reminders that are due, and its visitors read them in the outbox."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import MakeDatabase
from tests.journeys.product import Browser, Product

pytestmark = pytest.mark.slow

_PAGE = "/bestuur/99001/herinneringen"
_PATIENCE = 90  # seconds


@pytest.fixture
def product(tmp_path: Path, fresh: MakeDatabase) -> Iterator[Product]:
    """Give the real product on a day of reminders."""
    address = fresh("sqlite", "practice")
    product = Product(tmp_path, WIZARD_DATABASE_URL=address, WIZARD_TODAY="2026-11-23")
    product.start()
    try:
        yield product
    finally:
        product.kill()


def test_who_asks_on_a_day_of_reminders_gets_one_at_once(product: Product, tmp_path: Path) -> None:
    browser = Browser(product)
    browser.log_in("een-school")
    browser.get(_PAGE)
    browser.send(form=browser.page.post("Ja, herinner mij"))
    deadline = time.monotonic() + _PATIENCE
    while "Verstuurd" not in browser.get(_PAGE).says:
        assert time.monotonic() < deadline, "no mail went out"
    [mail] = (tmp_path / "outbox").glob("*.eml")
    assert b"To: een-school@voorbeeld.example" in mail.read_bytes()
    assert "oefen-postvak" in browser.page.links
