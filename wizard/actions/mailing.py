"""Sending what is due: each mail is claimed, handed over and settled, each in a transaction."""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wizard.actions import composing
from wizard.actions.digest import Digest
from wizard.actions.wanting import still_wanted
from wizard.channels.letters import Letter
from wizard.db import mails
from wizard.db.mails import Mail
from wizard.domain.mailing import MailState, pause_after
from wizard.ports import MaybeSent, Message, NotSent, ReminderChannel, Wiring

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True)
class Outcome:
    """What became of a digest. `state` is None where there was nothing left to say."""

    digest: Digest
    state: MailState | None
    reason: str = ""


def send(wiring: Wiring, channel: ReminderChannel, digests: Iterable[Digest]) -> Iterator[Outcome]:
    """Send what is due, one after the other; what one of them says follows from what is so then."""
    for digest in digests:
        yield _send(wiring, channel, digest)


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
    if mail is None:
        return Outcome(digest, None, "another sender has it")
    with wiring.database.transaction() as session:
        if not mails.hand_over(session, mail, wiring.ports.clock.now()):
            return Outcome(digest, None, "another sender has it")
    message = _message(wiring, digest, mail, letter)
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


def _hand_over(channel: ReminderChannel, message: Message) -> Exception | None:
    try:
        channel.send(message)
    except (NotSent, MaybeSent) as problem:
        return problem
    return None


def _settle(wiring: Wiring, digest: Digest, mail: Mail, problem: Exception | None) -> Outcome:
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
