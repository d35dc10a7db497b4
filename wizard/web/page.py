"""Answering: a page, the fragment that htmx asked for, or a redirect. The only HX- headers."""

from html import unescape
from typing import Any

from flask import Response, g, make_response, redirect, render_template, request

from wizard.web import typed

#: What an answer differs by; `headers` says so on each.
VARY = ("HX-Request", "HX-History-Restore-Request", "HX-Target")

#: The layout of what an agent sees of a page: its title, a mark, its content.
SEEN = "layouts/seen.html"
_MARK = "<!--content-->"


def wants_fragment() -> bool:
    """Tell whether htmx asks for the swapped part; a restored history entry wants the page."""
    return bool(request.htmx) and "HX-History-Restore-Request" not in request.headers  # type: ignore[attr-defined]


def wants_part(part: str) -> bool:
    """Tell whether htmx asks for one part of the page alone, by its id, as a live search does."""
    return wants_fragment() and request.headers.get("HX-Target", "").partition("#")[2] == part


def render(template: str, status: int = 200, **context: Any) -> Response:
    """Render a template in the layout that was asked for.

    `wizard.web.calls.page_capture` keeps what was shown. Parts of a page begin with an underscore.
    """
    layout = "layouts/fragment.html" if wants_fragment() else "layouts/page.html"
    if not template.rpartition("/")[2].startswith("_"):
        shows(template, context)
    content = render_template(template, layout=layout, has_errors=status == 422, **context)
    return make_response(typed.refilled(content), status)


def shows(template: str, context: dict[str, Any]) -> None:
    """Say which page the visitor has in front of them after this answer."""
    g.shown = (template, context)


def title_and_content(html: str) -> tuple[str, str]:
    """Take apart what was rendered in the layout SEEN: the title in plain words, and the HTML."""
    title, _, content = html.partition(_MARK)
    return " ".join(unescape(title).split()), content


def see_other(url: str) -> Response:
    """Answer 303: the browser, or htmx's fetch, goes on with a GET."""
    return make_response(redirect(url, code=303))


def same_address(response: Response) -> Response:
    """Keep what was asked for out of the browser's history: htmx leaves the address as it is."""
    response.headers["HX-Push-Url"] = "false"
    return response


def leave_for(url: str) -> Response:
    """Send the whole browser to another page or site; htmx cannot follow a redirect there."""
    if not wants_fragment():
        return see_other(url)
    response = make_response("", 401)
    response.headers["HX-Redirect"] = url
    return response


def in_header(*, board: Any = None, school: Any = None) -> None:
    """Name the board and the school in the header of this page."""
    g.header_board = board
    g.header_school = school
