"""The table of which LAS schools use, as their board told."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from wizard.db.base import Base, UtcDateTime


class SchoolSystemRecord(Base):
    """Which LAS a school uses, as somebody of its board told last: no mandate, and no answer yet.

    Unlike a draft it stays when mandates were saved: the next service is for the same LAS.
    """

    __tablename__ = "school_system"

    brin: Mapped[str] = mapped_column(ForeignKey("school.brin"), primary_key=True)
    system_key: Mapped[str] = mapped_column(Text)
    system_name: Mapped[str] = mapped_column(Text)
    system_supplier: Mapped[str] = mapped_column(Text)
    told_at: Mapped[datetime] = mapped_column(UtcDateTime)
    told_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
