"""Ending a mandate with a reason and a date, and the history of a school."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.builders import SteppingClock
from tests.journeys.begun import begun
from tests.journeys.stories import ONE
from tests.visitor import Visitor
from tests.ways import in_both_registers, on_postgres
from wizard.db.models import EventRecord
from wizard.ports import Wiring
from wizard.register.models import MandateRecord


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


def _end_eindtoets(visitor: Visitor) -> None:
    visitor.get(visitor.page.links["Beëindig Eindtoets met ParnasSys"])


@in_both_registers
@on_postgres
def test_an_ended_mandate_opens_its_step_again_and_stays_in_the_history(
    done: Visitor, register_key: str
) -> None:
    _end_eindtoets(done)
    done.send(reason="vergissing", ends_on="23-11-2026", entitled="y")

    assert "Eindtoets met ParnasSys eindigt op maandag 23 november 2026" in done.page.says
    assert ("Doe dit nu ook in het OSR." in done.page.says) == (register_key == "osr")
    assert "Anna de Wit beëindigde Eindtoets met ParnasSys bij De Regenboog" in done.page.says
    assert "(dit mandaat was een vergissing)" in done.page.says
    done.get("/bestuur/99001")
    assert "Nu: Eindtoets voor De Regenboog" in done.page.says


def test_it_can_be_read_back_and_says_what_follows(done: Visitor) -> None:
    _end_eindtoets(done)

    read = done.page.part("mw-sentence__text")
    assert read.startswith("U beëindigt het mandaat van ParnasSys voor de Eindtoets bij De Regen")
    assert read.endswith(", BRIN 99AA. Klopt dat?")
    assert "De Eindtoets komt dan weer als ‘Nog te doen’ in uw overzicht." in done.page.says


def test_what_is_missing_is_named_or_counted_in_the_summary(done: Visitor) -> None:
    _end_eindtoets(done)
    untouched = done.page.form
    page = done.send()

    asked = "Zet een vinkje als u dit namens het bestuur mag doen."
    assert page.errors == ["Kies waarom dit mandaat eindigt.", asked], "in the order of the page"
    assert page.part("mw-errors__title").endswith("Nog 2 dingen nodig")
    page = done.send(untouched, entitled="y")
    assert page.part("mw-errors__title").endswith("Er is nog geen reden gekozen")
    page = done.send(untouched, reason="anders")
    assert page.part("mw-errors__title").endswith("Er is nog iets niet goed")


def test_beside_a_new_las_the_end_of_the_old_one_opens_nothing(done: Visitor) -> None:
    done.get(f"{ONE}/dienst")
    done.send(services="rio+eindtoets")
    done.send(system="esis")
    done.send(system="esis", old="behouden")
    done.send(entitled="y")
    done.get(ONE)
    _end_eindtoets(done)

    assert "komt dan weer als ‘Nog te doen’" not in done.page.says


def test_what_this_product_does_not_arrange_cannot_be_ended_here(
    done: Visitor, wiring: Wiring
) -> None:
    with wiring.database.reading() as session:
        bron = session.scalar(select(MandateRecord.id).where(MandateRecord.service == "bron-po"))
    assert "Beëindig BRON po met ParnasSys" not in done.page.links
    assert done.get(f"{ONE}/mandaat/{bron}/beeindigen").status == 404


def test_after_its_last_day_it_stands_under_the_ended_ones(
    done: Visitor, clock: SteppingClock, app: Flask
) -> None:
    _end_eindtoets(done)
    done.send(reason="overstap", ends_on="30-11-2026", entitled="y")
    assert "tot en met maandag 30 november 2026" in done.page.says

    clock.forward(days=8)
    later = Visitor(app)
    later.log_in("een-school", wanted=ONE)
    assert "Beëindigd Eindtoets met ParnasSys: maandag 23 november 2026" in later.page.says


def test_a_missing_or_wrong_answer_says_what_to_do_and_keeps_the_rest(done: Visitor) -> None:
    _end_eindtoets(done)
    untouched = done.page.form
    good = {"reason": "anders", "ends_on": "1-12-2026", "entitled": "y"}
    for name, typed, error in (
        ("reason", "", "Kies waarom dit mandaat eindigt."),
        ("ends_on", "ooit", "Vul een datum in, zoals 31-12-2026."),
        ("ends_on", "22-11-2026", "Kies vandaag of een latere dag. Eerder kan niet."),
        ("entitled", "", "Zet een vinkje als u dit namens het bestuur mag doen."),
    ):
        answers = {**good, name: typed}
        sent = {each: value for each, value in answers.items() if value}
        page = done.send(untouched, **sent)
        assert page.status == 422
        assert page.errors == [error]
        assert page.form.fields["ends_on"] == answers["ends_on"]


def test_who_was_second_to_end_it_reads_the_page_anew(done: Visitor, app: Flask) -> None:
    """Two windows: the second still shows the mandate without its end."""
    _end_eindtoets(done)
    form = done.page.form
    done.send(reason="overstap", ends_on="1-12-2026", entitled="y")

    page = done.send(form, reason="anders", ends_on="24-11-2026", entitled="y")

    assert page.status == 422
    assert page.errors == [
        "U veranderde dit in een ander venster, vandaag om 10.00 uur: het mandaat eindigt op "
        "dinsdag 1 december 2026. U koos dinsdag 24 november 2026. Kies wat het moet worden."
    ]
    done.get(ONE)
    assert "tot en met dinsdag 1 december 2026" in done.page.says


def test_ending_is_one_event_and_deletes_nothing(done: Visitor, wiring: Wiring) -> None:
    before = _count(wiring)
    _end_eindtoets(done)
    done.send(reason="sluiting", ends_on="23-11-2026", entitled="y")
    mandates, events = _count(wiring)
    assert (mandates, events) == (before[0], before[1] + 1)


def _count(wiring: Wiring) -> tuple[int, int]:
    with wiring.database.reading() as session:
        return (
            session.scalar(select(func.count()).select_from(MandateRecord)) or 0,
            session.scalar(select(func.count()).select_from(EventRecord)) or 0,
        )
