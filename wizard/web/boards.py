"""The boards that a person may act for: one is entered, several are chosen from."""

from typing import Any

from flask import Blueprint, Response, abort, request, url_for
from flask_login import current_user

from wizard.db import answers, schools
from wizard.domain.board import Board
from wizard.forms.needs import needs_answers
from wizard.web import guards
from wizard.web.context import db
from wizard.web.page import render, see_other

blueprint = Blueprint("boards", __name__)


@blueprint.get("/besturen")
@guards.logged_in
def choose() -> Response:
    """Lead a person with one board there; let others choose."""
    boards = schools.boards(db(), current_user.boards)
    if not boards:
        abort(404)
    if len(boards) == 1:
        return see_other(_entrance(boards[0]))
    return render("overview/boards.html", boards=[(each, _entrance(each)) for each in boards])


def _entrance(board: Board) -> str:
    """Return where a board is entered: by answers that are not kept with it yet, if there are."""
    given: dict[str, Any] = needs_answers(request.args)
    if given.items() - answers.needs_of_board(db(), board.number).items():
        return url_for("needs.show", board=board.number, **given)
    return url_for("board.enter", board=board.number)
