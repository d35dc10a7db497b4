"""Pages over several schools: one that was chosen is gone, and the page says what became of it."""

from io import BytesIO

import pytest
from flask import Flask

from tests.imports import import_list
from tests.journeys.begun import begun
from tests.journeys.stories import BOTH, given
from tests.journeys.whole_board import give as give_school
from tests.visitor import Visitor
from tests.ways import with_htmx
from wizard.ports import Wiring

_BOARD = "/bestuur/99006"
_CLOSED = "staat sinds 23 november 2026 niet meer in de lijst van DUO."
_MOVED = "hoort sinds 23 november 2026 bij Vereniging De Regenboog, bestuursnummer 99001."
_TITLE = "2 scholen doen niet meer mee"


def _import(wiring: Wiring) -> None:
    import_list(wiring, closed=["99AC"], moved={"99AD": "99001"})


def _says_both(visitor: Visitor) -> None:
    """Each of the two, by its BRIN, with what became of it."""
    said = visitor.page.says
    assert _CLOSED[1:] in said
    assert _MOVED[1:] in said
    assert "99AC" in said
    assert "99AD" in said
    assert "Een collega" not in said


@pytest.fixture
def bart(app: Flask, htmx: bool) -> Visitor:
    """Give somebody of the board with six schools."""
    [visitor] = begun(app, _logged_in, htmx)
    return visitor


def _logged_in(app: Flask, htmx: bool) -> tuple[Visitor]:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("zes-scholen")
    return (visitor,)


@pytest.fixture
def copying(app: Flask, register_key: str, htmx: bool) -> Visitor:
    """Give the same, with one school done, at the choice of the others."""
    [visitor] = begun(app, _at_the_copy, register_key, htmx)
    return visitor


def _at_the_copy(app: Flask, register_key: str, htmx: bool) -> tuple[Visitor]:
    [visitor] = _logged_in(app, htmx)
    visitor.send(school="99AB")
    give_school(visitor, "parnassys", register_key)
    visitor.click("Ga verder met de andere scholen")
    return (visitor,)


@with_htmx
def test_a_school_that_is_gone_cannot_be_chosen_and_the_error_says_why(
    bart: Visitor, wiring: Wiring
) -> None:
    _import(wiring)
    page = bart.send(school="99AC")
    assert page.status == 422
    [error] = page.errors
    assert error.endswith(f"BRIN 99AC, {_CLOSED} Kies een andere school.")
    bart.get(f"{_BOARD}/stap/school")
    page = bart.send(school="99ZZ")
    assert page.errors == ["Deze school staat niet in uw lijst. Kies een andere school."]


def test_of_a_copy_before_the_look(copying: Visitor, wiring: Wiring) -> None:
    chosen = copying.page.search
    _import(wiring)
    copying.send(chosen, controle="1")
    assert copying.page.h1 == "Controleer de kopie"
    assert "Koos u, maar gaat niet mee" in copying.page.says
    _says_both(copying)


def test_of_a_copy_after_the_look_and_on_its_receipt(copying: Visitor, wiring: Wiring) -> None:
    copying.send(copying.page.search, controle="1")
    _import(wiring)
    copying.send(entitled="y")
    assert copying.page.h1 == "Deels vastgelegd in Mandaatwijzer"
    _says_both(copying)
    receipt = copying.page.url
    import_list(wiring)
    copying.get(receipt)
    assert "hoorde op dat moment niet bij uw bestuur" in copying.page.says


def test_of_a_list_that_is_chosen_from_anew(copying: Visitor, wiring: Wiring) -> None:
    url = copying.page.url
    _import(wiring)
    copying.get(f"{url}?las=parnassys&gekozen=1&b=99AC&b=99AD&b=99AE")
    assert _TITLE in copying.page.says
    _says_both(copying)


def test_of_one_las_for_all(bart: Visitor, wiring: Wiring) -> None:
    bart.get(f"{_BOARD}/samen?las=parnassys")
    _import(wiring)
    bart.send(entitled="y")
    assert "Deels" in bart.page.h1
    _says_both(bart)


