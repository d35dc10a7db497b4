"""The agent's side of a call: the code, waiting for consent, looking along, the end."""

from typing import Any

from flask import Blueprint, Response, abort, request, url_for
from flask_login import current_user

from wizard.actions.calls import call as actions
from wizard.db import events, schools
from wizard.db.accounts import people
from wizard.db.calls import calls
from wizard.db.calls import pages as calls_pages
from wizard.db.calls.pages import CallPage
from wizard.domain.board import Board
from wizard.domain.calls.call import Call, Ending, Stage
from wizard.domain.dutch_time import local
from wizard.domain.words import time_in_words
from wizard.forms.base import whole_number
from wizard.forms.calls import CodeForm
from wizard.steps import FLOW
from wizard.web import guards
from wizard.web.calls import agent_bar
from wizard.web.context import clock, db, facts_of, give_up, settings, wired
from wizard.web.helpdesk import scripts
from wizard.web.helpdesk.views import search_page
from wizard.web.overview.views import counts_in_words, deadline_notice
from wizard.web.page import render, see_other
from wizard.web.session import forget_pages, this_session

blueprint = Blueprint("calls_agent", __name__, url_prefix="/helpdesk")

_CALL = "/telefoon/<int:call_id>"
_LAST_EVENTS = 20
_WRONG = (
    "Vraag de beller de cijfers nog eens voor te lezen. "
    "Werkt de code dan weer niet? Vraag om een nieuwe code."
)


@blueprint.post("/code")
@guards.agent
def enter() -> Response:
    """Take the call with this code: 422 when there is none, or after too many wrong ones."""
    form = CodeForm.build(request.form)
    if not form.validate():
        return search_page(form, status=422)
    give_up()
    with wired().database.transaction() as writing:  # a wrong code is kept though it answers 422
        entry = actions.enter(
            writing,
            form.digits,
            agent=current_user.person,
            secret=settings().secret_key,
            now=clock().now(),
        )
    if entry.call_id:
        agent_bar.may_help()
        return see_other(url_for("calls_agent.show", call_id=entry.call_id))
    form.refuse(*_refusal(entry))
    return search_page(form, status=422)


@blueprint.get(_CALL)
@guards.agent
def show(call_id: int) -> Response:
    """Show how far the call is, and while it is allowed the caller's page beside its script."""
    call, board = _mine(call_id)
    return render("calls/agent.html", **_seen(call, board))


@blueprint.get(f"{_CALL}/nu")
@guards.agent
def poll(call_id: int) -> Response:
    """Show the call again when something changed; 204 when not. Never a sign of activity."""
    this_session().quiet = True
    call, before = _my_call(call_id), request.args.get("stand", "")
    if before == _mark(call, _version(call)):
        return Response(status=204)
    seen = _seen(call, _board_of(call))
    # The buttons stay, with the focus that one may have, as long as they are the right ones.
    is_next_stage = before.partition(".")[0] != seen["stage"]
    return render("calls/_agent_call.html", swaps_acts=is_next_stage, **seen)


@blueprint.get("/balk")
@guards.agent
def show_bar() -> Response:
    """Show which calls go on again, when that changed; 204 when not: a poll."""
    this_session().quiet = True
    before = request.args.get("stand", "")
    if before == agent_bar.mark():
        return Response(status=204)
    return render(
        "calls/_agent_bar.html",
        own_call=whole_number(request.args.get("gesprek")),
        ended=agent_bar.ended_since(before),
    )


@blueprint.post(f"{_CALL}/stop")
@guards.agent
def stop(call_id: int) -> Response:
    """Look along no more."""
    call, _board = _mine(call_id)
    actions.stop(db(), call.id, Ending.AGENT, clock().now())
    return _leaving_no_page(see_other(url_for("calls_notes.ask", gesprek=call_id)))


