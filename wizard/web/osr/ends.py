"""The end of a mandate in the OSR: the clicks, and who saw that it has its last day there.

Or that it has none any more, where an end was undone that somebody had seen.
"""

from flask import Blueprint, Response, request, url_for

from wizard.actions import osr
from wizard.db import receipts, schools
from wizard.domain.board import Board
from wizard.domain.facts import Facts
from wizard.domain.mandate import Mandate
from wizard.domain.school import School
from wizard.forms.steps.check import RecordForm
from wizard.web import guards, urls
from wizard.web.context import catalogue, db, work
from wizard.web.osr import clicks as osr_clicks
from wizard.web.osr.trouble import mandate_at
from wizard.web.page import render, see_other
from wizard.web.receipts import undo_words
from wizard.web.submit import submit

blueprint = Blueprint(
    "osr_ends",
    __name__,
    url_prefix="/bestuur/<board>/school/<brin>/mandaat/<int:mandate_id>/einddatum",
)


@blueprint.get("")
@guards.board
def show(board: Board, school: School, mandate_id: int) -> Response:
    """Show the clicks; where nothing is left to be seen, what was recorded."""
    facts, mandate = mandate_at(board, school, mandate_id)
    if not mandate.awaits_end:
        return see_other(_after(board, mandate))
    return _page(board, facts, mandate, RecordForm(None))


@blueprint.post("")
@guards.board
def confirm(board: Board, school: School, mandate_id: int) -> Response:
    """Take the statement: 422 with the same page, or on to the receipt."""
    schools.lock(db(), school.brin)
    facts, mandate = mandate_at(board, school, mandate_id)
    form = RecordForm(request.form)

    def act() -> str:
        osr.confirm(work(), facts.chosen, form.seen_mandates)
        return _after(board, mandate)

    def again() -> Response:
        if not mandate.awaits_end:
            return see_other(_after(board, mandate))
        return _page(board, facts, mandate, form, status=422)

    return submit(form, act, again=again)


def _after(board: Board, mandate: Mandate) -> str:
    if mandate.ends_on and mandate.end_operation:
        return url_for("receipts.show", board=board.number, number=mandate.end_operation)
    return url_for("overview_school.show", board=board.number, brin=mandate.brin)


def _page(
    board: Board, facts: Facts, mandate: Mandate, form: RecordForm, status: int = 200
) -> Response:
    clicks = osr_clicks.end_clicks(facts.chosen, mandate)
    form.show([mandate])
    receipt = receipts.of_board(db(), board.number, mandate.end_operation or "")
    goes_back = mandate.is_undone or mandate.ends_on is None
    return render(
        "osr/end.html",
        status=status,
        board=board,
        facts=facts.chosen,
        mandate=mandate,
        service=catalogue().services[mandate.service],
        form=form,
        clicks=clicks,
        at=osr_clicks.place(request.args, len(clicks)),
        undo=undo_words.offer(facts.board, receipt) if receipt and not goes_back else None,
        script_key="terugdraaien-in-het-osr" if goes_back else None,
        action=urls.of_end(board, mandate),
        trouble_url=url_for(
            "osr_trouble.show", board=board.number, brin=mandate.brin, mandate_id=mandate.id
        ),
        overview_url=urls.overview(board),
    )
