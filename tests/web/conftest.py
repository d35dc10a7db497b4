"""The product beside other providers than the one that behaves."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.builders import SteppingClock, make_app, practice_settings
from tests.databases import MakeDatabase
from wizard.wiring import wire

MakeProduct = Callable[..., Flask]


@pytest.fixture
def make_product(fresh: MakeDatabase, clock: SteppingClock) -> Iterator[MakeProduct]:
    """Give a function: (issuer, settings) -> the product on SQLite with the practice boards."""
    made = []

    def make(issuer: str, **environ: str) -> Flask:
        settings = practice_settings(
            fresh("sqlite", "practice"), WIZARD_OIDC_ISSUER=issuer, **environ
        )
        wiring = wire(settings, clock=clock)
        made.append(wiring.database)
        return make_app(wiring)

    yield make
    for database in made:
        database.dispose()
