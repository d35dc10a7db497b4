"""Queries on lists of schools and their LAS that somebody sent and has to look at."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wizard.db.system_models import SystemListRecord
from wizard.domain.person import Person
from wizard.domain.system_list import Row

#: So long somebody may leave a list, and go on with it.
KEPT = timedelta(days=7)


@dataclass(frozen=True)
class SentList:
    """A list as it was read. `is_kept`: what it says was kept already, and its rows are gone."""

    key: str
    file_name: str
    rows: tuple[Row, ...]
    is_kept: bool


def add(
    session: Session, board: str, *, file_name: str, rows: Sequence[Row], by: Person, at: datetime
) -> str:
    """Keep a list for looking at, and return its key."""
    key = secrets.token_hex(16)
    content = json.dumps([[row.line, row.brin, row.system] for row in rows], ensure_ascii=False)
    session.add(
        SystemListRecord(
            key=key,
            board_number=board,
            file_name=file_name,
            content=content,
            sent_at=at,
            sent_by=by.id,
        )
    )
    session.flush()
    return key


def find(session: Session, board: str, key: str) -> SentList | None:
    """Return the list with this key, if it is this board's."""
    query = select(SystemListRecord).where(
        SystemListRecord.key == key, SystemListRecord.board_number == board
    )
    record = session.scalars(query).one_or_none()
    if record is None:
        return None
    rows = tuple(Row(*row) for row in json.loads(record.content))
    return SentList(record.key, record.file_name, rows, record.kept_at is not None)


def forget_old(session: Session, now: datetime) -> None:
    """Remove the lists that nobody came back to."""
    session.execute(delete(SystemListRecord).where(SystemListRecord.sent_at < now - KEPT))


def mark_kept(session: Session, key: str, at: datetime) -> None:
    """What the list says was kept: its rows are not needed any more."""
    record = session.get_one(SystemListRecord, key)
    record.kept_at, record.content = at, "[]"
    session.flush()
