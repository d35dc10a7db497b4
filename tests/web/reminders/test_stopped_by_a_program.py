"""A mail program, or a scanner that nobody told to, stops mails: people see it, and can go back."""

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.visitor import Visitor
from tests.ways import on_both_databases
from tests.web.mail_readers import COLLEAGUE, PAGE, ask_colleague, mail_link, recipient
from wizard.actions.reminders.subscriptions import link_of
from wizard.db.reminders import recipients
from wizard.ports import Wiring

_BY_ITSELF = "Sommige mailprogramma’s en virusscanners melden u vanzelf af"


@pytest.fixture
def anna(app: Flask) -> Visitor:
    """Give somebody who gets the mails of their board."""
    visitor = Visitor(app)
    visitor.log_in("een-school", PAGE)
    visitor.send(visitor.page.post("Ja, herinner mij"))
    return visitor


@pytest.fixture
def chris(anna: Visitor, app: Flask, wiring: Wiring) -> Visitor:
    """Give a colleague without an account, who said yes."""
    visitor = _asked(anna, app)
    visitor.get(mail_link(wiring, "chris", "yes"))
    visitor.send(visitor.page.post("Ja, herinner mij"))
    return visitor


def _asked(anna: Visitor, app: Flask) -> Visitor:
    ask_colleague(anna)
    return Visitor(app)


def _one_click(app: Flask, link: str) -> None:
    data = {"List-Unsubscribe": "One-Click"}
    assert app.test_client().post(link, data=data).status_code == 200


@on_both_databases
def test_a_person_reads_that_a_program_stopped_them_and_goes_back(
    anna: Visitor, app: Flask, wiring: Wiring
) -> None:
    _one_click(app, mail_link(wiring))
    assert "Uw herinneringen zijn gestopt Dat gebeurde vandaag om" in anna.get(PAGE).says
    assert _BY_ITSELF in anna.page.says
    anna.send(anna.page.post("Ja, herinner mij"))
    assert "zijn gestopt" not in anna.page.says
    assert recipient(wiring).gets_mail
    assert not recipient(wiring).is_stopped_by_program


@on_both_databases
def test_who_has_only_the_mail_goes_back_with_its_link(
    chris: Visitor, app: Flask, wiring: Wiring
) -> None:
    link = mail_link(wiring, "chris")
    _one_click(app, link)
    assert chris.get(link).h1 == "U krijgt geen mails meer"
    assert _BY_ITSELF in chris.page.says
    chris.send(chris.page.post("Stuur mij toch weer mails"))
    assert chris.page.h1 == "Uw herinneringen"
    assert recipient(wiring, "chris").gets_mail


def test_who_stopped_with_the_button_is_told_of_no_program_and_may_go_back(
    chris: Visitor, anna: Visitor, wiring: Wiring
) -> None:
    chris.get(mail_link(wiring, "chris"))
    chris.send(chris.page.post("Stop de herinneringen"))
    assert _BY_ITSELF not in chris.page.says
    assert f"{COLLEAGUE} Gestopt" not in anna.get(PAGE).says
    chris.send(chris.page.post("Stuur mij toch weer mails"))
    assert recipient(wiring, "chris").gets_mail


