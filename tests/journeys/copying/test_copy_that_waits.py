"""A copy waits for the OSR, and meanwhile: colleagues, schools that move, and nonsense."""

from itertools import product

import pytest
from flask import Flask
from sqlalchemy import update

from tests.journeys.begun import begun
from tests.journeys.stories import given, mandates
from tests.journeys.whole_board import at_school, give
from tests.visitor import Visitor
from tests.ways import on_postgres
from wizard.db.models import SchoolRecord
from wizard.ports import Wiring

_SIX = "/bestuur/99006"
_CLICKS = "Kopieer RIO en de doorstroomtoets nu in het OSR"
_BOX = {"entitled": "y"}
_BRINS = [f"99A{letter}" for letter in "CDEFG"]


@pytest.fixture
def register_key() -> str:
    """Only the OSR is filled by hand."""
    return "osr"


@pytest.fixture
def bart(app: Flask) -> Visitor:
    """Give somebody who copied from the first of six schools, at the clicks."""
    [visitor] = begun(app, _copied)
    return visitor


def _copied(app: Flask) -> tuple[Visitor]:
    visitor = Visitor(app)
    visitor.log_in("zes-scholen")
    _copy_from(visitor, "99AB")
    return (visitor,)


def _copy_from(visitor: Visitor, brin: str, **ticks: list[str]) -> None:
    visitor.send(school=brin)
    give(visitor, "parnassys", "osr")
    visitor.click("Ga verder met de andere scholen")
    visitor.send(visitor.page.search, controle="1", **ticks)
    visitor.send(**_BOX)
    assert visitor.page.h1 == _CLICKS


def _move(wiring: Wiring, brin: str, board: str) -> None:
    with wiring.database.transaction() as session:
        moved = update(SchoolRecord).where(SchoolRecord.brin == brin)
        session.execute(moved.values(board_number=board))


def _recorded(wiring: Wiring) -> list[str]:
    """Return the schools that were copied to and of which both mandates stand in the OSR."""
    return [brin for brin in _BRINS if all(each.is_recorded for each in mandates(wiring, brin))]


def _problems(wiring: Wiring) -> list[str]:
    return [brin for brin in _BRINS if any(each.problem_at for each in mandates(wiring, brin))]


def test_the_overview_says_how_many_schools_are_left(bart: Visitor) -> None:
    here = bart.page.url
    bart.send(seen=["99AC", "99AD"], **_BOX)
    bart.get(_SIX)
    assert "Nu: kopieer naar 3 scholen in het OSR" in bart.page.says
    bart.click("Ga verder met kopiëren in het OSR")
    assert (bart.page.url, "voor 3 scholen" in bart.page.says) == (here, True)


def test_the_last_one_has_its_own_page_too(bart: Visitor, wiring: Wiring) -> None:
    here = bart.page.url
    bart.send(seen=_BRINS[:4], **_BOX)
    assert (bart.page.url, list(bart.page.choices("seen"))) == (here, ["99AG"])
    bart.get(f"{_SIX}/verder")
    assert bart.page.url == f"{_SIX}/school/99AG/vastleggen"
    bart.send()
    assert _recorded(wiring) == _BRINS
    assert bart.get(here).h1 == "Vastgelegd in het OSR"


def test_a_colleague_at_another_computer_lands_on_the_same_page(app: Flask) -> None:
    chantal, dirk = Visitor(app), Visitor(app)
    chantal.log_in("veel-scholen")
    _copy_from(chantal, "99AH", b=["99AI", "99AJ"])
    dirk.log_in("collega")
    assert (dirk.page.url, dirk.page.h1) == (chantal.page.url, _CLICKS)
    assert dirk.page.choices("seen") == chantal.page.choices("seen")


def test_each_problem_can_be_recorded_by_itself(bart: Visitor, wiring: Wiring) -> None:
    bart.send(seen=["99AC"], **_BOX)
    bart.click("Het lukt niet")
    bart.send()
    assert _problems(wiring) == _BRINS[1:]
    for brin in _BRINS[1:]:
        bart.get(_SIX)
        assert "Bel 0800 321 22 33 of probeer het opnieuw." in bart.page.says
        bart.get(f"{_SIX}/school/{brin}/vastleggen")
        bart.send()
    assert (_recorded(wiring), _problems(wiring)) == (_BRINS, [])
    assert bart.get(f"{_SIX}/klaar").h1 == "Alle mandaten voor het LAS zijn geregeld"


def _replaced_by_a_colleague(bart: Visitor, brin: str) -> None:
    """Let somebody in another browser give RIO of a school of the copy to another LAS."""
    colleague = Visitor(bart.app)
    colleague.log_in("zes-scholen")
    colleague.get(f"{_SIX}/school/{brin}/dienst")
    colleague.send(services="rio")
    colleague.send(system="esis")
    colleague.send(old="beeindigen")
    colleague.send(**_BOX)


