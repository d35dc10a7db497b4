"""Rows of a list that are wrong: they come back as a file, and once mended they are sent again."""

from io import BytesIO

import pytest
from flask import Flask
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.builders import SteppingClock
from tests.visitor import Page, Visitor, words
from tests.ways import on_both_databases
from wizard.db.school_systems.sent_lists import KEPT, MOST_OF_ONE

_UPLOAD = "/bestuur/99006/las/bestand"
_LINK = "Haal op wat niet klopt (Excel)"
_HEADER = ("School", "BRIN", "Toets", "LAS", "Opmerking")
_ROWS = (
    ("De Eik", "99AB", "IEP", "ESIS", "Bel Jan"),
    ("De Es", "99AC", "Cito", "Essis", "=1+1"),
    ("De Den", "99A", "", "ESIS", "@Ans"),
    ("De Iep", "99AD", "", "ESIS"),
)
_WRONG = [
    "Dit LAS kennen wij niet. Bedoelt u ESIS? Vul dat dan in.",
    "Dit is geen BRIN. Een BRIN heeft twee cijfers en twee letters, zoals 04LY.",
]


@pytest.fixture
def visitor(visitor: Visitor) -> Visitor:
    """Give somebody of the board with six schools."""
    visitor.log_in("zes-scholen", _UPLOAD)
    return visitor


def sheet_of(*rows: tuple[str, ...]) -> bytes:
    """Return a workbook as somebody of a board made it: texts, some of which begin with =."""
    book = Workbook()
    for row in (("Onze scholen",), (), _HEADER, *rows):
        book.active.append(row)
    for row in book.active.iter_rows():
        for cell in row:
            cell.data_type = "s" if cell.value else "n"
    return _bytes(book)


def send(visitor: Visitor, file: bytes, where: str = _UPLOAD, name: str = "las.xlsx") -> Page:
    """Send a workbook from this page."""
    visitor.get(where)
    return visitor.send(file=(BytesIO(file), name))


def file_link(page: Page) -> str:
    """Return where the page hands out the wrong rows."""
    [url] = [str(node.get("href")) for node in page.all("a") if words(node) == _LINK]
    return url


def handed_back(visitor: Visitor) -> Workbook:
    """Get the wrong rows by the link on the page."""
    answer = visitor.client.get(file_link(visitor.page))
    assert answer.headers["Cache-Control"] == "no-store"
    assert "attachment" in answer.headers["Content-Disposition"]
    return load_workbook(BytesIO(answer.data))


def mended(book: Workbook, **cells: str) -> bytes:
    """Type in cells of a workbook."""
    for place, text in cells.items():
        book.active[place] = text
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _values(sheet: Worksheet) -> list[list[str]]:
    return [[cell or "" for cell in row] for row in sheet.iter_rows(values_only=True)]


def test_wrong_rows_come_back_as_they_came_with_what_is_wrong(visitor: Visitor) -> None:
    send(visitor, sheet_of(*_ROWS))
    book = handed_back(visitor)
    header, *rows = _values(book.active)
    assert header == [*_HEADER, "wat klopt er niet"]
    assert rows == [[*_ROWS[1], _WRONG[0]], [*_ROWS[2], _WRONG[1]]]
    formula = book.active["E2"]
    assert (formula.value, formula.data_type, formula.quotePrefix) == ("=1+1", "s", True)
    assert {cell.number_format for cell in book.active["B"]} == {"@"}


@on_both_databases
def test_mended_rows_count_with_the_rows_that_wait(visitor: Visitor) -> None:
    send(visitor, sheet_of(*_ROWS))
    first = visitor.page.url
    file = mended(handed_back(visitor), D2="ESIS", B3="99AE")
    send(visitor, file, name="verbeterd.xlsx")
    assert "2 scholen tellen mee uit ‘las.xlsx’, dat u eerder stuurde." in visitor.page.says
    assert "staat voor 4 scholen een LAS dat wij nog niet wisten" in visitor.page.says
    assert "klopt niet" not in visitor.page.says
    assert visitor.page.url != first
    assert visitor.send().h1 == "Uw plan"
    assert "Wij weten nu welk LAS 4 scholen gebruiken." in visitor.page.says
    assert visitor.get(first).h1 == "Uw plan", "Back shows no list whose rows were kept already"


