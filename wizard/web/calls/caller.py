"""*Hulp aan de telefoon*: the caller's side of a call."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, abort, request, url_for
from flask_login import current_user

from wizard.actions.calls import call as actions
from wizard.db import events
from wizard.db.calls import calls
from wizard.domain.board import Board
from wizard.domain.calls.call import Call, Ending, Stage
from wizard.web import guards, urls
from wizard.web.calls import page_capture
from wizard.web.calls.caller_bar import bar, bar_of
from wizard.web.context import clock, db, facts_of, settings
from wizard.web.overview.views import counts_in_words
from wizard.web.page import render, see_other, wants_part
from wizard.web.redirects import local_page
from wizard.web.session import this_session

blueprint = Blueprint("calls", __name__)

_PHONE = "/bestuur/<board>/telefoon"
_LAST_EVENTS = 100
#: Of a call that was shorter, from when to when says nothing.
_SHORT = timedelta(minutes=1)


@blueprint.post(_PHONE)
@guards.board
def begin(board: Board) -> Response:
    """Make a code for this browser."""
    actions.begin(
        db(),
        board=board.number,
        caller=current_user.person,
        session_hash=page_capture.this_hash(),
        secret=settings().secret_key,
        now=clock().now(),
    )
    page_capture.may_be_paired()
    return see_other(url_for("calls.show", board=board.number, naar=_back()))


@blueprint.get(_PHONE)
@guards.board
def show(board: Board) -> Response:
    """Show the code, then who asks to look along; a poll of this page gets 204 meanwhile."""
    call = _call_of(board)
    stage = call.stage(clock().now()) if call else Stage.ENDED
    if "stand" in request.args:
        this_session().quiet = True
        if request.args["stand"] == stage.value:
            return Response(status=204)
    return render(
        "calls/phone.html",
        board=board,
        stage=stage.value,
        call=bar_of(call) if call else None,
        ending=call.ending.value if call and call.ending else None,
        back_to=_back() or urls.overview(board),
    )


@blueprint.post(f"{_PHONE}/toestaan")
@guards.board
def allow(board: Board) -> Response:
    """Let the agent who asks look along."""
    call = _call_of(board)
    if call is not None:
        actions.allow(db(), call.id, clock().now())
    return _on(board)


@blueprint.post(f"{_PHONE}/weigeren")
@guards.board
def refuse(board: Board) -> Response:
    """Do not let the agent look along; the code is used up."""
    return _end(board, Ending.REFUSED)


@blueprint.post(f"{_PHONE}/stop")
@guards.board
def stop(board: Board) -> Response:
    """End the call: from now on the agent sees nothing."""
    return _end(board, Ending.CALLER)


@blueprint.get(f"{_PHONE}/<int:call_id>")
@guards.board
def summary(board: Board, call_id: int) -> Response:
    """Show what was done in a call, and what is still open."""
    call = calls.find(db(), call_id)
    if call is None or call.board_number != board.number or call.allowed_at is None:
        abort(404)
    facts = facts_of(board)
    return render(
        "calls/summary.html",
        board=board,
        call=call,
        goes_on=call.stage(clock().now()) is Stage.ALLOWED,
        was_short=call.ends_at - call.allowed_at < _SHORT,
        events=_done_in(call, board),
        names={each.school.brin: each.school.name for each in facts.schools},
        counts=counts_in_words(facts),
        left=len(facts.unfinished),
    )


@blueprint.get("/telefoon/balk")
@guards.public
def show_bar() -> Response:
    """Show the bar again when it has something else to say; 204 when not: a poll.

    Public, and about this browser only: who was logged out meanwhile stays on the page, with what
    was typed, and reads there that nobody looks along any more.
    """
    this_session().quiet = True
    now = bar()
    if request.args.get("stand") == (now.stage if now else ""):
        return Response(status=204)
    return render("calls/_caller_bar.html", back_to=_back(), has_acted="gedaan" in request.args)


def _call_of(board: Board) -> Call | None:
    call = page_capture.call_of_this_browser()
    return call if call and call.board_number == board.number else None


def _end(board: Board, ending: Ending) -> Response:
    call = _call_of(board)
    if call is not None:
        actions.stop(db(), call.id, ending, clock().now())
    return _on(board)


def _on(board: Board) -> Response:
    """Go on where the caller was; with htmx the page stays, and only the bar changes."""
    if wants_part("balk"):
        return see_other(url_for("calls.show_bar", naar=_back(), gedaan=1))
    return see_other(_back() or urls.overview(board))


def _back() -> str | None:
    return local_page(request.values.get("naar"))


def _done_in(call: Call, board: Board) -> list[Any]:
    """Return what the caller changed in the call, oldest first."""
    last = events.of_board(db(), board.number, limit=_LAST_EVENTS)
    begun = call.allowed_at or call.created_at
    mine = (each for each in last if each.person_id == call.caller_id)
    return [each for each in reversed(list(mine)) if begun <= each.at <= call.ends_at]
