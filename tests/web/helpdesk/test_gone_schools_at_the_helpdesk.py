"""An agent finds a school that closed or moved, and reads what became of it."""

import pytest
from flask import Flask
from sqlalchemy import delete

from tests.builders import SteppingClock
from tests.imports import import_list, notice
from tests.login import let_in_agent
from tests.visitor import Page, Visitor, words
from tests.ways import on_both_databases
from wizard.db.helpdesk import search as helpdesk_search
from wizard.db.models import NameGramRecord
from wizard.ports import Wiring

_CLOSED = "Gesloten op 23 november 2026"


@pytest.fixture
def agent(app: Flask) -> Visitor:
    """Give somebody of the helpdesk, logged in."""
    visitor = Visitor(app)
    let_in_agent(visitor.client)
    return visitor


def _search(agent: Visitor, typed: str) -> Page:
    agent.get("/helpdesk")
    return agent.send(agent.page.search, zoek=typed)


def _brins(page: Page) -> list[str]:
    """Return the BRINs of the schools that were found and are called De Regenboog, in order."""
    rows = [words(each) for each in page.all("li")]
    return [
        each.removeprefix("De Regenboog ")[:4]
        for each in rows
        if each.startswith("De Regenboog 99")
    ]


@on_both_databases
@pytest.mark.parametrize("typed", ["99AA", "De Regenboog Gouda", "99AA00"])
def test_a_closed_school_is_found_and_said_to_be_closed(
    agent: Visitor, wiring: Wiring, typed: str
) -> None:
    import_list(wiring, closed=["99AA"])
    found = _search(agent, typed).part("mw-rows")
    assert "99AA, Gouda" in found
    assert _CLOSED in found
    assert found.count("Gesloten") == 1


def test_an_open_school_of_that_name_comes_first(agent: Visitor, wiring: Wiring) -> None:
    others = [each for each in _brins(_search(agent, "De Regenboog")) if each != "99AA"]
    assert others
    import_list(wiring, closed=["99AA"])
    assert _brins(_search(agent, "De Regenboog"))[: len(others) + 1] == [*others, "99AA"]


def test_a_moved_school_says_where_it_is_and_where_it_was(agent: Visitor, wiring: Wiring) -> None:
    import_list(wiring, moved={"99AA": "99006"})
    found = _search(agent, "99AA").part("mw-rows")
    assert "99AA, Gouda. Stichting De Waterlanden, 99006" in found
    assert (
        "Ging op 23 november 2026 van Vereniging De Regenboog, 99001, "
        "naar Stichting De Waterlanden." in found
    )


def test_who_opens_either_board_reads_that_it_moved(
    agent: Visitor, wiring: Wiring, clock: SteppingClock
) -> None:
    import_list(wiring, moved={"99AA": "99006"})
    clock.forward(days=90)
    let_in_agent(agent.client)
    said = {}
    for board in ("99001", "99006"):
        agent.get(f"/helpdesk/bestuur/{board}")
        said[board] = notice(agent.send(reason="beller"), "Er is iets veranderd")
    moved = "De Regenboog hoort sinds 23 november 2026 bij"
    assert f"{moved} Stichting De Waterlanden, bestuursnummer 99006." in said["99001"]
    assert (
        f"{moved} dit bestuur. Eerst hoorde de school bij Vereniging De Regenboog" in said["99006"]
    )


def test_an_index_of_before_closed_schools_were_in_it_is_filled_anew(
    agent: Visitor, wiring: Wiring
) -> None:
    import_list(wiring, closed=["99AA"])
    with wiring.database.transaction() as session:
        assert helpdesk_search.is_indexed(session)
        session.execute(delete(NameGramRecord).where(NameGramRecord.brin == "99AA"))
        assert not helpdesk_search.is_indexed(session)


def test_the_number_of_the_page_that_said_so_leads_to_the_answer(
    agent: Visitor, wiring: Wiring
) -> None:
    anna = Visitor(agent.app)
    anna.log_in("een-school")
    import_list(wiring, closed=["99AA"])
    reference = anna.get("/bestuur/99001/school/99AA").part("mw-reference")
    assert "De school is gesloten, zegt DUO" in _search(agent, reference).says
