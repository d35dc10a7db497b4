"""A person asks for reminders, for fewer, or for none: on the page, and from a mail."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from tests.builders import SteppingClock
from tests.routes import token_of
from tests.visitor import Page, Visitor
from tests.ways import on_both_databases, with_htmx
from wizard.actions.reminders.subscriptions import link_of
from wizard.db import events
from wizard.db.models import RecipientRecord
from wizard.db.reminders import recipients
from wizard.ports import Wiring

_PAGE = "/bestuur/99001/herinneringen"
_ADDRESS = "een-school@voorbeeld.example"


@pytest.fixture
def anna(app: Flask) -> Visitor:
    visitor = Visitor(app)
    visitor.log_in("een-school")
    return visitor


def _asked(anna: Visitor) -> Page:
    anna.get("/bestuur/99001")
    anna.click("Herinneringen per mail")
    return anna.send(anna.page.post("Ja, herinner mij"))


def _link(wiring: Wiring) -> str:
    with wiring.database.reading() as session:
        [mine] = recipients.of_board(session, "99001")
    return f"/mail/afmelden/{link_of(mine, wiring.settings.secret_key)}"


def test_a_person_asks_for_reminders_at_the_address_of_the_login(anna: Visitor) -> None:
    anna.get(_PAGE)
    assert f"Wij mailen naar {_ADDRESS}" in anna.page.says
    assert "U krijgt dan ook mail over wat u opslaat" in anna.page.says
    page = _asked(anna)
    assert page.h1 == "Herinneringen per mail"
    assert "Volgende mails Woensdag 25 november 2026, vrijdag 27 november 2026" in page.says
    assert "U bent de enige die deze mails krijgt" in page.says


@on_both_databases
def test_fewer_and_all_and_none(anna: Visitor) -> None:
    _asked(anna)
    anna.send(anna.page.post("Stuur mij minder herinneringen"))
    assert "Volgende mails Vrijdag 27 november 2026 " in anna.page.says
    anna.send(anna.page.post("Stuur mij alle herinneringen"))
    assert "Woensdag 25 november 2026" in anna.page.says
    anna.send(anna.page.post("Stop mijn herinneringen"))
    assert "Ja, herinner mij" in anna.page.says
    assert "Volgende mails" in anna.send(anna.page.post("Ja, herinner mij")).says


def test_asking_twice_is_asking_once(anna: Visitor, wiring: Wiring) -> None:
    form = anna.get(_PAGE).post("Ja, herinner mij")
    anna.send(form)
    anna.send(form)
    with wiring.database.reading() as session:
        assert len(session.scalars(select(RecipientRecord)).all()) == 1


def test_who_has_no_address_reads_what_else_helps(anna: Visitor) -> None:
    for email in ("", "anna", "ánna@x.nl", "a@x.nl\nBcc: b@x.nl"):
        with anna.client.session_transaction() as session:
            person = {**session["visitor"]["person"], "email": email}
            session["visitor"] = {**session["visitor"], "person": person}
        page = anna.get(_PAGE)
        assert "Mijn DUO gaf ons geen mailadres van u" in page.says, email
        assert "de datum in uw agenda" in page.links


def test_looking_at_the_address_in_a_mail_changes_nothing(
    anna: Visitor, app: Flask, wiring: Wiring
) -> None:
    _asked(anna)
    somebody = Visitor(app)
    for _time in range(2):
        page = somebody.get(_link(wiring))
        assert page.h1 == "Uw herinneringen"
        assert "Dan krijgt niemand daar nog een herinnering" in page.says
    assert "Volgende mails" in anna.get(_PAGE).says


def test_a_mail_program_stops_them_with_one_request(
    anna: Visitor, app: Flask, wiring: Wiring
) -> None:
    _asked(anna)
    program = app.test_client()
    for _time in range(2):
        answer = program.post(_link(wiring), data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
    assert "Ja, herinner mij" in anna.get(_PAGE).says
    assert Visitor(app).get(_link(wiring)).h1 == "U krijgt geen mails meer"


def _everywhere(app: Flask) -> list[str]:
    """Have somebody who works for several boards ask for the mails of all; return their boards."""
    fatima = Visitor(app)
    fatima.log_in("kantoor")
    boards = ["99101", "99102", "99103"]
    for board in boards:
        fatima.get(f"/bestuur/{board}/herinneringen")
        fatima.send(fatima.page.post("Ja, herinner mij"))
    return boards


def _gets_mail(wiring: Wiring, boards: list[str]) -> list[bool]:
    with wiring.database.reading() as session:
        return [each.gets_mail for board in boards for each in recipients.of_board(session, board)]


def test_one_click_in_a_mail_about_several_boards_stops_it_for_all(
    app: Flask, wiring: Wiring
) -> None:
    boards = _everywhere(app)
    with wiring.database.reading() as session:
        [one] = recipients.of_board(session, boards[0])
    url = f"/mail/afmelden/{link_of(one, wiring.settings.secret_key)}"
    page = Visitor(app).get(url)
    assert _gets_mail(wiring, boards) == [True] * 3
    assert "Vereniging Schoollust" in page.says
    somebody = Visitor(app)
    somebody.get(url)
    somebody.send(keuze="minder")
    assert "krijgt minder herinneringen" in somebody.page.says
    app.test_client().post(url, data={"List-Unsubscribe": "One-Click"})
    assert _gets_mail(wiring, boards) == [False] * 3
    assert Visitor(app).get(url).h1 == "U krijgt geen mails meer"


def test_who_is_only_asked_does_not_count_when_the_last_one_leaves(
    anna: Visitor, app: Flask, wiring: Wiring
) -> None:
    _asked(anna)
    _ask(anna, "chris@elders.example")
    assert "U bent de enige die deze mails krijgt" in anna.page.says
    chris = Visitor(app)
    chris.get(_yes(wiring, "chris@elders.example"))
    chris.send()
    assert "U bent de enige" not in anna.get(_PAGE).says
    anna.send(anna.page.post("Stop mijn herinneringen"))
    assert "Dit is het enige adres. Haalt u het weg?" in anna.page.says


def test_a_person_chooses_fewer_from_the_mail(anna: Visitor, app: Flask, wiring: Wiring) -> None:
    _asked(anna)
    somebody = Visitor(app)
    somebody.get(_link(wiring))
    somebody.send(keuze="minder")
    assert "krijgt minder herinneringen" in somebody.page.says
    assert "Minder: twee herinneringen" in anna.get(_PAGE).says


def test_an_address_that_is_nobodys(anna: Visitor, app: Flask, wiring: Wiring) -> None:
    _asked(anna)
    link = _link(wiring).rpartition("/")[2]
    for other in (link[:-1], f"{link}0", f"9{link}"):
        assert Visitor(app).get(f"/mail/afmelden/{other}").status == 404
        assert app.test_client().post(f"/mail/afmelden/{other}").status_code == 404
    for broken in ("1", "1.", ".", "x.y", "99999999999999999999.a", "é.é"):
        assert Visitor(app).get(f"/mail/afmelden/{broken}").status == 404


def test_where_no_mails_go_out_nobody_is_promised_one(anna: Visitor, app: Flask) -> None:
    wiring = app.extensions["wizard"]
    app.extensions["wizard"] = replace(wiring, ports=replace(wiring.ports, reminders=None))
    page = anna.get(_PAGE)
    assert "Wij sturen op dit moment geen mails" in page.says
    assert page.forms == []


def _ask(anna: Visitor, email: str) -> Page:
    anna.get(_PAGE)
    return anna.send(anna.page.post("Vraag mijn collega"), email=email)


def _yes(wiring: Wiring, email: str) -> str:
    with wiring.database.reading() as session:
        [asked] = [each for each in recipients.of_board(session, "99001") if each.email == email]
    return f"/mail/bevestigen/{link_of(asked, wiring.settings.secret_key, 'yes')}"


def test_a_colleague_says_yes_without_logging_in(anna: Visitor, app: Flask, wiring: Wiring) -> None:
    page = _ask(anna, "  Chris@Elders.example ")
    assert page.status == 200
    assert "chris@elders.example Wacht tot uw collega ja zegt" in page.says
    chris = Visitor(app)
    for _time in range(2):  # looking changes nothing
        assert chris.get(_yes(wiring, "chris@elders.example")).h1 == "Wilt u herinneringen?"
    assert "Anna de Wit vroeg ons" in chris.page.says
    assert "Wacht tot" in anna.get(_PAGE).says
    chris.send()
    assert chris.page.h1 == "U krijgt herinneringen"
    assert "chris@elders.example Krijgt alle herinneringen" in anna.get(_PAGE).says
    assert chris.get("/bestuur/99001").h1 == "Inloggen", "it only confirms"


def test_the_address_of_the_question_also_says_no(
    anna: Visitor, app: Flask, wiring: Wiring
) -> None:
    _ask(anna, "chris@elders.example")
    chris = Visitor(app)
    chris.get(_link(wiring))
    assert chris.page.h1 == "Wilt u deze vraag niet meer krijgen?"
    chris.send(chris.page.post("Vraag mij dit niet meer"))
    assert chris.page.h1 == "U krijgt geen mails meer"
    assert chris.get(_yes(wiring, "chris@elders.example")).h1 == "Deze link werkt niet meer"
    page = _ask(anna, "chris@elders.example")
    assert page.errors == ["Dit adres is pas gestopt of weggehaald. Kies een ander adres."]
    assert page.post("Vraag mijn collega").fields["email"] == "chris@elders.example"


def test_a_question_that_is_too_old_says_so(
    anna: Visitor, app: Flask, wiring: Wiring, clock: SteppingClock
) -> None:
    _ask(anna, "chris@elders.example")
    clock.forward(days=14)
    chris = Visitor(app)
    assert chris.get(_yes(wiring, "chris@elders.example")).h1 == "Deze link werkt niet meer"
    assert chris.page.forms == []


_NO_ADDRESS = "Dit is geen mailadres. Een goed voorbeeld: naam@bestuur.nl."
_BLANK = "Er staat een spatie in het mailadres. Haal de spatie weg."
_POINT = "In het mailadres staat een punt op een verkeerde plaats. Kijk het adres na."
_HYPHEN = "In het mailadres staat een streepje op een verkeerde plaats. Kijk het adres na."
_REFUSED = [
    ("", "Vul het mailadres in."),
    *((typed, _NO_ADDRESS) for typed in ("chris", "chris@", "chris@x", f"{'x' * 250}@y.nl")),
    *(
        (typed, _BLANK)
        for typed in ("a b@x.nl", "x@y.nl z@y.nl", "a\u00a0b@x.nl", "x@y.nl\nBcc: z@y.nl")
    ),
    *((typed, _POINT) for typed in ("jan..x@x.nl", ".jan@x.nl", "jan.@x.nl", "jan@x.nl.")),
    *((typed, _HYPHEN) for typed in ("jan@-x.nl", "jan@x-.nl")),
    *(
        (typed, f"Het teken ‘{named}’ kan niet in een mailadres. Typ het adres opnieuw.")
        for typed, named in (
            ("j.o’neil@x.nl", "’"),
            ("chrís@x.nl", "í"),
            ("x@y.nl, z@y.nl", ","),
            ("<chris@x.nl>", "<"),
        )
    ),
    (_ADDRESS, "Dit adres krijgt de herinneringen al."),
]


@with_htmx
def test_what_is_no_address_stays_with_its_error(app: Flask, htmx: bool) -> None:
    anna = Visitor(app, htmx=htmx)
    anna.log_in("een-school")
    _asked(anna)
    for typed, error in _REFUSED:
        page = _ask(anna, typed)
        assert page.status == 422, typed
        assert page.title.startswith("Fout: ")
        assert page.errors == [error]
        assert "chris@elders.example" not in page.says


def test_an_address_that_was_pasted_is_mailed_without_what_nobody_sees(anna: Visitor) -> None:
    _ask(anna, "\u200bchris@el\u00addersmail\u2011twee.example\u00a0\ufeff")
    assert "chris@eldersmail-twee.example" in anna.page.says


def test_a_colleague_is_taken_off_the_list_and_only_of_this_board(
    anna: Visitor, app: Flask, wiring: Wiring
) -> None:
    _ask(anna, "chris@elders.example")
    bart = Visitor(app)
    bart.log_in("zes-scholen", "/bestuur/99006/herinneringen")
    data = {"csrf_token": token_of(bart)}
    with wiring.database.reading() as session:
        [chris] = recipients.of_board(session, "99001")
    url = f"/bestuur/99006/herinneringen/{chris.id}/weg"
    assert bart.client.post(url, data=data).status_code == 404
    anna.send(anna.page.post("Haal weg"))
    assert "chris@elders.example" not in anna.page.says


def test_what_did_not_go_says_why(anna: Visitor) -> None:
    page = anna.get(_PAGE)
    assert page.says.count("Niet verstuurd: niemand had zich aangemeld.") == 2
    page = _asked(anna)
    assert page.says.count("Niet verstuurd: toen nog niet aangemeld.") == 1
    assert page.says.count("Gaat nog uit.") == 1


def test_what_is_chosen_about_mails_stands_in_the_history(anna: Visitor, wiring: Wiring) -> None:
    _asked(anna)
    for button in ("Stuur mij minder herinneringen", "Stuur mij alle herinneringen"):
        anna.send(anna.page.post(button))
    anna.send(anna.page.post("Stop mijn herinneringen"))
    _asked(anna)
    with wiring.database.reading() as session:
        written = [each.kind for each in events.of_board(session, "99001", limit=5)]
    assert written == [
        "mails_started",
        "mails_stopped",
        "mails_all",
        "mails_fewer",
        "mails_started",
    ]
    assert "stopte de mails aan e…@voorbeeld.example" in anna.get("/bestuur/99001").says
