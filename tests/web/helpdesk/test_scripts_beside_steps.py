"""Pages that come with a step and are not its form: what an agent says there is about that page."""

import pytest
from flask import Flask

from tests.journeys.stories import give, to_check
from tests.visitor import Visitor
from tests.web.watching import paired

_SCHOOL = "/bestuur/99006/school/99AG"
_PREVIEW = f"{_SCHOOL}/andere-scholen?las=parnassys&gekozen=1&b=99AE&b=99AF&controle=1"


@pytest.fixture
def register_key() -> str:
    """With the OSR there is something to do there, and something that can fail."""
    return "osr"


def _heard(helping: Visitor) -> str:
    """Return what the agent reads aloud now."""
    helping.get(helping.page.url)
    return helping.page.part("mw-sentence__text")


def test_who_comes_back_after_saving_is_not_asked_to_read_a_sentence(app: Flask) -> None:
    calling, helping = paired(app, "zes-scholen")
    calling.get(f"{_SCHOOL}/dienst")
    to_check(calling, system="parnassys")
    assert "Leest u de zin in het vak hardop voor?" in _heard(helping)
    calling.send(entitled="y")
    calling.get(f"{_SCHOOL}/controleren")
    assert calling.page.h1 == "Dit is al opgeslagen"
    assert "Dit is al opgeslagen." in _heard(helping)


def test_another_las_than_the_register_knows_is_asked_about_at_the_check(app: Flask) -> None:
    calling, helping = paired(app, "zes-scholen")
    calling.get(f"{_SCHOOL}/dienst")
    to_check(calling, system="parnassys")
    title = "De school heeft ook een mandaat met een ander LAS"
    assert title not in helping.get(helping.page.url).says
    calling.get(f"{_SCHOOL}/las")
    calling.send(system="esis")
    script = helping.get(helping.page.url).part("mw-along__script")
    assert title in script
    assert "De beller leest: ‘Let op: voor ROD PO heeft " in script
    assert "een mandaat met ParnasSys. Klopt ESIS?" in helping.page.part("mw-along__page")


def test_a_copy_is_read_aloud_before_it_is_made_and_then_made_in_the_osr(app: Flask) -> None:
    calling, helping = paired(app, "zes-scholen")
    calling.get(f"{_SCHOOL}/dienst")
    give(calling, system="parnassys")
    calling.get(_PREVIEW.replace("&controle=1", ""))
    assert "Nu kopieert u hetzelfde" in _heard(helping)
    calling.get(_PREVIEW)
    assert "Leest u de zin in het vak hardop voor?" in _heard(helping)
    calling.send()
    assert calling.page.errors
    assert "Leest u de zin in het vak hardop voor?" in _heard(helping)

    calling.send(entitled="y")
    assert calling.page.h1 == "Kopieer RIO en de doorstroomtoets nu in het OSR"
    assert "Nu kopieert u het mandaat in het OSR zelf." in _heard(helping)
    calling.click("Het lukt niet")
    assert "Lees mij voor wat onder “Dit gaat vaak mis” staat." in _heard(helping)


def test_so_is_a_click_that_fails_at_one_school(app: Flask) -> None:
    calling, helping = paired(app, "zes-scholen")
    calling.get(f"{_SCHOOL}/dienst")
    to_check(calling, system="parnassys")
    calling.send(entitled="y")
    assert "Wij doen de klikken één voor één." in _heard(helping)
    calling.click("Het lukt niet")
    assert "Lees mij voor wat onder “Dit gaat vaak mis” staat." in _heard(helping)


def test_clicks_that_a_colleague_overtook_say_so_to_the_agent(app: Flask) -> None:
    calling, helping = paired(app, "zes-scholen")
    calling.get(f"{_SCHOOL}/dienst")
    to_check(calling, system="parnassys", starts_on="30-11-2026")
    calling.send(entitled="y")
    colleague = Visitor(app)
    colleague.log_in("zes-scholen", f"{_SCHOOL}/dienst")
    colleague.send(services="rio")
    colleague.send(system="parnassys", starts_on="25-11-2026")
    colleague.send(entitled="y")
    calling.send()
    assert calling.page.status == 422
    helping.get(helping.page.url)
    assert "Een collega veranderde intussen iets" in helping.page.part("mw-along__script")
