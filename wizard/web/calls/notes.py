"""After a call: the note, and whom to call back."""

from flask import Blueprint, Response, abort, request, url_for
from flask_login import current_user

from wizard.actions.calls import notes as keeping
from wizard.db import schools
from wizard.db.calls import calls, notes
from wizard.domain.board import Board
from wizard.domain.calls.call import Call
from wizard.forms.base import whole_number
from wizard.forms.calls import OUTCOMES, SUBJECTS, NoteForm
from wizard.web import guards
from wizard.web.context import clock, db, work
from wizard.web.page import render, see_other

blueprint = Blueprint("calls_notes", __name__, url_prefix="/helpdesk")

_LAST = 200


@blueprint.get("/notitie")
@guards.agent
def ask() -> Response:
    """Ask what a call was about; it need not have had a code, nor a board."""
    return _ask(NoteForm.build(clock().today(), None))


@blueprint.post("/notitie")
@guards.agent
def keep() -> Response:
    """Keep the note: 422 when something is missing."""
    form = NoteForm.build(clock().today(), request.form)
    if not form.validate():
        return _ask(form, status=422)
    call, board = _about()
    keeping.keep(
        work(),
        board=board.number if board else None,
        call_id=call.id if call else None,
        subject=form.subject.data,
        outcome=form.outcome.data,
        text=form.text.data or "",
        call_back_on=form.call_back_day,
    )
    return see_other(url_for("calls_notes.to_call_back", bewaard=1))


@blueprint.get("/terugbellen")
@guards.agent
def to_call_back() -> Response:
    """Show whom to call back, the earliest day first; and who just went off the list."""
    note_id = whole_number(request.args.get("gebeld"))
    return render(
        "calls/call_back.html",
        notes=notes.to_call_back(db(), limit=_LAST),
        subjects=SUBJECTS,
        outcomes=OUTCOMES,
        kept="bewaard" in request.args,
        done=notes.called_back(db(), note_id) if note_id else None,
    )


@blueprint.post("/terugbellen/<int:note_id>")
@guards.agent
def called_back(note_id: int) -> Response:
    """Take somebody off the list."""
    keeping.call_back_done(work(), note_id)
    return see_other(url_for("calls_notes.to_call_back", gebeld=note_id))


@blueprint.post("/terugbellen/<int:note_id>/terug")
@guards.agent
def put_back(note_id: int) -> Response:
    """Put somebody on the list again."""
    keeping.put_back(work(), note_id)
    return see_other(url_for("calls_notes.to_call_back"))


def _ask(form: NoteForm, status: int = 200) -> Response:
    call, board = _about()
    return render("calls/note.html", status=status, form=form, call=call, board=board)


def _about() -> tuple[Call | None, Board | None]:
    """Return the agent's own call, and the board, that the note is about."""
    call_id = whole_number(request.values.get("gesprek"))
    call = calls.find(db(), call_id) if call_id else None
    if call is not None and not call.is_of(current_user.person.id):
        abort(404)
    number = call.board_number if call else request.values.get("bestuur", "")
    board = schools.board(db(), number) if number else None
    if number and board is None:
        abort(404)
    return call, board
