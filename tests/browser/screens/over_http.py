"""The page of a screen without a browser: fast, for what can be read in the HTML alone."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from tests.browser.screens.screen import Answer, Scene, Screen
from tests.builders import SteppingClock, practice_settings, started_app, wired
from tests.login import running_provider
from tests.visitor import Visitor
from wizard.ports import Wiring


def answer_of(screen: Screen, database: str, provider: str) -> Answer:
    """Return the page of a screen, on a database of its own: some are spoiled on purpose."""
    clock = SteppingClock()
    with (
        _asked(screen, provider) as issuer,
        _wired(screen, database, issuer, clock) as wiring,
        started_app(wiring, own=screen.own_product) as app,
    ):
        visitor = Visitor(app)
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
    with wired(settings, clock) as wiring:
        yield wiring
