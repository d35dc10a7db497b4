"""Who works for several boards, for none, or came for one page."""

from flask import Flask

from tests.journeys.stories import BOTH, give
from tests.visitor import Visitor
from tests.ways import on_postgres
from wizard.db import schools
from wizard.ports import Wiring


@on_postgres
def test_an_office_chooses_a_board_and_another_one_later(app: Flask, htmx: bool) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("kantoor")
    assert visitor.page.h1 == "Uw besturen"
    assert "U mag voor 3 besturen mandaten regelen." in visitor.page.says
    assert "Bestuur 99103 (Lopik)" in visitor.page.links

    visitor.click("Vereniging Schoollust")
    assert visitor.page.title.startswith("Stap 2 van 7")
    first = next(iter(visitor.page.choices("school")))
    visitor.send(school=first)
    visitor.send(services=BOTH)
    place = visitor.page.url

    visitor.click("Ander bestuur kiezen")
    visitor.click("Bestuur 99103 (Lopik)")
    assert visitor.page.url == "/bestuur/99103/stap/school"
    assert "Deze school heeft al een mandaat met" not in visitor.page.says

    visitor.click("Ander bestuur kiezen")
    visitor.click("Vereniging Schoollust")
    assert visitor.page.url == place, "what was answered for the first board is kept"


def test_an_office_goes_from_board_to_board_until_all_are_done(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("kantoor")
    assert "Van de 18 mandaten zijn er nog 18 te regelen, bij 3 besturen." in visitor.page.says
    visitor.click("Ga verder met Bestuur 99103 (Lopik)")
    _arrange_all(visitor, wiring, "99103")
    visitor.click("Klaar: bekijk wat er nu gebeurt")
    assert visitor.page.h1 == "Alle mandaten voor het LAS zijn geregeld"

    visitor.click("Ander bestuur kiezen")
    assert "Van de 18 mandaten zijn er nog 12 te regelen, bij 2 besturen." in visitor.page.says
    assert "8 van de 8 mandaten nog te regelen" in visitor.page.says
    visitor.click("Bestuur 99103 (Lopik)")
    assert visitor.page.h1 == "Overzicht van uw scholen"
    assert "Alle mandaten van uw bestuur staan in Mandaatwijzer." in visitor.page.says
    visitor.click("Ga verder met Stichting De Vijf Molens")
    assert visitor.page.url == "/bestuur/99102/stap/school"

    _arrange_all(visitor, wiring, "99102")
    visitor.click("Klaar: bekijk wat er nu gebeurt")
    visitor.click("Ga verder met Vereniging Schoollust")
    _arrange_all(visitor, wiring, "99101")
    visitor.click("Klaar: bekijk wat er nu gebeurt")
    assert "Ook bij uw andere besturen staat niets meer open." in visitor.page.says
    visitor.click("Terug naar uw besturen")
    assert "Alle 18 mandaten zijn geregeld." in visitor.page.says
    assert not [link for link in visitor.page.links if link.startswith("Ga verder met")]


def _arrange_all(visitor: Visitor, wiring: Wiring, board: str) -> None:
    """Give every school of a board its mandates, one after the other."""
    with wiring.database.reading() as session:
        brins = [each.brin for each in schools.schools_of_board(session, board)]
    for brin in brins:
        visitor.get(f"/bestuur/{board}/school/{brin}/dienst")
        give(visitor)


def test_who_has_one_board_reads_nothing_of_other_boards(visitor: Visitor) -> None:
    visitor.log_in("een-school")
    give(visitor)
    for url in ("/bestuur/99001", "/bestuur/99001/klaar"):
        visitor.get(url)
        assert "esturen" not in visitor.page.says, url


def test_who_has_one_board_is_not_asked_which(visitor: Visitor) -> None:
    visitor.log_in("een-school")
    assert "Ander bestuur kiezen" not in visitor.page.links


def test_without_the_role_the_page_says_who_gives_it(visitor: Visitor) -> None:
    visitor.log_in_at_provider("zonder-rol")
    assert visitor.page.status == 403
    assert "OSR-toegang" in visitor.page.says
    assert "beheerder" in visitor.page.says
    visitor.get("/bestuur/99001")
    assert visitor.page.url.startswith("/inloggen?"), "still outside"


def test_without_a_board_the_page_says_whom_to_ask(visitor: Visitor) -> None:
    visitor.log_in_at_provider("zonder-bestuur")
    assert visitor.page.status == 403
    assert "bestuur" in visitor.page.h1.lower()
    assert "0800 321 22 33" in visitor.page.says


def test_the_page_that_was_wanted_comes_after_logging_in(visitor: Visitor) -> None:
    wanted = "/bestuur/99006/school/99AC/dienst"
    visitor.get(wanted)
    assert visitor.page.url.startswith("/inloggen?naar=")
    [start] = {
        address for address in visitor.page.links.values() if "/inloggen/mijn-duo" in address
    }
    assert "99AC" in start
    visitor.log_in_at_provider("zes-scholen", wanted)
    assert visitor.page.url == wanted


def test_a_wanted_page_of_another_board_stays_closed(visitor: Visitor) -> None:
    visitor.log_in_at_provider("een-school", "/bestuur/99006/school/99AC/dienst")
    assert visitor.page.status == 404
    visitor.click("Ga verder waar u was")
    assert visitor.page.url == "/bestuur/99001/school/99AA/dienst"
