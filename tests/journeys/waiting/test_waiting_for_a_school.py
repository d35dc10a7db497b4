""" "Weet ik niet" is an answer: ask the school, and go on with the next one."""

from flask import Flask

from tests.journeys.stories import BOTH, ONE, given, save
from tests.visitor import Visitor
from tests.ways import with_htmx
from wizard.ports import Wiring

_FIRST, _SECOND = "99AF", "99AG"


@with_htmx
def test_a_school_that_must_be_asked_waits_while_the_next_one_goes_on(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("zes-scholen")
    name = visitor.page.choices("school")[_FIRST]
    visitor.send(school=_FIRST)
    visitor.send(services=BOTH)
    visitor.send(system="weet-ik-niet")

    assert visitor.page.h1 == f"Vraag het aan {name}"
    letter = visitor.page.part("mw-copy__text")
    assert letter.startswith(f"Onderwerp: welk LAS gebruikt {name}?")
    assert "Ik regel voor Stichting De Waterlanden" in letter
    assert "uiterlijk maandag 30 november (vóór 1 december 2026)" in letter

    visitor.click_first("Ga verder met ")
    assert visitor.page.title.startswith("Stap 3 van 7")
    assert f"BRIN {_FIRST}" not in visitor.page.says
    assert given(wiring, _FIRST) == []

    visitor.click("Overzicht")
    assert "2 mandaten wachten op school" in visitor.page.says
    visitor.click(f"RIO – {name} – Wacht op school")
    assert visitor.page.title.startswith("Stap 4 van 7")
    assert visitor.page.form.fields["system"] == "weet-ik-niet"
    visitor.send(system="parnassys")
    save(visitor)

    assert given(wiring, _FIRST) == [("rio", "ParnasSys"), ("eindtoets", "ParnasSys")]
    visitor.get("/bestuur/99006")
    assert "Wacht op school" not in visitor.page.says


def test_schools_that_wait_come_last(visitor: Visitor) -> None:
    visitor.log_in("kantoor")
    visitor.get("/bestuur/99101/verder")
    first, second, _missing = visitor.page.choices("school").items()
    visitor.send(school=first[0])
    visitor.send(services=BOTH)
    visitor.send(system="weet-ik-niet")
    visitor.click(f"Ga verder met {second[1]}")
    visitor.send(services=BOTH)
    visitor.send(system="parnassys")
    visitor.send(entitled="y")
    visitor.click("Ga verder met de andere scholen")
    visitor.send(visitor.page.post("Niet kopiëren"))
    assert visitor.page.title.startswith("Stap 4 van 7")


def test_with_one_school_there_is_no_next_one_but_a_way_back(app: Flask, htmx: bool) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    visitor.send(services=BOTH)
    visitor.send(system="weet-ik-niet")
    assert visitor.page.h1 == "Vraag het aan De Regenboog"
    visitor.click("Stop en ga later verder")
    assert visitor.page.h1 == "Overzicht van uw scholen"
    assert "2 mandaten wachten op school" in visitor.page.says

    visitor.get(f"{ONE}/wacht-op-school")
    visitor.click("Ik weet het LAS nu wel")
    visitor.send(system="esis")
    assert "U geeft ESIS toestemming" in visitor.page.says


def test_the_letter_is_there_only_for_a_school_that_waits_or_may(visitor: Visitor) -> None:
    """Opening the address by hand changes nothing: the school does not begin to wait."""
    visitor.log_in("een-school")
    visitor.get(f"{ONE}/wacht-op-school")
    visitor.get("/bestuur/99001")
    assert "Wacht op school" not in visitor.page.says
