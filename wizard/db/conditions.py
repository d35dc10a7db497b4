"""What the domain says of one mandate, asked of the database for many: the same words in SQL."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_

from wizard.db.register_models import MandateRecord


def is_recorded() -> ColumnElement[bool]:
    """As `Mandate.is_recorded`."""
    return MandateRecord.recorded_at.is_not(None)


def awaits_recording() -> ColumnElement[bool]:
    """Saved, and nobody saw it in the register; what was taken back is not."""
    return and_(MandateRecord.recorded_at.is_(None), MandateRecord.ends_on.is_(None))


def awaits_end() -> ColumnElement[bool]:
    """As `Mandate.awaits_end`."""
    ends_here = MandateRecord.ends_on.is_not(None)
    ends_there = MandateRecord.end_recorded_at.is_not(None)
    return and_(is_recorded(), ends_here != ends_there)


def holds_on(day: date) -> ColumnElement[bool]:
    """Recorded, and its days have this one, which has not gone by yet."""
    lasts = or_(MandateRecord.ends_on.is_(None), MandateRecord.ends_on >= day)
    return and_(is_recorded(), MandateRecord.starts_on <= day, lasts)
