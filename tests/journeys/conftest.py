"""Journeys are walked in our own register and without JavaScript; what differs says so."""

import pytest

from tests.ways import usually


@pytest.fixture(params=usually("own", "osr"))
def register_key(request: pytest.FixtureRequest) -> str:
    """Give the kind of register."""
    key: str = request.param
    return key


@pytest.fixture(params=usually(False, True))
def htmx(request: pytest.FixtureRequest) -> bool:
    """Tell whether htmx sends the forms."""
    enhanced: bool = request.param
    return enhanced
