"""What the stories stand on: databases of each kind, an obedient clock, the product, a visitor."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from tests.builders import SteppingClock, make_app, practice_settings
from tests.login import BASE_URL, running_provider
from tests.postgres import running_server
from tests.visitor import Visitor
from wizard.cli.demo import prepare
from wizard.db.base import Database
from wizard.db.upgrading import upgrade
from wizard.ports import Wiring
from wizard.wiring import wire

_ROOT = Path(__file__).parents[1]
_MAY_NOT_SKIP = {"browser", "postgres", "realdata", "validator"}

#: Stories over whole pages and processes: many, and each takes a while. One stays for test-fast.
_SLOW_FOLDERS = {"browser", "cli", "journeys", "practice", "processes", "validator", "web"}
_SHORT_STORY = "test_one_school.py"

BACKENDS = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make test-fast` leaves out, by the folder that it stands in."""
    for item in items:
        if item.path.parent.name in _SLOW_FOLDERS and item.path.name != _SHORT_STORY:
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """In CI a test that is skipped for want of what it needs has failed."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    wanted = _MAY_NOT_SKIP & {mark.name for mark in item.iter_markers()}
    if report.skipped and wanted and os.environ.get("WIZARD_REQUIRE_ALL") == "1":
        report.outcome = "failed"
        report.longrepr = f"skipped, and WIZARD_REQUIRE_ALL is set: {report.longrepr}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str | None]:
    """Give the address of a PostgreSQL server, one for each test process."""
    with running_server() as address:
        yield address


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated SQLite database, to be copied."""
    path = tmp_path_factory.mktemp("template") / "empty.sqlite"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def practice_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a SQLite database with the practice boards and their known mandates, to be copied."""
    path = tmp_path_factory.mktemp("template") / "practice.sqlite"
    prepare(practice_settings(f"sqlite:///{path}"))
    return path


@pytest.fixture(scope="session")
def postgres_templates(postgres_server: str | None) -> dict[str, str]:
    """Give the names of a migrated and of a practice database, made when first asked for."""
    return {}


MakeDatabase = Callable[[str, str], str]


@pytest.fixture
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeDatabase]:
    """Give a function: (backend, content) -> the address of a fresh database.

    `content`: "practice", "empty" (with its tables), or "nothing".
    """
    dropped: list[tuple[str, str]] = []

    def make(backend: str, content: str) -> str:
        if backend == "sqlite" and content == "nothing":
            return f"sqlite:///{tmp_path / token_hex(4)}.sqlite"
        if backend == "sqlite":
            template = request.getfixturevalue(
                "sqlite_template" if content == "empty" else "practice_template"
            )
            path = tmp_path / f"{token_hex(4)}.sqlite"
            shutil.copyfile(template, path)
            return f"sqlite:///{path}"
        server = request.getfixturevalue("postgres_server")
        if server is None:
            pytest.skip("no PostgreSQL: set WIZARD_TEST_DATABASE_URL or install its server")
        templates = request.getfixturevalue("postgres_templates")
        name = f"wizard_{token_hex(6)}"
        _run(server, f"CREATE DATABASE {name} TEMPLATE {_template(server, templates, content)}")
        dropped.append((server, name))
        return _address(server, name)

    yield make
    for server, name in dropped:
        _run(server, f"DROP DATABASE {name} WITH (FORCE)")


def _template(server: str, made: dict[str, str], content: str) -> str:
    if content not in made:
        name = f"template_{content}_{token_hex(6)}"
        _run(server, f"CREATE DATABASE {name}")
        if content == "empty":
            upgrade(_address(server, name))
        elif content == "practice":
            prepare(practice_settings(_address(server, name)))
        made[content] = name
    return made[content]


def _address(server: str, name: str) -> str:
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def _run(server: str, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> str:
    """Give each kind of database; a story that uses it is told once for each."""
    kind: str = request.param
    return kind


@pytest.fixture
def database(fresh: MakeDatabase, backend: str) -> Iterator[Database]:
    """Give an empty, migrated database."""
    database = Database(fresh(backend, "empty"))
    yield database
    database.dispose()


@pytest.fixture
def real_data() -> Path:
    """Give the folder with DUO's files, or skip."""
    folder = _ROOT / os.environ.get("WIZARD_REAL_DATA", "../shared/data")
    if not folder.is_dir():
        pytest.skip(f"no real school data in {folder} (WIZARD_REAL_DATA)")
    return folder


@pytest.fixture
def clock() -> SteppingClock:
    """Give the clock of the product: Monday 23 November 2026, ten in the morning."""
    return SteppingClock()


@pytest.fixture
def register_key() -> str:
    """Give the kind of register; a story for both parametrizes it: "own" and "osr"."""
    return "own"


@pytest.fixture
def wiring(
    fresh: MakeDatabase, backend: str, register_key: str, clock: SteppingClock, provider: str
) -> Iterator[Wiring]:
    """Give the product's insides, on a database with the practice boards."""
    settings = practice_settings(
        fresh(backend, "practice"), WIZARD_REGISTER=register_key, WIZARD_OIDC_ISSUER=provider
    )
    wiring = wire(settings, clock=clock)
    yield wiring
    wiring.database.dispose()


@pytest.fixture
def app(wiring: Wiring) -> Flask:
    """Give the product."""
    return make_app(wiring)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Give somebody with a browser without JavaScript."""
    return Visitor(app)


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """Give the issuer of the practice provider, running in a process of its own."""
    with running_provider(base_url=BASE_URL) as issuer:
        yield issuer
