"""In the OSR an end is an operation like the others: saved, recorded there, seen by somebody.

At no moment says any page, file, mail or agent's view that it stands there before somebody saw it.
"""

import csv
import io

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.begun import begun
from tests.journeys.stories import ONE, give, to_check
from tests.login import let_in_agent
from tests.visitor import Visitor
from tests.ways import in_the_osr, with_htmx

_BOARD = "/bestuur/99001"
_SAVED = "Einddatum opgeslagen, nog niet in het OSR"
_SEEN = "Einddatum vastgelegd in het OSR"
_GONE = "Einde ongedaan gemaakt, staat nog in het OSR"
_UNDONE = "Ongedaan gemaakt, staat nog in het OSR"
_IN_OSR = "Leg de einddatum nu vast in het OSR"
#: Every page and file that says how it stands.
_PAGES = ("", "/klaar", "/plan", "/rapport", "/mandaten.csv", "/agenda/eindtoets.ics")

pytestmark = [in_the_osr]


@pytest.fixture
def anna(app: Flask, htmx: bool) -> Visitor:
    """Give somebody whose school has both mandates in the OSR."""
    [visitor] = begun(app, _with_mandates, htmx)
    return visitor


def _with_mandates(app: Flask, htmx: bool) -> tuple[Visitor]:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    give(visitor)
    return (visitor,)


def _end(anna: Visitor, day: str = "23-11-2026") -> None:
    anna.get(anna.get(ONE).links["Beëindig Doorstroomtoets (vroeger: Eindtoets) met ParnasSys"])
    anna.send(reason="anders", ends_on=day, controle="1")
    anna.send(entitled="y")
    assert anna.page.h1 == _IN_OSR


def _undo(anna: Visitor, number: str) -> None:
    anna.get(f"{_BOARD}/bewijs/{number}")
    anna.click("Dit ongedaan maken")
    anna.send(entitled="y")
    assert anna.page.h1 == "Ongedaan gemaakt"


def _said(anna: Visitor) -> str:
    """Return all that is said to the board and to the helpdesk, of this school and its mandates."""
    texts = [anna.client.get(f"{_BOARD}{page}").get_data(as_text=True) for page in _PAGES]
    agent = Visitor(anna.app)
    let_in_agent(agent.client)
    agent.get("/helpdesk/bestuur/99001")
    agent.send(reason="terugbellen")
    assert agent.page.h1 == "Vereniging De Regenboog"
    return "\n".join([anna.get(ONE).says, agent.page.says, *texts])


def _states(anna: Visitor) -> dict[str, str]:
    """Return the status of each dienst, as a spreadsheet has it."""
    text = anna.client.get(f"{_BOARD}/mandaten.csv").get_data(as_text=True).lstrip("\ufeff")
    return {
        row["Dienst"]: row["Status"] for row in csv.DictReader(io.StringIO(text), delimiter=";")
    }


def _is_arranged(anna: Visitor) -> bool:
    said = _said(anna)
    klaar = anna.get(f"{_BOARD}/klaar").h1.startswith("Alle mandaten")
    assert ("Alles is geregeld" in said) is klaar
    assert ("SUMMARY:Geregeld" in said) is klaar
    return klaar


@with_htmx
def test_an_end_waits_until_somebody_saw_it(anna: Visitor) -> None:
    assert _is_arranged(anna)
    _end(anna, "1-12-2026")
    assert "De laatste dag is dinsdag 1 december 2026." in anna.page.says
    at_the_clicks = anna.page.url
    assert not _is_arranged(anna)
    assert _SEEN not in _said(anna)
    assert _states(anna) == {
        "RIO": "Vastgelegd in het OSR",
        "Doorstroomtoets (vroeger: Eindtoets)": _SAVED,
    }
    anna.get(_BOARD)
    assert "1 einddatum opgeslagen, nog niet in het OSR" in anna.page.part("mw-counts")
    assert "Nu: einddatum van de doorstroomtoets voor De Regenboog" in anna.page.says
    assert "Werk 1 einddatum bij in het OSR" in anna.page.part("mw-timeline")
    anna.click("Ga verder met De Regenboog – einddatum van de doorstroomtoets")
    assert anna.page.url == at_the_clicks

    anna.send()
    assert anna.page.h1 == "De einddatum is vastgelegd in het OSR"
    assert (
        "Einddatum van Doorstroomtoets (vroeger: Eindtoets) gezien in het OSR Anna de Wit"
        in anna.page.part("mw-receipt")
    )
    assert _SEEN in anna.get(ONE).says
    assert _is_arranged(anna), "it goes on after the last day"
    assert anna.get(at_the_clicks).h1 == "De einddatum is vastgelegd in het OSR", "seen once"


def test_an_end_that_was_not_seen_is_undone_here_alone(anna: Visitor) -> None:
    _end(anna)
    _undo(anna, "MW-2026-00002")
    assert "Deed u dit al in het OSR?" in anna.page.says
    assert "Haal de einddatum weg" in anna.page.says
    assert _states(anna)["Doorstroomtoets (vroeger: Eindtoets)"] == "Vastgelegd in het OSR"
    assert _is_arranged(anna)


