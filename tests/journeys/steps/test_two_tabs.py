"""Two tabs, two colleagues: nobody saves what they did not read."""

from flask import Flask

from tests.journeys.begun import begun
from tests.journeys.stories import BOTH, give, given, record, save, to_check
from tests.visitor import Visitor
from tests.ways import on_postgres, with_htmx
from wizard.ports import Wiring

_SCHOOL = "/bestuur/99055/school/99AH"


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


@with_htmx
def test_a_colleague_changes_the_las_while_the_page_to_check_is_open(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    chantal, dirk = _two(app, htmx=htmx)
    to_check(chantal)
    dirk.get(f"{_SCHOOL}/las")
    dirk.send(system="esis")
    chantal.send(entitled="y")

    assert chantal.page.status == 422
    assert given(wiring, "99AH") == []
    [error] = chantal.page.errors
    assert error.startswith("Dirk Visser heeft deze antwoorden intussen gewijzigd.")
    assert "Lees de zin hieronder opnieuw." in error
    assert "Nog één vinkje" not in chantal.page.says
    assert chantal.page.part("mw-sentence__text").startswith("U geeft ESIS toestemming")
    assert "entitled" not in chantal.page.form.fields

    save(chantal)
    assert given(wiring, "99AH") == [("rio", "ESIS"), ("eindtoets", "ESIS")]


@on_postgres
def test_a_colleague_saved_already(app: Flask, wiring: Wiring, htmx: bool) -> None:
    chantal, dirk = _two(app, htmx=htmx)
    to_check(chantal)
    dirk.get(f"{_SCHOOL}/controleren")
    save(dirk)
    chantal.send(entitled="y")
    assert chantal.page.h1 == "Dit was al opgeslagen"
    assert "Dirk Visser" in chantal.page.part("mw-receipt")
    assert len(given(wiring, "99AH")) == 2


@with_htmx
def test_a_colleague_took_the_answers_back(app: Flask, wiring: Wiring, htmx: bool) -> None:
    """Everything is arranged; Chantal is about to change RIO, Dirk leaves it as it was."""
    chantal, dirk = _two(app, htmx=htmx)
    give(chantal)
    chantal.get(f"{_SCHOOL}/dienst")
    chantal.send(services="rio")
    chantal.send(system="esis")
    chantal.send(old="behouden")
    dirk.get(f"{_SCHOOL}/dienst")
    dirk.send(services="niets")
    chantal.send(entitled="y")
    assert chantal.page.status == 422
    assert chantal.page.errors == ["Deze antwoorden zijn intussen gewijzigd. Kies opnieuw."]
    assert given(wiring, "99AH") == [("rio", "ParnasSys"), ("eindtoets", "ParnasSys")]


def test_a_las_chosen_in_one_tab_after_the_other_tab_saved_changes_no_mandate(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    tab, other = _two(app, htmx=htmx)
    tab.send(services=BOTH)
    other.get(f"{_SCHOOL}/las")
    other.send(system="parnassys")
    save(other)
    tab.send(system="esis")
    assert tab.page.status == 200
    assert tab.page.title.startswith("Stap 7 van 7")
    assert given(wiring, "99AH") == [("rio", "ParnasSys"), ("eindtoets", "ParnasSys")]


def test_a_las_chosen_in_one_tab_after_the_other_tab_saved_rio_is_read_before_it_counts(
    app: Flask, wiring: Wiring, htmx: bool
) -> None:
    tab, other = _two(app, htmx=htmx)
    tab.send(services="rio")
    las = tab.page.form
    other.get(f"{_SCHOOL}/las")
    other.send(system="parnassys")
    other.send(entitled="y")
    record(other)
    tab.send(las, system="esis")
    assert tab.page.errors == [
        "Dirk Visser veranderde dit, vandaag om 10.00 uur: ParnasSys. "
        "U koos: ESIS. Kies wat het moet worden."
    ]
    assert given(wiring, "99AH") == [("rio", "ParnasSys")]
    tab.send()
    assert "U geeft ESIS toestemming voor de doorstroomtoets" in tab.page.says
    assert given(wiring, "99AH") == [("rio", "ParnasSys")]


def test_an_old_page_of_a_step_that_was_done_leads_on(app: Flask, htmx: bool) -> None:
    tab, other = _two(app, htmx=htmx)
    other.get(f"{_SCHOOL}/dienst")
    give(other)
    tab.send(services="rio")
    assert tab.page.status == 200
    assert tab.page.title.startswith("Stap 4 van 7")
    assert (
        "Deze school heeft al een mandaat met ParnasSys, voor de doorstroomtoets." in tab.page.says
    )
