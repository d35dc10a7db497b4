"""After a call, and in it: what its caller and the agent read of it, and who looked along."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from tests import people_in_call
from tests.builders import SteppingClock
from tests.people_in_call import PHONE, agent, allow, caller, enter, make_code
from tests.visitor import Visitor
from tests.web.watching import last_call, mirror_of, paired
from wizard.db.models import PersonRecord
from wizard.ports import Wiring

_SCHOOL = "/bestuur/99001/school/99AA"
_LOOKS = "/bestuur/99001/meegekeken"


def _summary(wiring: Wiring, *, of: str = "een-school", app: Flask) -> Visitor:
    """Return a person of the board who reads what was done in the last call."""
    reading, call = caller(app, of), last_call(wiring)
    reading.get(f"/bestuur/{call.board_number}/telefoon/{call.id}")
    return reading


def _choose_service(calling: Visitor) -> None:
    calling.get(f"{_SCHOOL}/dienst")
    calling.send(services="rio")


def test_the_caller_reads_since_when_and_later_from_when_to_when(
    app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    calling, _helping = paired(app)
    clock.forward(minutes=17)
    going_on = calling.get(f"{PHONE}/{last_call(wiring).id}").part("mw-lead")
    assert going_on.startswith("Sanne de Boer kijkt mee sinds 10.00 uur.")
    calling.send(calling.page.post("Stop"))
    clock.forward(minutes=5)
    today = _summary(wiring, app=app).page.part("mw-lead")
    assert today.startswith("Sanne de Boer keek vandaag mee, van 10.00 tot 10.17 uur.")
    clock.forward(days=1)
    later = _summary(wiring, app=app).page.part("mw-lead")
    assert "keek maandag 23 november 2026 mee, van 10.00 tot 10.17 uur." in later


@pytest.mark.parametrize(
    ("seconds", "says"), [(59, "keek even mee, vandaag om 10.00 uur."), (60, "van 10.00 tot 10.01")]
)
def test_of_a_call_under_a_minute_the_times_say_nothing(
    app: Flask, wiring: Wiring, clock: SteppingClock, seconds: int, says: str
) -> None:
    calling, _helping = paired(app)
    clock.forward(seconds=seconds)
    calling.send(calling.page.post("Stop"))
    assert says in _summary(wiring, app=app).page.part("mw-lead")


def test_who_reads_of_a_call_is_not_told_at_each_line_that_there_was_help(
    app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    clock.forward(minutes=49)
    calling, helping = paired(app)
    _choose_service(calling)
    events = helping.get(helping.page.url).part("mw-along__page")
    assert "10.49: Anna de Wit koos de dienst voor De Regenboog" in events
    reading = _summary(wiring, app=app)
    assert "Anna de Wit koos de dienst voor De Regenboog" in reading.page.says
    for each in (events, reading.page.says):
        assert "met hulp van de helpdesk" not in each
    assert "(met hulp van de helpdesk)" in calling.get("/bestuur/99001").says


def _call_again(calling: Visitor, helping: Visitor) -> None:
    """End the call, and have another one."""
    calling.send(calling.page.post("Stop"))
    calling.get("/bestuur/99001")
    enter(helping, make_code(calling))
    allow(calling)
    helping.get(helping.page.url)


def test_events_of_another_day_have_their_date(
    app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    _choose_service(caller(app))
    clock.forward(days=1)
    _calling, helping = people_in_call.paired(app)
    events = helping.page.part("mw-along__page")
    assert re.search(r"23.november 2026, 10\.00: Anna de Wit koos de dienst", events)


def test_two_people_with_the_same_name_do_not_mix(
    app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    _calling, _helping = paired(app, "collega")
    colleague = caller(app, "veel-scholen")
    colleague.get("/bestuur/99055/school/99AH/dienst")
    colleague.send(services="rio")
    with wiring.database.transaction() as session:
        session.execute(update(PersonRecord).values(name="Jan Jansen"))
    assert "Jan Jansen koos de dienst" in colleague.get("/bestuur/99055").says
    reading = _summary(wiring, of="collega", app=app)
    assert "U hebt in dit gesprek niets gewijzigd." in reading.page.says


def _rows(page_html: str) -> list[str]:
    return re.findall(r'<li class="mw-rows__item mw-visit">.*?</div>\s*</li>', page_html, re.DOTALL)


def test_a_board_reads_one_row_for_each_call(
    app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    calling, helping = paired(app)
    first = last_call(wiring).id
    for step in ("dienst", "las", "dienst"):
        calling.get(f"{_SCHOOL}/{step}")
        helping.get(helping.page.url)
    clock.forward(minutes=20)
    _call_again(calling, helping)
    helping.get("/helpdesk/bestuur/99001")
    helping.send(reason="beller")

    page = calling.get(_LOOKS)
    counts, second_call, first_call = _rows(page.text)
    assert "gesprek" not in counts
    for row in (second_call, first_call):
        assert "Sanne de Boer (helpdesk)" in row
        assert "Keek mee in een gesprek." in row
    assert first_call.count("Kies de dienst") == 1
    assert f"{PHONE}/{first}" in first_call
    assert f"{PHONE}/{last_call(wiring).id}" in second_call
    assert "om 10.00 uur" in first_call
    assert "om 10.20 uur" in second_call
    assert "alleen aantallen, data en eigen notities" in page.part("mw-lead")
    assert calling.get(f"{PHONE}/{first}").h1 == "Uw gesprek met de helpdesk"


def test_the_calls_of_two_agents_are_two_rows(app: Flask, clock: SteppingClock) -> None:
    calling, _helping = paired(app)
    clock.forward(minutes=1)
    _call_again(calling, agent(app, "helpdesk-2"))
    rows = _rows(calling.get(_LOOKS).text)
    assert ["Omar Haddad" in row for row in rows] == [True, False]


def test_the_pages_of_a_call_are_closed_in_the_mirror_and_the_rows_are_whole(app: Flask) -> None:
    calling, helping = paired(app)
    calling.get(f"{_SCHOOL}/dienst")
    helping.get(helping.page.url)
    shown = calling.get(_LOOKS)
    assert "Kies de dienst" in shown.says
    helping.get(helping.page.url)
    mirrored = "".join(mirror_of(helping.page).itertext())
    assert "Keek mee in een gesprek." in mirrored
    assert "1 bladzijde" in mirrored
    assert "Kies de dienst" not in mirrored


def test_the_agent_reads_how_long_ago_the_caller_acted(app: Flask, clock: SteppingClock) -> None:
    _calling, helping = paired(app)
    begin = clock.now()
    for seconds, says in (
        *((0, "0 seconden"), (1, "1 seconde"), (119, "119 seconden"), (120, "2 minuten")),
    ):
        clock.jump(begin + timedelta(seconds=seconds))
        assert f"Laatste actie {says} geleden." in helping.get(helping.page.url).says


def test_an_agent_who_looks_along_names_the_error_and_does_not_ask_for_it(app: Flask) -> None:
    calling, helping = paired(app)
    calling.get(f"{_SCHOOL}/dienst")
    calling.send()
    [error] = calling.page.errors
    script = helping.get(helping.page.url).part("mw-along__script")
    assert f"‘U ziet een rood vak: {error}’" in script
    assert script.count(error) == 1
    assert "Lees het rode vak voor" not in script
    unknown = helping.get("/helpdesk/gesprek/dienst").says
    assert "‘Lees het rode vak voor. Er is nog geen dienst gekozen.’" in unknown
    assert "U ziet een rood vak" not in unknown


def test_more_errors_stand_below_the_first(app: Flask) -> None:
    calling, helping = paired(app)
    _choose_service(calling)
    calling.send(system="ander")
    calling.send(name="x" * 200, supplier="x" * 200)
    first, second = calling.page.errors
    script = helping.get(helping.page.url).part("mw-along__script")
    assert f"‘U ziet een rood vak: {first}’ {second}" in script


def test_a_desk_of_the_board_itself_is_named_as_an_agent_sees_it(app: Flask) -> None:
    helping = agent(app)
    aside = helping.page.part("mw-help")
    assert "De beheerder van Mijn DUO bij het bestuur van de bellerDaar regelt" in aside
    assert aside.count("Daar regelt de beller het zelf.") == 1
    assert "uw bestuur" not in aside
    further = "Doorverbinden. De beheerder van Mijn DUO bij het bestuur van de beller"
    assert further in helping.get("/helpdesk/vragen").says
    assert "De beheerder van Mijn DUO bij uw bestuur" in helping.get("/hulp").says


@pytest.mark.parametrize(
    ("schools", "left", "says"),
    [
        (0, 0, "Geen scholen."),
        (1, 1, "De school is nog niet klaar."),
        (1, 0, "De school is klaar."),
        (6, 6, "Nog geen van de 6 scholen is klaar."),
        (6, 5, "Van de 6 scholen zijn er 5 nog niet klaar."),
        (6, 1, "Van de 6 scholen is er 1 nog niet klaar."),
        (1200, 0, "Alle 1.200 scholen zijn klaar."),
    ],
)
def test_how_many_schools_are_left_in_words(app: Flask, schools: int, left: int, says: str) -> None:
    lead = app.jinja_env.get_template("helpdesk/_schools_left.html")
    assert lead.render(schools=schools, left=left).strip() == says
