"""`/gezond`: whether the product can work, so also whether it can save."""

import resource
from pathlib import Path
from queue import Queue

import pytest
from flask import Flask
from sqlalchemy import select, text

from tests.builders import make_app, practice_settings
from tests.databases import MakeDatabase
from tests.processes.people import PROCESSES, process, running
from tests.ways import on_both_databases, on_postgres
from wizard.db.base import Database
from wizard.db.models import FailureRecord
from wizard.ports import Wiring
from wizard.wiring import wire


@on_both_databases
def test_all_is_well_and_nothing_is_left_behind(app: Flask, wiring: Wiring) -> None:
    for _time in range(3):
        answer = app.test_client().get("/gezond")
        assert (answer.status_code, answer.get_json()["status"]) == (200, "ok")
        assert answer.get_json()["schools"] > 100
    with wiring.database.reading() as session:
        assert session.scalars(select(FailureRecord)).all() == []


@on_postgres
def test_a_database_that_is_only_read_is_seen(app: Flask, wiring: Wiring) -> None:
    name = wiring.database.url.database
    with wiring.database.transaction() as session:
        session.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    wiring.database.dispose()

    answer = app.test_client().get("/gezond")
    assert (answer.status_code, answer.get_json()["status"]) == (503, "error")


@pytest.mark.parametrize(("room", "status"), [(None, 200), (48 * 1024, 503)])
def test_a_disk_that_is_full_is_seen(fresh: MakeDatabase, room: int | None, status: int) -> None:
    """No file of this process may grow beyond so many bytes."""
    said = PROCESSES.Queue()
    with running(process(_ask, fresh("sqlite", "practice"), room, said)):
        assert said.get(timeout=60) == status


def _ask(address: str, room: int | None, said: "Queue[int]") -> None:
    app = make_app(wire(practice_settings(address)))
    if room is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    said.put(app.test_client().get("/gezond").status_code)


def test_that_somebody_saves_meanwhile_is_nothing_wrong(app: Flask, wiring: Wiring) -> None:
    """An import on SQLite keeps others from writing for a while; nothing is wrong then."""
    with wiring.database.writing() as session:
        session.execute(text("UPDATE person SET name = 'Anna'"))
        assert app.test_client().get("/gezond").status_code == 200


def test_a_database_that_is_gone_is_seen(app: Flask, wiring: Wiring) -> None:
    path = Path(wiring.database.url.database or "")
    wiring.database.dispose()
    path.unlink()
    path.mkdir()

    answer = app.test_client().get("/gezond")
    assert (answer.status_code, answer.get_json()) == (
        503,
        {"status": "error", "database": "OperationalError"},
    )


def test_what_was_saved_on_sqlite_is_on_the_disk_when_we_say_so(fresh: MakeDatabase) -> None:
    database = Database(fresh("sqlite", "empty"))
    with database.reading() as session:
        assert session.scalar(text("PRAGMA synchronous")) == 2  # FULL
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"
    database.dispose()
