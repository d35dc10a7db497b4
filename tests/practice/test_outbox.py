"""The mails of the practice environment can be read, and do nothing."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from wizard.channels.outbox import OutboxChannel
from wizard.ports import Message
from wizard.practice.client import Client
from wizard.practice.provider import Provider, create_provider

MESSAGE = Message(
    to="anna@bestuur.example",
    subject="Nog 7 dagen <b>",
    text="Regel dit <script>alert(1)</script> nu.",
    html="<p>Regel dit nu.</p><script>alert(1)</script>",
    message_id="<abc@x>",
    at=datetime(2026, 11, 23, 9, tzinfo=UTC),
)


@pytest.fixture
def browser(tmp_path: Path) -> FlaskClient:
    client = Client("mandaatwijzer", "oefenen", ("http://127.0.0.1/terug",), ())
    return create_provider(Provider("http://127.0.0.1", client), tmp_path).test_client()


def test_it_is_empty_before_anything_was_sent(browser: FlaskClient) -> None:
    assert "Er is nog geen mail" in browser.get("/postvak").text


def test_a_mail_is_listed_and_read_as_text(browser: FlaskClient, tmp_path: Path) -> None:
    OutboxChannel(tmp_path).send(MESSAGE)
    assert "Nog 7 dagen &lt;b&gt;</a>, aan anna@bestuur.example" in browser.get("/postvak").text
    page = browser.get("/postvak/abc-x").text
    assert "Regel dit &lt;script&gt;alert(1)&lt;/script&gt; nu." in page


def test_as_a_mail_program_shows_it_nothing_runs(browser: FlaskClient, tmp_path: Path) -> None:
    OutboxChannel(tmp_path).send(MESSAGE)
    answer = browser.get("/postvak/abc-x/html")
    assert "<p>Regel dit nu.</p>" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "script" not in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("name", ["niets", "..%2Fgeheim", "%2e%2e", "*"])
def test_a_mail_that_is_not_there(browser: FlaskClient, tmp_path: Path, name: str) -> None:
    (tmp_path.parent / "geheim.eml").write_text("Subject: geheim")
    OutboxChannel(tmp_path).send(MESSAGE)
    assert browser.get(f"/postvak/{name}").status_code == 404
