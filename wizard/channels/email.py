"""Mails over SMTP: encrypted, with time-outs, and honest about what nobody can know."""

import contextlib
import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from functools import cached_property

from wizard.domain.mail_address import is_address
from wizard.ports import MaybeSent, Message, NotSent
from wizard.settings import MailServer

#: Seconds for the connection, and for each answer.
_PATIENCE = 20.0
_GO_AHEAD = 354
_FINAL = range(500, 600)


class EmailChannel:
    """Hands mails over to one server, each in a connection of its own."""

    def __init__(self, server: MailServer, *, patience: float = _PATIENCE) -> None:
        self._server, self._patience = server, patience

    def send(self, message: Message) -> None:
        """Hand over one mail. Raises NotSent, or MaybeSent after the whole mail went over."""
        content = as_mail(message, sender=self._server.sender).as_bytes(policy=SMTP_POLICY)
        with self._connection() as smtp:
            self._address(smtp, message.to)
            _hand_over(smtp, content)

    def check(self) -> None:
        """Connect and log in. Raises NotSent."""
        with self._connection():
            pass

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        try:
            smtp = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent(f"{self._server.host}:{self._server.port}: {_reason(error)}") from error
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
            smtp.login(self._server.user, self._server.password)

    def _address(self, smtp: smtplib.SMTP, to: str) -> None:
        """Name sender and recipient, and be told to go ahead. Raises NotSent.

        A server that refuses one may hang up before the next. One that refuses us as the sender
        will take the mail once an operator has mended that, so it is tried again.
        """
        steps: tuple[tuple[Callable[[], tuple[int, bytes]], tuple[int, ...]], ...] = (
            (lambda: smtp.mail(self._server.sender), (250,)),
            (lambda: smtp.rcpt(to), (250, 251)),
            (lambda: smtp.docmd("DATA"), (_GO_AHEAD,)),
        )
        for number, (step, wanted) in enumerate(steps):
            try:
                code, said = step()
            except (OSError, smtplib.SMTPException) as error:
                raise NotSent(_reason(error)) from error
            if code not in wanted:
                raise _refused(code, said, is_about_us=number == 0)


def _hand_over(smtp: smtplib.SMTP, content: bytes) -> None:
    """Send the mail itself. Whatever breaks off from here on, the server may have it."""
    try:
        smtp.send(smtplib.quotedata(content.decode("ascii")) + "\r\n.\r\n")
        code, said = smtp.getreply()
    except (OSError, smtplib.SMTPException) as error:
        raise MaybeSent(_reason(error)) from error
    if code != 250:
        raise _refused(code, said)


def as_mail(message: Message, *, sender: str) -> EmailMessage:
    """Return the mail as it goes over the line; a name with line breaks cannot break a header.

    Raises NotSent for what is no address: whoever logs in says what theirs is.
    """
    if not is_address(message.to):
        raise NotSent(f"no mail address: {message.to[:100]!r}", is_final=True)
    mail = EmailMessage(policy=SMTP_POLICY)
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


def _refused(code: int, said: bytes, *, is_about_us: bool = False) -> NotSent:
    reason = f"{code} {said.decode(errors='replace')}"
    return NotSent(" ".join(reason.split())[:300], is_final=code in _FINAL and not is_about_us)


def _reason(error: Exception) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:300]
