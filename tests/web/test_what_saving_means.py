"""What saving here means for the OSR is said before saving, and follows the register."""

from dataclasses import replace

import pytest
from flask import Flask

from tests.builders import make_app
from tests.journeys.stories import BOTH, ONE, give, to_check
from tests.visitor import Visitor
from tests.ways import in_both_registers, in_the_osr
from wizard.ports import Wiring

_IN_OSR = "Daarna legt u dit zelf vast in het OSR. Wij wijzen elke klik."
_PRACTISED = "U oefent: in het OSR verandert niets."
_OPERATED = "Regel dit ook in het OSR."
_SIX = "/bestuur/99006"


@in_both_registers
def test_it_is_said_at_the_start_and_above_each_button_that_saves(
    app: Flask, register_key: str
) -> None:
    said = _IN_OSR if register_key == "osr" else _PRACTISED
    bart = Visitor(app)
    assert said in bart.get("/").says
    assert (said in bart.get("/inloggen").says) is (register_key == "osr")
    bart.log_in("zes-scholen")
    assert said in bart.get(f"{_SIX}/samen?las=parnassys").says
    assert said in bart.get(_change()).says
    bart.get(f"{_SIX}/school/99AB/dienst")
    to_check(bart)
    assert said in bart.page.says
    bart.send(entitled="y")
    if register_key == "osr":
        bart.send()
    bart.get(f"{_SIX}/school/99AB/andere-scholen")
    bart.send(bart.page.search, controle="1")
    assert bart.page.h1 == "Controleer de kopie"
    assert said in bart.page.says


def _change() -> str:
    chosen = "&".join(f"b=99A{letter}" for letter in "BC")
    return f"{_SIX}/overstap?old=parnassys&system=esis&gekozen=1&controle=1&{chosen}&ends_on=" + (
        "31-12-2026"
    )


@pytest.mark.own_product
def test_an_operator_says_it_of_a_register_of_their_own(wiring: Wiring, app: Flask) -> None:
    """Outside practice it is the sentence of config/texts.toml."""
    own = replace(wiring, settings=replace(wiring.settings, practice=False))
    visitor = Visitor(make_app(own))
    assert _OPERATED in visitor.get("/").says


def test_our_own_register_does_not_speak_of_the_screens_of_the_osr(visitor: Visitor) -> None:
    visitor.log_in("een-school")
    visitor.get(f"{ONE}/dienst")
    to_check(visitor)
    assert "In het OSR:" not in visitor.page.says
    assert "Officieel: ‘RIO’ en ‘DOORSTROOM" in visitor.page.says


@in_both_registers
def test_what_goes_to_a_school_names_the_register(visitor: Visitor, register_key: str) -> None:
    visitor.log_in("een-school")
    visitor.get(f"{ONE}/dienst")
    visitor.send(services=BOTH)
    visitor.send(system="weet-ik-niet")
    letter = visitor.page.part("mw-copy__text")
    where = "het OSR, het register van Kennisnet" if register_key == "osr" else "Mandaatwijzer"
    assert f"Die leg ik vast in {where}." in letter


@in_the_osr
def test_the_notice_of_the_date_goes_when_all_is_done_and_comes_back(visitor: Visitor) -> None:
    """On pages that gather the facts of the board, and on those that do not."""
    pages = (ONE, "/bestuur/99001/meegekeken", "/bestuur/99001/herinneringen")
    visitor.log_in("een-school")
    assert all(_has_notice(visitor, page) for page in pages)
    visitor.get(f"{ONE}/dienst")
    give(visitor)
    assert not any(_has_notice(visitor, page) for page in pages)
    visitor.get(
        visitor.get(ONE).links["Beëindig Doorstroomtoets (vroeger: Eindtoets) met ParnasSys"]
    )
    visitor.send(reason="anders", ends_on="23-11-2026", controle="1")
    visitor.send(entitled="y")
    assert all(_has_notice(visitor, page) for page in pages)


def _has_notice(visitor: Visitor, page: str) -> bool:
    return "Mandaat voor de doorstroomtoets: nog 7 dagen" in visitor.get(page).says
