"""What a screen is: one page in one state, and how to get there.

It is prepared over HTTP, as its visitor. An act is told twice: as a person does it in a window, and
over HTTP for who only wants the page.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import requests
from flask import Flask, template_rendered
from jinja2 import Template
from playwright.sync_api import Page, expect
from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.builders import SteppingClock
from tests.visitor import Visitor
from wizard.ports import Wiring

#: From the product, or from the provider, which has a server of its own.
Answer = TestResponse | requests.Response


@dataclass
class Scene:
    """What a screen is prepared with: somebody without a browser, and the insides."""

    visitor: Visitor
    wiring: Wiring
    clock: SteppingClock

    def change(self, statement: str) -> None:
        """Change the database behind the product's back."""
        with self.wiring.database.transaction() as session:
            session.execute(text(statement))


Arrange = Callable[[Scene], str]


@dataclass(frozen=True)
class Act:
    """What is left to do at an address: in a window that is open there, or from start over HTTP."""

    in_window: Callable[[Page], None]
    over_http: Callable[[Visitor, str], Answer]


def _press(page: Page) -> None:
    page.locator("main form button[type=submit]").last.click()
    expect(page.get_by_role("alert")).to_be_visible()


def _send(visitor: Visitor, url: str) -> Answer:
    visitor.get(url)
    return visitor.send().response


#: Look at the page as it was opened.
LOOK = Act(
    in_window=lambda _page: None,
    over_http=lambda visitor, url: visitor.client.get(url, follow_redirects=True),
)
#: Press the page's own button without an answer, and be told what is missing.
SEND = Act(in_window=_press, over_http=_send)


@dataclass(frozen=True)
class Screen:
    """One screen in one state. `arrange` returns its address; `act` does what is left there."""

    name: str
    h1: str
    arrange: Arrange
    act: Act = LOOK
    register: str = "own"
    #: What is wrong with the provider: see tests/login.py.
    fault: str = ""
    #: The template of a page that says what went wrong; some of those share a heading.
    template: str = ""
    statuses: tuple[int, ...] = ()
    #: The product itself is changed to get there.
    own_product: bool = False


@contextmanager
def templates_shown_by(app: Flask) -> Iterator[list[str]]:
    """Give the names of the templates that the product shows from now on, the last one last."""
    shown: list[str] = []

    def note(_app: Flask, template: Template, **_context: object) -> None:
        shown.append(template.name or "")

    with template_rendered.connected_to(note, app):
        yield shown
