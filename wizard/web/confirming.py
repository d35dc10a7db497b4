"""The address in the mail to a colleague: it shows who asks, and its button says yes.

Looking changes nothing: mail programs open links by themselves. It confirms, and does no more.
"""

from flask import Blueprint, Response, abort, url_for

from wizard.actions import subscribing
from wizard.db import schools
from wizard.db.recipients import Recipient
from wizard.web import guards
from wizard.web.context import clock, db, settings
from wizard.web.page import render, see_other

blueprint = Blueprint("confirming", __name__, url_prefix="/mail/bevestigen/<link>")


@blueprint.get("")
@guards.public
def show(link: str) -> Response:
    """Show who asks, or that it is done, or that nobody asks any more."""
    asked = _recipient(link)
    board = schools.board(db(), asked.board_number)
    waits = asked.waits(clock().now())
    return render("reminders/confirm.html", link=link, asked=asked, about=board, waits=waits)


@blueprint.post("")
@guards.public
def accept(link: str) -> Response:
    """Have this address get the mails."""
    subscribing.accept(db(), _recipient(link), clock().now())
    return see_other(url_for("confirming.show", link=link))


def _recipient(link: str) -> Recipient:
    found = subscribing.recipient_of(db(), link, settings().secret_key, "yes")
    if found is None:
        abort(404)
    return found
