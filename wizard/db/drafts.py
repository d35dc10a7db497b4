"""Queries on stored answers: the draft of a school, and a board's answers to what it needs."""

import secrets
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wizard.db.base import Base
from wizard.db.models import DraftRecord, NeedsRecord, PersonRecord, SchoolRecord
from wizard.domain.draft import Draft
from wizard.domain.mandate import SystemChoice
from wizard.domain.person import Person

#: Rows of a whole board go in without a record for each.
_TABLE = Base.metadata.tables[DraftRecord.__tablename__]


class Change(TypedDict, total=False):
    """The answers that one form changes; what it leaves out stays as it was."""

    services: tuple[str, ...]
    system: SystemChoice | None
    starts_on: date | None
    keep_old: bool | None
    end_old_on: date | None
    parked_at: datetime | None
    look_again_on: date | None


#: The answers whose column has the same name and value.
_AS_THEY_ARE = frozenset({"starts_on", "keep_old", "end_old_on", "parked_at", "look_again_on"})


def drafts_of_board(session: Session, number: str, only: str | None = None) -> dict[str, Draft]:
    """Return the stored answers of a board's schools, or `only` of one (a BRIN), by BRIN."""
    query = (
        select(DraftRecord, PersonRecord.name)
        .join(SchoolRecord, DraftRecord.brin == SchoolRecord.brin)
        .join(PersonRecord, DraftRecord.updated_by == PersonRecord.id)
        .where(SchoolRecord.board_number == number)
    )
    if only is not None:
        query = query.where(DraftRecord.brin == only)
    return {record.brin: _draft(record, name) for record, name in session.execute(query)}


def change(
    session: Session, brin: str, *, by: Person, at: datetime, **answers: Unpack[Change]
) -> None:
    """Store answers for a school; the first one opens its draft. Lock the school before."""
    record = session.get(DraftRecord, brin, populate_existing=True)
    if record is None:
        record = DraftRecord(brin=brin, key=secrets.token_hex(16), services="")
        session.add(record)
    if "services" in answers:
        record.services = ",".join(answers["services"])
    if "system" in answers:
        _set_system(record, answers["system"])
    for name in _AS_THEY_ARE & answers.keys():
        setattr(record, name, answers.get(name))
    record.updated_at, record.updated_by = at, by.id
    session.flush()


def touch(session: Session, brin: str, *, by: Person, at: datetime) -> None:
    """Note who works on a school's answers; the answers, and so their version, stay the same."""
    if session.get(DraftRecord, brin, populate_existing=True) is None:
        change(session, brin, by=by, at=at)
    touching = update(DraftRecord).where(DraftRecord.brin == brin)
    session.execute(touching.values(updated_at=at, updated_by=by.id))


def go_on(
    session: Session, brin: str, *, services: tuple[str, ...], by: Person, at: datetime
) -> None:
    """Turn saved answers into new ones for the services that are left, with the same system."""
    change(session, brin, by=by, at=at, services=services, keep_old=None, end_old_on=None)
    session.get_one(DraftRecord, brin).key = secrets.token_hex(16)
    session.flush()


def drop_draft(session: Session, brin: str) -> None:
    """Forget the stored answers of a school: they became mandates, or were taken back."""
    record = session.get(DraftRecord, brin)
    if record is not None:
        session.delete(record)
        session.flush()


def leave(
    session: Session,
    brins: Collection[str],
    *,
    services: tuple[str, ...],
    by: Person,
    at: datetime,
) -> None:
    """Have the answers of these schools be about these services alone, in one statement."""
    _change_all(session, brins, by=by, at=at, services=",".join(services))


def answer(
    session: Session, brins: Collection[str], system: SystemChoice, *, by: Person, at: datetime
) -> None:
    """Choose this LAS for several schools, in one statement; nobody waits for them any more.

    What was answered about the mandate of another LAS goes with that LAS.
    """
    _change_all(
        session,
        brins,
        by=by,
        at=at,
        system_key=system.key,
        system_name=system.name,
        system_supplier=system.supplier,
        keep_old=None,
        end_old_on=None,
        parked_at=None,
        look_again_on=None,
    )


