"""The error texts of the chain of the test: an agent types what a caller reads out and finds it."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from tests.builders import SteppingClock
from tests.login import let_in_agent
from tests.visitor import Page, Visitor

_CHAIN = "eindtoetsketen-openapi_2020-2021_20210225.yaml"
_RESPONSE = re.compile(r'^ +"(4\d\d)":\n( +)description: (.*(?:\n\2 +.*)*)', re.MULTILINE)

#: Every answer of the chain in 2020-2021 that is an error.
_OF_THE_CHAIN = {
    ("401", "Verzender van bericht is niet geautoriseerd door de betreffende school."): (
        "not_authorised"
    ),
    ("403", "Inschrijving is gesloten."): "sign_up_closed",
    ("404", "Leerlingrapport niet bekend."): "report_unknown",
    (
        "405",
        "School is (nog) niet aangemeld bij de toetsleverancier. Wanneer de school al wel aangemeld"
        " is ga dan na of er sprake is van een geregistreerde onderwijslocatie-id, de"
        " toetsleverancier heeft een door DUO geregistreerde onderwijslocatie nodig om de"
        " aangemelde leerlingen correct te kunnen verwerken.",
    ): "not_signed_up",
    ("405", "School is niet bekend bij ontvanger."): "school_unknown",
    ("422", "Bericht ontvangen maar heeft ongeldige berichtinhoud."): "content_wrong",
}
#: What the chain says since 2025, and the ways in which people shorten it.
_SINCE = {
    ("401", "Verzender en/of ontvanger ... niet gemandateerd"): "test_system",
    ("401", "Verzender en/of ontvanger"): "test_system",
    ("403", "Aanlevering schooladviezen is gesloten"): "advice_closed",
    ("405", "school niet aangemeld"): "not_signed_up",
    ("405", "geen vestiging geregistreerd bij DUO"): "not_signed_up",
}
_ERRORS = [(*error, key) for error, key in (_OF_THE_CHAIN | _SINCE).items()]


@pytest.fixture
def agent(app: Flask) -> Visitor:
    visitor = Visitor(app)
    let_in_agent(visitor.client)
    return visitor


def errors_in(description: str) -> Iterator[tuple[str, str]]:
    """Return code and text of every answer 4xx in a description of the chain."""
    for code, _indent, text in _RESPONSE.findall(description):
        yield code, " ".join(text.split())


def keys_of(page: Page) -> list[str | None]:
    return [each.get("id") for each in page.all("section") if each.get("class") == "mw-problem"]


def test_the_table_has_every_error_of_the_chain(real_data: Path) -> None:
    description = (real_data / _CHAIN).read_text(encoding="utf-8")
    assert set(errors_in(description)) == set(_OF_THE_CHAIN)


@pytest.mark.parametrize(("code", "text", "key"), _ERRORS)
def test_an_error_text_finds_its_problem_first(
    agent: Visitor, code: str, text: str, key: str
) -> None:
    agent.get("/helpdesk/vragen")
    for typed in (text, text.casefold().rstrip("."), f"{code} {text}", f"{code}: {text}"):
        page = agent.send(agent.page.search, zoek=typed)
        assert keys_of(page)[0] == key, typed


def test_a_code_shows_all_its_problems(agent: Visitor) -> None:
    page = agent.get("/helpdesk/vragen?zoek=403")
    assert keys_of(page) == ["sign_up_closed", "advice_closed"]


def test_an_agent_reads_the_problems_of_today(app: Flask, clock: SteppingClock) -> None:
    clock.jump(datetime(2020, 11, 23, 9, tzinfo=UTC))
    agent = Visitor(app)
    let_in_agent(agent.client)
    page = agent.get("/helpdesk/vragen")
    assert {"test_system", "eherkenning", "advice_closed"}.isdisjoint(keys_of(page))
    assert "uiterlijk maandag 30 november (vóór 1 december 2020)" in page.says
    assert "eHerkenning" not in page.says
    assert "eHerkenning" not in agent.get("/helpdesk/gesprek").says
