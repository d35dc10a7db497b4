"""Whom the helpdesk calls: the boards with something open, counted as their own overview counts."""

import csv
import io

import pytest
from flask import Flask

from tests.bench.statements import counted
from tests.builders import SteppingClock
from tests.journeys.stories import BOTH, give
from tests.login import let_in_agent
from tests.people_in_call import make_code
from tests.visitor import Visitor
from tests.ways import in_both_registers, on_both_databases
from wizard.actions import gathering
from wizard.db import schools
from wizard.db.helpdesk.at_risk import boards_at_risk
from wizard.db.reminders import mails, recipients
from wizard.domain.reminders.mailing import MailState
from wizard.ports import Wiring
from wizard.practice.boards import BOARDS

_URL = "/helpdesk/besturen"


@pytest.fixture
def agent(app: Flask) -> Visitor:
    visitor = Visitor(app)
    let_in_agent(visitor.client)
    return visitor


def _open(wiring: Wiring) -> dict[str, int]:
    season = gathering.season(wiring.catalogue, wiring.ports.clock.today())
    with wiring.database.reading() as session:
        return {each.board.number: each.open for each in boards_at_risk(session, season)}


def _open_by_the_facts(wiring: Wiring) -> dict[str, int]:
    """Count as the overviews of the boards do."""
    season = gathering.season(wiring.catalogue, wiring.ports.clock.today())
    found = {}
    with wiring.database.reading() as session:
        register = wiring.ports.register_for(session)
        for each in BOARDS:
            board = schools.board(session, each.number)
            assert board is not None
            facts = gathering.board_facts(session, register, board, season)
            cells = [cell for school in facts.schools for cell in school.cells]
            found[each.number] = sum(not cell.is_finished for cell in cells)
    return {number: left for number, left in found.items() if left}


@in_both_registers
@on_both_databases
def test_what_is_open_is_what_the_boards_own_overviews_say(
    app: Flask, wiring: Wiring, register_key: str
) -> None:
    assert _open(wiring) == _open_by_the_facts(wiring)
    anna, bart = Visitor(app), Visitor(app)
    anna.log_in("een-school")
    give(anna)
    bart.log_in("zes-scholen")
    bart.send(school="99AB")
    give(bart, starts_on="28-11-2026")
    bart.get("/bestuur/99006/school/99AC/dienst")
    bart.send(services=BOTH)
    bart.send(system="parnassys")
    bart.send(entitled="y")
    now = _open(wiring)
    assert now == _open_by_the_facts(wiring)
    assert "99001" not in now
    assert now["99006"] == (8 if register_key == "own" else 10)


def test_an_ended_mandate_is_open_again(app: Flask, wiring: Wiring, clock: SteppingClock) -> None:
    anna = Visitor(app)
    anna.log_in("een-school")
    give(anna)
    anna.get("/bestuur/99001/school/99AA")
    anna.click("Beëindig RIO met ParnasSys")
    anna.send(reason="vergissing", ends_on="23-11-2026", controle="1")
    anna.send(entitled="y")
    for _day in range(2):
        assert _open(wiring) == _open_by_the_facts(wiring)
        assert _open(wiring)["99001"] == 1, "on its last day nothing follows it"
        clock.forward(days=1)


def test_the_list_is_paged_filtered_and_leads_to_the_reason(agent: Visitor, app: Flask) -> None:
    bart = Visitor(app)
    bart.log_in("zes-scholen")
    bart.send(school="99AB")
    page = agent.get(_URL)
    assert page.part("mw-rows__title").startswith("Stichting ")
    assert "110 mandaten open" in page.says
    assert f"{len(BOARDS)} besturen" in page.says
    page = agent.get(f"{_URL}?toon=begonnen")
    assert "1 bestuur." in page.says
    assert "Laatste actie: vandaag om 10.00 uur." in page.says
    assert "Bart Jansen" not in page.says
    agent.click("Stichting De Waterlanden")
    assert agent.page.h1 == "Open Stichting De Waterlanden"


