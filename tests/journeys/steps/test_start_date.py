"""The first day of a mandate: today, unless somebody chooses a later one."""

from flask import Flask

from tests.journeys.stories import BOTH, mandates, save, where
from tests.visitor import Visitor
from tests.ways import in_both_registers, with_htmx
from wizard.ports import Wiring


def _at_the_las(app: Flask, services: str = BOTH, *, htmx: bool = False) -> Visitor:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    visitor.send(services=services)
    return visitor


def test_a_mandate_begins_today_when_nobody_chooses(app: Flask, wiring: Wiring) -> None:
    visitor = _at_the_las(app)
    assert "Het mandaat begint vandaag, maandag 23 november 2026" in visitor.page.says
    visitor.send(system="parnassys")
    assert "Maandag 23 november 2026" in visitor.page.says
    save(visitor)
    assert {str(each.starts_on) for each in mandates(wiring, "99AA")} == {"2026-11-23"}


@in_both_registers
def test_a_later_day_is_planned_until_then(
    app: Flask, wiring: Wiring, register_key: str, htmx: bool
) -> None:
    visitor = _at_the_las(app, htmx=htmx)
    visitor.send(system="parnassys", starts_on="27-11-2026")
    assert "Vrijdag 27 november 2026" in visitor.page.says
    visitor.send(entitled="y")
    if register_key == "osr":
        assert "vrijdag 27 november 2026" in visitor.page.says
        visitor.get("/bestuur/99001")
        assert "Gepland" not in visitor.page.says
        visitor.click_first("Ga verder met De Regenboog")
        visitor.send()
    assert "Gepland" in visitor.page.says
    assert {str(each.starts_on) for each in mandates(wiring, "99AA")} == {"2026-11-27"}

    visitor.get("/bestuur/99001")
    assert "Gepland: 27 november 2026" in visitor.page.says
    here = where(register_key)
    lead = f"Van de 2 mandaten is er nog geen vastgelegd in {here} en zijn er 2 gepland."
    assert lead in visitor.page.says
    visitor.get("/bestuur/99001/klaar")
    assert "2 mandaten beginnen later" in visitor.page.says


@with_htmx
def test_what_is_no_day_to_begin_is_refused_and_stays(app: Flask, htmx: bool) -> None:
    visitor = _at_the_las(app, htmx=htmx)
    for typed, message in (
        ("22-11-2026", "Kies vandaag of een latere datum. Eerder kan niet."),
        ("morgen", "Vul een datum in, zoals 30-11-2026."),
        ("31 november 2026", "Vul een datum in, zoals 30-11-2026."),
        ("1-1-9999", "Vul een datum in, zoals 30-11-2026."),
    ):
        visitor.send(system="esis", starts_on=typed)
        assert visitor.page.status == 422
        assert visitor.page.errors == [message]
        assert "Er is nog iets niet goed" in visitor.page.says
        assert visitor.page.form.fields["starts_on"] == typed
        assert visitor.page.form.fields["system"] == "esis"


def test_a_start_after_the_last_day_is_warned_about_and_allowed(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    visitor = _at_the_las(app, "eindtoets", htmx=htmx)
    visitor.send(system="parnassys", starts_on="30-11-2026")
    assert "begint pas op" not in visitor.page.says
    assert "Kies een eerdere begindatum" not in visitor.page.says
    for starts_on, warning in (
        ("1-12-2026", "Het mandaat begint pas op dinsdag 1 december 2026"),
        ("1-8-2027", "Het mandaat begint pas op zondag 1 augustus 2027"),
    ):
        visitor.click("Wijzig Begindatum")
        visitor.send(starts_on=starts_on)
        assert warning in visitor.page.says
        needed = "Het mandaat voor de doorstroomtoets is uiterlijk maandag 30 november 2026 nodig."
        assert needed in visitor.page.says
        assert visitor.page.links["Kies een eerdere begindatum"].endswith("/las")
        day = warning.partition(" pas op ")[2]
        assert visitor.page.part("mw-sentence__text").endswith(f", vanaf {day}. Klopt dat?")
    save(visitor)
    assert [each.service for each in mandates(wiring, "99AA")] == ["eindtoets"]


def test_the_day_that_was_chosen_is_there_when_coming_back(app: Flask) -> None:
    visitor = _at_the_las(app)
    visitor.send(system="parnassys", starts_on="27 november 2026")
    visitor.click("Wijzig Begindatum")
    assert visitor.page.form.fields["starts_on"] == "27-11-2026"
    visitor.send(starts_on="")
    assert "Maandag 23 november 2026 Vandaag." in visitor.page.says.replace("2026V", "2026 V")
