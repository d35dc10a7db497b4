"""What a screen is: one page in one state, and how to get there, over HTTP as its visitor."""

from collections.abc import Callable
from dataclasses import dataclass

import requests
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


#: What is left to do at an address: as who, and where. It returns the page.
Act = Callable[[Visitor, str], Answer]


def look(visitor: Visitor, url: str) -> Answer:
    """Look at the page as it was opened."""
    return visitor.client.get(url, follow_redirects=True)


def send(visitor: Visitor, url: str) -> Answer:
    """Press the page's own button without an answer, and be told what is missing."""
    visitor.get(url)
    return visitor.send().response


@dataclass(frozen=True)
class Screen:
    """One screen in one state. `arrange` returns its address; `act` does what is left there."""

    name: str
    h1: str
    arrange: Arrange
    act: Act = look
    register: str = "own"
    #: What is wrong with the provider: see tests/login.py.
    fault: str = ""
    #: The template of a page that says what went wrong; some of those share a heading.
    template: str = ""
    statuses: tuple[int, ...] = ()
    #: The product itself is changed to get there.
    own_product: bool = False
