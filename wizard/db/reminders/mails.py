"""Queries on mails: the claim before sending, the outcome after, and the history."""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wizard.db.models import MailRecord
from wizard.domain.reminders.mailing import LEASE, MailState, is_settled, may_go_again

#: What tells whether a mail is settled, in the order of `is_settled`.
_SETTLED_BY = (MailRecord.state, MailRecord.handed, MailRecord.not_before)


@dataclass(frozen=True)
class Mail:
    """A mail to one address on one occasion."""

    id: int
    email: str
    occasion: str
    boards: tuple[str, ...]
    message_id: str
    state: MailState
    attempts: int
    handed: int
    not_before: datetime
    changed_at: datetime
    reason: str

    def is_settled(self, now: datetime) -> bool:
        """Nobody is to send it now; see `wizard.domain.reminders.mailing`."""
        return is_settled(self.state, self.handed, self.not_before, now)


@dataclass(frozen=True)
class Gone:
    """What became of a mail, for who decides on the next ones."""

    email: str
    occasion: str
    boards: tuple[str, ...]
    items: tuple[str, ...]
    changed_at: datetime
    is_settled: bool
    #: It went, it may have, or it was given up: what it tells of is for no other mail to tell.
    is_told: bool
    may_go_again: bool


def claim(
    session: Session,
    *,
    email: str,
    occasion: str,
    boards: Collection[str],
    message_id: str,
    now: datetime,
    items: Sequence[str] = (),
) -> Mail | None:
    """Take a mail, so that no other sender does; None when it is settled, or another was first.

    What may have arrived goes again with the same `items`, or not.
    """
    record = _add(session, email, occasion, message_id, now)
    told = json.dumps(list(items))
    if record is None:
        record = _locked(session, email, occasion)
        if _mail(record).is_settled(now) or (record.handed and record.items != told):
            return None
    record.boards, record.items = json.dumps(sorted(boards)), told
    record.state, record.attempts = MailState.CLAIMED.value, record.attempts + 1
    record.not_before, record.changed_at = now + LEASE, now
    session.flush()
    return _mail(record)


def hand_over(session: Session, mail: Mail, now: datetime) -> bool:
    """Note that the mail is about to be handed over; False when another sender has it by now."""
    found = session.execute(
        update(MailRecord)
        .where(MailRecord.id == mail.id, MailRecord.attempts == mail.attempts)
        .values(
            state=MailState.HANDED.value,
            handed=MailRecord.handed + 1,
            not_before=now + LEASE,
            changed_at=now,
        )
        .returning(MailRecord.id)
    ).scalar()
    return found is not None


def settle(
    session: Session,
    mail: Mail,
    state: MailState,
    *,
    now: datetime,
    not_before: datetime | None = None,
    not_handed: bool = False,
    reason: str = "",
) -> None:
    """Keep what became of a mail. `not_handed`: the server did not take it after all."""
    values: dict[str, object] = {
        "state": state.value,
        "not_before": not_before or now,
        "changed_at": now,
        "reason": reason,
    }
    if not_handed:
        values["handed"] = MailRecord.handed - 1
    session.execute(
        update(MailRecord)
        .where(MailRecord.id == mail.id, MailRecord.attempts == mail.attempts)
        .values(**values)
    )


def hold(session: Session, mail: Mail, *, now: datetime, reason: str) -> None:
    """Put a mail back that could not go for a reason that is not its own: it counts as no try."""
    state = MailState.UNKNOWN if mail.handed else MailState.HELD
    session.execute(
        update(MailRecord)
        .where(MailRecord.id == mail.id, MailRecord.attempts == mail.attempts)
        .values(
            state=state.value,
            attempts=MailRecord.attempts - 1,
            handed=MailRecord.handed - 1,
            not_before=now,
            changed_at=now,
            reason=reason,
        )
    )


def tried(session: Session, now: datetime) -> Mapping[tuple[str, str], datetime]:
    """Return when each mail that may go now was tried last, by address and occasion."""
    open_ = [each.value for each in MailState if may_go_again(each, handed=0)]
    query = select(MailRecord.email, MailRecord.occasion, MailRecord.changed_at).where(
        MailRecord.state.in_(open_), MailRecord.not_before <= now
    )
    return {(email, occasion): at for email, occasion, at in session.execute(query)}


