"""Headers as they go over the line, read as bytes: a parser repairs what others stumble over."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP

from tests.contracts.mail_server import Mailbox, running_mail_server
from tests.contracts.test_channel import MESSAGE, channel
from wizard.channels.outbox import OutboxChannel

_END = "/mail/afmelden/17." + "4f0c6b0d" * 5
_HOSTS = ["x.nl", "mandaatwijzer.example", ("stichting." * 20) + "example"]


@dataclass
class _Bytes(Mailbox):
    """A server that also keeps what came over the line as it was."""

    contents: list[bytes] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        self.contents.append(envelope.content)
        return await super().handle_DATA(server, session, envelope)


def _on_the_line(folder: Path, unsubscribe: str) -> bytes:
    OutboxChannel(folder).send(replace(MESSAGE, unsubscribe=unsubscribe))
    [file] = folder.glob("*.eml")
    return file.read_bytes()


def _header(content: bytes, name: str) -> bytes:
    """Return a header with its folded lines, as it stands there."""
    head = content.partition(b"\r\n\r\n")[0] + b"\r\n"
    [found] = re.findall(rb"(?mi)^" + name.encode() + rb":[^\n]*\n(?:[ \t][^\n]*\n)*", head)
    return bytes(found)


@pytest.mark.parametrize("host", _HOSTS)
def test_the_address_to_stop_at_stands_there_in_one_piece(tmp_path: Path, host: str) -> None:
    address = f"https://{host}{_END}"
    found = _header(_on_the_line(tmp_path, address), "List-Unsubscribe")
    assert found == f"List-Unsubscribe: <{address}>\r\n".encode()


def test_one_click_is_offered_beside_it(tmp_path: Path) -> None:
    content = _on_the_line(tmp_path, f"https://mandaatwijzer.example{_END}")
    found = _header(content, "List-Unsubscribe-Post")
    assert found == b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"


def test_only_the_subject_is_encoded_and_no_line_is_too_long(tmp_path: Path) -> None:
    content = _on_the_line(tmp_path, f"https://{_HOSTS[-1]}{_END}")
    head = content.partition(b"\r\n\r\n")[0] + b"\r\n"
    assert b"=?" in _header(content, "Subject")
    assert b"=?" not in head.replace(_header(content, "Subject"), b"")
    assert b"\n" not in head.replace(b"\r\n", b"")
    assert all(len(line) <= 998 for line in content.split(b"\r\n"))


def test_a_mail_server_gets_the_same_bytes() -> None:
    mailbox, address = _Bytes(), f"https://mandaatwijzer.example{_END}"
    with running_mail_server(mailbox) as port:
        channel(port).send(replace(MESSAGE, unsubscribe=address))
    [content] = mailbox.contents
    assert _header(content, "List-Unsubscribe") == f"List-Unsubscribe: <{address}>\r\n".encode()
