"""An agent practises: every step in each of its states, with a pretend board and nothing stored."""

import pytest
from flask import Flask

from tests.people_in_call import agent
from tests.routes import content
from tests.visitor import Visitor
from tests.ways import usually
from wizard.ports import Wiring
from wizard.steps import FLOW

_STEPS = [step for step in FLOW.steps if step.key != "login"]


@pytest.fixture(params=usually("own", "osr"))
def register_key(request: pytest.FixtureRequest) -> str:
    key: str = request.param
    return key


@pytest.fixture
def backend() -> str:
    """One kind of database is enough: nothing is read from it."""
    return "sqlite"


@pytest.fixture
def helping(app: Flask) -> Visitor:
    return agent(app)


def _links(helping: Visitor) -> list[str]:
    return [url for url in helping.get("/helpdesk/oefenen").links.values() if "/oefenen/" in url]


def test_every_step_can_be_practised_in_each_state(helping: Visitor, wiring: Wiring) -> None:
    before = content(wiring.database)
    links = _links(helping)
    for step in _STEPS:
        mine = [url for url in links if f"/oefenen/{step.slug}/" in url]
        assert f"/helpdesk/oefenen/{step.slug}/begin" in mine
        assert f"/helpdesk/oefenen/{step.slug}/gewijzigd" in mine
        assert (f"/helpdesk/oefenen/{step.slug}/fout" in mine) == (step.folder != "steps/record")
    for url in links:
        page = helping.get(url)
        assert page.status == 200
        assert page.part("mw-sentence__text")
        assert len(page.part("mw-mirror__page")) > 100, url
    assert content(wiring.database) == before


def test_the_script_names_the_pretend_school_and_the_state_of_the_page(helping: Visitor) -> None:
    page = helping.get("/helpdesk/oefenen/las/fout")
    assert "Welk systeem gebruikt De Dijk" in page.part("mw-sentence__text")
    script, mirror = page.part("mw-along__script"), page.part("mw-mirror")
    assert "De beller ziet een rood vak" in script
    assert "Kies het LAS van De Dijk" in script
    assert "Er is nog geen LAS gekozen" in mirror
    waiting = helping.get("/helpdesk/oefenen/las/wacht").part("mw-along__script")
    assert "Deze school wacht op antwoord" in waiting
    assert "De beller ziet een rood vak" not in waiting
    changed = helping.get("/helpdesk/oefenen/las/gewijzigd")
    assert "Een collega veranderde intussen iets" in changed.part("mw-along__script")
    assert "Er is intussen iets gewijzigd" in changed.part("mw-mirror")


@pytest.mark.parametrize(
    "url",
    [
        "/helpdesk/oefenen/inloggen/begin",
        "/helpdesk/oefenen/bestaat-niet/begin",
        "/helpdesk/oefenen/las/bestaat-niet",
        "/helpdesk/oefenen/vastleggen/fout",
    ],
)
def test_what_no_page_can_be_like_is_not_found(helping: Visitor, url: str) -> None:
    assert helping.get(url).status == 404


def test_what_is_saved_already_has_its_own_page_and_script(helping: Visitor) -> None:
    page = helping.get("/helpdesk/oefenen/controleren/al")
    assert "Dit is al opgeslagen" in page.part("mw-mirror__page")
    assert "Dit is al opgeslagen." in page.part("mw-sentence__text")
