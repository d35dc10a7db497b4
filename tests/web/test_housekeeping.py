"""Housekeeping: hourly, in passing, and never at the cost of somebody's page."""

import logging

import pytest
from flask import Flask
from sqlalchemy import text

from tests.builders import SteppingClock
from tests.visitor import Visitor
from wizard.ports import Wiring


def test_a_database_that_refuses_it_costs_nobody_their_page(
    app: Flask, wiring: Wiring, clock: SteppingClock, caplog: pytest.LogCaptureFixture
) -> None:
    visitor = Visitor(app)
    visitor.get("/hulp")
    with wiring.database.transaction() as writing:
        writing.execute(text("DROP TABLE request_count"))
    clock.forward(minutes=61)
    with caplog.at_level(logging.WARNING, "wizard.web.housekeeping"):
        assert visitor.get("/hulp").status == 200
        assert visitor.get("/hulp").status == 200
    assert [each.message for each in caplog.records] == [
        "housekeeping waits an hour: OperationalError"
    ]
