"""PostgreSQL that stands still: each page says so in time, and all goes on when it does.

Its processes are stopped by signals, as on a machine that freezes; the server is of these stories
alone.
"""

from collections.abc import Iterator
from itertools import product
from time import monotonic

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.builders import make_app, practice_settings
from tests.login import let_in
from tests.postgres import Server, own_server
from tests.visitor import Page
from wizard.cli import main
from wizard.cli.demo import prepare
from wizard.db.base import Database
from wizard.db.outage import UNAVAILABLE
from wizard.wiring import wire

pytestmark = pytest.mark.postgres
#: Seconds, of the setting.
_TIMEOUT = 1


class Watch:
    """What our side looks at while the server says nothing: each look is a second later."""

    def __init__(self) -> None:
        self._moment = monotonic()

    def look(self) -> float:
        self.forward(1)
        return self._moment

    def forward(self, seconds: float) -> None:
        self._moment += seconds


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    """Give a clock that makes waiting short. After an outage it has to be moved, to ask again."""
    watch = Watch()
    monkeypatch.setattr("wizard.db.postgres.monotonic", watch.look)
    monkeypatch.setattr("wizard.db.postgres._PAUSE", 3600)
    monkeypatch.setattr("wizard.db.postgres._SILENCE", 3)
    return watch


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Give a PostgreSQL server with the practice boards."""
    with own_server() as server:
        if server is None:
            pytest.skip("no PostgreSQL: install its server")
        prepare(practice_settings(server.address))
        yield server


@pytest.fixture
def product_there(server: Server) -> Iterator[Flask]:
    """Give the product, which waits a second for the database."""
    wiring = wire(practice_settings(server.address, WIZARD_DATABASE_TIMEOUT=str(_TIMEOUT)))
    yield make_app(wiring)
    wiring.database.dispose()


@pytest.fixture
def client(product_there: Flask) -> FlaskClient:
    """Give the browser of somebody who is logged in."""
    client = product_there.test_client()
    let_in(client, "een-school")
    assert client.get("/bestuur/99001").status_code == 200
    return client


@pytest.fixture
def hurried(server: Server) -> Iterator[Database]:
    """Give the database as pages use it."""
    database = Database(server.address, timeout=_TIMEOUT)
    yield database
    database.dispose()


@pytest.fixture
def unhurried(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Give the database as commands of the operator use it."""
    monkeypatch.setattr("wizard.db.postgres._CONNECT", 1)
    database = Database(server.address)
    yield database
    database.dispose()


def _database(app: Flask) -> Database:
    database: Database = app.extensions["wizard"].database
    return database


def _gave_up(caplog: pytest.LogCaptureFixture) -> int:
    return sum("it is asked again" in each.getMessage() for each in caplog.records)


def test_every_page_says_so_and_goes_on_afterwards(
    client: FlaskClient, server: Server, watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    with server.standing_still(), caplog.at_level("INFO"):
        answer = client.get("/bestuur/99001")
        assert answer.status_code == 503
        assert Page(answer, "/", fragment=False).h1.startswith("Wij kunnen nu even niets")
        for url, method in product(("/besturen", "/inloggen/mijn-duo"), ("GET", "HEAD")):
            assert client.open(url, method=method).status_code == 503
        assert _gave_up(caplog) == 1  # nobody waits for what was found out a moment ago
    watch.forward(3600)
    assert client.get("/bestuur/99001").status_code == 200


def test_health_says_so(client: FlaskClient, server: Server, watch: Watch) -> None:
    with server.standing_still():
        answer = client.get("/gezond")
        assert (answer.status_code, answer.get_json()["status"]) == (503, "error")
    watch.forward(3600)
    assert client.get("/gezond").status_code == 200


def test_who_has_no_line_yet_is_told(client: FlaskClient, server: Server, watch: Watch) -> None:
    """The kernel takes the connection; the server never says a word."""
    _database(client.application).dispose()
    with server.standing_still():
        assert client.get("/bestuur/99001").status_code == 503
    watch.forward(3600)
    assert client.get("/bestuur/99001").status_code == 200


def test_a_transaction_that_was_underway_is_undone(
    hurried: Database, unhurried: Database, server: Server, watch: Watch
) -> None:
    with hurried.writing() as session:
        session.execute(text("UPDATE person SET name = 'Half'"))
        with server.standing_still():
            with pytest.raises(OperationalError) as refused:
                session.execute(text("SELECT 1"))
            session.rollback()
        assert isinstance(refused.value, UNAVAILABLE)
        assert "does not answer" in str(refused.value)
    with unhurried.reading() as reading:
        assert reading.scalar(text("SELECT count(*) FROM person WHERE name = 'Half'")) == 0


def test_a_statement_that_takes_too_long_is_ended_and_the_line_stays(hurried: Database) -> None:
    with hurried.reading() as session:
        before = _pid(session)
        with pytest.raises(OperationalError, match="statement timeout"):
            session.execute(text("SELECT pg_sleep(60)"))
        session.rollback()
        assert _pid(session) == before


def test_who_waits_for_a_lock_is_told(hurried: Database, unhurried: Database) -> None:
    with unhurried.writing() as first, hurried.writing() as second:
        first.execute(text("LOCK TABLE failure"))
        with pytest.raises(OperationalError, match="timeout"):
            second.execute(text("LOCK TABLE failure"))


def test_commands_of_the_operator_may_take_longer(watch: Watch, unhurried: Database) -> None:
    """Minutes of silence, by the watch; the server lives, so they are minutes of work."""
    with unhurried.reading() as session:
        assert session.scalar(text("SHOW statement_timeout")) == "0"
        session.execute(text("SELECT pg_sleep(1.5)"))


def test_commands_of_the_operator_do_not_wait_for_ever(
    watch: Watch, unhurried: Database, server: Server
) -> None:
    with unhurried.reading() as session:
        _pid(session)
        with server.standing_still(), pytest.raises(OperationalError, match="does not answer"):
            session.execute(text("SELECT 1"))


@pytest.mark.parametrize("command", ["send-reminders", "upgrade-db"])
def test_a_command_says_so_in_one_line(
    server: Server,
    command: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("wizard.db.postgres._CONNECT", 1)
    monkeypatch.setenv("WIZARD_PRACTICE", "1")
    monkeypatch.setenv("WIZARD_DATABASE_URL", server.address)
    monkeypatch.setattr("sys.argv", ["mandaatwijzer", command])
    with server.standing_still(), pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    [line] = capsys.readouterr().err.splitlines()
    assert line.startswith("mandaatwijzer: the database refused: ")
    assert "timeout" in line


def _pid(session: Session) -> int:
    pid: int = session.scalar(text("SELECT pg_backend_pid()"))
    return pid
