"""Queries on which LAS schools use, as their board told."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from wizard.db.base import Base
from wizard.db.models import PersonRecord, SchoolRecord, SchoolSystemRecord
from wizard.domain.draft import Told
from wizard.domain.mandate import SystemChoice
from wizard.domain.person import Person

_TABLE = Base.metadata.tables[SchoolSystemRecord.__tablename__]


def told_of_board(session: Session, number: str, only: str | None = None) -> dict[str, Told]:
    """Return what was told of a board's schools, or `only` of one (a BRIN), by BRIN."""
    query = (
        select(
            SchoolSystemRecord.brin,
            SchoolSystemRecord.system_key,
            SchoolSystemRecord.system_name,
            SchoolSystemRecord.system_supplier,
            SchoolSystemRecord.told_at,
            PersonRecord.name,
        )
        .join(SchoolRecord, SchoolSystemRecord.brin == SchoolRecord.brin)
        .join(PersonRecord, SchoolSystemRecord.told_by == PersonRecord.id)
        .where(SchoolRecord.board_number == number)
    )
    if only is not None:
        query = query.where(SchoolSystemRecord.brin == only)
    rows = session.execute(query)
    return {brin: Told(SystemChoice(*system), at, by) for brin, *system, at, by in rows}


def tell(session: Session, uses: Mapping[str, SystemChoice], *, by: Person, at: datetime) -> None:
    """Keep which LAS these schools use (BRIN -> LAS) instead of what was told before.

    Lock the schools first: of two who tell at once, the last is kept.
    """
    forget(session, uses)
    rows = [
        {
            "brin": brin,
            "system_key": system.key,
            "system_name": system.name,
            "system_supplier": system.supplier,
            "told_at": at,
            "told_by": by.id,
        }
        for brin, system in uses.items()
    ]
    if rows:
        session.execute(insert(_TABLE), rows)


def forget(session: Session, brins: Collection[str]) -> None:
    """Nobody knows any more which LAS these schools use."""
    session.execute(delete(_TABLE).where(_TABLE.c.brin.in_(list(brins))))
