"""In the OSR a copy is recorded as the OSR copies: clicks, one list to tick off, one statement."""

import pytest
from flask import Flask
from sqlalchemy import update

from tests.journeys.begun import begun
from tests.journeys.stories import mandates
from tests.journeys.whole_board import give
from tests.visitor import Visitor
from tests.ways import on_postgres, with_htmx
from wizard.db.models import SchoolRecord
from wizard.ports import Wiring

_BOARD = "/bestuur/99006"
_CLICKS = "Kopieer RIO en de doorstroomtoets nu in het OSR"
_BOX = {"entitled": "y"}
_BRINS = [f"99A{letter}" for letter in "BCDEFG"]


@pytest.fixture
def register_key() -> str:
    """Only the OSR is filled by hand."""
    return "osr"


@pytest.fixture
def bart(app: Flask, htmx: bool) -> Visitor:
    """Give somebody who copied from the first of six schools, at the clicks."""
    [visitor] = begun(app, _copied, htmx)
    return visitor


def _copied(app: Flask, htmx: bool) -> tuple[Visitor]:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("zes-scholen")
    visitor.send(school="99AB")
    give(visitor, "parnassys", "osr")
    visitor.click("Ga verder met de andere scholen")
    visitor.send(visitor.page.search, controle="1")
    visitor.send(**_BOX)
    assert visitor.page.h1 == _CLICKS
    return (visitor,)


def _recorded(wiring: Wiring) -> list[str]:
    """Return the schools of which both mandates stand in the OSR."""
    return [brin for brin in _BRINS if all(each.is_recorded for each in mandates(wiring, brin))]


def test_the_clicks_are_those_of_the_osrs_own_copying(bart: Visitor) -> None:
    now = [bart.page.part("mw-clicks__item--now")]
    while "Gedaan, volgende klik" in bart.page.links:
        bart.click("Gedaan, volgende klik")
        now.append(bart.page.part("mw-clicks__item--now"))
    copying = ("kopieericoon", "Vink de 5 scholen aan", "‘Volgende’", "‘Bevestigen’")
    in_order = ("Mijn DUO", "99AB, in ", *copying, *copying)
    assert len(now) == len(in_order)
    for click, words in zip(now, in_order, strict=True):
        assert words in click
    assert "‘RIO’ met ParnasSys" in now[2]
    assert "‘DOORSTROOM – Logistiek proces doorstroomtoets po’ met ParnasSys" in now[6]
    assert set(bart.page.choices("seen")) == set(_BRINS[1:])


def test_number_diensten_and_las_stand_above_the_statement(bart: Visitor) -> None:
    lead = "RIO en de doorstroomtoets met ParnasSys, voor 5 scholen. Dat zijn 10 mandaten."
    assert lead in bart.page.says
    assert "Ik mag dit namens het bestuur doen" in bart.page.says
    assert "De mandaten staan nog niet in het OSR." in bart.page.says


@on_postgres
def test_the_statement_counts_for_all_that_were_ticked(bart: Visitor, wiring: Wiring) -> None:
    assert _recorded(wiring) == ["99AB"]
    bart.send(seen=["99AC", "99AD"], **_BOX)
    assert bart.page.h1 == _CLICKS
    assert _recorded(wiring) == ["99AB", "99AC", "99AD"]
    assert set(bart.page.choices("seen")) == {"99AE", "99AF", "99AG"}
    assert "voor 3 scholen" in bart.page.says
    bart.click("Ik zie ze allemaal: vink alle scholen aan")
    bart.send(**_BOX)
    assert bart.page.h1 == "Vastgelegd in het OSR"
    assert _recorded(wiring) == _BRINS
    assert all(each.recorded_by == "Bart Jansen" for each in mandates(wiring, "99AC"))


def test_without_a_tick_or_the_box_nothing_is_recorded(bart: Visitor, wiring: Wiring) -> None:
    bart.send(**_BOX)
    assert bart.page.status == 422
    assert bart.page.errors == ["Vink de scholen aan waar u de mandaten in het OSR ziet."]
    assert "seen" not in bart.page.form.fields
    bart.get(bart.page.url)
    bart.send(seen=["99AC"])
    assert bart.page.status == 422
    assert bart.page.errors == ["Zet een vinkje als u dit namens het bestuur mag doen."]
    assert bart.page.form.fields["seen"] == "99AC"
    assert _recorded(wiring) == ["99AB"]


