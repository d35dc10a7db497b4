"""A list of schools and their LAS that somebody sends: nothing is applied until they say so."""

from datetime import time
from io import BytesIO

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.stories import give
from tests.routes import changed, content
from tests.schooldata.test_sheet_file import csv, repacked, xlsx
from tests.visitor import Page, Visitor
from tests.ways import on_both_databases
from wizard.db.school_systems.sent_lists import KEPT
from wizard.ports import Wiring
from wizard.schooldata.turn import Turn
from wizard.web.school_systems import upload as school_systems_upload

_UPLOAD = "/bestuur/99006/las/bestand"
_GOOD = csv(("99AB", "ESIS"), ("99AC", "Esis-B")).encode()


@pytest.fixture
def visitor(visitor: Visitor) -> Visitor:
    """Give somebody of the board with six schools."""
    visitor.log_in("zes-scholen", _UPLOAD)
    return visitor


def send(visitor: Visitor, file: bytes, name: str = "las.csv") -> Page:
    """Send a file from its page."""
    visitor.get(_UPLOAD)
    return visitor.send(file=(BytesIO(file), name))


def _bomb() -> bytes:
    return repacked(xlsx(("99AB", "ESIS")), xl__x_dot_xml=b"<x>" + b" " * 50_000_000)


def _hidden() -> bytes:
    def hide(book: object) -> None:
        book.active.title, book.active.sheet_state = "Geheim", "hidden"  # type: ignore[attr-defined]
        book.create_sheet("Uitleg")  # type: ignore[attr-defined]

    return xlsx(("99AB", "ESIS"), change=hide)


#: Empty, too large, encoded otherwise, not what its name says, with a hidden sheet, a zip bomb,
#: with macros, not filled in.
_BAD = [
    ("las.csv", b"", "Dit bestand is leeg"),
    ("las.xlsx", b"x" * 3_000_000, "Er past 2 MB"),
    ("las.csv", _GOOD.decode().encode("utf-32"), "De tekens"),
    ("las.xlsx", _GOOD, "geen Excel-bestand"),
    ("las.xlsx", _hidden(), "‘Geheim’ is verborgen"),
    ("las.xlsx", _bomb(), "Uitgepakt is dit bestand te groot"),
    ("las.xlsx", repacked(xlsx(), xl__vbaProject_dot_bin=b"x"), "macro’s"),
    ("las.csv", csv(("99AB", ""), ("99AC", "")).encode(), "nog geen LAS ingevuld"),
]
#: Of these the rows are kept, for handing them back.
_ALL_WRONG = [
    ("las.csv", csv(("99AH", "ESIS"), ("99AI", "ESIS")).encode(), "Geen enkele rij klopt"),
    ("las.xlsx", xlsx(("99AB", "=A1"), ("=A2", "ESIS")), "Geen enkele rij klopt"),
    ("las.csv", csv(("99AB", "ESIS"), ("99AB", "ParnasSys")).encode(), "Geen enkele rij klopt"),
    ("las.csv", csv(("99AH", "ESIS"), ("99AB", "")).encode(), "1 rij klopt niet en 1 rij heeft"),
]


def test_a_bad_file_is_refused_with_what_to_do_and_nothing_is_applied(
    visitor: Visitor, wiring: Wiring
) -> None:
    before = content(wiring.database)
    for files, touched in ((_BAD, []), (_ALL_WRONG, ["system_list", "event"])):
        for name, file, message in files:
            page = send(visitor, file, name)
            assert page.status == 422
            assert page.title.startswith("Fout: ")
            [error] = page.errors
            assert message in error
        assert changed(before, content(wiring.database)) == touched


def test_every_wrong_row_is_named_with_line_value_and_what_is_right(visitor: Visitor) -> None:
    rows = (("99AB", "ESIS"), ("99AC", "Parnasis"), ("99AH", "ESIS"), ("99A", "ESIS"))
    page = send(
        visitor, csv(*rows, ("99AD", "=B2"), ("99AE", "SchoolOAS"), ("99AF", "IEP")).encode()
    )
    assert page.h1 == "Controleer de lijst"
    assert "6 rijen kloppen niet" in page.says
    for line in (
        "Regel 3, BRIN 99AC: ‘Parnasis’ Dit LAS kennen wij niet. Bedoelt u ParnasSys?",
        "Regel 4: ‘99AH’ Deze school hoort niet bij uw bestuur.",
        "Regel 5: ‘99A’ Dit is geen BRIN. Een BRIN heeft twee cijfers en twee letters",
        "Regel 6, BRIN 99AD: ‘=B2’ Dit is een formule. Typ de waarde zelf.",
        "Regel 7, BRIN 99AE: ‘SchoolOAS’ Dit LAS bestaat niet meer. Vul het LAS van nu in:",
        "Regel 8, BRIN 99AF: ‘IEP’ IEP is een toets of toetsleverancier, geen LAS. Vul in welk",
    ):
        assert line in page.says


@on_both_databases
def test_nothing_is_applied_until_the_list_is_confirmed(visitor: Visitor, wiring: Wiring) -> None:
    before = content(wiring.database)
    page = send(visitor, _GOOD)
    assert changed(before, content(wiring.database)) == ["system_list", "event"]
    assert "staat voor 2 scholen een LAS dat wij nog niet wisten" in page.says
    visitor.send()
    kept = {"event", "school_system", "system_list"}
    assert set(changed(before, content(wiring.database))) == kept


