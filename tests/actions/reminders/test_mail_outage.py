"""Mails that cannot go for a reason that is not theirs: nothing is given up, and operators hear."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from tests.actions.season import Season
from tests.contracts.mail_server import free_port, running_mail_server
from tests.contracts.test_channel import channel
from tests.ways import EVERYTHING, on_both_databases
from wizard.actions.reminders import due as reminders_due
from wizard.actions.reminders import reach, sending
from wizard.actions.reminders.reach import Reach
from wizard.channels.email import EmailChannel
from wizard.cli.send_reminders import send_due
from wizard.domain.reminders.mailing import MailState
from wizard.ports import Message, ReminderChannel

_URL = "smtp://postbode:geheim%2F%40@127.0.0.1:{port}"
_EURO = "smtp://postbode:gehe%E2%82%ACm@127.0.0.1:{port}"
_BOARDS = {"anna": "99001", "bart": "99006", "chris": "99055"}
_SEND_AS = "554 5.2.252 SendAsDenied; post@x.nl not allowed to send as noreply@x.nl"
#: What a server says about us, at each place in the conversation; tests/contracts knows many more.
_ABOUT_US = (
    ("AUTH", "535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled"),
    ("MAIL", "550 5.7.60 SMTP; Client does not have permissions to send as this sender"),
    ("RCPT", "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain"),
    ("DATA", _SEND_AS),
)
_MORE_ABOUT_US = (
    ("AUTH", "454 4.7.0 Temporary authentication failure"),
    ("AUTH", "534 5.7.9 Application-specific password required"),
    ("MAIL", "553 5.1.8 Sender address rejected: Domain not found"),
    ("MAIL", "550 no"),
    ("RCPT", "530 5.7.57 Client not authenticated to send mail"),
    ("RCPT", "503 need MAIL before RCPT"),
    ("RCPT", "451 4.7.500 Server busy"),
    ("RCPT", "421 Too many messages"),
    ("DATA", "550 5.4.5 Daily user sending limit exceeded"),
    ("DATA", "452 4.3.1 Insufficient system storage"),
)


def _ask(season: Season, *names: str) -> None:
    for name in names:
        season.ask(name, _BOARDS[name])


@contextmanager
def _with_login(season: Season) -> Iterator[int]:
    """Let the sender log in, at a server of its own; give its port."""
    with running_mail_server(season.mailbox, login=True) as port:
        season.through = channel(port, url=_URL)
        yield port


def _run(season: Season, through: ReminderChannel | None = None) -> str:
    """Run the command; return what the operator has to mend, or nothing."""
    ports = replace(season.wiring.ports, reminders=through or season.through)
    run = send_due(replace(season.wiring, ports=ports))
    while True:
        try:
            next(run)
        except StopIteration as end:
            return str(end.value)


def _states(season: Season) -> dict[str, MailState]:
    return {each.email.partition("@")[0]: each.state for each in season.history()}


def _arrived(season: Season) -> list[str]:
    return [str(mail["To"]).partition("@")[0] for mail in season.mailbox.mails]


def _status(app: Flask) -> str:
    answer = app.test_client().get("/gezond")
    assert answer.status_code == 200
    return str(answer.get_json()["status"])


@pytest.mark.parametrize(("where", "answer"), [*_ABOUT_US, *(_MORE_ABOUT_US if EVERYTHING else ())])
def test_a_refusal_of_us_gives_nothing_up_and_what_is_due_goes_once_after_the_repair(
    season: Season, app: Flask, where: str, answer: str
) -> None:
    _ask(season, "anna", "bart")
    season.at("2026-11-09")
    with _with_login(season):
        season.mailbox.answers = {where: answer}
        for day in range(9, 16):
            season.at(f"2026-11-{day:02}")
            assert answer[:3] in _run(season)
        assert set(_states(season).values()) == {MailState.HELD}
        assert {(each.attempts, each.handed) for each in season.history()} == {(0, 0)}
        assert _status(app) == "degraded"
        season.mailbox.answers = {}
        season.at("2026-11-16")
        assert _run(season) == ""
        assert sorted(_arrived(season)) == ["anna", "bart"]
        assert _status(app) == "ok"
        assert _run(season) == ""
    assert len(season.mailbox.mails) == 2
    assert set(_states(season).values()) == {MailState.SENT}


def test_a_run_stops_at_the_first_one_that_shows_that_none_can_go(season: Season) -> None:
    _ask(season, "anna", "bart", "chris")
    season.at("2026-11-09")
    season.mailbox.answers = {"DATA": _SEND_AS}
    assert _run(season) == f"mails are held up: {_SEND_AS}"
    assert len(season.history()) == 1


def test_no_server_is_ours_and_one_that_refuses_some_is_not(season: Season, app: Flask) -> None:
    _ask(season, "anna", "bart")
    season.at("2026-11-09")
    assert "ConnectionRefusedError" in _run(season, channel(free_port()))
    assert _status(app) == "degraded"
    season.mailbox.answers = {"anna@bestuur.example": "550 5.1.1 no such mailbox"}
    assert _run(season) == ""
    assert _states(season) == {"anna": MailState.GIVEN_UP, "bart": MailState.SENT}
    assert _status(app) == "ok"


@pytest.mark.parametrize(
    "url", [_EURO, _EURO.replace("%E2%82%AC", "%C3%A9"), "smtp://.nl:{port}", "smtp://a..nl:{port}"]
)
def test_settings_that_cannot_be_sent_hold_every_mail_and_hand_none_over(
    season: Season, app: Flask, url: str
) -> None:
    _ask(season, "anna", "bart")
    season.at("2026-11-09")
    with _with_login(season) as port:
        for _run_of_the_timer in range(3):
            assert _run(season, channel(port, url=url)).startswith("mails are held up: ")
            season.clock.forward(minutes=10)
        assert set(_states(season).values()) == {MailState.HELD}
        assert _status(app) == "degraded"
        assert _run(season) == ""
    assert sorted(_arrived(season)) == ["anna", "bart"]


@on_both_databases
def test_one_mail_that_is_refused_as_if_it_were_us_holds_no_other_one_up(season: Season) -> None:
    """Two of three are; each run ends at the first of them, and the third goes all the same."""
    _ask(season, "anna", "bart", "chris")
    season.at("2026-11-09")
    refusal = "550 5.7.1 not to this group"
    season.mailbox.answers = dict.fromkeys(
        ("anna@bestuur.example", "bart@bestuur.example"), refusal
    )
    for _run_of_the_timer in range(3):
        assert refusal in _run(season)
        season.clock.forward(minutes=10)
    assert _states(season) == {
        "anna": MailState.HELD,
        "bart": MailState.HELD,
        "chris": MailState.SENT,
    }


def test_an_outage_counts_no_try_of_a_mail_that_had_some(season: Season) -> None:
    _ask(season, "bart")
    season.at("2026-11-09")
    season.mailbox.fault = "full"
    _run(season)
    season.clock.forward(minutes=5)
    _run(season)
    season.mailbox.fault = ""
    season.mailbox.answers = {"MAIL": "550 5.7.60 no permissions"}
    for _run_of_the_timer in range(9):
        season.clock.forward(minutes=30)
        assert _run(season)
    [mail] = season.history()
    assert (mail.attempts, mail.handed) == (2, 0)


def test_what_may_have_arrived_before_an_outage_stays_so_and_goes_once_more(
    season: Season,
) -> None:
    _ask(season, "bart")
    season.at("2026-11-09")
    season.mailbox.fault = "drop after"
    _run(season)
    season.clock.forward(minutes=6)
    season.mailbox.fault = ""
    season.mailbox.answers = {"DATA": _SEND_AS}
    assert _run(season)
    assert _states(season) == {"bart": MailState.UNKNOWN}
    season.mailbox.answers = {}
    assert _run(season) == ""
    assert _run(season) == ""
    first, second = season.mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]


def test_the_helpdesk_is_not_told_that_mail_does_not_reach_a_board(season: Season) -> None:
    _ask(season, "bart")
    season.at("2026-11-09")
    _run(season, channel(free_port()))
    with season.wiring.database.reading() as session:
        found = reach.reach_of_boards(session, season.clock.now())
    assert found == {"99006": Reach.MAILED}


def test_an_outage_with_nothing_left_to_send_ends_when_the_server_lets_us_in(
    season: Season, app: Flask
) -> None:
    _ask(season, "anna")
    season.at("2026-11-09")
    with _with_login(season):
        season.mailbox.answers = {"AUTH": "535 5.7.8 bad credentials"}
        assert _run(season)
        season.finish("99001")
        season.clock.jump(season.clock.now() + timedelta(days=4))
        assert "535" in _run(season)
        season.mailbox.answers = {}
        assert _run(season) == ""
    assert _status(app) == "ok"


def test_letting_us_in_ends_no_outage_that_only_a_mail_shows(season: Season, app: Flask) -> None:
    """In the night no reminder goes, so nothing shows that the server takes our mails again."""
    _ask(season, "anna")
    season.at("2026-11-09")
    season.mailbox.answers = {"DATA": _SEND_AS}
    assert _run(season)
    season.mailbox.answers = {}
    season.clock.forward(hours=14)
    assert _SEND_AS in _run(season)
    assert _status(app) == "degraded"
    season.at("2026-11-10")
    assert _run(season) == ""
    assert _status(app) == "ok"
    assert _arrived(season) == ["anna"]


def test_it_says_since_when_and_not_on_the_public_page_why(season: Season, app: Flask) -> None:
    _ask(season, "anna")
    season.at("2026-11-09")
    season.mailbox.answers = {"DATA": _SEND_AS}
    for _run_of_the_timer in range(2):
        assert _run(season)
        season.clock.forward(hours=1)
    said = app.test_client().get("/gezond").get_json()
    assert said["mails"] == "held up since 2026-11-09 08:00 UTC"
    assert "SendAs" not in str(said)


class _Broken:
    """A way to send mails that has a mistake in it, for one of them."""

    def __init__(self, good: EmailChannel) -> None:
        self._good = good

    def send(self, message: Message) -> None:
        """Break on Anna's."""
        if message.to.startswith("anna"):
            raise ZeroDivisionError("a mistake\n\x00 of\udcff ours")
        self._good.send(message)

    def check(self) -> None:
        """Nothing is wrong."""


@on_both_databases
def test_any_exception_around_a_mail_is_of_that_mail(season: Season, app: Flask) -> None:
    _ask(season, "anna", "bart")
    season.at("2026-11-09")
    assert _run(season, _Broken(season.through)) == ""
    assert _states(season) == {"anna": MailState.FAILED, "bart": MailState.SENT}
    [anna] = [each for each in season.history() if each.email.startswith("anna")]
    assert (anna.handed, anna.reason) == (0, "ZeroDivisionError: a mistake of ours")
    assert _status(app) == "ok"


def test_a_mail_that_cannot_be_made_is_not_handed_over_and_holds_nobody_up(
    season: Season,
) -> None:
    _ask(season, "anna", "bart")
    season.at("2026-11-09")
    first, second = reminders_due.due(season.wiring)
    found = [replace(first, message="nonsense"), second]
    outcomes = list(sending.send(season.wiring, season.through, found))
    assert [(each.state, each.is_broken) for each in outcomes] == [
        (None, True),
        (MailState.SENT, False),
    ]
    assert list(_states(season).values()) == [MailState.SENT]
    assert [each.state for each in sending.send(season.wiring, season.through, [first])] == [
        MailState.SENT
    ]
