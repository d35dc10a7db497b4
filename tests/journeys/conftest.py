"""Every journey is walked in both registers; where it matters, once plain and once with htmx."""

import pytest


@pytest.fixture(params=["own", "osr"])
def register_key(request: pytest.FixtureRequest) -> str:
    """Give each kind of register."""
    key: str = request.param
    return key


@pytest.fixture(params=[False, True], ids=["plain", "htmx"])
def htmx(request: pytest.FixtureRequest) -> bool:
    """Give a browser without JavaScript, and one where htmx sends the forms."""
    enhanced: bool = request.param
    return enhanced
