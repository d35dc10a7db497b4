"""The tables of reminders: who gets mails, and each mail from its claim to its outcome."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from wizard.db.base import Base, UtcDateTime


class RecipientRecord(Base):
    """Who gets mails about a board. Confirmed: the person saw the address and said yes.

    `nonce` gives, with the secret, the links in mails that need no login. `asked_by`, `asked_at`: a
    colleague who added the address, and the last time that they did. `stopped_by`: a StoppedBy, or
    nothing where that is not known.
    """

    __tablename__ = "recipient"
    __table_args__ = (Index("ix_recipient_address", "board_number", "email", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    board_number: Mapped[str] = mapped_column(ForeignKey("board.number"))
    email: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    nonce: Mapped[str] = mapped_column(String(32))
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    fewer: Mapped[bool] = mapped_column()
    stopped_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stopped_by: Mapped[str | None] = mapped_column(String(10))
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MailRecord(Base):
    """A mail to one address on one occasion: claimed before it is sent, kept as the history.

    `handed`: how often it was handed over to the mail server; more than once only where nobody
    knows what became of the first time. `items`: what it is about besides the boards, like the
    numbers of receipts.
    """

    __tablename__ = "mail"
    __table_args__ = (Index("ix_mail_occasion", "email", "occasion", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(Text)
    occasion: Mapped[str] = mapped_column(String(40))
    boards: Mapped[str] = mapped_column(Text)
    items: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int] = mapped_column()
    handed: Mapped[int] = mapped_column()
    #: Until then it is somebody's; or, where it failed, nobody tries again.
    not_before: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(Text)


class MailOutageRecord(Base):
    """Why no mails can go out, from the run that met it until one that works: one row, or none."""

    __tablename__ = "mail_outage"

    #: Always ONLY: two senders that meet an outage at once keep one row.
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    fault: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
