"""A school changes its LAS: what ends is said, stays ended, and is recorded before all is done."""

from datetime import date

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.begun import begun
from tests.journeys.stories import (
    BOTH,
    ONE,
    asks_to_record,
    give,
    given,
    mandates,
    record,
    save,
)
from tests.visitor import Visitor
from tests.ways import in_the_osr, on_postgres, with_htmx
from wizard.ports import Wiring

_GAP = "Er zit een gat tussen de twee mandaten"


def _visitor(app: Flask, *, htmx: bool = False) -> Visitor:
    """Log in with a new browser: an older one would have been logged out by now."""
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    return visitor


def _with_parnassys(app: Flask, *, htmx: bool = False) -> Visitor:
    [visitor] = begun(app, _gives, htmx)
    return visitor


def _gives(app: Flask, htmx: bool) -> tuple[Visitor]:
    visitor = _visitor(app, htmx=htmx)
    give(visitor)
    return (visitor,)


def _choose(visitor: Visitor, system: str, services: str = "rio", **answers: str) -> None:
    """Choose another LAS for a school that has one; by default the old mandate ends."""
    visitor.get(f"{ONE}/dienst")
    visitor.send(services=services)
    visitor.send(system=system)
    visitor.send(**{"old": "beeindigen", **answers})
    assert visitor.page.h1.startswith(("Controleer", "Nu ")), visitor.page.h1


def _ends(wiring: Wiring, system: str) -> list[str | None]:
    found = [each.ends_on for each in mandates(wiring, "99AA") if each.system.name == system]
    return [day.isoformat() if day else None for day in found]


@in_the_osr
@pytest.mark.parametrize("old", ["beeindigen", "behouden"])
def test_a_change_that_nobody_recorded_is_not_done(app: Flask, htmx: bool, old: str) -> None:
    visitor = _with_parnassys(app, htmx=htmx)
    _choose(visitor, "esis", old=old)
    visitor.send(entitled="y")
    assert asks_to_record(visitor)

    visitor.get("/bestuur/99001")
    assert "Alles is geregeld" not in visitor.page.says
    assert "Nog 1 school te gaan." in visitor.page.says
    assert "RIO – De Regenboog – Opgeslagen, nog niet in het OSR" in visitor.page.links
    visitor.get("/bestuur/99001/klaar")
    assert visitor.page.h1 == "Overzicht van uw scholen"
    visitor.click("Ga verder met De Regenboog – RIO")
    assert visitor.page.h1 == "Leg RIO nu vast in het OSR"
    assert "Het LAS is ESIS." in visitor.page.says
    record(visitor)
    assert visitor.get("/bestuur/99001/klaar").h1 == "Alle mandaten voor het LAS zijn geregeld"


def test_a_change_that_was_begun_is_what_somebody_is_busy_with(app: Flask, htmx: bool) -> None:
    visitor = _with_parnassys(app, htmx=htmx)
    visitor.get(f"{ONE}/dienst")
    visitor.send(services="eindtoets")
    visitor.get("/bestuur/99001")
    assert "Alles is geregeld" not in visitor.page.says
    assert (
        "Doorstroomtoets (vroeger: Eindtoets) – De Regenboog – Vastgelegd in Mandaatwijzer"
        in visitor.page.links
    )
    assert "Wijziging begonnen" in visitor.page.says
    assert "bezig" not in visitor.page.part("mw-counts")
    visitor.get("/bestuur/99001/klaar")
    assert "U begon een wijziging bij De Regenboog. Die is nog niet opgeslagen." in (
        visitor.page.says
    )
    visitor.get("/bestuur/99001")
    visitor.click("Ga verder met De Regenboog – Doorstroomtoets (vroeger: Eindtoets)")
    assert visitor.page.title.startswith("Stap 4 van 7")

    visitor.get(f"{ONE}/dienst")
    visitor.send(services="niets")
    assert "Wijziging begonnen" not in visitor.get("/bestuur/99001").says
    assert "Alles is geregeld" in visitor.page.says


