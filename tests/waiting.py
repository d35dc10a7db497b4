"""Waiting for what another process or thread does."""

import time
from collections.abc import Callable

#: Seconds; what takes two on an idle machine may take a minute on a busy one.
_PATIENCE = 60
_PAUSE = 0.02


def wait_for(what: Callable[[], object], *, or_say: Callable[[], str]) -> None:
    """Ask now and then until it is so; asking without a pause takes time from who is waited for."""
    deadline = time.monotonic() + _PATIENCE
    while not what():
        assert time.monotonic() < deadline, or_say()
        time.sleep(_PAUSE)
