"""*Dit heb ik gedaan*: somebody called about mandates that came after the date."""

from flask import Blueprint, Response

from wizard.actions.receipts import late
from wizard.domain.board import Board
from wizard.web import guards, urls
from wizard.web.context import locked_facts_of, work
from wizard.web.page import see_other

blueprint = Blueprint("receipts_late", __name__, url_prefix="/bestuur/<board>/te-laat")


@blueprint.post("")
@guards.board
def settle(board: Board) -> Response:
    """Keep who did what the advice says."""
    late.settle(work(), locked_facts_of(board))
    return see_other(urls.overview(board))
