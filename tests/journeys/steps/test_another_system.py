"""A LAS that is not in the list is named by the person, once, and counts like any other."""

import pytest
from flask import Flask

from tests.journeys.stories import BOTH, ONE, given, save
from tests.visitor import Form, Visitor
from tests.ways import with_htmx
from wizard.ports import Wiring

_NO = "Nee, echt een ander systeem"


def _own_form(visitor: Visitor) -> Form:
    """Return the form with the name, beside the question that may stand above it."""
    return visitor.page.post("Bewaar en ga verder")


def _to_the_name(app: Flask, htmx: bool) -> Visitor:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    visitor.send(services=BOTH)
    visitor.send(system="ander")
    assert visitor.page.title.startswith("Stap 4 van 7")
    assert visitor.page.h1 == "Welk ander LAS gebruikt De Regenboog?"
    return visitor


def test_another_system_is_named_on_a_page_of_its_own(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = _to_the_name(app, htmx)
    visitor.send(name="  Kwinta   Lys ", supplier="Kwint BV")
    assert "U geeft Kwinta Lys toestemming voor RIO en de doorstroomtoets" in visitor.page.says
    assert "van Kwint BV" in visitor.page.says
    save(visitor)
    assert given(wiring, "99AA") == [("rio", "Kwinta Lys"), ("eindtoets", "Kwinta Lys")]
    assert "Kwinta Lys" in visitor.page.says


def test_the_name_is_needed_and_what_was_typed_stays(app: Flask, htmx: bool) -> None:
    visitor = _to_the_name(app, htmx)
    visitor.send(supplier="Kwint BV")
    assert visitor.page.status == 422
    assert visitor.page.title.startswith("Fout:")
    assert visitor.page.errors == ["Vul de naam van het LAS in."]
    assert "De naam van het LAS ontbreekt nog" in visitor.page.says
    assert visitor.page.form.fields["supplier"] == "Kwint BV"

    visitor.send(name="K" * 81)
    assert visitor.page.errors == ["Maak de naam korter: hoogstens 80 tekens."]
    assert "De naam van het LAS ontbreekt nog" not in visitor.page.says
    assert "Er is nog iets niet goed" in visitor.page.says
    assert visitor.page.form.fields["name"] == "K" * 81
    assert visitor.page.form.fields["supplier"] == "Kwint BV"


@with_htmx
def test_a_system_that_we_know_is_chosen_from_the_list(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = _to_the_name(app, htmx)
    for alias in ("ParnasSys", "parnas", "Parnas-Sys"):
        visitor.send(_own_form(visitor), name=alias)
        assert visitor.page.status == 422
        assert visitor.page.errors == ["ParnasSys staat in de lijst. Kies het met de knop."]
        assert _own_form(visitor).fields["name"] == alias
        assert _NO not in visitor.page.says

    visitor.click("Terug naar LAS")
    assert visitor.page.form.fields["system"] == "ander"
    visitor.send(system="parnassys")
    save(visitor)
    assert given(wiring, "99AA") == [("rio", "ParnasSys"), ("eindtoets", "ParnasSys")]


@with_htmx
@pytest.mark.parametrize("typed", ["parnasys", "Parnassys LVS", "Pranassys", "Topicus"])
def test_a_name_near_one_of_the_list_is_asked_back_and_a_button_chooses_it(
    app: Flask, wiring: Wiring, htmx: bool, typed: str
) -> None:
    visitor = _to_the_name(app, htmx)
    visitor.send(name=typed, supplier="Kwint")
    assert visitor.page.status == 422
    assert visitor.page.errors == ["Bedoelt u ParnasSys? Kies een van de knoppen."]
    assert "Nog één vraag: de naam van het LAS" in visitor.page.says
    assert f"U typte ‘{typed}’. In de lijst staat ParnasSys (Topicus)." in visitor.page.says
    visitor.send(visitor.page.post("Ja, kies ParnasSys"))
    assert "van Topicus" in visitor.page.says
    save(visitor)
    assert given(wiring, "99AA") == [("rio", "ParnasSys"), ("eindtoets", "ParnasSys")]


@with_htmx
def test_who_says_that_it_is_another_system_is_believed_and_not_asked_again(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = _to_the_name(app, htmx)
    visitor.send(name="ESIS Online", supplier="Kwint")
    assert visitor.page.errors == ["Bedoelt u ESIS? Kies een van de knoppen."]
    visitor.send(visitor.page.post(_NO))
    assert "U geeft ESIS Online toestemming" in visitor.page.says
    visitor.click("Terug naar naam van het LAS")
    visitor.send(name="Esis online", supplier="Kwint BV")
    assert "van Kwint BV" in visitor.page.says
    save(visitor)
    assert given(wiring, "99AA") == [("rio", "Esis online"), ("eindtoets", "Esis online")]


def test_a_no_about_one_name_is_none_about_another(app: Flask) -> None:
    visitor = _to_the_name(app, htmx=False)
    visitor.send(name="ESIS Online")
    no = visitor.page.post(_NO)
    visitor.send(no, name="parnasys")
    assert visitor.page.errors == ["Bedoelt u ParnasSys? Kies een van de knoppen."]


def test_a_system_for_tests_is_said_to_be_no_las(app: Flask) -> None:
    visitor = _to_the_name(app, htmx=False)
    for typed, name in (("boom", "Boom"), ("Boom LVS", "Boom"), ("I E P", "IEP")):
        visitor.send(name=typed)
        assert visitor.page.status == 422
        assert visitor.page.errors == [
            f"{name} is een toets of toetsleverancier, geen LAS. Vul de naam van het "
            "administratiesysteem in."
        ]


def test_the_name_can_be_corrected_before_saving(visitor: Visitor) -> None:
    visitor.log_in("een-school")
    visitor.send(services=BOTH)
    visitor.send(system="ander")
    visitor.send(name="Kwintalis")
    visitor.click("Terug naar naam van het LAS")
    assert visitor.page.form.fields["name"] == "Kwintalis"
    visitor.send(name="Kwintalys")
    assert "U geeft Kwintalys toestemming" in visitor.page.says


def test_two_spellings_of_one_name_are_one_system(visitor: Visitor, wiring: Wiring) -> None:
    """Naming it again, in capitals, gives no second mandate beside the first."""
    visitor.log_in("een-school")
    visitor.send(services=BOTH)
    visitor.send(system="ander")
    visitor.send(name="Kwintalys")
    save(visitor)

    visitor.get(f"{ONE}/dienst")
    visitor.send(services=BOTH)
    visitor.send(system="ander", **_keep(visitor))
    if visitor.page.status == 422:
        visitor.send(system="ander", old="behouden")
    visitor.send(name="KWINTALYS")
    assert visitor.page.status == 422
    assert visitor.page.errors == [
        "KWINTALYS heeft al een mandaat voor RIO en de doorstroomtoets. Kies een ander LAS, "
        "of ga terug naar het overzicht."
    ]
    assert given(wiring, "99AA") == [("rio", "Kwintalys"), ("eindtoets", "Kwintalys")]


def _keep(visitor: Visitor) -> dict[str, str]:
    return {"old": "behouden"} if "old" in visitor.page.form.names else {}
