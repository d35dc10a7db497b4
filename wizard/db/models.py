"""The tables of the wizard's own notebook: schools, people, answers, events, calls, mails, lists.

Mandates and receipts stand in `wizard/db/register_models.py`: they belong to the register.
"""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from wizard.db.base import Base, UtcDateTime


class BoardRecord(Base):
    """A board; a snapshot of `source` keeps it up to date."""

    __tablename__ = "board"

    number: Mapped[str] = mapped_column(String(5), primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(20))


class SchoolRecord(Base):
    """A school; closed, never deleted, when its source no longer has it."""

    __tablename__ = "school"

    brin: Mapped[str] = mapped_column(String(4), primary_key=True)
    board_number: Mapped[str] = mapped_column(ForeignKey("board.number"), index=True)
    name: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(20))
    closed_on: Mapped[date | None]


class SiteRecord(Base):
    """A site (vestiging) of a school; mandates are not per site."""

    __tablename__ = "site"

    code: Mapped[str] = mapped_column(String(6), primary_key=True)
    brin: Mapped[str] = mapped_column(ForeignKey("school.brin"), index=True)
    name: Mapped[str] = mapped_column(Text)
    place: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(20))
    closed_on: Mapped[date | None]


class PersonRecord(Base):
    """Who logged in, as the provider last named them."""

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_identity", "issuer", "subject", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issuer: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    email: Mapped[str] = mapped_column(Text)
    last_login_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WebSessionRecord(Base):
    """One browser's visit. The cookie holds a random key; only its SHA-256 stands here."""

    __tablename__ = "web_session"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    content: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    #: In words: "Chrome op Windows"; None of who is not logged in.
    browser: Mapped[str | None] = mapped_column(Text)


class TypedFormRecord(Base):
    """What somebody sent with a form that came too late, until they send it anew.

    Shown to nobody else: `person_id` is who the form was made for. `fields`: pairs, as JSON.
    """

    __tablename__ = "typed_form"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    #: The page that the form stands on, and the path that it was sent to.
    page: Mapped[str] = mapped_column(Text)
    action: Mapped[str] = mapped_column(Text)
    fields: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class FailureRecord(Base):
    """Something went wrong on a page: the reference number that was shown, and the cause."""

    __tablename__ = "failure"

    reference: Mapped[str] = mapped_column(String(20), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    cause: Mapped[str] = mapped_column(Text)
    path: Mapped[str] = mapped_column(Text)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class RequestCountRecord(Base):
    """How often somebody asked for something since a moment. `who`: a hash of person or address."""

    __tablename__ = "request_count"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    who: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True, index=True)
    requests: Mapped[int]


class NeedsRecord(Base):
    """A board's answers to "Wat hebt u nodig": yes, no, unknown, other_door, or not answered."""

    __tablename__ = "needs"

    board_number: Mapped[str] = mapped_column(ForeignKey("board.number"), primary_key=True)
    agreement: Mapped[str | None] = mapped_column(String(10))
    access: Mapped[str | None] = mapped_column(String(10))
    schools: Mapped[str | None] = mapped_column(String(10))
    system: Mapped[str | None] = mapped_column(String(10))
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_by: Mapped[int] = mapped_column(ForeignKey("person.id"))


class DraftRecord(Base):
    """Answers for one school that are not saved as mandates yet. `key` becomes the receipt's."""

    __tablename__ = "draft"

    brin: Mapped[str] = mapped_column(ForeignKey("school.brin"), primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    services: Mapped[str] = mapped_column(Text)
    system_key: Mapped[str | None] = mapped_column(Text)
    system_name: Mapped[str | None] = mapped_column(Text)
    system_supplier: Mapped[str | None] = mapped_column(Text)
    starts_on: Mapped[date | None]
    end_old_on: Mapped[date | None]
    keep_old: Mapped[bool | None]
    parked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    look_again_on: Mapped[date | None]
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    updated_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    version: Mapped[int] = mapped_column()

    __mapper_args__ = {"version_id_col": version}


class EventRecord(Base):
    """Who did what, when: one row for each change, in the transaction of the change."""

    __tablename__ = "event"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    board_number: Mapped[str | None] = mapped_column(ForeignKey("board.number"), index=True)
    brin: Mapped[str | None] = mapped_column(ForeignKey("school.brin"), index=True)
    kind: Mapped[str] = mapped_column(String(40))
    detail: Mapped[str] = mapped_column(Text)


class NameGramRecord(Base):
    """Three letters of the name of a board, or of the name and place of a school: the index.

    `brin` is empty for a board itself. Each import fills it anew (`wizard.db.helpdesk.search`).
    """

    __tablename__ = "name_gram"

    gram: Mapped[str] = mapped_column(String(3), primary_key=True)
    board_number: Mapped[str] = mapped_column(ForeignKey("board.number"), primary_key=True)
    brin: Mapped[str] = mapped_column(String(4), primary_key=True)


class LookRecord(Base):
    """An agent looked at what is a board's: who, when, and for which reason."""

    __tablename__ = "look"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    board_number: Mapped[str] = mapped_column(ForeignKey("board.number"), index=True)
    reason: Mapped[str] = mapped_column(String(40))
    #: The heading of the caller's page that was shown; None where only counts were.
    page: Mapped[str | None] = mapped_column(Text)


class CallRecord(Base):
    """A call: a code that somebody of a board made, and the agent who entered it.

    `code_hash` is emptied by the first use. `ends_at` moves with what the caller does.
    """

    __tablename__ = "call"

    id: Mapped[int] = mapped_column(primary_key=True)
    board_number: Mapped[str] = mapped_column(ForeignKey("board.number"), index=True)
    caller_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    #: The web session whose pages are shown; other browsers of the same person are not.
    session_hash: Mapped[str] = mapped_column(String(64), index=True)
    nonce: Mapped[str] = mapped_column(String(32))
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    allowed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    active_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ending: Mapped[str | None] = mapped_column(String(20))
    #: The call that was handed over, and that this one goes on with.
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))


class CallPageRecord(Base):
    """The page that a caller has in front of them: one row for each call, removed at its end."""

    __tablename__ = "call_page"

    call_id: Mapped[int] = mapped_column(ForeignKey("call.id"), primary_key=True)
    version: Mapped[int] = mapped_column()
    #: The last version that the agent was shown, and that the log has.
    looked: Mapped[int] = mapped_column()
    shown_at: Mapped[datetime] = mapped_column(UtcDateTime)
    path: Mapped[str] = mapped_column(Text)
    heading: Mapped[str] = mapped_column(Text)
    script: Mapped[str] = mapped_column(String(40))
    brin: Mapped[str | None] = mapped_column(String(4))
    errors: Mapped[str] = mapped_column(Text)
    overtaken: Mapped[bool] = mapped_column()
    content: Mapped[str] = mapped_column(Text)


class WrongCodeRecord(Base):
    """An agent entered a code that no call has: counted, so that nobody can guess."""

    __tablename__ = "wrong_code"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CallNoteRecord(Base):
    """What an agent wrote down after a call, and the day to call back.

    `call_id` and `board_number` are empty where somebody called who could not log in.
    """

    __tablename__ = "call_note"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    board_number: Mapped[str | None] = mapped_column(ForeignKey("board.number"), index=True)
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    reason: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    call_back_on: Mapped[date | None] = mapped_column(index=True)
    called_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    called_back_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


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
