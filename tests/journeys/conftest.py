"""Journeys are walked in our own register and without JavaScript; what differs says so."""

import pytest

from tests.ways import told_in_each_register, usually

register_key = told_in_each_register()


@pytest.fixture(params=usually(False, True))
def htmx(request: pytest.FixtureRequest) -> bool:
    """Tell whether htmx sends the forms."""
    enhanced: bool = request.param
    return enhanced
