"""Two senders at once, and senders that are killed: each mail goes once, or nobody can know."""

from collections import Counter
from collections.abc import Iterator

import pytest

from tests.actions.season import Season
from tests.builders import SteppingClock
from tests.contracts.mail_server import Mailbox, running_mail_server
from tests.contracts.test_channel import channel
from tests.processes.people import PROCESSES, process, running
from tests.processes.senders import MORNING, send_all, send_and_die
from tests.ways import rounds
from wizard.db.reminders.mails import Mail
from wizard.domain.reminders.mailing import MailState
from wizard.ports import Wiring

#: Around each statement on the mail, and at each commit, until the outcome is kept.
_MOMENTS = 11
_ROUNDS = rounds(1, 2) * _MOMENTS
_RECIPIENTS = rounds(24, 1000)
_PATIENCE = 300  # seconds
_KILLED = -9


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def port(mailbox: Mailbox) -> Iterator[int]:
    with running_mail_server(mailbox) as port:
        yield port


@pytest.fixture
def season(wiring: Wiring, clock: SteppingClock, mailbox: Mailbox, port: int) -> Season:
    found = Season(wiring, clock, mailbox, channel(port))
    found.at("2026-08-03")
    return found


def _address(season: Season) -> str:
    return season.wiring.database.url.render_as_string(hide_password=False)


def _mails_to(season: Season, name: str) -> list[Mail]:
    return [mail for mail in season.history() if mail.email == f"{name}@bestuur.example"]


def _sent_to(mailbox: Mailbox) -> Counter[str]:
    return Counter(str(mail["To"]) for mail in mailbox.mails)


def test_two_senders_at_once_send_each_mail_once(
    season: Season, mailbox: Mailbox, port: int
) -> None:
    for number in range(_RECIPIENTS):
        season.ask(f"persoon-{number:04d}", "99001")
    start = PROCESSES.Barrier(2)
    senders = [process(send_all, _address(season), port, start) for _ in range(2)]
    with running(*senders, patience=_PATIENCE):
        pass
    assert [sender.exitcode for sender in senders] == [0, 0]
    sent = _sent_to(mailbox)
    assert len(sent) == _RECIPIENTS
    assert set(sent.values()) == {1}
    assert {mail.state for mail in season.history()} == {MailState.SENT}
    season.clock.jump(MORNING)
    assert season.send() == []


def test_a_sender_that_is_killed_loses_nothing_and_doubles_only_what_nobody_can_know(
    season: Season, mailbox: Mailbox, port: int
) -> None:
    unknown = 0
    for round_ in range(_ROUNDS):
        name, moment = f"ronde-{round_:02d}", round_ % _MOMENTS
        mailbox.mails.clear()
        season.at("2026-08-03")
        season.ask(name, "99001")
        sender = process(send_and_die, _address(season), port, moment)
        with running(sender):
            pass
        assert sender.exitcode == _KILLED, f"moment {moment} never came"
        was_handed = [mail.state for mail in _mails_to(season, name)] == [MailState.HANDED]
        unknown += was_handed
        season.clock.jump(MORNING)
        season.clock.forward(minutes=11)
        season.send()
        season.clock.forward(minutes=11)
        assert season.send() == []
        [times] = _sent_to(mailbox).values()
        assert times == 1 or (was_handed and times == 2), f"{name}: {times} mails"
        assert len({mail["Message-ID"] for mail in mailbox.mails}) == 1
        [kept] = _mails_to(season, name)
        assert (kept.state, kept.handed) == (MailState.SENT, 2 if was_handed else 1)
    assert unknown > 0
