"""Sending what is due: each mail is claimed, handed over and settled, each in a transaction."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wizard.actions.reminders import composing
from wizard.actions.reminders.digest import Digest
from wizard.actions.reminders.mail_templates import Letter
from wizard.actions.reminders.wanting import still_wanted
from wizard.db.outage import UNAVAILABLE
from wizard.db.reminders import mails
from wizard.db.reminders import outages as reminders_outages
from wizard.db.reminders.mails import Mail
from wizard.db.reminders.outages import Outage
from wizard.domain.reminders.mailing import Fault, MailState, one_line, pause_after
from wizard.ports import MaybeSent, Message, NotSent, ReminderChannel, Wiring

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Outcome:
    """What became of a digest. `state` is None where nothing was sent, also not tried.

    `stops`: no mail can go out now. `is_broken`: this one could not be made.
    """

    digest: Digest
    state: MailState | None
    reason: str = ""
    stops: bool = False
    is_broken: bool = False


def in_turn(wiring: Wiring, digests: list[Digest]) -> list[Digest]:
    """Return the mails in the order in which to send them.

    While an outage stands, those that were not tried yet go first, then those that were tried
    longest ago: so one mail that is refused as if it were us holds no other one up.
    """
    with wiring.database.reading() as session:
        if reminders_outages.standing(session) is None:
            return digests
        tried = mails.tried(session, wiring.ports.clock.now())
    never = datetime.min.replace(tzinfo=UTC)
    return sorted(digests, key=lambda each: tried.get((each.email, each.occasion), never))


def send(wiring: Wiring, channel: ReminderChannel, digests: Iterable[Digest]) -> Iterator[Outcome]:
    """Send what is due, one after the other; what one of them says follows from what is so then.

    It ends with the first one that shows that no mail can go out now.
    """
    for digest in digests:
        outcome = _attempt(wiring, channel, digest)
        yield outcome
        if outcome.stops:
            return


def _attempt(wiring: Wiring, channel: ReminderChannel, digest: Digest) -> Outcome:
    """Send one. What goes wrong with it holds no other one up, unless there is no database."""
    try:
        return _send(wiring, channel, digest)
    except UNAVAILABLE:
        raise
    except Exception as error:
        return Outcome(digest, None, _reason(error), is_broken=True)


def _send(wiring: Wiring, channel: ReminderChannel, digest: Digest) -> Outcome:
    clock = wiring.ports.clock
    with wiring.database.transaction() as session:
        wanted = still_wanted(
            session, wiring.catalogue, digest, today=clock.today(), now=clock.now()
        )
        if wanted is None:
            return Outcome(digest, None, "nobody wants it any more")
        digest = wanted
        letter = composing.compose(wiring, session, digest)
        if letter is None:
            return Outcome(digest, None, "nothing left to do")
        mail = _claim(wiring, session, digest)
        message = _message(wiring, digest, mail, letter) if mail else None
    if mail is None or message is None:
        return Outcome(digest, None, "another sender has it")
    with wiring.database.transaction() as session:
        if not mails.hand_over(session, mail, wiring.ports.clock.now()):
            return Outcome(digest, None, "another sender has it")
    return _settle(wiring, digest, mail, _hand_over(channel, message))


def _claim(wiring: Wiring, session: "Session", digest: Digest) -> Mail | None:
    return mails.claim(
        session,
        email=digest.email,
        occasion=digest.occasion,
        boards=digest.boards,
        items=digest.items,
        message_id=_message_id(wiring.settings.base_url),
        now=wiring.ports.clock.now(),
    )


def _hand_over(channel: ReminderChannel, message: Message) -> NotSent | MaybeSent | None:
    try:
        channel.send(message)
    except (NotSent, MaybeSent) as problem:
        return problem
    except Exception as error:
        return NotSent(_reason(error))
    return None


def _reason(error: Exception) -> str:
    return one_line(f"{type(error).__name__}: {error}")


def _settle(
    wiring: Wiring, digest: Digest, mail: Mail, problem: NotSent | MaybeSent | None
) -> Outcome:
    if isinstance(problem, NotSent) and problem.fault is not Fault.MAIL:
        return _hold(wiring, digest, mail, problem)
    reason = one_line(problem or "")
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
            reason=reason,
        )
    return Outcome(digest, state, reason)


def _hold(wiring: Wiring, digest: Digest, mail: Mail, problem: NotSent) -> Outcome:
    """Put the mail back, and keep for the operator why no mail can go out."""
    now, reason = wiring.ports.clock.now(), one_line(problem)
    with wiring.database.transaction() as session:
        mails.hold(session, mail, now=now, reason=reason)
        reminders_outages.keep(session, Outage(now, problem.fault, reason))
    return Outcome(digest, MailState.HELD, reason, stops=True)


def _message(wiring: Wiring, digest: Digest, mail: Mail, letter: Letter) -> Message:
    return Message(
        to=digest.email,
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        message_id=mail.message_id,
        at=wiring.ports.clock.now(),
        unsubscribe=composing.unsubscribe_address(wiring, digest),
    )


def _message_id(base_url: str) -> str:
    return f"<{secrets.token_hex(16)}@{urlsplit(base_url).hostname}>"
