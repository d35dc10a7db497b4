"""*Herinneringen*: mails, fewer, none, or a colleague who gets them too; and what went out."""

from datetime import datetime

from flask import Blueprint, Response, abort, request, url_for
from flask_login import current_user

from wizard.actions.reminders import mail_history, reminding, subscriptions
from wizard.db.reminders import recipients
from wizard.db.reminders.recipients import Recipient
from wizard.domain.board import Board
from wizard.domain.errors import DomainError
from wizard.domain.reminders.mail_address import is_address
from wizard.forms.reminders import ColleagueForm
from wizard.web import guards
from wizard.web.context import catalogue, clock, db, facts_of, settings, wired
from wizard.web.page import render, see_other

blueprint = Blueprint("reminders", __name__, url_prefix="/bestuur/<board>/herinneringen")


@blueprint.get("")
@guards.board
def show(board: Board) -> Response:
    """Show whether this person gets mails, when, who else does, and which went out."""
    return _page(board, ColleagueForm.build(None))


@blueprint.post("")
@guards.board
def confirm(board: Board) -> Response:
    """Have this person get mails, at the address that they logged in with."""
    if _my_address():
        subscriptions.confirm(db(), board, by=current_user.person, at=clock().now())
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
    mine = _mine(_everybody(board))
    if mine:
        subscriptions.stop(db(), mine, by=current_user.person, at=clock().now())
    return _on(board)


@blueprint.post("/collega")
@guards.board
def ask(board: Board) -> Response:
    """Have a colleague asked whether they want the mails too: 422 when that cannot be."""
    form = ColleagueForm.build(request.form)
    if not form.validate():
        return _page(board, form, status=422)
    now = clock().now()
    try:
        subscriptions.ask(db(), board, form.email.data or "", by=current_user.person, at=now)
    except DomainError as error:
        form.add_refusal(error)
        return _page(board, form, status=422)
    return _on(board)


@blueprint.post("/<int:recipient_id>/weg")
@guards.board
def remove(board: Board, recipient_id: int) -> Response:
    """Send a colleague no more mails, or ask them no more."""
    colleague = next((each for each in _everybody(board) if each.id == recipient_id), None)
    if colleague is None:
        abort(404)
    subscriptions.take_off(db(), colleague, by=current_user.person, at=clock().now())
    return _on(board)


def _page(board: Board, form: ColleagueForm, status: int = 200) -> Response:
    everybody, now, facts = _everybody(board), clock().now(), facts_of(board)
    mine = _mine(everybody)
    gets = mine if mine and mine.gets_mail else None
    return render(
        "reminders/reminders.html",
        status=status,
        board=board,
        form=form,
        email=_my_address(),
        mine=gets,
        days=reminding.days_of(catalogue(), gets, clock().today()) if gets else [],
        stopped=mine if mine and mine.is_stopped_by_program else None,
        others=[each for each in everybody if each != mine and _is_shown(each, now)],
        is_last=not any(each.gets_mail for each in everybody if each != mine),
        getting=sum(each.gets_mail for each in everybody),
        sends_mail=wired().ports.reminders is not None,
        outbox_url=f"{settings().provider.issuer}/postvak",
        dated_service=catalogue().main_rule.service,
        history=mail_history.of_board(db(), catalogue(), facts),
    )


def _is_shown(recipient: Recipient, now: datetime) -> bool:
    """Gets mails, is asked, or was stopped by a program, which may have asked nobody."""
    is_stopped = recipient.is_stopped_by_program and recipient.may_resume
    return recipient.gets_mail or recipient.may_say_yes(now) or is_stopped


def _choose(board: Board, *, fewer: bool) -> Response:
    mine = _mine(_everybody(board))
    if mine:
        by, now = current_user.person, clock().now()
        subscriptions.choose(db(), mine, fewer=fewer, by=by, at=now)
    return _on(board)


def _everybody(board: Board) -> list[Recipient]:
    return recipients.of_board(db(), board.number)


def _my_address() -> str:
    """Return the address of the login; empty when no mail could go there."""
    address = str(current_user.person.email.lower())
    return address if is_address(address) else ""


def _mine(everybody: list[Recipient]) -> Recipient | None:
    return next((each for each in everybody if each.email == _my_address()), None)


def _on(board: Board) -> Response:
    return see_other(url_for("reminders.show", board=board.number))
