"""What is told here differs by the database: each story is told on both."""

import pytest

from tests.ways import BACKENDS


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Give each kind of database."""
    kind: str = request.param
    return kind
