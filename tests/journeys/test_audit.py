"""Who did what, when: one event for each change, in the transaction of the change."""

import json
from dataclasses import replace
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.builders import SteppingClock
from tests.journeys.stories import events, give, given, to_check
from tests.visitor import Visitor
from tests.ways import in_both_registers, in_the_osr, on_both_databases
from wizard.app import create_app
from wizard.db.models import EventRecord
from wizard.db.register_models import ReceiptRecord
from wizard.ports import Wiring
from wizard.register.sql import OsrByHand, OwnRegister, SqlRegister


@in_both_registers
def test_every_change_is_one_event_with_who_and_what_in_order(
    app: Flask, wiring: Wiring, register_key: str
) -> None:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    give(visitor)
    recorded = ["mandate_recorded"] * 2 if register_key == "osr" else []
    assert events(wiring, "99001") == [
        ("Anna de Wit", kind)
        for kind in (
            "services_chosen",
            "system_chosen",
            "mandate_saved",
            "mandate_saved",
            *recorded,
        )
    ]


def test_an_event_says_when_and_exactly_what(
    app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    to_check(visitor, "rio")
    clock.forward(minutes=5)
    visitor.send(entitled="y")
    with wiring.database.reading() as session:
        [event] = session.scalars(select(EventRecord).where(EventRecord.kind == "mandate_saved"))
    assert (event.at, event.board_number, event.brin) == (clock.now(), "99001", "99AA")
    detail = json.loads(event.detail)
    assert detail["service"] == "rio"
    assert detail["system"] == "ParnasSys"
    assert detail["receipt"] == "MW-2026-00001"


def test_looking_and_being_refused_leave_no_event(app: Flask, wiring: Wiring) -> None:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    visitor.send()
    for slug in ("dienst", "las", "controleren", "wacht-op-school"):
        visitor.get(f"/bestuur/99001/school/99AA/{slug}")
    visitor.get("/bestuur/99001")
    assert events(wiring, "99001") == []


def test_ending_the_old_las_and_saving_the_new_one_are_two_events(
    app: Flask, wiring: Wiring
) -> None:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    give(visitor)
    before = len(events(wiring, "99001"))
    visitor.get("/bestuur/99001/school/99AA/dienst")
    visitor.send(services="rio")
    visitor.send(system="esis")
    visitor.send(old="beeindigen")
    visitor.send(entitled="y")
    assert [kind for _who, kind in events(wiring, "99001")][before:] == [
        "services_chosen",
        "system_chosen",
        "mandate_ended",
        "mandate_saved",
    ]


class _Stumbling(SqlRegister):
    """Writes, and then something goes wrong."""

    def save(self, *args: Any, **named: Any) -> None:
        super().save(*args, **named)
        raise RuntimeError("stumbled after the register wrote")

    def confirm(self, *args: Any, **named: Any) -> None:
        super().confirm(*args, **named)
        raise RuntimeError("stumbled after the register wrote")


class _StumblingOwn(_Stumbling, OwnRegister):
    pass


class _StumblingOsr(_Stumbling, OsrByHand):
    pass


def _stumbling(wiring: Wiring, register: type[SqlRegister]) -> Flask:
    return create_app(replace(wiring, ports=replace(wiring.ports, register_for=register)))


@on_both_databases
def test_an_error_after_the_register_wrote_undoes_everything(app: Flask, wiring: Wiring) -> None:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    to_check(visitor)
    before = events(wiring, "99001")

    form = visitor.page.form
    broken = _stumbling(wiring, _StumblingOwn).test_client()
    broken._cookies = visitor.client._cookies  # the same browser
    answer = broken.post(form.action, data={**form.fields, "entitled": "y"})
    assert answer.status_code == 500

    assert given(wiring, "99AA") == []
    assert events(wiring, "99001") == before
    with wiring.database.reading() as session:
        assert _count(session) == 0
    visitor.send(form, entitled="y")
    assert visitor.page.status == 200
    assert len(given(wiring, "99AA")) == 2
    assert "MW-2026-0000" in visitor.get("/bestuur/99001/school/99AA/controleren").says


def _count(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(ReceiptRecord)) or 0


@in_the_osr
def test_an_error_after_confirming_undoes_the_confirmation(app: Flask, wiring: Wiring) -> None:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    to_check(visitor)
    visitor.send(entitled="y")
    form = visitor.page.form
    broken = _stumbling(wiring, _StumblingOsr).test_client()
    broken._cookies = visitor.client._cookies  # the same browser
    assert broken.post(form.action, data=form.fields).status_code == 500
    kinds = [kind for _who, kind in events(wiring, "99001")]
    assert "mandate_recorded" not in kinds
    visitor.get("/bestuur/99001")
    assert "Vastgelegd in het OSR" not in visitor.page.says
