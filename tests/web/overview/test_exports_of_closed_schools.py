"""What a board takes along of a school that an import closed, or moved to another board."""

import csv
from io import BytesIO, StringIO

from openpyxl import load_workbook

from tests.imports import import_list
from tests.journeys.stories import give
from tests.visitor import Visitor
from tests.ways import on_both_databases
from wizard.ports import Wiring

_STATUS = "School gesloten op 23 november 2026"


def _csv(visitor: Visitor, board: str) -> list[dict[str, str]]:
    answer = visitor.client.get(f"/bestuur/{board}/mandaten.csv")
    return list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))


def _xlsx(visitor: Visitor, board: str) -> list[dict[str, object]]:
    book = load_workbook(BytesIO(visitor.client.get(f"/bestuur/{board}/mandaten.xlsx").data))
    names, *rows = book["Mandaten"].iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


@on_both_databases
def test_the_mandates_of_a_closed_school_stay_the_boards(visitor: Visitor, wiring: Wiring) -> None:
    visitor.log_in("een-school")
    give(visitor)
    import_list(wiring, closed=["99AA"])

    for rows in (_csv(visitor, "99001"), _xlsx(visitor, "99001")):
        assert [(row["BRIN"], row["Dienst"], row["LAS"]) for row in rows] == [
            ("99AA", "RIO", "ParnasSys"),
            ("99AA", "Doorstroomtoets (vroeger: Eindtoets)", "ParnasSys"),
        ]
        assert {row["Status"] for row in rows} == {_STATUS}
    page = visitor.get("/bestuur/99001/rapport")
    assert "Scholen die gesloten zijn" in page.says
    assert "De Regenboog 99AA, Gouda" in page.says
    assert _STATUS in page.says
    assert "RIO: ParnasSys, vanaf 23 november 2026. Opgeslagen op 23 november 2026" in page.says
    assert "/bestuur/99001/rapport" in visitor.get("/bestuur/99001").links.values()


def test_closed_schools_come_last_and_only_with_what_they_had(
    visitor: Visitor, wiring: Wiring
) -> None:
    visitor.log_in("zes-scholen")
    visitor.send(school="99AB")
    give(visitor, "rio")
    import_list(wiring, closed=["99AB", "99AC"])

    rows = _csv(visitor, "99006")
    assert [(row["BRIN"], row["Dienst"]) for row in rows if row["Status"] == _STATUS] == [
        ("99AB", "RIO")
    ]
    assert rows[-1]["BRIN"] == "99AB"
    assert len(rows) == 2 * 4 + 1
    assert "Van de 8 mandaten" in visitor.get("/bestuur/99006").says, "they count nowhere"


def test_a_school_that_moved_is_in_what_the_new_board_takes_along(
    visitor: Visitor, wiring: Wiring
) -> None:
    visitor.log_in("een-school")
    give(visitor)
    import_list(wiring, moved={"99AA": "99006"})
    assert _csv(visitor, "99001") == []

    bart = Visitor(visitor.app)
    bart.log_in("zes-scholen")
    theirs = [row for row in _csv(bart, "99006") if row["BRIN"] == "99AA"]
    assert [(row["Dienst"], row["Status"]) for row in theirs] == [
        ("RIO", "Vastgelegd in Mandaatwijzer"),
        ("Doorstroomtoets (vroeger: Eindtoets)", "Vastgelegd in Mandaatwijzer"),
    ]
