"""The tables of the mandate register: mandates, the receipts that they were saved with, and how
mandates stood before an act changed them.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from wizard.db.base import Base, UtcDateTime


class ReceiptRecord(Base):
    """One operation, of a `kind`. `key` comes from the page, so that sending twice saves once.

    One for several schools has the school to begin with, and the chosen schools that stayed behind
    as JSON.
    `copy_declined_at`: somebody answered that what was saved is not to be copied. Undone: when, by
    whom, and what `remains` to know or to do as JSON.
    """

    __tablename__ = "receipt"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    board_number: Mapped[str] = mapped_column(ForeignKey("board.number"), index=True)
    sentence: Mapped[str] = mapped_column(Text)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    source_brin: Mapped[str | None] = mapped_column(String(4))
    left_behind: Mapped[str | None] = mapped_column(Text)
    copy_declined_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    remains: Mapped[str | None] = mapped_column(Text)


class MandateRecord(Base):
    """A mandate. While it has no end, school, service and system name it uniquely.

    `end_receipt_number`: the operation that ended it. `end_recorded_at`: an end was seen in the
    register; see `wizard.domain.mandate.Mandate.awaits_end`.
    """

    __tablename__ = "mandate"
    __table_args__ = (
        Index(
            "ix_mandate_without_end",
            "brin",
            "service",
            "system_key",
            unique=True,
            sqlite_where=text("ends_on IS NULL"),
            postgresql_where=text("ends_on IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    brin: Mapped[str] = mapped_column(ForeignKey("school.brin"), index=True)
    service: Mapped[str] = mapped_column(String(40))
    system_key: Mapped[str] = mapped_column(Text)
    system_name: Mapped[str] = mapped_column(Text)
    system_supplier: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    receipt_number: Mapped[str | None] = mapped_column(ForeignKey("receipt.number"), index=True)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    problem_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    end_receipt_number: Mapped[str | None] = mapped_column(ForeignKey("receipt.number"), index=True)
    end_recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    end_problem_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class EarlierRecord(Base):
    """How a mandate stood before an act changed it: kept, so that the act can be undone."""

    __tablename__ = "mandate_before"

    receipt_number: Mapped[str] = mapped_column(ForeignKey("receipt.number"), primary_key=True)
    mandate_id: Mapped[int] = mapped_column(ForeignKey("mandate.id"), primary_key=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    earlier_receipt: Mapped[str | None] = mapped_column(ForeignKey("receipt.number"), index=True)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    problem_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    end_receipt_number: Mapped[str | None] = mapped_column(ForeignKey("receipt.number"))
    end_recorded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_recorded_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    end_problem_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
