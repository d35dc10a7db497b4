"""A school that was asked: the text to send to it, and when to look again."""

from flask import Blueprint, Response, request, url_for

from wizard.actions import waiting
from wizard.db import schools
from wizard.domain.board import Board
from wizard.domain.facts import Facts
from wizard.domain.school import School
from wizard.domain.waiting import waiting_schools
from wizard.forms.waiting import LookAgainForm
from wizard.steps import FLOW
from wizard.web import conflict, gone, guards, urls
from wizard.web.context import db, facts_of, work
from wizard.web.osr import clicks
from wizard.web.page import render, see_other
from wizard.web.steps import page_data

blueprint = Blueprint(
    "waiting_parked", __name__, url_prefix="/bestuur/<board>/school/<brin>/wacht-op-school"
)


@blueprint.get("")
@guards.board
def show(board: Board, school: School) -> Response:
    """Show the text to send, the day to look again, and the way to the next school."""
    facts = _facts(board, school)
    form = LookAgainForm.build(facts.chosen, None)
    form.show_stored()
    return _page(facts, form)


@blueprint.post("")
@guards.board
def keep(board: Board, school: School) -> Response:
    """Keep another day to look again: 422 with the same page, or that page as it is then."""
    schools.lock(db(), school.brin)
    facts = _facts(board, school)
    form = LookAgainForm.build(facts.chosen, request.form)
    if not facts.chosen.is_parked:
        lost = form.said if form.validate() else ""
        return see_other(urls.after(facts, changed=conflict.mark(lost)))
    if not form.validate():
        return _page(facts, form, status=422)
    if form.conflicts:
        conflict.ask_again(form, school.brin)
        return _page(facts, form, status=422)
    waiting.look_again(work(), facts.chosen, form.day)
    return see_other(url_for("waiting_parked.show", board=board.number, brin=school.brin))


def _facts(board: Board, school: School) -> Facts:
    of_board = facts_of(board)
    found = of_board.find(school.brin)
    if found is None:  # it moved or closed since the guard looked
        gone.refuse(board, school.brin)
    return Facts(of_board, found)


def _page(facts: Facts, form: LookAgainForm, status: int = 200) -> Response:
    board, brin = facts.board.board, facts.chosen.school.brin
    following = facts.board.next_school(besides=brin)
    return render(
        "waiting/parked.html",
        status=status,
        facts=facts,
        form=form,
        saved=page_data.saved(facts.school),
        waiting=len(waiting_schools(facts.board)),
        following=following,
        following_url=urls.of_school(facts.board, following) if following else None,
        back_to_system=urls.of_step(FLOW.by_key("system"), board, brin),
        **clicks.letter(facts),
    )
