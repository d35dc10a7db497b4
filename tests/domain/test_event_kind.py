"""Each kind of event has its details, no less and no more."""

import pytest

from wizard.domain.event_kind import EventKind


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        (EventKind.PARKED, ()),
        (EventKind.MANDATE_SAVED, ("service", "system", "receipt")),
        (EventKind.MANDATE_SAVED, ("service", "system", "receipt", "copied_from")),
        (EventKind.LOGGED_IN, ("boards",)),
    ],
)
def test_what_an_event_tells(kind: EventKind, details: tuple[str, ...]) -> None:
    kind.require(details)


@pytest.mark.parametrize(
    ("kind", "details"),
    [
        (EventKind.PARKED, ("system",)),
        (EventKind.MANDATE_SAVED, ("service", "system")),
        (EventKind.MANDATE_SAVED, ("service", "system", "receipt", "reason")),
        (EventKind.LOGGED_IN, ("name",)),
    ],
)
def test_what_no_event_tells(kind: EventKind, details: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=f"an event {kind} has "):
        kind.require(details)
