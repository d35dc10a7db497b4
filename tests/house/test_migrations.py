"""House rule: the migrations make exactly the tables that the models describe."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Index, MetaData, String, Text

from tests.ways import on_both_databases
from wizard.db import upgrading
from wizard.db.base import Base, Database
from wizard.db.upgrading import ensure_current, upgrade
from wizard.domain.errors import ConfigError

VERSIONS = Path(upgrading.__file__).parent / "migrations" / "versions"
_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.py")


def differences(database: Database, metadata: MetaData) -> list[str]:
    """Return what the migrations left different from the models."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        return [str(difference) for difference in compare_metadata(context, metadata)]


def name_problems(names: list[str]) -> list[str]:
    """Migrations are numbered one by one, and say in their name what they do."""
    numbers = [match[1] for name in sorted(names) if (match := _NAME.fullmatch(name))]
    wanted = [f"{number:04}" for number in range(1, len(names) + 1)]
    unnamed = [
        f"{name}: wanted 0001_what_it_does.py" for name in names if not _NAME.fullmatch(name)
    ]
    return unnamed + ([] if numbers == wanted else [f"numbered {numbers}, not {wanted}"])


@pytest.fixture
def models() -> MetaData:
    """A copy of the models' tables, to break something in."""
    copy = MetaData(naming_convention=Base.metadata.naming_convention)
    for table in Base.metadata.sorted_tables:
        table.to_metadata(copy)
    return copy


@on_both_databases
def test_the_migrations_make_what_the_models_describe(database: Database) -> None:
    assert differences(database, Base.metadata) == []


def test_a_column_that_no_migration_makes_is_found(database: Database, models: MetaData) -> None:
    assert differences(database, models) == []
    models.tables["school"].append_column(Column("phone", String(20)))
    [found] = differences(database, models)
    assert "add_column" in found
    assert "phone" in found


def test_an_index_a_type_or_a_table_that_no_migration_makes_is_found(
    database: Database, models: MetaData
) -> None:
    school = models.tables["school"]
    Index("ix_school_place", school.c.place)
    school.c.closed_on.type = Text()
    models.remove(models.tables["web_session"])
    found = " ".join(differences(database, models))
    assert "add_index" in found
    assert "modify_type" in found
    assert "remove_table" in found


def test_migrations_are_numbered_and_named() -> None:
    assert name_problems([path.name for path in VERSIONS.glob("*.py")]) == []


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["0001_first_tables.py", "0003_phones.py"], "numbered ['0001', '0003'], not"),
        (["0001_first_tables.py", "ab12cd34.py"], "ab12cd34.py: wanted 0001_what_it_does.py"),
        (["0001_one.py", "0001_two.py"], "numbered ['0001', '0001'], not ['0001', '0002']"),
    ],
)
def test_a_migration_out_of_line_is_found(names: list[str], message: str) -> None:
    assert message in " | ".join(name_problems(names))


def test_migrations_form_one_line_without_branches() -> None:
    scripts = ScriptDirectory(str(VERSIONS.parent))
    assert len(scripts.get_heads()) == 1
    assert [script.revision for script in scripts.walk_revisions()][-1] == "0001"


@on_both_databases
def test_upgrading_twice_changes_nothing(database: Database) -> None:
    upgrade(database.engine.url.render_as_string(hide_password=False))
    assert differences(database, Base.metadata) == []


def test_a_database_that_was_never_upgraded_is_refused_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="run 'mandaatwijzer upgrade-db'"):
        ensure_current(f"sqlite:///{tmp_path / 'empty.sqlite'}")
