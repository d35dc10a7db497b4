"""A colleague goes on from another browser; everybody sees who did what."""

from flask import Flask

from tests.builders import SteppingClock
from tests.journeys.stories import BOTH, give, to_check, where
from tests.visitor import Visitor
from tests.ways import in_both_registers, in_the_osr, on_postgres

_SCHOOL = "/bestuur/99055/school/99AH"


@in_the_osr
@on_postgres
def test_a_colleague_goes_on_at_each_step_where_the_first_one_stopped(
    app: Flask, htmx: bool
) -> None:
    chantal = Visitor(app, htmx=htmx)
    chantal.log_in("veel-scholen")
    assert _goes_on(app) == chantal.page.url == "/bestuur/99055/stap/school"
    for answers in (
        {"school": "99AH"},
        {"services": BOTH},
        {"system": "ander"},
        {"name": "Kwinta"},
    ):
        chantal.send(**answers)
        assert _goes_on(app) == chantal.page.url
    chantal.send(entitled="y")
    assert chantal.page.url == f"{_SCHOOL}/vastleggen"
    assert _goes_on(app) == chantal.page.url
    chantal.send()
    assert chantal.page.h1 == "Vastgelegd in het OSR"
    assert _goes_on(app) == f"{_SCHOOL}/andere-scholen"


def test_rio_is_saved_and_a_colleague_does_the_eindtoets(app: Flask) -> None:
    chantal = Visitor(app)
    chantal.log_in("veel-scholen")
    chantal.send(school="99AH")
    give(chantal, "rio")
    assert _goes_on(app) == f"{_SCHOOL}/herhalen"


def test_the_last_school_that_somebody_was_busy_with_comes_first(
    app: Flask, clock: SteppingClock
) -> None:
    chantal = Visitor(app)
    chantal.log_in("veel-scholen")
    for brin in ("99AH", "99AZ", "99AK"):
        clock.forward(minutes=1)
        chantal.get("/bestuur/99055/stap/school")
        chantal.send(school=brin)
    assert _goes_on(app) == "/bestuur/99055/school/99AK/dienst"


@in_the_osr
def test_what_somebody_put_aside_as_a_problem_does_not_stand_in_the_way(app: Flask) -> None:
    chantal = Visitor(app)
    chantal.log_in("veel-scholen")
    chantal.send(school="99AH")
    to_check(chantal)
    chantal.send(entitled="y")
    chantal.get(f"{_SCHOOL}/vastleggen?klik=4")
    chantal.click("Het lukt niet")
    chantal.send()
    assert _goes_on(app) == f"{_SCHOOL}/vastleggen-herhalen", "the Eindtoets is not held up"
    chantal.get(f"{_SCHOOL}/vastleggen-herhalen")
    chantal.click("Het lukt niet")
    chantal.send()
    assert _goes_on(app) == "/bestuur/99055"


@in_both_registers
def test_the_overview_counts_and_says_who_did_what(
    app: Flask, register_key: str, clock: SteppingClock
) -> None:
    chantal, dirk = Visitor(app), Visitor(app)
    chantal.log_in("veel-scholen")
    chantal.send(school="99AH")
    chantal.send(services=BOTH)
    clock.forward(minutes=12)
    dirk.log_in("collega")
    dirk.send(system="parnassys")
    dirk.send(entitled="y")

    chantal.get("/bestuur/99055")
    done = "is er nog geen" if register_key == "osr" else "zijn er 2"
    of_all = f"Van de 110 mandaten {done} vastgelegd in {where(register_key)}."
    assert of_all in chantal.page.says
    left = 55 if register_key == "osr" else 54
    assert f"Nog {left} scholen te gaan." in chantal.page.says
    assert "108 mandaten nog te doen" in chantal.page.says
    state = "opgeslagen" if register_key == "osr" else "vastgelegd in Mandaatwijzer"
    assert f"2 mandaten {state}" in chantal.page.says
    assert "Wie deed wat?" in chantal.page.says
    assert "Dirk Visser sloeg Doorstroomtoets (vroeger: Eindtoets) op voor" in chantal.page.says
    assert "Dirk Visser koos ParnasSys voor" in chantal.page.says
    assert "Chantal Bakker koos de dienst voor" in chantal.page.says
    assert "Vandaag om 10.12 uur" in chantal.page.says


def test_the_page_says_when_the_answers_were_kept(app: Flask, clock: SteppingClock) -> None:
    chantal = Visitor(app)
    chantal.log_in("veel-scholen")
    chantal.send(school="99AH")
    clock.jump(clock.moment.replace(hour=13, minute=32))
    chantal.log_in("veel-scholen")
    chantal.send(services=BOTH)
    assert "Bewaard om 14.32 uur" in chantal.page.says


def _goes_on(app: Flask) -> str:
    """Log in as the colleague, with a new browser, and return where that leads."""
    dirk = Visitor(app)
    return dirk.log_in("collega").url
