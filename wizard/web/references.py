"""Reference numbers: short enough for the phone, and behind each its cause."""

import logging
from contextlib import suppress

from flask import request, session
from flask_login import current_user

from wizard import logs
from wizard.actions import references
from wizard.db.outage import UNAVAILABLE
from wizard.db.references import Failure
from wizard.web import guards
from wizard.web.context import clock, give_up, wired
from wizard.web.request_id import renew, request_id

_log = logging.getLogger(__name__)
#: Collisions are rare: a hundred million numbers.
_TRIES = 5
_LONGEST = 2000
#: The kind of a mistake of ours: of those the log has the places in the program.
OURS = "error"
#: What the kind of a mistake in what was asked begins with.
ASKED = "asked_"
#: So many of those are kept of each person: the newest, which are the ones that are read out.
_KEPT_ASKED = 50


def record_failure(kind: str, cause: BaseException) -> str:
    """Keep what went wrong and return the reference number to show, like "4829-1307".

    The number is the id of this request, whose own transaction is undone first. The log has it and
    the kind; when the database is the cause, the log alone has what the database said.
    """
    give_up()
    where = str(request.url_rule)  # not the address: that may be the right to something
    ours = cause if kind == OURS else None
    try:
        with suppress(*UNAVAILABLE):
            _keep(kind, cause)
    finally:  # the number of the line is the one that was kept
        _log.error("failure %s on %s: %s", kind, where, _in_log(cause), exc_info=ours)
    return request_id()


def record_asked_wrongly(mistake: str, cause: BaseException) -> str | None:
    """Keep a mistake in what was asked and return its reference number, for who is logged in.

    None for anybody else. Robots ask for pages that are not there all day, and would fill the
    database; and a number that the helpdesk cannot look up is worse than none. Who is logged in
    cannot fill it either: of each person the oldest give way.
    """
    if not current_user.is_authenticated:
        return None
    give_up()
    try:
        _keep(f"{ASKED}{mistake}", cause)
        with wired().database.transaction() as writing:
            references.keep_newest(writing, current_user.id, kinds=ASKED, most=_KEPT_ASKED)
    except UNAVAILABLE:
        return None
    return request_id()


def _in_log(cause: BaseException) -> str:
    """Return what the log says of a cause: no words of others, but for a database that is away."""
    if isinstance(cause, UNAVAILABLE):
        return f"{logs.kinds(cause)}: {str(cause).partition(chr(10))[0]}"
    return logs.kinds(cause)


def cause_of(cause: BaseException) -> str:
    """Return a cause in words, with the causes behind it."""
    parts = []
    error: BaseException | None = cause
    while error is not None:
        parts.append(f"{type(error).__name__}: {error}")
        error = error.__cause__
    return clean(" <- ".join(parts))


def _keep(kind: str, cause: BaseException) -> None:
    """Write down a failure of this request, whose id becomes another one if it was given before."""
    for _try in range(_TRIES):
        failure = Failure(
            reference=request_id(),
            kind=kind,
            cause=cause_of(cause),
            path=_path(),
            person_id=_person_id(),
            at=clock().now(),
        )
        with wired().database.transaction() as writing:
            if references.keep(writing, failure):
                return
        renew()


def _path() -> str:
    """Return what was asked for, without the key of a mail: who reads this must not use it."""
    if request.path.lower().startswith(guards.MAIL_PAGES):
        return f"{guards.MAIL_PAGES}…"
    return clean(request.path)


def _person_id() -> int | None:
    person = session.get("_user_id")
    return int(person) if person else None


def clean(text: str) -> str:
    """Drop what databases refuse: NUL, halves of characters, and more than anybody reads."""
    return text.replace("\x00", "").encode(errors="replace").decode()[:_LONGEST]
