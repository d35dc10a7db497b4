"""Where somebody is logged in, and logging out everywhere: a board's people and agents alike."""

from flask import Blueprint, Response, session, url_for
from flask_login import current_user, logout_user

from wizard.actions.accounts import access
from wizard.actions.accounts.sessions import IDLE, LONGEST
from wizard.db.accounts import sessions
from wizard.domain.accounts.browser import UNKNOWN
from wizard.web import guards
from wizard.web.accounts import openid
from wizard.web.accounts import views as accounts_views
from wizard.web.calls.page_capture import this_hash
from wizard.web.context import clock, db, wired
from wizard.web.page import leave_for, render
from wizard.web.session import this_session

blueprint = Blueprint("accounts_devices", __name__, url_prefix="/ingelogd")
of_helpdesk = Blueprint("accounts_helpdesk_devices", __name__, url_prefix="/helpdesk/ingelogd")


@blueprint.get("")
@guards.logged_in
def show() -> Response:
    """List where this person is logged in."""
    return _page(url_for("accounts_devices.end_all"))


@blueprint.post("")
@guards.logged_in
def end_all() -> Response:
    """Log this person out everywhere, and here at the provider too."""
    return _leave(openid.BOARDS)


@of_helpdesk.get("", endpoint="show")
@guards.agent
def show_to_agent() -> Response:
    """List where this agent is logged in."""
    return _page(url_for("accounts_helpdesk_devices.end_all"))


@of_helpdesk.post("", endpoint="end_all")
@guards.agent
def end_all_of_agent() -> Response:
    """Log this agent out everywhere, and here at the provider too."""
    return _leave(openid.HELPDESK)


def _page(action: str) -> Response:
    now = clock().now()
    found = sessions.open_of(
        db(), current_user.id, seen_after=now - IDLE, begun_after=now - LONGEST
    )
    return render(
        "accounts/devices.html",
        sessions=found,
        here=this_hash(),
        unknown=UNKNOWN,
        action=action,
        longest=int(LONGEST.total_seconds() // 3600),
    )


def _leave(door: str) -> Response:
    id_token = session.get("id_token")
    with wired().database.transaction() as writing:
        access.leave_everywhere(writing, current_user.person, clock().now())
    logout_user()
    this_session().renew()
    return leave_for(accounts_views.end_at_provider(door, id_token))