def test_confirmed_twice_is_kept_once(visitor: Visitor, wiring: Wiring) -> None:
    form = send(visitor, _GOOD).form
    page = visitor.page
    visitor.send()
    before = content(wiring.database)
    visitor.page = page
    assert visitor.send(form).h1 == "Uw plan"
    assert visitor.get(page.url).h1 == "Uw plan", "Back shows no list that was kept already"
    assert changed(before, content(wiring.database)) == []


def test_a_colleague_told_otherwise_meanwhile(app: Flask, visitor: Visitor) -> None:
    send(visitor, _GOOD)
    page = visitor.page
    colleague = Visitor(app)
    colleague.log_in("zes-scholen", _UPLOAD)
    send(colleague, csv(("99AB", "EduScope")).encode())
    colleague.send()
    visitor.page = page
    assert visitor.send().status == 422
    assert "Er is intussen iets gewijzigd" in visitor.page.errors[0]
    assert "nu: EduScope" in visitor.page.says
    assert visitor.send().h1 == "Uw plan"


def test_a_list_that_nobody_came_back_to_goes(visitor: Visitor, clock: SteppingClock) -> None:
    send(visitor, _GOOD)
    old = visitor.page.url
    clock.forward(days=KEPT.days, hours=1)
    visitor.log_in("zes-scholen", _UPLOAD)
    send(visitor, _GOOD)
    assert visitor.get(old).status == 404


def test_more_than_anybody_may_send_is_refused_before_it_is_read(visitor: Visitor) -> None:
    answer = visitor.client.post(_UPLOAD, data={"file": (BytesIO(b"x" * 7_000_000), "las.csv")})
    assert answer.status_code == 413
    assert "2 MB" in answer.text


def test_a_file_goes_nowhere_else(visitor: Visitor) -> None:
    data = {"file": (BytesIO(b"x" * 100_000), "las.csv")}
    assert visitor.client.post("/bestuur/99006/las", data=data).status_code == 413


def test_while_another_list_is_read_nothing_is_applied_and_later_it_is(
    visitor: Visitor, wiring: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(school_systems_upload, "READING", Turn(waiting=0))
    before = content(wiring.database)
    with school_systems_upload.READING.taken():
        page = send(visitor, _GOOD)
    assert page.status == 422
    assert page.errors == [
        "Er wordt nu een andere lijst gelezen. Probeer het over een minuut opnieuw."
    ]
    assert changed(before, content(wiring.database)) == []
    assert visitor.send(file=(BytesIO(_GOOD), "las.csv")).h1 == "Controleer de lijst"


def test_a_list_that_is_refused_keeps_no_other_waiting(visitor: Visitor) -> None:
    for _ in range(4):
        assert send(visitor, _bomb(), "las.xlsx").status == 422
    assert send(visitor, _GOOD).h1 == "Controleer de lijst"


def test_of_rows_that_nobody_sees_and_numbers_it_is_said_on_their_line(visitor: Visitor) -> None:
    def change(book: object) -> None:
        book.active.row_dimensions[3].hidden = True  # type: ignore[attr-defined]

    rows = (("99AB", "ESIS"), ("99AC", "ESIS"), (5, "ESIS"), (time(22), "ESIS"), ("1,5E+3", ""))
    page = send(visitor, xlsx(*rows, change=change), "las.xlsx")
    assert page.h1 == "Controleer de lijst"
    assert "4 rijen kloppen niet" in page.says
    for line in (
        "Regel 3: ‘99AC’ Deze rij is verborgen in uw bestand. Maak de rij zichtbaar",
        "Regel 4: ‘5’ Dit is geen BRIN.",
        "Regel 5: ‘22:00:00’ Dit BRIN werd in uw bestand een getal of een tijd. Maak de",
        "Regel 6: ‘1,5E+3’ Dit BRIN werd",
    ):
        assert line in page.says


def test_without_a_file(visitor: Visitor) -> None:
    visitor.get(_UPLOAD)
    assert visitor.send().errors == ["Kies eerst een bestand."]


@pytest.mark.parametrize("name", ["las/bestand/voorbeeld.xlsx", "mandaten.xlsx", "mandaten.csv"])
def test_our_own_example_and_our_own_export_are_understood(visitor: Visitor, name: str) -> None:
    """Of one school a mandate stands; of another its LAS was told; of four nothing is known."""
    visitor.get("/bestuur/99006/school/99AD/dienst")
    give(visitor, system="esis")
    send(visitor, _GOOD)
    visitor.send()
    file = visitor.client.get(f"/bestuur/99006/{name}")
    page = send(visitor, file.data, name.rpartition("/")[2])
    assert page.h1 == "Controleer de lijst"
    assert "hetzelfde LAS als wij al wisten" in page.says
    assert not page.errors
    assert "rij klopt niet" not in page.says
    assert "rijen kloppen niet" not in page.says


def test_our_own_example_that_nobody_filled_in(app: Flask) -> None:
    visitor, upload = Visitor(app), "/bestuur/99056/las/bestand"
    visitor.log_in("las-onbekend", upload)
    file = visitor.client.get(f"{upload}/voorbeeld.xlsx").data
    page = visitor.send(file=(BytesIO(file), "las.xlsx"))
    assert page.errors == [
        "In dit bestand is nog geen LAS ingevuld. Vul per school het LAS in en stuur het bestand "
        "opnieuw."
    ]
