"""With the real OSR a person records each mandate by hand, click by click, and says so."""

import pytest
from flask import Flask

from tests.journeys.begun import begun
from tests.journeys.stories import BOTH, asks_to_record, events, give, mandates, to_check
from tests.visitor import Visitor
from tests.ways import with_htmx
from wizard.ports import Wiring

_BOARD = "/bestuur/99001"
_RECORDED = "Vastgelegd in het OSR"


@pytest.fixture
def register_key() -> str:
    """Only the OSR is filled by hand."""
    return "osr"


def _at_the_clicks(app: Flask, *, htmx: bool = False) -> Visitor:
    [visitor] = begun(app, _goes_to_the_clicks, htmx)
    return visitor


def _goes_to_the_clicks(app: Flask, htmx: bool) -> tuple[Visitor]:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    to_check(visitor)
    visitor.send(entitled="y")
    assert asks_to_record(visitor)
    return (visitor,)


def test_one_click_at_a_time_under_the_names_on_the_osrs_own_screens(app: Flask) -> None:
    visitor = _at_the_clicks(app)
    now = [visitor.page.part("mw-clicks__item--now")]
    while "Gedaan, volgende klik" in visitor.page.links:
        visitor.click("Gedaan, volgende klik")
        now.append(visitor.page.part("mw-clicks__item--now"))
    assert "Dit is de laatste klik." in now[-1]
    assert visitor.page.url.endswith(f"?klik={len(now)}#klik")
    of_one_mandate = ("ParnasSys (Topicus)", "maandag 23 november 2026", "‘Opslaan’")
    in_order = (
        "Mijn DUO",
        "Mandaten beheren",
        "+ mandaat toevoegen",
        "Kies bij ‘Selecteer een dienst’ voor ‘RIO’",
        *of_one_mandate,
        "+ mandaat toevoegen",
        "Kies bij ‘Selecteer een dienst’ voor ‘DOORSTROOM – Logistiek proces doorstroomtoets po’",
        *of_one_mandate,
    )
    assert len(now) == len(in_order)
    for click, words in zip(now, in_order, strict=True):
        assert words in click
    assert "De Regenboog, BRIN 99AA, in Gouda" in now[1]


def test_a_click_that_does_not_exist_shows_one_that_does(app: Flask) -> None:
    visitor = _at_the_clicks(app)
    here = visitor.page.url
    for klik in ("0", "-3", "99", "drie", "", "1e9", "9" * 30):
        visitor.get(f"{here}?klik={klik}")
        assert visitor.page.status == 200
        assert visitor.page.part("mw-clicks__item--now")


