"""The list of schools on the overview: search, filter and pages, all in the URL."""

import pytest
from flask import Flask

from tests.visitor import Visitor

MANY = "/bestuur/99055"


@pytest.fixture
def someone(app: Flask) -> Visitor:
    """Give somebody of the board with 55 schools, on its overview."""
    visitor = Visitor(app)
    visitor.log_in("veel-scholen", wanted=MANY)
    return visitor


def _schools(visitor: Visitor) -> list[str]:
    """Return the BRINs in the list, in their order."""
    meta = [node for node in visitor.page.all("span") if node.get("class") == "mw-table__meta"]
    return ["".join(node.itertext()).split(" · ")[0] for node in meta]


def test_a_board_with_many_schools_has_pages_that_hold_every_school_once(someone: Visitor) -> None:
    assert "55 scholen. Bladzijde 1 van 3." in someone.page.says
    seen = _schools(someone)
    someone.click("Volgende bladzijde")
    seen += _schools(someone)
    assert "Vorige bladzijde" in someone.page.links
    someone.click("Volgende bladzijde")
    seen += _schools(someone)

    assert "Volgende bladzijde" not in someone.page.links
    assert len(seen) == len(set(seen)) == 55


@pytest.mark.parametrize("typed", ["99ax", "9 9 A X", "99-AX", "het mozaiek", "MOZAÏEK"])
def test_a_school_is_found_by_its_brin_or_name_as_people_type_it(
    someone: Visitor, typed: str
) -> None:
    someone.send(zoek=typed)

    assert _schools(someone) == ["99AX"]
    assert "1 school." in someone.page.says
    someone.click("Toon alle scholen")
    assert len(_schools(someone)) == 25


def test_a_place_finds_all_of_its_schools(someone: Visitor) -> None:
    someone.send(zoek="gouda")
    assert "3 scholen." in someone.page.says
    assert someone.page.says.count("· Gouda") == 3


def test_what_is_not_found_says_what_to_do_and_keeps_what_was_typed(someone: Visitor) -> None:
    someone.send(zoek="<qqq>")
    assert "Geen school gevonden." in someone.page.says
    assert someone.page.form.fields["zoek"] == "<qqq>"
    assert _schools(someone) == []


def test_the_filter_shows_one_kind_and_stays_over_the_pages(someone: Visitor) -> None:
    someone.get(f"{MANY}/school/99AX/dienst")
    someone.send(services="rio")
    someone.send(system="weet-ik-niet")

    someone.get(f"{MANY}?toon=wacht")
    assert _schools(someone) == ["99AX"]
    someone.get(f"{MANY}?toon=klaar")
    assert _schools(someone) == []
    someone.get(f"{MANY}?toon=open&pagina=2")
    assert someone.page.links["Volgende bladzijde"] == f"{MANY}?toon=open&pagina=3#scholen"


@pytest.mark.parametrize("page", ["0", "-1", "99", "x", "٣", "9" * 40])
def test_a_page_that_is_not_there_is_the_nearest_one(someone: Visitor, page: str) -> None:
    someone.get(f"{MANY}?pagina={page}&toon=onzin")
    assert "Bladzijde" in someone.page.says
    assert _schools(someone)


def test_a_board_with_few_schools_needs_no_search(visitor: Visitor) -> None:
    visitor.log_in("zes-scholen", wanted="/bestuur/99006")
    assert visitor.page.forms == []
    assert len(_schools(visitor)) == 6
