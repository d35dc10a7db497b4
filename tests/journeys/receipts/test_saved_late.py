"""Saved after the date: what to do about it stays on the pages until somebody says it was done."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.stories import ONE, events, give
from tests.visitor import Visitor
from tests.ways import in_both_registers
from wizard.ports import Wiring

_BOARD = "/bestuur/99001"
_ADVICE = "Vraag of het mandaat nog op tijd is voor dit schooljaar."
_DONE = "Dit heb ik gedaan"


@pytest.fixture
def anna(app: Flask, clock: SteppingClock) -> Visitor:
    """Give somebody who comes when the date has gone by."""
    clock.jump(datetime(2026, 12, 2, 9, tzinfo=UTC))
    visitor = Visitor(app)
    visitor.log_in("een-school")
    return visitor


@in_both_registers
def test_the_advice_stays_on_receipt_overview_and_klaar_until_it_was_done(
    anna: Visitor, wiring: Wiring
) -> None:
    give(anna)
    receipt = anna.page.url
    for page in (receipt, _BOARD, f"{_BOARD}/klaar"):
        anna.get(page)
        assert _ADVICE in anna.page.part("mw-notice--past"), page
        assert "Bel over wat na de datum is opgeslagen" in anna.page.part("mw-timeline__item")
    anna.send(anna.page.post(_DONE))
    for page in (receipt, _BOARD, f"{_BOARD}/klaar"):
        assert _ADVICE not in anna.get(page).says, page
        assert "Bel over" not in anna.page.says
    assert ("Anna de Wit", "late_settled") in events(wiring, "99001")
    anna.get(_BOARD)
    assert "Anna de Wit belde over wat na de datum is opgeslagen" in anna.page.says


def test_what_is_saved_later_still_asks_again(anna: Visitor, clock: SteppingClock) -> None:
    give(anna)
    anna.send(anna.page.post(_DONE))
    clock.forward(minutes=20)
    anna.get(f"{ONE}/dienst")
    for answers in (
        {"services": "eindtoets"},
        {"system": "esis"},
        {"system": "esis", "old": "beeindigen"},
        {"entitled": "y"},
    ):
        anna.send(**answers)
    assert _ADVICE in anna.page.says


@pytest.mark.parametrize("services", ["rio", "rio+eindtoets"])
def test_what_was_in_time_or_has_no_date_asks_nothing(
    app: Flask, clock: SteppingClock, services: str
) -> None:
    if services == "rio":
        clock.jump(datetime(2026, 12, 2, 9, tzinfo=UTC))
    visitor = Visitor(app)
    visitor.log_in("een-school")
    give(visitor, services)
    clock.jump(datetime(2026, 12, 2, 10, tzinfo=UTC))
    later = Visitor(app)
    later.log_in("een-school", wanted=_BOARD)
    assert _ADVICE not in later.page.says


def test_a_change_of_las_after_the_date_is_not_late(app: Flask, clock: SteppingClock) -> None:
    """The school had a mandate on the last day."""
    visitor = Visitor(app)
    visitor.log_in("een-school")
    give(visitor)
    clock.jump(datetime(2026, 12, 2, 9, tzinfo=UTC))
    later = Visitor(app)
    later.log_in("een-school", wanted=f"{ONE}/dienst")
    for answers in (
        {"services": "eindtoets"},
        {"system": "esis"},
        {"system": "esis", "old": "beeindigen"},
        {"entitled": "y"},
    ):
        later.send(**answers)
    assert _ADVICE not in later.page.says
