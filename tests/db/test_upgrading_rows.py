"""A database in use is brought up to date: every row is still there, and points where it did."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import Column, MetaData

from tests.databases import MakeDatabase
from tests.ways import on_both_databases
from wizard.db import upgrading
from wizard.db.accounts import people
from wizard.db.base import Database
from wizard.db.models import BoardRecord, SystemListRecord
from wizard.db.school_systems import sent_lists
from wizard.domain.errors import ConfigError
from wizard.domain.school_systems.system_list import Row

#: Before migrations that make a table of before anew.
_BEFORE = "0005"
_NOW = datetime(2026, 10, 18, 8, tzinfo=UTC)
_VALUES: dict[type, object] = {int: 1, str: "x", bool: False, datetime: _NOW}
_ROWS: dict[str, dict[str, object]] = {
    "board": {"number": "99001"},
    "person": {"id": 1},
    "call": {"id": 1, "board_number": "99001", "caller_id": 1},
    "call_page": {"call_id": 1},
    "call_note": {"id": 1, "person_id": 1, "call_id": 1},
    "recipient": {"id": 1, "board_number": "99001", "person_id": 1},
    "mail": {"id": 1, "boards": '["99001"]'},
}


@pytest.fixture
def old(fresh: MakeDatabase, backend: str) -> Iterator[Database]:
    """Give a database of before, with a row in each table that matters."""
    database = Database(fresh(backend, "nothing"))
    upgrading.upgrade(database.url.render_as_string(hide_password=False), _BEFORE)
    tables = _tables(database)
    with database.engine.execution_options(write=True).begin() as connection:
        for name, values in _ROWS.items():
            needed = {each.name: _value(each) for each in tables[name].columns if not each.nullable}
            connection.execute(tables[name].insert().values({**needed, **values}))
    yield database
    database.dispose()


def _tables(database: Database) -> Any:
    found = MetaData()
    found.reflect(database.engine)
    return found.tables


def _value(column: Column[Any]) -> object:
    return _VALUES[column.type.python_type]


def _rows(database: Database) -> dict[str, dict[str, object]]:
    tables = _tables(database)
    with database.engine.begin() as connection:
        return {
            name: dict(connection.execute(tables[name].select()).mappings().one()) for name in _ROWS
        }


@on_both_databases
def test_rows_of_before_stay_as_they_were(old: Database) -> None:
    before = _rows(old)
    upgrading.upgrade(old.url.render_as_string(hide_password=False))
    after = _rows(old)
    assert {name: {**row, **before[name]} for name, row in after.items()} == after
    added = {
        name: {key: value for key, value in row.items() if key not in before[name]}
        for name, row in after.items()
    }
    assert added["call"] == {"follows_id": None}
    assert added["recipient"] == {"asked_by": None, "asked_at": None, "stopped_by": None}
    assert added["mail"] == {"items": "[]"}


def test_what_points_nowhere_stops_the_upgrade(fresh: MakeDatabase) -> None:
    database = Database(fresh("sqlite", "empty"))
    with database.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
        connection.exec_driver_sql("INSERT INTO site VALUES ('99ZZ00', '99ZZ', '', '', '', NULL)")
        connection.exec_driver_sql("BEGIN")
    database.dispose()
    with pytest.raises(ConfigError, match="nothing was changed"):
        upgrading.upgrade(database.url.render_as_string(hide_password=False))


def test_lists_of_the_release_before_are_read_and_it_reads_ours(database: Database) -> None:
    """Another machine may serve the release before for a while."""
    with database.transaction() as session:
        session.add(BoardRecord(number="99001", name="B", place="Gouda", source="x"))
        person = people.remember(session, issuer="x", subject="a", name="A", email="", at=_NOW)
        session.flush()
        rows = (Row(2, "99AA", "ESIS"), Row(3, "99AB", "ESIS", hidden=True))
        key = sent_lists.add(session, "99001", file_name="x", rows=rows, by=person, at=_NOW)
    with database.transaction() as session:
        record = session.get_one(SystemListRecord, key)
        assert json.loads(record.content)[0] == [2, "99AA", "ESIS"]
        found = sent_lists.find(session, "99001", key, _NOW)
        assert found
        assert found.rows == rows
