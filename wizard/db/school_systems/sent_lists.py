"""Queries on lists of schools and their LAS that somebody sent and has to look at."""

import json
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wizard.db.models import SystemListRecord
from wizard.domain.person import Person
from wizard.domain.school_systems.mending import Header, Original
from wizard.domain.school_systems.system_list import Row

#: So long somebody may leave a list, and go on with it.
KEPT = timedelta(days=7)
#: So many lists one person may leave at one board; of more the oldest go.
MOST_OF_ONE = 20


@dataclass(frozen=True)
class SentList:
    """A list as it was read.

    `is_kept`: what it says was kept already, and of its rows only those are left that were wrong.
    `earlier_name`: the file whose right rows are among these; "" where there is none.
    """

    key: str
    file_name: str
    rows: tuple[Row, ...]
    is_kept: bool
    original: Original
    earlier_name: str
    sent_by: int


def add(
    session: Session,
    board: str,
    *,
    file_name: str,
    rows: Sequence[Row],
    by: Person,
    at: datetime,
    original: Original | None = None,
    earlier: SentList | None = None,
) -> str:
    """Keep a list for looking at, and return its key. `earlier`: the list that it adds to."""
    _make_room(session, board, by)
    key = secrets.token_hex(16)
    session.add(
        SystemListRecord(
            key=key,
            board_number=board,
            file_name=file_name,
            content=_as_json(rows),
            original=_of_original(original) if original else None,
            adds_to=earlier.key if earlier else None,
            earlier_name=(earlier.earlier_name or earlier.file_name) if earlier else None,
            sent_at=at,
            sent_by=by.id,
        )
    )
    session.flush()
    return key


def find(session: Session, board: str, key: str, at: datetime) -> SentList | None:
    """Return the list with this key, if it is this board's and not too old."""
    query = select(SystemListRecord).where(
        SystemListRecord.key == key,
        SystemListRecord.board_number == board,
        SystemListRecord.sent_at >= at - KEPT,
    )
    record = session.scalars(query).one_or_none()
    return _sent(record) if record else None


def waiting_of(session: Session, board: str, by: Person, at: datetime) -> SentList | None:
    """Return the list that this person sent last, if nothing of it was kept yet."""
    query = (
        select(SystemListRecord)
        .where(
            SystemListRecord.board_number == board,
            SystemListRecord.sent_by == by.id,
            SystemListRecord.sent_at >= at - KEPT,
        )
        .order_by(SystemListRecord.sent_at.desc())
        .limit(1)
    )
    record = session.scalars(query).one_or_none()
    return _sent(record) if record and record.kept_at is None else None


def forget_old(session: Session, now: datetime) -> None:
    """Remove the lists that nobody came back to."""
    session.execute(delete(SystemListRecord).where(SystemListRecord.sent_at < now - KEPT))


def mark_kept(session: Session, key: str, at: datetime, wrong: Iterable[Row]) -> None:
    """What the list says was kept: only the rows that were wrong are still needed.

    Of a list that it adds to nothing is needed any more.
    """
    record = session.get_one(SystemListRecord, key)
    record.kept_at, record.content = at, _as_json(wrong)
    while record.adds_to and (earlier := session.get(SystemListRecord, record.adds_to)):
        earlier.kept_at, earlier.content, earlier.original = at, "[]", None
        record = earlier
    session.flush()


def _make_room(session: Session, board: str, by: Person) -> None:
    of_one = (
        SystemListRecord.board_number == board,
        SystemListRecord.sent_by == by.id,
    )
    newest = (
        select(SystemListRecord.key).where(*of_one).order_by(SystemListRecord.sent_at.desc())
    ).limit(MOST_OF_ONE - 1)
    keys = session.scalars(newest).all()
    if len(keys) == MOST_OF_ONE - 1:
        session.execute(delete(SystemListRecord).where(*of_one, SystemListRecord.key.not_in(keys)))


def _sent(record: SystemListRecord) -> SentList:
    return SentList(
        record.key,
        record.file_name,
        tuple(_row(*row) for row in json.loads(record.content)),
        record.kept_at is not None,
        _read_original(record.original),
        record.earlier_name or "",
        record.sent_by,
    )


def _row(line: int, brin: str, system: str, hidden: bool = False) -> Row:
    """Return a row as it was kept."""
    return Row(line, brin, system, hidden=hidden)


def _as_json(rows: Iterable[Row]) -> str:
    """Write rows; what is hidden says so. The release before this one reads all others."""
    cells = [[row.line, row.brin, row.system, *([True] if row.hidden else [])] for row in rows]
    return json.dumps(cells, ensure_ascii=False)


def _of_original(original: Original) -> str:
    header = original.header
    return json.dumps(
        [[header.names, header.brin, header.system], list(original.cells.items())],
        ensure_ascii=False,
    )


def _read_original(content: str | None) -> Original:
    if content is None:
        return Original()
    (names, brin, system), cells = json.loads(content)
    return Original(Header(tuple(names), brin, system), {line: tuple(row) for line, row in cells})
