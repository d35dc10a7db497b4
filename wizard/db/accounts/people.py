"""Queries on the people who log in."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wizard.db.models import PersonRecord
from wizard.domain.person import Person


def remember(
    session: Session, *, issuer: str, subject: str, name: str, email: str, at: datetime
) -> Person:
    """Keep who logged in, as the provider names them now; a person is one issuer's subject."""
    record = _find(session, issuer, subject) or _add(session, issuer, subject, at)
    record.name = name
    record.email = email
    record.last_login_at = at
    session.flush()
    return _person(record)


def person(session: Session, person_id: int) -> Person | None:
    """Return the person with this id of ours."""
    record = session.get(PersonRecord, person_id)
    return _person(record) if record else None


def named(session: Session, text: str) -> list[Person]:
    """Return who an operator means: a mail address, or what the provider calls somebody (`sub`)."""
    known = (PersonRecord.subject == text) | (func.lower(PersonRecord.email) == text.lower())
    return [_person(each) for each in session.scalars(select(PersonRecord).where(known))]


def _find(session: Session, issuer: str, subject: str) -> PersonRecord | None:
    return session.scalars(
        select(PersonRecord).where(PersonRecord.issuer == issuer, PersonRecord.subject == subject)
    ).one_or_none()


def _add(session: Session, issuer: str, subject: str, at: datetime) -> PersonRecord:
    """Add the person. Two first logins at once: the second finds what the first added."""
    record = PersonRecord(issuer=issuer, subject=subject, name="", email="", last_login_at=at)
    try:
        with session.begin_nested():
            session.add(record)
    except IntegrityError:
        found = _find(session, issuer, subject)
        if found is None:
            raise
        return found
    return record


def _person(record: PersonRecord) -> Person:
    return Person(
        id=record.id,
        issuer=record.issuer,
        subject=record.subject,
        name=record.name,
        email=record.email,
    )
