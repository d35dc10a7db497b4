"""The page that somebody wanted before logging in: kept, but only if it is a page of ours."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException

#: Characters: it is kept until somebody logged in, and anybody may ask for a login.
LONGEST = 500


def local_page(address: str | None, *, longest: int = LONGEST) -> str | None:
    """Return the address if it is a page here that can be opened, and not too long; else None.

    Not "//elsewhere", not "\\\\elsewhere" (browsers read that as //), and none of the login's own.
    """
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return None
    if len(address) > longest or not address.isprintable() or "\\" in address:
        return None
    endpoint, _values = _page_at(address)
    return None if endpoint in ("", "static") or endpoint.startswith("accounts.") else address


def referrer() -> SplitResult:
    """Return the address of the page that asks, as the browser says it; empty for none.

    Anybody can say anything there, also what is no address.
    """
    try:
        return urlsplit(request.referrer or "")
    except ValueError:
        return urlsplit("")


def board_at(address: str) -> str | None:
    """Return the number of the board that a page here is about; None for any other page."""
    _endpoint, values = _page_at(address)
    return values.get("board")


def _page_at(address: str) -> tuple[str, Mapping[str, Any]]:
    """Return the name of the page's route and the values in its address; nothing without one."""
    try:
        return current_app.url_map.bind("").match(urlsplit(address).path, method="GET")
    except HTTPException:
        return "", {}