def settled(session: Session, year: int, now: datetime) -> Mapping[str, Mapping[str, datetime]]:
    """Return for each address which occasions of a school year are settled now, and since when.

    All of the year, for its deadline may have moved. Rows, no records: for ten times as many those
    would cost more than ten times as much.
    """
    found: dict[str, dict[str, datetime]] = defaultdict(dict)
    columns = (MailRecord.email, MailRecord.occasion, MailRecord.changed_at)
    query = select(*columns, *_SETTLED_BY).where(
        MailRecord.occasion.between(f"{year}-08-01", f"{year + 1}-08-01")
    )
    for email, occasion, at, state, handed, not_before in session.execute(query):
        if is_settled(MailState(state), handed, not_before, now):
            found[email][occasion] = at
    return found


def gone(session: Session, *, since: datetime, about: Collection[str], now: datetime) -> list[Gone]:
    """Return the mails of the time since then, and those whose occasion begins like `about`.

    Rows, no records, as in `settled`.
    """
    begins = (MailRecord.occasion.startswith(each, autoescape=True) for each in about)
    wanted = or_(MailRecord.changed_at >= since, *begins)
    columns = (MailRecord.email, MailRecord.occasion, MailRecord.boards, MailRecord.items)
    query = select(*columns, MailRecord.changed_at, *_SETTLED_BY).where(wanted)
    return [_gone(row, now) for row in session.execute(query)]


def latest_states(session: Session, *, since: datetime) -> Mapping[str, MailState]:
    """Return for each address what became of the last mail to it, in one statement."""
    query = select(MailRecord.email, MailRecord.state).where(MailRecord.changed_at >= since)
    rows = session.execute(query.order_by(MailRecord.changed_at, MailRecord.id))
    return {email: MailState(state) for email, state in rows}


def of_board(session: Session, number: str, emails: Collection[str]) -> list[Mail]:
    """Return the mails about a board to these addresses, newest first; of other boards none."""
    query = select(MailRecord).where(
        MailRecord.email.in_(emails), MailRecord.boards.contains(f'"{number}"', autoescape=True)
    )
    query = query.order_by(MailRecord.changed_at.desc(), MailRecord.id.desc())
    return [_mail(record) for record in session.scalars(query)]


def _gone(row: Any, now: datetime) -> Gone:
    state = MailState(row.state)
    return Gone(
        email=row.email,
        occasion=row.occasion,
        boards=tuple(json.loads(row.boards)),
        items=tuple(json.loads(row.items)),
        changed_at=row.changed_at,
        is_settled=is_settled(state, row.handed, row.not_before, now),
        is_told=row.handed > 0 or state is MailState.GIVEN_UP,
        may_go_again=may_go_again(state, row.handed),
    )


def _add(
    session: Session, email: str, occasion: str, message_id: str, now: datetime
) -> MailRecord | None:
    record = MailRecord(
        email=email,
        occasion=occasion,
        boards="[]",
        items="[]",
        message_id=message_id,
        state=MailState.CLAIMED.value,
        attempts=0,
        handed=0,
        not_before=now,
        changed_at=now,
        reason="",
    )
    try:
        with session.begin_nested():
            session.add(record)
    except IntegrityError:
        return None
    return record


def _locked(session: Session, email: str, occasion: str) -> MailRecord:
    query = select(MailRecord).where(MailRecord.email == email, MailRecord.occasion == occasion)
    return session.scalars(query.with_for_update()).one()


def _mail(record: MailRecord) -> Mail:
    return Mail(
        id=record.id,
        email=record.email,
        occasion=record.occasion,
        boards=tuple(json.loads(record.boards)),
        message_id=record.message_id,
        state=MailState(record.state),
        attempts=record.attempts,
        handed=record.handed,
        not_before=record.not_before,
        changed_at=record.changed_at,
        reason=record.reason,
    )
