"""*Wat hebt u nodig*: four questions before logging in, whose answers come along."""

from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.stories import events
from tests.visitor import Visitor
from tests.ways import on_postgres, with_htmx
from wizard.ports import Wiring

_YES = {"agreement": "yes", "access": "yes", "schools": "yes", "system": "yes"}


@with_htmx
def test_no_leads_to_how_to_arrange_it_with_the_right_desk_and_a_text(
    app: Flask, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.get("/")
    visitor.click("Ontbreekt er iets? Zo regelt u dit")
    assert visitor.page.h1 == "Wat hebt u nodig?"
    assert visitor.page.form.method == "GET"
    assert "Zo regelt u dit" not in visitor.page.says
    visitor.send(agreement="no", access="unknown", schools="no", system="yes")

    for desk in ("support@kennisnet.nl", "rio@duo.nl"):
        assert desk in visitor.page.links
    for words in (
        "Zo regelt u dit",
        "Onderwerp: overeenkomst OSR voor [naam en nummer van uw bestuur]",
        "Onderwerp: rol OSR-toegang in Mijn DUO, of machtiging voor eHerkenning",
        "Wij willen dit uiterlijk maandag 30 november (vóór 1 december 2026) regelen.",
    ):
        assert words in visitor.page.says
    assert "welk LAS gebruikt uw school?" not in visitor.page.says
    assert visitor.page.form.fields == {
        "agreement": "no",
        "access": "unknown",
        "schools": "no",
        "system": "yes",
    }


def test_the_answers_stand_in_the_address(visitor: Visitor) -> None:
    visitor.get("/wat-hebt-u-nodig?agreement=no")
    assert visitor.page.form.fields == {"agreement": "no"}
    assert "overeenkomst OSR" in visitor.page.says


def test_nothing_blocks_and_everything_there_says_so(app: Flask, htmx: bool) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.get("/wat-hebt-u-nodig")
    assert "Sla over en ga naar inloggen" in visitor.page.links
    visitor.send()
    assert visitor.page.status == 200
    visitor.send(**_YES)
    assert "U hebt alles wat u nodig hebt" in visitor.page.says
    visitor.click("Ga verder naar inloggen")
    assert visitor.page.h1.startswith("Inloggen") or "Mijn DUO" in visitor.page.says


@on_postgres
def test_after_logging_in_the_board_keeps_the_answers(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.get("/wat-hebt-u-nodig")
    visitor.send(agreement="no", system="unknown")
    visitor.click("Ga verder naar inloggen")
    wanted = "/besturen?agreement=no&system=unknown"
    visitor.log_in("een-school", wanted)
    assert visitor.page.title.startswith("Stap 3 van 7"), "nothing is asked a second time"
    assert events(wiring, "99001").count(("Anna de Wit", "needs_kept")) == 1

    visitor.get("/bestuur/99001/wat-hebt-u-nodig")
    assert visitor.page.form.method == "POST"
    assert "Onderwerp: overeenkomst OSR voor Vereniging De Regenboog" in visitor.page.says
    later = Visitor(app)
    later.log_in("een-school", "/bestuur/99001/wat-hebt-u-nodig")
    assert later.page.form.fields["agreement"] == "no"
    assert later.page.form.fields["system"] == "unknown"
    later.send(agreement="yes")
    assert later.page.form.fields["agreement"] == "yes"
    assert later.page.form.fields["system"] == "unknown"


def test_an_office_keeps_the_answers_with_the_board_that_it_chooses(visitor: Visitor) -> None:
    visitor.log_in("kantoor", "/besturen?agreement=no")
    visitor.click("Vereniging Schoollust")
    assert visitor.page.h1 == "Wat hebt u nodig?"
    visitor.send()
    assert "overeenkomst OSR voor Vereniging Schoollust" in visitor.page.says
    visitor.get("/bestuur/99102/wat-hebt-u-nodig")
    assert "agreement" not in visitor.page.form.fields


def test_who_has_everything_goes_straight_on(visitor: Visitor) -> None:
    visitor.log_in("een-school", "/bestuur/99001/wat-hebt-u-nodig")
    visitor.send(**_YES)
    assert visitor.page.title.startswith("Stap 3 van 7")


def test_the_pages_stay_readable_after_the_date(visitor: Visitor, clock: SteppingClock) -> None:
    clock.forward(days=10)
    visitor.get("/wat-hebt-u-nodig?agreement=no")
    assert "Wij willen dit zo snel mogelijk regelen." in visitor.page.says
