"""Reading and writing all boards, schools and sites at once: a handful of statements."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from wizard.db.base import Base
from wizard.db.models import BoardRecord, SchoolRecord, SiteRecord
from wizard.domain.school_import.school_changes import Changes, Stored
from wizard.domain.school_import.snapshot import BoardRow, SchoolRow, SiteRow


def stored_boards(session: Session) -> dict[str, Stored[BoardRow]]:
    """Return every board of every source, by number."""
    rows = session.execute(
        select(BoardRecord.number, BoardRecord.name, BoardRecord.place, BoardRecord.source)
    )
    return {number: Stored(BoardRow(number, *rest), source) for number, *rest, source in rows}


def stored_schools(session: Session) -> dict[str, Stored[SchoolRow]]:
    """Return every school of every source, closed ones too, by BRIN."""
    rows = session.execute(
        select(
            SchoolRecord.brin,
            SchoolRecord.board_number,
            SchoolRecord.name,
            SchoolRecord.place,
            SchoolRecord.source,
            SchoolRecord.closed_on,
        )
    )
    return {
        brin: Stored(SchoolRow(brin, *rest), source, closed_on)
        for brin, *rest, source, closed_on in rows
    }


def stored_sites(session: Session) -> dict[str, Stored[SiteRow]]:
    """Return every site of every source, closed ones too, by code."""
    rows = session.execute(
        select(
            SiteRecord.code,
            SiteRecord.brin,
            SiteRecord.name,
            SiteRecord.place,
            SiteRecord.source,
            SiteRecord.closed_on,
        )
    )
    return {
        code: Stored(SiteRow(code, *rest), source, closed_on)
        for code, *rest, source, closed_on in rows
    }


def write_boards(session: Session, changes: Changes[BoardRow], *, source: str) -> None:
    """Write new and changed boards, before their schools."""
    _insert(session, BoardRecord, changes.new, {"source": source})
    _update(session, BoardRecord, changes.changed, {"source": source})


def write_schools(
    session: Session, changes: Changes[SchoolRow], *, source: str, today: date
) -> None:
    """Write schools; their mandates, drafts and events hang on the BRIN and move along."""
    is_open: dict[str, Any] = {"source": source, "closed_on": None}
    _insert(session, SchoolRecord, changes.new, is_open)
    _update(session, SchoolRecord, changes.changed + changes.reopened, is_open)
    _update(session, SchoolRecord, changes.closed, {"closed_on": today})
    session.expire_all()


def write_sites(session: Session, changes: Changes[SiteRow], *, source: str, today: date) -> None:
    """Write sites, after their schools."""
    is_open: dict[str, Any] = {"source": source, "closed_on": None}
    _insert(session, SiteRecord, changes.new, is_open)
    _update(session, SiteRecord, changes.changed + changes.reopened, is_open)
    _update(session, SiteRecord, changes.closed, {"closed_on": today})
    session.expire_all()


_AnyRow = BoardRow | SchoolRow | SiteRow


def _insert(
    session: Session, table: type[Base], rows: Iterable[_AnyRow], more: dict[str, Any]
) -> None:
    values = [asdict(row) | more for row in rows]
    if values:  # an empty list would insert one row of nothing
        session.execute(insert(table), values)


def _update(
    session: Session, table: type[Base], rows: Iterable[_AnyRow], more: dict[str, Any]
) -> None:
    """Update by primary key, which is among the columns of each row."""
    values = [asdict(row) | more for row in rows]
    if values:
        session.execute(update(table), values)
