"""TEMPORARY: the lead's tests/conftest.py will define these two; then this file goes."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import wizard.register.models  # noqa: F401  its tables must be known before they are made
from wizard.db.base import Base, Database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """Give a fresh SQLite database."""
    database = Database(f"sqlite:///{tmp_path / 'wizard.db'}")
    Base.metadata.create_all(database.engine)
    yield database
    database.dispose()


@pytest.fixture
def real_data() -> Path:
    """Give the folder with DUO's files, or skip."""
    root = Path(__file__).parents[2]
    folder = root / os.environ.get("WIZARD_REAL_DATA", "../shared/data")
    if not folder.is_dir():
        pytest.skip(f"no real school data in {folder} (WIZARD_REAL_DATA)")
    return folder
