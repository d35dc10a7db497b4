"""The page that somebody wanted before logging in: kept, but only if it is a page of ours."""

from urllib.parse import urlsplit

from flask import current_app
from werkzeug.exceptions import HTTPException


def local_page(address: str | None) -> str | None:
    """Return the address if it is a page here that can be opened; else None.

    Not "//elsewhere", not "\\\\elsewhere" (browsers read that as //), and none of the login's own.
    """
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")):
        return None
    if not address.isprintable() or "\\" in address:
        return None
    return address if _is_page(urlsplit(address).path) else None


def _is_page(path: str) -> bool:
    try:
        endpoint, _values = current_app.url_map.bind("").match(path, method="GET")
    except HTTPException:
        return False
    return endpoint != "static" and not endpoint.startswith("auth.")
