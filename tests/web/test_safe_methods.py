"""Looking changes nothing but presence and logs: on every route, with real content there."""

import pytest
from flask import Flask

from tests.routes import Address, addresses, changed, content, settle
from tests.visitor import Visitor
from tests.ways import in_both_registers
from wizard.db import events
from wizard.domain.event_kind import EventKind
from wizard.ports import Wiring
from wizard.web import guards
from wizard.web.context import clock, wired

#: Everything that a page reads from its address; what it does with it may not be kept.
QUERY = {
    "agreement": "no",
    "access": "unknown",
    "schools": "no",
    "system": "yes",
    "klik": "2",
    "al": "1",
    "naar": "/besturen",
    "ander": "1",
    "verlopen": "1",
    "hier": "",
    "zoek": "school",
}
#: Comparing all tables takes as long as some looks.
_AT_ONCE = 8
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def _look(visitor: Visitor, address: Address) -> None:
    for method in sorted(address.methods & {"GET", "HEAD"}):
        for query, headers in (({}, {}), (QUERY, HTMX)):
            visitor.client.open(address.url, method=method, query_string=query, headers=headers)


def changed_by_looking(visitor: Visitor, wiring: Wiring, looked_at: list[Address]) -> list[str]:
    """Return each address of which a look changed a table."""
    found: list[str] = []
    before = content(wiring.database)
    for number, address in enumerate(looked_at, start=1):
        _look(visitor, address)
        if number % _AT_ONCE and number < len(looked_at):
            continue
        after = content(wiring.database)
        lately = ", ".join(
            each.url for each in looked_at[(number - 1) // _AT_ONCE * _AT_ONCE : number]
        )
        found += [f"{lately} changed {name}" for name in changed(before, after)]
        before = after
    return found


@in_both_registers
def test_looking_changes_nothing(app: Flask, wiring: Wiring) -> None:
    visitor, place = settle(app, "zes-scholen", "99006", "99AB")
    held = content(wiring.database)
    assert all(held[name] for name in ("draft", "mandate", "receipt", "event", "person"))
    assert changed_by_looking(visitor, wiring, addresses(app, place)) == []
    overview = visitor.client.get(f"/bestuur/{place.board}")
    assert overview.status_code == 200, "the walk logged the visitor out: it saw nothing"


@pytest.mark.own_product
def test_a_page_that_keeps_something_is_found(app: Flask, wiring: Wiring) -> None:
    @guards.logged_in
    def keeping() -> str:
        with wired().database.transaction() as session:
            events.add(session, at=clock().now(), person=None, kind=EventKind.PARKED)
        return "kept"

    app.add_url_rule("/bewaart", "keeping", keeping)
    visitor, place = settle(app, "een-school", "99001", "99AA")
    [new] = [each for each in addresses(app, place) if each.url == "/bewaart"]
    assert changed_by_looking(visitor, wiring, [new]) == ["/bewaart changed event"]