def test_one_click_after_the_button_changes_nothing_of_it(
    chris: Visitor, app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    chris.get(mail_link(wiring, "chris"))
    chris.send(chris.page.post("Stop de herinneringen"))
    before = recipient(wiring, "chris")
    clock.forward(days=1)
    _one_click(app, mail_link(wiring, "chris"))
    assert recipient(wiring, "chris") == before


@pytest.mark.usefixtures("chris")
def test_the_board_reads_it_and_asks_again(anna: Visitor, app: Flask, wiring: Wiring) -> None:
    _one_click(app, mail_link(wiring, "chris"))
    page = anna.get(PAGE)
    assert f"{COLLEAGUE} Gestopt vandaag om" in page.says
    assert "Soms doet een mailprogramma dat vanzelf" in page.says
    assert "Wacht tot uw collega ja zegt" in anna.send(page.post("Vraag opnieuw")).says
    chris = Visitor(app)
    chris.get(mail_link(wiring, "chris", "yes"))
    chris.send(chris.page.post("Ja, herinner mij"))
    assert recipient(wiring, "chris").gets_mail


@pytest.mark.usefixtures("chris")
def test_who_is_stopped_again_before_saying_yes_is_left_in_peace(
    anna: Visitor, app: Flask, wiring: Wiring
) -> None:
    _one_click(app, mail_link(wiring, "chris"))
    anna.send(anna.get(PAGE).post("Vraag opnieuw"))
    _one_click(app, mail_link(wiring, "chris"))
    page = anna.send(anna.get(PAGE).post("Vraag mijn collega"), email=COLLEAGUE)
    assert page.errors == ["Dit adres is pas gestopt of weggehaald. Kies een ander adres."]


def test_a_program_that_stops_the_question_does_not_answer_it(
    anna: Visitor, app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    chris = _asked(anna, app)
    _one_click(app, mail_link(wiring, "chris"))
    assert "Uw collega kan nog ja zeggen, met de link in de mail" in anna.get(PAGE).says
    assert "Vraag opnieuw" not in anna.page.says
    page = chris.get(mail_link(wiring, "chris", "yes"))
    assert "De afmeldknop van een mailprogramma is gebruikt" in page.says
    form = page.post("Ja, herinner mij")
    clock.forward(days=13)
    chris.send(form)
    assert recipient(wiring, "chris").gets_mail


def test_the_question_that_a_program_stopped_gets_too_old_as_well(
    anna: Visitor, app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    chris = _asked(anna, app)
    _one_click(app, mail_link(wiring, "chris"))
    clock.forward(days=14)
    assert chris.get(mail_link(wiring, "chris", "yes")).h1 == "Deze link werkt niet meer"
    anna.log_in("een-school", PAGE)
    assert f"{COLLEAGUE} Gestopt" not in anna.page.says


def test_who_the_board_took_off_does_not_come_back_with_an_old_mail(
    chris: Visitor, anna: Visitor, app: Flask, wiring: Wiring
) -> None:
    link = mail_link(wiring, "chris")
    _one_click(app, link)
    anna.send(anna.get(PAGE).post("Haal weg"))
    assert f"{COLLEAGUE} Gestopt" not in anna.page.says
    assert chris.get(link).forms == []
    app.test_client().post(link, data={"keuze": "weer"})
    assert not recipient(wiring, "chris").gets_mail


def _stopped_everywhere(app: Flask, wiring: Wiring) -> str:
    """Have one click stop the mails about three boards; return the link."""
    fatima = Visitor(app)
    fatima.log_in("kantoor")
    for board in ("99101", "99102", "99103"):
        fatima.send(fatima.get(f"/bestuur/{board}/herinneringen").post("Ja, herinner mij"))
    with wiring.database.reading() as session:
        [mine] = recipients.of_board(session, "99102")
    link = f"/mail/afmelden/{link_of(mine, wiring.settings.secret_key)}"
    _one_click(app, link)
    return link


def test_what_one_click_stopped_for_several_boards_comes_back_for_all(
    app: Flask, wiring: Wiring
) -> None:
    link = _stopped_everywhere(app, wiring)
    visitor = Visitor(app)
    visitor.send(visitor.get(link).post("Stuur mij toch weer mails"))
    with wiring.database.reading() as session:
        found = recipients.of_boards(session, ["99101", "99102", "99103"])
    assert [each.gets_mail for each in found] == [True] * 3


def test_the_overview_of_the_board_says_it_without_the_whole_address(
    anna: Visitor, app: Flask, wiring: Wiring
) -> None:
    _one_click(app, mail_link(wiring))
    _one_click(app, mail_link(wiring))
    page = anna.get("/bestuur/99001")
    assert page.says.count("De mails aan e…@voorbeeld.example zijn gestopt") == 1
    assert anna.click("Bekijk wie ze krijgt").h1 == "Herinneringen per mail"
    visitor = Visitor(app)
    visitor.send(visitor.get(mail_link(wiring)).post("Stuur mij toch weer mails"))
    assert (
        "De mails aan e…@voorbeeld.example zijn weer aangezet vanuit een mail"
        in anna.get("/bestuur/99001").says
    )


def test_what_did_not_go_for_it_says_so(
    anna: Visitor, app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    _one_click(app, mail_link(wiring))
    clock.forward(days=4)
    anna.log_in("een-school", PAGE)
    assert "gestopt met de afmeldknop van een mailprogramma" in anna.page.says