@on_postgres
def test_what_a_colleague_replaced_is_not_recorded_and_the_rest_can_be(
    bart: Visitor, wiring: Wiring
) -> None:
    form = bart.page.form
    _replaced_by_a_colleague(bart, "99AC")
    assert given(wiring, "99AC")[-1] == ("rio", "ESIS")
    bart.send(form, seen=["99AC", "99AD"], **_BOX)
    assert bart.page.status == 422
    assert bart.page.errors == ["Een mandaat hoort niet meer bij deze kopie. Kies opnieuw."]
    assert _recorded(wiring) == []
    assert bart.page.form.fields["seen"] == ["99AC", "99AD"], "what was ticked stays"
    assert "Alleen Doorstroomtoets (vroeger: Eindtoets)." in bart.page.says, (
        "RIO at that school is no longer the copy's"
    )
    bart.send(**_BOX)
    assert _recorded(wiring) == ["99AD"]
    unseen = [each.system.key for each in mandates(wiring, "99AC") if not each.is_recorded]
    assert unseen == ["parnassys", "esis"], "what was taken back, and what replaced it"


class TestSourceMoved:
    """The school that was copied from belongs to another board now."""

    def test_a_page_that_stood_open_still_counts(self, bart: Visitor, wiring: Wiring) -> None:
        here, form = bart.page.url, bart.page.form
        _move(wiring, "99AB", "99001")
        bart.send(form, seen=["99AC", "99AD"], **_BOX)
        assert bart.page.url in [f"{_SIX}/school/{brin}/vastleggen" for brin in _BRINS[2:]]
        assert _recorded(wiring) == ["99AC", "99AD"]
        following = bart.page.url
        assert bart.get(here).url == following
        assert bart.get(f"{_SIX}/school/99AB/andere-scholen").status == 410

    def test_without_a_tick_it_leads_on_all_the_same(self, bart: Visitor, wiring: Wiring) -> None:
        form = bart.page.form
        _move(wiring, "99AB", "99001")
        bart.send(form)
        assert bart.page.status == 200
        assert _recorded(wiring) == []

    def test_a_problem_is_told_at_each_school(self, bart: Visitor, wiring: Wiring) -> None:
        bart.click("Het lukt niet")
        form = bart.page.form
        _move(wiring, "99AB", "99001")
        bart.send(form)
        assert (bart.page.url, _problems(wiring)) == (_SIX, [])
        bart.get(f"{_SIX}/verder")
        brin = at_school(bart)
        bart.click("Het lukt niet")
        bart.send()
        assert _problems(wiring) == [brin]


def test_a_school_that_moves_takes_its_part_of_the_copy_along(
    bart: Visitor, wiring: Wiring
) -> None:
    number = bart.page.url.rpartition("/")[2]
    for brin in ("99AC", "99AD"):
        _move(wiring, brin, "99001")
    anna = Visitor(bart.app)
    anna.log_in("een-school")
    anna.get(f"/bestuur/99001/kopie/{number}")
    first = at_school(anna)
    anna.send()
    anna.get(f"/bestuur/99001/kopie/{number}")
    assert {first, at_school(anna)} == {"99AC", "99AD"}
    anna.send()
    assert _recorded(wiring) == ["99AC", "99AD"]

    assert sorted(bart.get(f"{_SIX}/kopie/{number}").choices("seen")) == _BRINS[2:]
    bart.click("Ik zie ze allemaal: vink alle scholen aan")
    bart.send(**_BOX)
    assert bart.page.h1 == "Vastgelegd in het OSR"


_NASTY = ["", "x" * 20_000, "a\x00b", "<script>alert(1)</script>", "9" * 400, "-1", "٣", "99AC.0.0"]


def _at_the_preview(app: Flask) -> Visitor:
    """Give somebody of another board, who is about to copy from the first of four schools."""
    visitor = Visitor(app)
    visitor.log_in("kantoor", "/bestuur/99102/stap/school")
    visitor.send(school=next(iter(visitor.page.choices("school"))))
    give(visitor, "esis", "osr")
    visitor.click("Ga verder met de andere scholen")
    visitor.send(visitor.page.search, controle="1")
    return visitor


def test_nonsense_in_any_field_is_answered_with_a_page(bart: Visitor) -> None:
    for visitor in (bart, _at_the_preview(bart.app)):
        form = visitor.page.form
        for name in form.names - {"csrf_token"}:
            for text in _NASTY:
                data = {**form.fields, **_BOX, "seen": "99AC", name: text}
                answer = visitor.client.post(form.action, data=data)
                assert answer.status_code in (303, 400, 413, 422), (name, text[:20])
                assert "<script>alert" not in answer.text


def test_nonsense_in_the_address_is_answered_with_a_page(bart: Visitor) -> None:
    names = ("las", "b", "zoek", "gekozen", "controle")
    for name, text in product(names, _NASTY):
        answer = bart.client.get(
            f"{_SIX}/school/99AB/andere-scholen", query_string={"gekozen": "1", name: text}
        )
        assert answer.status_code in (200, 303, 400, 422), text[:20]
        assert (answer.status_code == 400) is ("\x00" in text), text[:20]
        assert "<script>alert" not in answer.text


def test_the_key_of_another_boards_copy_opens_nothing(bart: Visitor) -> None:
    """Who works for several boards could send it; it once ended in our mistake."""
    chantal = _at_the_preview(bart.app)
    key = chantal.page.form.fields["key"]
    chantal.send(**_BOX)
    dirk = Visitor(bart.app)
    dirk.log_in("las-onbekend")
    first, one, *_ = dirk.page.choices("school")
    dirk.send(school=first)
    give(dirk, "parnassys", "osr")
    dirk.click("Ga verder met de andere scholen")
    dirk.send(dirk.page.search, controle="1", b=[one])
    dirk.send(key=key, **_BOX)
    assert dirk.page.h1 == _CLICKS
    assert list(dirk.page.choices("seen")) == [one]
