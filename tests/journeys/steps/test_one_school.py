"""The board with one school, from the first page to the receipt."""

from flask import Flask

from tests.journeys.stories import BOTH, ONE, asks_to_record, given, save, where
from tests.visitor import Visitor
from tests.ways import in_both_registers, with_htmx
from wizard.ports import Wiring


@in_both_registers
def test_both_mandates_in_at_most_six_submissions(
    app: Flask, register_key: str, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.get("/")
    visitor.click("Begin met de mandaten")
    visitor.log_in("een-school")

    assert visitor.page.title.startswith("Stap 3 van 7")
    visitor.send(services=BOTH)
    assert visitor.page.title.startswith("Stap 4 van 7")
    visitor.send(system="parnassys")
    assert visitor.page.title.startswith("Stap 5 van 7")
    assert "U geeft ParnasSys toestemming voor RIO en de doorstroomtoets bij" in visitor.page.says
    visitor.send(entitled="y")
    if register_key == "osr":
        assert asks_to_record(visitor)
        assert "mandaat toevoegen" in visitor.page.says
        visitor.send()
    assert visitor.page.h1 == f"Vastgelegd in {where(register_key)}"
    assert "MW-2026-00001" in visitor.page.says
    visitor.click("Klaar: bekijk wat er nu gebeurt")

    assert visitor.page.h1 == "Alle mandaten voor het LAS zijn geregeld"
    assert visitor.submissions <= 6


@with_htmx
def test_first_rio_then_the_eindtoets_with_the_las_carried_over(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    visitor.send(services="rio")
    visitor.send(system="esis")
    assert visitor.page.h1 == "Controleer het mandaat"
    assert "U geeft ESIS toestemming voor RIO bij De Regenboog, BRIN 99AA" in visitor.page.says
    save(visitor)

    assert given(wiring, "99AA") == [("rio", "ESIS")]
    visitor.click("Nu de doorstroomtoets voor De Regenboog")
    assert visitor.page.title.startswith("Stap 6 van 7")
    assert visitor.page.h1 == "Nu de doorstroomtoets voor De Regenboog"
    assert "U geeft ESIS toestemming voor de doorstroomtoets bij De Regenboog" in visitor.page.says
    save(visitor)

    assert given(wiring, "99AA") == [("rio", "ESIS"), ("eindtoets", "ESIS")]
    assert visitor.page.h1 == "Vastgelegd in Mandaatwijzer"
    assert "MW-2026-00002" in visitor.page.says
    visitor.click("Klaar: bekijk wat er nu gebeurt")
    assert visitor.page.h1 == "Alle mandaten voor het LAS zijn geregeld"
    assert visitor.submissions <= 6


@with_htmx
def test_nothing_is_chosen_beforehand_and_an_empty_answer_says_what_to_do(
    app: Flask, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    assert "services" not in visitor.page.form.fields
    visitor.send()
    assert visitor.page.status == 422
    assert visitor.page.title.startswith("Fout:")
    assert visitor.page.errors == ["Kies voor welke dienst u een mandaat geeft."]
    visitor.send(services=BOTH)
    assert "Deze school heeft al een mandaat met ParnasSys, voor ROD PO." in visitor.page.says
    assert "system" not in visitor.page.form.fields
    visitor.send()
    assert visitor.page.errors == ["Kies het LAS van De Regenboog of kies ‘Weet ik niet’."]


def test_with_one_school_nothing_is_to_choose_and_nothing_to_copy(visitor: Visitor) -> None:
    visitor.log_in("een-school")
    visitor.get("/bestuur/99001/stap/school")
    assert visitor.page.h1 == "Overzicht van uw scholen"
    visitor.get(f"{ONE}/andere-scholen")
    assert visitor.page.title.startswith("Stap 3 van 7")


def test_a_step_that_is_not_open_yet_leads_to_the_first_open_one(visitor: Visitor) -> None:
    visitor.log_in("een-school")
    for slug in ("las", "ander-las", "controleren", "vastleggen", "herhalen"):
        visitor.get(f"{ONE}/{slug}")
        assert visitor.page.title.startswith("Stap 3 van 7"), slug
