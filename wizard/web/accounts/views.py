"""Logging in with the OpenID provider, staying logged in, and logging out of both."""

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from flask import Blueprint, Flask, Response, request, session, url_for
from flask_login import LoginManager, current_user, login_user, logout_user

from wizard.actions.accounts import access
from wizard.actions.accounts.access import Admission
from wizard.actions.public import needs
from wizard.forms.public import needs_answers
from wizard.web import guards, typed
from wizard.web.accounts import login_starts, openid
from wizard.web.accounts.login_failures import FAILURES, failure_page
from wizard.web.calls import page_capture
from wizard.web.context import clock, settings, wired
from wizard.web.guards import logged_in, public
from wizard.web.page import leave_for, render, see_other
from wizard.web.redirects import local_page
from wizard.web.session import this_session
from wizard.web.user import Agent, Visitor, from_content

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

blueprint = Blueprint("accounts", __name__)


class _Logins(LoginManager):
    """Flask-Login for sessions on the server: no fingerprint of the browser, no "remember me"."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app)
        self.session_protection = None
        self.user_loader(_visitor)

    def _update_remember_cookie(self, response: Response) -> Response:
        """Leave the session unread: this is called for every file."""
        return response


def init_app(app: Flask) -> None:
    """Let people log in."""
    openid.init_app(app, app.extensions["wizard"].settings)
    _Logins(app)
    app.before_request(guards.agents_only_look)
    app.register_blueprint(blueprint)


@blueprint.get("/inloggen")
@public
def login() -> Response:
    """Say what will happen and what to have at hand."""
    wanted = local_page(request.args.get("naar"))
    if current_user.is_authenticated:
        return see_other(wanted or url_for("boards.choose"))
    other = 1 if "ander" in request.args else None
    return render(
        "accounts/login.html",
        start=address("accounts.start", naar=wanted, ander=other),
        expired="verlopen" in request.args,
        has_typed="ingevuld" in request.args,
    )


@blueprint.get("/inloggen/mijn-duo")
@public
def start() -> Response:
    """Send the person to the provider, with a question that only its answer to us fits."""
    wanted = local_page(request.args.get("naar"))
    try:
        question = openid.ask(
            openid.BOARDS,
            back_to=address("accounts.callback"),
            wanted=wanted,
            as_somebody_else="ander" in request.args,
        )
    except FAILURES as error:
        return failure_page(error, wanted)
    login_starts.keep_newest()
    return leave_for(question)


@blueprint.get("/inloggen/terug")
@public
def callback() -> Response:
    """Check the provider's answer and let the person in, or say why not."""
    asked = local_page(openid.wanted_when_asked(openid.BOARDS))
    begun = login_starts.was_begun(openid.BOARDS)
    try:
        answer = openid.answer(openid.BOARDS)
        with wired().database.transaction() as writing:
            admission = access.admit(writing, answer.claims, settings().provider, clock().now())
            wanted = typed.page_for(writing, admission.person, asked)
            has_typed = typed.waits_for(writing, admission.person)
            _keep_needs(writing, admission, wanted)
    except FAILURES as error:
        return failure_page(error, asked, begun=begun)
    visitor = Visitor(admission.person, admission.boards)
    welcome(visitor, id_token=answer.id_token, has_typed=has_typed)
    return see_other(wanted or url_for("boards.choose"))


def _keep_needs(writing: "Session", admission: Admission, wanted: str | None) -> None:
    """Keep what was answered before logging in, where it is plain for which board that was."""
    given = needs_answers(dict(parse_qsl(urlsplit(wanted or "").query)))
    if len(admission.boards) == 1:
        (board,) = admission.boards
        needs.keep(writing, board, given, by=admission.person, at=clock().now())


@blueprint.post("/uitloggen")
@public
def logout() -> Response:
    """End the session here, then the one at the provider."""
    id_token = session.get("id_token")
    if current_user.is_authenticated:
        with wired().database.transaction() as writing:
            access.leave(writing, current_user.person, clock().now())
            page_capture.end_calls(writing)
    logout_user()
    this_session().renew()
    return leave_for(end_at_provider(openid.BOARDS, id_token))


@blueprint.get("/uitgelogd")
@public
def logged_out() -> Response:
    """Say that it worked, or that the provider may still know the person."""
    return render(
        "accounts/logged_out.html",
        only_here="hier" in request.args,
        is_agent=request.args.get("hier") == openid.HELPDESK,
    )


@blueprint.post("/sessie")
@logged_in
def extend() -> Response:
    """Go on: asking is enough, the session saw somebody."""
    return Response(status=204)


def _visitor(_person_id: str) -> Visitor | Agent | None:
    content = session.get("visitor")
    return from_content(content) if content else None


def welcome(visitor: Visitor | Agent, *, id_token: str, has_typed: bool = False) -> None:
    """Log in, under a new session key; the ID token is needed to log out at the provider."""
    if current_user.is_authenticated:  # as somebody else, or once more: the pages shown end here
        with wired().database.transaction() as writing:
            page_capture.end_calls(writing)
    this_session().renew()
    session["visitor"] = visitor.as_content()
    session["id_token"] = id_token
    if has_typed:
        typed.remember()
    login_user(visitor)


def address(endpoint: str, **values: str | int | None) -> str:
    """Return the address as the provider knows it, whatever host the request came in by.

    Who came in by another name of ours (localhost for 127.0.0.1) would lose the cookie underway.
    """
    return settings().base_url + url_for(endpoint, **values)  # type: ignore[arg-type]


def end_at_provider(door: str, id_token: str | None) -> str:
    """Return the page that ends the session at the provider too, or ours if there is none."""
    if id_token is None:
        return url_for("accounts.logged_out")
    try:
        farewell = openid.goodbye(door, id_token=id_token, back_to=address("accounts.logged_out"))
    except openid.ERRORS:
        farewell = None
    return farewell or logged_out_here(door)


def logged_out_here(door: str) -> str:
    """Return the page for who may still be logged in at the provider."""
    return url_for("accounts.logged_out", hier=door if door == openid.HELPDESK else "")
