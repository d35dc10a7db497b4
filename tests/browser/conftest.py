"""The system's Chromium, once for all tests; a fresh product and fresh windows for each."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.stage import Stage, standing_stage
from tests.browser.wall import Wall
from tests.browser.watch import Watch
from tests.browser.windows import PATIENCE, Windows
from tests.builders import SteppingClock, practice_settings, wired
from tests.databases import MakeDatabase
from tests.login import running_provider
from tests.visitor import Visitor
from wizard.ports import Wiring

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
OpenWindow = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here needs the browser."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give the system's Chromium."""
    path = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if path is None:
        pytest.skip("no Chromium on PATH: install Debian's chromium-headless-shell")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """Give the servers that the browser talks to."""
    with standing_stage() as stage:
        yield stage


@pytest.fixture
def backend() -> str:
    """Give the kind of database: SQLite, unless a story asks for the other."""
    return "sqlite"


@pytest.fixture
def fault() -> str:
    """Give what is wrong with the provider: nothing, unless a screen is about that."""
    return ""


@pytest.fixture
def issuer(stage: Stage, fault: str) -> Iterator[str]:
    """Give the provider that the product asks: the one on the stage, or one with the fault."""
    if not fault:
        yield stage.issuer
        return
    with running_provider(fault, base_url=stage.base_url) as faulty:
        yield faulty


@pytest.fixture
def wiring(
    stage: Stage,
    issuer: str,
    fresh: MakeDatabase,
    backend: str,
    register_key: str,
    clock: SteppingClock,
) -> Iterator[Wiring]:
    """Give the insides of the product on the stage, with the practice boards."""
    settings = practice_settings(
        fresh(backend, "practice"),
        WIZARD_REGISTER=register_key,
        WIZARD_OIDC_ISSUER=issuer,
        WIZARD_BASE_URL=stage.base_url,
    )
    with wired(settings, clock) as wiring:
        yield wiring


@pytest.fixture
def on_stage(app: Flask, stage: Stage) -> Iterator[Stage]:
    """Give the stage with this story's product on it."""
    stage.product = app
    stage.unsafe.clear()
    yield stage
    stage.product = None


@pytest.fixture
def visitor(app: Flask, on_stage: Stage) -> Visitor:
    """Give somebody who prepares what the browser then shows, much faster than it could."""
    return Visitor(app)


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Fail the test for whatever any window complains of."""
    watch = Watch()
    yield watch
    assert watch.complaints == []


@pytest.fixture(scope="session")
def windows(browser: Browser, stage: Stage) -> Windows:
    """Give the browsers of people, each of which keeps the files that every page needs."""
    return Windows(browser, stage.base_url)


@pytest.fixture
def open_window(windows: Windows, on_stage: Stage, watch: Watch) -> Iterator[OpenWindow]:
    """Give a function that opens a window of somebody's own browser, watched."""

    def open_window(
        *,
        who: str | Visitor | None = None,
        width: int = 1280,
        height: int = 900,
        scripts: bool = True,
        holds_clock: bool = False,
    ) -> Page:
        page = windows.open(watch, scripts=scripts, holds_clock=holds_clock)
        page.set_viewport_size({"width": width, "height": height})
        if who is not None:
            page.context.add_cookies([_cookie_of(who, on_stage)])  # type: ignore[list-item]
        return page

    yield open_window
    windows.close(watch)


@pytest.fixture(scope="session")
def on_walls(windows: Windows) -> BrowserContext:
    """Give the browser of the walls."""
    return windows.make()


@pytest.fixture(scope="session")
def wall(on_walls: BrowserContext, stage: Stage) -> Wall:
    """Give the window in which screens are looked at, one after another."""
    return Wall(on_walls, stage)


@pytest.fixture(scope="session")
def narrow_wall(on_walls: BrowserContext, stage: Stage) -> Wall:
    """Give the window in which every screen hangs: as narrow as any may be."""
    return Wall(on_walls, stage, width=320)


@pytest.fixture(scope="session")
def wall_without_scripts(windows: Windows, stage: Stage) -> Wall:
    """Give the window of somebody whose browser runs no scripts."""
    return Wall(windows.make(scripts=False), stage)


@pytest.fixture
def page(open_window: OpenWindow) -> Page:
    """Give an empty window of somebody who is not logged in."""
    return open_window()


def _cookie_of(who: str | Visitor, stage: Stage) -> dict[str, object]:
    """Return the cookie of a visitor, or of somebody who logs in over HTTP: no browser needed."""
    if isinstance(who, str):
        visitor = Visitor(stage.standing)
        visitor.log_in(who)
    else:
        visitor = who
    cookie = visitor.client.get_cookie("mandaatwijzer")
    assert cookie is not None, "nobody is logged in"
    return {"name": cookie.key, "value": cookie.value, "url": stage.base_url, "httpOnly": True}
