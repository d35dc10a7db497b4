"""One transaction for each story without the web, and somebody who works in it."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from tests.builders import SteppingClock
from wizard.actions.work import Work
from wizard.db import people
from wizard.ports import Wiring


@pytest.fixture
def writing(wiring: Wiring) -> Iterator[Session]:
    """Give one transaction, undone after the story."""
    with wiring.database.writing() as session:
        yield session
        session.rollback()


@pytest.fixture
def bart(wiring: Wiring, writing: Session, clock: SteppingClock) -> Work:
    """Give what the actions of Bart work with."""
    return Work(
        session=writing,
        register=wiring.ports.register_for(writing),
        catalogue=wiring.catalogue,
        person=people.remember(
            writing, issuer="i", subject="bart", name="Bart", email="", at=clock.now()
        ),
        now=clock.now(),
        today=clock.today(),
    )
