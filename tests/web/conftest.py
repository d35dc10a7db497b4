"""The product with a real provider beside it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask

import wizard.register.models  # noqa: F401  its tables must be known before they are made
from tests.login import BASE_URL, running_provider
from wizard.app import create_app
from wizard.db.base import Base
from wizard.db.models import BoardRecord
from wizard.settings import Settings
from wizard.wiring import wire

MakeProduct = Callable[..., Flask]


@dataclass
class SteppingClock:
    """A clock that only moves when told to."""

    moment: datetime = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.astimezone(ZoneInfo("Europe/Amsterdam")).date()

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """Give the issuer of the practice provider, running in a process of its own."""
    with running_provider() as issuer:
        yield issuer


@pytest.fixture
def stepping_clock() -> SteppingClock:
    """Give a clock for `product`."""
    return SteppingClock()


@pytest.fixture
def make_product(tmp_path: Path, stepping_clock: SteppingClock) -> Iterator[MakeProduct]:
    """Give a function that makes the product, with the boards that people act for."""
    made = []

    def make(issuer: str, base_url: str = BASE_URL, **environ: str) -> Flask:
        settings = Settings.from_environ(
            {
                "WIZARD_PRACTICE": "1",
                "WIZARD_DATABASE_URL": f"sqlite:///{tmp_path / 'product.sqlite'}",
                "WIZARD_OIDC_ISSUER": issuer,
                "WIZARD_BASE_URL": base_url,
                **environ,
            }
        )
        wiring = wire(settings, clock=stepping_clock)
        made.append(wiring.database)
        Base.metadata.drop_all(wiring.database.engine)
        Base.metadata.create_all(wiring.database.engine)
        with wiring.database.transaction() as writing:
            for number in ("99001", "99055", "99101", "99102", "99103", "24597"):
                writing.add(
                    BoardRecord(number=number, name=f"B{number}", place="", source="practice")
                )
        app = create_app(wiring)
        _stand_in(app)
        return app

    yield make
    for database in made:
        database.dispose()


@pytest.fixture
def product(make_product: MakeProduct, provider: str) -> Flask:
    """Give the product, which knows the practice provider."""
    return make_product(provider)


def _stand_in(app):
    from wizard.web import boards, needs, public

    for b in (public.blueprint, boards.blueprint, needs.blueprint):
        if b.name not in app.blueprints:
            app.register_blueprint(b)
