"""Receipts and ends of before there were kinds: a migration tells them from what was written.

The rows are those that the product wrote then: one operation of each kind, in a register of our own
(saved is recorded, at that moment) and in the OSR (a person saw it later).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Column, MetaData, select
from sqlalchemy.orm import Session

from tests.databases import MakeDatabase
from tests.ways import on_both_databases
from wizard.db import upgrading
from wizard.db.base import Database
from wizard.db.register_models import ReceiptRecord
from wizard.domain.mandate import Mandate
from wizard.register.sql import OwnRegister

_BEFORE = "0012"
_START = datetime(2026, 11, 23, 8, tzinfo=UTC)
_TODAY = date(2026, 11, 23)
_VALUES: dict[type, object] = {int: 1, str: "", bool: False, datetime: _START, date: _TODAY}
#: Number, sentence and school to begin with of one operation of each kind.
_RECEIPTS = {
    "save": ("MW-2026-00001", "U geeft ESIS toestemming voor RIO bij De Brug, BRIN 99AA.", None),
    "copy": ("MW-2026-00002", "U kopieert RIO met ParnasSys naar 1 school.", "99AA"),
    "give": ("MW-2026-00003", "U geeft ParnasSys toestemming voor RIO bij 2 scholen.", "99AA"),
    "las_change": ("MW-2026-00004", "U stapt bij 1 school over van ParnasSys naar ESIS.", "99AB"),
}


class _Filled:
    """A database of before, and what is written into it, hour by hour."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.tables = MetaData()
        self.tables.reflect(database.engine)
        self.count = 0

    def write(self, name: str, /, **values: object) -> None:
        """Write a row; what is not given is empty."""
        columns = self.tables.tables[name].columns
        needed = {each.name: _empty(each) for each in columns if not each.nullable}
        with self.database.engine.execution_options(write=True).begin() as connection:
            connection.execute(self.tables.tables[name].insert().values({**needed, **values}))

    def mandate(self, brin: str, system: str, **values: object) -> int:
        """Write a mandate for RIO, recorded as it was saved unless told."""
        self.count += 1
        at = values.get("saved_at", _START)
        recorded = {"recorded_at": at, "recorded_by": 1}
        names = {"brin": brin, "service": "rio", "system_key": system, "system_name": system}
        self.write("mandate", **{"id": self.count, **names, "saved_at": at, **recorded, **values})
        return self.count


def _empty(column: Column[Any]) -> object:
    return _VALUES[column.type.python_type]


@pytest.fixture
def old(fresh: MakeDatabase, backend: str) -> Iterator[_Filled]:
    database = Database(fresh(backend, "nothing"))
    upgrading.upgrade(database.url.render_as_string(hide_password=False), _BEFORE)
    filled = _Filled(database)
    filled.write("board", number="99001")
    filled.write("person", id=1, name="Anna")
    filled.write("person", id=2, name="Bart", subject="2")
    for brin in ("99AA", "99AB"):
        filled.write("school", brin=brin, board_number="99001")
    for hour, (number, sentence, source) in enumerate(_RECEIPTS.values()):
        filled.write(
            "receipt",
            id=hour + 1,
            number=number,
            key=number,
            board_number="99001",
            sentence=sentence,
            saved_at=_at(hour),
            source_brin=source,
            left_behind="[]" if source else None,
        )
    yield filled
    database.dispose()


def _at(hour: int, *, minutes: int = 0) -> datetime:
    return _START + timedelta(hours=hour, minutes=minutes)


def _upgraded(old: _Filled) -> dict[int, Mandate]:
    upgrading.upgrade(old.database.url.render_as_string(hide_password=False))
    with old.database.reading() as session:
        return {each.id: each for each in OwnRegister(session).of_schools(["99AA", "99AB"])}


@on_both_databases
def test_each_receipt_gets_its_kind(old: _Filled) -> None:
    _upgraded(old)
    with Session(old.database.engine) as session:
        kinds = dict(session.execute(select(ReceiptRecord.number, ReceiptRecord.kind)).all())
    assert kinds == {number: kind for kind, (number, *_rest) in _RECEIPTS.items()}


@on_both_databases
def test_in_our_own_register_an_end_is_recorded_and_names_its_operation(old: _Filled) -> None:
    """The answers for one school ended the old mandate; what was changed was kept, or not yet."""
    save = _RECEIPTS["save"][0]
    ended = old.mandate("99AA", "parnassys", ends_on=_TODAY, ended_at=_at(0), ended_by=1)
    new = old.mandate("99AA", "esis", saved_at=_at(0), receipt_number=save)
    change = _RECEIPTS["las_change"][0]
    kept = old.mandate("99AB", "parnassys", ends_on=_TODAY, ended_at=_at(3), ended_by=1)
    old.write("mandate_before", receipt_number=change, mandate_id=kept, starts_on=_TODAY)
    found = _upgraded(old)
    assert (found[ended].end_receipt, found[kept].end_receipt) == (save, change)
    assert (found[ended].end_recorded_at, found[ended].end_recorded_by) == (_at(0), "Anna")
    assert not any(each.awaits_end for each in found.values())
    assert (found[new].end_receipt, found[new].end_recorded_at) == (None, None)


@on_both_databases
def test_in_the_osr_only_what_somebody_said_is_seen(old: _Filled) -> None:
    """Who ticked a school of a change of LAS said that the old mandate had its end too."""
    seen = {"recorded_at": _at(1, minutes=5), "recorded_by": 2}
    change, save = _RECEIPTS["las_change"][0], _RECEIPTS["save"][0]
    ended = {"ends_on": _TODAY, "ended_by": 1, **seen}
    changed = old.mandate("99AB", "parnassys", ended_at=_at(3), **ended)
    told = {"recorded_at": _at(3, minutes=9), "recorded_by": 2}
    old.mandate("99AB", "esis", saved_at=_at(3), receipt_number=change, **told)
    saved = old.mandate("99AA", "parnassys", ended_at=_at(0), **ended)
    old.mandate("99AA", "esis", saved_at=_at(0), receipt_number=save, **told)
    by_itself = old.mandate("99AA", "eduscope", ended_at=_at(9), **ended)
    undone = old.mandate(
        "99AA", "magister", ends_on=_TODAY - timedelta(days=1), ended_at=_at(0), ended_by=1
    )
    found = _upgraded(old)
    assert (found[changed].end_receipt, found[saved].end_receipt) == (change, save)
    assert (found[changed].end_recorded_at, found[changed].end_recorded_by) == (
        *(_at(3, minutes=9), "Bart"),
    )
    assert {key for key, each in found.items() if each.awaits_end} == {saved, by_itself}
    assert (found[by_itself].end_receipt, found[undone].end_receipt) == (None, None)
