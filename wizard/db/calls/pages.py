"""Queries on the page that a caller has in front of them: one row for each call that goes on."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from wizard.db.models import CallPageRecord


@dataclass(frozen=True)
class CallPage:
    """A page as its caller sees it. `content`: HTML in which nothing can be used.

    `script`: the key of what the agent says there. `errors`: as they stand on the page. `looked`:
    the last version that the agent was shown.
    """

    path: str
    heading: str
    script: str
    brin: str | None
    errors: tuple[str, ...]
    overtaken: bool
    content: str
    version: int = 0
    looked: int = 0
    shown_at: datetime | None = None


def put(session: Session, call_id: int, page: CallPage, at: datetime) -> None:
    """Keep what the caller sees now; the version goes up when that is another page than before."""
    record = session.get(CallPageRecord, call_id, with_for_update=True)
    if record is None:
        record = CallPageRecord(call_id=call_id, version=0, looked=0)
        session.add(record)
    values = {
        "path": page.path,
        "heading": page.heading,
        "script": page.script,
        "brin": page.brin,
        "errors": json.dumps(page.errors, ensure_ascii=False),
        "overtaken": page.overtaken,
        "content": page.content,
    }
    if all(getattr(record, name) == value for name, value in values.items()):
        return
    for name, value in values.items():
        setattr(record, name, value)
    record.version, record.shown_at = record.version + 1, at


def find(session: Session, call_id: int) -> CallPage | None:
    """Return the page of a call, if there is one yet."""
    record = session.get(CallPageRecord, call_id)
    if record is None:
        return None
    return CallPage(
        path=record.path,
        heading=record.heading,
        script=record.script,
        brin=record.brin,
        errors=tuple(json.loads(record.errors)),
        overtaken=record.overtaken,
        content=record.content,
        version=record.version,
        looked=record.looked,
        shown_at=record.shown_at,
    )


def version(session: Session, call_id: int) -> int:
    """Return which page of a call the caller sees, counted from 1; 0 when there is none yet."""
    query = select(CallPageRecord.version).where(CallPageRecord.call_id == call_id)
    return session.scalar(query) or 0


def look(session: Session, call_id: int, version: int) -> bool:
    """Note that this version was shown; tell whether that is new. Two at once: one of them is."""
    found = session.execute(
        update(CallPageRecord)
        .where(CallPageRecord.call_id == call_id, CallPageRecord.looked < version)
        .values(looked=version)
        .returning(CallPageRecord.call_id)
    ).scalar()
    return found is not None
