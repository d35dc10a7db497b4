"""The helpdesk's pages: finding a caller, and what may be seen of a board without consent."""

from typing import Any

from flask import Blueprint, Response, abort, request, url_for
from flask_login import current_user

from wizard.actions import helpdesk
from wizard.actions.reminders import mail_history
from wizard.db import schools
from wizard.db.calls import notes
from wizard.domain.board import Board
from wizard.domain.calls.code import parse_code
from wizard.domain.facts import BoardFacts
from wizard.domain.helpdesk import problem
from wizard.domain.reminders.mail_address import masked
from wizard.forms.calls import OUTCOMES, SUBJECTS, CodeForm
from wizard.forms.helpdesk import ReasonForm
from wizard.web import gone, guards
from wizard.web.context import catalogue, clock, db, facts_of
from wizard.web.overview.views import counts_in_words, deadline_notice
from wizard.web.page import render, same_address, see_other, wants_part
from wizard.web.search import query_of
from wizard.web.words import short_name

blueprint = Blueprint("helpdesk", __name__, url_prefix="/helpdesk")

_LAST_NOTES = 5
#: What mails say of a deadline is for the helpdesk; of acts and calls only the board reads.
_OF_A_DEADLINE = frozenset({"reminder", "afterwards", "finished"})


@blueprint.get("")
@guards.agent
def search() -> Response:
    """Find a board by whatever the caller can say."""
    return search_page(CodeForm.build(None))


def search_page(code: CodeForm, status: int = 200) -> Response:
    """Show the search, what it found, and the field for a caller's code."""
    query = query_of(request.args)
    digits = parse_code(query)
    result = helpdesk.search(db(), query) if query else helpdesk.Result()
    template = "helpdesk/_searched.html" if wants_part("gevonden") else "helpdesk/search.html"
    failure = result.failure
    response = render(
        template,
        status=status,
        query=query,
        result=result,
        problem=catalogue().problem_of(failure.kind, clock().today()) if failure else None,
        digits=digits,
        code_form=code,
    )
    is_personal = digits or result.is_address
    return same_address(response) if is_personal else response


@blueprint.get("/vragen")
@guards.agent
def problems() -> Response:
    """Show what callers have problems with: what it is, what to say, what to do."""
    query = query_of(request.args)
    known = catalogue().problems_on(clock().today())
    shown = problem.search(known, query) if query else known
    template = "helpdesk/_problems.html" if wants_part("vragen") else "helpdesk/problems.html"
    return render(template, query=query, problems=shown)


@blueprint.get("/bestuur/<board>")
@guards.agent
def ask_reason(board: str) -> Response:
    """Ask why the agent opens this board."""
    return _ask(_board(board), ReasonForm.build(None))


@blueprint.post("/bestuur/<board>")
@guards.agent
def open_board(board: str) -> Response:
    """Log the look, and lead to what may be seen: 422 without a reason."""
    found, form = _board(board), ReasonForm.build(request.form)
    if not form.validate():
        return _ask(found, form, status=422)
    look_id = helpdesk.open_board(
        db(), found.number, by=current_user.person, at=clock().now(), reason=form.reason.data
    )
    return see_other(url_for("helpdesk.show", look_id=look_id))


@blueprint.get("/blik/<int:look_id>")
@guards.agent
def show(look_id: int) -> Response:
    """Show counts, states and deadlines of the board that this look is about; nothing more."""
    look = helpdesk.look_of(db(), look_id, by=current_user.person, now=clock().now())
    if look is None:
        abort(404)
    facts = facts_of(_board(look.board_number))
    return render("helpdesk/board.html", look=look, **_allowed(facts))


def _allowed(facts: BoardFacts) -> dict[str, Any]:
    """Return what an agent may know without the caller's consent: no names, nobody's acts."""
    left = facts.services_left
    return {
        "board": facts.board,
        "schools": len(facts.schools),
        "left": len(facts.unfinished),
        "news": gone.news_for_agents(facts.board),
        "counts": counts_in_words(facts),
        "history": [
            each
            for each in mail_history.of_board(db(), catalogue(), facts)
            if each.kind in _OF_A_DEADLINE
        ],
        "masked": masked,
        "notice": deadline_notice(facts),
        "notes": notes.of_board(db(), facts.board.number, limit=_LAST_NOTES),
        "subjects": SUBJECTS,
        "outcomes": OUTCOMES,
        "services": [
            (
                short_name(each.key),
                sum(school.cell(each.key).is_finished for school in facts.schools),
                catalogue().deadline_notice(each.key, facts.season.today).short
                if each.key in left
                else None,
            )
            for each in catalogue().required
        ],
    }


def _board(number: str) -> Board:
    found = schools.board(db(), number)
    if found is None:
        abort(404)
    return found


def _ask(board: Board, form: ReasonForm, status: int = 200) -> Response:
    return render("helpdesk/reason.html", status=status, board=board, form=form)
