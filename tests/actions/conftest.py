"""One transaction for each story without the web, and somebody who works in it."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.actions.phone import Phone
from tests.actions.season import Season
from tests.builders import SteppingClock
from tests.contracts.mail_server import Mailbox, running_mail_server
from tests.contracts.test_channel import channel
from tests.ways import told_in_each_register
from wizard.actions.work import Work
from wizard.db.accounts import people
from wizard.ports import Wiring

register_key = told_in_each_register()


@pytest.fixture
def writing(wiring: Wiring) -> Iterator[Session]:
    """Give one transaction, undone after the story."""
    with wiring.database.writing() as session:
        yield session
        session.rollback()


def works_as(wiring: Wiring, session: Session, clock: SteppingClock, name: str) -> Work:
    """Return what the actions of somebody with this name work with."""
    return Work(
        session=session,
        register=wiring.ports.register_for(session),
        catalogue=wiring.catalogue,
        person=people.remember(
            session, issuer="i", subject=name.lower(), name=name, email="", at=clock.now()
        ),
        now=clock.now(),
        today=clock.today(),
    )


@pytest.fixture
def anna(wiring: Wiring, writing: Session, clock: SteppingClock) -> Work:
    """Give what the actions of Anna work with."""
    return works_as(wiring, writing, clock, "Anna")


@pytest.fixture
def bart(wiring: Wiring, writing: Session, clock: SteppingClock) -> Work:
    """Give what the actions of Bart work with."""
    return works_as(wiring, writing, clock, "Bart")


@pytest.fixture
def phone(writing: Session, clock: SteppingClock) -> Phone:
    """Give the telephone between boards and the helpdesk."""
    return Phone(writing, clock)


@pytest.fixture
def mailbox() -> Mailbox:
    """Give what a mail server of our own took in, and what is wrong with it."""
    return Mailbox()


@pytest.fixture
def season(wiring: Wiring, clock: SteppingClock, mailbox: Mailbox) -> Iterator[Season]:
    """Give a school year, on a morning early in August."""
    with running_mail_server(mailbox) as port:
        found = Season(wiring, clock, mailbox, channel(port))
        found.at("2026-08-03")
        yield found
