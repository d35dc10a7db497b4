"""The helpdesk: logging in, finding a caller, and what may be seen of a board without consent."""

import pytest
from flask import Flask

from tests.bench.statements import counted
from tests.builders import SteppingClock
from tests.journeys.stories import give
from tests.login import let_in_agent, log_in_as_agent, refused
from tests.visitor import Page, Visitor
from tests.ways import on_both_databases
from tests.web.watching import paired
from wizard.db.calls import access_log
from wizard.ports import Wiring


@pytest.fixture
def agent(app: Flask) -> Visitor:
    """Give somebody of the helpdesk, logged in."""
    visitor = Visitor(app)
    let_in_agent(visitor.client)
    visitor.get("/helpdesk")
    assert visitor.page.h1 == "Zoek de beller"
    return visitor


def _search(agent: Visitor, typed: str) -> Page:
    agent.get("/helpdesk")
    return agent.send(agent.page.search, zoek=typed)


def _open(agent: Visitor, board: str) -> Page:
    agent.get(f"/helpdesk/bestuur/{board}")
    return agent.send(reason="beller")


def test_the_header_says_helpdesk_and_no_board(agent: Visitor) -> None:
    assert "Helpdesk: Sanne de Boer" in agent.page.says
    assert "Overzicht" not in agent.page.links


def test_who_lacks_the_role_is_told_whom_to_ask(app: Flask) -> None:
    visitor = Visitor(app)
    page = Page(log_in_as_agent(visitor.client, "een-school"), "/", fragment=False)
    assert page.status == 403
    assert page.h1 == "U bent nog geen medewerker van de helpdesk"
    assert "Noem bij een vraag dit nummer" in page.says


def test_an_agent_is_nobody_of_a_board(agent: Visitor) -> None:
    assert agent.get("/bestuur/99001").status == 404
    assert agent.get("/besturen").status == 404