def test_what_was_saved_together_is_said_to_be_seen_at_once(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = _at_the_clicks(app, htmx=htmx)
    assert "Hierna: nog" not in visitor.page.says
    assert "Ziet u beide mandaten in het OSR?" in visitor.page.says
    assert "Ik heb beide in het OSR gezien" in visitor.page.says
    visitor.send()
    assert [each.recorded_by for each in mandates(wiring, "99AA")] == ["Anna de Wit"] * 2
    kinds = [kind for _who, kind in events(wiring, "99001")]
    assert kinds.count("mandate_recorded") == 2


def test_the_receipt_says_what_is_left_to_do_until_it_was_seen(app: Flask) -> None:
    visitor = _at_the_clicks(app)
    at_the_clicks = visitor.page.url
    left = "Leg 2 mandaten vast in het OSR"
    visitor.get(f"{_BOARD}/bewijs/MW-2026-00001")
    assert left in visitor.page.part("mw-timeline__item")
    visitor.get(at_the_clicks)
    visitor.send()
    visitor.get(f"{_BOARD}/bewijs/MW-2026-00001")
    assert left not in visitor.page.says


def test_an_untouched_school_begins_and_does_not_go_on(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    visitor.get(_BOARD)
    assert "U begint bij stap 3" in visitor.page.says
    visitor.click_first("Begin met De Regenboog")
    visitor.send(services=BOTH)
    visitor.get(_BOARD)
    assert "U bent bij stap 4" in visitor.page.says


def test_it_does_not_work_shows_help_for_this_click_and_keeps_the_place(
    app: Flask, htmx: bool
) -> None:
    visitor = _at_the_clicks(app, htmx=htmx)
    for _click in range(4):
        visitor.click("Gedaan, volgende klik")
    place = visitor.page.part("mw-clicks__item--now")
    assert "RIO: kies het LAS" in place

    visitor.click("Het lukt niet")
    assert visitor.page.h1 == "Het lukt niet in het OSR"
    assert "U was bij: RIO: kies het LAS." in visitor.page.says
    assert "Staat ParnasSys er niet bij?" in visitor.page.says
    assert "0800 321 22 33" in visitor.page.says
    visitor.click("Ik probeer het nog een keer")
    assert visitor.page.part("mw-clicks__item--now") == place


@with_htmx
def test_a_problem_is_shown_until_somebody_sees_the_mandate_in_the_osr(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = _at_the_clicks(app, htmx=htmx)
    visitor.get(f"{visitor.page.url}?klik=4")
    visitor.click("Het lukt niet")
    visitor.send()
    assert visitor.page.h1 == "Overzicht van uw scholen"
    assert "Er is een probleem" in visitor.page.says
    assert "1 probleem" in visitor.page.says
    assert "Anna de Wit meldde een probleem bij De Regenboog" in visitor.page.says

    visitor.click("RIO – De Regenboog – Er is een probleem")
    assert asks_to_record(visitor)
    visitor.send()
    visitor.get("/bestuur/99001")
    assert "Er is een probleem" not in visitor.page.says
    assert f"RIO – De Regenboog – {_RECORDED}" in visitor.page.links
    assert mandates(wiring, "99AA")[0].problem_at is None


def test_a_problem_that_was_recorded_in_the_meantime_stays_recorded(
    app: Flask, wiring: Wiring
) -> None:
    visitor = _at_the_clicks(app)
    clicks = visitor.page
    visitor.click("Het lukt niet")
    trouble = visitor.page
    visitor.send(clicks.form)
    visitor.send(trouble.form)
    rio = mandates(wiring, "99AA")[0]
    assert (rio.is_recorded, rio.problem_at) == (True, None)
    visitor.get(trouble.url)
    visitor.click("Ik probeer het nog een keer")
    assert visitor.page.h1 == "Alle mandaten voor het LAS zijn geregeld", "no clicks are left"


def test_nothing_is_called_recorded_before_somebody_says_so(app: Flask) -> None:
    visitor = Visitor(app)
    pages = [visitor.log_in("een-school"), visitor.send(services=BOTH)]
    pages += [visitor.send(system="parnassys"), visitor.send(entitled="y")]
    for address in (
        "/bestuur/99001",
        "/bestuur/99001/klaar",
        "/bestuur/99001/bewijs/MW-2026-00001",
        "/bestuur/99001/school/99AA/controleren",
        "/bestuur/99001/school/99AA/dienst",
        "/bestuur/99001/school/99AA/vastleggen",
        "/besturen",
    ):
        pages.append(visitor.get(address))
    for page in pages:
        assert _RECORDED not in page.says, page.url
        assert "Alles is geregeld" not in page.says, page.url
    assert "2 mandaten opgeslagen" in visitor.get("/bestuur/99001").says

    visitor.get("/bestuur/99001/school/99AA/vastleggen")
    visitor.send()
    assert visitor.page.h1 == _RECORDED
    assert visitor.get("/bestuur/99001").says.count(_RECORDED) == 2


def test_a_mandate_that_begins_earlier_must_be_seen_again(app: Flask, wiring: Wiring) -> None:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    give(visitor, starts_on="30-11-2026")
    visitor.get("/bestuur/99001/school/99AA/dienst")
    visitor.send(services="rio")
    visitor.send(system="parnassys", starts_on="25-11-2026")
    visitor.send(entitled="y")
    assert asks_to_record(visitor)
    assert "woensdag 25 november 2026" in visitor.page.says
    assert not mandates(wiring, "99AA")[0].is_recorded
    newer = visitor.get("/bestuur/99001/bewijs/MW-2026-00002")
    assert newer.h1 == "Opgeslagen"
    assert "Begindatum Woensdag 25 november 2026" in newer.part("mw-receipt")
    older = visitor.get("/bestuur/99001/bewijs/MW-2026-00001").part("mw-receipt")
    assert "Begindatum Maandag 30 november 2026" in older
    assert older.count("De Regenboog, BRIN 99AA") == 2, "the Eindtoets alone is left on it"
    assert "RIO gezien in het OSR" not in older


def test_another_boards_mandate_cannot_be_confirmed(app: Flask, wiring: Wiring) -> None:
    anna = _at_the_clicks(app)
    foreign = anna.page.form.fields["mandates"]
    assert isinstance(foreign, str)
    bart = Visitor(app)
    bart.log_in("zes-scholen")
    bart.send(school="99AB")
    to_check(bart)
    bart.send(entitled="y")
    bart.send(mandates=foreign)
    assert bart.page.status == 422
    assert bart.page.errors == [
        "Dit mandaat hoort niet bij deze school. Kies het opnieuw in het overzicht."
    ]
    assert not any(each.is_recorded for each in mandates(wiring, "99AA"))
    first = foreign.partition(".")[0]
    bart.get(f"/bestuur/99006/school/99AB/mandaat/{first}/het-lukt-niet")
    assert bart.page.status == 404
