"""Two people answer the same: both answers are shown, who and when, and the second one decides."""

import pytest
from flask import Flask

from tests.journeys.begun import begun
from tests.journeys.stories import BOTH, events, given, save, to_check
from tests.visitor import Visitor
from tests.ways import on_postgres, with_htmx
from wizard.ports import Wiring

_SCHOOL = "/bestuur/99055/school/99AH"
_DIRK = "Dirk Visser veranderde dit, vandaag om 10.00 uur"
_ASKS = "Kies wat het moet worden."


@pytest.fixture
def both(app: Flask, htmx: bool) -> tuple[Visitor, Visitor]:
    """Give Chantal, who chose the school 99AH, and a colleague on the same school."""
    chantal, dirk = begun(app, _both, htmx)
    return chantal, dirk


def _both(app: Flask, htmx: bool) -> tuple[Visitor, Visitor]:
    chantal, dirk = Visitor(app, htmx=htmx), Visitor(app)
    chantal.log_in("veel-scholen")
    chantal.send(school="99AH")
    dirk.log_in("collega", f"{_SCHOOL}/dienst")
    return chantal, dirk


@pytest.fixture
def chantal(both: tuple[Visitor, Visitor]) -> Visitor:
    """Give her who chose the school 99AH."""
    return both[0]


@pytest.fixture
def dirk(both: tuple[Visitor, Visitor]) -> Visitor:
    """Give her colleague, on the same school a moment later."""
    return both[1]


@with_htmx
@on_postgres
def test_another_service_chosen_meanwhile(chantal: Visitor, dirk: Visitor) -> None:
    dirk.send(services="rio")
    chantal.send(services="eindtoets")
    assert chantal.page.status == 422
    assert chantal.page.errors == [f"{_DIRK}: RIO. U koos: de doorstroomtoets. {_ASKS}"]
    assert "Er is intussen iets gewijzigd" in chantal.page.says
    assert chantal.page.form.fields["services"] == "eindtoets", "what was chosen stays"
    chantal.send()
    assert chantal.page.title.startswith("Stap 4 van 7")
    assert chantal.get(f"{_SCHOOL}/dienst").form.fields["services"] == "eindtoets"


def test_another_las_chosen_meanwhile_and_the_second_may_give_way(
    chantal: Visitor, dirk: Visitor, wiring: Wiring
) -> None:
    chantal.send(services=BOTH)
    dirk.get(f"{_SCHOOL}/las")
    dirk.send(system="esis", starts_on="30-11-2026")
    chantal.send(system="parnassys")
    assert chantal.page.errors == [
        f"{_DIRK}: ESIS, vanaf maandag 30 november 2026. U koos: ParnasSys. {_ASKS}"
    ]
    chantal.send(system="esis", starts_on="30-11-2026")
    assert chantal.page.h1 == "Controleer de mandaten"
    assert [who for who, kind in events(wiring, "99055") if kind == "system_chosen"] == [
        "Dirk Visser",
        "Chantal Bakker",
    ]


def test_the_colleague_waits_for_the_school(chantal: Visitor, dirk: Visitor) -> None:
    chantal.send(services=BOTH)
    dirk.get(f"{_SCHOOL}/las")
    dirk.send(system="weet-ik-niet")
    chantal.send(system="parnassys")
    assert chantal.page.errors == [f"{_DIRK}: Weet ik niet. U koos: ParnasSys. {_ASKS}"]


def test_another_name_of_a_las_typed_meanwhile(chantal: Visitor, dirk: Visitor) -> None:
    chantal.send(services=BOTH)
    chantal.send(system="ander")
    dirk.get(f"{_SCHOOL}/ander-las")
    dirk.send(name="Kwinta", supplier="Kwint bv")
    chantal.send(name="Quinta")
    assert chantal.page.errors == [f"{_DIRK}: Kwinta van Kwint bv. U koos: Quinta. {_ASKS}"]
    assert chantal.page.form.fields["name"] == "Quinta"
    chantal.send()
    assert "U geeft Quinta toestemming" in chantal.page.says


def test_who_chose_the_same_is_not_asked(chantal: Visitor, dirk: Visitor) -> None:
    dirk.send(services=BOTH)
    chantal.send(services=BOTH)
    assert chantal.page.title.startswith("Stap 4 van 7")
    dirk.get(f"{_SCHOOL}/las")
    dirk.send(system="parnassys")
    chantal.send(system="parnassys")
    assert chantal.page.h1 == "Controleer de mandaten"


@with_htmx
def test_the_page_to_check_shows_what_was_read_and_what_it_says_now(
    chantal: Visitor, dirk: Visitor
) -> None:
    to_check(chantal)
    dirk.get(f"{_SCHOOL}/las")
    dirk.send(system="esis")
    chantal.send(entitled="y")
    assert f"{_DIRK} U las eerst: ‘U geeft ParnasSys toestemming voor RIO en" in chantal.page.says
    assert chantal.page.part("mw-sentence__text").startswith("U geeft ESIS toestemming")
    save(chantal)
    assert "U las eerst" not in chantal.page.says


def test_an_answer_that_came_too_late_is_named_with_what_was_done(
    chantal: Visitor, dirk: Visitor, wiring: Wiring
) -> None:
    chantal.send(services=BOTH)
    dirk.get(f"{_SCHOOL}/las")
    dirk.send(system="parnassys")
    dirk.send(entitled="y")
    chantal.send(system="esis")
    assert "U koos: ESIS. Dat is niet bewaard." in chantal.page.says
    saved = (
        "Vandaag om 10.00 uur: Dirk Visser sloeg Doorstroomtoets (vroeger: Eindtoets) op "
        "voor De Ark, met ParnasSys."
    )
    assert saved in chantal.page.says
    assert given(wiring, "99AH") == [("rio", "ParnasSys"), ("eindtoets", "ParnasSys")]


def test_nobody_else_can_put_words_on_that_page(chantal: Visitor) -> None:
    for mark in ("1", "Bel+0900-1234", "IkJlbCI.abc"):
        chantal.get(f"{_SCHOOL}/dienst?gewijzigd={mark}")
        assert "U koos:" not in chantal.page.says
        assert "Uw laatste keuze is niet bewaard." in chantal.page.says


@with_htmx
def test_what_the_board_needs_is_not_overwritten_unseen(chantal: Visitor, dirk: Visitor) -> None:
    needs = "/bestuur/99055/wat-hebt-u-nodig"
    chantal.get(needs)
    dirk.get(needs)
    dirk.send(agreement="no", access="yes")
    chantal.send(agreement="yes", access="yes")
    assert chantal.page.status == 422
    assert chantal.page.errors == [
        f"Dirk Visser antwoordde vandaag om 10.00 uur: Nee. U koos: Ja. {_ASKS}"
    ]
    assert chantal.get(needs).form.fields["agreement"] == "no"
    chantal.send(agreement="yes")
    assert chantal.get(needs).form.fields["agreement"] == "yes"
