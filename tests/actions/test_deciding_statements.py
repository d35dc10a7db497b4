"""Deciding who gets a reminder takes as many SQL statements for one board as for many."""

import pytest

from tests.bench import deciding
from tests.bench.country import Country
from tests.bench.statements import counted
from tests.builders import SteppingClock
from tests.conftest import MakeDatabase
from wizard.actions import reminders
from wizard.ports import Wiring

#: For any number of boards; ten would be too many.
_STATEMENTS = 4


@pytest.fixture
def fresh(fresh: MakeDatabase) -> MakeDatabase:
    """Give databases without the practice boards."""
    return lambda backend, _content: fresh(backend, "empty")


@pytest.mark.parametrize(("schools", "mails"), [(8, 1), (800, 67)])
def test_deciding_takes_few_statements_for_one_board_and_for_a_hundred(
    wiring: Wiring, clock: SteppingClock, schools: int, mails: int
) -> None:
    country = Country(schools)
    country.fill(wiring)
    deciding.fill(wiring, country)
    with counted(wiring.database.engine) as statements, wiring.database.reading() as session:
        found = reminders.due(session, wiring.catalogue, clock.today(), clock.now())
    assert len(found) == mails
    assert len(statements) == _STATEMENTS, statements
