"""What a board takes along: CSV, a workbook and a report, all saying what the overview says."""

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from flask import Flask
from lxml import etree
from openpyxl import Workbook, load_workbook
from sqlalchemy import event

from tests.builders import SteppingClock
from tests.journeys.stories import BOTH, ONE, give, record, save, to_check
from tests.visitor import Visitor, words
from tests.ways import in_the_osr, on_both_databases
from wizard.db.models import BoardRecord, SchoolRecord
from wizard.domain.overview.report import COLUMNS
from wizard.ports import Wiring
from wizard.web import downloads

BOARD = "/bestuur/99001"
SIX = "/bestuur/99006"
FILES = ("mandaten.csv", "mandaten.xlsx")


@pytest.fixture
def someone(visitor: Visitor) -> Visitor:
    """Give somebody of the board with one school."""
    visitor.log_in("een-school")
    return visitor


def _csv(visitor: Visitor, board: str = BOARD) -> list[dict[str, str]]:
    answer = visitor.client.get(f"{board}/mandaten.csv")
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def _book(visitor: Visitor, board: str = BOARD) -> Workbook:
    answer = visitor.client.get(f"{board}/mandaten.xlsx")
    assert answer.status_code == 200
    return load_workbook(BytesIO(answer.data))


def _xlsx(visitor: Visitor, board: str = BOARD) -> list[dict[str, object]]:
    names, *rows = _book(visitor, board)["Mandaten"].iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


def _in_all_states(visitor: Visitor) -> None:
    """Let the six schools stand as differently as they can."""
    visitor.log_in("zes-scholen")
    brins = list(visitor.page.choices("school"))

    def choose(brin: str) -> None:
        visitor.get(f"{SIX}/school/{brin}/dienst")

    choose(brins[0])
    give(visitor)
    choose(brins[1])
    visitor.send(services=BOTH)
    visitor.send(system="weet-ik-niet")
    choose(brins[2])
    give(visitor, starts_on="28-11-2026")
    choose(brins[3])
    to_check(visitor)
    visitor.send(entitled="y")
    visitor.get(f"{visitor.page.url}?klik=4")
    visitor.click("Het lukt niet")
    visitor.send()
    choose(brins[4])
    visitor.send(services=BOTH)


def _states(visitor: Visitor, url: str) -> dict[tuple[str, str], str]:
    """Return the state words of a table on a page, by BRIN and column."""
    visitor.get(url)
    heads = visitor.page.all("thead")[0].iter("th")
    head = [" ".join((cell.text or "").split()) for cell in heads]
    found = {}
    for row in visitor.page.all("tr"):
        meta = [words(each) for each in row.iter() if each.get("class") == "mw-table__meta"]
        states = [_word(each) for each in row.iter("td")]
        for name, state in zip(head[1:], states, strict=False):
            found[meta[0].split(" · ")[0], name] = state
    return found


def _word(cell: etree._Element) -> str:
    [state] = [each for each in cell.iter() if "mw-state__word" in (each.get("class") or "")]
    return words(state).split(" – ")[-1].split(":")[0]


@in_the_osr
@on_both_databases
def test_files_and_report_say_what_the_overview_says(visitor: Visitor) -> None:
    _in_all_states(visitor)
    overview = _states(visitor, SIX)

    assert len(overview) == 12
    assert set(overview.values()) == {
        "Vastgelegd in het OSR",
        "Wacht op school",
        "Gepland",
        "Opgeslagen, nog niet in het OSR",
        "Er is een probleem",
        "Bezig",
        "Nog te doen",
    }
    assert _states(visitor, f"{SIX}/rapport") == overview
    for rows in (_csv(visitor, SIX), _xlsx(visitor, SIX)):
        assert {(row["BRIN"], row["Dienst"]): row["Status"] for row in rows} == overview


def test_csv_is_what_a_dutch_excel_opens_by_itself(someone: Visitor) -> None:
    answer = someone.client.get(f"{BOARD}/mandaten.csv")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.data.startswith(b"\xef\xbb\xbfBestuursnummer;Bestuur;BRIN;School;Plaats;Dienst;")
    lines = answer.data.split(b"\n")
    assert lines.pop() == b""
    assert len(lines) == 3
    assert all(line.endswith(b"\r") for line in lines)


