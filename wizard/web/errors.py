"""What people see when something goes wrong: what happened to their answers, and whom to call."""

from flask import Flask, Response, request
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, HTTPException, InternalServerError

from wizard.db.outage import COLLISIONS, UNAVAILABLE
from wizard.web import guards, typed
from wizard.web.accounts import views as accounts_views
from wizard.web.accounts.openid import BOARDS, HELPDESK
from wizard.web.context import give_up
from wizard.web.gone import SchoolGone
from wizard.web.page import leave_for, render, shows, wants_fragment
from wizard.web.redirects import local_page
from wizard.web.references import ASKED, OURS, record_asked_wrongly, record_failure
from wizard.web.session import this_session

#: Mistakes in what was asked; each has a page. Any other status gets the page of 400.
_ASKED_WRONGLY = ("400", "403", "404", "405", "413")
_COLLISION = "409"
_OLD_FORM = "old_form"
_CLOSED, _MOVED = "school_closed", "school_moved"
#: What a reference number on these pages stands for; each has its answer for the helpdesk.
KINDS = frozenset(
    f"{ASKED}{each}" for each in (*_ASKED_WRONGLY, _COLLISION, _OLD_FORM, _CLOSED, _MOVED)
)


def init_app(app: Flask) -> None:
    """Give every error its page."""
    app.before_request(_refuse_what_nobody_types)
    app.register_error_handler(CSRFError, _old_form)
    app.register_error_handler(SchoolGone, _school_gone)
    app.register_error_handler(HTTPException, _asked_wrongly)
    app.register_error_handler(InternalServerError, _our_mistake)
    for error in COLLISIONS:
        app.register_error_handler(error, _collision)
    for error in UNAVAILABLE:
        app.register_error_handler(error, _database_unavailable)


def _refuse_what_nobody_types() -> None:
    """Refuse NUL anywhere in what was sent, which PostgreSQL cannot store, and fields of no name.

    A part of a form may lack its name; then Werkzeug gives None for it. Not in what a mail program
    sends along: that is not read for more than a button.
    """
    texts = [request.path, *_flat(request.args)]
    if not guards.is_by_mail_link():
        texts += [*_flat(request.form), *_names_of_files()]
    if any(text is None or "\x00" in text for text in texts):
        raise BadRequest


def _flat(values: MultiDict[str, str]) -> list[str | None]:
    return [text for pair in values.items(multi=True) for text in pair]


def _names_of_files() -> list[str | None]:
    sent = request.files.items(multi=True)
    return [text for name, file in sent for text in (name, file.filename or "")]


def _old_form(error: CSRFError) -> Response:
    """Answer a form that is not of this session: older than the login, or not from us."""
    leaving = request.endpoint in ("accounts.logout", "accounts_helpdesk.logout")
    if leaving and not current_user.is_authenticated:
        is_helpdesk = request.blueprint == "accounts_helpdesk"
        return leave_for(accounts_views.logged_out_here(HELPDESK if is_helpdesk else BOARDS))
    is_around = request.blueprint in ("accounts", "accounts_helpdesk")
    page = None if is_around else typed.keep_refused()
    if page and current_user.is_authenticated:
        record_asked_wrongly(_OLD_FORM, error)
        return leave_for(page)
    if not current_user.is_authenticated:
        wanted = typed.wanted(page) if page else None
        return leave_for(guards.login_address(wanted, has_typed=page is not None))
    reference = record_asked_wrongly(_OLD_FORM, error)
    return render("errors/old_form.html", status=400, leaving=leaving, reference=reference)


def _asked_wrongly(error: HTTPException) -> Response | HTTPException:
    """Answer what cannot be answered as asked."""
    status = error.code or 500
    if status < 400:
        return error
    if status >= 500:
        return _our_mistake(error)
    page = str(status) if str(status) in _ASKED_WRONGLY else "400"
    reference = record_asked_wrongly(page, error)
    template = "errors/mail_link.html" if page == "404" and _is_of_mail() else f"errors/{page}.html"
    response = render(template, status=status, reference=reference)
    for name, value in error.get_headers():
        if name not in ("Content-Type", "Content-Length"):
            response.headers[name] = value
    return response


def _is_of_mail() -> bool:
    """Tell whether a link of a mail was asked for: one that does not work was cut off."""
    return f"{request.path.lower()}/".startswith(guards.MAIL_PAGES)


def _school_gone(error: SchoolGone) -> Response:
    """Answer who asks for a school that an import closed, or moved to another board."""
    reference = record_asked_wrongly(_CLOSED if error.gone.is_closed else _MOVED, error)
    there = error.gone.board
    return render(
        "errors/410.html",
        status=error.code,
        board=error.board,
        gone=error.gone,
        reference=reference,
        saving=request.method == "POST",
        is_of_both=there is not None and there.number in current_user.boards,
    )


def _our_mistake(error: HTTPException) -> Response:
    """Answer when it is our fault, without the database: it may be the cause."""
    cause = getattr(error, "original_exception", None) or error
    if isinstance(cause, UNAVAILABLE):
        return _database_unavailable(cause)
    return _trouble("500", record_failure(OURS, cause))


def _collision(error: Exception) -> Response:
    """Answer who was second when two people changed the same at the same moment."""
    give_up()
    reference = record_asked_wrongly(_COLLISION, error)
    return render("errors/409.html", status=409, reference=reference)


def _database_unavailable(error: Exception) -> Response:
    """Answer when nothing can be read or saved."""
    response = _trouble("503", record_failure("database", error))
    response.headers["Retry-After"] = "60"
    return response


def _trouble(page: str, reference: str) -> Response:
    """Show a page of ours, or for htmx only what goes in `#melding` of the page that stays."""
    this_session().abandon()
    whole = f"errors/{page}.html"
    known = {
        "reference": reference,
        "saving": request.method == "POST",
        "here": local_page(request.full_path.rstrip("?")) if request.method == "GET" else None,
    }
    shows(whole, known)  # an agent who looks along sees that, whatever htmx leaves on the page
    template = "errors/_message.html" if wants_fragment() else whole
    return render(template, status=int(page), **known)
