"""Looking changes nothing but presence and logs: on every route, with real content there."""

import pytest
from flask import Flask

from tests.routes import Place, addresses, changed, content, settle
from tests.visitor import Visitor
from tests.ways import usually
from wizard.db import events
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
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture(params=usually("own", "osr"))
def register_key(request: pytest.FixtureRequest) -> str:
    key: str = request.param
    return key


def changed_by_looking(app: Flask, visitor: Visitor, place: Place, wiring: Wiring) -> list[str]:
    """Return each look at a page that changed a table."""
    found: list[str] = []
    before = content(wiring.database)
    for address in addresses(app, place):
        for method in sorted(address.methods & {"GET", "HEAD"}):
            for query, headers in (({}, {}), (QUERY, HTMX)):
                visitor.client.open(address.url, method=method, query_string=query, headers=headers)
            after = content(wiring.database)
            found += [f"{method} {address.url} changed {name}" for name in changed(before, after)]
            before = after
    overview = visitor.client.get(f"/bestuur/{place.board}")
    assert overview.status_code == 200, "the walk logged the visitor out: it saw nothing"
    return found


@pytest.mark.parametrize(
    ("username", "board", "brin"),
    [("een-school", "99001", "99AA"), ("zes-scholen", "99006", "99AB")],
)
def test_looking_changes_nothing(app: Flask, wiring: Wiring, username: str, board: str, brin: str):
    visitor, place = settle(app, username, board, brin)
    held = content(wiring.database)
    assert all(held[name] for name in ("draft", "mandate", "receipt", "event", "person"))
    assert changed_by_looking(app, visitor, place, wiring) == []


@pytest.mark.own_product
def test_a_page_that_keeps_something_is_found(app: Flask, wiring: Wiring):
    @guards.logged_in
    def keeping() -> str:
        with wired().database.transaction() as session:
            events.add(session, at=clock().now(), person=None, kind="looked")
        return "kept"

    app.add_url_rule("/bewaart", "keeping", keeping)
    visitor, place = settle(app, "een-school", "99001", "99AA")
    found = changed_by_looking(app, visitor, place, wiring)
    assert found == ["GET /bewaart changed event", "HEAD /bewaart changed event"]