def test_every_way_leads_back_to_the_copy(bart: Visitor, app: Flask) -> None:
    here = bart.page.url
    bart.get(_BOARD)
    assert "Nu: kopieer naar 5 scholen in het OSR" in bart.page.says
    bart.click("Ga verder met kopiëren in het OSR")
    assert bart.page.url == here
    name = bart.page.choices("seen")["99AC"]
    bart.get(_BOARD)
    bart.click(f"RIO – {name} – Opgeslagen, nog niet in het OSR")
    assert bart.page.url == here
    another_browser = Visitor(app)
    assert another_browser.log_in("zes-scholen").url == here
    assert bart.get(here.replace("/kopie/", "/bewijs/")).h1 == "Opgeslagen"
    bart.click("Leg dit vast in het OSR")
    assert bart.page.url == here


def test_it_does_not_work_keeps_the_place_and_shows_in_the_overview(
    bart: Visitor, wiring: Wiring
) -> None:
    bart.get(f"{bart.page.url}?klik=4")
    bart.click("Het lukt niet")
    assert "U was bij: RIO: vink de scholen aan." in bart.page.says
    bart.click("Ik probeer het nog een keer")
    assert bart.page.h1 == _CLICKS
    bart.send(seen=["99AC"], **_BOX)
    bart.click("Het lukt niet")
    bart.send()
    assert bart.page.h1 == "Overzicht van uw scholen"
    assert "8 problemen" in bart.page.says
    name = next(words for words in bart.page.links if words.endswith("Er is een probleem"))
    bart.click(name)
    assert bart.page.h1.startswith("Leg ")
    bart.send()
    assert len(_recorded(wiring)) == 3


def test_what_a_colleague_ticked_off_is_no_longer_asked(bart: Visitor, wiring: Wiring) -> None:
    colleague = Visitor(bart.app)
    colleague.log_in("zes-scholen")
    form = bart.page.form
    colleague.send(seen=["99AC"], **_BOX)
    bart.send(form, seen=["99AC", "99AD"], **_BOX)
    assert bart.page.h1 == _CLICKS
    assert _recorded(wiring) == ["99AB", "99AC", "99AD"]


@with_htmx
def test_a_mandate_that_changed_since_is_looked_at_again(bart: Visitor, wiring: Wiring) -> None:
    form = bart.page.form
    colleague = Visitor(bart.app)
    colleague.log_in("zes-scholen")
    colleague.click("Het lukt niet")
    colleague.send()
    bart.send(form, seen=["99AC"], **_BOX)
    assert bart.page.status == 422
    assert bart.page.errors == ["Een mandaat is intussen gewijzigd. Kijk opnieuw in de lijst."]
    assert _recorded(wiring) == ["99AB"]
    bart.send(seen=["99AC"], **_BOX)
    assert _recorded(wiring) == ["99AB", "99AC"]


def test_when_the_school_that_was_copied_from_moved_away_each_has_its_own_page(
    bart: Visitor, wiring: Wiring
) -> None:
    here = bart.page.url
    with wiring.database.transaction() as session:
        moved = update(SchoolRecord).where(SchoolRecord.brin == "99AB")
        session.execute(moved.values(board_number="99001"))
    bart.get(here)
    assert bart.page.h1 == "Leg RIO en de doorstroomtoets nu vast in het OSR"
    bart.send()
    assert len(_recorded(wiring)) == 2
    assert bart.get(f"{here}/het-lukt-niet").status == 200
    assert bart.get(here.replace("/kopie/", "/bewijs/")).h1 == "Opgeslagen"
    for _school in range(4):
        bart.get(f"{_BOARD}/verder")
        bart.send()
    assert bart.get(f"{_BOARD}/klaar").h1 == "Alle mandaten voor het LAS zijn geregeld"
