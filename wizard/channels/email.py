"""Mails over SMTP: encrypted, with time-outs, and honest about what nobody can know."""

import contextlib
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from functools import cached_property

from wizard.channels.page_address import MAIL_POLICY
from wizard.channels.refusal import Stage, fault_of
from wizard.domain.reminders.mail_address import is_address
from wizard.domain.reminders.mailing import Fault, one_line
from wizard.ports import MaybeSent, Message, NotSent
from wizard.settings import MailServer

#: Seconds for the connection, and for each answer.
_PATIENCE = 20.0
_GO_AHEAD = 354
_TAKEN = range(200, 300)
_REFUSED = range(400, 600)
_FINAL = range(500, 600)


class EmailChannel:
    """Hands mails over to one server, each in a connection of its own."""

    def __init__(self, server: MailServer, *, patience: float = _PATIENCE) -> None:
        self._server, self._patience = server, patience

    def send(self, message: Message) -> None:
        """Hand over one mail. Raises NotSent, or MaybeSent after the whole mail went over."""
        content = as_mail(message, sender=self._server.sender).as_bytes(policy=SMTP_POLICY)
        lines = smtplib.quotedata(content.decode("ascii")) + "\r\n.\r\n"
        with self._connection() as smtp:
            self._address(smtp, message.to)
            _hand_over(smtp, lines)

    def check(self) -> None:
        """Connect and log in. Raises NotSent."""
        with self._connection():
            pass

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        """Connect and log in; whatever goes wrong before anybody is named is ours to mend."""
        try:
            smtp = self._connect()
        except Exception as error:
            reason = f"{self._server.host}:{self._server.port}: {_reason(error)}"
            raise NotSent(one_line(reason), fault=Fault.SERVER) from error
        try:
            yield smtp
        finally:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                smtp.quit()
            smtp.close()

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        if server.is_encrypted:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=self._patience, context=self._trusted
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=self._patience)
        try:
            self._enter(smtp)
        except BaseException:
            smtp.close()
            raise
        return smtp

    @cached_property
    def _trusted(self) -> ssl.SSLContext:
        """Whom to trust, read once and only where it is asked: reading takes longer than a mail."""
        return ssl.create_default_context()

    def _enter(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo()
        if not self._server.is_encrypted and smtp.has_extn("starttls"):
            smtp.starttls(context=self._trusted)
            smtp.ehlo()
        elif not self._server.is_encrypted and self._server.must_encrypt:
            raise smtplib.SMTPNotSupportedError("the server offers no STARTTLS")
        if self._server.user:
            self._log_in(smtp)

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        user, password = self._server.user, self._server.password
        for what, value in (("user", user), ("password", password)):
            if not value.isascii():
                raise smtplib.SMTPNotSupportedError(
                    f"the {what} in WIZARD_SMTP_URL has a character that SMTP cannot send;"
                    " use letters without accents, digits and signs"
                )
        smtp.login(user, password)

    def _address(self, smtp: smtplib.SMTP, to: str) -> None:
        """Name sender and recipient, and be told to go ahead. Raises NotSent.

        A server that refuses one may hang up before the next.
        """
        steps: tuple[tuple[Stage, Callable[[], tuple[int, bytes]], tuple[int, ...]], ...] = (
            (Stage.SENDER, lambda: smtp.mail(self._server.sender), (250,)),
            (Stage.RECIPIENT, lambda: smtp.rcpt(to), (250, 251)),
            (Stage.CONTENT, lambda: smtp.docmd("DATA"), (_GO_AHEAD,)),
        )
        for stage, step, wanted in steps:
            try:
                code, said = step()
            except Exception as error:
                raise NotSent(_reason(error), fault=Fault.SENDER) from error
            if code not in wanted:
                raise _refused(stage, code, said)


def _hand_over(smtp: smtplib.SMTP, lines: str) -> None:
    """Send the mail itself. Whatever breaks off from here on, the server may have it."""
    try:
        smtp.send(lines)
        code, said = smtp.getreply()
    except Exception as error:
        raise MaybeSent(_reason(error)) from error
    if code in _REFUSED:
        raise _refused(Stage.CONTENT, code, said)
    if code not in _TAKEN:
        raise MaybeSent(one_line(f"no answer to a mail: {code} {_words(said)}"))


def as_mail(message: Message, *, sender: str) -> EmailMessage:
    """Return the mail as it goes over the line; a name with line breaks cannot break a header.

    Raises NotSent for what is no address: whoever logs in says what theirs is.
    """
    if not is_address(message.to):
        raise NotSent(f"no mail address: {message.to[:100]!r}", is_final=True)
    mail = EmailMessage(policy=MAIL_POLICY)
    mail["From"], mail["To"] = sender, message.to
    mail["Subject"] = " ".join(message.subject.split())
    mail["Date"] = message.at
    mail["Message-ID"] = message.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = "nl"
    if message.unsubscribe:
        mail["List-Unsubscribe"] = f"<{message.unsubscribe}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    return mail


def _refused(stage: Stage, code: int, said: bytes) -> NotSent:
    words = _words(said)
    fault = fault_of(stage, code, words)
    is_final = code in _FINAL and fault is Fault.MAIL
    return NotSent(one_line(f"{code} {words}"), is_final=is_final, fault=fault)


def _words(said: bytes) -> str:
    return one_line(said.decode(errors="replace"))


def _reason(error: Exception) -> str:
    return one_line(f"{type(error).__name__}: {error}")
