"""Every screen, made once by a test process, for whoever reads its HTML or looks at it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from flask import Flask, template_rendered
from jinja2 import Template

from tests.browser.screens.parts import Part, Parts
from tests.browser.screens.screen import Answer, Scene, Screen
from tests.builders import SteppingClock, practice_settings, started_app, wired
from tests.databases import Databases
from tests.login import running_provider
from tests.visitor import Visitor
from wizard.ports import Wiring


@dataclass(frozen=True)
class Made:
    """A screen as it was answered, and the template that showed it."""

    answer: Answer
    template: str

    @property
    def url(self) -> str:
        """The address that the page has in the browser."""
        return str(self.answer.request.url)


class Gallery:
    """The screens of this process. `provider`: the issuer of the one that behaves."""

    def __init__(self, databases: Databases, provider: str) -> None:
        self._databases, self._provider = databases, provider
        self._made: dict[str, Made] = {}
        self._parts = Parts()

    def made(self, screen: Screen) -> Made:
        """Return a screen, on a database of its own: some are spoiled on purpose."""
        if screen.name not in self._made:
            with self._databases.for_a_story() as fresh:
                self._made[screen.name] = _make(screen, fresh("sqlite", "practice"), self._provider)
        return self._made[screen.name]

    def new_parts(self, screen: Screen) -> list[Part]:
        """Return what stands in no screen before it; where nothing does, only words may differ."""
        return self._parts.new_in(self.made(screen).answer.text)


def _make(screen: Screen, database: str, provider: str) -> Made:
    clock = SteppingClock()
    with (
        _asked(screen, provider) as issuer,
        _wired(screen, database, issuer, clock) as wiring,
        started_app(wiring, own=screen.own_product) as app,
        _templates_shown_by(app) as shown,
    ):
        visitor = Visitor(app)
        url = screen.arrange(Scene(visitor, wiring, clock))
        answer = screen.act(visitor, url)
        return Made(answer, shown[-1] if shown else "")


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


@contextmanager
def _templates_shown_by(app: Flask) -> Iterator[list[str]]:
    """Give the names of the templates that the product shows from now on, the last one last."""
    shown: list[str] = []

    def note(_app: Flask, template: Template, **_context: object) -> None:
        shown.append(template.name or "")

    with template_rendered.connected_to(note, app):
        yield shown