@with_htmx
@on_postgres
def test_the_sentence_says_what_ends_and_when_before_saving_and_on_the_receipt(
    app: Flask, htmx: bool
) -> None:
    visitor = _with_parnassys(app, htmx=htmx)
    _choose(visitor, "esis", BOTH, starts_on="1-12-2026")
    read = visitor.page.part("mw-sentence__text").removesuffix(" Klopt dat?")
    assert read == (
        "U geeft ESIS toestemming voor RIO en de doorstroomtoets bij De Regenboog, BRIN 99AA, "
        "in Gouda, vanaf dinsdag 1 december 2026. De mandaten van ParnasSys voor RIO en "
        "de doorstroomtoets eindigen op maandag 30 november 2026."
    )
    save(visitor)
    assert visitor.page.url == "/bestuur/99001/bewijs/MW-2026-00002"
    assert visitor.page.part("mw-receipt__sentence") == (
        "Vereniging De Regenboog gaf ESIS toestemming voor RIO en de doorstroomtoets bij "
        "De Regenboog, BRIN 99AA, in Gouda, vanaf dinsdag 1 december 2026. Laatste dag van "
        "ParnasSys voor RIO en de doorstroomtoets: maandag 30 november 2026."
    )


def test_where_both_stay_the_sentence_ends_nothing(app: Flask, htmx: bool) -> None:
    visitor = _with_parnassys(app, htmx=htmx)
    _choose(visitor, "esis", old="behouden")
    assert "eindig" not in visitor.page.part("mw-sentence__text")
    save(visitor)
    assert "eindig" not in visitor.page.part("mw-receipt__sentence")


@pytest.mark.parametrize(
    ("typed", "esis_ends"),
    [("15-12-2026", "2026-12-15"), ("", "2026-12-01")],
    ids=["chosen", "usual"],
)
def test_an_end_that_was_set_never_moves_later(
    app: Flask, wiring: Wiring, htmx: bool, typed: str, esis_ends: str
) -> None:
    """ParnasSys ends on 24 November; then EduScope comes instead of ESIS, from 24 November on."""
    visitor = _with_parnassys(app, htmx=htmx)
    _choose(visitor, "esis", starts_on="1-12-2026", end_old_on="24-11-2026")
    save(visitor)
    assert _ends(wiring, "ParnasSys") == ["2026-11-24", None]

    _choose(visitor, "eduscope", starts_on="24-11-2026", end_old_on=typed)
    if typed:
        assert "van ParnasSys" not in visitor.page.part("mw-sentence__text")
    else:
        assert "eindigt op maandag 23 november 2026" in visitor.page.part("mw-sentence__text")
    save(visitor)
    earlier_or_same = "2026-11-24" if typed else "2026-11-23"
    assert _ends(wiring, "ParnasSys") == [earlier_or_same, None]
    assert _ends(wiring, "ESIS") == [esis_ends]


def test_answers_of_days_ago_do_not_refuse_their_own_first_day(
    app: Flask, wiring: Wiring, htmx: bool, clock: SteppingClock
) -> None:
    visitor = _visitor(app)
    visitor.send(services=BOTH)
    visitor.send(system="parnassys", starts_on="25-11-2026")
    clock.forward(days=4)
    visitor = _visitor(app, htmx=htmx)
    visitor.get(f"{ONE}/las")
    assert visitor.page.form.fields["system"] == "parnassys"
    assert visitor.page.form.fields["starts_on"] == ""
    visitor.send()
    assert visitor.page.status == 200
    assert "Vrijdag 27 november 2026" in visitor.page.says
    save(visitor)
    assert {each.starts_on for each in mandates(wiring, "99AA")} == {date(2026, 11, 27)}


