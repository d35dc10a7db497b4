"""The address at the end of each mail: fewer mails, none, or mails again, without logging in.

Looking changes nothing: mail programs open links by themselves. Mail programs also send the POST by
themselves, without a session or a token of ours (RFC 8058): the address itself is the proof. It is
about all boards of the one who got the mail: a mail may be about several.
"""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Blueprint, Response, request, url_for
from werkzeug.exceptions import HTTPException

from wizard.actions.reminders import subscriptions
from wizard.db import schools
from wizard.db.reminders import recipients
from wizard.db.reminders.recipients import Recipient, StoppedBy
from wizard.domain.board import Board
from wizard.web import guards
from wizard.web.context import clock, db, settings
from wizard.web.page import render, see_other

blueprint = Blueprint("reminders_unsubscribing", __name__, url_prefix="/mail/afmelden/<link>")
_PURPOSE = "mail"


@blueprint.get("")
@guards.mail_link(_PURPOSE)
def show(mine: Recipient) -> Response:
    """Show what this address gets, and what can be changed."""
    return _page(mine)


@blueprint.post("")
@guards.mail_link(_PURPOSE)
def act(mine: Recipient) -> Response:
    """Stop, send fewer, or start again, as the button says; one click in a mail program stops.

    A mail program wants no redirect (RFC 8058), whatever it sends along.
    """
    choice = _choice()
    _CHOICES[choice](mine)
    if choice is None:
        return _page(_latest(mine))
    return see_other(url_for("reminders_unsubscribing.show", link=_link(mine)))


def _stop(mine: Recipient, by: StoppedBy = StoppedBy.OWNER) -> None:
    now = clock().now()
    for each in _gets(mine) or [mine]:
        subscriptions.stop_by_link(db(), each, now, by=by)


def _send_fewer(mine: Recipient) -> None:
    now = clock().now()
    for each in _gets(mine):
        subscriptions.choose(db(), each, fewer=True, by=None, at=now)


def _resume(mine: Recipient) -> None:
    now = clock().now()
    for each in subscriptions.stopped_together(db(), mine):
        subscriptions.resume(db(), each, now)


#: What the buttons do, and what one click does.
_CHOICES: Mapping[str | None, Callable[[Recipient], None]] = {
    "stop": _stop,
    "minder": _send_fewer,
    "weer": _resume,
    None: partial(_stop, by=StoppedBy.ONE_CLICK),
}


def _choice() -> str | None:
    """Return the button that was pressed; None for one click, whatever came along with it."""
    try:
        choice = request.form.get("keuze")
    except HTTPException:  # too much, or in a form that nobody can read
        return None
    return choice if choice in _CHOICES else None


def _page(mine: Recipient) -> Response:
    gets, stopped = _gets(mine), subscriptions.stopped_together(db(), mine)
    return render(
        "reminders/unsubscribe.html",
        link=_link(mine),
        mine=mine,
        gets=gets,
        fewer=all(each.fewer for each in gets),
        about=_names(gets or stopped or [mine]),
        may_resume=bool(stopped),
        left_alone=_names(_left_alone(gets)),
        waits=mine.waits(clock().now()),
    )


def _link(mine: Recipient) -> str:
    return subscriptions.link_of(mine, settings().secret_key, _PURPOSE)


def _latest(mine: Recipient) -> Recipient:
    return recipients.find(db(), mine.id) or mine


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
