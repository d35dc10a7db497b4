"""Web sessions on the server: begin one, go on, end it. Their keys are stored as hashes."""

import hashlib
import secrets
from collections.abc import Mapping, Set
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from wizard.db.accounts import sessions
from wizard.db.accounts.sessions import StoredSession

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Without any request for this long, somebody else may sit there.
IDLE = timedelta(minutes=30)
#: A working day; then the role has to be proven again.
LONGEST = timedelta(hours=10)
#: `seen_at` is written at most this often.
_SEEN_EVERY = timedelta(minutes=1)


def hash_of(key: str) -> str:
    """Return the SHA-256 of a session key: reading the database does not give a session away."""
    return hashlib.sha256(key.encode()).hexdigest()


def is_in_time(stored: StoredSession, now: datetime) -> bool:
    """Tell whether a session was used recently enough, and is not too old."""
    return now - stored.seen_at < IDLE and now - stored.created_at < LONGEST


def begin(
    session: "Session",
    *,
    instead_of: str | None,
    content: Mapping[str, Any],
    person_id: int | None,
    browser: str | None,
    now: datetime,
) -> str:
    """Start a session and return its new key.

    `instead_of`: the key that the browser sent, whose session ends; it may be somebody else's
    choice, so it is never used again.
    """
    key = secrets.token_urlsafe(32)
    if instead_of:
        end(session, instead_of, now)
    sessions.start(
        session, hash_of(key), content=content, person_id=person_id, browser=browser, at=now
    )
    return key


def is_to_be_written(stored: StoredSession, *, quiet: bool, now: datetime) -> bool:
    """Tell whether it is time to write that the session was used. `quiet`: by a poll."""
    return not quiet and now - stored.seen_at >= _SEEN_EVERY


def go_on(
    session: "Session", key: str, *, put: Mapping[str, Any], drop: Set[str], seen_at: datetime
) -> None:
    """Write the changed keys of a session, and when it was used last."""
    sessions.change(session, hash_of(key), put=put, drop=frozenset(drop), at=seen_at)


def end(session: "Session", key: str, now: datetime) -> None:
    """End a session and forget what it held."""
    sessions.end(session, hash_of(key), now)