def test_mended_rows_after_the_right_rows_were_kept(visitor: Visitor) -> None:
    send(visitor, sheet_of(*_ROWS))
    visitor.send()
    assert "Wij weten nu welk LAS 2 scholen gebruiken." in visitor.page.says
    visitor.click("Verbeter de rijen die niet kloppen")
    assert "In ‘las.xlsx’ kloppen 2 rijen niet" in visitor.page.says
    assert "Wat wel klopte, hebt u al bewaard." in visitor.page.says
    file = mended(handed_back(visitor), D2="ESIS", B3="99AE")
    visitor.send(file=(BytesIO(file), "verbeterd.xlsx"))
    assert "staat voor 2 scholen een LAS dat wij nog niet wisten" in visitor.page.says
    assert "eerdere lijst" not in visitor.page.says
    visitor.send()
    assert "Wij weten nu welk LAS 2 scholen gebruiken." in visitor.page.says
    known = {each[0] for each in _values(_example(visitor)) if each[3]}
    assert {"99AB", "99AC", "99AD", "99AE"} <= known


def test_from_its_own_page_the_column_is_not_needed(visitor: Visitor) -> None:
    send(visitor, sheet_of(*_ROWS))
    visitor.click("Stuur de verbeterde rijen")
    assert "2 rijen kloppen en tellen mee." in visitor.page.says
    visitor.send(file=(BytesIO(b"BRIN;LAS\n99AC;ESIS"), "rest.csv"))
    assert "staat voor 3 scholen een LAS dat wij nog niet wisten" in visitor.page.says


def test_another_list_of_ones_own_counts_by_itself(visitor: Visitor) -> None:
    send(visitor, sheet_of(*_ROWS))
    send(visitor, b"BRIN;LAS\n99AC;ESIS", name="andere.csv")
    assert "In ‘andere.csv’ staat voor 1 school een LAS" in visitor.page.says


def test_of_a_school_that_stands_in_both_the_last_counts(visitor: Visitor) -> None:
    send(visitor, sheet_of(*_ROWS))
    visitor.click("Stuur de verbeterde rijen")
    rows = b"BRIN;LAS\n99AB;ESIS\n99AD;Essis"
    visitor.send(file=(BytesIO(rows), "rest.csv"))
    assert "staat voor 1 school een LAS" in visitor.page.says, "99AD is taken from neither"
    assert "1 rij klopt niet" in visitor.page.says


def test_a_list_without_one_right_row_comes_back_too(visitor: Visitor) -> None:
    page = send(visitor, sheet_of(*_ROWS[1:3]))
    assert page.errors == ["Geen enkele rij klopt. Verbeter de rijen en stuur ze opnieuw."]
    file = mended(handed_back(visitor), D2="ESIS", B3="99AE")
    visitor.send(file=(BytesIO(file), "verbeterd.xlsx"))
    assert "staat voor 2 scholen een LAS" in visitor.page.says
    assert "eerder" not in visitor.page.says


def test_a_school_that_stands_there_twice_names_the_rows_of_the_new_file(visitor: Visitor) -> None:
    rows = (_ROWS[0], *_ROWS[2:], ("Ook De Eik", "99AB", "", "EduScope"))
    send(visitor, sheet_of(*rows))
    assert "Deze school staat ook op regel 7." in visitor.page.says
    says = [row[-1] for row in _values(handed_back(visitor).active)]
    assert says[1] == "Deze school staat ook op regel 4. Laat één rij staan."
    assert says[3] == "Deze school staat ook op regel 2. Laat één rij staan."