@pytest.mark.parametrize(
    ("starts_on", "old_ends", "new_starts"),
    [("1-12-2026", "2026-11-30", "2026-12-01"), ("25-11-2026", "2026-11-27", "2026-11-27")],
    ids=["still-to-come", "gone-by"],
)
def test_saved_days_later_the_old_one_ends_when_the_new_one_begins(
    app: Flask,
    wiring: Wiring,
    clock: SteppingClock,
    starts_on: str,
    old_ends: str,
    new_starts: str,
) -> None:
    _choose(_with_parnassys(app), "esis", starts_on=starts_on)
    clock.forward(days=4)
    visitor = _visitor(app)
    visitor.get(f"{ONE}/controleren")
    assert _GAP not in visitor.page.says
    save(visitor)
    assert _ends(wiring, "ParnasSys") == [old_ends, None]
    assert mandates(wiring, "99AA")[-1].starts_on.isoformat() == new_starts


def test_a_gap_is_warned_about_and_allowed(app: Flask, wiring: Wiring, htmx: bool) -> None:
    visitor = _with_parnassys(app, htmx=htmx)
    _choose(visitor, "esis", starts_on="1-12-2026", end_old_on="5-12-2026")
    assert _GAP not in visitor.page.says
    for last_day, warns in (("30-11-2026", False), ("29-11-2026", True)):
        visitor.get(f"{ONE}/las")
        visitor.send(end_old_on=last_day)
        assert (_GAP in visitor.page.says) is warns, last_day
    save(visitor)
    assert given(wiring, "99AA")[-1] == ("rio", "ESIS")


def test_a_gap_that_came_by_waiting_is_warned_about(app: Flask, clock: SteppingClock) -> None:
    visitor = _with_parnassys(app)
    _choose(visitor, "esis", starts_on="25-11-2026", end_old_on="24-11-2026")
    assert _GAP not in visitor.page.says
    clock.forward(days=4)
    visitor = _visitor(app)
    assert visitor.get(f"{ONE}/controleren").h1.startswith("Controleer")
    assert _GAP in visitor.page.says


@in_the_osr
def test_a_wrong_las_is_put_right_before_anybody_recorded_it(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = _visitor(app, htmx=htmx)
    visitor.send(services=BOTH)
    visitor.send(system="parnassys")
    visitor.send(entitled="y")
    visitor.click("Kies opnieuw voor De Regenboog")
    visitor.send(services=BOTH)
    visitor.send(system="esis")
    assert "Wat gebeurt er met het mandaat van ParnasSys?" in visitor.page.says
    visitor.send(old="beeindigen")
    assert visitor.page.part("mw-sentence__text").startswith("U geeft ESIS toestemming")
    visitor.send(entitled="y")

    assert asks_to_record(visitor)
    assert "Het LAS is ESIS." in visitor.page.says
    assert "ParnasSys" not in visitor.page.part("mw-clicks")
    visitor.send()
    assert visitor.page.h1 == "Vastgelegd in het OSR"
    assert visitor.get("/bestuur/99001/klaar").h1 == "Alle mandaten voor het LAS zijn geregeld"
    recorded = [each.system.name for each in mandates(wiring, "99AA") if each.is_recorded]
    assert recorded == ["ESIS", "ESIS"]


def test_a_mandate_that_was_brought_forward_stands_on_its_own_receipt(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = _visitor(app, htmx=htmx)
    give(visitor, starts_on="30-11-2026")
    visitor.get(f"{ONE}/dienst")
    visitor.send(services=BOTH)
    visitor.send(system="parnassys", starts_on="")
    save(visitor)

    assert visitor.page.url == "/bestuur/99001/bewijs/MW-2026-00002"
    assert visitor.page.h1 == "Vastgelegd in Mandaatwijzer"
    receipt = visitor.page.part("mw-receipt")
    assert "Begindatum Maandag 23 november 2026" in receipt
    assert len(given(wiring, "99AA")) == 2, "brought forward, not given twice"
    assert visitor.get("/bestuur/99001/bewijs/MW-2026-00001").status == 200
