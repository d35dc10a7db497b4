"""A form that came too late: what was typed stands on its page again. Nothing is saved by it.

The token of a form says for whom it was made. A form of before the login of now, or of a session
that ended, is kept for that person alone; they find it on its page once they are logged in.
"""

import secrets
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from flask import Flask, Response, g, render_template, request, session, url_for
from flask_login import current_user
from flask_wtf.csrf import generate_csrf
from itsdangerous import BadData, URLSafeTimedSerializer

from wizard.actions import typed_forms as keeping
from wizard.db import typed_forms
from wizard.db.typed_forms import TypedForm
from wizard.domain.person import Person
from wizard.web.context import clock, db, settings, wired
from wizard.web.redirects import LONGEST, local_page, referrer
from wizard.web.refill import refill

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_TOKEN, _PAGE = "csrf_token", "hier"
#: The salt of Flask-WTF's tokens, which this module only reads.
_SALT = "wtf-csrf-token"
#: Stands in the session of who may find something; who never sent an old form costs no query.
_FLAG = "typed"
#: Never kept: what proves something, and what says where the form stood.
_LEFT_OUT = frozenset({_TOKEN, _PAGE, "code"})
#: Characters of the address that a form stands at.
_LONGEST_PAGE = 64 * 1024
#: What a page says where the sentence about it belongs.
MARK = "<!--typed-->"


def init_app(app: Flask) -> None:
    """Name the person in each token, and forget what was sent anew after its transaction."""
    app.jinja_env.globals.update(csrf_token=_token, page_of_form=page_of_form, typed_mark=_mark)
    app.context_processor(lambda: {_TOKEN: _token})
    app.after_request(_forget_sent)


def _token() -> str:
    if _TOKEN not in session and current_user.is_authenticated:
        session[_TOKEN] = f"{current_user.get_id()}.{secrets.token_hex(20)}"
    return str(generate_csrf())


def page_of_form() -> str:
    """Return the page that a form of this answer stands on."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return _local(request.form.get(_PAGE)) or request.path


def keep_refused() -> str | None:
    """Keep what the refused form says, and return the page where it will stand.

    None where it is not plain for whom the form was, or somebody else is logged in now.
    """
    owner = _owner(request.form.get(_TOKEN, ""))
    if owner is None or (current_user.is_authenticated and current_user.id != owner):
        return None
    fields = [pair for pair in request.form.items(multi=True) if pair[0] not in _LEFT_OUT]
    page, at, database = next(_pages()), clock().now(), wired().database
    if not keeping.keep(database, owner, page=page, action=request.path, fields=fields, at=at):
        return None
    if current_user.is_authenticated:
        session[_FLAG] = True
    g.is_refused = True
    return page


def wanted(page: str) -> str:
    """Return what a login may be told to lead back to; `page_for` finds the rest again."""
    return page if len(page) <= LONGEST else urlsplit(page).path


def page_for(session: "Session", person: Person, wanted: str | None) -> str | None:
    """Return the page to lead somebody to who wanted this one before they logged in.

    Not what somebody else chose: their choices stand in the address.
    """
    if wanted is None:
        return None
    if urlsplit(wanted).query and typed_forms.is_of_others(session, person.id, wanted):
        return None
    kept = typed_forms.of_person(session, person.id)
    return next((each.page for each in kept if wanted in (each.page, _path(each.page))), wanted)


def waits_for(session: "Session", person: Person) -> bool:
    """Tell whether something that this person typed is kept."""
    return bool(typed_forms.of_person(session, person.id))


def remember() -> None:
    """Look for what was typed on the pages of this session."""
    session[_FLAG] = True


def refilled(html: str) -> str:
    """Put what was typed on this page, and say so; a page without the mark stays as it is."""
    form: TypedForm | None = g.get("typed_form")
    if form is None or MARK not in html:
        return html
    found = refill(html, form.action, form.fields)
    said = render_template("layouts/_typed.html", typed=found)
    return found.html.replace(MARK, said, 1)


def _mark() -> str:
    """Return what stands where the sentence comes; empty on nearly every page."""
    if "typed_form" not in g:
        g.typed_form = _form_of_page()
    return MARK if g.typed_form else ""


def _form_of_page() -> TypedForm | None:
    template, _context = g.get("shown", ("", {}))
    if request.method != "GET" or template.startswith("errors/") or not session.get(_FLAG):
        return None
    if not current_user.is_authenticated:
        return None
    kept = typed_forms.of_person(db(), current_user.id)
    if not kept:
        del session[_FLAG]
    here = _as_asked(request.full_path)
    return next((each for each in kept if _as_asked(each.page) == here), None)


def _forget_sent(response: Response) -> Response:
    """Forget a form that was sent anew: whatever became of it, the person has the answer."""
    is_anew = request.method == "POST" and response.status_code < 500 and "is_refused" not in g
    if is_anew and current_user.is_authenticated and session.get(_FLAG):
        keeping.forget(wired().database, current_user.id, request.path)
    return response


def _owner(token: str) -> int | None:
    """Return for whom a form was made; None when it is not ours."""
    try:
        said = URLSafeTimedSerializer(settings().secret_key, salt=_SALT).loads(token)
    except BadData:
        return None
    number = str(said).partition(".")[0]
    return int(number) if "." in str(said) and number.isdecimal() else None


def _pages() -> Iterator[str]:
    """Return where the form may have stood, the likeliest first."""
    page_before = referrer()
    came_from = page_before._replace(scheme="", netloc="", fragment="").geturl()
    is_ours = page_before.netloc == request.host
    for page in (request.form.get(_PAGE), request.form.get("naar"), is_ours and came_from):
        if page and (local := _local(page)):
            yield local
    yield _local(request.path) or url_for("boards.choose")


def _local(page: str | None) -> str | None:
    return local_page(page, longest=_LONGEST_PAGE)


def _path(page: str) -> str:
    return urlsplit(page).path


def _as_asked(page: str) -> tuple[str, list[tuple[str, str]]]:
    parts = urlsplit(page)
    return parts.path, parse_qsl(parts.query, keep_blank_values=True)
