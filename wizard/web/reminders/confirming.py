"""The address in the mail to a colleague: it shows who asks, and its button says yes.

Looking changes nothing: mail programs open links by themselves. It confirms, and does no more. It
works without an account, in any browser, however long the page stood open.
"""

from flask import Blueprint, Response, url_for

from wizard.actions.reminders import subscriptions
from wizard.db import schools
from wizard.db.reminders.recipients import Recipient
from wizard.web import guards
from wizard.web.context import clock, db, settings
from wizard.web.page import render, see_other

blueprint = Blueprint("reminders_confirming", __name__, url_prefix="/mail/bevestigen/<link>")
_PURPOSE = "yes"


@blueprint.get("")
@guards.mail_link(_PURPOSE)
def show(asked: Recipient) -> Response:
    """Show who asks, or that it is done, or that nobody asks any more."""
    board = schools.board(db(), asked.board_number)
    waits = asked.may_say_yes(clock().now())
    link = _link(asked)
    return render("reminders/confirm.html", link=link, asked=asked, about=board, waits=waits)


@blueprint.post("")
@guards.mail_link(_PURPOSE)
def accept(asked: Recipient) -> Response:
    """Have this address get the mails."""
    subscriptions.accept(db(), asked, clock().now())
    return see_other(url_for("reminders_confirming.show", link=_link(asked)))


def _link(asked: Recipient) -> str:
    return subscriptions.link_of(asked, settings().secret_key, _PURPOSE)
