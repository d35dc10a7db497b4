"""What people print and keep proves something, also years later: when, who, what, and how it is."""

from datetime import UTC, datetime

from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.stories import ONE, give
from tests.visitor import Visitor
from tests.ways import in_both_registers, in_the_osr

_BOARD = "/bestuur/99001"
_RECEIPT = f"{_BOARD}/bewijs/MW-2026-00001"


def _later(visitor: Visitor, clock: SteppingClock, day: datetime) -> Visitor:
    clock.jump(day)
    later = Visitor(visitor.app)
    later.log_in("een-school")
    return later


def test_the_day_stands_on_it_in_full_also_today(visitor: Visitor, clock: SteppingClock) -> None:
    clock.jump(datetime(2026, 11, 22, 23, 5, tzinfo=UTC))
    visitor.log_in("een-school")
    give(visitor)
    paper = visitor.page.part("mw-receipt")
    assert "Opgeslagen door Anna de Wit Maandag 23 november 2026 om 00.05 uur" in paper
    assert "Stand 2 van 2 mandaten vastgelegd in Mandaatwijzer Maandag 23 november 2026" in paper
    assert "andaag" not in paper
    klaar = visitor.get(f"{_BOARD}/klaar").part("mw-receipt")
    assert "Stand op Maandag 23 november 2026 om 00.05 uur" in klaar


def test_it_says_what_was_done_by_whom_with_which_las_from_when(visitor: Visitor) -> None:
    visitor.log_in("een-school")
    give(visitor, starts_on="25-11-2026")
    paper = visitor.page.part("mw-receipt")
    assert paper.startswith("Bewijs van opslaan Nummer MW-2026-00001 Vereniging De Regenboog gaf ")
    assert "LAS ParnasSys van Topicus" in paper
    assert "Begindatum Woensdag 25 november 2026 Zonder einddatum opgeslagen." in paper


@in_both_registers
def test_for_many_schools_too(app: Flask, register_key: str) -> None:
    bart = Visitor(app)
    bart.log_in("zes-scholen")
    bart.get("/bestuur/99006/samen?las=parnassys")
    bart.send(entitled="y")
    bart.get("/bestuur/99006/bewijs/MW-2026-00001")
    paper = bart.page.part("mw-receipt")
    assert "LAS ParnasSys van Topicus" in paper
    assert "Begindatum Maandag 23 november 2026" in paper
    assert "Gekopieerd van" not in paper, "nobody copied"
    stand = {
        "own": "12 van 12 mandaten vastgelegd in Mandaatwijzer",
        "osr": "0 van 12 mandaten vastgelegd in het OSR",
    }
    assert stand[register_key] in paper


@in_the_osr
def test_each_mandate_stands_on_it_as_it_is_on_the_day_of_print(
    visitor: Visitor, clock: SteppingClock
) -> None:
    visitor.log_in("een-school")
    give(visitor)
    visitor.get(
        visitor.get(ONE).links["Beëindig Doorstroomtoets (vroeger: Eindtoets) met ParnasSys"]
    )
    visitor.send(reason="anders", ends_on="15-1-2027", controle="1")
    visitor.send(entitled="y")
    at_the_clicks = visitor.page.url
    paper = visitor.get(_RECEIPT).part("mw-receipt")
    ended = "Later beëindigd: de laatste dag is vrijdag 15 januari 2027. "
    assert f"{ended}Einddatum opgeslagen, nog niet in het OSR" in paper
    visitor.get(at_the_clicks)
    visitor.send()
    assert f"{ended}Einddatum vastgelegd in het OSR" in visitor.get(_RECEIPT).part("mw-receipt")

    later = _later(visitor, clock, datetime(2027, 2, 1, 9, tzinfo=UTC))
    paper = later.get(_RECEIPT).part("mw-receipt")
    assert "Beëindigd" in paper
    assert "Maandag 1 februari 2027" in paper
    assert "Maandag 23 november 2026 om 10.00 uur" in paper
