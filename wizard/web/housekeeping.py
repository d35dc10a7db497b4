"""Forget what is kept for a time only: every hour, after a request, in each process."""

import logging
from datetime import datetime, timedelta

from flask import Flask

from wizard.actions import housekeeping
from wizard.db.outage import DATABASE_ERRORS
from wizard.ports import Wiring
from wizard.web.context import wired

_EVERY = timedelta(hours=1)
_log = logging.getLogger(__name__)


class _Hourly:
    """Runs the housekeeping an hour after the first request, and every hour from then on."""

    def __init__(self) -> None:
        self._next: datetime | None = None

    def run_when_due(self, wiring: Wiring) -> None:
        """Tidy up if it is time; a database that is away gets its turn in an hour."""
        now = wiring.ports.clock.now()
        if self._next is None or self._next - now > _EVERY:  # the clock may have been set back
            self._next = now + _EVERY
        if now < self._next:
            return
        self._next = now + _EVERY
        try:
            with wiring.database.transaction() as session:
                housekeeping.tidy(session, now)
        except DATABASE_ERRORS as error:
            _log.warning("housekeeping waits an hour: %s", type(error).__name__)


def init_app(app: Flask) -> None:
    """Run the housekeeping when it is due, after a request has written what it had to write."""
    hourly = _Hourly()

    @app.teardown_request
    def tidy(_error: BaseException | None) -> None:
        hourly.run_when_due(wired())