def test_a_file_is_saved_under_a_name_with_board_and_day_and_kept_by_no_cache(
    someone: Visitor,
) -> None:
    for file in FILES:
        answer = someone.client.get(f"{BOARD}/{file}")
        kind = file.split(".")[1]
        assert answer.headers["Content-Disposition"] == (
            f"attachment; filename=mandaten-99001-2026-11-23.{kind}"
        )
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@in_the_osr
def test_a_row_tells_all_about_a_mandate_with_dates_in_iso(
    someone: Visitor, clock: SteppingClock
) -> None:
    to_check(someone)
    someone.send(entitled="y")
    clock.forward(minutes=5)
    record(someone)

    rio, _eindtoets = _csv(someone)
    assert list(rio) == list(COLUMNS)
    assert rio == {
        "Bestuursnummer": "99001",
        "Bestuur": "Vereniging De Regenboog",
        "BRIN": "99AA",
        "School": "De Regenboog",
        "Plaats": "Gouda",
        "Dienst": "RIO",
        "Status": "Vastgelegd in het OSR",
        "LAS": "ParnasSys",
        "Leverancier": "Topicus",
        "Begindatum": "2026-11-23",
        "Einddatum": "",
        "Daarna": "",
        "Opgeslagen op": "2026-11-23 10:00",
        "Opgeslagen door": someone_called(someone),
        "Vastgelegd gezien op": "2026-11-23 10:05",
        "Vastgelegd gezien door": someone_called(someone),
        "Einddatum gezien op": "",
        "Einddatum gezien door": "",
        "Bewijs": "MW-2026-00001",
    }


def someone_called(visitor: Visitor) -> str:
    """Return the name of who is logged in, as the overview says it."""
    visitor.get(BOARD)
    told = [words(each) for each in visitor.page.all("p")]
    return next(each.split(" sloeg ")[0] for each in told if " sloeg " in each)


def test_what_stands_here_is_recorded_in_mandaatwijzer(someone: Visitor) -> None:
    give(someone)
    assert [row["Status"] for row in _csv(someone)] == ["Vastgelegd in Mandaatwijzer"] * 2
    assert "Vastgelegd in Mandaatwijzer" in someone.get(f"{BOARD}/rapport").says


def test_a_workbook_has_one_sheet_with_real_dates_and_a_heading_that_stays(
    someone: Visitor,
) -> None:
    give(someone)
    book = _book(someone)
    sheet = book["Mandaten"]

    assert book.sheetnames == ["Mandaten"]
    assert sheet.freeze_panes == "A2"
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert all(cell.font.bold for cell in sheet[1])
    assert not any(cell.font.bold for cell in sheet[2])
    rio = dict(zip(COLUMNS, sheet[2], strict=True))
    assert rio["Begindatum"].is_date
    assert rio["Begindatum"].value == datetime(2026, 11, 23)  # noqa: DTZ001
    assert rio["Begindatum"].number_format == "DD-MM-YYYY"
    assert rio["Opgeslagen op"].value == datetime(2026, 11, 23, 10, 0)  # noqa: DTZ001
    assert rio["Einddatum"].value is None
    assert rio["Bestuursnummer"].value == "99001"
    assert sheet.column_dimensions["B"].width > len("Vereniging De Regenboog")


def test_a_formula_as_a_name_stays_text(someone: Visitor, wiring: Wiring) -> None:
    with wiring.database.transaction() as session:
        session.get_one(SchoolRecord, "99AA").name = "=HYPERLINK(A1)"
        session.get_one(BoardRecord, "99001").name = "-2+3"
    someone.get(f"{ONE}/dienst")
    someone.send(services=BOTH)
    someone.send(system="ander")
    someone.send(name="@SUM(1)", supplier="+1")
    save(someone)

    row = _csv(someone)[0]
    names = [row[column] for column in ("School", "Bestuur", "LAS", "Leverancier")]
    assert names == ["'=HYPERLINK(A1)", "'-2+3", "'@SUM(1)", "'+1"]

    cells = dict(zip(COLUMNS, _book(someone)["Mandaten"][2], strict=True))
    typed = [cells[column] for column in ("School", "Bestuur", "LAS", "Leverancier")]
    assert [cell.value for cell in typed] == ["=HYPERLINK(A1)", "-2+3", "@SUM(1)", "+1"]
    assert {cell.data_type for cell in typed} == {"s"}
    assert all(cell.quotePrefix for cell in typed)


DANGEROUS = ["=1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", "＝1", "\x00=1"]


@pytest.mark.parametrize("typed", DANGEROUS)
def test_no_cell_of_a_csv_begins_as_a_formula(typed: str) -> None:
    text = downloads.as_csv(["Naam"], [(typed,), ('\'t Kompas; "De Brug"',)]).decode("utf-8-sig")
    _, [first], [second] = csv.reader(StringIO(text, newline=""), delimiter=";")
    assert first == "'" + typed.replace("\x00", "")
    assert second == '\'t Kompas; "De Brug"'


@pytest.mark.parametrize("typed", [*DANGEROUS, "#N/A", "{=1}", "1E5", "\ud83d=1", "01-02-2026"])
def test_no_cell_of_a_workbook_is_anything_but_the_text_that_was_typed(typed: str) -> None:
    book = load_workbook(BytesIO(downloads.as_xlsx("Blad", ["Naam"], [(typed,)])))
    cell = book["Blad"]["A2"]
    assert cell.data_type == "s"
    readable = typed.replace("\x00", "").replace("\ud83d", "")
    assert cell.value == readable.replace("\r", "\n")  # as XML reads it


