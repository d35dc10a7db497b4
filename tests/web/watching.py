"""What an agent gets to see in a call, by GET and by poll, and what the log says of it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape
from threading import Thread
from typing import Any

from flask import Flask
from sqlalchemy import event, select
from werkzeug.test import TestResponse

from tests import people_in_call
from tests.journeys.begun import begun
from tests.visitor import Page, Visitor
from wizard.db.models import CallPageRecord, CallRecord, LookRecord, PersonRecord
from wizard.ports import Wiring

Look = tuple[str, str, str | None]
_POLL = re.compile(r'hx-get="([^"]*/nu\?stand=[^"]*)"')


def paired(app: Flask, username: str = "een-school", *, at: str = "") -> tuple[Visitor, Visitor]:
    """Return a caller and an agent who may look along; the story begins with it."""
    calling, helping = begun(app, _pair, username, at)
    return calling, helping


def _pair(app: Flask, username: str, at: str) -> tuple[Visitor, Visitor]:
    return people_in_call.paired(app, username, at=at)


def looks(wiring: Wiring) -> list[Look]:
    """Return every look of the log: whose board, which agent, which page."""
    query = select(LookRecord.board_number, PersonRecord.name, LookRecord.page)
    query = query.join(PersonRecord, LookRecord.person_id == PersonRecord.id)
    with wiring.database.reading() as session:
        rows = session.execute(query.order_by(LookRecord.id))
        return [(board, agent, page) for board, agent, page in rows]


def last_call(wiring: Wiring) -> CallRecord:
    """Return the call that was begun last."""
    with wiring.database.reading() as session:
        query = select(CallRecord).order_by(CallRecord.id.desc()).limit(1)
        return session.scalars(query).one()


def kept_pages(wiring: Wiring) -> list[CallPageRecord]:
    """Return the pages that are kept now."""
    with wiring.database.reading() as session:
        return list(session.scalars(select(CallPageRecord)))


def poll_of(text: str) -> str:
    """Return the address that this page, or answer to a poll, asks next."""
    found = _POLL.search(text)
    assert found is not None, "this page polls no more"
    return unescape(found[1])


def poll(helping: Visitor, url: str = "") -> TestResponse:
    """Ask what the page in front of the agent asks by itself."""
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
    return helping.client.get(url or poll_of(helping.page.text), headers=headers)


def mirror_of(page: Page) -> Any:
    """Return the part of the agent's page that shows the caller's."""
    [mirror] = [
        node for node in page.tree.iter() if "mw-mirror" in (node.get("class") or "").split()
    ]
    return mirror


@contextmanager
def just_before(wiring: Wiring, words_of_sql: str, act: Callable[[], None]) -> Iterator[None]:
    """Have somebody else act at the moment when such a statement is about to run, once."""
    acted: list[bool] = []

    def before(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if words_of_sql in statement and not acted:
            acted.append(True)
            somebody = Thread(target=act)
            somebody.start()
            somebody.join()

    event.listen(wiring.database.engine, "before_cursor_execute", before)
    try:
        yield
    finally:
        event.remove(wiring.database.engine, "before_cursor_execute", before)
    assert acted, f"no statement says {words_of_sql!r}"
