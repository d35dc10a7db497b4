"""Looking along: while a call goes on, the page that the caller gets is kept for the agent.

A page of another board, or of none, is not: the consent is for one board.
"""

from typing import TYPE_CHECKING, Any

from flask import Flask, Response, current_app, g, render_template, request, session
from flask_login import current_user

from wizard.actions.accounts.sessions import hash_of
from wizard.actions.calls import call as actions
from wizard.db.calls import calls
from wizard.db.calls.pages import CallPage
from wizard.db.outage import DATABASE_ERRORS
from wizard.domain.calls.call import Call, Stage
from wizard.domain.school import parse_brin
from wizard.web import typed
from wizard.web.context import clock, db, give_up, wired
from wizard.web.helpdesk import scripts
from wizard.web.page import SEEN, title_and_content
from wizard.web.read_only_html import mirrored
from wizard.web.references import clean
from wizard.web.session import this_session

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Stands in the session of a caller who made a code; who never did costs no query.
_FLAG = "call"
_ELSEWHERE = CallPage(
    path="",
    heading="Een pagina buiten dit bestuur",
    script="elders",
    brin=None,
    errors=(),
    overtaken=False,
    content="",
)
_ITSELF = "calls.show"


def init_app(app: Flask) -> None:
    """Keep pages after the request's own transaction: so this is registered before that one."""
    app.after_request(_keep)


def may_be_paired() -> None:
    """Remember that this browser made a code."""
    session[_FLAG] = True


def this_hash() -> str:
    """Return what a call knows this browser by."""
    return hash_of(this_session().key or "")


def call_of_this_browser() -> Call | None:
    """Return the last call of this browser, whatever became of it; None without one."""
    if this_session().abandoned or not session.get(_FLAG):
        return None
    if "call" not in g:
        g.call = calls.of_session(db(), this_hash())
    return g.call  # type: ignore[no-any-return]


def end_calls(writing: "Session") -> None:
    """End the calls of who leaves this browser: a caller, or an agent."""
    actions.leave(writing, current_user.person, this_hash(), clock().now())


def _keep(response: Response) -> Response:
    if "shown" in g and not this_session().quiet and session.get(_FLAG):
        try:
            _keep_page(response.status_code)
        except DATABASE_ERRORS:
            current_app.logger.exception("a caller's page was not kept for the agent")
    return response


def _keep_page(status: int) -> None:
    with wired().database.reading() as reading:
        call = calls.of_session(reading, this_hash())
    if call is None or call.is_over(clock().now()):
        del session[_FLAG]  # its next requests cost no query any more
        return
    if call.stage(clock().now()) is Stage.ENDED:
        return
    page = _page(call, status)
    give_up()
    with wired().database.transaction() as writing:
        actions.show(writing, call.id, page, clock().now())


def _page(call: Call, status: int) -> CallPage:
    if _is_elsewhere(call):
        return _ELSEWHERE
    template, context = g.shown
    html = typed.refilled(render_template(template, layout=SEEN, has_errors=False, **context))
    title, content = title_and_content(html)
    shown, errors = mirrored("" if request.endpoint == _ITSELF else content)
    return CallPage(
        path=clean(request.path),  # of a page that is not there it may be anything
        heading=title,
        script=scripts.key_of(
            request.endpoint or "", request.view_args or {}, status, context.get("script_key")
        ),
        brin=parse_brin((request.view_args or {}).get("brin", "")),
        errors=errors,
        overtaken=_has_conflict(context, status),
        content=shown,
    )


def _is_elsewhere(call: Call) -> bool:
    number = (request.view_args or {}).get("board")  # of an error page too, whatever went wrong
    if number is not None:
        return bool(number != call.board_number)
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "guard", "public") not in ("public", "board", "mail_link")


def _has_conflict(context: dict[str, Any], status: int) -> bool:
    form = context.get("form")
    first = getattr(form, "asks_which", False) or getattr(form, "has_conflict", False)
    return bool(context.get("changed") or context.get("conflicts") or first or status == 409)