def test_of_a_hidden_row_the_new_file_does_not_ask_to_show_it(visitor: Visitor) -> None:
    book = load_workbook(BytesIO(sheet_of(*_ROWS)))
    book.active.row_dimensions[4].hidden = True
    send(visitor, mended(book))
    assert "Maak de rij zichtbaar, of haal die weg." in visitor.page.says
    says = [row[-1] for row in _values(handed_back(visitor).active)]
    hidden = "Deze rij is verborgen in uw bestand. Hoort deze rij niet in de lijst?"
    assert says[1] == f"{hidden} Haal die dan weg."


def test_what_is_still_wrong_comes_back_with_one_column_more_not_two(visitor: Visitor) -> None:
    send(visitor, sheet_of(*_ROWS))
    send(visitor, mended(handed_back(visitor), D2="ESIS"))
    header, *rows = _values(handed_back(visitor).active)
    assert header == [*_HEADER, "wat klopt er niet"]
    assert rows == [[*_ROWS[2], _WRONG[1]]]


def test_who_else_asks_for_the_rows_gets_nothing(app: Flask) -> None:
    many, visitor, colleague = "/bestuur/99055/las/bestand", Visitor(app), Visitor(app)
    visitor.log_in("veel-scholen", many)
    url = file_link(send(visitor, sheet_of(*_ROWS), where=many))
    look = url.rpartition("/")[0]
    assert visitor.client.get(url).status_code == 200
    assert visitor.client.get(url.replace("99055", "99006")).status_code == 404
    colleague.log_in("collega", many)
    assert _LINK not in colleague.get(look).says
    assert "rijen kloppen niet" in colleague.page.says
    assert colleague.client.get(url).status_code == 404
    assert "klopt" not in colleague.get(f"{many}?bij={look[-32:]}").says


def test_after_a_week_the_rows_are_gone(visitor: Visitor, clock: SteppingClock) -> None:
    send(visitor, sheet_of(*_ROWS))
    url = file_link(visitor.page)
    visitor.send()
    clock.forward(days=KEPT.days, minutes=1)
    visitor.log_in("zes-scholen", _UPLOAD)
    assert visitor.client.get(url).status_code == 404
    send(visitor, sheet_of(_ROWS[0]), where=f"{_UPLOAD}?bij={url.split('/')[-2]}")
    assert "staat niets nieuws" in visitor.page.says


def test_of_one_person_so_many_lists_are_kept(visitor: Visitor, clock: SteppingClock) -> None:
    urls = []
    for _ in range(MOST_OF_ONE + 1):
        clock.forward(minutes=1)
        urls.append(send(visitor, b"BRIN;LAS\n99AB;ESIS", name="las.csv").url)
    assert [visitor.get(url).status for url in urls[:2]] == [404, 200]


def _example(visitor: Visitor) -> Worksheet:
    answer = visitor.client.get(f"{_UPLOAD}/voorbeeld.xlsx")
    return load_workbook(BytesIO(answer.data)).active


def test_what_could_not_be_kept_of_the_rows_is_said(visitor: Visitor) -> None:
    wide = [["BRIN", "LAS", *"x" * 60], ["99AC", "Essis", "y" * 150, *"z" * 59]]
    send(visitor, "\n".join(map(";".join, wide)).encode(), name="las.csv")
    assert "In dit bestand staan de eerste 50 kolommen." in visitor.page.says
    assert "Van een lange tekst staan de eerste 100 tekens in dit bestand." in visitor.page.says
    assert "alleen het BRIN" not in visitor.page.says
    [header, row] = _values(handed_back(visitor).active)
    assert (len(header), row[2]) == (51, "y" * 100)

    rows = [["99AC", "Essis", *["y" * 99] * 40]] * 200
    send(visitor, "\n".join(map(";".join, [["BRIN", "LAS"], *rows])).encode(), name="las.csv")
    assert "Van 104 rijen staan alleen het BRIN en het LAS in dit bestand." in visitor.page.says
    [_header, first, *_rest, last] = _values(handed_back(visitor).active)
    assert first[2] == "y" * 99
    assert last[:3] == ["99AC", "Essis", ""]
