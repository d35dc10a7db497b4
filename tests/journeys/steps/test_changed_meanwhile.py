"""Somebody was first: nothing is saved that was not read, and the page says so and leads on."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.begun import begun
from tests.journeys.stories import (
    BOTH,
    ONE,
    events,
    give,
    given,
    mandates,
    record,
    save,
    to_check,
)
from tests.visitor import Visitor
from tests.ways import in_both_registers, in_the_osr, with_htmx
from wizard.ports import Wiring

_SCHOOL = "/bestuur/99055/school/99AH"
_NOTICE = "Er is intussen iets gewijzigd"


def _two(app: Flask, *, htmx: bool) -> tuple[Visitor, Visitor]:
    """Let Chantal and her colleague Dirk log in; Chantal chose school 99AH."""
    chantal, dirk = begun(app, _logged_in, htmx)
    return chantal, dirk


def _logged_in(app: Flask, htmx: bool) -> tuple[Visitor, Visitor]:
    chantal, dirk = Visitor(app, htmx=htmx), Visitor(app)
    chantal.log_in("veel-scholen")
    chantal.send(school="99AH")
    dirk.log_in("collega", f"{_SCHOOL}/dienst")
    return chantal, dirk


def _another_system(dirk: Visitor) -> None:
    dirk.get(f"{_SCHOOL}/las")
    dirk.send(system="ander")


def _must_ask_the_school(dirk: Visitor) -> None:
    dirk.get(f"{_SCHOOL}/las")
    dirk.send(system="weet-ik-niet")


@pytest.mark.parametrize(
    ("meanwhile", "leads_to"),
    [(_another_system, "ander-las"), (_must_ask_the_school, "las")],
    ids=["another-system", "parked"],
)
def test_a_colleague_takes_the_las_back_while_the_page_to_check_is_open(
    app: Flask, wiring: Wiring, htmx: bool, meanwhile: Callable[[Visitor], None], leads_to: str
) -> None:
    chantal, dirk = _two(app, htmx=htmx)
    to_check(chantal)
    meanwhile(dirk)
    chantal.send(entitled="y")

    assert chantal.page.status == 200
    assert chantal.page.url.startswith(f"{_SCHOOL}/{leads_to}?")
    assert _NOTICE in chantal.page.says
    assert given(wiring, "99AH") == []
    assert "mandate_saved" not in [kind for _who, kind in events(wiring, "99055")]
    assert chantal.get("/bestuur/99055/bewijs/MW-2026-00001").status == 404


@with_htmx
def test_a_colleague_adds_a_dienst_for_which_another_las_has_a_mandate(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    """RIO has ParnasSys; the page with ESIS for the Eindtoets does not say what ends."""
    chantal, dirk = _two(app, htmx=htmx)
    give(chantal, "rio")
    chantal.get(f"{_SCHOOL}/las")
    chantal.send(system="esis")
    assert chantal.page.title.startswith("Stap 6 van 7")
    dirk.get(f"{_SCHOOL}/dienst")
    dirk.send(services=BOTH)
    chantal.send(entitled="y")

    assert chantal.page.status == 200
    assert chantal.page.url.startswith(f"{_SCHOOL}/las?")
    assert _NOTICE in chantal.page.says
    assert "Wat gebeurt er met het mandaat van ParnasSys?" in chantal.page.says
    assert given(wiring, "99AH") == [("rio", "ParnasSys")]


def test_the_notice_is_not_there_when_nobody_else_did_anything(app: Flask, htmx: bool) -> None:
    chantal, _dirk = _two(app, htmx=htmx)
    for answers in ({"services": BOTH}, {"system": "ander"}, {"name": "Kwinta"}):
        chantal.send(**answers)
        assert _NOTICE not in chantal.page.says


@in_both_registers
@with_htmx
def test_a_colleague_saves_while_the_las_is_chosen(
    app: Flask, wiring: Wiring, register_key: str, htmx: bool
) -> None:
    chantal, dirk = _two(app, htmx=htmx)
    chantal.send(services=BOTH)
    dirk.get(f"{_SCHOOL}/las")
    dirk.send(system="parnassys")
    dirk.send(entitled="y")
    chantal.send(system="esis")

    assert chantal.page.status == 200
    leads_to = "vastleggen" if register_key == "osr" else "andere-scholen"
    assert chantal.page.url.startswith(f"{_SCHOOL}/{leads_to}?")
    assert _NOTICE in chantal.page.says
    assert given(wiring, "99AH") == [("rio", "ParnasSys"), ("eindtoets", "ParnasSys")]


def test_with_one_school_everything_is_done_and_the_page_still_says_so(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    tab, other = Visitor(app, htmx=htmx), Visitor(app)
    tab.log_in("een-school")
    tab.send(services=BOTH)
    other.log_in("een-school", f"{ONE}/las")
    other.send(system="parnassys")
    save(other)
    tab.send(system="esis")
    assert tab.page.h1 == "Alle mandaten voor het LAS zijn geregeld"
    assert _NOTICE in tab.page.says
    assert given(wiring, "99AA") == [("rio", "ParnasSys"), ("eindtoets", "ParnasSys")]
    assert _NOTICE not in tab.get("/bestuur/99001/klaar").says


def test_choosing_the_school_you_are_in_does_not_spoil_the_other_tab(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    chantal, _dirk = _two(app, htmx=htmx)
    to_check(chantal)
    check = chantal.page.form
    chantal.get("/bestuur/99055/stap/school")
    chantal.send(school="99AH")
    assert chantal.page.title.startswith("Stap 5 van 7")
    chantal.send(check, entitled="y")
    assert chantal.page.status == 200
    assert len(given(wiring, "99AH")) == 2


def test_a_colleague_who_chooses_the_school_changes_no_answers_either(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    chantal, dirk = _two(app, htmx=htmx)
    to_check(chantal)
    dirk.get("/bestuur/99055/stap/school")
    dirk.send(school="99AH")
    save(chantal)
    assert len(given(wiring, "99AH")) == 2


@in_the_osr
def test_clicks_for_a_mandate_that_a_colleague_brought_forward_are_refused(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    chantal, dirk = _two(app, htmx=htmx)
    to_check(chantal, starts_on="30-11-2026")
    chantal.send(entitled="y")
    assert "maandag 30 november 2026" in chantal.page.says
    dirk.get(f"{_SCHOOL}/dienst")
    dirk.send(services="rio")
    dirk.send(system="parnassys", starts_on="25-11-2026")
    dirk.send(entitled="y")

    chantal.send()
    assert chantal.page.status == 422
    assert chantal.page.errors == ["Dit mandaat is intussen gewijzigd. Lees de klikken opnieuw."]
    assert "woensdag 25 november 2026" in chantal.page.says
    assert not any(each.is_recorded for each in mandates(wiring, "99AH"))
    assert "mandate_recorded" not in [kind for _who, kind in events(wiring, "99055")]

    chantal.send()
    assert chantal.page.status == 200
    assert [each.is_recorded for each in mandates(wiring, "99AH")] == [True, False]


_JUST_BEFORE_MIDNIGHT = datetime(2026, 11, 23, 22, 59, tzinfo=UTC)


@with_htmx
def test_a_page_open_over_midnight_is_refused_and_shows_the_new_first_day(
    app: Flask, wiring: Wiring, htmx: bool, clock: SteppingClock
) -> None:
    clock.jump(_JUST_BEFORE_MIDNIGHT)
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    to_check(visitor)
    assert "Maandag 23 november 2026" in visitor.page.says
    clock.forward(minutes=2)
    visitor.send(entitled="y")

    assert visitor.page.status == 422
    [error] = visitor.page.errors
    assert error == "Het is intussen een nieuwe dag. Controleer de datums opnieuw."
    assert "Dinsdag 24 november 2026" in visitor.page.says
    assert given(wiring, "99AA") == []
    save(visitor)
    assert {str(each.starts_on) for each in mandates(wiring, "99AA")} == {"2026-11-24"}


def test_over_midnight_a_first_day_that_was_chosen_stays_what_was_read(
    app: Flask, wiring: Wiring, htmx: bool, clock: SteppingClock
) -> None:
    clock.jump(_JUST_BEFORE_MIDNIGHT)
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    to_check(visitor, starts_on="30-11-2026")
    clock.forward(minutes=2)
    visitor.send(entitled="y")
    record(visitor)
    assert visitor.page.status == 200
    assert {str(each.starts_on) for each in mandates(wiring, "99AA")} == {"2026-11-30"}


def test_over_midnight_the_end_of_the_old_mandate_is_read_again_too(
    app: Flask, wiring: Wiring, htmx: bool, clock: SteppingClock
) -> None:
    """From tomorrow on: the old one ends today. After midnight that has become tomorrow."""
    clock.jump(_JUST_BEFORE_MIDNIGHT)
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    give(visitor)
    visitor.get(f"{ONE}/dienst")
    visitor.send(services="rio")
    visitor.send(system="esis")
    visitor.send(old="beeindigen", starts_on="24-11-2026")
    assert "eindigt op maandag 23 november 2026" in visitor.page.part("mw-sentence__text")
    clock.forward(minutes=2)
    visitor.send(entitled="y")

    assert visitor.page.status == 422
    assert visitor.page.errors
    assert "eindigt op dinsdag 24 november 2026" in visitor.page.part("mw-sentence__text")
    assert [each.ends_on for each in mandates(wiring, "99AA")] == [None, None]
    save(visitor)
    old, _test, new = mandates(wiring, "99AA")
    assert (str(old.ends_on), str(new.starts_on)) == ("2026-11-24", "2026-11-24")
