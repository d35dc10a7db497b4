"""An office with several boards: its own start page, counts only, and never a fourth board."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy import update

from tests.bench.boards import BigBoard, fill
from tests.bench.statements import counted
from tests.builders import SteppingClock
from tests.journeys.begun import begun
from tests.routes import Place, addresses, changed, content, guard_of, settle, token_of
from tests.visitor import Visitor
from tests.ways import in_the_osr
from tests.web.test_isolation import leaks
from wizard.db import schools
from wizard.db.models import SchoolRecord
from wizard.ports import Wiring

_LIST, _OWN, _FOURTH = "/besturen", ("99101", "99102", "99103"), "99006"
_MANY = tuple(f"99{number}" for number in range(820, 830))


@pytest.fixture
def office(visitor: Visitor) -> Visitor:
    visitor.log_in("kantoor")
    return visitor


def _rows(visitor: Visitor) -> list[str]:
    """Return the names of the boards in the list, in their order."""
    titles = [each for each in visitor.page.all("p") if each.get("class") == "mw-rows__title"]
    return ["".join(each.itertext()) for each in titles]


def _words_of(wiring: Wiring, number: str) -> set[str]:
    """Return what gives away a school of a board: its name and its BRIN."""
    with wiring.database.reading() as session:
        found = schools.schools_of_board(session, number)
    return {word for each in found for word in (each.name, each.brin)}


def test_no_route_leads_to_a_fourth_board_and_nothing_changes(app: Flask, wiring: Wiring) -> None:
    settle(app, "zes-scholen", _FOURTH, "99AB")
    office, own = settle(app, "kantoor", "99102", _first(wiring, "99102"))
    token, before = token_of(office), content(wiring.database)
    assert leaks(app, office.client, token, replace(own, board=_FOURTH), "board") == []
    assert changed(before, content(wiring.database)) == []


def test_what_stands_at_one_of_the_boards_is_not_found_at_another(
    app: Flask, wiring: Wiring
) -> None:
    """They may be here, and there; a school or a receipt belongs to one of the two."""
    office, here = settle(app, "kantoor", "99102", _first(wiring, "99102"))
    _office, there = settle(app, "kantoor", "99103", _first(wiring, "99103"))
    token, before = token_of(office), content(wiring.database)
    for parameter, wrong in (
        ("brin", replace(here, brin=there.brin)),
        ("number", replace(here, number=there.number, copy=there.copy)),
        ("mandate_id", replace(here, mandate_id=there.mandate_id)),
        ("call_id", replace(here, call_id=there.call_id)),
        ("recipient_id", replace(here, recipient_id=there.recipient_id)),
    ):
        assert leaks(app, office.client, token, wrong, parameter) == []
    assert changed(before, content(wiring.database)) == []


def test_no_page_of_one_board_names_a_school_or_a_colleague_of_another(
    app: Flask, wiring: Wiring
) -> None:
    office, here = settle(app, "kantoor", "99102", _first(wiring, "99102"))
    _colleague(app, wiring, "99103")
    ours = _words_of(wiring, "99102")
    theirs = {word for each in ("99101", "99103") for word in _words_of(wiring, each)}
    foreign = {word for word in theirs if not any(word in each for each in ours)}
    assert len(foreign) > 6
    for url in _pages(app, here):
        text = _text(office.client.get(url).data)
        named = {word for word in (*foreign, "Iris Vos") if word in text}
        assert named == set(), url


def test_the_list_has_names_and_counts_and_nothing_of_a_school(
    app: Flask, office: Visitor, wiring: Wiring
) -> None:
    _colleague(app, wiring, "99103")
    says = office.get(_LIST).text
    for number in _OWN:
        assert number in says
        assert not any(word in says for word in _words_of(wiring, number))
    assert "Iris Vos" not in says


def _colleague(app: Flask, wiring: Wiring, board: str) -> None:
    """Have somebody of this board alone begin there."""
    iris = Visitor(app)
    iris.log_in(f"bestuur-{board}", f"/bestuur/{board}/school/{_first(wiring, board)}/dienst")
    iris.send(services="rio")


def _first(wiring: Wiring, number: str) -> str:
    with wiring.database.reading() as session:
        return schools.schools_of_board(session, number)[0].brin


def _text(body: bytes) -> str:
    """Return what an answer says; a workbook is a zip with its words in several files."""
    if not body.startswith(b"PK"):
        return body.decode()
    with ZipFile(BytesIO(body)) as workbook:
        return "".join(workbook.read(name).decode() for name in workbook.namelist())


def _pages(app: Flask, place: Place) -> list[str]:
    return [
        each.url
        for each in addresses(app, place)
        if "GET" in each.methods and guard_of(app, each.endpoint) == "board"
    ]


def test_what_is_pressing_stands_with_the_board(
    app: Flask, office: Visitor, clock: SteppingClock
) -> None:
    clock.forward(days=-30)
    assert "Doorstroomtoets (vroeger: Eindtoets): nog" not in office.get(_LIST).says, (
        "the date is not near"
    )
    clock.forward(days=30)
    office.log_in("kantoor")
    assert "Doorstroomtoets (vroeger: Eindtoets): nog 4, uiterlijk 30 november" in office.page.says
    clock.forward(days=9)
    office.log_in("kantoor")
    assert "Doorstroomtoets (vroeger: Eindtoets): nog 4, regel dit vandaag nog" in office.page.says
    assert "Te laat? Lees wat u nu doet" in office.page.links


@in_the_osr
def test_a_problem_stands_with_the_board_that_has_it(app: Flask, wiring: Wiring) -> None:
    office, place = settle(app, "kantoor", "99102", _first(wiring, "99102"))
    assert "een probleem" not in office.get(_LIST).says
    where = f"/bestuur/99102/school/{place.brin}/mandaat/{place.mandate_id}/het-lukt-niet"
    office.get(where)
    office.send()
    assert "1 mandaat heeft een probleem" in office.get(_LIST).says


def test_a_board_without_schools_says_so_and_needs_nothing(office: Visitor, wiring: Wiring) -> None:
    _close(wiring, "99103")
    assert "Bestuursnummer 99103. Nu geen scholen." in office.get(_LIST).says
    assert "Van de 12 mandaten" in office.page.says
    assert "Ga verder met Bestuur 99103 (Lopik)" not in office.page.links
    _close(wiring, "99101")
    _close(wiring, "99102")
    assert "Er staan nu geen scholen bij uw besturen." in office.get(_LIST).says
    assert "geregeld" not in office.page.part("mw-main")


def _close(wiring: Wiring, board: str) -> None:
    with wiring.database.transaction() as session:
        closing = update(SchoolRecord).where(SchoolRecord.board_number == board)
        session.execute(closing.values(closed_on=wiring.ports.clock.today()))


@pytest.fixture
def many(app: Flask) -> Visitor:
    """Give an office with thirteen boards: at the first, all is arranged."""
    [visitor] = begun(app, _office_with_thirteen)
    return visitor


def _office_with_thirteen(app: Flask) -> tuple[Visitor]:
    boards = tuple(
        BigBoard(number, index % 10, 2, range(0 if index else 2))
        for index, number in enumerate(_MANY)
    )
    wiring: Wiring = app.extensions["wizard"]
    fill(wiring, wiring.ports.clock, boards)
    visitor = Visitor(app)
    visitor.log_in("-".join(("bestuur", *_MANY, *_OWN)))
    return (visitor,)


def test_many_boards_are_searched_by_name_number_and_place(many: Visitor) -> None:
    assert "U mag voor 13 besturen mandaten regelen." in many.page.says
    for typed, found in (
        ("schoollust", ["Vereniging Schoollust"]),
        ("99 102", ["Stichting De Vijf Molens"]),
        ("LOPIK", ["Bestuur 99103 (Lopik)"]),
        ("gouda", ["Stichting 2 scholen"] * 10),
        ("<qqq>", []),
    ):
        many.get(_LIST)
        many.send(zoek=typed)
        assert _rows(many) == found, typed
        assert many.page.search.fields["zoek"] == typed
        assert "U mag voor 13 besturen mandaten regelen." in many.page.says, "of all of them"
    assert "Geen bestuur gevonden." in many.page.says
    many.click("Toon alle besturen")
    assert len(_rows(many)) == 13


def test_a_search_keeps_the_answers_that_came_along(many: Visitor) -> None:
    many.get(f"{_LIST}?agreement=no")
    many.send(zoek="schoollust")
    assert many.page.links["Vereniging Schoollust"] == (
        "/bestuur/99101/wat-hebt-u-nodig?agreement=no"
    )


def test_three_boards_need_no_search(office: Visitor) -> None:
    assert office.page.forms == []


def test_the_order_stays_while_somebody_works(many: Visitor, wiring: Wiring) -> None:
    """Of one name, by number; it does not follow from what is open."""
    links = _in_order(many)
    assert links == [*(f"/bestuur/{number}/verder" for number in ("99103", *_MANY)), *links[11:]]
    assert many.page.links["Ga verder met Bestuur 99103 (Lopik)"] == "/bestuur/99103/verder"
    _close(wiring, "99103")
    assert _in_order(many) == links
    assert many.page.links["Ga verder met Stichting 2 scholen"] == "/bestuur/99821/verder"


def test_who_has_two_boards_and_is_done_with_one_goes_on_with_the_other(
    app: Flask, many: Visitor
) -> None:
    done, other = _MANY[0], "99103"
    office = Visitor(app)
    office.log_in(f"bestuur-{done}-{other}", f"/bestuur/{done}")
    assert office.page.links["Ga verder met Bestuur 99103 (Lopik)"] == f"/bestuur/{other}/verder"


def _in_order(visitor: Visitor) -> list[str]:
    visitor.get(_LIST)
    titles = [each for each in visitor.page.all("p") if each.get("class") == "mw-rows__title"]
    return [link.get("href") for title in titles for link in title]


def test_as_many_statements_for_three_boards_as_for_thirteen(
    app: Flask, many: Visitor, wiring: Wiring
) -> None:
    office = Visitor(app)
    office.log_in("kantoor")
    counts = []
    for who in (office, many):
        for url in (_LIST, f"{_LIST}?agreement=no", f"{_LIST}?zoek=gouda"):
            with counted(wiring.database.engine) as statements:
                assert who.client.get(url).status_code == 200
            counts.append(len([each for each in statements if "web_session" not in each]))
    assert counts == [5, 6, 5] * 2