def test_a_board_person_gets_nowhere_at_the_helpdesk(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    for url in ("/helpdesk", "/helpdesk/bestuur/99001", "/helpdesk/blik/1"):
        answer = visitor.client.get(url)
        assert answer.status_code == 303, url
        assert answer.location.startswith("/helpdesk/inloggen"), url


def test_logging_in_as_an_agent_ends_being_somebody_of_a_board(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    let_in_agent(visitor.client)
    assert visitor.get("/bestuur/99001").status == 404


def test_logging_out_ends_both_sessions(agent: Visitor) -> None:
    answer = agent.client.post("/helpdesk/uitloggen", data={"csrf_token": _token(agent)})
    assert "id_token_hint" in answer.location
    assert agent.client.get("/helpdesk").status_code == 303


def _token(agent: Visitor) -> str:
    fields = [each for each in agent.page.all("input") if each.get("name") == "csrf_token"]
    return str(fields[0].get("value"))


_FOUND = [
    ("99006", "Stichting De Waterlanden"),
    ("waterlanden", "Stichting De Waterlanden"),
    ("de waterlandem", "Stichting De Waterlanden"),
    ("99AA", "De Regenboog"),
    ("99 aa", "De Regenboog"),
    ("bestuur 99006", "Stichting De Waterlanden"),
    ("Bestuursnummer: 99006", "Stichting De Waterlanden"),
    ("BRIN 99AA", "De Regenboog"),
    ("99AA00", "De Regenboog"),
    ("99 AA 01", "De Regenboog"),
    ("de wegwijser", "De Wegwijzer"),
    ("Het Mozaiek", "Het Mozaïek"),
    ("vijf moolens", "Stichting De Vijf Molens"),
]


_ALSO_FOUND = [
    *((typed, "De Regenboog") for typed in ("99AA\u200b", "99\u2011AA", "99\u2013AA", "９９ＡＡ")),
    *((typed, "De Regenboog") for typed in ("0000000700099AA00000", "OIN 0000000700099AA00000")),
    *((typed, "De Regenboog") for typed in ("brinnummer 99AA", "99AA-00", "99-AA-01")),
    *((typed, "Stichting De Waterlanden") for typed in ("099006", "99OO6", "bestuur 99006\u200b")),
]


@on_both_databases
def test_whatever_the_caller_can_say_finds_the_board(agent: Visitor) -> None:
    for typed, found in (*_FOUND, *_ALSO_FOUND):
        assert _search(agent, typed).part("mw-rows__title") == found, typed


def test_the_place_tells_schools_of_one_name_apart(agent: Visitor) -> None:
    for typed, found in (
        ("de regenboog woerden", "99DR, Woerden."),
        ("hoeksteen gouda", "99ED, Gouda."),
    ):
        assert found in _first_row(_search(agent, typed))


def test_whoever_is_not_among_the_first_is_not_said_to_be_missing(agent: Visitor) -> None:
    many, few = _search(agent, "ijssel").says, _search(agent, "hoeksteen gouda").says
    assert "De eerste 20. Er zijn er meer." in many
    assert "20 gevonden" not in many
    assert "Er zijn er meer" not in few


def _first_row(page: Page) -> str:
    return page.part("mw-rows__text")


def test_what_finds_nothing_says_what_to_ask_for(agent: Visitor) -> None:
    for typed in ("qqqqqq", "00000", "12-34", "%", "' OR 1=1 --", "é" * 100):
        page = _search(agent, typed)
        assert page.status == 200
        assert "Vraag naar het bestuursnummer of het BRIN." in page.says, typed


def test_the_reference_number_leads_to_its_cause(agent: Visitor, app: Flask) -> None:
    stuck = Visitor(app)
    page = stuck.get(refused(stuck.client))
    reference = page.part("mw-reference")
    for typed in (reference, reference.replace("-", ""), f" {reference} "):
        shown = _search(agent, typed)
        assert "Foutmelding gevonden." in shown.says
        assert "login_cancelled" in shown.says
        assert "Sluit de andere vensters en begin opnieuw bij inloggen." in shown.says


def test_the_number_of_a_failure_does_not_say_whose_page_it_was(agent: Visitor, app: Flask) -> None:
    bart = Visitor(app)
    bart.log_in("zes-scholen")
    reference = bart.get("/bestuur/99006/school/99AB/bestaat-niet").part("mw-reference")
    page = _search(agent, reference)
    assert "/bestuur/…/school/…/bestaat-niet" in page.says
    assert "99AB" not in page.says


_NOT_FOUND = [
    ("1234-5678", "Dit nummer kennen wij niet. Vraag de beller het nog eens voor te lezen."),
    ("1234567", "Een bestuursnummer heeft vijf cijfers. Vraag het nog eens, of vraag naar het"),
    ("990", "Een bestuursnummer heeft vijf cijfers. Vraag het nog eens, of vraag naar het"),
]


@on_both_databases
def test_a_mail_address_finds_the_boards_of_whoever_has_it(agent: Visitor, app: Flask) -> None:
    for typed in ("zes-scholen@voorbeeld.example", "chris@elders.example"):
        page = _search(agent, typed)
        assert "Dit mailadres kennen wij niet." in page.says
        assert "gevonden." not in page.says
    bart = Visitor(app)
    bart.log_in("zes-scholen", "/bestuur/99006/herinneringen")
    bart.send(bart.page.post("Vraag mijn collega"), email="chris@elders.example")
    for typed in (
        "zes-scholen@voorbeeld.example",
        "ZES-Scholen@Voorbeeld.example",
        "chris@elders.example",
    ):
        page = _search(agent, typed)
        assert page.part("mw-rows__title") == "Stichting De Waterlanden", typed


def test_somebody_of_several_boards_is_found_at_each_and_an_agent_at_none(
    agent: Visitor, app: Flask
) -> None:
    Visitor(app).log_in("kantoor")
    assert "3 gevonden." in _search(agent, "kantoor@voorbeeld.example").says
    assert "gevonden." not in _search(agent, "helpdesk@voorbeeld.example").says


def test_a_mail_address_stays_out_of_the_history(agent: Visitor) -> None:
    live = {"HX-Request": "true", "HX-Target": "div#gevonden"}
    answer = agent.client.get("/helpdesk?zoek=wie@voorbeeld.example", headers=live)
    assert answer.headers["HX-Push-Url"] == "false"


def test_a_number_of_six_digits_may_be_a_board_or_the_code_of_a_caller(agent: Visitor) -> None:
    page = _search(agent, "099006")
    assert "Dit is een bestuursnummer, of de code van een beller." in page.says
    assert page.post("Kijk mee met deze beller").fields["code"] == "099006"


def test_the_number_of_a_receipt_finds_its_board(agent: Visitor, app: Flask) -> None:
    bart = Visitor(app)
    bart.log_in("zes-scholen")
    bart.send(school="99AB")
    give(bart)
    for typed in ("MW-2026-00001", "mw 2026 00001", "MW\u20112026\u201100001"):
        assert _search(agent, typed).part("mw-rows__title") == "Stichting De Waterlanden", typed


def test_digits_that_find_nothing_say_what_they_are_not(agent: Visitor) -> None:
    for typed, said in _NOT_FOUND:
        page = _search(agent, typed)
        assert said in page.says, typed
        assert "Vraag naar het bestuursnummer" not in page.says


def test_a_code_in_the_search_field_goes_on_and_stays_out_of_the_history(agent: Visitor) -> None:
    live = {"HX-Request": "true", "HX-Target": "div#gevonden"}
    for typed in ("482913", "482 913", "482-913"):
        answer = agent.client.get("/helpdesk", query_string={"zoek": typed}, headers=live)
        assert answer.headers["HX-Push-Url"] == "false"
        page = _search(agent, typed)
        assert "Dit is de code van een beller." in page.says
    page = agent.send(page.post("Kijk mee met deze beller"))
    assert page.status == 422
    assert "Deze code werkt niet" in page.says
    assert page.post("Kijk mee").fields["code"] == "482913"
    answer = agent.client.get("/helpdesk?zoek=regenboog", headers=live)
    assert "HX-Push-Url" not in answer.headers


def test_without_a_reason_no_board_is_opened(agent: Visitor, wiring: Wiring) -> None:
    agent.get("/helpdesk/bestuur/99006")
    page = agent.send()
    assert page.status == 422
    assert page.errors == ["Kies waarom u dit bestuur opent."]
    assert _looks(wiring, "99006") == []


def _looks(wiring: Wiring, board: str) -> list[tuple[str, str]]:
    with wiring.database.reading() as session:
        return [(each.agent, each.reason) for each in access_log.of_board(session, board, limit=99)]


def test_only_counts_states_and_deadlines_are_shown_and_each_look_is_one_row(
    agent: Visitor, app: Flask, wiring: Wiring
) -> None:
    board = Visitor(app)
    board.log_in("zes-scholen")
    board.send(school="99AB")
    name = board.page.part("mw-head__school").removeprefix("School: ").split(",")[0]
    give(board)
    page = _open(agent, "99006")
    assert page.h1 == "Stichting De Waterlanden"
    assert "Van de 6 scholen zijn er 5 nog niet klaar." in page.says
    assert "10 mandaten nog te doen" in page.says
    assert "Regel dit uiterlijk maandag 30 november" in page.says
    for hidden in (name, "99AB", "Bart Jansen", "ParnasSys"):
        assert hidden not in page.says
    agent.get(page.url)
    assert _looks(wiring, "99006") == [("Sanne de Boer", "beller")], "a reload is no new look"
    shown = board.get("/bestuur/99006/meegekeken")
    assert "Sanne de Boer (helpdesk)" in shown.says
    assert "De beller vraagt hulp" in shown.says


def test_a_look_is_the_agents_own_and_lasts_half_an_hour(
    agent: Visitor, clock: SteppingClock
) -> None:
    url = _open(agent, "99006").url
    clock.forward(minutes=29)
    assert agent.get(url).status == 200
    clock.forward(minutes=2)
    assert agent.get(url).status == 404
    assert agent.get("/helpdesk/blik/999999").status == 404


def test_a_look_in_a_call_opens_no_board_after_it(app: Flask, wiring: Wiring) -> None:
    calling, helping = paired(app)
    with wiring.database.reading() as session:
        [look] = access_log.of_board(session, "99001", limit=9)
    calling.send(calling.page.post("Stop"))
    assert helping.get(f"/helpdesk/blik/{look.id}").status == 404


def test_nobody_looked_yet(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    visitor.click("Wie keek er mee?")
    assert "Nog niemand van de helpdesk keek naar uw bestuur." in visitor.page.says


def test_what_a_caller_reads_out_leads_to_what_to_say(agent: Visitor) -> None:
    agent.get("/helpdesk/vragen")
    everything = len(agent.page.all("section"))
    assert everything > 20
    page = agent.send(agent.page.search, zoek="Verzender van bericht is niet geautoriseerd")
    assert "Het OSR kent voor deze school, deze dienst en dit systeem geen mandaat." in page.says
    assert len(page.all("section")) < everything
    assert "Niets gevonden met ‘qqqq’" in agent.send(agent.page.search, zoek="qqqq").says


def test_while_typing_only_the_list_is_answered(agent: Visitor) -> None:
    part = {"HX-Request": "true", "HX-Target": "div#gevonden"}
    answer = agent.client.get("/helpdesk?zoek=regenboog", headers=part)
    assert "<h1" not in answer.text
    assert "De Regenboog" in answer.text


def test_a_search_takes_at_most_four_statements(agent: Visitor, wiring: Wiring) -> None:
    for typed in ("99006", "99AA", "de wegwijser", "4829-1307", "stichting"):
        with counted(wiring.database.engine) as statements:
            agent.client.get("/helpdesk", query_string={"zoek": typed})
        searching = [each for each in statements if "web_session" not in each]
        assert 1 <= len(searching) <= 4, searching
