"""What a copy is held against: the very rows that it wrote, written by SQLAlchemy Core alone.

One `execute(insert(table), rows)` for each table, and one commit: nothing is looked up, locked or
decided, and each row is there before the clock starts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, insert, select

from tests.bench.measuring import Act
from wizard.db.base import Database
from wizard.db.models import EventRecord
from wizard.db.register_models import MandateRecord, ReceiptRecord

_MANDATE, _EVENT, _RECEIPT = (
    record.metadata.tables[record.__tablename__]
    for record in (MandateRecord, EventRecord, ReceiptRecord)
)
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Written:
    """What a copy wrote, by table. The receipt counts as there already: mandates point at it."""

    receipt: Rows
    mandates: Rows
    events: Rows

    @classmethod
    def read(cls, database: Database, number: str) -> "Written":
        """Read what the copy with this receipt wrote."""
        return cls(
            receipt=_rows(database, _RECEIPT, _RECEIPT.c.number == number),
            mandates=_rows(database, _MANDATE, _MANDATE.c.receipt_number == number),
            events=_rows(database, _EVENT, _EVENT.c.detail.contains(f'"{number}"')),
        )

    def add_receipt(self, database: Database) -> None:
        """Make a restored database ready for `insert_rows`."""
        with database.engine.execution_options(write=True).begin() as connection:
            connection.execute(insert(_RECEIPT), self.receipt)

    def insert_rows(self, database: Database) -> Act:
        """Return what is measured: from the start of the transaction to its commit."""

        def act() -> None:
            with database.engine.execution_options(write=True).begin() as connection:
                connection.execute(insert(_MANDATE), self.mandates)
                connection.execute(insert(_EVENT), self.events)

        return act


def _rows(database: Database, table: Table, condition: Any) -> Rows:
    """Return the rows without their id, and without the columns that none of them fills."""
    with database.engine.connect() as connection:
        found = [dict(row) for row in connection.execute(select(table).where(condition)).mappings()]
    filled = {name for row in found for name, value in row.items() if value is not None} - {"id"}
    return [{name: row[name] for name in row if name in filled} for row in found]
