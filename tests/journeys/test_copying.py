"""Step 7: what one school has is copied to the others, for a whole board at once."""

import re

from flask import Flask

from tests.journeys.stories import BOTH, given, where
from tests.visitor import Visitor
from wizard.ports import Wiring
from wizard.practice.boards import known_systems

_SYSTEMS = 3


def at_school(visitor: Visitor) -> str:
    """Return the BRIN of the school that the page is about."""
    found = re.search(r"/school/(\w{4})/", visitor.page.url)
    assert found, visitor.page.url
    return found[1]


def give(visitor: Visitor, system: str, register_key: str) -> None:
    """From the choice of the service to the receipt, both services at once."""
    visitor.send(services=BOTH)
    visitor.send(system=system)
    visitor.send(entitled="y")
    if register_key == "osr":
        visitor.send()
    assert visitor.page.h1 == f"Vastgelegd in {where(register_key)}"


def copy_along(visitor: Visitor, register_key: str, **ticks: list[str]) -> None:
    """From the receipt to the receipt of the copy; without ticks, with those that are offered."""
    visitor.click("Ga verder met de andere scholen")
    assert visitor.page.title.startswith("Stap 7 van 7")
    visitor.send(form=visitor.page.search, controle="1", **ticks)
    assert visitor.page.h1 == "Controleer de kopie"
    visitor.send(entitled="y")
    if register_key == "osr":
        assert visitor.page.h1 == "Kopieer RIO en de Eindtoets nu in het OSR"
        visitor.click("Ik zie ze allemaal: vink alle scholen aan")
        visitor.send()
    assert visitor.page.h1 == f"Vastgelegd in {where(register_key)}"


def test_55_schools_with_three_known_systems_in_at_most_20_submissions(
    app: Flask, register_key: str, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("veel-scholen")
    visitor.send(school=next(iter(visitor.page.choices("school"))))
    for system in range(_SYSTEMS):
        if system:
            visitor.click_first("Ga verder met ")
        give(visitor, known_systems()[at_school(visitor)].system, register_key)
        copy_along(visitor, register_key)
    visitor.click("Klaar: bekijk wat er nu gebeurt")

    assert visitor.page.h1 == "Alle mandaten zijn geregeld"
    assert "staan nu 110 mandaten" in visitor.page.says
    assert visitor.submissions <= 20, visitor.submissions


def test_55_schools_of_which_nothing_is_known_in_at_most_20_submissions(
    app: Flask, wiring: Wiring, register_key: str, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("las-onbekend")
    brins = [brin for brin in visitor.page.choices("school") if brin != "ontbreekt"]
    visitor.send(school=brins[0])
    uses = dict(zip(brins, ["parnassys"] * 30 + ["esis"] * 15 + ["eduscope"] * 10, strict=True))
    for system in range(_SYSTEMS):
        if system:
            visitor.click_first("Ga verder met ")
        here = at_school(visitor)
        give(visitor, uses[here], register_key)
        others = [brin for brin in brins if uses[brin] == uses[here] and brin != here]
        copy_along(visitor, register_key, b=others)
    visitor.click("Klaar: bekijk wat er nu gebeurt")

    assert visitor.page.h1 == "Alle mandaten zijn geregeld"
    assert visitor.submissions <= 20, visitor.submissions
    names = {key: wiring.catalogue.systems[key].name for key in uses.values()}
    for brin, key in uses.items():
        assert given(wiring, brin) == [("rio", names[key]), ("eindtoets", names[key])]
