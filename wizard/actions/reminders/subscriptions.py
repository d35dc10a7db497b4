"""Who gets mails about a board: a person, and the colleague that they name, who says yes first."""

import hmac
import re
import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from wizard.db import events
from wizard.db.reminders import recipients
from wizard.db.reminders.recipients import Recipient, StoppedBy
from wizard.domain.board import Board
from wizard.domain.errors import DomainError
from wizard.domain.event_kind import EventKind
from wizard.domain.person import Person
from wizard.domain.reminders.mail_address import masked

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: So many addresses a board may have: nobody mails half the country in its name.
AT_MOST = 5
#: So many colleagues a board may ask in a day, also when it takes them off the list again.
ASKED_A_DAY = 10
#: Who said no is left in peace for so long.
_PEACE = timedelta(days=30)
#: The end of an address in a mail: a number and forty signs; no letter or digit comes behind it.
_LINK = re.compile(r"(?P<number>[0-9]{1,9})\.[0-9a-fA-F]{40}(?![0-9A-Za-z])")


def confirm(session: "Session", board: Board, *, by: Person, at: datetime) -> None:
    """Have a person get mails about a board, at the address that they logged in with."""
    email = by.email.lower()
    starts = recipients.confirm(
        session,
        board=board.number,
        email=email,
        person_id=by.id,
        nonce=secrets.token_hex(16),
        at=at,
    )
    if starts:
        _write(session, EventKind.MAILS_STARTED, board.number, email, by, at)


def ask(session: "Session", board: Board, email: str, *, by: Person, at: datetime) -> None:
    """Have a colleague asked whether they want the mails too. Raises DomainError.

    Nothing goes to them but that question, until they say yes.
    """
    known = {each.email: each for each in recipients.of_board(session, board.number)}
    asked = [each.asked_at for each in known.values() if each.asked_at]
    if sum(at - each < timedelta(days=1) for each in asked) >= ASKED_A_DAY:
        raise DomainError(
            f"U vroeg vandaag al {ASKED_A_DAY} collega’s. Probeer het morgen opnieuw.",
            field="email",
        )
    mine = known.get(email.lower())
    if mine and mine.gets_mail:
        raise DomainError("Dit adres krijgt de herinneringen al.", field="email")
    if mine and mine.waits(at):
        raise DomainError("Uw collega kreeg deze vraag al, en beslist zelf.", field="email")
    if mine and _is_in_peace(mine, at):
        raise DomainError(
            "Dit adres is pas gestopt of weggehaald. Kies een ander adres.", field="email"
        )
    if sum(each.gets_mail or each.waits(at) for each in known.values() if each != mine) >= AT_MOST:
        raise DomainError(
            f"Uw bestuur heeft al {AT_MOST} adressen. Haal er eerst een weg.", field="email"
        )
    recipients.ask(
        session,
        board=board.number,
        email=email.lower(),
        by=by.id,
        nonce=secrets.token_hex(16),
        at=at,
    )
    _write(session, EventKind.COLLEAGUE_ASKED, board.number, email, by, at)


def choose(
    session: "Session", recipient: Recipient, *, fewer: bool, by: Person | None, at: datetime
) -> None:
    """Send an address fewer mails, or all. `by` is None for who uses the link of a mail."""
    if recipient.fewer is fewer:
        return
    recipients.choose(session, recipient.id, fewer=fewer)
    kind = EventKind.MAILS_FEWER if fewer else EventKind.MAILS_ALL
    _write(session, kind, recipient.board_number, recipient.email, by, at)


def stop(session: "Session", recipient: Recipient, *, by: Person, at: datetime) -> None:
    """Send a person, at their own address, no more mails about a board."""
    if recipient.stopped_at:
        return
    recipients.stop(session, recipient.id, at)
    _write(session, EventKind.MAILS_STOPPED, recipient.board_number, recipient.email, by, at)


def take_off(session: "Session", recipient: Recipient, *, by: Person, at: datetime) -> None:
    """Send a colleague no more mails, or ask them no more; only the board can start them again."""
    if recipient.stopped_by == StoppedBy.BOARD:
        return
    recipients.take_off(session, recipient.id, at)
    _write(session, EventKind.COLLEAGUE_REMOVED, recipient.board_number, recipient.email, by, at)


def _is_in_peace(recipient: Recipient, at: datetime) -> bool:
    """Stopped lately. Not who said yes, and was stopped by a program: they may never have known."""
    may_not_know = recipient.is_stopped_by_program and recipient.confirmed_at
    return bool(recipient.stopped_at and not may_not_know and at - recipient.stopped_at < _PEACE)


def accept(session: "Session", recipient: Recipient, at: datetime) -> bool:
    """Have the owner of an address get the mails; False when nobody asks them any more."""
    if not recipient.may_say_yes(at):
        return False
    recipients.accept(session, recipient.id, at)
    _by_link(session, recipient, EventKind.MAILS_ACCEPTED, at)
    return True


def stop_by_link(session: "Session", recipient: Recipient, at: datetime, *, by: StoppedBy) -> None:
    """Send an address no more mails; its board can read that, for a program may have asked it."""
    if recipient.stopped_at:
        return
    recipients.stop(session, recipient.id, at, by=by)
    _by_link(session, recipient, EventKind.MAILS_STOPPED, at)


def stopped_together(session: "Session", recipient: Recipient) -> list[Recipient]:
    """Return all that an address stopped in one go, and can have again."""
    return [
        each
        for each in recipients.of_address(session, recipient.email)
        if each.may_resume and each.stopped_at == recipient.stopped_at
    ]


def resume(session: "Session", recipient: Recipient, at: datetime) -> None:
    """Have an address that stopped get mails again."""
    recipients.accept(session, recipient.id, at)
    _by_link(session, recipient, EventKind.MAILS_RESUMED, at)


def _by_link(session: "Session", recipient: Recipient, kind: EventKind, at: datetime) -> None:
    """Write an event without a person: anybody may have the link of a mail."""
    _write(session, kind, recipient.board_number, recipient.email, None, at)


def _write(
    session: "Session", kind: EventKind, board: str, email: str, by: Person | None, at: datetime
) -> None:
    events.add(session, at=at, person=by, kind=kind, board=board, email=masked(email.lower()))


def link_of(recipient: Recipient, secret: str, purpose: str = "mail") -> str:
    """Return the end of the address where a recipient says something without logging in.

    `purpose`: what the address is for; one for stopping does not confirm.
    """
    signed = hmac.new(secret.encode(), f"{purpose} of {recipient.nonce}".encode(), sha256)
    return f"{recipient.id}.{signed.hexdigest()[:40]}"


def recipient_of(
    session: "Session", link: str, secret: str, purpose: str = "mail"
) -> Recipient | None:
    """Return whose address this is the end of; None when it is nobody's.

    Mail programs take the point or bracket behind an address along, and some write capitals.
    """
    complete = _LINK.match(link)
    found = recipients.find(session, int(complete["number"])) if complete else None
    if complete is None or found is None:
        return None
    right = link_of(found, secret, purpose)
    return found if hmac.compare_digest(complete[0].lower(), right) else None