def test_who_asked_for_help_is_shown_by_a_code_and_by_a_note(agent: Visitor, app: Flask) -> None:
    assert "0 besturen." in agent.get(f"{_URL}?toon=hulp").says
    bart = Visitor(app)
    bart.log_in("zes-scholen")
    make_code(bart)
    agent.get("/helpdesk/notitie?bestuur=99055")
    agent.send(subject="las", outcome="open")
    page = agent.get(f"{_URL}?toon=hulp")
    assert "2 besturen." in page.says
    assert page.says.count("Vroeg om hulp: vandaag om 10.00 uur.") == 2
    assert "Stichting De Waterlanden" in page.says


def test_what_makes_no_sense_shows_what_does(agent: Visitor) -> None:
    for query in ("pagina=0", "pagina=99", "pagina=x", "toon=x", "toon=niets"):
        assert agent.get(f"{_URL}?{query}").status == 200


def test_the_list_as_csv(agent: Visitor) -> None:
    answer = agent.client.get(f"{_URL}/besturen.csv")
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == len(BOARDS)
    assert {"Bestuursnummer": "99001", "Mandaten open": "2"}.items() <= rows[-1].items()


def test_boards_that_mail_does_not_reach_are_on_the_list(
    agent: Visitor, app: Flask, wiring: Wiring
) -> None:
    bart = Visitor(app)
    bart.log_in("zes-scholen", "/bestuur/99006/herinneringen")
    assert f"{len(BOARDS)} besturen." in agent.get(f"{_URL}?toon=geen-mail").says
    bart.send(bart.page.post("Ja, herinner mij"))
    assert f"{len(BOARDS) - 1} besturen." in agent.get(f"{_URL}?toon=geen-mail").says
    assert "0 besturen." in agent.get(f"{_URL}?toon=mislukt").says
    _fail(wiring, "99006")
    page = agent.get(f"{_URL}?toon=mislukt")
    assert "1 bestuur." in page.says
    assert "Mail komt niet aan." in page.part("mw-rows")
    assert "@" not in page.part("mw-rows")
    rows = agent.client.get(f"{_URL}/besturen.csv?toon=mislukt").data.decode("utf-8-sig")
    assert rows.strip().endswith("Mail komt niet aan")


def test_without_consent_an_agent_reads_of_reminders_not_of_acts_and_not_whose_address_it_is(
    agent: Visitor, app: Flask, wiring: Wiring
) -> None:
    bart = Visitor(app)
    bart.log_in("zes-scholen", "/bestuur/99006/herinneringen")
    bart.send(bart.page.post("Ja, herinner mij"))
    _fail(wiring, "99006")
    _fail(wiring, "99006", occasion="receipt/MW-2026-00001")
    agent.get("/helpdesk/bestuur/99006")
    says = agent.send(reason="beller").says
    assert "Herinnering, z…@voorbeeld.example" in says
    assert "Niet gelukt. Klopt het adres?" in says
    assert "zes-scholen@" not in says
    assert "Bewijs van opslaan" not in says
    assert "Bewijs van opslaan" in bart.get("/bestuur/99006/herinneringen").says


def _fail(wiring: Wiring, board: str, occasion: str = "2026-11-30/T-7") -> None:
    now = wiring.ports.clock.now()
    with wiring.database.transaction() as session:
        [bart] = recipients.of_board(session, board)
        mail = mails.claim(
            session,
            email=bart.email,
            occasion=occasion,
            boards=[board],
            message_id="<x@y>",
            now=now,
        )
        assert mail is not None
        mails.settle(session, mail, MailState.GIVEN_UP, now=now, reason="550 no such user")


def test_as_many_statements_however_many_boards(agent: Visitor, wiring: Wiring) -> None:
    with counted(wiring.database.engine) as statements:
        agent.client.get(_URL)
    assert len([each for each in statements if "web_session" not in each]) == 3
