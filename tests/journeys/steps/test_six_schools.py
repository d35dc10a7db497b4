"""A board with several schools: choose one, and go on one by one until *Klaar*."""

from flask import Flask

from tests.journeys.stories import BOTH, give, given
from tests.visitor import Visitor
from tests.ways import on_postgres, with_htmx
from wizard.ports import Wiring

_BRINS = [f"99A{letter}" for letter in "BCDEFG"]


@with_htmx
def test_six_schools_one_by_one_until_klaar(app: Flask, wiring: Wiring, htmx: bool) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("zes-scholen")
    assert visitor.page.title.startswith("Stap 2 van 7")
    assert visitor.page.h1 == "Kies de school"
    assert "school" not in visitor.page.form.fields
    *brins, missing = visitor.page.choices("school")
    assert sorted(brins) == _BRINS
    assert missing == "ontbreekt"
    assert visitor.page.choices("school")[missing] == "Mijn school staat er niet bij"

    visitor.send(school=brins[0])
    for left in (5, 4, 3, 2, 1):
        give(visitor)
        assert visitor.page.h1 == "Vastgelegd in Mandaatwijzer"
        visitor.click("Ga verder met de andere scholen")
        assert visitor.page.title.startswith("Stap 7 van 7")
        assert f"{left} van {left} gekozen" in visitor.page.says
        visitor.send(visitor.page.post("Niet kopiëren"))
        assert visitor.page.title.startswith("Stap 3 van 7")
    give(visitor)
    visitor.click("Klaar: bekijk wat er nu gebeurt")

    assert visitor.page.h1 == "Alle mandaten voor het LAS zijn geregeld"
    assert "In Mandaatwijzer staan nu 12 mandaten van uw bestuur." in visitor.page.says
    for brin in _BRINS:
        assert given(wiring, brin) == [("rio", "ParnasSys"), ("eindtoets", "ParnasSys")]


def test_what_the_school_chose_for_bron_po_is_suggested_and_not_chosen(
    app: Flask, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("zes-scholen")
    visitor.send(school="99AC")
    visitor.send(services=BOTH)
    assert "Deze school heeft al een mandaat met ParnasSys, voor ROD PO." in visitor.page.says
    assert "system" not in visitor.page.form.fields
    assert visitor.page.choices("system")["parnassys"] == "ParnasSys van Topicus"
    assert visitor.page.choices("system")["weet-ik-niet"] == "Weet ik niet"


def test_where_nothing_is_known_nothing_is_suggested(visitor: Visitor) -> None:
    visitor.log_in("las-onbekend")
    visitor.send(school=next(iter(visitor.page.choices("school"))))
    visitor.send(services=BOTH)
    assert "Deze school heeft al een mandaat met" not in visitor.page.says


def test_my_school_is_missing_leads_to_who_can_repair_that(app: Flask, htmx: bool) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("zes-scholen")
    visitor.send(school="ontbreekt")
    assert visitor.page.h1 == "Wat hebt u nodig?"
    assert "Staan al uw scholen in de lijst van het OSR?" in visitor.page.says
    assert "rio@duo.nl" in visitor.page.links
    assert "Stichting De Waterlanden" in visitor.page.part("mw-copy__text")
    assert visitor.page.form.fields["schools"] == "no"
    visitor.click("Ga verder met de mandaten")
    assert visitor.page.title.startswith("Stap 2 van 7")


def test_without_a_choice_the_page_says_what_to_do(app: Flask, htmx: bool) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("zes-scholen")
    visitor.send()
    assert visitor.page.status == 422
    assert visitor.page.errors == ["Kies een school, of kies ‘Mijn school staat er niet bij’."]


def test_a_board_with_55_schools_sees_all_of_them(visitor: Visitor) -> None:
    visitor.log_in("veel-scholen")
    assert visitor.page.title.startswith("Stap 2 van 7")
    choices = visitor.page.choices("school")
    assert len(choices) == 55 + 1
    for brin in choices.keys() - {"ontbreekt"}:
        assert f"BRIN {brin}," in visitor.page.says


@with_htmx
@on_postgres
def test_a_search_shows_less_and_keeps_what_may_be_chosen(app: Flask, htmx: bool) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("veel-scholen")
    visitor.send(visitor.page.search, zoek="99ak")
    assert "1 school gevonden met ‘99ak’" in visitor.page.says
    assert list(visitor.page.choices("school")) == ["99AK", "ontbreekt"]
    visitor.send(school="99AK")
    assert visitor.page.title.startswith("Stap 3 van 7")
    assert "BRIN 99AK" in visitor.page.says


def test_two_schools_of_one_name_are_told_apart_by_brin_and_place(visitor: Visitor) -> None:
    visitor.log_in("veel-scholen")
    choices = visitor.page.choices("school")
    names = [name for brin, name in choices.items() if brin != "ontbreekt"]
    [twice] = {name for name in names if names.count(name) == 2}
    first, second = (brin for brin, name in choices.items() if name == twice)
    visitor.send(school=first)
    assert f"BRIN {first}," in visitor.page.says
    assert f"BRIN {second}," not in visitor.page.says
