"""How often somebody may do what costs us room or work: counted for all processes together.

The limits are far above what an office does; they stop a program that goes on and on. Who is not
logged in is counted by network address, which is kept as a hash only.
"""

import hmac
import logging
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address

from flask import Flask, Response, request
from flask_login import current_user

from wizard.actions import request_counts
from wizard.db.outage import UNAVAILABLE
from wizard.ports import Wiring
from wizard.web import guards
from wizard.web.context import clock, settings, wired
from wizard.web.page import render, wants_fragment

_log = logging.getLogger(__name__)
#: Counted from a round moment on, so that every process has the same one.
WINDOW = timedelta(minutes=10)
_EPOCH = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
#: Of an address of IPv6 a house or an office has these bits; it may take any below them.
_OFFICE_BITS = 64
#: Some proxies say from which port somebody comes, too: "192.0.2.7:5678", "[2001:db8::1]:5678".
_WITH_PORT = re.compile(r"(?:\[([^\]]+)\]|([0-9.]+))(?::[0-9]+)?")


@dataclass(frozen=True)
class Limit:
    """What may be done so often in one window.

    `step`: a process writes down so many at once; until then it alone knows of them.
    """

    kind: str
    most: int
    of_person: bool = False
    step: int = 1


LOGIN = Limit("login", 300)
CALLBACK = Limit("callback", 300)
MAIL_LINK = Limit("mail_link", 300)
#: Apart: what a robot opens never keeps a mail program from saying stop.
MAIL_ANSWER = Limit("mail_answer", 300)
UPLOAD = Limit("upload", 30, of_person=True)
SEARCH = Limit("search", 600, of_person=True, step=20)

_OF_ENDPOINTS = {
    ("GET", "accounts.start"): LOGIN,
    ("GET", "accounts_helpdesk.start"): LOGIN,
    ("GET", "accounts.callback"): CALLBACK,
    ("GET", "accounts_helpdesk.callback"): CALLBACK,
    ("POST", "school_systems_upload.send"): UPLOAD,
}
_OF_MAIL_LINKS = {"GET": MAIL_LINK, "POST": MAIL_ANSWER}


class _Counter:
    """Counts in the database, by the step of each limit."""

    def __init__(self) -> None:
        #: Of which database and window the counts are that only this process knows.
        self._of: tuple[Wiring, datetime] | None = None
        self._not_written: dict[tuple[str, str], int] = {}

    def count(self, limit: Limit, who: str, since: datetime) -> int:
        """Count one more, and return how many there are; 0 when nothing is written down now."""
        if self._of is None or self._of[0] is not wired() or self._of[1] != since:
            self._of, self._not_written = (wired(), since), {}
        waiting = self._not_written.pop((limit.kind, who), 0) + 1
        if waiting < limit.step:
            self._not_written[limit.kind, who] = waiting
            return 0
        return request_counts.count(wired().database, limit.kind, who, since, waiting)


def init_app(app: Flask) -> None:
    """Count before anything else is done for the request."""
    counter = _Counter()

    @app.before_request
    def refuse_too_many() -> Response | None:
        limit = _limit()
        if limit is None or (limit.of_person and not current_user.is_authenticated):
            return None
        since = _window(clock().now())
        try:
            counted = counter.count(limit, _who(limit), since)
        except UNAVAILABLE:  # an import keeps others from writing: no reason to refuse anybody
            return None
        return _too_many(limit, counted, since) if counted > limit.most else None


def _limit() -> Limit | None:
    method = "GET" if request.method == "HEAD" else request.method
    if request.path.startswith(guards.MAIL_PAGES):
        return _OF_MAIL_LINKS.get(method)
    if method == "GET" and request.args.get("zoek"):
        return SEARCH
    return _OF_ENDPOINTS.get((method, request.endpoint or ""))


def _window(now: datetime) -> datetime:
    return now - (now - _EPOCH) % WINDOW


def _who(limit: Limit) -> str:
    """Return what stands for who asks: without our secret nobody can tell which address it is."""
    who = f"person {current_user.get_id()}" if limit.of_person else _office()
    return hmac.new(settings().secret_key.encode(), who.encode(), "sha256").hexdigest()


def _office() -> str:
    """Return the network that asks: nobody shares a count with who comes from elsewhere."""
    said = request.remote_addr or ""
    found = _WITH_PORT.fullmatch(said)
    try:
        address = ip_address((found[1] or found[2]) if found else said)
    except ValueError:  # a socket of this machine, or what a proxy makes of an address
        return said
    if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
        return str(int(address) >> (128 - _OFFICE_BITS))
    return str(address)


def _too_many(limit: Limit, counted: int, since: datetime) -> Response:
    if counted < limit.most + 1 + limit.step:  # once, not for each
        _log.warning("too many in %s: %s", WINDOW, limit.kind)
    until = since + WINDOW
    template = "errors/_too_many.html" if wants_fragment() else "errors/429.html"
    response = render(template, status=429, kind=limit.kind, until=until, reference=None)
    response.headers["Retry-After"] = str(round((until - clock().now()).total_seconds()))
    return response
