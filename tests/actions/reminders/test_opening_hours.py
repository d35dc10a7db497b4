"""Nobody is told to call a desk that is closed: pages, mails and files by its hours."""

import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from icalendar import Calendar

from tests.actions.season import Season
from tests.builders import SteppingClock
from tests.login import let_in_agent
from tests.visitor import Visitor
from wizard.catalogue import Catalogue
from wizard.ports import Wiring

pytestmark = pytest.mark.slow

_BOARD = "99006"
_URL = f"/bestuur/{_BOARD}"
_PHONE = "0800 321 22 33"
_HOURS = "op werkdagen van 8.00 tot 17.00 uur"
#: Moments in UTC, from the third working day before the last day on. In the Netherlands it is an
#: hour later.
_MOMENTS = {
    "2026-11-25T06:59:59": f"Bel dan vandaag vanaf 8.00 uur: {_PHONE}.",
    "2026-11-25T07:00:00": f"Bel dan nu {_PHONE}.",
    "2026-11-25T15:59:59": f"Bel dan nu {_PHONE}.",
    "2026-11-25T16:00:00": f"Bel dan morgen vanaf 8.00 uur: {_PHONE}.",
    "2026-11-28T10:00:00": f"Bel dan maandag 30 november vanaf 8.00 uur: {_PHONE}.",
    "2026-11-30T10:00:00": f"Bel dan nu {_PHONE}.",
    "2026-11-30T20:00:00": f"Bel dan morgen vanaf 8.00 uur: {_PHONE}.",
}


@pytest.fixture
def wiring(wiring: Wiring, tmp_path: Path) -> Wiring:
    """Give the product's insides where Kennisnet has confirmed its hours."""
    config = shutil.copytree(wiring.settings.config_dir, tmp_path / "config")
    contacts = (config / "contacts.toml").read_text(encoding="utf-8")
    for key in ("opens", "closes"):
        assert contacts.count(f"# {key} = ") == 1
        contacts = contacts.replace(f"# {key} = ", f"{key} = ")
    (config / "contacts.toml").write_text(contacts, encoding="utf-8")
    return replace(wiring, catalogue=Catalogue.load(config))


@pytest.mark.parametrize("moment", _MOMENTS)
def test_a_page_says_to_call_now_only_while_the_desk_is_open(
    app: Flask, clock: SteppingClock, moment: str
) -> None:
    clock.jump(datetime.fromisoformat(f"{moment}+00:00"))
    visitor, agent = Visitor(app), Visitor(app)
    said = [visitor.get("/").says]
    visitor.log_in("zes-scholen")
    let_in_agent(agent.client)
    said += [visitor.get(_URL).says, agent.get("/helpdesk/besturen").says]
    assert [_MOMENTS[moment] in each for each in said] == [True] * len(said)
    assert [each.count("Bel dan") for each in said] == [1] * len(said)


def test_what_is_read_later_names_the_hours_instead(season: Season, app: Flask) -> None:
    season.ask("bart", _BOARD)
    season.at("2026-11-25")
    sentence = f"Lukt het niet? Bel dan {_PHONE}, {_HOURS}."
    visitor = Visitor(app)
    visitor.log_in("zes-scholen")
    [entry] = Calendar.from_ical(visitor.client.get(f"{_URL}/agenda/eindtoets.ics").data).walk(
        "VEVENT"
    )
    season.send()
    [mail] = season.mailbox.mails
    plain = mail.get_body(("plain",))
    assert plain is not None
    assert sentence in str(entry["description"])
    assert sentence in visitor.get(f"{_URL}/rapport").says
    assert sentence in plain.get_content()
    assert f"{_PHONE}. {_HOURS.capitalize()}. Of mail naar" in plain.get_content()


def test_the_hours_stand_beside_the_phone(app: Flask) -> None:
    sentence = f"{_HOURS.capitalize()}."
    visitor, agent = Visitor(app), Visitor(app)
    let_in_agent(agent.client)
    assert visitor.get("/hulp").says.count(sentence) == 2, "in the list, and beside the page"
    assert sentence in agent.get("/helpdesk").says
