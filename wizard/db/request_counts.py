"""Counting what somebody asks for, for all processes together, since some minutes."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from wizard.db.models import RequestCountRecord


def add(session: Session, kind: str, who: str, since: datetime, requests: int) -> int:
    """Count these requests too, and return how many there were since that moment."""
    table = RequestCountRecord
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    insert = sqlite.insert(table) if is_sqlite else postgresql.insert(table)
    counted = (
        insert.values(kind=kind, who=who, since=since, requests=requests)
        .on_conflict_do_update(
            index_elements=[table.kind, table.who, table.since],
            set_={"requests": table.requests + requests},
        )
        .returning(table.requests)
    )
    return session.scalars(counted).one()


def forget_before(session: Session, moment: datetime) -> None:
    """Forget the counts that began before this moment."""
    session.execute(delete(RequestCountRecord).where(RequestCountRecord.since < moment))
