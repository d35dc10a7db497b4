"""In the OSR each mandate is recorded by itself: what is saved first, and no problem in the way."""

import pytest
from flask import Flask

from tests.journeys.begun import begun
from tests.journeys.stories import BOTH, asks_to_record, mandates, record, to_check
from tests.visitor import Visitor
from wizard.ports import Wiring

_RIO, _TEST = "Leg RIO nu vast in het OSR", "Leg de doorstroomtoets nu vast in het OSR"
_TOGETHER = "Leg RIO en de doorstroomtoets nu vast in het OSR"
_PROBLEM = "RIO – De Regenboog – Er is een probleem"


@pytest.fixture
def register_key() -> str:
    """Only the OSR is filled by hand."""
    return "osr"


def _saved(app: Flask, services: str, *, htmx: bool) -> Visitor:
    [visitor] = begun(app, _saves, services, htmx)
    return visitor


def _saves(app: Flask, services: str, htmx: bool) -> tuple[Visitor]:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    to_check(visitor, services)
    visitor.send(entitled="y")
    assert asks_to_record(visitor)
    return (visitor,)


def _does_not_work(visitor: Visitor) -> None:
    """Get stuck at a click that is about the first mandate alone."""
    visitor.get(f"{visitor.page.url}?klik=4")
    visitor.click("Het lukt niet")
    visitor.send()
    assert visitor.page.h1 == "Overzicht van uw scholen"


def test_only_the_eindtoets_is_recorded_before_rio_is_offered(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = _saved(app, "eindtoets", htmx=htmx)
    assert visitor.page.h1 == _TEST
    visitor.get("/bestuur/99001")
    visitor.click("Ga verder met De Regenboog – Doorstroomtoets (vroeger: Eindtoets)")
    assert visitor.page.h1 == _TEST
    visitor.get("/bestuur/99001/plan")
    visitor.click("Leg ParnasSys voor De Regenboog vast in het OSR")
    assert visitor.page.h1 == _TEST
    visitor.send()
    assert visitor.page.h1 == "Vastgelegd in het OSR"
    visitor.click("Nu RIO voor De Regenboog")
    assert visitor.page.title.startswith("Stap 5 van 7")
    assert visitor.page.h1 == "Nu RIO voor De Regenboog"
    assert "U geeft ParnasSys toestemming voor RIO bij" in visitor.page.says
    visitor.send(entitled="y")
    assert visitor.page.h1 == _RIO
    visitor.send()
    assert all(each.is_recorded for each in mandates(wiring, "99AA"))
    assert visitor.get("/bestuur/99001/klaar").h1 == "Alle mandaten voor het LAS zijn geregeld"


def test_a_problem_with_rio_does_not_hold_up_recording_the_eindtoets(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = _saved(app, BOTH, htmx=htmx)
    assert visitor.page.h1 == _TOGETHER
    _does_not_work(visitor)
    assert _PROBLEM in visitor.page.links
    visitor.click("Ga verder met De Regenboog – Doorstroomtoets (vroeger: Eindtoets)")
    assert visitor.page.h1 == _TEST
    visitor.send()
    assert [each.is_recorded for each in mandates(wiring, "99AA")] == [False, True]
    assert "Klaar: bekijk wat er nu gebeurt" not in visitor.page.links

    visitor.get("/bestuur/99001")
    assert "Alles is geregeld" not in visitor.page.says
    visitor.click("Ga verder met De Regenboog – RIO")
    assert visitor.page.h1 == _RIO
    visitor.get("/bestuur/99001")
    visitor.click(_PROBLEM)
    assert visitor.page.h1 == _RIO
    visitor.send()
    assert visitor.get("/bestuur/99001/klaar").h1 == "Alle mandaten voor het LAS zijn geregeld"


def test_a_problem_with_rio_does_not_hold_up_answering_for_the_eindtoets(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = _saved(app, "rio", htmx=htmx)
    _does_not_work(visitor)
    visitor.click("Ga verder met De Regenboog – Doorstroomtoets (vroeger: Eindtoets)")
    assert visitor.page.h1 == "Nu de doorstroomtoets voor De Regenboog"
    visitor.send(entitled="y")
    assert visitor.page.h1 == _TEST
    visitor.send()
    assert [each.is_recorded for each in mandates(wiring, "99AA")] == [False, True]
    visitor.get("/bestuur/99001")
    visitor.click(_PROBLEM)
    assert visitor.page.h1 == _RIO


def test_a_problem_is_reachable_while_the_other_dienst_still_has_to_be_done(
    app: Flask, htmx: bool
) -> None:
    visitor = _saved(app, BOTH, htmx=htmx)
    _does_not_work(visitor)
    visitor.click(_PROBLEM)
    assert visitor.page.h1 == _RIO
    visitor.send()
    assert visitor.page.h1 == _TEST
    record(visitor)
    assert visitor.page.h1 == "Vastgelegd in het OSR"


def test_with_a_problem_a_school_is_not_called_ready(app: Flask, htmx: bool) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("zes-scholen")
    name = visitor.page.choices("school")["99AB"]
    visitor.send(school="99AB")
    to_check(visitor)
    visitor.send(entitled="y")
    clicks = visitor.page.url
    visitor.get("/bestuur/99006/school/99AB/andere-scholen")
    assert visitor.page.url == clicks, "what nobody saw in the OSR is not copied yet"
    _does_not_work(visitor)
    visitor.get("/bestuur/99006/school/99AB/vastleggen-herhalen")
    visitor.send()
    visitor.click("Ga verder met de andere scholen")
    part = f"Bij {name} is nog niet alles klaar. U kopieert nu alleen de doorstroomtoets."
    assert part in visitor.page.says

    visitor.get("/bestuur/99006")
    visitor.click(f"RIO – {name} – Er is een probleem")
    visitor.send()
    visitor.click("Ga verder met de andere scholen")
    assert part not in visitor.page.says
