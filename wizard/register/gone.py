"""Which schools an operation was about, also those that are no longer its board's."""

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wizard.db.register_models import EarlierRecord, MandateRecord


def schools_of_operation(session: Session, receipt: str) -> frozenset[str]:
    """Return the BRINs of the schools where an operation gave a mandate, or changed one."""
    changed = select(EarlierRecord.mandate_id).where(
        or_(EarlierRecord.receipt_number == receipt, EarlierRecord.earlier_receipt == receipt)
    )
    query = select(MandateRecord.brin).where(
        or_(
            MandateRecord.receipt_number == receipt,
            MandateRecord.end_receipt_number == receipt,
            MandateRecord.id.in_(changed),
        )
    )
    return frozenset(session.scalars(query.distinct()))
