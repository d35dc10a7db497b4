"""House rule: within quotes stand “ ”, so that an agent hears where what they say ends."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.login import let_in_agent
from tests.visitor import Page, Visitor, words
from wizard.web.helpdesk.scripts import all_scripts

_BLOCKS = frozenset({"p", "li", "dt", "dd", "h1", "h2", "h3", "h4", "caption", "th", "td"})


@pytest.fixture
def agent(app: Flask) -> Visitor:
    visitor = Visitor(app)
    let_in_agent(visitor.client)
    return visitor


def opens_twice(text: str) -> bool:
    """Tell whether a ‘ comes before the one of before it is closed."""
    is_open = False
    for sign in text:
        if sign == "‘" and is_open:
            return True
        is_open = sign == "‘" or (is_open and sign != "’")
    return False


def nested_quotes(page: Page) -> list[str]:
    """Return the pieces of a page with a ‘ within ‘ ’."""
    blocks = (node for node in page.tree.iter() if node.tag in _BLOCKS)
    return [text for text in map(words, blocks) if opens_twice(text)]


def test_no_script_has_quotes_within_the_same_quotes(agent: Visitor) -> None:
    slugs = [each.slug for each in all_scripts()]
    found = {slug: nested_quotes(agent.get(f"/helpdesk/gesprek/{slug}")) for slug in slugs}
    assert {slug: texts for slug, texts in found.items() if texts} == {}
    assert found


def _practised(agent: Visitor) -> Iterator[str]:
    links = agent.get("/helpdesk/oefenen").links.values()
    return (url for url in links if url.startswith("/helpdesk/oefenen/"))


def test_nor_has_it_beside_a_page_in_any_state(agent: Visitor) -> None:
    urls = list(_practised(agent))
    assert len(urls) > 15
    assert [found for url in urls for found in nested_quotes(agent.get(url))] == []


def test_nor_has_any_known_problem(agent: Visitor) -> None:
    assert nested_quotes(agent.get("/helpdesk/vragen")) == []


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("‘Kies ‘Begin’.’", True),
        ("‘Kies “Begin”.’", False),
        ("Kies ‘Begin’ of ‘Stop’.", False),
        ("‘Een. ‘Twee", True),
        ("geen", False),
    ],
)
def test_what_breaks_the_rule_is_found(text: str, is_wrong: bool) -> None:
    assert opens_twice(text) == is_wrong
