"""`make demo` sends the reminders that are due, and its visitors read them in the outbox."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import MakeDatabase
from tests.journeys.product import Browser, Command
from tests.waiting import wait_for

pytestmark = pytest.mark.slow

_PAGE = "/bestuur/99001/herinneringen"


@pytest.fixture
def product(tmp_path: Path, fresh: MakeDatabase) -> Iterator[Command]:
    """Give the real product on a day of reminders."""
    address = fresh("sqlite", "practice")
    product = Command(tmp_path, "demo", WIZARD_DATABASE_URL=address, WIZARD_TODAY="2026-11-23")
    product.start()
    try:
        yield product
    finally:
        product.kill()


def test_who_asks_on_a_day_of_reminders_gets_one_at_once(product: Command, tmp_path: Path) -> None:
    browser = Browser(product)
    browser.log_in("een-school")
    browser.get(_PAGE)
    browser.send(browser.page.post("Ja, herinner mij"))
    outbox = tmp_path / "outbox"
    wait_for(lambda: any(outbox.glob("*.eml")), or_say=lambda: "no mail went out")
    wait_for(lambda: "Verstuurd" in browser.get(_PAGE).says, or_say=lambda: browser.page.says)
    [mail] = outbox.glob("*.eml")
    assert b"To: een-school@voorbeeld.example" in mail.read_bytes()
    assert "oefen-postvak" in browser.page.links
