"""The address at the end of each mail: fewer mails, or none, without logging in.

Looking changes nothing: mail programs open links by themselves. Mail programs also send the POST by
themselves, without a session or a token of ours (RFC 8058): the address itself is the proof. It is
about all boards of the one who got the mail: a mail may be about several.
"""

from flask import Blueprint, Response, abort, request, url_for

from wizard.actions import subscribing
from wizard.db import recipients, schools
from wizard.db.recipients import Recipient
from wizard.domain.board import Board
from wizard.web import guards
from wizard.web.context import clock, db, settings
from wizard.web.page import render, see_other

blueprint = Blueprint("unsubscribing", __name__, url_prefix="/mail/afmelden/<link>")


@blueprint.get("")
@guards.public
def show(link: str) -> Response:
    """Show what this address gets, and what can be changed."""
    mine = _recipient(link)
    gets = _gets(mine)
    return render(
        "reminders/unsubscribe.html",
        link=link,
        mine=mine,
        gets=gets,
        fewer=all(each.fewer for each in gets),
        about=_names(gets or [mine]),
        left_alone=_names(_left_alone(gets)),
        waits=mine.waits(clock().now()),
    )


@blueprint.post("")
@guards.public
def act(link: str) -> Response:
    """Stop, or send fewer; a mail program's own one-click request stops."""
    mine = _recipient(link)
    for each in _gets(mine) or [mine]:
        if request.form.get("keuze") == "minder":
            recipients.choose(db(), each.id, fewer=True)
        else:
            recipients.stop(db(), each.id, clock().now())
    return see_other(url_for("unsubscribing.show", link=link))


def _recipient(link: str) -> Recipient:
    found = subscribing.recipient_of(db(), link, settings().secret_key)
    if found is None:
        abort(404)
    return found


def _gets(mine: Recipient) -> list[Recipient]:
    """Return all that this address gets; nothing for who is only asked for this board."""
    if mine.waits(clock().now()):
        return []
    return [each for each in recipients.of_address(db(), mine.email) if each.gets_mail]


def _left_alone(gets: list[Recipient]) -> list[Recipient]:
    """Return those about whose board nobody else gets mails."""
    everybody = recipients.of_boards(db(), [each.board_number for each in gets])
    others = {
        each.board_number
        for each in everybody
        if each.gets_mail and each.id not in [mine.id for mine in gets]
    }
    return [each for each in gets if each.board_number not in others]


def _names(found: list[Recipient]) -> list[str]:
    boards: list[Board] = schools.boards(db(), frozenset(each.board_number for each in found))
    return [each.display_name for each in boards]
