"""Counting requests, for all processes together."""

from datetime import datetime

from wizard.db import request_counts
from wizard.db.base import Database


def count(database: Database, kind: str, who: str, since: datetime, requests: int) -> int:
    """Add to the requests of somebody since a moment, and return how many there are.

    The first count of a window removes those of earlier windows, in a transaction of its own.
    """
    with database.transaction() as session:
        counted = request_counts.add(session, kind, who, since, requests)
    if counted == requests:
        with database.transaction() as session:
            request_counts.forget_before(session, since)
    return counted
