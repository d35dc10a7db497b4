"""What the stories stand on: databases of each kind, an obedient clock, the product, a visitor."""

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

import hatch_build
from tests.browser.screens.gallery import Gallery
from tests.builders import SteppingClock, practice_settings, started_app, wired
from tests.databases import Databases, MakeDatabase, database_at
from tests.logged import watched
from tests.login import BASE_URL, running_provider
from tests.postgres import running_server
from tests.visitor import Visitor
from tests.ways import BACKENDS, usually
from wizard.db.base import Database
from wizard.ports import Wiring

_ROOT = Path(__file__).parents[1]
_MAY_NOT_SKIP = {"browser", "postgres", "realdata", "validator"}

#: Stories over whole pages and processes: many, and each takes a while. One stays for test-fast.
_SLOW_FOLDERS = {
    "browser",
    "cli",
    "journeys",
    "practice",
    "processes",
    "steps",
    "validator",
    "web",
}
_SHORT_STORY = "test_one_school.py"


#: Memory that looks like a folder; thousands of databases are made, and none has to last.
_MEMORY = Path("/dev/shm")  # noqa: S108
_ROOM = 4 * 1024**3


def pytest_configure() -> None:
    """Make the bundle of styles and scripts as they are now; write other things into memory.

    That is done where there is room, unless TMPDIR says otherwise.
    """
    hatch_build.bundle(_ROOT)
    if "TMPDIR" not in os.environ and _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ["TMPDIR"] = str(_MEMORY)
        tempfile.tempdir = None


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Do not even read what `make test-fast` leaves out: that takes seconds, too."""
    is_left_out = _is_slow(collection_path) and "not slow" in config.getoption("markexpr")
    return True if is_left_out else None


def _is_slow(path: Path) -> bool:
    within = path.relative_to(_ROOT / "tests").parts if path.is_relative_to(_ROOT) else ()
    return not _SLOW_FOLDERS.isdisjoint(within[:1]) and path.name != _SHORT_STORY


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `make test-fast` leaves out, by its folder."""
    for item in items:
        if _is_slow(item.path):
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


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how long the tests of each folder took, so that the next slow one is seen."""
    spent: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                folder = report.nodeid.split("/")[1]
                spent[folder] += report.duration  # type: ignore[assignment]
                told[folder] += report.when == "call"
    terminalreporter.section("seconds by folder, of all processes together")
    for folder, seconds in spent.most_common():
        terminalreporter.line(f"{seconds:8.1f}  {folder} ({told[folder]})")


@pytest.fixture(autouse=True)
def the_log_is_fit_to_be_read() -> Iterator[None]:
    """Fail a story during which a line was logged that tells of people, or that forges another."""
    with watched() as log:
        yield
    assert log.problems == []


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str | None]:
    """Give the address of a PostgreSQL server, one for each test process."""
    with running_server() as address:
        yield address


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Databases:
    """Give the databases of this process."""
    return Databases(
        tmp_path_factory.mktemp("databases"), lambda: request.getfixturevalue("postgres_server")
    )


@pytest.fixture
def fresh(databases: Databases) -> Iterator[MakeDatabase]:
    """Give a function: (backend, content) -> the address of a fresh database."""
    with databases.for_a_story() as make:
        yield make


@pytest.fixture(params=usually(*BACKENDS))
def backend(request: pytest.FixtureRequest) -> str:
    """Give the kind of database: SQLite, unless a story says otherwise."""
    kind: str = request.param
    return kind


@pytest.fixture
def database(fresh: MakeDatabase, backend: str) -> Iterator[Database]:
    """Give an empty, migrated database."""
    database = database_at(fresh(backend, "empty"))
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
def failed_lists() -> Path:
    """Give the folder with lists that were read wrongly once, or skip."""
    folder = _ROOT / "../shared/cases/lists"
    if not folder.is_dir():
        pytest.skip(f"no lists in {folder}")
    return folder


@pytest.fixture
def clock() -> SteppingClock:
    """Give the clock of the product: Monday 23 November 2026, ten in the morning."""
    return SteppingClock()


@pytest.fixture
def register_key() -> str:
    """Give the kind of register: our own, unless a story says otherwise."""
    return "own"


@pytest.fixture
def wiring(
    fresh: MakeDatabase, backend: str, register_key: str, clock: SteppingClock, provider: str
) -> Iterator[Wiring]:
    """Give the product's insides, on a database with the practice boards."""
    settings = practice_settings(
        fresh(backend, "practice"), WIZARD_REGISTER=register_key, WIZARD_OIDC_ISSUER=provider
    )
    with wired(settings, clock) as wiring:
        yield wiring


@pytest.fixture
def app(request: pytest.FixtureRequest, wiring: Wiring) -> Iterator[Flask]:
    """Give the product; a story that is marked `own_product` may change it."""
    own = request.node.get_closest_marker("own_product") is not None
    with started_app(wiring, own=own) as app:
        yield app


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Give somebody with a browser without JavaScript."""
    return Visitor(app)


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """Give the issuer of the practice provider, running in a process of its own."""
    with running_provider(base_url=BASE_URL) as issuer:
        yield issuer


@pytest.fixture(scope="session")
def gallery(databases: Databases, provider: str) -> Gallery:
    """Give every screen, made once."""
    return Gallery(databases, provider)
