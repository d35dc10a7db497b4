"""Before saving: one sentence to read aloud. After it: a receipt that stays."""

from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.begun import begun
from tests.journeys.stories import BOTH, ONE, given, record, save, to_check
from tests.visitor import Visitor
from tests.ways import in_the_osr, on_postgres, with_htmx
from wizard.ports import Wiring

_SENTENCE = (
    "U geeft ParnasSys toestemming voor RIO en de doorstroomtoets "
    "bij De Regenboog, BRIN 99AA, in Gouda."
)
#: The same, as it stands on what is kept.
_SAID = _SENTENCE.replace("U geeft", "Vereniging De Regenboog gaf")


def _at_the_check(app: Flask, *, htmx: bool = False) -> Visitor:
    [visitor] = begun(app, _goes_to_the_check, htmx)
    return visitor


def _goes_to_the_check(app: Flask, htmx: bool) -> tuple[Visitor]:
    visitor = Visitor(app, htmx=htmx)
    visitor.log_in("een-school")
    to_check(visitor)
    return (visitor,)


def test_the_page_to_check_has_one_sentence_and_every_fact(app: Flask, htmx: bool) -> None:
    visitor = _at_the_check(app, htmx=htmx)
    assert visitor.page.h1 == "Controleer de mandaten"
    assert visitor.page.part("mw-sentence__text") == f"{_SENTENCE} Klopt dat?"
    for fact in ("BRIN 99AA, Gouda", "van Topicus", "Maandag 23 november 2026"):
        assert fact in visitor.page.says
    assert "‘DOORSTROOM – Logistiek proces doorstroomtoets po’" in visitor.page.says
    assert "Vereniging De Regenboog" in visitor.page.says


@with_htmx
def test_changing_one_answer_comes_straight_back(app: Flask, htmx: bool) -> None:
    visitor = _at_the_check(app, htmx=htmx)
    visitor.click("Wijzig LAS")
    assert visitor.page.form.fields["system"] == "parnassys"
    visitor.send(system="esis")
    assert visitor.page.part("mw-sentence__text").startswith("U geeft ESIS toestemming")

    visitor.click("Wijzig Dienst")
    assert visitor.page.form.fields["services"] == BOTH
    visitor.send(services="rio")
    assert visitor.page.h1 == "Controleer het mandaat"
    assert visitor.page.part("mw-sentence__text").startswith(
        "U geeft ESIS toestemming voor RIO bij"
    )


def test_changing_the_school_comes_back_to_the_other_schools_first_open_step(
    visitor: Visitor,
) -> None:
    visitor.log_in("zes-scholen")
    visitor.send(school="99AB")
    to_check(visitor)
    visitor.click("Wijzig School")
    visitor.send(school="99AB")
    assert visitor.page.title.startswith("Stap 5 van 7")
    visitor.click("Wijzig School")
    visitor.send(school="99AC")
    assert visitor.page.title.startswith("Stap 3 van 7")
    visitor.get("/bestuur/99006/school/99AB/controleren")
    assert visitor.page.title.startswith("Stap 5 van 7"), "what was answered for 99AB is kept"


@with_htmx
def test_without_the_tick_nothing_is_saved(app: Flask, wiring: Wiring, htmx: bool) -> None:
    visitor = _at_the_check(app, htmx=htmx)
    visitor.send()
    assert visitor.page.status == 422
    assert visitor.page.title.startswith("Fout:")
    assert "Nog één vinkje" in visitor.page.says
    assert visitor.page.errors == ["Zet een vinkje als u dit namens het bestuur mag doen."]
    assert visitor.page.part("mw-sentence__text") == f"{_SENTENCE} Klopt dat?"
    assert given(wiring, "99AA") == []
    save(visitor)
    assert len(given(wiring, "99AA")) == 2


@in_the_osr
@on_postgres
def test_the_receipt_says_what_was_read_by_whom_and_when_and_stays(
    app: Flask, htmx: bool, clock: SteppingClock
) -> None:
    visitor = _at_the_check(app, htmx=htmx)

    visitor.send(entitled="y")
    clock.forward(minutes=7)
    record(visitor)

    receipt = visitor.page.url
    assert receipt == "/bestuur/99001/bewijs/MW-2026-00001"
    for words in (_SAID, "Nummer MW-2026-00001", "Anna de Wit", "Bestuursnummer 99001"):
        assert words in visitor.page.part("mw-receipt")
    assert "Maandag 23 november 2026 om 10.00 uur" in visitor.page.says
    assert "gezien in het OSR" in visitor.page.says
    assert "Maandag 23 november 2026 om 10.07 uur" in visitor.page.says
    assert "Wat gebeurt er nu?" in visitor.page.says

    clock.forward(days=400)
    later = Visitor(app)
    later.log_in("een-school", receipt)
    assert later.page.url == receipt
    assert _SAID in later.page.part("mw-receipt")
    assert "Maandag 23 november 2026 om 10.00 uur" in later.page.says


def test_back_after_saving_says_that_it_is_saved_and_has_no_form(app: Flask) -> None:
    visitor = _at_the_check(app)
    visitor.send(entitled="y")
    visitor.get(f"{ONE}/controleren")
    assert visitor.page.status == 200
    assert visitor.page.h1 == "Dit is al opgeslagen"
    assert visitor.page.forms == []
    assert "RIO: ParnasSys, opgeslagen door Anna de Wit, vandaag om 10.00 uur." in visitor.page.says
    visitor.click("Bekijk het bewijs MW-2026-00001")
    assert _SAID in visitor.page.says
    assert visitor.page.h1 == "Vastgelegd in Mandaatwijzer"


def test_back_to_the_las_after_saving_leads_on_and_changes_nothing(
    app: Flask, wiring: Wiring
) -> None:
    visitor = _at_the_check(app)
    save(visitor)
    before = given(wiring, "99AA")
    visitor.get(f"{ONE}/las")
    assert visitor.page.h1 == "Alle mandaten voor het LAS zijn geregeld"
    assert given(wiring, "99AA") == before
