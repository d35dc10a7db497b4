"""A call from code to end, as both people see it; no JavaScript on either side."""

from flask import Flask
from sqlalchemy import select

from tests import people_in_call
from tests.bench.statements import counted
from tests.builders import SteppingClock
from tests.journeys.stories import to_check
from tests.people_in_call import agent, allow, caller, enter, make_code
from tests.web.watching import paired
from wizard.db.models import CallPageRecord, LookRecord
from wizard.ports import Wiring


def _looks(wiring: Wiring) -> list[tuple[str, str, str | None]]:
    with wiring.database.reading() as session:
        query = select(LookRecord.board_number, LookRecord.reason, LookRecord.page)
        found = session.execute(query.order_by(LookRecord.id))
        return [(board, reason, page) for board, reason, page in found]


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

    calling.send(calling.page.post("Stop"))
    helping.get(helping.page.url)
    assert "De beller stopte het meekijken" in helping.page.says
    assert "99AA" not in helping.page.says
    assert _pages(wiring) == 0
    assert "kijkt niet meer mee" in calling.page.part("mw-call")
    calling.click("Bekijk wat u hebt gedaan")
    assert calling.page.h1 == "Uw gesprek met de helpdesk"


def test_what_was_done_in_a_call_says_so_and_what_was_done_before_and_after_does_not(
    app: Flask, clock: SteppingClock
) -> None:
    calling = caller(app)
    calling.get("/bestuur/99001/school/99AA/dienst")
    calling.send(services="rio")
    clock.forward(minutes=1)
    calling, _helping = people_in_call.paired(app)
    calling.get("/bestuur/99001/school/99AA/las")
    calling.send(system="parnassys")
    clock.forward(minutes=1)
    calling.send(calling.page.post("Stop"))
    clock.forward(minutes=1)
    calling.get("/bestuur/99001/school/99AA/controleren")
    calling.send(entitled="y")
    says = calling.get("/bestuur/99001").says
    assert says.count("met hulp van de helpdesk") == 1
    assert "Anna de Wit koos ParnasSys voor De Regenboog (met hulp van de helpdesk)" in says
    calling.click("Bekijk wat u hebt gedaan")
    assert "Anna de Wit koos ParnasSys voor De Regenboog" in calling.page.says
    assert "koos de dienst" not in calling.page.says
    assert "sloeg RIO op" not in calling.page.says


def test_another_agent_takes_over_with_a_new_code_and_a_new_consent(app: Flask) -> None:
    calling, helping = paired(app)
    helping.send(helping.page.post("Draag over aan een collega"))
    assert "U droeg het gesprek over" in helping.page.says
    assert "99AA" not in helping.page.says
    calling.get(calling.page.url)
    code = calling.page.part("mw-call__code")
    colleague = agent(app, "helpdesk-2")
    enter(colleague, code)
    assert "U wacht op toestemming" in colleague.page.says
    calling.get(calling.page.url)
    assert "Mag Omar Haddad (helpdesk) meekijken?" in calling.page.says
    calling.send(calling.page.post("Toestaan"))
    colleague.get(colleague.page.url)
    assert "U kijkt mee met Anna de Wit" in colleague.page.says
    assert helping.get(helping.page.url).says.count("99AA") == 0


def test_the_agent_knows_what_to_say_when_a_colleague_was_first_at_the_check(app: Flask) -> None:
    calling, helping = paired(app, "veel-scholen")
    colleague = caller(app, "collega")
    calling.get("/bestuur/99055/school/99AV/dienst")
    to_check(calling, system="parnassys")
    colleague.get("/bestuur/99055/school/99AV/las")
    colleague.send(system="esis")
    calling.send(entitled="y")
    assert calling.page.status == 422
    helping.get(helping.page.url)
    assert "Een collega veranderde intussen iets" in helping.page.part("mw-along__script")

    calling.get("/bestuur/99055/school/99AV/controleren")
    helping.get(helping.page.url)
    assert "Een collega veranderde" not in helping.page.part("mw-along__script")


def test_a_note_goes_on_the_list_to_call_back_until_somebody_called(app: Flask) -> None:
    _calling, helping = paired(app)
    helping.send(helping.page.post("Stop met meekijken"))
    assert helping.page.h1 == "Gespreksnotitie"
    helping.send()
    assert helping.page.status == 422
    assert helping.page.errors == [
        "Kies waar het gesprek over ging.",
        "Kies hoe het gesprek afliep.",
    ]
    helping.send(subject="las", outcome="open", text="Vraagt na.", call_back_on="26-11-2026")
    assert "Donderdag 26 november 2026: Vereniging De Regenboog" in helping.page.says
    assert "‘Vraagt na.’ – Sanne de Boer" in helping.page.says
    helping.send(helping.page.post("Teruggebeld"))
    assert "Er staat niemand op de lijst" in helping.page.says


def test_a_note_on_the_past_is_refused_and_nothing_is_lost(app: Flask) -> None:
    helping = agent(app)
    helping.get("/helpdesk/notitie?bestuur=99006")
    helping.send(subject="las", outcome="open", text="Bewaar mij", call_back_on="22-11-2026")
    assert helping.page.errors == ["Kies vandaag of een latere dag."]
    assert "Bewaar mij" in helping.page.says
    assert "Stichting De Waterlanden" in helping.page.says


def test_who_was_helped_long_ago_costs_no_more_than_who_never_was(
    app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    def statements() -> int:
        with counted(wiring.database.engine) as taken:
            calling.get("/bestuur/99001")
        return len(taken)

    calling = caller(app)
    before = statements()
    make_code(calling)
    assert statements() > before
    clock.forward(minutes=26)
    statements()
    assert statements() == before


def test_a_page_that_nobody_came_back_to_goes_within_the_hour(
    app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    paired(app)
    assert _pages(wiring) == 1
    clock.forward(minutes=61)
    app.test_client().get("/gezond")
    assert _pages(wiring) == 0
