"""A whole board in one sitting: for each LAS one school by itself, and a copy to the others."""

import re
from collections.abc import Mapping

from tests.journeys.stories import BOTH, given, where
from tests.visitor import Visitor
from wizard.ports import Wiring

#: What a whole board of 55 schools with three systems may take, from logging in to *Klaar*.
AT_MOST = 20


def three_systems(brins: list[str]) -> dict[str, str]:
    """Say which of 55 schools uses which system, where nothing is known of them."""
    return dict(zip(brins, ["parnassys"] * 30 + ["esis"] * 15 + ["eduscope"] * 10, strict=True))


def finish(visitor: Visitor, uses: Mapping[str, str], register_key: str, *, known: bool) -> None:
    """Go from the choice of the school to *Klaar*. What is known is ticked already."""
    visitor.send(school=next(iter(uses)))
    for count in range(len(set(uses.values()))):
        if count:
            visitor.click_first("Ga verder met ")
        if count and known:  # the plan knows who uses which LAS
            give_together(visitor, register_key)
            continue
        here = at_school(visitor)
        give(visitor, uses[here], register_key)
        same = [brin for brin, system in uses.items() if system == uses[here] and brin != here]
        copy_along(visitor, register_key, **({} if known else {"b": same}))
    visitor.click("Klaar: bekijk wat er nu gebeurt")
    assert visitor.page.h1 == "Alle mandaten voor het LAS zijn geregeld"
    assert f"staan nu {2 * len(uses)} mandaten" in visitor.page.says


def gave(wiring: Wiring, uses: Mapping[str, str]) -> None:
    """Each school has both mandates, with its own LAS and no other."""
    for brin, key in uses.items():
        name = wiring.catalogue.systems[key].name
        assert given(wiring, brin) == [("rio", name), ("eindtoets", name)]


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
    visitor.send(visitor.page.search, controle="1", **ticks)
    assert visitor.page.h1 == "Controleer de kopie"
    visitor.send(entitled="y")
    if register_key == "osr":
        assert visitor.page.h1 == "Kopieer RIO en de doorstroomtoets nu in het OSR"
        visitor.click("Ik zie ze allemaal: vink alle scholen aan")
        visitor.send(entitled="y")
    assert visitor.page.h1 == f"Vastgelegd in {where(register_key)}"


def give_together(visitor: Visitor, register_key: str) -> None:
    """From what the plan says of one LAS to the receipt for all of its schools."""
    assert visitor.page.h1.startswith("Controleer: "), visitor.page.h1
    visitor.send(entitled="y")
    if register_key == "osr":
        assert visitor.page.h1 == "Leg RIO en de doorstroomtoets nu vast in het OSR"
        visitor.click("Ik zie ze allemaal: vink alle scholen aan")
        visitor.send(entitled="y")
    assert visitor.page.h1 == f"Vastgelegd in {where(register_key)}"
