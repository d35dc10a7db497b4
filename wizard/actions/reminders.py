"""Reminders: who is to be reminded now, what the mail says, and sending it once."""

import hmac
import secrets
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from wizard.actions import gathering, reminder_rules
from wizard.catalogue import Catalogue
from wizard.channels import letters
from wizard.db import mails, recipients, schools
from wizard.db.recipients import Recipient
from wizard.domain.board import Board
from wizard.domain.deadline import school_year
from wizard.domain.facts import BoardFacts
from wizard.domain.mailing import MailState, pause_after
from wizard.domain.netherlands import local
from wizard.domain.person import Person
from wizard.ports import MaybeSent, Message, NotSent, ReminderChannel, Wiring
from wizard.register.at_risk import open_boards

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from wizard.db.mails import Mail


@dataclass(frozen=True)
class Digest:
    """What one address is to be told on one occasion: of each board that it gets mails about."""

    email: str
    occasion: str
    recipients: tuple[Recipient, ...]

    @property
    def boards(self) -> tuple[str, ...]:
        """The numbers of the boards."""
        return tuple(each.board_number for each in self.recipients)


@dataclass(frozen=True)
class Outcome:
    """What became of a digest. `state` is None where there was nothing left to remind of."""

    digest: Digest
    state: MailState | None
    reason: str = ""


def days_of(catalogue: Catalogue, recipient: Recipient, today: date) -> list[date]:
    """Return the days on which this recipient is still to be reminded, if things stay open."""
    rules = catalogue.reminders.fewer if recipient.fewer else catalogue.reminders
    last_day = catalogue.last_day(catalogue.main_rule.service, today)
    return [each.day for each in rules.plan(last_day).occasions if each.day > today]


def confirm(session: "Session", board: Board, *, by: Person, at: datetime) -> None:
    """Have a person get mails about a board, at the address that they logged in with."""
    recipients.confirm(
        session,
        board=board.number,
        email=by.email,
        person_id=by.id,
        nonce=secrets.token_hex(16),
        at=at,
    )


def link_of(recipient: Recipient, secret: str) -> str:
    """Return the end of the address where a recipient changes their mails without logging in."""
    signed = hmac.new(secret.encode(), f"mail of {recipient.nonce}".encode(), sha256)
    return f"{recipient.id}.{signed.hexdigest()[:40]}"


def recipient_of(session: "Session", link: str, secret: str) -> Recipient | None:
    """Return whose address this is the end of; None when it is nobody's."""
    number, _, _signed = link.partition(".")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None
    found = recipients.find(session, int(number))
    is_theirs = found and hmac.compare_digest(link.encode(), link_of(found, secret).encode())
    return found if is_theirs else None


def due(session: "Session", catalogue: Catalogue, today: date, now: datetime) -> list[Digest]:
    """Return whom to remind, in a fixed number of statements however many boards there are."""
    last_day = catalogue.last_day(catalogue.main_rule.service, today)
    late = reminder_rules.added_late(session, catalogue, today)
    rules = catalogue.reminders
    plan, plan_of_fewer = (each.plan(last_day, without=late) for each in (rules, rules.fewer))
    settled = mails.settled(session, school_year(today), now)
    open_ = open_boards(session, gathering.season(catalogue, today).needed_on)
    by_digest: dict[tuple[str, str], list[Recipient]] = defaultdict(list)
    for each in recipients.of_boards(session, open_):
        since = local(each.confirmed_at).date() if each.confirmed_at else today
        sent = {key: local(at).date() for key, at in settled.get(each.email, {}).items()}
        occasion = (plan_of_fewer if each.fewer else plan).due(today, since=since, sent=sent)
        if occasion:
            by_digest[each.email, occasion.key].append(each)
    return [Digest(*key, tuple(found)) for key, found in by_digest.items()]


def send(wiring: Wiring, channel: ReminderChannel, digests: list[Digest]) -> Iterator[Outcome]:
    """Send what is due, each mail in transactions of its own: claimed, handed over, settled."""
    for digest in digests:
        yield _send(wiring, channel, digest)


def _send(wiring: Wiring, channel: ReminderChannel, digest: Digest) -> Outcome:
    with wiring.database.transaction() as session:
        still = _still_open(wiring, session, digest)
        if not still:
            return Outcome(digest, None, "nothing left to do")
        mail = mails.claim(
            session,
            email=digest.email,
            occasion=digest.occasion,
            boards=digest.boards,
            message_id=_message_id(wiring.settings.base_url),
            now=wiring.ports.clock.now(),
        )
    if mail is None:
        return Outcome(digest, None, "another sender has it")
    message = _message(wiring, digest, mail, still)
    with wiring.database.transaction() as session:
        if not mails.hand_over(session, mail, wiring.ports.clock.now()):
            return Outcome(digest, None, "another sender has it")
    return _settle(wiring, digest, mail, _hand_over(channel, message))


def _hand_over(channel: ReminderChannel, message: Message) -> Exception | None:
    try:
        channel.send(message)
    except (NotSent, MaybeSent) as problem:
        return problem
    return None


def _settle(wiring: Wiring, digest: Digest, mail: "Mail", problem: Exception | None) -> Outcome:
    now, pause = wiring.ports.clock.now(), pause_after(mail.attempts)
    state = MailState.SENT
    if isinstance(problem, MaybeSent):
        state = MailState.UNKNOWN
    elif isinstance(problem, NotSent):
        state = MailState.GIVEN_UP if problem.is_final or pause is None else MailState.FAILED
    with wiring.database.transaction() as session:
        mails.settle(
            session,
            mail,
            state,
            now=now,
            not_before=now + pause if problem and pause else now,
            not_handed=isinstance(problem, NotSent),
            reason=str(problem or ""),
        )
    return Outcome(digest, state, str(problem or ""))


def _still_open(wiring: Wiring, session: "Session", digest: Digest) -> list[BoardFacts]:
    """Return the boards that have something open at this moment, as their own overviews count."""
    today = wiring.ports.clock.today()
    season = gathering.season(wiring.catalogue, today)
    register = wiring.ports.register_for(session)
    found = schools.boards(session, frozenset(digest.boards))
    facts = (gathering.board_facts(session, register, board, season) for board in found)
    return [each for each in facts if each.unfinished and each.services_left]


def _message(wiring: Wiring, digest: Digest, mail: "Mail", boards: list[BoardFacts]) -> Message:
    catalogue, today = wiring.catalogue, wiring.ports.clock.today()
    link = link_of(digest.recipients[0], wiring.settings.secret_key)
    address = f"{wiring.settings.base_url}/mail/afmelden/{link}"
    letter = letters.write(
        "reminder",
        notice=catalogue.notice_of({key for each in boards for key in each.services_left}, today),
        boards=[_of_board(each, catalogue) for each in boards],
        desk=catalogue.contacts["osr"],
        unsubscribe=address,
    )
    return Message(
        to=digest.email,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        message_id=mail.message_id,
        at=wiring.ports.clock.now(),
        unsubscribe=address,
    )


def _of_board(facts: BoardFacts, catalogue: Catalogue) -> dict[str, Any]:
    school = facts.next_school() or facts.unfinished[0]
    cell = next(each for each in school.cells if not each.is_finished)
    service = catalogue.services[cell.service].short_name
    return {
        "name": facts.board.display_name,
        "left": sum(not cell.is_finished for each in facts.schools for cell in each.cells),
        "first": f"{service} voor {school.school.name}, {school.school.brin}",
    }


def _message_id(base_url: str) -> str:
    return f"<{secrets.token_hex(16)}@{urlsplit(base_url).hostname}>"
