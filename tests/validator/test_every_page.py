"""Every screen, as it is sent to a browser, is valid HTML."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

import html5lib

from tests.browser.screens import SCREENS, Scene, Screen
from tests.browser.screens.screen import Answer
from tests.builders import SteppingClock, make_app, practice_settings
from tests.conftest import MakeDatabase
from tests.login import running_provider
from tests.validator.checker import Checker
from tests.visitor import Visitor, words
from wizard.ports import Wiring
from wizard.wiring import wire

_H1 = ".//{http://www.w3.org/1999/xhtml}h1"
_FINE = (200, 422)


def test_every_page_is_valid_html(
    checker: Checker, fresh: MakeDatabase, provider: str, tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for screen in SCREENS:
        answer = _answer(screen, fresh("sqlite", "practice"), provider)
        assert answer.status_code in (screen.statuses or _FINE), screen.name
        assert _h1(answer.text) == screen.h1, screen.name
        (pages / f"{screen.name}.html").write_text(answer.text, encoding="utf-8")

    assert checker.findings(pages) == []


def _answer(screen: Screen, database: str, provider: str) -> Answer:
    """Return the page of a screen, of a product of its own: some are spoiled on purpose."""
    clock = SteppingClock()
    with _asked(screen, provider) as issuer, _wired(screen, database, issuer, clock) as wiring:
        visitor = Visitor(make_app(wiring))
        url = screen.arrange(Scene(visitor, wiring, clock))
        return screen.act.over_http(visitor, url)


def _asked(screen: Screen, provider: str) -> AbstractContextManager[str]:
    """Give the provider that behaves, or one with the fault that the screen is about."""
    return running_provider(screen.fault) if screen.fault else nullcontext(provider)


@contextmanager
def _wired(screen: Screen, database: str, issuer: str, clock: SteppingClock) -> Iterator[Wiring]:
    settings = practice_settings(
        database, WIZARD_REGISTER=screen.register, WIZARD_OIDC_ISSUER=issuer
    )
    wiring = wire(settings, clock=clock)
    yield wiring
    wiring.database.dispose()


def _h1(html: str) -> str:
    return words(html5lib.parse(html).find(_H1))