def test_dates_and_moments_are_told_apart() -> None:
    moment = datetime(2026, 11, 23, 10, 5)  # noqa: DTZ001
    row = (date(2026, 11, 23), moment, None, "")
    text = downloads.as_csv("abcd", [row]).decode("utf-8-sig")
    assert text.splitlines() == ["a;b;c;d", "2026-11-23;2026-11-23 10:05;;"]
    cells = load_workbook(BytesIO(downloads.as_xlsx("Blad", "abcd", [row])))["Blad"][2]
    assert [cell.number_format for cell in cells[:2]] == ["DD-MM-YYYY", "DD-MM-YYYY HH:MM"]


def test_an_ended_mandate_is_only_told_where_nothing_took_its_place(
    someone: Visitor, clock: SteppingClock
) -> None:
    give(someone)
    someone.get(f"{ONE}/dienst")
    someone.send(services="rio")
    someone.send(system="esis")
    someone.send(old="beeindigen")
    save(someone)
    someone.get(ONE)
    someone.click_first("Beëindig Doorstroomtoets (vroeger: Eindtoets)")
    someone.send(reason="anders", ends_on="24-11-2026", controle="1")
    someone.send(entitled="y")
    clock.forward(days=3)
    someone = Visitor(someone.app)
    someone.log_in("een-school")

    rio, eindtoets = _csv(someone)
    assert (rio["LAS"], rio["Einddatum"]) == ("ESIS", "")
    assert rio["Status"] == "Vastgelegd in Mandaatwijzer"
    assert (eindtoets["LAS"], eindtoets["Einddatum"]) == ("ParnasSys", "2026-11-24")
    assert eindtoets["Status"] == "Nog te doen"
    assert "tot en met 24 november 2026" in someone.get(f"{BOARD}/rapport").says


@in_the_osr
def test_the_report_says_whose_it_is_when_and_who_did_what(someone: Visitor) -> None:
    give(someone)
    page = someone.get(f"{BOARD}/rapport")
    for said in (
        "Vereniging De Regenboog",
        "Bestuursnummer 99001",
        "Maandag 23 november 2026",
        "Om 10.00 uur",
        "2 mandaten vastgelegd in het OSR",
        "ParnasSys, vanaf 23 november 2026",
        "Opgeslagen op 23 november 2026 door ",
        "Gezien in het OSR op 23 november 2026 door ",
        "Schoolgegevens: DUO (CC BY 4.0)",
    ):
        assert said in page.says


def test_the_report_of_an_untouched_board_says_until_when_there_is_time(someone: Visitor) -> None:
    report = someone.get(f"{BOARD}/rapport").part("mw-main")
    assert "Regel dit uiterlijk maandag 30 november (vóór 1 december)." in report
    assert "2 mandaten nog te doen" in report


def test_every_school_of_a_board_is_there_once_for_each_service(visitor: Visitor) -> None:
    visitor.log_in("veel-scholen")
    rows = _csv(visitor, "/bestuur/99055")
    assert len({(row["BRIN"], row["Dienst"]) for row in rows}) == len(rows) == 2 * 55
    assert len(_states(visitor, "/bestuur/99055/rapport")) == 2 * 55


@on_both_databases
def test_a_board_without_schools_takes_only_the_names_of_the_columns(
    visitor: Visitor, wiring: Wiring
) -> None:
    with wiring.database.transaction() as session:
        session.add(BoardRecord(number="99999", name="Leeg", place="Ee", source="practice"))
    visitor.log_in("bestuur-99999")
    board = "/bestuur/99999"
    assert _csv(visitor, board) == _xlsx(visitor, board) == []
    assert "staan nu geen scholen" in visitor.get(f"{board}/rapport").says


def test_the_overview_leads_to_all_three(someone: Visitor) -> None:
    links = someone.get(BOARD).links
    assert {f"{BOARD}/rapport", *(f"{BOARD}/{file}" for file in FILES)} <= set(links.values())
    someone.click("Rapport om te printen")
    assert someone.page.h1 == "Rapport: de mandaten van uw bestuur"
    someone.click("Naar het overzicht")


@contextmanager
def _counted(wiring: Wiring) -> Iterator[list[str]]:
    statements: list[str] = []

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    event.listen(wiring.database.engine, "before_cursor_execute", count)
    yield statements
    event.remove(wiring.database.engine, "before_cursor_execute", count)


def test_many_schools_ask_no_more_of_the_database_than_one(app: Flask, wiring: Wiring) -> None:
    asked: dict[str, list[int]] = {}
    for username, board in (("een-school", "99001"), ("veel-scholen", "99055")):
        visitor = Visitor(app)
        visitor.log_in(username)
        visitor.client.get(f"/bestuur/{board}")
        for wanted in (*FILES, "rapport"):
            with _counted(wiring) as statements:
                assert visitor.client.get(f"/bestuur/{board}/{wanted}").status_code == 200
            selects = [each for each in statements if each.startswith("SELECT")]
            asked.setdefault(board, []).append(len(selects))
    assert asked["99001"] == asked["99055"]
    assert all(0 < each <= 8 for each in asked["99055"]), "guard and session and all"
