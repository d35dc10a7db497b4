"""What stories share hides nothing."""

import pytest

from tests.builders import started_app
from wizard.ports import Wiring


def test_a_story_that_changes_the_product_of_all_is_found(wiring: Wiring) -> None:
    with (
        pytest.raises(AssertionError, match="own_product"),
        started_app(wiring) as app,
    ):
        app.config["WTF_CSRF_ENABLED"] = False
    with started_app(wiring) as another:
        assert another.config.get("WTF_CSRF_ENABLED") is not False
