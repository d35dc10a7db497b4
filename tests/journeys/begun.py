"""Walks that many stories begin with: walked once, and from then on taken up where they ended."""

import sqlite3
from collections.abc import Callable, Hashable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar, cast

from flask import Flask
from sqlalchemy import select
from werkzeug.test import Cookie

from tests.visitor import Page, Visitor
from wizard.db.base import Database
from wizard.db.models import WebSessionRecord
from wizard.ports import Wiring


@dataclass(frozen=True)
class _Place:
    """Where somebody stood at the end of a walk: the browser's cookies, and its page."""

    htmx: bool
    cookies: dict[tuple[str, str, str], Cookie]
    submissions: int
    page: Page


Walked = TypeVar("Walked", bound=tuple[Any, ...])

#: What a walk left in the database, and what it returned.
_KEPT: dict[Hashable, tuple[bytes, list[Any]]] = {}


def begun(app: Flask, walk: Callable[..., Walked], *arguments: Hashable) -> Walked:
    """Take a walk, or take up what it left before: the same database, cookies and pages.

    `walk` gets the product and the arguments, and returns who walked, and other values that do
    not change. It comes first in a story: what happened before it would be lost. On PostgreSQL it
    is walked anew.
    """
    wiring: Wiring = app.extensions["wizard"]
    if wiring.database.url.get_backend_name() != "sqlite":
        return walk(app, *arguments)
    assert not _somebody_was_here(wiring.database), "begin with this, or what came first is lost"
    kept_as = (walk, arguments, wiring.settings, wiring.ports.clock.now())
    if kept_as not in _KEPT:
        walked = walk(app, *arguments)
        _KEPT[kept_as] = (_content(wiring.database), [_kept(each) for each in walked])
        return walked
    content, kept = _KEPT[kept_as]
    _put_back(wiring.database, content)
    return cast("Walked", tuple(_taken_up(app, each) for each in kept))


def _somebody_was_here(database: Database) -> bool:
    with database.reading() as session:
        return session.scalar(select(WebSessionRecord.key_hash).limit(1)) is not None


def _path(database: Database) -> Path:
    return Path(database.url.database or "")


def _content(database: Database) -> bytes:
    with closing(sqlite3.connect(_path(database))) as connection:
        return connection.serialize()


def _put_back(database: Database, content: bytes) -> None:
    database.dispose()
    path = _path(database)
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    path.write_bytes(content)


def _kept(value: Any) -> Any:
    if not isinstance(value, Visitor):
        return value
    cookies = dict(value.client._cookies or {})
    return _Place(value.htmx, cookies, value.submissions, value.page)


def _taken_up(app: Flask, kept: Any) -> Any:
    if not isinstance(kept, _Place):
        return kept
    visitor = Visitor(app, htmx=kept.htmx)
    visitor.client._cookies = dict(kept.cookies)
    visitor.submissions, visitor.page = kept.submissions, kept.page
    return visitor
