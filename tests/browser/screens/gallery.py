"""Every screen, made once by a test process, for whoever reads its HTML or looks at it."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass

from flask import Flask, template_rendered
from jinja2 import Template
from lxml import etree

from tests.browser.screens.screen import Answer, Scene, Screen
from tests.builders import SteppingClock, practice_settings, started_app, wired
from tests.databases import Databases
from tests.login import running_provider
from tests.visitor import Visitor, parsed
from wizard.ports import Wiring

#: What changes how an element looks, beside its tag and its classes.
_LOOKS_BY = ("type", "hidden", "open", "checked", "disabled", "aria-invalid", "aria-current")


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
        self._seen: set[str] = set()

    def made(self, screen: Screen) -> Made:
        """Return a screen, on a database of its own: some are spoiled on purpose."""
        if screen.name not in self._made:
            with self._databases.for_a_story() as fresh:
                self._made[screen.name] = _make(screen, fresh("sqlite", "practice"), self._provider)
        return self._made[screen.name]

    def shows_something_new(self, screen: Screen) -> bool:
        """Tell whether a part of this page stood in no page before it: only words may differ.

        A part is an element with those around it: their tags, classes, and what else changes how
        they look.
        """
        parts = set(_parts(parsed(self.made(screen).answer.text)))
        is_new = not parts <= self._seen
        self._seen |= parts
        return is_new


def _parts(element: etree._Element, around: str = "") -> Iterator[str]:
    looks = [f"{name}={element.get(name)}" for name in _LOOKS_BY if name in element.attrib]
    part = f"{around}/{element.tag}.{element.get('class', '')}[{' '.join(looks)}]"
    yield part
    for child in element:
        yield from _parts(child, part)


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
