"""Undo and the receipt of what was saved for a school that an import closed or moved since."""

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.imports import import_list
from tests.journeys.begun import begun
from tests.journeys.stories import ONE, given, save, to_check
from tests.journeys.whole_board import give as give_school
from tests.visitor import Visitor
from tests.ways import in_both_registers, in_the_osr
from wizard.ports import Wiring

_UNDO = "Dit ongedaan maken"
_NOTHING = "Er is niets meer om ongedaan te maken."
_CLOSED = "BRIN 99AA, staat sinds 23 november 2026 niet meer in de lijst van DUO."
_MOVED = "BRIN 99AA, hoort sinds 23 november 2026 bij Stichting De Waterlanden."
_RECEIPT = "/bestuur/99001/bewijs/MW-2026-00001"


def _saved(app: Flask) -> tuple[Visitor]:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    to_check(visitor)
    save(visitor)
    return (visitor,)


@pytest.fixture
def anna(app: Flask, register_key: str) -> Visitor:
    """Give somebody with the receipt of the only school in front of them."""
    del register_key
    [visitor] = begun(app, _saved)
    return visitor


def _copied(app: Flask, register_key: str) -> tuple[Visitor]:
    visitor = Visitor(app)
    visitor.log_in("zes-scholen")
    visitor.send(school="99AB")
    give_school(visitor, "parnassys", register_key)
    visitor.click("Ga verder met de andere scholen")
    visitor.send(visitor.page.search, controle="1")
    visitor.send(entitled="y")
    return (visitor,)


@pytest.fixture
def bart(app: Flask, register_key: str) -> Visitor:
    """Give somebody who copied from the first of six schools to the others."""
    [visitor] = begun(app, _copied, register_key)
    return visitor


@pytest.mark.parametrize(
    ("gone", "said"), [({"closed": ["99AA"]}, _CLOSED), ({"moved": {"99AA": "99006"}}, _MOVED)]
)
def test_nothing_can_be_undone_and_the_page_says_why(
    anna: Visitor, wiring: Wiring, gone: dict[str, dict[str, str]], said: str
) -> None:
    anna.click(_UNDO)
    asked = anna.page.form
    import_list(wiring, **gone)
    page = anna.send(asked, entitled="y")
    assert page.status == 422
    assert page.errors == [f"{_NOTHING} Hieronder ziet u waarom."]
    assert said in page.says
    assert len(given(wiring, "99AA")) == 2

    page = anna.get(f"{_RECEIPT}/ongedaan")
    assert _NOTHING in page.says
    assert said in page.says
    assert "Dit blijft staan" in page.says


@pytest.mark.parametrize(
    ("gone", "word"),
    [
        ({"closed": ["99AA"]}, "Gesloten op 23 november 2026"),
        ({"moved": {"99AA": "99006"}}, "Hoort nu bij Stichting De Waterlanden"),
    ],
)
def test_the_receipt_shows_the_school_and_what_became_of_it(
    anna: Visitor, wiring: Wiring, gone: dict[str, dict[str, str]], word: str
) -> None:
    import_list(wiring, **gone)
    page = anna.get(_RECEIPT)
    assert page.status == 200
    assert "De Regenboog, BRIN 99AA. ParnasSys, vanaf maandag 23 november 2026." in page.says
    assert page.says.count(word) == 2, "once for each service"
    assert _UNDO not in page.links, "there is nothing to undo"
    assert "Wat gebeurt er nu?" not in page.says


def test_an_end_at_a_school_that_closed_is_called_an_end(anna: Visitor, wiring: Wiring) -> None:
    anna.get(anna.get(ONE).links["Beëindig RIO met ParnasSys"])
    anna.send(reason="anders", ends_on="1-12-2026", controle="1")
    anna.send(entitled="y")
    receipt = anna.page.url
    import_list(wiring, closed=["99AA"])
    said = anna.get(receipt).part("mw-receipt")
    assert "Einde van RIO met ParnasSys" in said
    assert "BRIN 99AA. Laatste dag: dinsdag 1 december 2026." in said
    assert "Gesloten op 23 november 2026" in said
    given_then = anna.get(_RECEIPT).part("mw-receipt")
    assert "Einde van" not in given_then


def test_a_receipt_of_a_closed_school_is_still_recorded(anna: Visitor, wiring: Wiring) -> None:
    import_list(wiring, closed=["99AA"])
    assert anna.get(_RECEIPT).h1 == "Vastgelegd in Mandaatwijzer"


def test_what_the_new_board_records_is_not_on_the_old_receipt(
    anna: Visitor, wiring: Wiring
) -> None:
    import_list(wiring, moved={"99AA": "99006"})
    assert anna.get(_RECEIPT).h1 == "Opgeslagen"


@in_both_registers
def test_a_copy_is_undone_where_it_can_and_the_page_names_the_rest(
    bart: Visitor, wiring: Wiring
) -> None:
    import_list(wiring, closed=["99AC"], moved={"99AD": "99001"})
    page = bart.get("/bestuur/99006/bewijs/MW-2026-00002")
    assert "99AC, " in page.says
    assert page.says.count("Gesloten op 23 november 2026") == 1
    assert page.says.count("Hoort nu bij Vereniging De Regenboog") == 1
    bart.click(_UNDO)
    assert "BRIN 99AC, staat sinds" in bart.page.says
    assert "BRIN 99AD, hoort sinds 23 november 2026 bij Vereniging De Regenboog." in bart.page.says
    bart.send(entitled="y")
    assert bart.page.h1 == "Ongedaan gemaakt"
    assert "De mandaten van die school blijven staan." in bart.page.says
    assert "Alleen dat bestuur kan ze beëindigen." in bart.page.says


def test_of_a_copy_from_a_school_that_closed_the_receipt_names_it(
    bart: Visitor, wiring: Wiring
) -> None:
    name = bart.get("/bestuur/99006/school/99AB").h1
    import_list(wiring, closed=["99AB"])
    page = bart.get("/bestuur/99006/bewijs/MW-2026-00002")
    assert f"{name} (gesloten op 23 november 2026)" in page.says


@in_the_osr
def test_a_copy_that_is_being_recorded_says_which_school_is_gone(
    bart: Visitor, wiring: Wiring
) -> None:
    import_list(wiring, closed=["99AC"])
    page = bart.get("/bestuur/99006/kopie/MW-2026-00002")
    assert "99AC" not in page.choices("seen")
    assert "1 school doet niet meer mee" in page.says
    assert "BRIN 99AC, staat sinds 23 november 2026 niet meer in de lijst van DUO." in page.says


def test_after_ten_minutes_nobody_is_sent_to_a_school_that_is_gone(
    anna: Visitor, wiring: Wiring, clock: SteppingClock
) -> None:
    import_list(wiring, closed=["99AA"])
    clock.forward(minutes=11)
    page = anna.get(f"{_RECEIPT}/ongedaan")
    assert page.h1 == "Ongedaan maken kan niet meer"
    assert _CLOSED in page.says
    assert "op de pagina van de school" not in page.says
