"""The helpdesk's own people log in and out: another provider, another session, no board."""

from flask import Blueprint, Response, request, session, url_for
from flask_login import current_user, logout_user

from wizard.actions.accounts import access
from wizard.web import guards, typed
from wizard.web.accounts import login_starts, openid
from wizard.web.accounts import views as accounts_views
from wizard.web.accounts.login_failures import FAILURES, NO_ROLE, kind_of, reference_of
from wizard.web.calls import page_capture
from wizard.web.context import clock, settings, wired
from wizard.web.page import leave_for, render, see_other
from wizard.web.redirects import local_page
from wizard.web.session import this_session
from wizard.web.user import Agent

blueprint = Blueprint("accounts_helpdesk", __name__, url_prefix="/helpdesk")


@blueprint.get("/inloggen")
@guards.of_helpdesk
@guards.public
def start() -> Response:
    """Send the agent to the provider of the helpdesk."""
    try:
        question = openid.ask(
            openid.HELPDESK,
            back_to=accounts_views.address("accounts_helpdesk.callback"),
            wanted=local_page(request.args.get("naar")),
            as_somebody_else="ander" in request.args,
        )
    except FAILURES as error:
        return _failed(error)
    login_starts.keep_newest()
    return leave_for(question)


@blueprint.get("/inloggen/terug")
@guards.of_helpdesk
@guards.public
def callback() -> Response:
    """Check the provider's answer and let the agent in, or say why not."""
    asked = local_page(openid.wanted_when_asked(openid.HELPDESK))
    begun = login_starts.was_begun(openid.HELPDESK)
    try:
        answer = openid.answer(openid.HELPDESK)
        with wired().database.transaction() as writing:
            person = access.admit_agent(writing, answer.claims, settings().helpdesk, clock().now())
            wanted = typed.page_for(writing, person, asked)
            has_typed = typed.waits_for(writing, person)
    except FAILURES as error:
        return _failed(error, begun=begun)
    accounts_views.welcome(Agent(person), id_token=answer.id_token, has_typed=has_typed)
    return see_other(wanted or url_for("helpdesk.search"))


@blueprint.post("/uitloggen")
@guards.of_helpdesk
@guards.public
def logout() -> Response:
    """End the session here, then the one at the provider."""
    id_token = session.get("id_token")
    if guards.is_agent():
        with wired().database.transaction() as writing:
            access.leave(writing, current_user.person, clock().now())
            page_capture.end_calls(writing)
    logout_user()
    this_session().renew()
    return leave_for(accounts_views.end_at_provider(openid.HELPDESK, id_token))


@blueprint.post("/sessie")
@guards.agent
def extend() -> Response:
    """Go on: asking is enough, the session saw somebody."""
    return Response(status=204)


def _failed(error: Exception, *, begun: bool = True) -> Response:
    """Keep the failure and say what an agent can do about it."""
    kind = kind_of(error)
    return render(
        "accounts/helpdesk_login_failed.html",
        status=kind.status,
        reference=reference_of(f"agent_{kind.key}", error, begun=begun),
        lacks_role=kind is NO_ROLE,
    )
