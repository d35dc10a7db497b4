"""The database: engine, sessions, the types that make SQLite and PostgreSQL behave alike."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import DateTime, Engine, MetaData, create_engine, event
from sqlalchemy.engine import URL, Connection, Dialect, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from wizard.domain.errors import ConfigError

_PRAGMAS = ("foreign_keys=ON", "journal_mode=WAL", "busy_timeout=10000", "synchronous=FULL")
#: Connections of one process: its pages may need two at once (their own, and the web session's),
#: on each of at most 15 threads. A page that waits for its second one holds its first meanwhile.
POOL = {"pool_size": 5, "max_overflow": 25}
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables; constraints are named by rule, so that migrations can speak of them."""

    metadata = MetaData(naming_convention=_NAMES)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: stored in UTC, always given back aware. SQLite drops time zones by itself."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments: nobody knows when they are."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the time zone back that SQLite lost."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Database:
    """Sessions on one database. Close it when done: `dispose`.

    `timeout`: how many seconds a page waits for PostgreSQL. None, for commands of the operator: as
    long as it takes. SQLite's pages wait for each other only, by the busy timeout above.
    """

    def __init__(self, url: str, *, timeout: int | None = None) -> None:
        try:
            self.url: URL = make_url(url)
            self.engine = _engine(self.url, timeout)
        except (ArgumentError, ImportError, ValueError) as error:
            raise ConfigError(f"WIZARD_DATABASE_URL cannot be used: {error}") from error

    def reading(self) -> Session:
        """Return a session for a request that changes nothing."""
        return Session(self.engine, expire_on_commit=False)

    def writing(self) -> Session:
        """Return a session that takes SQLite's write lock at once.

        SQLite cannot turn a read transaction into a write one when another writer came in
        between: it fails at once, whatever the busy timeout. So writers queue at the start.
        """
        return Session(self.engine.execution_options(write=True), expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Write in one transaction: committed on success, rolled back on any error."""
        with self.writing() as session, session.begin():
            yield session

    def dispose(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _engine(url: URL, timeout: int | None) -> Engine:
    if url.get_backend_name() == "postgresql":
        from wizard.db import postgres  # its driver, only for who uses it

        return postgres.engine(url, timeout, POOL)
    if url.get_backend_name() != "sqlite":
        raise ValueError("only SQLite and PostgreSQL are supported")
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, **_pool(url))
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _pool(url: URL) -> Mapping[str, int]:
    """Return the size of the pool; a database in memory has one connection."""
    is_file = url.database not in (None, "", ":memory:") and url.query.get("mode") != "memory"
    return POOL if is_file else {}


def _prepare_sqlite(connection: object, _record: object) -> None:
    connection.isolation_level = None  # type: ignore[attr-defined]  # we say BEGIN ourselves
    cursor = connection.cursor()  # type: ignore[attr-defined]
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("write")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
