"""Queries on failures: what a reference number that somebody reads out stands for."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wizard.db.models import FailureRecord

#: Pieces of a path that say whose page it is: with a digit, which no name of a page has.
_OWNED = re.compile(r"[^/?]*[0-9][^/?]*")


@dataclass(frozen=True)
class Failure:
    """Something that went wrong on a page. `cause` is for whoever repairs it, not for the page."""

    reference: str
    kind: str
    cause: str
    path: str
    person_id: int | None
    at: datetime

    @property
    def page(self) -> str:
        """The path without whose it is: no board, school, receipt or address in a mail."""
        return _OWNED.sub("…", self.path)


def add(session: Session, failure: Failure) -> bool:
    """Keep a failure; False when its reference is taken."""
    record = FailureRecord(
        reference=failure.reference,
        kind=failure.kind,
        cause=failure.cause,
        path=failure.path,
        person_id=failure.person_id,
        at=failure.at,
    )
    try:
        with session.begin_nested():
            session.add(record)
    except IntegrityError:
        return False
    return True


def forget_before(session: Session, moment: datetime) -> None:
    """Forget the failures from before this moment: nobody reads their number out any more."""
    session.execute(delete(FailureRecord).where(FailureRecord.at < moment))


def forget_oldest(session: Session, person_id: int | None, *, kinds: str = "", keep: int) -> None:
    """Keep only the newest of a person's failures whose kind begins so.

    None as a person: of all who are not logged in together.
    """
    record = FailureRecord
    theirs = (record.person_id == person_id, record.kind.startswith(kinds, autoescape=True))
    newest = select(record.reference).where(*theirs).order_by(record.at.desc()).limit(keep)
    session.execute(delete(record).where(*theirs, record.reference.not_in(newest)))


def find(session: Session, reference: str) -> Failure | None:
    """Return the failure that was shown with this reference."""
    record = session.get(FailureRecord, reference)
    if record is None:
        return None
    return Failure(
        reference=record.reference,
        kind=record.kind,
        cause=record.cause,
        path=record.path,
        person_id=record.person_id,
        at=record.at,
    )
