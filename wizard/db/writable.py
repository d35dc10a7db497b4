"""Whether the database can be written to: a row is added, and taken back."""

import sqlite3
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine, event, insert
from sqlalchemy.engine import URL
from sqlalchemy.exc import OperationalError

from wizard.db.base import Database
from wizard.db.models import FailureRecord

#: Like no reference number.
_REFERENCE = "health"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
#: Does not fit in the pages below, so SQLite writes it to the disk before it is taken back.
_LARGE = "x" * 64 * 1024
_PRAGMAS = ("busy_timeout=0", "cache_size=2")


def require_writable(database: Database) -> None:
    """Raises one of DATABASE_ERRORS when nothing can be written: read-only, or the disk is full."""
    if database.engine.dialect.name == "sqlite":
        _try_file(database.url)
        return
    with database.engine.connect() as connection:
        _add(connection, "x")
        connection.rollback()


def _try_file(url: URL) -> None:
    """Write on a connection of its own, which does not wait: that somebody else writes is fine."""
    engine = create_engine(url, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "connect", _prepare)
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            _add(connection, _LARGE)
            connection.exec_driver_sql("ROLLBACK")
    except OperationalError as error:
        if getattr(error.orig, "sqlite_errorcode", None) != sqlite3.SQLITE_BUSY:
            raise


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _add(connection: Connection, cause: str) -> None:
    values = {"reference": _REFERENCE, "kind": "health", "path": "/gezond", "cause": cause}
    connection.execute(insert(FailureRecord).values(**values, at=_LONG_AGO))
