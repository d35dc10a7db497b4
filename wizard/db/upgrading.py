"""Migrations: bringing a database up to date, and telling whether it is."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from wizard.db import finding
from wizard.db.base import Database
from wizard.domain.errors import ConfigError

_MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(url: str) -> None:
    """Create the tables, or bring them up to date; several at once wait for each other."""
    database = Database(url)
    try:
        with database.engine.execution_options(write=True).begin() as connection:
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        _fill_index(database)
    finally:
        database.dispose()


def _fill_index(database: Database) -> None:
    """Index the names of a database that had its schools before there was an index."""
    with database.transaction() as session:
        if not finding.is_indexed(session):
            finding.index_names(session)


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
