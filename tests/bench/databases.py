"""A database of each kind that can be put back as it was, under a program that stays warm.

The engine lives on, and with it what SQLAlchemy compiled: that is how a server works, too.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from typing import Protocol

from sqlalchemy import create_engine, literal, select, text
from sqlalchemy.engine import make_url

from wizard.db.base import Base, Database


class Kept(Protocol):
    """Where a database is, and how to go back to what was kept of it. Nobody is connected then."""

    name: str
    url: str

    def keep(self) -> None:
        """Keep the database as it is now."""

    def restore(self) -> None:
        """Make the database what was kept."""


class SqliteFile:
    """A database is a file, and what is kept of it another."""

    name = "SQLite"

    def __init__(self, folder: Path) -> None:
        self._file, self._kept = folder / "bench.sqlite", folder / "kept.sqlite"
        self.url = f"sqlite:///{self._file}"

    def keep(self) -> None:
        shutil.copyfile(self._file, self._kept)

    def restore(self) -> None:
        shutil.copyfile(self._kept, self._file)


class PostgresDatabase:
    """A database of a server, and what is kept of it a second one: its template."""

    name = "PostgreSQL"

    def __init__(self, server: str) -> None:
        self._server = create_engine(server, isolation_level="AUTOCOMMIT")
        self._database = f"bench_{token_hex(6)}"
        self._kept = f"{self._database}_kept"
        self._run(f"CREATE DATABASE {self._database}")
        url = make_url(server).set(database=self._database)
        self.url = url.render_as_string(hide_password=False)

    def keep(self) -> None:
        self._run(f"CREATE DATABASE {self._kept} TEMPLATE {self._database}")

    def restore(self) -> None:
        self._drop(self._database)
        self._run(f"CREATE DATABASE {self._database} TEMPLATE {self._kept}")

    def remove(self) -> None:
        """Leave nothing behind on a server that is not ours."""
        self._drop(self._database)
        self._drop(self._kept)
        self._server.dispose()

    def _drop(self, name: str) -> None:
        self._run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        with self._server.connect() as connection:
            connection.execute(text(statement))


@contextmanager
def postgres_database(server: str) -> Iterator[PostgresDatabase]:
    """Give a database on this server, for as long as it is needed."""
    database = PostgresDatabase(server)
    try:
        yield database
    finally:
        database.remove()


def put_back(database: Database, kept: Kept) -> None:
    """Restore the database, and open one connection that has seen every table."""
    database.dispose()
    kept.restore()
    with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            connection.execute(select(literal(1)).select_from(table).limit(1))
