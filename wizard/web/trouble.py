"""*Het lukt niet*: help at one click of the OSR's screens; the mandate keeps its place."""

from flask import Blueprint, Response, abort, request

from wizard.actions import mandates
from wizard.db import schools
from wizard.domain.board import Board
from wizard.domain.facts import Facts
from wizard.domain.mandate import Mandate
from wizard.domain.school import School
from wizard.domain.school_facts import SchoolFacts
from wizard.web import guards, places, recording
from wizard.web.context import db, facts_of, work
from wizard.web.page import render, see_other

blueprint = Blueprint(
    "trouble", __name__, url_prefix="/bestuur/<board>/school/<brin>/mandaat/<int:mandate_id>"
)


@blueprint.get("/het-lukt-niet")
@guards.board
def show(board: Board, school: School, mandate_id: int) -> Response:
    """Show what often goes wrong at this click, and who helps."""
    facts, mandate = _mandate(board, school, mandate_id)
    clicks = recording.clicks(facts, mandate)
    at = min(max(request.args.get("klik", default=1, type=int), 1), len(clicks))
    return render(
        "steps/record/trouble.html",
        mandate=mandate,
        click=clicks[at - 1],
        at=at,
        back_url=places.of_recording(Facts(facts_of(board), facts), mandate),
        action=request.path,
    )


@blueprint.post("/het-lukt-niet")
@guards.board
def report(board: Board, school: School, mandate_id: int) -> Response:
    """Keep that this mandate has a problem, so that overview and helpdesk show it."""
    schools.lock(db(), school.brin)
    facts, _ = _mandate(board, school, mandate_id)
    mandates.report_problem(work(), facts, mandate_id, click=request.form.get("klik", "")[:10])
    return see_other(places.overview(board))


def _mandate(board: Board, school: School, mandate_id: int) -> tuple[SchoolFacts, Mandate]:
    facts = facts_of(board).find(school.brin)
    mandates_here = facts.mandates if facts else ()
    mandate = next((each for each in mandates_here if each.id == mandate_id), None)
    if facts is None or mandate is None:
        abort(404)
    return facts, mandate
