"""Walking the product's own routes, so that a new one is tested by itself.

A route with a parameter that is not known here fails the walk, and says what to do.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import Rule

from tests.visitor import Visitor
from wizard.actions.calls import call as calls_call
from wizard.db.accounts import people
from wizard.db.base import Base, Database
from wizard.db.register_models import MandateRecord
from wizard.db.reminders import recipients
from wizard.db.school_systems import sent_lists
from wizard.domain.calls import code
from wizard.domain.person import Person
from wizard.domain.school_systems.system_list import Row
from wizard.steps import FLOW

UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
#: Rows that may come with looking: presence, the log of failures, counts, logging in and out.
PRESENCE = frozenset({"web_session", "failure", "request_count", "typed_form"})
LOGINS = frozenset({"logged_in", "logged_out"})


class UnknownParameter(AssertionError):
    """A new route has a parameter that nobody told the walk how to fill."""


@dataclass(frozen=True)
class Place:
    """What stands in the addresses: a board, a school, its mandate, and the receipt of it.

    `copy`: the receipt of a copy that waits to be recorded, where there is one.
    """

    board: str
    brin: str
    mandate_id: int
    number: str
    copy: str = ""
    #: A look of an agent at this board, and the script of a page.
    look_id: int = 0
    script: str = "dienst"
    #: A call of this board that an agent looked along in, and a note of the helpdesk.
    call_id: int = 0
    note_id: int = 0
    state: str = "begin"
    service: str = "eindtoets"
    #: The end of the address in a mail, and a colleague who is asked whether they want it.
    link: str = "0.niets"
    recipient_id: int = 0
    #: A list of which LAS the schools use, that somebody sent.
    list_key: str = "0" * 32


@dataclass(frozen=True)
class Address:
    """One address of a route, and what it may be asked with."""

    url: str
    rule: Rule
    methods: frozenset[str]

    @property
    def endpoint(self) -> str:
        """The name of the route."""
        return str(self.rule.endpoint)


def addresses(app: Flask, place: Place) -> list[Address]:
    """Return every address of every route but the files, filled in for this place."""
    return [
        Address(url, rule, frozenset(rule.methods or ()) - {"OPTIONS"})
        for rule in app.url_map.iter_rules()
        if rule.endpoint != "static"
        for url in _fill(app, rule, place)
    ]


def guard_of(app: Flask, endpoint: str) -> str | None:
    """Return the name of the guard that a view wears; None when it wears none."""
    return getattr(app.view_functions[endpoint], "guard", None)


def settle(app: Flask, username: str, board: str, brin: str) -> tuple[Visitor, Place]:
    """Log somebody in who saves RIO for a school, begins with the Eindtoets, and is still there.

    Where the board has more schools and the register is the OSR, a copy of another school waits.
    """
    visitor = Visitor(app)
    visitor.log_in(username, f"/bestuur/{board}/school/{brin}/dienst")
    visitor.send(services="rio")
    visitor.send(system="parnassys")
    visitor.send(entitled="y")
    copy = _copy_that_waits(visitor, board, brin)
    with app.extensions["wizard"].database.reading() as session:
        mandate = session.scalars(
            select(MandateRecord).where(
                MandateRecord.brin == brin, MandateRecord.receipt_number.is_not(None)
            )
        ).one()
        place = Place(board, brin, mandate.id, mandate.receipt_number, copy)
    colleague = _colleague(app, board, mandate.saved_by)
    call, sent = _call(app, board), _list(app, place, mandate.saved_by)
    return visitor, replace(place, recipient_id=colleague, call_id=call, list_key=sent)


def _list(app: Flask, place: Place, by: int) -> str:
    """Have somebody send a list that says which LAS a school uses."""
    wiring = app.extensions["wizard"]
    with wiring.database.transaction() as session:
        return sent_lists.add(
            session,
            place.board,
            file_name="las.xlsx",
            rows=[Row(2, place.brin, "ESIS"), Row(3, "", "ESIS")],
            by=Person(by, "x", "", "", ""),
            at=wiring.ports.clock.now(),
        )


def _colleague(app: Flask, board: str, by: int) -> int:
    """Have somebody of the board name a colleague who is asked whether they want mails too."""
    wiring = app.extensions["wizard"]
    with wiring.database.transaction() as session:
        at, email = wiring.ports.clock.now(), f"collega@{board}.example"
        recipients.ask(session, board=board, email=email, by=by, nonce=board, at=at)
    with wiring.database.reading() as session:
        [asked] = recipients.of_board(session, board)
        return int(asked.id)


def _call(app: Flask, board: str) -> int:
    """Have somebody of the board call, from another browser, and an agent look along."""
    wiring = app.extensions["wizard"]
    now = wiring.ports.clock.now()
    with wiring.database.transaction() as session:
        caller, agent = (
            people.remember(session, issuer="x", subject=name, name=name, email="", at=now)
            for name in ("Marijke Beller", "Omar Helper")
        )
        call_id = calls_call.begin(
            session,
            board=board,
            caller=caller,
            session_hash=f"a browser of {board}",
            secret="",
            now=now,
            new_nonce=lambda: board,
        )
        digits = code.code_of("", board)
        calls_call.enter(session, digits, agent=agent, secret="", now=now)
        calls_call.allow(session, call_id, now)
    return call_id


def _copy_that_waits(visitor: Visitor, board: str, brin: str) -> str:
    """Copy from another school to the ones that are left, and return the number of the copy."""
    here, school = visitor.page, f"/bestuur/{board}/school"
    choices = visitor.get(f"/bestuur/{board}/stap/school").choices("school")
    others = [each for each in choices if each not in (brin, "ontbreekt")]
    if not others or visitor.app.extensions["wizard"].settings.register != "osr":
        visitor.page = here
        return ""
    visitor.get(f"{school}/{others[0]}/dienst")
    for answers in ({"services": "rio"}, {"system": "parnassys"}, {"entitled": "y"}, {}):
        visitor.send(**answers)
    visitor.get(f"{school}/{others[0]}/andere-scholen")
    visitor.send(visitor.page.search, controle="1", b=others[1:])
    visitor.send(entitled="y")
    number = visitor.page.url.rpartition("/")[2]
    visitor.page = here
    return number


def token_of(visitor: Visitor) -> str:
    """Return the token that the forms of this visitor carry."""
    [token, *_] = [
        node.get("value") for node in visitor.page.all("input") if node.get("name") == "csrf_token"
    ]
    return str(token)


def path_of(location: str) -> str:
    """Return where a redirect leads, without its query."""
    return urlsplit(location).path


Content = dict[str, list[tuple[Any, ...]]]


def content(database: Database) -> Content:
    """Return every row of every table, without what comes with looking."""
    with database.reading() as session:
        return {
            table.name: sorted(
                (tuple(row) for row in session.execute(select(table)) if _counts(table.name, row)),
                key=repr,
            )
            for table in Base.metadata.sorted_tables
            if table.name not in PRESENCE
        }


def changed(before: Content, after: Content) -> list[str]:
    """Return the names of the tables that differ."""
    return [name for name in before if before[name] != after[name]]


def _counts(table: str, row: Any) -> bool:
    return table != "event" or row.kind not in LOGINS


def _fill(app: Flask, rule: Rule, place: Place) -> Iterator[str]:
    known = vars(place)
    if rule.endpoint.startswith("copies.") and place.copy:
        known = known | {"number": place.copy}
    unknown = rule.arguments - known.keys() - {"slug"}
    if unknown:
        raise UnknownParameter(
            f"{rule.rule}: tests/routes.py does not know how to fill <{min(unknown)}>; "
            "add it to Place, so that isolation and safety of this route are tested"
        )
    values = {name: known[name] for name in rule.arguments - {"slug"}}
    adapter = app.url_map.bind("127.0.0.1:8000")
    for more in _slugs(rule):
        yield adapter.build(rule.endpoint, values | more, force_external=False)


def _slugs(rule: Rule) -> list[dict[str, str]]:
    if "slug" not in rule.arguments:
        return [{}]
    of_school = "brin" in rule.arguments
    return [
        {"slug": step.slug}
        for step in FLOW.steps
        if step.of_school == of_school and step.key != "login"
    ]
