"""Queries on web sessions: one row for each browser's visit."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from wizard.db.models import WebSessionRecord


@dataclass(frozen=True)
class StoredSession:
    """A session that has not been ended; whether it is still in time is for the caller to say."""

    content: Mapping[str, Any]
    created_at: datetime
    seen_at: datetime


def find(session: Session, key_hash: str) -> StoredSession | None:
    """Return the session of this key, unless it was ended."""
    record = session.get(WebSessionRecord, key_hash)
    if record is None or record.ended_at is not None:
        return None
    return StoredSession(json.loads(record.content), record.created_at, record.seen_at)


@dataclass(frozen=True)
class OpenSession:
    """Where somebody is logged in. `browser`: in words; None of before that was kept."""

    key_hash: str
    browser: str | None
    created_at: datetime
    seen_at: datetime


def open_of(
    session: Session, person_id: int, *, seen_after: datetime, begun_after: datetime
) -> list[OpenSession]:
    """Return the sessions of a person that go on, the one that was seen last first."""
    found = session.scalars(
        select(WebSessionRecord)
        .where(
            WebSessionRecord.person_id == person_id,
            WebSessionRecord.ended_at.is_(None),
            WebSessionRecord.seen_at > seen_after,
            WebSessionRecord.created_at > begun_after,
        )
        .order_by(WebSessionRecord.seen_at.desc(), WebSessionRecord.created_at.desc())
    )
    return [
        OpenSession(each.key_hash, each.browser, each.created_at, each.seen_at) for each in found
    ]


def start(
    session: Session,
    key_hash: str,
    *,
    content: Mapping[str, Any],
    person_id: int | None,
    browser: str | None = None,
    at: datetime,
) -> None:
    """Add a session."""
    session.add(
        WebSessionRecord(
            key_hash=key_hash,
            person_id=person_id,
            content=json.dumps(content),
            browser=browser,
            created_at=at,
            seen_at=at,
        )
    )


def change(
    session: Session,
    key_hash: str,
    *,
    put: Mapping[str, Any],
    drop: frozenset[str],
    at: datetime,
) -> None:
    """Change some keys, and leave those that another request changed meanwhile alone."""
    record = session.get(WebSessionRecord, key_hash, with_for_update=True)
    if record is None or record.ended_at is not None:
        return
    kept = {key: value for key, value in json.loads(record.content).items() if key not in drop}
    record.content = json.dumps(kept | dict(put))
    record.seen_at = at


def end(session: Session, key_hash: str, at: datetime) -> None:
    """End a session and forget what it held; ending it twice changes nothing."""
    session.execute(
        update(WebSessionRecord)
        .where(WebSessionRecord.key_hash == key_hash, WebSessionRecord.ended_at.is_(None))
        .values(ended_at=at, content="{}")
    )


def end_all_of(session: Session, person_id: int, at: datetime) -> int:
    """Revoke every session of a person, and return how many there were."""
    open_sessions = select(WebSessionRecord).where(
        WebSessionRecord.person_id == person_id, WebSessionRecord.ended_at.is_(None)
    )
    records = session.scalars(open_sessions.with_for_update()).all()
    for record in records:
        record.ended_at, record.content = at, "{}"
    return len(records)


def end_all(session: Session, at: datetime) -> int:
    """Revoke every session of whoever is logged in, and return how many there were."""
    ending = (
        update(WebSessionRecord)
        .where(WebSessionRecord.person_id.is_not(None), WebSessionRecord.ended_at.is_(None))
        .values(ended_at=at, content="{}")
        .returning(WebSessionRecord.key_hash)
    )
    return len(session.scalars(ending).all())


def forget_unseen_since(session: Session, before: datetime, *, anonymous: datetime) -> None:
    """Delete the rows of sessions that nobody used since then, ended or not.

    Where nobody logged in, since `anonymous`.
    """
    nobody = WebSessionRecord.person_id.is_(None) & (WebSessionRecord.seen_at < anonymous)
    session.execute(delete(WebSessionRecord).where((WebSessionRecord.seen_at < before) | nobody))
