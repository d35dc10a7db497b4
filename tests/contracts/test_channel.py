"""One story for every way to reach people; and over SMTP, a server that misbehaves."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from pathlib import Path

import pytest

from tests.contracts.mail_server import Mailbox, free_port, running_mail_server
from wizard.channels.email import EmailChannel
from wizard.channels.outbox import OutboxChannel
from wizard.domain.reminders.mailing import Fault
from wizard.ports import MaybeSent, Message, NotSent, ReminderChannel
from wizard.settings import MailServer, Settings

MESSAGE = Message(
    to="anna@bestuur.example",
    subject="Nog 7 dagen: mandaat voor de doorstroomtoets (’t Één)\r\nBcc: iedereen@kwaad.example",
    text="Beste lezer,\n\nRegel dit uiterlijk maandag 30 november.\n.\nEén punt op een regel.\n",
    html="<p>Regel dit uiterlijk <b>maandag 30 november</b>.</p>",
    message_id="<99001-2026-11-30-T-7@mandaatwijzer.example>",
    at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    unsubscribe="https://mandaatwijzer.example/mail/afmelden/1.abc",
)
#: Gives the mails that arrived.
Arrived = Callable[[], list[EmailMessage]]


def server_of(url: str) -> MailServer:
    """Return a mail server, set up as an operator does."""
    environ = {
        "WIZARD_PRACTICE": "1",
        "WIZARD_SMTP_URL": url,
        "WIZARD_MAIL_FROM": "herinnering@mandaatwijzer.example",
    }
    server = Settings.from_environ(environ).mail_server
    assert server is not None
    return server


def channel(
    port: int, *, url: str = "smtp://127.0.0.1:{port}", patience: float = 20
) -> EmailChannel:
    """Return a channel to a server on this machine."""
    return EmailChannel(server_of(url.format(port=port)), patience=patience)


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def port(mailbox: Mailbox) -> Iterator[int]:
    with running_mail_server(mailbox) as port:
        yield port


@pytest.fixture(params=["email", "outbox"])
def kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture
def either(
    kind: str, mailbox: Mailbox, port: int, tmp_path: Path
) -> tuple[ReminderChannel, Arrived]:
    """Give a channel of each kind, and what arrived through it."""
    if kind == "email":
        return channel(port), lambda: mailbox.mails

    def files() -> list[EmailMessage]:
        read = (file.read_bytes() for file in sorted(tmp_path.glob("*.eml")))
        return [message_from_bytes(each, policy=SMTP_POLICY) for each in read]

    return OutboxChannel(tmp_path), files


def test_a_mail_arrives_as_it_was_written(either: tuple[ReminderChannel, Arrived]) -> None:
    through, arrived = either
    through.send(MESSAGE)
    [mail] = arrived()
    assert mail["To"] == MESSAGE.to
    assert mail["Message-ID"] == MESSAGE.message_id
    assert mail["Date"].datetime == MESSAGE.at
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == f"<{MESSAGE.unsubscribe}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert rich is not None
    assert plain.get_content().replace("\r\n", "\n") == MESSAGE.text
    assert rich.get_content().strip() == MESSAGE.html


def test_a_name_with_line_breaks_makes_no_header(either: tuple[ReminderChannel, Arrived]) -> None:
    through, arrived = either
    through.send(MESSAGE)
    [mail] = arrived()
    assert mail["Bcc"] is None
    assert mail["Subject"] == " ".join(MESSAGE.subject.split())


def test_it_comes_from_the_address_that_was_set(mailbox: Mailbox, port: int) -> None:
    channel(port).send(MESSAGE)
    assert mailbox.addresses == [("herinnering@mandaatwijzer.example", MESSAGE.to)]


def test_it_logs_in(mailbox: Mailbox) -> None:
    with running_mail_server(mailbox, login=True) as port:
        url = "smtp://postbode:geheim%2F%40@127.0.0.1:{port}"
        channel(port, url=url).send(MESSAGE)
        channel(port, url=url).check()
        with pytest.raises(NotSent, match="535"):
            channel(port, url="smtp://postbode:fout@127.0.0.1:{port}").check()
    assert len(mailbox.mails) == 1
    assert set(mailbox.logins) == {"postbode"}


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("smtp://postbode:gehe%E2%82%ACm@127.0.0.1:{port}", "the password in WIZARD_SMTP_URL has"),
        ("smtp://postbode:geh%C3%A9im@127.0.0.1:{port}", "the password in WIZARD_SMTP_URL has"),
        ("smtp://p%C3%B6stbode:geheim@127.0.0.1:{port}", "the user in WIZARD_SMTP_URL has"),
        ("smtp://.nl:{port}", r"\.nl:\d+: UnicodeError"),
        ("smtp://mail..nl:{port}", r"mail\.\.nl:\d+: UnicodeError"),
        ("smtp://" + "x" * 70 + ".nl:{port}", r"x\.nl:\d+: UnicodeError"),
        ("smtps://.nl:{port}", r"\.nl:\d+: UnicodeError"),
    ],
)
def test_what_cannot_be_sent_to_a_server_is_ours_to_mend(
    mailbox: Mailbox, url: str, reason: str
) -> None:
    with running_mail_server(mailbox, login=True) as port:
        through = channel(port, url=url)
        for attempt in (through.check, lambda: through.send(MESSAGE)):
            with pytest.raises(NotSent, match=reason) as refused:
                attempt()
            assert refused.value.fault is Fault.SERVER
            assert len(str(refused.value).splitlines()) == 1
            assert not any(
                each in str(refused.value) for each in ("gehe", "geh\xe9", "€", "\\u20ac")
            )
    assert mailbox.mails == []


@pytest.mark.parametrize(
    ("fault", "reason", "is_final", "whose"),
    [
        ("refuse sender", "550 5.7.1 not from you", False, Fault.SENDER),
        ("refuse recipient", "550 5.1.1 no such mailbox", True, Fault.MAIL),
        ("refuse and hang up", "550 5.1.1 no such mailbox", True, Fault.MAIL),
        ("full", "452 4.2.2 mailbox full", False, Fault.MAIL),
        ("refuse content", "554 5.6.0 looks like spam", True, Fault.MAIL),
    ],
)
def test_what_is_refused_was_not_sent(
    mailbox: Mailbox, port: int, fault: str, reason: str, *, is_final: bool, whose: Fault
) -> None:
    mailbox.fault = fault
    with pytest.raises(NotSent) as refused:
        channel(port).send(MESSAGE)
    said = refused.value
    assert (str(said), said.is_final, said.fault) == (reason, is_final, whose)
    assert mailbox.mails == []


def test_a_server_that_hangs_up_after_the_mail_may_have_it(mailbox: Mailbox, port: int) -> None:
    mailbox.fault = "drop after"
    with pytest.raises(MaybeSent):
        channel(port).send(MESSAGE)
    assert len(mailbox.mails) == 1


def test_a_server_that_hangs_is_left_and_may_have_it(mailbox: Mailbox, port: int) -> None:
    mailbox.fault = "hang"
    with pytest.raises(MaybeSent, match="timed out"):
        channel(port, patience=0.5).send(MESSAGE)


@pytest.mark.parametrize("answer", ["999 what?", "354 go on"])
def test_an_answer_that_says_neither_yes_nor_no_leaves_it_unknown(
    mailbox: Mailbox, port: int, answer: str
) -> None:
    mailbox.answers = {"DATA": answer}
    with pytest.raises(MaybeSent, match=answer.replace("?", r"\?")):
        channel(port).send(MESSAGE)


def test_any_kind_of_yes_is_one(mailbox: Mailbox, port: int) -> None:
    mailbox.answers = {"DATA": "251 will do"}
    channel(port).send(MESSAGE)


def test_no_server_is_no_mail_and_it_works_once_the_server_is_back(mailbox: Mailbox) -> None:
    away = channel(free_port())
    with pytest.raises(NotSent, match=r"127\.0\.0\.1:\d+: ConnectionRefusedError") as gone:
        away.send(MESSAGE)
    assert (gone.value.is_final, gone.value.fault) == (False, Fault.SERVER)
    with running_mail_server(mailbox) as port:
        channel(port).send(MESSAGE)
    assert len(mailbox.mails) == 1


def test_nothing_goes_over_an_open_line_to_another_machine(mailbox: Mailbox, port: int) -> None:
    elsewhere = server_of("smtp://mail.example:25")
    assert elsewhere.must_encrypt
    with pytest.raises(NotSent, match="offers no STARTTLS"):
        EmailChannel(replace(elsewhere, host="127.0.0.1", port=port)).send(MESSAGE)
    assert mailbox.mails == []


def test_a_certificate_is_demanded_where_the_line_is_encrypted(port: int) -> None:
    with pytest.raises(NotSent, match="SSL"):
        channel(port, url="smtps://127.0.0.1:{port}").check()


def test_an_outbox_that_cannot_be_written_is_no_mail(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    through = OutboxChannel(tmp_path / "file")
    for attempt in (through.check, lambda: through.send(MESSAGE)):
        with pytest.raises(NotSent, match="file") as refused:
            attempt()
        assert refused.value.fault is Fault.SERVER
