"""Somebody made a mistake and undoes it at once, alone or with a colleague who is there too."""

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.begun import begun
from tests.journeys.stories import BOTH, ONE, events, mandates, save, to_check
from tests.journeys.whole_board import give as give_school
from tests.visitor import Visitor
from tests.ways import in_both_registers, on_postgres, with_htmx
from wizard.ports import Wiring

_UNDO = "Dit ongedaan maken"
_ASKS = "Maak het opslaan ongedaan"
_BRINS = [f"99A{letter}" for letter in "BCDEFG"]


@pytest.fixture
def anna(app: Flask, htmx: bool) -> Visitor:
    """Give somebody of the board with one school who chose what to save."""
    [visitor] = begun(app, _goes_to_the_check, htmx)
    return visitor


def _goes_to_the_check(app: Flask, htmx: bool) -> tuple[Visitor]:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    to_check(visitor)
    return (visitor,)


@pytest.fixture
def bart(app: Flask, htmx: bool, register_key: str) -> Visitor:
    """Give somebody who copied from the first of six schools to the others."""
    [visitor] = begun(app, _copied, register_key, htmx)
    return visitor


def _copied(app: Flask, register_key: str, htmx: bool) -> tuple[Visitor]:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("zes-scholen")
    visitor.send(school="99AB")
    give_school(visitor, "parnassys", register_key)
    visitor.click("Ga verder met de andere scholen")
    visitor.send(visitor.page.search, controle="1")
    visitor.send(entitled="y")
    return (visitor,)


def _live(wiring: Wiring, brin: str) -> list[str]:
    today = wiring.ports.clock.today()
    return [each.service for each in mandates(wiring, brin) if each.is_live(today)]


@on_postgres
def test_from_the_receipt_back_to_nothing_and_on_again(anna: Visitor, wiring: Wiring) -> None:
    save(anna)
    assert anna.page.h1 == "Vastgelegd in Mandaatwijzer"
    assert "Dit kan tot 10.10 uur." in anna.page.says
    here = anna.page.url
    anna.click(_UNDO)
    assert anna.page.h1 == _ASKS
    assert "U maakt 2 mandaten ongedaan bij De Regenboog, BRIN 99AA" in anna.page.says
    assert "RIO met ParnasSys: vervalt" in anna.page.says
    anna.send(entitled="y")
    assert anna.page.url.partition("?")[0] == here.partition("?")[0]
    assert anna.page.h1 == "Ongedaan gemaakt"
    assert "Ongedaan gemaakt door" in anna.page.says
    assert _UNDO not in anna.page.links
    assert _live(wiring, "99AA") == []
    anna.click_first("Nu RIO en de doorstroomtoets voor ")
    anna.send(services=BOTH)
    assert "U geeft ParnasSys toestemming" in anna.page.says, "the LAS that was told is known"
    save(anna)
    assert _live(wiring, "99AA") == ["rio", "eindtoets"]


def test_the_overview_and_the_history_say_so(anna: Visitor, wiring: Wiring) -> None:
    save(anna)
    anna.click(_UNDO)
    anna.send(entitled="y")
    anna.get("/bestuur/99001")
    assert "maakte bewijs MW-2026-00001 ongedaan" in anna.page.says
    assert any(words.endswith("Nog te doen") for words in anna.page.links)
    anna.get(ONE)
    assert "ongedaan gemaakt, vandaag om 10.00 uur" in anna.page.says
    assert "maakte RIO met ParnasSys bij" in anna.page.says
    kinds = [kind for _who, kind in events(wiring, "99001")]
    assert kinds[-3:] == ["act_undone", "mandate_taken_back", "mandate_taken_back"]


@with_htmx
def test_without_the_box_nothing_is_undone(anna: Visitor, wiring: Wiring) -> None:
    save(anna)
    anna.click(_UNDO)
    anna.send()
    assert (anna.page.status, anna.page.h1) == (422, _ASKS)
    assert anna.page.errors == ["Zet een vinkje als u dit namens het bestuur mag doen."]
    assert _live(wiring, "99AA") == ["rio", "eindtoets"]
    anna.send(entitled="y")
    assert anna.page.h1 == "Ongedaan gemaakt"


