"""The board with one school, from the first page to the receipt."""

import pytest
from flask import Flask

from tests.visitor import Visitor


@pytest.fixture(params=["own", "osr"])
def register_key(request: pytest.FixtureRequest) -> str:
    key: str = request.param
    return key


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_both_mandates_in_at_most_six_submissions(
    app: Flask, register_key: str, htmx: bool
) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.get("/")
    visitor.click("Begin met de mandaten")
    visitor.log_in("een-school")

    assert visitor.page.title.startswith("Stap 3 van 7")
    visitor.send(services="rio+eindtoets")
    assert visitor.page.title.startswith("Stap 4 van 7")
    visitor.send(system="parnassys")
    assert visitor.page.title.startswith("Stap 5 van 7")
    assert "U geeft ParnasSys toestemming voor RIO en de Eindtoets bij" in visitor.page.says
    visitor.send(entitled="y")
    if register_key == "osr":
        assert visitor.page.h1 == "Leg dit nu vast in het OSR"
        assert "mandaat toevoegen" in visitor.page.says
        visitor.send()
        assert visitor.page.title.startswith("Stap 6 van 7")
        visitor.send()
    where = "het OSR" if register_key == "osr" else "Mandaatwijzer"
    assert visitor.page.h1 == f"Vastgelegd in {where}"
    assert "MW-2026-00001" in visitor.page.says
    visitor.click("Klaar: bekijk wat er nu gebeurt")

    assert visitor.page.h1 == "Alle mandaten zijn geregeld"
    assert visitor.submissions <= 6
