"""Ending a mandate with a reason and a date, and the history of a school."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import SteppingClock
from tests.journeys.begun import begun
from tests.journeys.stories import ONE, where
from tests.visitor import Visitor
from tests.ways import in_both_registers, on_postgres
from wizard.db.models import EventRecord
from wizard.db.register_models import MandateRecord
from wizard.ports import Wiring


@pytest.fixture
def done(app: Flask, register_key: str) -> Visitor:
    """Give somebody whose one school has both mandates, on the page of that school."""
    [visitor] = begun(app, _done, register_key)
    return visitor


def _done(app: Flask, register_key: str) -> tuple[Visitor]:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    visitor.send(services="rio+eindtoets")
    visitor.send(system="parnassys")
    visitor.send(entitled="y")
    if register_key == "osr":
        visitor.send()
    visitor.get(ONE)
    return (visitor,)


def _ask_to_end(visitor: Visitor) -> None:
    visitor.get(visitor.page.links["Beëindig Doorstroomtoets (vroeger: Eindtoets) met ParnasSys"])


def _choose(visitor: Visitor, reason: str = "anders", ends_on: str = "23-11-2026") -> None:
    """Go as far as the page that asks whether it is right."""
    _ask_to_end(visitor)
    visitor.send(reason=reason, ends_on=ends_on, controle="1")
    assert visitor.page.h1 == "Controleer het einde van het mandaat", visitor.page.errors


def _end(visitor: Visitor, reason: str = "anders", ends_on: str = "23-11-2026") -> None:
    _choose(visitor, reason, ends_on)
    visitor.send(entitled="y")


@in_both_registers
@on_postgres
def test_an_ended_mandate_opens_its_step_again_and_stays_in_the_history(
    done: Visitor, register_key: str
) -> None:
    _end(done, "vergissing")
    if register_key == "osr":
        assert done.page.h1 == "Leg de einddatum nu vast in het OSR"
        done.send()
    assert done.page.h1 == f"De einddatum is vastgelegd in {where(register_key)}"
    assert "Laatste dag: maandag 23 november 2026" in done.page.part("mw-receipt")
    done.get(ONE)
    assert (
        "Anna de Wit beëindigde Doorstroomtoets (vroeger: Eindtoets) met ParnasSys bij De Regenboog"
        in done.page.says
    )
    assert "(dit mandaat was een vergissing)" in done.page.says
    done.get("/bestuur/99001")
    assert "Nu: Doorstroomtoets (vroeger: Eindtoets) voor De Regenboog" in done.page.says
    assert "Nog te doen: ParnasSys loopt tot en met 23 november" in done.page.says


def test_it_can_be_read_back_with_its_day_and_says_what_follows(done: Visitor) -> None:
    _choose(done, ends_on="1-12-2026")
    assert done.page.part("mw-sentence__text") == (
        "U beëindigt het mandaat van ParnasSys voor de doorstroomtoets bij De Regenboog, "
        "BRIN 99AA, in Gouda. De laatste dag is dinsdag 1 december 2026. Klopt dat?"
    )
    assert "De doorstroomtoets komt dan weer als ‘Nog te doen’ in uw overzicht." in done.page.says
    done.click("Wijzig Laatste dag")
    assert done.page.form.fields["ends_on"] == "01-12-2026"
    assert done.page.form.fields["reason"] == "anders"


def test_what_is_missing_is_named_in_the_summary(done: Visitor) -> None:
    _ask_to_end(done)
    page = done.send(controle="1")
    assert page.errors == ["Kies waarom dit mandaat eindigt."]
    assert page.part("mw-errors__title").endswith("Er is nog geen reden gekozen")
    page = done.send(reason="anders", controle="1")
    page = done.send()
    assert page.status == 422
    assert page.errors == ["Zet een vinkje als u dit namens het bestuur mag doen."]
    assert page.part("mw-errors__title").endswith("Nog één vinkje")


def test_beside_a_new_las_the_end_of_the_old_one_opens_nothing(done: Visitor) -> None:
    done.get(f"{ONE}/dienst")
    done.send(services="rio+eindtoets")
    done.send(system="esis")
    done.send(system="esis", old="behouden")
    done.send(entitled="y")
    done.get(ONE)
    _ask_to_end(done)

    assert "komt dan weer als ‘Nog te doen’" not in done.page.says


def test_what_this_product_does_not_arrange_cannot_be_ended_here(
    done: Visitor, wiring: Wiring
) -> None:
    with wiring.database.reading() as session:
        bron = session.scalar(select(MandateRecord.id).where(MandateRecord.service == "bron-po"))
    assert "Beëindig ROD PO (vroeger: BRON po) met ParnasSys" not in done.page.links
    assert done.get(f"{ONE}/mandaat/{bron}/beeindigen").status == 404


def test_after_its_last_day_it_stands_under_the_ended_ones(
    done: Visitor, clock: SteppingClock, app: Flask
) -> None:
    _end(done, "overstap", "30-11-2026")
    assert "tot en met maandag 30 november 2026" in done.get(ONE).says

    clock.forward(days=8)
    later = Visitor(app)
    later.log_in("een-school", wanted=ONE)
    assert (
        "Beëindigd Doorstroomtoets (vroeger: Eindtoets) met ParnasSys: maandag 23 november 2026"
        in later.page.says
    )


def test_a_wrong_day_says_what_to_do_and_keeps_the_rest(done: Visitor) -> None:
    _ask_to_end(done)
    for typed, error in (
        ("ooit", "Vul een datum in, zoals 31-12-2026."),
        ("22-11-2026", "Kies vandaag of een latere dag. Eerder kan niet."),
    ):
        page = done.send(reason="anders", ends_on=typed, controle="1")
        assert (page.status, page.errors) == (422, [error])
        assert page.form.fields["ends_on"] == typed
        assert page.form.fields["reason"] == "anders"


def test_who_was_second_to_end_it_reads_the_page_anew(done: Visitor) -> None:
    """Two windows: the second still shows the mandate without its end."""
    _choose(done, "anders", "24-11-2026")
    form = done.page.form
    done.get(ONE)
    _end(done, "overstap", "1-12-2026")

    page = done.send(form, entitled="y")

    assert page.status == 422
    assert page.errors == [
        "U veranderde dit in een ander venster, vandaag om 10.00 uur: het mandaat eindigt op "
        "dinsdag 1 december 2026. U koos dinsdag 24 november 2026. Kies wat het moet worden."
    ]
    done.get(ONE)
    assert "tot en met dinsdag 1 december 2026" in done.page.says


def test_sent_twice_it_ends_once_and_leads_to_the_same_receipt(
    done: Visitor, wiring: Wiring
) -> None:
    _choose(done)
    form = done.page.form
    done.send(form, entitled="y")
    before = _count(wiring)
    page = done.send(form, entitled="y")
    assert page.h1 == "Dit was al opgeslagen"
    assert _count(wiring) == before


def test_an_end_moves_earlier_only(done: Visitor) -> None:
    _ask_to_end(done)
    asked = done.page.url
    done.get(ONE)
    _end(done, ends_on="1-12-2026")
    done.get(asked)
    page = done.send(reason="anders", ends_on="2-12-2026", controle="1")
    assert page.errors == [
        "Dit mandaat eindigt al op dinsdag 1 december 2026. Kies een eerdere dag."
    ]


def test_ending_is_one_event_and_deletes_nothing(done: Visitor, wiring: Wiring) -> None:
    before = _count(wiring)
    _end(done, "sluiting")
    mandates, events = _count(wiring)
    assert (mandates, events) == (before[0], before[1] + 1)


def _count(wiring: Wiring) -> tuple[int, int]:
    with wiring.database.reading() as session:
        return (
            session.scalar(select(func.count()).select_from(MandateRecord)) or 0,
            session.scalar(select(func.count()).select_from(EventRecord)) or 0,
        )