@blueprint.post(f"{_CALL}/overdragen")
@guards.agent
def hand_over(call_id: int) -> Response:
    """End the call for this agent; the caller reads a new code to the next one."""
    call, _board = _mine(call_id)
    caller = people.person(db(), call.caller_id)
    if caller is not None:
        actions.hand_over(
            db(), call, caller=caller, secret=settings().secret_key, now=clock().now()
        )
    return _leaving_no_page(see_other(url_for("calls_agent.show", call_id=call_id)))


def _leaving_no_page(response: Response) -> Response:
    """Keep the caller's page out of Back, once nobody may look at it any more."""
    forget_pages(response)
    return response


def _mine(call_id: int) -> tuple[Call, Board]:
    call = _my_call(call_id)
    return call, _board_of(call)


def _my_call(call_id: int) -> Call:
    """Return a call whose code this agent entered; for anybody else it does not exist."""
    call = calls.find(db(), call_id)
    if call is None or not call.is_of(current_user.person.id):
        abort(404)
    return call


def _board_of(call: Call) -> Board:
    board = schools.board(db(), call.board_number)
    if board is None:
        abort(404)
    return board


def _page(call: Call) -> CallPage | None:
    """Return the caller's page, while the agent may see it."""
    return calls_pages.find(db(), call.id) if _is_allowed(call) else None


def _version(call: Call) -> int:
    """Return only which page it is: most polls need no more, and the page itself is large."""
    return calls_pages.version(db(), call.id) if _is_allowed(call) else 0


def _is_allowed(call: Call) -> bool:
    return call.stage(clock().now()) is Stage.ALLOWED


def _mark(call: Call, version: int) -> str:
    """Return what a poll compares: the stage, the page, and the caller's last act."""
    stage = call.stage(clock().now()).value
    return f"{stage}.{version}.{call.active_at.timestamp():.3f}"


def _seen(call: Call, board: Board) -> dict[str, Any]:
    page, stage = _page(call), call.stage(clock().now())
    is_new = page is None or page.version > page.looked
    if stage is Stage.ALLOWED and is_new and request.method == "GET":
        call, page = _look(call)
        stage = call.stage(clock().now())
    seen = {
        "call": call,
        "board": board,
        "stage": stage.value,
        "mark": _mark(call, page.version if page else 0),
        "ending": call.ending.value if call.ending else "time",
    }
    if stage is Stage.ALLOWED:
        seen |= _along(call, board, page)
    return seen


def _look(call: Call) -> tuple[Call, CallPage | None]:
    """Log a page that is seen for the first time; return it, and the call, as they stand then.

    No page where there was consent: the call may have ended after it was read.
    """
    give_up()
    with wired().database.transaction() as writing:
        page = actions.look_along(writing, call.id, by=current_user.person, now=clock().now())
        return calls.find(writing, call.id) or call, page


def _along(call: Call, board: Board, page: CallPage | None) -> dict[str, Any]:
    """Return what is seen with the caller's consent."""
    facts = facts_of(board)
    shown = scripts.by_key(page.script) if page else None
    return {
        "page": page,
        "script_of": shown or scripts.by_key("elders"),
        "line": scripts.line_of(page, facts) if page else scripts.Line(is_known=True),
        "total": FLOW.total,
        "facts": facts,
        "counts": counts_in_words(facts),
        "left": len(facts.unfinished),
        "notice": deadline_notice(facts),
        "events": events.of_board(db(), board.number, limit=_LAST_EVENTS, with_helpdesk=True),
        "names": {each.school.brin: each.school.name for each in facts.schools},
        "seconds": max(0, int((clock().now() - call.active_at).total_seconds())),
    }


def _refusal(entry: actions.Entry) -> tuple[str, str]:
    """Return why a code was not taken: the heading, and what to do."""
    if entry.locked_until is None:
        return "Deze code werkt niet", _WRONG
    until = time_in_words(local(entry.locked_until))
    return "U vulde te vaak een verkeerde code in", f"Probeer het opnieuw na {until}."
