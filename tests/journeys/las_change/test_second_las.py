"""A second LAS for the same dienst: warned about, and asked what happens to the old one."""

from datetime import date

from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.begun import begun
from tests.journeys.stories import BOTH, ONE, asks_to_record, give, given, mandates, record, save
from tests.visitor import Visitor
from tests.ways import in_the_osr, on_postgres, with_htmx
from wizard.ports import Wiring


def _at_the_second_las(app: Flask, *, htmx: bool = False, services: str = "rio") -> Visitor:
    """Have ParnasSys mandated, and come back to choose ESIS."""
    [visitor] = begun(app, _chooses_a_second_las, services, htmx)
    return visitor


def _chooses_a_second_las(app: Flask, services: str, htmx: bool) -> tuple[Visitor]:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    give(visitor)
    visitor.get(f"{ONE}/dienst")
    assert "Hiervoor heeft ParnasSys al een mandaat." in visitor.page.says
    visitor.send(services=services)
    visitor.send(system="esis")
    return (visitor,)


@with_htmx
def test_it_warns_and_asks_and_takes_no_silence_for_an_answer(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = _at_the_second_las(app, htmx=htmx)
    assert visitor.page.status == 422
    assert "ParnasSys heeft al een mandaat voor RIO" in visitor.page.says
    assert visitor.page.errors == ["Kies wat er met het mandaat van ParnasSys gebeurt."]
    assert "Er is nog geen LAS gekozen" not in visitor.page.says
    assert visitor.page.form.fields["system"] == "esis"

    visitor.send()
    assert visitor.page.status == 422
    assert given(wiring, "99AA") == [("rio", "ParnasSys"), ("eindtoets", "ParnasSys")]


@in_the_osr
def test_the_old_one_ends_on_a_date(app: Flask, wiring: Wiring, htmx: bool) -> None:
    visitor = _at_the_second_las(app, htmx=htmx)
    visitor.send(old="beeindigen", end_old_on="27-11-2026", starts_on="28 november 2026")
    assert "Eindigt op vrijdag 27 november 2026." in visitor.page.says
    assert [each.ends_on for each in mandates(wiring, "99AA")] == [None, None]

    visitor.send(entitled="y")
    assert asks_to_record(visitor)
    assert "Beëindig het oude mandaat" in visitor.page.says
    assert "Vul als einddatum vrijdag 27 november 2026 in" in visitor.page.says
    record(visitor)
    old, _test, new = mandates(wiring, "99AA")
    assert (old.system.name, old.ends_on) == ("ParnasSys", date(2026, 11, 27))
    assert (new.system.name, new.starts_on) == ("ESIS", date(2026, 11, 28))
    visitor.get("/bestuur/99001")
    ended = (
        "Anna de Wit beëindigde RIO met ParnasSys bij De Regenboog, per vrijdag 27 november 2026"
    )
    assert ended in visitor.page.says


@on_postgres
def test_without_a_date_the_old_one_ends_the_day_before_the_new_one_starts(
    app: Flask, wiring: Wiring
) -> None:
    visitor = _at_the_second_las(app)
    visitor.send(old="beeindigen", starts_on="1-1-2027")
    save(visitor)
    old, _test, new = mandates(wiring, "99AA")
    assert (old.ends_on, new.starts_on) == (date(2026, 12, 31), date(2027, 1, 1))


@in_the_osr
def test_both_may_stay(app: Flask, wiring: Wiring, htmx: bool) -> None:
    visitor = _at_the_second_las(app, htmx=htmx)
    visitor.send(old="behouden")
    assert "Blijft ook bestaan." in visitor.page.says
    visitor.send(entitled="y")
    assert "Beëindig het oude mandaat" not in visitor.page.says
    record(visitor)
    assert given(wiring, "99AA") == [
        ("rio", "ParnasSys"),
        ("eindtoets", "ParnasSys"),
        ("rio", "ESIS"),
    ]
    assert all(each.ends_on is None for each in mandates(wiring, "99AA"))


def test_a_last_day_that_cannot_be_is_refused_and_stays(app: Flask, htmx: bool) -> None:
    visitor = _at_the_second_las(app, htmx=htmx)
    for typed, message in (
        ("32-13-2026", "Vul een datum in, zoals 30-11-2026."),
        ("1-1-2026", "Kies een dag op of na de begindatum van het oude mandaat."),
    ):
        visitor.send(old="beeindigen", end_old_on=typed)
        assert visitor.page.status == 422
        assert visitor.page.errors == [message]
        assert visitor.page.form.fields["end_old_on"] == typed
        assert visitor.page.form.fields["old"] == "beeindigen"


def test_the_same_las_again_is_refused_with_the_way_out(app: Flask, htmx: bool) -> None:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    give(visitor)
    visitor.get(f"{ONE}/dienst")
    visitor.send(services=BOTH)
    visitor.send(system="parnassys")
    assert visitor.page.status == 422
    assert visitor.page.errors == [
        "ParnasSys heeft al een mandaat voor RIO en de doorstroomtoets. Kies een ander LAS, "
        "of ga terug naar het overzicht."
    ]


def test_changing_the_dienst_on_the_way_asks_about_the_old_one_too(
    app: Flask, wiring: Wiring
) -> None:
    """RIO has ParnasSys. ESIS for the Eindtoets asks nothing; ESIS for both must ask."""
    visitor = Visitor(app)
    visitor.log_in("een-school")
    give(visitor, "rio")
    visitor.get(f"{ONE}/las")
    visitor.send(system="esis")
    assert visitor.page.title.startswith("Stap 6 van 7")
    visitor.click("Wijzig Dienst")
    visitor.send(services=BOTH)
    assert visitor.page.title.startswith("Stap 4 van 7")
    assert "Wat gebeurt er met het mandaat van ParnasSys?" in visitor.page.says


@in_the_osr
def test_both_diensten_change_their_las_at_once(app: Flask, wiring: Wiring) -> None:
    visitor = _at_the_second_las(app, services=BOTH)
    visitor.send(old="beeindigen", end_old_on="30-11-2026", starts_on="1-12-2026")
    visitor.send(entitled="y")
    assert visitor.page.says.count("Vul als einddatum maandag 30 november 2026 in") == 2
    visitor.send()
    ended = [each.ends_on for each in mandates(wiring, "99AA")]
    assert ended == [date(2026, 11, 30)] * 2 + [None] * 2


@in_the_osr
def test_the_clicks_say_so_too_when_the_old_one_ended_before_today(
    app: Flask, clock: SteppingClock
) -> None:
    """A school that changed last week: the old mandate still has to get its end in the OSR."""
    visitor = Visitor(app)
    visitor.log_in("een-school")
    give(visitor)
    clock.forward(days=4)
    visitor = Visitor(app)
    visitor.log_in("een-school")
    visitor.get(f"{ONE}/dienst")
    visitor.send(services="rio")
    visitor.send(system="esis")
    visitor.send(old="beeindigen", end_old_on="25-11-2026")
    visitor.send(entitled="y")
    assert "Vul als einddatum woensdag 25 november 2026 in" in visitor.page.says
