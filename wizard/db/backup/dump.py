"""All rows of a database, out of it as one snapshot and into it in one transaction.

The tables are those of the models; whoever calls this has the register's models imported too.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import groupby, islice
from typing import Any

from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Connection, Table, delete, func, insert, select

from wizard.db.backup.dump_file import BackupError, Header, Row
from wizard.db.base import Base, Database, UtcDateTime
from wizard.db.helpdesk import search as helpdesk_search

#: Who is logged in is no part of a back-up: after a restore everybody logs in again. Neither are
#: the index of names, which is made anew, the pages that callers had in front of them, what a
#: sender met on the machine that it ran on, and what was counted for some minutes.
_LEFT_OUT = {
    *("web_session", "typed_form", "name_gram", "call_page", "mail_outage", "request_count")
}
#: Rows in memory at once.
_BATCH = 1000


@contextmanager
def snapshot(
    database: Database, *, release: str, at: datetime
) -> Iterator[tuple[Header, Iterator[Row]]]:
    """Give the database as it is now, whatever others write while its rows are read."""
    engine = database.engine
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    with engine.begin() as connection:
        revision = _revision(connection)
        counts = {table.name: _count(connection, table) for table in _tables()}
        header = Header(release=release, revision=revision, made_at=at, counts=counts)
        yield header, _rows(connection)


def load(database: Database, header: Header, rows: Iterable[Row], *, replace: bool) -> None:
    """Fill an empty database, or with `replace` any: with all the rows, or on an error with none.

    Raises BackupError when the rows are not those of this database's tables, and what `rows` itself
    raises at its end.
    """
    with database.transaction() as session:
        connection = session.connection()
        _keep_others_out(connection)
        _require_same_revision(connection, header)
        if not replace:
            _require_empty(connection)
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(delete(table))
        _insert_all(connection, rows)
        _require_counts(connection, header)
        _count_on(connection)
        helpdesk_search.index_names(session)


def _tables() -> list[Table]:
    """Return the tables of a back-up, each after those that it refers to."""
    return [table for table in Base.metadata.sorted_tables if table.name not in _LEFT_OUT]


def _rows(connection: Connection) -> Iterator[Row]:
    for table in _tables():
        query = select(table).order_by(*table.primary_key).execution_options(yield_per=_BATCH)
        for row in connection.execute(query).mappings():
            yield table.name, {name: _plain(value) for name, value in row.items()}


def _keep_others_out(connection: Connection) -> None:
    """Have writers wait until we are done; on SQLite they do so since the transaction began."""
    if connection.dialect.name == "postgresql":
        quoted = connection.dialect.identifier_preparer.format_table
        names = ", ".join(quoted(table) for table in Base.metadata.sorted_tables)
        connection.exec_driver_sql(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
        connection.exec_driver_sql("SET LOCAL statement_timeout = 0")


def _require_same_revision(connection: Connection, header: Header) -> None:
    revision = _revision(connection)
    if header.revision != revision:
        raise BackupError(
            f"release {header.release} made this back-up, for tables of revision {header.revision};"
            f" these are of {revision}: restore it with that release, then run upgrade-db of this"
        )


def _require_empty(connection: Connection) -> None:
    for table in _tables():
        if count := _count(connection, table):
            raise BackupError(
                f"the database is not empty (table {table.name} has {count} rows);"
                " restore into a new one, or add --replace"
            )


def _insert_all(connection: Connection, rows: Iterable[Row]) -> None:
    tables = {table.name: table for table in _tables()}
    for name, lines in groupby(rows, key=lambda row: row[0]):
        if name not in tables:
            raise BackupError(f"the back-up has a table that the database has not: {name[:40]!r}")
        while batch := [_values(tables[name], row) for _name, row in islice(lines, _BATCH)]:
            connection.execute(insert(tables[name]), batch)


def _require_counts(connection: Connection, header: Header) -> None:
    counts = {table.name: _count(connection, table) for table in _tables()}
    if counts != header.counts:
        raise BackupError("the back-up has other tables or rows than it says")


def _count_on(connection: Connection) -> None:
    """Have PostgreSQL count on from the ids that came in; SQLite does that by itself.

    By ALTER SEQUENCE, which is undone with the transaction, unlike `setval`.
    """
    if connection.dialect.name != "postgresql":
        return
    for table in _tables():
        column = table.autoincrement_column
        if column is None:
            continue
        highest = connection.scalar(select(func.max(column))) or 0
        name = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
        connection.exec_driver_sql(f"ALTER SEQUENCE {name} RESTART WITH {highest + 1}")


def _revision(connection: Connection) -> str:
    return MigrationContext.configure(connection).get_current_revision() or "none"


def _count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def _plain(value: Any) -> Any:
    """Return a value as JSON has it; moments in UTC."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value.isoformat() if isinstance(value, date) else value


def _values(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    if row.keys() != set(table.columns.keys()):
        raise BackupError(f"the back-up has other columns in table {table.name} than the database")
    return {column.name: _value(column, row[column.name]) for column in table.columns}


def _value(column: Column[Any], plain: Any) -> Any:
    """Return what stands for a value in JSON as the database takes it."""
    kind = datetime if isinstance(column.type, UtcDateTime) else column.type.python_type
    if plain is None or type(plain) is kind:
        return plain
    if isinstance(plain, str) and kind in (date, datetime):
        try:
            return kind.fromisoformat(plain)
        except ValueError:
            pass
    raise BackupError(
        f"the back-up has a value in {column.table.name}.{column.name} that is no {kind.__name__}"
    )
