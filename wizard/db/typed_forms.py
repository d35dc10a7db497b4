"""What somebody sent with a form that came too late: kept for them alone, until it is sent anew."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wizard.db.models import TypedFormRecord

#: Of one person; an older one is forgotten.
_MOST = 3
Fields = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class TypedForm:
    """What was typed: on which page, sent to which path, as pairs of a name and a value."""

    id: int
    page: str
    action: str
    fields: Fields


def keep(
    session: Session, person_id: int, *, page: str, action: str, fields: Fields, at: datetime
) -> None:
    """Keep what was typed, instead of what was typed in the same form before."""
    forget(session, person_id, action)
    session.add(
        TypedFormRecord(
            person_id=person_id, page=page, action=action, fields=json.dumps(fields), at=at
        )
    )
    session.flush()
    newest = select(TypedFormRecord.id).where(TypedFormRecord.person_id == person_id)
    kept = session.scalars(newest.order_by(TypedFormRecord.id.desc()).limit(_MOST)).all()
    session.execute(
        delete(TypedFormRecord).where(
            TypedFormRecord.person_id == person_id, TypedFormRecord.id.not_in(kept)
        )
    )


def of_person(session: Session, person_id: int) -> list[TypedForm]:
    """Return what is kept for this person, the newest first."""
    records = session.scalars(
        select(TypedFormRecord)
        .where(TypedFormRecord.person_id == person_id)
        .order_by(TypedFormRecord.id.desc())
    )
    return [
        TypedForm(each.id, each.page, each.action, [(n, v) for n, v in json.loads(each.fields)])
        for each in records
    ]


def is_of_others(session: Session, person_id: int, page: str) -> bool:
    """Tell whether this very page is kept for somebody else, and not for this person."""
    whose = select(TypedFormRecord.person_id).where(TypedFormRecord.page == page)
    people = set(session.scalars(whose))
    return bool(people) and person_id not in people


def forget(session: Session, person_id: int, action: str | None = None) -> None:
    """Forget what was typed in one form, or in all."""
    forgetting = delete(TypedFormRecord).where(TypedFormRecord.person_id == person_id)
    if action is not None:
        forgetting = forgetting.where(TypedFormRecord.action == action)
    session.execute(forgetting)


def forget_before(session: Session, moment: datetime) -> None:
    """Forget what nobody came back for."""
    session.execute(delete(TypedFormRecord).where(TypedFormRecord.at < moment))
