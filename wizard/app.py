"""The web application: reads as a table of contents."""

from typing import Any

from flask import Flask
from flask_wtf import CSRFProtect
from htmx_flask import Htmx
from werkzeug.middleware.proxy_fix import ProxyFix

from wizard import settings as paths
from wizard.ports import Wiring
from wizard.web import (
    bundle,
    copying,
    errors,
    filters,
    guards,
    headers,
    health,
    hosts,
    housekeeping,
    limits,
    request_id,
    session,
    typed,
    url_numbers,
)
from wizard.web.accounts import devices, helpdesk_login
from wizard.web.accounts import views as accounts_views
from wizard.web.boards import views as boards_views
from wizard.web.calls import access_log, agent, agent_bar, caller, caller_bar, notes, page_capture
from wizard.web.context import init_transactions
from wizard.web.helpdesk import at_risk, rehearsal, scripts
from wizard.web.helpdesk import views as helpdesk_views
from wizard.web.las_change import views as las_change_views
from wizard.web.osr import ends, trouble
from wizard.web.osr import views as osr_views
from wizard.web.overview import calendar, exports, school
from wizard.web.overview import views as overview_views
from wizard.web.plan import give
from wizard.web.plan import views as plan_views
from wizard.web.public import needs
from wizard.web.public import views as public_views
from wizard.web.receipts import late, undo, undo_words
from wizard.web.receipts import views as receipts_views
from wizard.web.reminders import confirming, unsubscribing
from wizard.web.reminders import views as reminders_views
from wizard.web.school_systems import upload
from wizard.web.school_systems import views as school_systems_views
from wizard.web.steps import views as steps_views
from wizard.web.waiting import parked
from wizard.web.waiting import views as waiting_views

#: Each has a blueprint with its pages.
_AREAS = (
    *(health, devices, helpdesk_login),
    *(public_views, needs, boards_views, overview_views, school, exports, calendar),
    *(steps_views, osr_views, ends, trouble, copying, receipts_views, undo, late),
    *(plan_views, give, las_change_views, school_systems_views, upload),
    *(waiting_views, parked, reminders_views, confirming, unsubscribing),
    *(caller, agent, notes, access_log),
    *(helpdesk_views, at_risk, scripts, rehearsal),
)


class _Product(Flask):
    def log_exception(self, exc_info: Any) -> None:
        """Leave it to `wizard.web.references`, which knows its number and what may be told."""


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
        MAX_CONTENT_LENGTH=upload.LARGEST_FORM,
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
    tokens = _prepare(app)
    for area in _AREAS:
        app.register_blueprint(area.blueprint)
    app.register_blueprint(devices.of_helpdesk)
    for view in guards.without_token(app):
        tokens.exempt(view)
    return app


def _prepare(app: Flask) -> CSRFProtect:
    """Set up what happens around every request, in this order; return the guard of its forms."""
    request_id.init_app(app)  # around all that may log
    url_numbers.init_app(app)
    upload.init_app(app)  # before anybody reads the form
    Htmx(app)
    limits.init_app(app)  # before a form is read, or a session begun
    errors.init_app(app)  # before an old form is kept: it may hold what cannot be stored
    tokens = CSRFProtect(app)
    page_capture.init_app(app)  # keeps a page after its transaction
    typed.init_app(app)  # forgets in a transaction after its own
    init_transactions(app)
    session.init_app(app)
    housekeeping.init_app(app)
    headers.init_app(app)
    for words in (filters, caller_bar, agent_bar, undo_words):
        words.init_app(app)
    accounts_views.init_app(app)
    return tokens
