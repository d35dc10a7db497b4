"""*Het lukt niet*: help at one click of the OSR's screens; the mandate keeps its place."""

from flask import Blueprint, Response, abort, request

from wizard.actions import osr
from wizard.db import schools
from wizard.domain.board import Board
from wizard.domain.facts import Facts
from wizard.domain.mandate import Mandate
from wizard.domain.school import School
from wizard.steps import at_once
from wizard.web import gone, guards, urls
from wizard.web.context import db, facts_of, work
from wizard.web.osr import clicks as osr_clicks
from wizard.web.osr.clicks import NextClick
from wizard.web.page import render, see_other

blueprint = Blueprint(
    "osr_trouble", __name__, url_prefix="/bestuur/<board>/school/<brin>/mandaat/<int:mandate_id>"
)


@blueprint.get("/het-lukt-niet")
@guards.board
def show(board: Board, school: School, mandate_id: int) -> Response:
    """Show what often goes wrong at this click, and who helps."""
    facts, mandate = mandate_at(board, school, mandate_id)
    clicks = _clicks(facts, mandate)
    at = osr_clicks.place(request.args, len(clicks))
    return render(
        "osr/trouble.html",
        click=clicks[at - 1].click,
        at=at,
        back_url=urls.of_recording(facts, mandate),
        action=request.path,
    )


@blueprint.post("/het-lukt-niet")
@guards.board
def report(board: Board, school: School, mandate_id: int) -> Response:
    """Keep which mandates have a problem, so that overview and helpdesk show it."""
    schools.lock(db(), school.brin)
    facts, mandate = mandate_at(board, school, mandate_id)
    clicks = _clicks(facts, mandate)
    stuck = clicks[osr_clicks.place(request.form, len(clicks)) - 1]
    ids = {each.id for each in stuck.mandates}
    osr.report_problem(work(), facts.chosen, ids, click=stuck.click.key)
    return see_other(urls.overview(board))


def _clicks(facts: Facts, mandate: Mandate) -> tuple[NextClick, ...]:
    """Return the clicks of the page that records this mandate, or its end.

    A mandate is recorded together with what was saved with it.
    """
    if mandate.awaits_end:
        ends = osr_clicks.end_clicks(facts.chosen, mandate)
        return tuple(NextClick(each, (mandate,)) for each in ends)
    together = at_once(facts.chosen.unrecorded, mandate) or (mandate,)
    return osr_clicks.clicks(facts.chosen, together)


def mandate_at(board: Board, school: School, mandate_id: int) -> tuple[Facts, Mandate]:
    """Return the mandate that the address of a page names, of this school; else 404 or 410."""
    of_board = facts_of(board)
    found = of_board.find(school.brin)
    if found is None:  # it moved or closed since the guard looked
        gone.refuse(board, school.brin)
    mandate = next((each for each in found.mandates if each.id == mandate_id), None)
    if mandate is None:
        abort(404)
    return Facts(of_board, found), mandate
