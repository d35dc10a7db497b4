"""All steps in two views: show one, answer one."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, abort, request

from wizard.db import schools
from wizard.domain.board import Board
from wizard.domain.errors import ChangedMeanwhile, DomainError
from wizard.domain.facts import Facts
from wizard.domain.school import School
from wizard.flow import AnyStep
from wizard.forms.base import AnswerForm
from wizard.forms.steps.check import CheckForm
from wizard.steps import FLOW
from wizard.web import conflict, gone, guards, urls
from wizard.web.context import catalogue, db, facts_after, facts_of, work
from wizard.web.page import render, see_other
from wizard.web.steps import page_data
from wizard.web.submit import submit

blueprint = Blueprint("steps", __name__, url_prefix="/bestuur/<board>")


@blueprint.get("/stap/<slug>", endpoint="board_step")
@blueprint.get("/school/<brin>/<slug>", endpoint="school_step")
@guards.board
def show(board: Board, slug: str, school: School | None = None) -> Response:
    """Show a step, or lead to the first open one when this one is still closed."""
    step, facts = _step(slug, school), _facts(board, school)
    if not _is_open(step, facts):
        return see_other(urls.after(facts))
    return _page(step, facts, _form(step, facts))


@blueprint.post("/stap/<slug>", endpoint="answer_board_step")
@blueprint.post("/school/<brin>/<slug>", endpoint="answer_school_step")
@guards.board
def answer(board: Board, slug: str, school: School | None = None) -> Response:
    """Take an answer: 422 with the same page, or on to the next one."""
    if school is not None:
        schools.lock(db(), school.brin)
    step, facts = _step(slug, school), _facts(board, school)
    if step.form is None or step.act is None:
        abort(405)
    form, carry_out = step.form.build(facts, catalogue(), request.form), step.act
    if not _may_answer(step, facts):
        return _lead_on(facts, form)

    def act() -> str:
        next_page = carry_out(work(), facts, form)
        now = _after(facts, school)
        return urls.of_next_page(next_page, now) if next_page else urls.after(now)

    def again() -> Response:
        gone.explain_choice(facts.board, form)
        return _page(step, facts, form, status=422)

    if form.validate() and _has_conflict(form, school):
        return again()
    return submit(form, act, again=again, refused=partial(_refused, step, facts, form))


def _step(slug: str, school: School | None) -> AnyStep:
    step = FLOW.by_slug(slug)
    if step is None or step.key == "login" or step.of_school != (school is not None):
        abort(404)
    return step


def _facts(board: Board, school: School | None) -> Facts:
    facts = facts_of(board)
    if school is None:
        return Facts(facts)
    found = facts.find(school.brin)
    if found is None:  # it moved or closed since the guard looked
        gone.refuse(board, school.brin)
    return Facts(facts, found)


def _after(before: Facts, school: School | None) -> Facts:
    """Return how things are after the action, which changed no other school."""
    if school is None:
        return before
    board = facts_after(before.board, school)
    return Facts(board, board.find(school.brin))


def _lead_on(facts: Facts, form: Any) -> Response:
    """Lead to how things are now, and say there which answer was not kept."""
    lost = form.said if isinstance(form, AnswerForm) and form.validate() else ""
    return see_other(urls.after(facts, changed=conflict.mark(lost)))


def _form(step: AnyStep, facts: Facts) -> Any:
    form = step.form.build(facts, catalogue(), None) if step.form else None
    if isinstance(form, AnswerForm):
        form.show_stored()
    return form


def _has_conflict(form: Any, school: School | None) -> bool:
    """Somebody answered otherwise since the person saw the page: ask which it must be."""
    if school is None or not isinstance(form, AnswerForm) or not form.conflicts:
        return False
    conflict.ask_again(form, school.brin)
    return True


def _is_open(step: AnyStep, facts: Facts) -> bool:
    return (step.applies(facts) or step.reopens) and FLOW.may_enter(step, facts)


def _may_answer(step: AnyStep, facts: Facts) -> bool:
    """A second tab may save once more: it is led to the receipt of the first time."""
    return step.reopens or _is_open(step, facts)


def _page(step: AnyStep, facts: Facts, form: Any, status: int = 200) -> Response:
    return render(
        f"{step.folder}/page.html",
        status=status,
        **page_data.context(step, facts, form),
    )


def _refused(step: AnyStep, facts: Facts, form: Any, error: DomainError) -> Response:
    if isinstance(error, ChangedMeanwhile) and not _is_open(step, facts):
        return see_other(urls.after(facts, changed=conflict.mark("")))
    if isinstance(form, CheckForm):
        form.show(facts, changed_by=conflict.who_was_first(facts.chosen.school.brin))
    form.add_refusal(error)
    return _page(step, facts, form, status=422)
