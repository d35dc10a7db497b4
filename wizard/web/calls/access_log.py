"""*Wie keek mee*: a board reads which agents looked at it, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, Response

from wizard.db.calls import access_log
from wizard.db.calls.access_log import Look
from wizard.domain.board import Board
from wizard.forms.helpdesk import REASONS
from wizard.web import guards
from wizard.web.context import db
from wizard.web.page import render

blueprint = Blueprint("calls_access_log", __name__, url_prefix="/bestuur/<board>/meegekeken")

#: Looks, not rows of the page: a call easily has some twenty.
_LAST = 500


@dataclass(frozen=True)
class Visit:
    """What stands in one row: a look at the counts, or a call with all the pages that it showed."""

    first: Look
    pages: tuple[str, ...]


@blueprint.get("")
@guards.board
def show(board: Board) -> Response:
    """Show who looked, the last one first."""
    visits = visits_of(access_log.of_board(db(), board.number, limit=_LAST))
    return render("calls/access_log.html", board=board, visits=visits, reasons_of_looks=REASONS)


def visits_of(newest_first: Iterable[Look]) -> list[Visit]:
    """Gather the looks of each call; it stands where its last page does, and names a page once."""
    rows: dict[tuple[str, int], list[Look]] = {}
    for look in newest_first:
        key = ("call", look.call_id) if look.call_id else ("look", look.id)
        rows.setdefault(key, []).insert(0, look)
    return [
        Visit(row[0], tuple(dict.fromkeys(look.page for look in row if look.page)))
        for row in rows.values()
    ]