def look_again(
    session: Session, brins: Collection[str], *, on: date, by: Person, at: datetime
) -> None:
    """Keep for several schools when to see whether they have answered, in one statement."""
    _change_all(session, brins, by=by, at=at, look_again_on=on)


def drop_drafts(session: Session, brins: Collection[str]) -> None:
    """Forget the stored answers of several schools, in one statement."""
    session.execute(
        delete(DraftRecord)
        .where(DraftRecord.brin.in_(brins))
        .execution_options(synchronize_session=False)
    )


def park(
    session: Session,
    waits: Mapping[str, tuple[str, ...]],
    *,
    look_again_on: date,
    by: Person,
    at: datetime,
) -> None:
    """These schools (BRIN -> the services that are open) are asked which LAS they use."""
    known = select(DraftRecord.brin).where(DraftRecord.brin.in_(waits))
    begun = set(session.scalars(known))
    nothing = dict.fromkeys(("system_key", "system_name", "system_supplier"))
    waiting = {"parked_at": at, "look_again_on": look_again_on}
    _change_all(session, begun, by=by, at=at, **waiting, **nothing)
    rows = [
        {
            "brin": brin,
            "key": secrets.token_hex(16),
            "services": ",".join(services),
            **waiting,
            "updated_at": at,
            "updated_by": by.id,
            "version": 1,
        }
        for brin, services in waits.items()
        if brin not in begun
    ]
    if rows:
        session.execute(insert(_TABLE), rows)


def needs_of_board(session: Session, number: str) -> dict[str, str]:
    """Return a board's answers to "Wat hebt u nodig": question -> answer, of what was answered."""
    record = session.get(NeedsRecord, number)
    return _needs(record) if record else {}


def needs_of_boards(session: Session, numbers: Collection[str]) -> dict[str, dict[str, str]]:
    """Return the same for several boards, by number; who answered nothing is left out."""
    query = select(NeedsRecord).where(NeedsRecord.board_number.in_(numbers))
    return {record.board_number: _needs(record) for record in session.scalars(query)}


def keep_needs(
    session: Session, number: str, answers: dict[str, str], *, by: Person, at: datetime
) -> None:
    """Keep a board's answers; a question that was not answered now keeps its old answer."""
    record = session.get(NeedsRecord, number) or _open_needs(session, number, by=by, at=at)
    for key, value in answers.items():
        setattr(record, key, value)
    record.updated_at, record.updated_by = at, by.id


def _open_needs(session: Session, number: str, *, by: Person, at: datetime) -> NeedsRecord:
    """Open a board's answers. Two people at once: the second finds what the first opened."""
    record = NeedsRecord(board_number=number, updated_at=at, updated_by=by.id)
    try:
        with session.begin_nested():
            session.add(record)
    except IntegrityError:
        return session.get_one(NeedsRecord, number)
    return record


def _needs(record: NeedsRecord) -> dict[str, str]:
    answers = {key: getattr(record, key) for key in ("agreement", "access", "schools", "system")}
    return {key: value for key, value in answers.items() if value}


def _change_all(
    session: Session, brins: Collection[str], *, by: Person, at: datetime, **columns: Any
) -> None:
    """Change what is kept of these schools, in one statement: who has the old page looks again."""
    session.execute(
        update(DraftRecord)
        .where(DraftRecord.brin.in_(brins))
        .values(updated_at=at, updated_by=by.id, version=DraftRecord.version + 1, **columns)
        .execution_options(synchronize_session=False)
    )


def _set_system(record: DraftRecord, system: SystemChoice | None) -> None:
    record.system_key = system.key if system else None
    record.system_name = system.name if system else None
    record.system_supplier = system.supplier if system else None


def _draft(record: DraftRecord, updated_by: str) -> Draft:
    system = None
    if record.system_key is not None:
        system = SystemChoice(
            key=record.system_key,
            name=record.system_name or "",
            supplier=record.system_supplier or "",
        )
    return Draft(
        brin=record.brin,
        key=record.key,
        services=tuple(filter(None, record.services.split(","))),
        system=system,
        starts_on=record.starts_on,
        keep_old=record.keep_old,
        end_old_on=record.end_old_on,
        parked_at=record.parked_at,
        updated_at=record.updated_at,
        updated_by=updated_by,
        updated_by_id=record.updated_by,
        version=record.version,
        look_again_on=record.look_again_on,
    )