def test_of_one_las_for_all_where_none_is_left(bart: Visitor, wiring: Wiring) -> None:
    bart.get(f"{_BOARD}/samen?las=parnassys")
    everything = [f"99A{letter}" for letter in "BCDEFG"]
    import_list(wiring, closed=everything)
    bart.send(entitled="y")
    assert bart.page.h1 == "Uw plan"
    assert "6 scholen doen niet meer mee" in bart.page.says
    assert "Een collega" not in bart.page.says


def test_of_the_table_before_and_after_the_look(bart: Visitor, wiring: Wiring) -> None:
    bart.get(f"{_BOARD}/las")
    chosen = bart.page.search
    bart.send(chosen, controle="1", b=["99AC", "99AD", "99AE"], las="esis")
    look = bart.page.form
    _import(wiring)
    bart.send(chosen, controle="1", b=["99AC", "99AD", "99AE"], las="esis")
    assert _TITLE in bart.page.says
    _says_both(bart)
    bart.send(look)
    assert bart.page.status == 422, "it would keep something else than the page said"
    _says_both(bart)
    bart.send()
    assert bart.page.status == 200
    assert "1 school gebruikt ESIS" in bart.page.says


def test_of_the_table_where_none_is_left(bart: Visitor, wiring: Wiring) -> None:
    bart.get(f"{_BOARD}/las")
    bart.send(bart.page.search, controle="1", b=["99AC", "99AD"], las="esis")
    _import(wiring)
    bart.send()
    assert bart.page.h1 == "Welk LAS gebruikt elke school?"
    assert _TITLE in bart.page.says
    _says_both(bart)


def test_of_a_change_of_las(bart: Visitor, wiring: Wiring) -> None:
    days = {"system": "esis", "ends_on": "31-12-2026"}
    bart.get(f"{_BOARD}/overstap")
    chosen = bart.page.search
    bart.send(chosen, controle="1", **days)
    look = bart.page.form
    _import(wiring)
    bart.send(chosen, controle="1", **days)
    assert bart.page.h1 == "Controleer de overstap"
    _says_both(bart)
    bart.send(look, entitled="y")
    assert bart.page.status == 422
    _says_both(bart)


def test_of_a_change_of_las_where_none_is_left(bart: Visitor, wiring: Wiring) -> None:
    bart.get(f"{_BOARD}/overstap")
    bart.send(bart.page.search, controle="1", system="esis", ends_on="31-12-2026")
    import_list(wiring, closed=[f"99A{letter}" for letter in "BCDEFG"])
    bart.send(entitled="y")
    assert "6 scholen doen niet meer mee" in bart.page.says
    assert _CLOSED in bart.page.says


def test_of_schools_that_are_waited_for(bart: Visitor, wiring: Wiring) -> None:
    for brin in ("99AC", "99AD", "99AE"):
        bart.get(f"{_BOARD}/school/{brin}/dienst")
        bart.send(services=BOTH)
        bart.send(system="weet-ik-niet")
    bart.get(f"{_BOARD}/wachten")
    _import(wiring)
    bart.send(**{f"las-{brin}": "esis" for brin in ("99AC", "99AD", "99AE")})
    assert bart.page.h1 == "Geen school wacht op antwoord"
    _says_both(bart)
    assert bart.page.says.count("U koos: ESIS. Dat hebben wij niet bewaard.") == 2
    assert given(wiring, "99AC") == []


def test_of_the_only_school_that_is_waited_for(bart: Visitor, wiring: Wiring) -> None:
    bart.get(f"{_BOARD}/school/99AC/dienst")
    bart.send(services=BOTH)
    bart.send(system="weet-ik-niet")
    bart.get(f"{_BOARD}/wachten")
    _import(wiring)
    bart.send(**{"las-99AC": "esis"})
    assert f"{_CLOSED} U koos: ESIS. Dat hebben wij niet bewaard." in bart.page.says


def test_of_a_list_from_excel(bart: Visitor, wiring: Wiring) -> None:
    _import(wiring)
    bart.get(f"{_BOARD}/las/bestand")
    rows = "BRIN;LAS\n99AC;ESIS\n99AD;ESIS\n99AA;ESIS\n99AE;ESIS\n"
    bart.send(file=(BytesIO(rows.encode()), "las.csv"))
    _says_both(bart)
    assert "Haal de rij weg." in bart.page.says
    assert "‘99AA’ Deze school hoort niet bij uw bestuur." in bart.page.says
