"""Reminders: asking for them, and the address at the end of a mail."""

from tests.browser.screens.screen import Arrange, Scene, Screen
from tests.browser.screens.ways import BOARD, logged_in
from wizard.actions.subscribing import link_of
from wizard.db import mails, recipients
from wizard.domain.mailing import MailState

_TITLE = "Herinneringen per mail"
_PAGE = f"{BOARD}/herinneringen"


def _asked(*buttons: str) -> Arrange:
    """Ask for reminders, and press these buttons after that."""

    def arrange(scene: Scene) -> str:
        scene.visitor.log_in("een-school", _PAGE)
        scene.visitor.send(form=scene.visitor.page.post("Ja, herinner mij"))
        for each in buttons:
            scene.visitor.send(form=scene.visitor.page.post(each))
        return _PAGE

    return arrange


def _with_history(scene: Scene) -> str:
    """Have mails gone out, some of them not."""
    _asked()(scene)
    now = scene.clock.now()
    for state in (MailState.SENT, MailState.FAILED, MailState.GIVEN_UP, MailState.UNKNOWN):
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
        with scene.wiring.database.reading() as session:
            [mine] = recipients.of_board(session, "99001")
        link = f"/mail/afmelden/{link_of(mine, scene.wiring.settings.secret_key)}"
        if stopped:
            scene.visitor.client.post(link)
        scene.visitor.client.delete_cookie("mandaatwijzer")
        return link

    return arrange


SCREENS = (
    Screen("reminders", _TITLE, logged_in("een-school", _PAGE)),
    Screen("reminders-asked", _TITLE, _asked()),
    Screen("reminders-fewer", _TITLE, _asked("Stuur mij minder herinneringen")),
    Screen("reminders-history", _TITLE, _with_history),
    Screen("unsubscribe", "Uw herinneringen", _from_the_mail()),
    Screen("unsubscribed", "U krijgt geen mails meer", _from_the_mail(stopped=True)),
)