@with_htmx
def test_an_end_that_was_seen_has_to_go_there_too(anna: Visitor) -> None:
    _end(anna)
    anna.send()
    _undo(anna, "MW-2026-00002")
    assert "Doe dit zelf in het OSR" in anna.page.says
    assert _states(anna)["Doorstroomtoets (vroeger: Eindtoets)"] == _GONE
    assert not _is_arranged(anna)
    anna.get(_BOARD)
    anna.click_first("Ga verder met")
    assert anna.page.h1 == "Haal de einddatum nu weg in het OSR"
    anna.send()
    assert _states(anna)["Doorstroomtoets (vroeger: Eindtoets)"] == "Vastgelegd in het OSR"
    assert _is_arranged(anna)


def test_a_change_of_las_is_done_when_the_old_end_was_seen(anna: Visitor) -> None:
    anna.get(f"{ONE}/dienst")
    for answers in (
        {"services": "eindtoets"},
        {"system": "esis"},
        {"system": "esis", "old": "beeindigen"},
    ):
        anna.send(**answers)
    anna.send(entitled="y")
    assert "En heeft het oude mandaat een einddatum?" in anna.page.says
    at_the_clicks = anna.page.url
    assert not _is_arranged(anna)
    assert _SEEN not in _said(anna)
    anna.get(at_the_clicks)
    anna.send()
    assert "Einde van Doorstroomtoets (vroeger: Eindtoets) met ParnasSys" in anna.page.part(
        "mw-receipt"
    )
    assert _SEEN in anna.page.part("mw-receipt")
    assert _is_arranged(anna)

    _undo(anna, "MW-2026-00002")
    assert "Haal de einddatum weg" in anna.page.says
    for _both in (_UNDONE, _GONE):
        assert _states(anna)["Doorstroomtoets (vroeger: Eindtoets)"] in (_UNDONE, _GONE)
        assert not _is_arranged(anna), "ESIS stands there still, and ParnasSys with an end"
        anna.get(_BOARD)
        anna.click_first("Ga verder met")
        anna.send()
    assert _states(anna)["Doorstroomtoets (vroeger: Eindtoets)"] == "Vastgelegd in het OSR"
    assert _is_arranged(anna)


def test_who_gets_stuck_leaves_a_problem_until_it_was_seen(
    anna: Visitor, clock: SteppingClock
) -> None:
    _end(anna)
    at_the_clicks = anna.page.url
    anna.get(f"{anna.page.url}?klik=3")
    anna.click("Het lukt niet")
    anna.send()
    assert (
        "Doorstroomtoets (vroeger: Eindtoets) – De Regenboog – Er is een probleem met de einddatum"
        in anna.page.links
    )
    anna.click_first("Ga verder met")
    assert anna.page.url == at_the_clicks
    clock.forward(minutes=1)
    anna.send()
    assert "probleem" not in anna.get(_BOARD).part("mw-counts")


def test_a_page_of_before_says_that_it_changed(anna: Visitor) -> None:
    _end(anna, "15-12-2026")
    stale = anna.page.form
    anna.get(f"{stale.action.removesuffix('/einddatum')}/beeindigen")
    anna.send(reason="anders", ends_on="1-12-2026", controle="1")
    anna.send(entitled="y")
    page = anna.send(stale)
    assert page.status == 422
    assert page.errors == ["Dit mandaat is intussen gewijzigd. Lees de klikken opnieuw."]
    assert "dinsdag 1 december 2026" in page.says


def test_what_nobody_saw_there_yet_is_withdrawn_and_sent_twice_it_is_so_once(app: Flask) -> None:
    bart = Visitor(app)
    bart.log_in("een-school")
    to_check(bart)
    bart.send(entitled="y")
    bart.get(bart.get(ONE).links["Beëindig Doorstroomtoets (vroeger: Eindtoets) met ParnasSys"])
    bart.send(reason="vergissing", ends_on="23-11-2026", controle="1")
    assert "Staat het daar toch? Beëindig het dan ook daar." in bart.page.says
    asked = bart.page.form
    assert bart.send(asked, entitled="y").h1 == "Het mandaat is ingetrokken"
    assert "Staat het daar toch? Beëindig het dan ook daar." in bart.page.says
    receipt = bart.page.part("mw-receipt")
    assert "Einde van Doorstroomtoets (vroeger: Eindtoets) met ParnasSys" in receipt
    assert "Ingetrokken vóór het vastleggen" in receipt
    assert "vastgelegd in" not in receipt

    bart.send(asked, entitled="y")
    assert bart.page.h1 == "Dit was al opgeslagen"
    assert bart.get(asked.action).h1 == "Dit was al opgeslagen", "a page of before leads there too"


def test_what_ends_today_cannot_end_sooner(anna: Visitor) -> None:
    _end(anna, "23-11-2026")
    anna.send()
    assert "Beëindig Doorstroomtoets (vroeger: Eindtoets) met ParnasSys" not in anna.get(ONE).links
    assert "Beëindig RIO met ParnasSys" in anna.page.links
