""" "Weet ik niet" goes before what a school mandated earlier: no page names a LAS for it."""

import csv
from datetime import date
from io import BytesIO, StringIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from tests.journeys.begun import begun
from tests.journeys.stories import BOTH
from tests.journeys.whole_board import give
from tests.visitor import Visitor
from tests.ways import with_htmx
from wizard.db.accounts import people
from wizard.domain.mandate import NewMandate
from wizard.ports import Wiring
from wizard.practice.boards import known_systems

#: A board with four schools: three have a mandate for BRON po with ESIS, the fourth has none.
_MOLENS = "/bestuur/99102"


@pytest.fixture
def molens(app: Flask, htmx: bool, register_key: str) -> Visitor:
    """Give somebody who gave ParnasSys to the fourth, and does not know what the first uses."""
    [visitor] = begun(app, _one_is_asked, register_key, htmx)
    return visitor


def _one_is_asked(app: Flask, register_key: str, htmx: bool) -> tuple[Visitor]:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("kantoor", f"{_MOLENS}/stap/school")
    first, *_others, fourth = _in_order(visitor)
    visitor.send(school=fourth)
    give(visitor, "parnassys", register_key)
    visitor.get(f"{_MOLENS}/school/{first}/dienst")
    visitor.send(services=BOTH)
    visitor.send(system="weet-ik-niet")
    return (visitor,)


def _in_order(visitor: Visitor) -> list[str]:
    """Return the BRINs, that of the school without a mandate last."""
    choices = visitor.get(f"{_MOLENS}/stap/school").choices("school")
    brins = [each for each in choices if each != "ontbreekt"]
    return sorted(brins, key=lambda each: each not in known_systems())


@with_htmx
def test_a_copy_of_another_las_asks_which_one_it_uses(molens: Visitor) -> None:
    first, second, third, fourth = _in_order(molens)
    molens.get(f"{_MOLENS}/school/{fourth}/andere-scholen")
    assert list(molens.page.choices("b")) == [first]
    assert "Gebruikt deze school ook ParnasSys?" in molens.page.says
    assert "b" not in molens.page.search.fields, "nobody ticks it but the person"
    assert molens.page.says.count("Gebruikt ESIS.") == len((second, third))
    remark = " een mandaat met ESIS. Klopt ParnasSys?"
    assert remark in molens.page.part("mw-amber")
    molens.send(molens.page.search, controle="1", b=[first])
    assert "U zegt hiermee: deze school gebruikt ParnasSys." in molens.page.says
    assert remark in molens.page.part("mw-amber")


def test_the_list_to_fill_in_leaves_its_las_open(molens: Visitor) -> None:
    first, second, *_others = _in_order(molens)
    example = molens.client.get(f"{_MOLENS}/las/bestand/voorbeeld.xlsx")
    rows = load_workbook(BytesIO(example.data)).worksheets[0].iter_rows(values_only=True)
    systems = {row[0]: row[3] or "" for row in rows}
    assert (systems[first], systems[second]) == ("", "ESIS")


def test_saying_so_again_changes_nothing_and_names_no_las(molens: Visitor) -> None:
    first = _in_order(molens)[0]
    molens.get(f"{_MOLENS}/las?controle=1&las=weet-ik-niet&b={first}")
    assert "Er verandert niets." in molens.page.says
    second = _in_order(molens)[1]
    molens.get(f"{_MOLENS}/las?controle=1&las=weet-ik-niet&b={first}&b={second}")
    assert "Stond al zo: 1 school" in molens.page.says
    assert molens.page.says.count("Wacht op antwoord") == 1
    assert molens.page.says.count("ESIS") == 1, "that is the other school"


def test_a_change_of_las_does_not_tick_it(molens: Visitor) -> None:
    first, second, third, _fourth = _in_order(molens)
    molens.get(f"{_MOLENS}/overstap?old=esis")
    assert sorted(molens.page.search.fields["b"]) == sorted([second, third])
    assert "Nu: ROD PO (vroeger: BRON po). Wacht op antwoord." in molens.page.says
    molens.get(f"{_MOLENS}/overstap?old=esis&b={first}")
    assert molens.page.search.fields["b"] == first, "who comes from its own page means it"


def test_an_ended_mandate_is_not_its_las_in_what_is_taken_along(
    molens: Visitor, wiring: Wiring
) -> None:
    first, second, *_others = _in_order(molens)
    for brin in (first, second):
        _had_rio(wiring, brin)
    answer = molens.client.get(f"{_MOLENS}/mandaten.csv")
    rows = csv.DictReader(StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    systems = {row["BRIN"]: row["LAS"] for row in rows if row["Dienst"] == "RIO"}
    assert (systems[first], systems[second]) == ("", "ESIS")


def _had_rio(wiring: Wiring, brin: str) -> None:
    """Let a school have had a mandate for RIO with ESIS in the register, until a year ago."""
    at, esis = wiring.ports.clock.now(), wiring.catalogue.systems["esis"].as_choice()
    with wiring.database.transaction() as session:
        person = people.remember(session, issuer="x", subject="x", name="X", email="", at=at)
        register = wiring.ports.register_for(session)
        register.save([NewMandate(brin, "rio", esis, date(2024, 1, 1))], by=person, at=at)
        ids = [each.id for each in register.of_schools([brin]) if each.service == "rio"]
        register.confirm(ids, by=person, at=at)
        register.end_all(ids, ends_on=date(2025, 1, 1), by=person, at=at)
