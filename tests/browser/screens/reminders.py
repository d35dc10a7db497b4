"""Reminders: asking for them, and the address at the end of a mail."""

from werkzeug.test import TestResponse

from tests.browser.screens.screen import Arrange, Scene, Screen
from tests.browser.screens.ways import BOARD, logged_in
from tests.visitor import Visitor
from wizard.actions.reminders.subscriptions import link_of
from wizard.db.reminders import mails, recipients
from wizard.db.reminders.recipients import Recipient
from wizard.domain.reminders.mailing import MailState

_TITLE = "Herinneringen per mail"
_PAGE = f"{BOARD}/herinneringen"


def _asked(*buttons: str) -> Arrange:
    """Ask for reminders, and press these buttons after that."""

    def arrange(scene: Scene) -> str:
        scene.visitor.log_in("een-school", _PAGE)
        scene.visitor.send(scene.visitor.page.post("Ja, herinner mij"))
        for each in buttons:
            scene.visitor.send(scene.visitor.page.post(each))
        return _PAGE

    return arrange


def _with_history(scene: Scene) -> str:
    """Have mails gone out, some of them not."""
    _asked()(scene)
    now = scene.clock.now()
    went = (MailState.SENT, MailState.FAILED, MailState.HELD, MailState.GIVEN_UP, MailState.UNKNOWN)
    for state in went:
        with scene.wiring.database.transaction() as session:
            mail = mails.claim(
                session,
                email="een-school@voorbeeld.example",
                occasion=f"2026-11-30/{state.value}",
                boards=["99001"],
                message_id=f"<{state.value}@x>",
                now=now,
            )
            if mail:
                mails.settle(session, mail, state, now=now)
    return _PAGE


def _from_the_mail(*, stopped: bool = False) -> Arrange:
    def arrange(scene: Scene) -> str:
        _asked()(scene)
        link = _link(scene, "een-school")
        if stopped:
            scene.visitor.client.post(link)
        scene.visitor.client.delete_cookie("mandaatwijzer")
        return link

    return arrange


def _link(scene: Scene, name: str) -> str:
    """Return the address in the mails of this person of the board."""
    with scene.wiring.database.reading() as session:
        everybody = recipients.of_board(session, "99001")
    mine = next(each for each in everybody if each.email.startswith(name))
    return f"/mail/afmelden/{link_of(mine, scene.wiring.settings.secret_key)}"


def _stopped_by_a_program(scene: Scene) -> str:
    """Have one click stop this person, and a colleague who said yes."""
    _with_a_colleague(scene)
    for name in ("een-school", "chris", "secretariaat"):
        scene.visitor.client.post(_link(scene, name))
    return _PAGE


def _question_stopped_by_a_program(scene: Scene) -> str:
    link = _from_the_question()(scene)
    scene.visitor.client.post(_link(scene, "chris"))
    return link


def _with_a_colleague(scene: Scene) -> str:
    _asked()(scene)
    for email in ("chris@elders.example", "secretariaat@vereniging-de-regenboog.example"):
        form = scene.visitor.get(_PAGE).post("Vraag mijn collega")
        scene.visitor.send(form, email=email)
    with scene.wiring.database.transaction() as session:
        chris = _colleague(scene)
        recipients.accept(session, chris.id, scene.clock.now())
    return _PAGE


def _colleague(scene: Scene) -> Recipient:
    with scene.wiring.database.reading() as session:
        everybody = recipients.of_board(session, "99001")
    return next(each for each in everybody if each.email.startswith("chris"))


def _from_the_question(
    page: str = "bevestigen", *, purpose: str = "yes", says: str = "", stopped: bool = False
) -> Arrange:
    """Have a colleague asked, and come from the mail with the question."""

    def arrange(scene: Scene) -> str:
        scene.visitor.log_in("een-school", _PAGE)
        form = scene.visitor.page.post("Vraag mijn collega")
        scene.visitor.send(form, email="chris@elders.example")
        chris, secret = _colleague(scene), scene.wiring.settings.secret_key
        if stopped:
            with scene.wiring.database.transaction() as session:
                recipients.stop(session, chris.id, scene.clock.now())
        scene.visitor.client.delete_cookie("mandaatwijzer")
        link = f"/mail/{page}/{link_of(chris, secret, purpose)}"
        if says:
            scene.visitor.send(scene.visitor.get(link).post(says))
        return link

    return arrange


def _no_address_sent(visitor: Visitor, url: str) -> TestResponse:
    form = visitor.get(url).post("Vraag mijn collega")
    return visitor.send(form, email="chris").response


SCREENS = (
    Screen("reminders", _TITLE, logged_in("een-school", _PAGE)),
    Screen("reminders-asked", _TITLE, _asked()),
    Screen("reminders-fewer", _TITLE, _asked("Stuur mij minder herinneringen")),
    Screen("reminders-history", _TITLE, _with_history),
    Screen("reminders-colleague", _TITLE, _with_a_colleague),
    Screen("reminders-stopped", _TITLE, _stopped_by_a_program),
    Screen("reminders-error", _TITLE, _asked(), _no_address_sent),
    Screen("confirm", "Wilt u herinneringen?", _from_the_question()),
    Screen("confirm-stopped", "Wilt u herinneringen?", _question_stopped_by_a_program),
    Screen("confirmed", "U krijgt herinneringen", _from_the_question(says="Ja, herinner mij")),
    Screen(
        "confirm-no-more",
        "Deze link werkt niet meer",
        _from_the_question("bevestigen", purpose="yes", stopped=True),
    ),
    Screen(
        "unsubscribe-question",
        "Wilt u deze vraag niet meer krijgen?",
        _from_the_question("afmelden", purpose="mail"),
    ),
    Screen("unsubscribe", "Uw herinneringen", _from_the_mail()),
    Screen("unsubscribed", "U krijgt geen mails meer", _from_the_mail(stopped=True)),
)
