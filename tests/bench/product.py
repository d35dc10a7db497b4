"""The product on a database of its own, without anything in it yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask

from tests.bench.databases import Kept
from tests.builders import SteppingClock, make_app, practice_settings
from wizard.db.upgrading import upgrade
from wizard.ports import Wiring
from wizard.wiring import wire


@dataclass(frozen=True)
class Product:
    """The product in this process, what it was put together from, and its database."""

    kept: Kept
    wiring: Wiring
    app: Flask
    clock: SteppingClock


@contextmanager
def product_on(kept: Kept, provider: str) -> Iterator[Product]:
    """Make the tables, and the product on top; let go of the database afterwards."""
    upgrade(kept.url)
    clock = SteppingClock()
    wiring = wire(
        practice_settings(kept.url, WIZARD_REGISTER="own", WIZARD_OIDC_ISSUER=provider),
        clock=clock,
    )
    try:
        yield Product(kept, wiring, make_app(wiring), clock)
    finally:
        wiring.database.dispose()
