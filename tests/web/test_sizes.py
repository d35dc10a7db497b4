"""House rule: pages are light. A weight is what gzip (level 6) makes of one answer by itself.

The program itself compresses only its style sheet and script; the proxy before it does the rest
(docs/operations.md).
"""

import gzip
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from urllib.parse import urljoin

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.bench import boards
from tests.builders import SteppingClock, make_app, practice_settings
from tests.databases import MakeDatabase
from tests.journeys.stories import BOTH
from tests.visitor import Page, Visitor
from tests.web.conftest import MakeProduct
from wizard.settings import ROOT
from wizard.wiring import wire

#: All in bytes.
FIRST_VISIT, FONT, STEP, OVERVIEW = 60_000, 40_000, 6_000, 40_000
_SCHOOLS = 1000
_FONTS = {".woff2", ".woff", ".ttf", ".otf"}
_IN_CSS = re.compile(r"(?:url\(|@import)\s*[\"']?(?!data:)([^\"')\s]+)")


def weight(content: bytes) -> int:
    """Return how many bytes travel."""
    return len(gzip.compress(content, 6))


def too_heavy(what: str, weights: Mapping[str, int], limit: int) -> list[str]:
    """Say what weighs more than it may all together, with its parts, the heaviest first."""
    total = sum(weights.values())
    if total <= limit:
        return []
    parts = sorted(weights.items(), key=lambda part: part[1], reverse=True)
    listed = ", ".join(f"{name} {size:,}" for name, size in parts)
    return [f"{what}: {total:,} bytes compressed, more than {limit:,} ({listed})"]


def linked(page: Page) -> list[str]:
    """Return the files that a browser fetches with a page, as the page names them."""
    rels = {"stylesheet", "icon", "preload"}
    links = [each.get("href") for each in page.all("link") if each.get("rel") in rels]
    sources = [each.get("src") for tag in ("script", "img") for each in page.all(tag)]
    return [url for url in (*links, *sources) if url]


def first_visit(client: FlaskClient) -> dict[str, TestResponse]:
    """Open the start page, and fetch each file that it or a style sheet asks for, once."""
    answers = {"/": client.get("/")}
    urls = linked(Page(answers["/"], "/", fragment=False))
    while urls := [url for url in dict.fromkeys(urls) if url not in answers]:
        fetched = {url: client.get(url, buffered=True) for url in urls}
        answers |= fetched
        urls = [
            urljoin(url, name)
            for url, answer in fetched.items()
            if url.endswith(".css")
            for name in _IN_CSS.findall(answer.text)
        ]
    assert {url: each.status for url, each in answers.items() if each.status_code != 200} == {}
    return answers


def is_font(url: str) -> bool:
    """Tell a font by its name."""
    return PurePosixPath(url).suffix in _FONTS


class WeighingVisitor(Visitor):
    """A visitor with htmx who weighs each answer: a fragment, or a whole page after a link."""

    def __init__(self, app: Flask) -> None:
        super().__init__(app, htmx=True)
        self.weights: dict[str, int] = {}

    def _follow(self, response: TestResponse, url: str) -> Page:
        page = super()._follow(response, url)
        self.weights[f"{len(self.weights) + 1}. {page.title}"] = weight(page.response.data)
        return page


@pytest.fixture
def big_board(fresh: MakeDatabase, clock: SteppingClock, provider: str) -> Iterator[Flask]:
    """Give the product with boards of any size."""
    settings = practice_settings(fresh("sqlite", "empty"), WIZARD_OIDC_ISSUER=provider)
    wiring = wire(settings, clock=clock)
    boards.fill(wiring, clock)
    yield make_app(wiring)
    wiring.database.dispose()


def test_a_first_visit_weighs_at_most_60_kb_and_its_one_font_40(
    make_product: MakeProduct, provider: str
) -> None:
    answers = first_visit(make_product(provider).test_client())
    suffixes = sorted(PurePosixPath(url).suffix for url in answers)
    assert suffixes == ["", ".css", ".js", ".svg", ".woff2"]  # one of each

    fonts = {url: len(each.data) for url, each in answers.items() if is_font(url)}
    assert len(fonts) == 1, fonts
    assert too_heavy("the font", fonts, FONT) == []
    others = {url: weight(each.data) for url, each in answers.items() if not is_font(url)}
    assert too_heavy("a first visit", others, FIRST_VISIT) == []


def test_the_proxy_of_the_documentation_compresses_every_kind_of_file(
    make_product: MakeProduct, provider: str
) -> None:
    operations = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    [types] = re.findall(r"^ +gzip_types (.+);", operations, re.MULTILINE)
    answers = first_visit(make_product(provider).test_client())
    kinds = {each.mimetype for url, each in answers.items() if not is_font(url)}
    assert kinds - {"text/html", *types.split()} == set()


@pytest.mark.parametrize("register_key", ["own", "osr"])
def test_each_later_step_weighs_at_most_6_kb(
    make_product: MakeProduct, provider: str, register_key: str
) -> None:
    visitor = WeighingVisitor(make_product(provider, WIZARD_REGISTER=register_key))
    visitor.log_in("zes-scholen")
    walk(visitor, records=register_key == "osr")

    seen = " ".join(visitor.weights)
    assert set(re.findall(r"Stap (\d) van 7", seen)) == set("23457"), seen  # 6 repeats 5
    assert seen.count("Vastgelegd in") == 2, seen
    for name, size in visitor.weights.items():
        assert too_heavy(name, {"page": size}, STEP) == []


def walk(visitor: Visitor, *, records: bool) -> None:
    """Take every step of a board with six schools, with a mistake where pages grow by one."""
    visitor.send()
    visitor.send(school=next(iter(visitor.page.choices("school"))))
    visitor.send(services=BOTH)
    visitor.send(system="ander")
    visitor.send(name="Magister", supplier="Iddink")
    visitor.click("Wijzig LAS")
    visitor.send(system="parnassys")
    visitor.send()
    visitor.send(entitled="y")
    if records:
        visitor.send()
    visitor.click("Ga verder met de andere scholen")
    visitor.send(visitor.page.search)
    visitor.send(visitor.page.search, controle="1")
    visitor.send()
    visitor.send(entitled="y")
    if records:
        visitor.send()
        visitor.click("Ik zie ze allemaal: vink alle scholen aan")
        visitor.send(entitled="y")
    visitor.click("Klaar: bekijk wat er nu gebeurt")


def test_the_overview_of_1000_schools_weighs_less_than_40_kb(big_board: Flask) -> None:
    [board] = [each for each in boards.UNDERWAY if each.schools == _SCHOOLS]
    visitor = Visitor(big_board)
    visitor.log_in(f"bestuur-{board.number}")
    page = visitor.get(f"/bestuur/{board.number}")

    assert "Alle 1.000 scholen" in page.says
    assert too_heavy("the overview", {"page": weight(page.response.data)}, OVERVIEW - 1) == []


def test_what_is_too_heavy_is_named_with_its_parts() -> None:
    assert too_heavy("a first visit", {"/": 12_000, "/a.css": 48_001}, FIRST_VISIT) == [
        "a first visit: 60,001 bytes compressed, more than 60,000 (/a.css 48,001, / 12,000)"
    ]
    assert too_heavy("a first visit", {"/": 12_000, "/a.css": 48_000}, FIRST_VISIT) == []


def test_style_sheets_are_asked_for_what_they_fetch() -> None:
    css = '@import "b.css"; a { src: url("../x.woff2") } b { src: url(c.svg) url("data:,") }'
    assert _IN_CSS.findall(css) == ["b.css", "../x.woff2", "c.svg"]