def test_sent_twice_is_done_once(anna: Visitor, wiring: Wiring) -> None:
    save(anna)
    anna.click(_UNDO)
    here, form = anna.page.url, anna.page.form
    anna.send(form, entitled="y")
    anna.send(form, entitled="y")
    assert anna.page.h1 == "Dit was al ongedaan gemaakt"
    anna.get(here)
    assert anna.page.h1 == "Dit was al ongedaan gemaakt"
    assert [kind for _who, kind in events(wiring, "99001")].count("act_undone") == 1


def test_after_ten_minutes_the_page_says_what_to_do_instead(
    anna: Visitor, wiring: Wiring, clock: SteppingClock
) -> None:
    save(anna)
    receipt = anna.page.url
    anna.click(_UNDO)
    here = anna.page.url
    clock.forward(minutes=11)
    anna.send(entitled="y")
    assert (anna.page.status, anna.page.h1) == (422, "Ongedaan maken kan niet meer")
    assert "Dat kon tot vandaag om 10.10 uur." in anna.page.says
    assert _live(wiring, "99AA") == ["rio", "eindtoets"]
    assert _UNDO not in anna.get(receipt).links
    assert anna.get(here).status == 200
    anna.click_first("Mandaten van ")
    assert anna.page.url == ONE


@in_both_registers
@with_htmx
def test_what_a_colleague_changed_is_shown_before_anything_is_undone(
    bart: Visitor, app: Flask, wiring: Wiring, register_key: str
) -> None:
    bart.click(_UNDO)
    colleague = Visitor(app)
    colleague.log_in("zes-scholen")
    colleague.get("/bestuur/99006/school/99AD")
    colleague.click_first("Beëindig RIO")
    colleague.send(reason="anders", controle="1")
    colleague.send(entitled="y")
    bart.send(entitled="y")
    assert (bart.page.status, bart.page.h1) == (422, "Maak de kopie ongedaan")
    assert bart.page.errors == ["Er is intussen iets gewijzigd. Lees de lijst hieronder opnieuw."]
    assert "kreeg intussen een einddatum: maandag 23 november 2026." in bart.page.says
    bart.send(entitled="y")
    assert bart.page.h1 == "Ongedaan gemaakt"
    assert "Dit blijft staan" in bart.page.says
    live = {brin: _live(wiring, brin) for brin in _BRINS}
    ended = ["rio"] if register_key == "own" else []
    assert live == {
        **{brin: [] for brin in _BRINS},
        "99AB": ["rio", "eindtoets"],
        "99AD": ended,
    }


def test_a_copy_is_undone_for_all_schools_at_once(bart: Visitor, wiring: Wiring) -> None:
    here = bart.page.url
    bart.click(_UNDO)
    assert "U maakt 10 mandaten ongedaan bij 5 scholen" in bart.page.says
    bart.send(entitled="y")
    assert bart.page.h1 == "Ongedaan gemaakt"
    assert [brin for brin in _BRINS if _live(wiring, brin)] == ["99AB"]
    assert bart.get(here).h1 == "Ongedaan gemaakt"


class TestInTheOsr:
    """What a person recorded there, a person takes out again."""

    @pytest.fixture
    def register_key(self) -> str:
        """Only the OSR is filled by hand."""
        return "osr"

    def test_at_the_clicks_it_can_be_undone_and_asks_what_was_done_already(
        self, anna: Visitor
    ) -> None:
        anna.send(entitled="y")
        assert anna.page.h1.startswith("Leg ")
        anna.click(_UNDO)
        assert "Deed u dit al in het OSR?" in anna.page.says
        assert "Doe dit zelf in het OSR" not in anna.page.says
        anna.send(entitled="y")
        assert anna.page.h1 == "Ongedaan gemaakt"
        assert "Deed u dit al in het OSR?" in anna.page.says

    def test_the_receipt_keeps_what_is_to_be_done_there(
        self, anna: Visitor, clock: SteppingClock
    ) -> None:
        save(anna)
        receipt = anna.page.url
        anna.click(_UNDO)
        anna.send(entitled="y")
        clock.forward(days=3)
        says = anna.log_in("een-school", receipt).says
        assert "Doe dit zelf in het OSR" in says
        for dienst in ("‘RIO’", "‘DOORSTROOM – Logistiek proces doorstroomtoets po’"):
            assert f"het mandaat met ParnasSys, voor {dienst}" in says
        assert "Vul als einddatum maandag 23 november 2026 in" in says
