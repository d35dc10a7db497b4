"""A call from code to end, as both people see it; no JavaScript on either side."""

from flask import Flask
from sqlalchemy import select

from tests.builders import SteppingClock
from tests.web.people_in_call import agent, allow, caller, enter, make_code
from wizard.db.models import CallPageRecord, LookRecord
from wizard.ports import Wiring


def _looks(wiring: Wiring) -> list[tuple[str, str, str | None]]:
    with wiring.database.reading() as session:
        query = select(LookRecord.board_number, LookRecord.reason, LookRecord.page)
        return [tuple(row) for row in session.execute(query.order_by(LookRecord.id))]


def _pages(wiring: Wiring) -> int:
    with wiring.database.reading() as session:
        return len(session.scalars(select(CallPageRecord)).all())


def test_a_whole_call(app: Flask, wiring: Wiring, clock: SteppingClock) -> None:
    calling, helping = caller(app), agent(app)
    calling.click("Overzicht")
    code = make_code(calling)
    assert len(code.replace(" ", "")) == 6
    assert calling.page.h1 == "Lees deze code voor"

    enter(helping, code)
    assert helping.page.status == 200
    assert "U wacht op toestemming" in helping.page.says
    assert "99AA" not in helping.page.says
    assert _looks(wiring) == []

    calling.get(calling.page.url)
    assert calling.page.h1 == "Mag de helpdesk meekijken?"
    assert "Sanne de Boer" in calling.page.says
    allow(calling)
    assert "Sanne de Boer (helpdesk) kijkt mee" in calling.page.part("mw-call")
    helping.get(helping.page.url)
    assert "U kijkt mee met Anna de Wit" in helping.page.says
    assert calling.page.h1 in helping.page.part("mw-mirror")

    calling.get("/bestuur/99001/school/99AA/dienst")
    helping.get(helping.page.url)
    assert "Kies de dienst" in helping.page.part("mw-mirror")
    assert "U bent bij stap 3" in helping.page.part("mw-sentence__text")

    calling.send()
    helping.get(helping.page.url)
    [error] = calling.page.errors
    assert error in helping.page.part("mw-mirror")
    assert "De beller ziet een rood vak" in helping.page.part("mw-along__script")

    helping.get(helping.page.url)
    seen = [page for _board, _reason, page in _looks(wiring)]
    assert len(seen) == len(set(seen)) + 1  # step 3 twice: as it came, and with the error
    assert {board for board, _reason, _page in _looks(wiring)} == {"99001"}

    calling.send(form=calling.page.post("Stop"))
    helping.get(helping.page.url)
    assert "De beller stopte het meekijken" in helping.page.says
    assert "99AA" not in helping.page.says
    assert _pages(wiring) == 0
    assert "kijkt niet meer mee" in calling.page.part("mw-call")
    calling.click("Bekijk wat u hebt gedaan")
    assert calling.page.h1 == "Uw gesprek met de helpdesk"
