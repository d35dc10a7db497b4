"""Queries on the mail outage: why no mails can go out, for as long as that is so."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wizard.db.models import MailOutageRecord
from wizard.domain.reminders.mailing import Fault

#: The key of the one row.
_ONLY = 1


@dataclass(frozen=True)
class Outage:
    """Mails are held up since a moment, and why: for the operator to mend."""

    since: datetime
    fault: Fault
    reason: str


def standing(session: Session) -> Outage | None:
    """Return the outage that stands, if any."""
    kept = session.get(MailOutageRecord, _ONLY)
    return Outage(kept.since, Fault(kept.fault), kept.reason) if kept else None


def keep(session: Session, outage: Outage) -> None:
    """Keep an outage; one that stands keeps the moment at which it began."""
    said = {"fault": outage.fault.value, "reason": outage.reason}
    stands = update(MailOutageRecord).where(MailOutageRecord.id == _ONLY).values(said)
    if session.scalar(stands.returning(MailOutageRecord.id)) is not None:
        return  # not read before: another sender may end it meanwhile
    try:
        with session.begin_nested():
            session.add(MailOutageRecord(id=_ONLY, since=outage.since, **said))
    except IntegrityError:
        return  # another sender met it at the same moment


def end(session: Session) -> None:
    """Forget the outage: mails go again."""
    session.execute(delete(MailOutageRecord))
