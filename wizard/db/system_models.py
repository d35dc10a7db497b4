"""The tables of which LAS schools use: what was told of each, and the lists that were uploaded."""

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


class SystemListRecord(Base):
    """A list that was uploaded: what was read of it, as JSON, until somebody confirms it.

    The file itself is not kept. `kept_at`: what it says was told of the schools.
    """

    __tablename__ = "system_list"

    id: Mapped[int] = mapped_column(primary_key=True)
    board_number: Mapped[str] = mapped_column(ForeignKey("board.number"), index=True)
    file_name: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    uploaded_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
