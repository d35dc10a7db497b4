"""A whole board by its plan: which LAS each school uses, and then one act for each LAS."""

from collections.abc import Mapping
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook

from tests.journeys.stories import given
from tests.journeys.whole_board import gave, give_together, three_systems
from tests.visitor import Visitor
from tests.ways import in_both_registers, in_the_osr, on_postgres, with_htmx
from wizard.ports import Wiring

_BOARD = "/bestuur/99056"


@pytest.fixture
def visitor(app: Flask, htmx: bool) -> Visitor:
    """Give somebody of a board with 55 schools of which nothing is known."""
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("las-onbekend")
    return visitor


@pytest.fixture
def uses(visitor: Visitor) -> dict[str, str]:
    """Give which school uses which LAS: 30, 15 and 10 schools."""
    return three_systems([brin for brin in visitor.page.choices("school") if brin != "ontbreekt"])


def filled_in(visitor: Visitor, wiring: Wiring, uses: Mapping[str, str]) -> bytes:
    """Fill in the example that the page hands out, as somebody does in Excel."""
    page = visitor.page
    visitor.client.get(page.url)
    example = visitor.client.get(page.links["Haal het voorbeeld op (Excel)"])
    book = load_workbook(BytesIO(example.data))
    for row in book.worksheets[0].iter_rows(min_row=2):
        row[3].value = wiring.catalogue.systems[uses[row[0].value]].name
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return a workbook as a file."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def give_all(visitor: Visitor, register_key: str) -> None:
    """Follow the plan, line by line, until nothing is left."""
    while not visitor.page.links.get("Klaar: bekijk wat er nu gebeurt"):
        visitor.click_first("Ga verder met ")
        give_together(visitor, register_key)
    visitor.click("Klaar: bekijk wat er nu gebeurt")
    assert visitor.page.h1 == "Alle mandaten voor het LAS zijn geregeld"


@in_the_osr
def test_from_a_list_in_at_most_ten_submissions(
    visitor: Visitor, wiring: Wiring, uses: dict[str, str], register_key: str
) -> None:
    visitor.get(_BOARD)
    visitor.click("Bekijk het plan voor alle scholen")
    assert visitor.page.part("mw-lead").startswith("Vul eerst in welk LAS elke school gebruikt.")
    visitor.click("Stuur een lijst uit Excel")
    content = filled_in(visitor, wiring, uses)
    visitor.send(file=(BytesIO(content), "las.xlsx"))
    assert visitor.page.h1 == "Controleer de lijst"
    assert "staat voor 55 scholen een LAS dat wij nog niet wisten" in visitor.page.says
    assert given(wiring, next(iter(uses))) == []
    visitor.send()
    assert "Wij weten nu welk LAS 55 scholen gebruiken." in visitor.page.says
    assert "Nog 3 dingen te doen, dan is alles geregeld." in visitor.page.part("mw-lead")
    give_all(visitor, register_key)
    assert visitor.submissions <= 10, visitor.submissions
    gave(wiring, uses)


@on_postgres
@with_htmx
def test_from_the_table_in_at_most_twelve_submissions(
    visitor: Visitor, wiring: Wiring, uses: dict[str, str], register_key: str
) -> None:
    visitor.get(_BOARD)
    visitor.click("Bekijk het plan voor alle scholen")
    visitor.click("Vul het LAS in van 55 scholen")
    for key in dict.fromkeys(uses.values()):
        same = [brin for brin, system in uses.items() if system == key]
        visitor.send(visitor.page.search, controle="1", b=same, las=key)
        visitor.send()
    visitor.click("Bekijk uw plan")
    give_all(visitor, register_key)
    assert visitor.submissions <= 12, visitor.submissions
    gave(wiring, uses)


def test_who_gives_what_a_colleague_gave_meanwhile_reads_why_nobody_goes_along(app: Flask) -> None:
    chantal, dirk = Visitor(app), Visitor(app)
    for visitor, name in ((chantal, "veel-scholen"), (dirk, "collega")):
        visitor.log_in(name, "/bestuur/99055/samen?las=parnassys")
    dirk.send(entitled="y")
    assert dirk.page.h1 == "Vastgelegd in Mandaatwijzer"

    chantal.send(entitled="y")

    assert chantal.page.status == 422
    assert chantal.page.errors == ["Geen van deze scholen kan nog mee. Hieronder ziet u waarom."]


@in_both_registers
@with_htmx
def test_from_a_list_whose_wrong_rows_are_mended(
    visitor: Visitor, wiring: Wiring, uses: dict[str, str], register_key: str
) -> None:
    visitor.get(f"{_BOARD}/las/bestand")
    book = load_workbook(BytesIO(filled_in(visitor, wiring, uses)))
    for row in range(2, 7):
        book.active[f"D{row}"] = "Parnasis"
    visitor.send(file=(BytesIO(saved(book)), "las.xlsx"))
    assert "Bewaar het LAS van 50 scholen" in visitor.page.says
    wrong = visitor.client.get(visitor.page.links["Haal op wat niet klopt (Excel)"])
    book = load_workbook(BytesIO(wrong.data))
    for row in range(2, 7):
        book.active[f"D{row}"] = "ParnasSys"
    visitor.click("Stuur de verbeterde rijen")
    visitor.send(file=(BytesIO(saved(book)), "verbeterd.xlsx"))
    assert "50 scholen tellen mee uit ‘las.xlsx’, dat u eerder stuurde." in visitor.page.says
    visitor.send()
    assert "Wij weten nu welk LAS 55 scholen gebruiken." in visitor.page.says
    give_all(visitor, register_key)
    gave(wiring, uses)
