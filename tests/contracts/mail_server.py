"""A real SMTP server on loopback, that can also misbehave."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword


@dataclass
class Mailbox:
    """What arrived, and what the server does wrong.

    `fault`: refuse sender, refuse recipient, refuse and hang up, full, refuse content, hang, or
    "drop after": then it has the mail, and hangs up before it says so. `answers`: what it says
    instead of yes, by AUTH, MAIL, RCPT, DATA, or an address of a recipient.
    """

    fault: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    mails: list[EmailMessage] = field(default_factory=list)
    addresses: list[tuple[str, str]] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802  aiosmtpd calls it so
        self, _server: SMTP, _session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.fault == "refuse sender":
            return "550 5.7.1 not from you"
        if "MAIL" in self.answers:
            return self.answers["MAIL"]
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802  aiosmtpd calls it so
        self, server: SMTP, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        if self.fault == "refuse recipient":
            return "550 5.1.1 no such mailbox"
        if self.fault == "refuse and hang up":
            line = _line(server)
            line.write(b"550 5.1.1 no such mailbox\r\n")
            line.close()
        if self.fault == "full":
            return "452 4.2.2 mailbox full"
        for who in ("RCPT", address):
            if who in self.answers:
                return self.answers[who]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802
        if self.fault == "refuse content":
            return "554 5.6.0 looks like spam"
        if self.fault == "hang":
            await asyncio.sleep(3600)
        if "DATA" in self.answers:
            return self.answers["DATA"]
        self.mails.append(message_from_bytes(envelope.content, policy=SMTP_POLICY))
        self.addresses.append((envelope.mail_from, envelope.rcpt_tos[0]))
        if self.fault == "drop after":
            _line(server).abort()
        return "250 OK"

    def authenticate(
        self, _server: SMTP, _session: Any, _envelope: Any, _mechanism: str, data: LoginPassword
    ) -> AuthResult:
        """Let one user in."""
        self.logins.append(data.login.decode())
        if "AUTH" in self.answers:
            return AuthResult(success=False, handled=False, message=self.answers["AUTH"])
        is_known = (data.login, data.password) == (b"postbode", b"geheim/@")
        return AuthResult(success=is_known, handled=is_known)  # else the server says 535


def _line(server: SMTP) -> asyncio.WriteTransport:
    """Return the connection with who sends."""
    assert isinstance(server.transport, asyncio.WriteTransport)
    return server.transport


@contextmanager
def running_mail_server(mailbox: Mailbox, *, login: bool = False) -> Iterator[int]:
    """Run the server and give its port."""
    more: dict[str, Any] = (
        {"authenticator": mailbox.authenticate, "auth_require_tls": False} if login else {}
    )
    port = free_port()
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **more)
    controller.start()
    try:
        yield port
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
