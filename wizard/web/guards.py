"""Who may see what. Every view wears exactly one guard; a house test walks the routes."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, abort, current_app, g, request, url_for
from flask_login import current_user

from wizard.actions.reminders import subscriptions
from wizard.db import schools
from wizard.web import gone
from wizard.web.context import SAFE_METHODS, db, settings
from wizard.web.page import in_header, leave_for
from wizard.web.redirects import referrer
from wizard.web.session import this_session
from wizard.web.user import Agent

View = Callable[..., Any]
#: What the addresses of all links in mails begin with.
MAIL_PAGES = "/mail/"


def public(view: View) -> View:
    """Let everybody in."""
    view.guard = "public"  # type: ignore[attr-defined]
    return view


def logged_in(view: View) -> View:
    """Let in who is logged in; send others to log in and back to the page they wanted."""

    @wraps(view)
    def guarded(**values: Any) -> Any:
        if not current_user.is_authenticated:
            return leave_for(login_address())
        return view(**values)

    guarded.guard = "logged_in"  # type: ignore[attr-defined]
    return guarded


def board(view: View) -> View:
    """Let in who may act for the board in the URL; for anybody else it does not exist (404).

    The view gets a `Board` instead of a number and, where the URL names a school, a `School` of
    that board instead of a BRIN. Who asks for a school that was the board's until an import closed
    or moved it, is told so (410).
    """

    @logged_in
    @wraps(view)
    def guarded(**values: Any) -> Any:
        if values["board"] not in current_user.boards:
            abort(404)
        found = schools.board(db(), values["board"])
        if found is None:
            abort(404)
        values["board"] = g.board = found
        if "brin" in values:
            brin = values.pop("brin")
            values["school"] = schools.school_of_board(db(), found.number, brin)
            if values["school"] is None:
                in_header(board=found)
                gone.refuse(found, brin)
        in_header(board=found, school=values.get("school"))
        return view(**values)

    guarded.guard = "board"  # type: ignore[attr-defined]
    return guarded


def agent(view: View) -> View:
    """Let in the helpdesk's own people; send others to log in there."""

    @wraps(view)
    def guarded(**values: Any) -> Any:
        if not is_agent():
            return leave_for(login_address())
        return view(**values)

    guarded.guard = "agent"  # type: ignore[attr-defined]
    return of_helpdesk(guarded)


def of_helpdesk(view: View) -> View:
    """Mark a view as one of the helpdesk's own: an agent may change something there."""
    view.is_of_helpdesk = True  # type: ignore[attr-defined]
    return view


def mail_link(purpose: str) -> Callable[[View], View]:
    """Let in who has the link of a mail that was signed for this purpose; for others it is a 404.

    The link is the whole right: it names one recipient, and only who reads their mail has it. No
    login, session or cookie adds to it, so another site cannot borrow one: that is why these views
    need no token of a form (see `without_token`). The view gets a `Recipient` for the link.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(link: str) -> Any:
            found = subscriptions.recipient_of(db(), link, settings().secret_key, purpose)
            if found is None:
                abort(404)
            return view(found)

        guarded.guard = "mail_link"  # type: ignore[attr-defined]
        guarded.purpose = purpose  # type: ignore[attr-defined]
        return guarded

    return guard


def without_token(app: Flask) -> list[View]:
    """Return the views whose POST is right by the link in its address, not by a session."""
    return [view for view in app.view_functions.values() if _wears_mail_link(view)]


def is_by_mail_link() -> bool:
    """Tell whether the view that is asked for lets in by the link of a mail."""
    return _wears_mail_link(current_app.view_functions.get(request.endpoint or ""))


def _wears_mail_link(view: View | None) -> bool:
    return getattr(view, "guard", None) == "mail_link"


def is_agent() -> bool:
    """Tell whether somebody of the helpdesk asks."""
    return isinstance(current_user._get_current_object(), Agent)


def agents_only_look() -> None:
    """Refuse, in this one place, whatever an agent would change outside the helpdesk's pages."""
    if request.method not in SAFE_METHODS and not _is_of_helpdesk() and is_agent():
        abort(403)


def _is_of_helpdesk() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "is_of_helpdesk", False)


def login_address(wanted: str | None = None, *, has_typed: bool = False) -> str:
    """Return the login page, which goes on to a page, by default to the one asked for now.

    `has_typed`: what was typed there is kept until this person logs in.
    """
    wanted = wanted or _wanted_page()
    if _is_of_helpdesk():
        return url_for("accounts_helpdesk.start", naar=wanted)
    expired = 1 if this_session().expired else None
    typed = 1 if has_typed else None
    return url_for("accounts.login", naar=wanted, verlopen=expired, ingevuld=typed)


def _wanted_page() -> str:
    if request.blueprint == "accounts":  # asked for by a page, which is the one to go back to
        return referrer().path
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return request.path
