"""The process is killed in the middle of a copy: everything of the act is there, or nothing."""

import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.journeys.whole_board import give
from tests.processes.people import LoggedIn, kill_at, process, running, to_the_preview
from tests.visitor import Visitor
from tests.ways import rounds
from wizard.db.models import EventRecord
from wizard.db.register_models import MandateRecord, ReceiptRecord
from wizard.ports import Wiring

_PATIENCE = 120  # seconds
_BOARD = "/bestuur/99006"
#: So many moments of a copy lie within its transaction: before and after each of five statements
#: from the receipt on, and before the commit. A moment more, and it is committed.
_INSIDE = 11
#: SIGKILL, as a process reports it.
_KILLED = -9


def _copy(who: LoggedIn, url: str, ticks: list[str], moment: int) -> None:
    """What a person does in a process of their own, which dies at this moment of the copy."""
    visitor = who.visitor()
    to_the_preview(visitor, url, ticks)
    kill_at(visitor.app, moment)
    visitor.send(entitled="y")


def _acts(wiring: Wiring) -> dict[str, tuple[set[Any], set[Any]]]:
    """Return each receipt of a copy, with its mandates and its events: (BRIN, service)."""
    with wiring.database.reading() as session:
        copies = session.scalars(
            select(ReceiptRecord.number).where(ReceiptRecord.source_brin.is_not(None))
        ).all()
        saved = session.execute(
            select(MandateRecord.receipt_number, MandateRecord.brin, MandateRecord.service)
        ).all()
        noted = session.execute(
            select(EventRecord.brin, EventRecord.detail).where(EventRecord.kind == "mandate_saved")
        ).all()
    details = [(brin, json.loads(detail)) for brin, detail in noted]
    return {
        number: (
            {(brin, service) for receipt, brin, service in saved if receipt == number},
            {(brin, each["service"]) for brin, each in details if each["receipt"] == number},
        )
        for number in {*copies, *(each["receipt"] for _, each in details if "copied_from" in each)}
    }


@pytest.mark.parametrize("register_key", ["own"])
def test_all_or_nothing_whenever_it_dies(app: Flask, wiring: Wiring) -> None:
    visitor = Visitor(app)
    visitor.log_in("zes-scholen")
    source, *others = [brin for brin in visitor.page.choices("school") if brin != "ontbreekt"]
    visitor.send(school=source)
    give(visitor, "parnassys", "own")
    who, url = LoggedIn.as_of(visitor), f"{_BOARD}/school/{source}/andere-scholen"
    whole = {(brin, service) for brin in others for service in ("rio", "eindtoets")}

    for moment in rounds(1, 2) * [*range(_INSIDE)]:
        assert _dies(who, url, others, moment), f"moment {moment} never came"
        assert _acts(wiring) == {}, f"killed at moment {moment}"
    assert _dies(who, url, others, _INSIDE), "after the commit something is still written"
    [act] = _acts(wiring).values()
    assert act == (whole, whole)
    assert visitor.get(f"{_BOARD}/verder").status == 200


def _dies(who: LoggedIn, url: str, ticks: list[str], moment: int) -> bool:
    person = process(_copy, who, url, ticks, moment)
    with running(person):
        pass
    return person.exitcode == _KILLED
