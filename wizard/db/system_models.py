"""The tables of which LAS schools use: as their board told, and as it stands in a list."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
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
    """A list that somebody sent, to be looked at before anything of it is kept.

    `content`: its rows as JSON, as they were read. `kept_at`: what it says was kept, and of its
    rows only those are left that were wrong. `original`: its header and the whole of its wrong
    rows, as JSON. `adds_to`: the key of the list that it adds to, if any; `earlier_name`: the file
    that the person sent first.
    """

    __tablename__ = "system_list"

    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    board_number: Mapped[str] = mapped_column(ForeignKey("board.number"), index=True)
    file_name: Mapped[str] = mapped_column(Text)
    content: Mapped[str] = mapped_column(Text)
    original: Mapped[str | None] = mapped_column(Text)
    adds_to: Mapped[str | None] = mapped_column(String(32))
    earlier_name: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    sent_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kept_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
