"""*Herinneringen*: a person asks for mails, for fewer, or for none; and what went out."""

from flask import Blueprint, Response, url_for
from flask_login import current_user

from wizard.actions import reminders
from wizard.db import mails, recipients
from wizard.db.recipients import Recipient
from wizard.domain.board import Board
from wizard.web import guards
from wizard.web.context import catalogue, clock, db, settings, wired
from wizard.web.page import render, see_other

blueprint = Blueprint("reminders", __name__, url_prefix="/bestuur/<board>/herinneringen")

_LAST_MAILS = 20


@blueprint.get("")
@guards.board
def show(board: Board) -> Response:
    """Show whether this person gets mails, when, and which went out."""
    everybody = recipients.of_board(db(), board.number)
    mine = _mine(everybody)
    today = clock().today()
    sent = mails.of_addresses(db(), [each.email for each in everybody], limit=_LAST_MAILS)
    return render(
        "reminders/reminders.html",
        board=board,
        email=current_user.person.email,
        mine=mine if mine and mine.gets_mail else None,
        days=reminders.days_of(catalogue(), mine, today) if mine else [],
        others=[each for each in everybody if each.gets_mail and each != mine],
        sends_mail=wired().ports.reminders is not None,
        outbox_url=f"{settings().provider.issuer}/postvak",
        dated_service=catalogue().main_rule.service,
        mails=[each for each in sent if board.number in each.boards],
    )


@blueprint.post("")
@guards.board
def confirm(board: Board) -> Response:
    """Have this person get mails, at the address that they logged in with."""
    if current_user.person.email:
        reminders.confirm(db(), board, by=current_user.person, at=clock().now())
    return _on(board)


@blueprint.post("/minder")
@guards.board
def fewer(board: Board) -> Response:
    """Send this person fewer mails."""
    return _choose(board, fewer=True)


@blueprint.post("/alle")
@guards.board
def all_again(board: Board) -> Response:
    """Send this person all mails again."""
    return _choose(board, fewer=False)


@blueprint.post("/stop")
@guards.board
def stop(board: Board) -> Response:
    """Send this person no more mails about this board."""
    mine = _mine(recipients.of_board(db(), board.number))
    if mine:
        recipients.stop(db(), mine.id, clock().now())
    return _on(board)


def _choose(board: Board, *, fewer: bool) -> Response:
    mine = _mine(recipients.of_board(db(), board.number))
    if mine:
        recipients.choose(db(), mine.id, fewer=fewer)
    return _on(board)


def _mine(everybody: list[Recipient]) -> Recipient | None:
    email = current_user.person.email
    return next((each for each in everybody if each.email == email), None)


def _on(board: Board) -> Response:
    return see_other(url_for("reminders.show", board=board.number))
