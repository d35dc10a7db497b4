"""Migrations: bringing a database up to date, and telling whether it is."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event

from wizard.db.base import Database
from wizard.db.helpdesk import search as helpdesk_search
from wizard.domain.errors import ConfigError

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(url: str, revision: str = "head") -> None:
    """Create the tables, or bring them up to date; several at once wait for each other."""
    _migrate(url, revision)
    if revision == "head":
        database = Database(url)
        try:
            _fill_index(database)
        finally:
            database.dispose()


def _migrate(url: str, revision: str) -> None:
    """Run the migrations in one transaction.

    To change a table SQLite makes it anew and drops the old one. Rows that point to it would forbid
    that, so nothing watches over them meanwhile; whether they still point somewhere is looked at
    in the end.
    """
    database = Database(url)
    is_sqlite = database.engine.dialect.name == "sqlite"
    if is_sqlite:
        event.listen(database.engine, "connect", _let_go)
    try:
        with database.engine.execution_options(write=True).begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                raise ConfigError(
                    "the upgrade would break rows off from others; nothing was changed"
                )
    finally:
        database.dispose()


def _let_go(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys=OFF")


def _fill_index(database: Database) -> None:
    """Index the names of a database that had its schools before there was an index."""
    with database.transaction() as session:
        if not helpdesk_search.is_indexed(session):
            helpdesk_search.index_names(session)


def ensure_current(url: str) -> None:
    """Raises ConfigError when the database still has to be upgraded."""
    database = Database(url)
    try:
        with database.engine.connect() as connection:
            current = MigrationContext.configure(connection).get_current_revision()
    finally:
        database.dispose()
    if current != ScriptDirectory.from_config(_config()).get_current_head():
        raise ConfigError("the database is not up to date; run 'mandaatwijzer upgrade-db'")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    return config
