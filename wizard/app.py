"""The web application: reads as a table of contents."""

from typing import Any

from flask import Flask
from flask_wtf import CSRFProtect
from htmx_flask import Htmx
from werkzeug.middleware.proxy_fix import ProxyFix

from wizard import settings as paths
from wizard.ports import Wiring
from wizard.web import (
    agent_bar,
    along,
    at_risk,
    auth,
    bar,
    boards,
    bundle,
    calendar,
    calls,
    changing,
    confirming,
    copies,
    copying,
    devices,
    errors,
    exports,
    filters,
    flow,
    guards,
    headers,
    health,
    helpdesk,
    helpdesk_calls,
    helpdesk_login,
    helpdesk_notes,
    hosts,
    housekeeping,
    late,
    limits,
    looks,
    needs,
    numbers,
    osr,
    overview,
    parked,
    planning,
    practising,
    public,
    receipts,
    remaining,
    reminders,
    request_id,
    school,
    scripts,
    session,
    systems,
    together,
    trouble,
    typed,
    undoing,
    unsubscribing,
    uploading,
    waiting,
)
from wizard.web.context import init_transactions


class _Product(Flask):
    def log_exception(self, exc_info: Any) -> None:
        """Leave it to `wizard.web.failures`, which knows its number and what may be told."""


def create_app(wiring: Wiring) -> Flask:
    """Put the application together from what `wizard.wiring` chose."""
    app = _Product(
        "wizard",
        root_path=str(paths.ROOT),
        template_folder=str(paths.ROOT / "templates"),
        static_folder=str(paths.ROOT / "static"),
    )
    settings = wiring.settings
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="mandaatwijzer",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure,
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=uploading.LARGEST_FORM,
    )
    app.extensions["wizard"] = wiring
    bundle.init_app(app)
    hosts.init_app(app, settings)
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
        app.wsgi_app,
        x_for=settings.trusted_proxies,
        x_proto=settings.trusted_proxies,
        x_host=settings.trusted_proxies,
    )
    request_id.init_app(app)  # around all that may log
    numbers.init_app(app)
    uploading.init_app(app)  # before anybody reads the form
    Htmx(app)
    limits.init_app(app)  # before a form is read, or a session begun
    errors.init_app(app)  # before an old form is kept: it may hold what cannot be stored
    tokens = CSRFProtect(app)
    along.init_app(app)  # keeps a page after its transaction
    typed.init_app(app)  # forgets in a transaction after its own
    init_transactions(app)
    session.init_app(app)
    housekeeping.init_app(app)
    headers.init_app(app)
    for words in (filters, bar, agent_bar, remaining):
        words.init_app(app)
    auth.init_app(app)
    areas = (
        *(public, needs, boards, overview, flow, parked, waiting, copying, copies),
        *(planning, together, systems, uploading, undoing, changing),
        *(receipts, late, school, exports, calendar, trouble, osr, looks, calls, health),
        *(reminders, unsubscribing, confirming),
        *(
            devices,
            helpdesk_login,
            helpdesk,
            helpdesk_calls,
            helpdesk_notes,
            scripts,
            practising,
            at_risk,
        ),
    )
    for area in areas:
        app.register_blueprint(area.blueprint)
    app.register_blueprint(devices.of_helpdesk)
    for view in guards.without_token(app):
        tokens.exempt(view)
    return app
