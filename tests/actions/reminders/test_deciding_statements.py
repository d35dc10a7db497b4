"""Deciding who gets a reminder takes as many SQL statements for one board as for many."""

import pytest

from tests.bench import deciding as bench
from tests.bench.country import Country
from tests.bench.statements import counted
from tests.databases import MakeDatabase
from tests.ways import in_our_own
from wizard.actions.reminders import due as reminders_due
from wizard.ports import Wiring

#: For any number of boards; ten would be too many.
_STATEMENTS = 9


@pytest.fixture
def fresh(fresh: MakeDatabase) -> MakeDatabase:
    """Give databases without the practice boards."""
    return lambda backend, _content: fresh(backend, "empty")


@in_our_own
@pytest.mark.parametrize(("schools", "boards"), [(24, 3), (800, 100)])
def test_deciding_takes_few_statements_for_one_board_and_for_a_hundred(
    wiring: Wiring, schools: int, boards: int
) -> None:
    country = Country(schools)
    country.fill(wiring)
    bench.fill(wiring, country)
    with counted(wiring.database.engine) as statements:
        found = reminders_due.due(wiring)
    assert len(found) == boards
    assert {each.message for each in found} == {"reminder", "finished"}
    assert len(statements) == _STATEMENTS, statements
