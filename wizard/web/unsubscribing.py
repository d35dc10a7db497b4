"""The address at the end of each mail: fewer mails, or none, without logging in.

Looking changes nothing: mail programs open links by themselves. Mail programs also send the POST by
themselves, without a session or a token of ours (RFC 8058): the address itself is the proof.
"""

from flask import Blueprint, Response, abort, request, url_for

from wizard.actions import subscribing
from wizard.db import recipients, schools
from wizard.db.recipients import Recipient
from wizard.web import guards
from wizard.web.context import clock, db, settings
from wizard.web.page import render, see_other

blueprint = Blueprint("unsubscribing", __name__, url_prefix="/mail/afmelden/<link>")


@blueprint.get("")
@guards.public
def show(link: str) -> Response:
    """Show what this address gets, and what can be changed."""
    mine = _recipient(link)
    board = schools.board(db(), mine.board_number)
    others = [
        each
        for each in recipients.of_board(db(), mine.board_number)
        if each.gets_mail and each.id != mine.id
    ]
    return render(
        "reminders/unsubscribe.html",
        link=link,
        mine=mine,
        about=board,
        waits=mine.waits(clock().now()),
        is_last=not others,
    )


@blueprint.post("")
@guards.public
def act(link: str) -> Response:
    """Stop, or send fewer; a mail program's own one-click request stops."""
    mine = _recipient(link)
    if request.form.get("keuze") == "minder":
        recipients.choose(db(), mine.id, fewer=True)
    else:
        recipients.stop(db(), mine.id, clock().now())
    return see_other(url_for("unsubscribing.show", link=link))


def _recipient(link: str) -> Recipient:
    found = subscribing.recipient_of(db(), link, settings().secret_key)
    if found is None:
        abort(404)
    return found
