"""*Wie keek mee*: a board reads which agents looked at it, when and why."""

from flask import Blueprint, Response

from wizard.db import looks
from wizard.domain.board import Board
from wizard.forms.helpdesk import REASONS
from wizard.web import guards
from wizard.web.context import db
from wizard.web.page import render

blueprint = Blueprint("looks", __name__, url_prefix="/bestuur/<board>/meegekeken")

_LAST = 100


@blueprint.get("")
@guards.board
def show(board: Board) -> Response:
    """Show the last looks, newest first."""
    found = looks.of_board(db(), board.number, limit=_LAST)
    return render("overview/looks.html", board=board, looks=found, reasons_of_looks=REASONS)
