"""One function words a deadline: pages, mails, the agent's view and files all say its sentence."""

import re
from dataclasses import replace
from datetime import time
from io import BytesIO

import html5lib
import pytest
from flask import Flask
from icalendar import Calendar
from openpyxl import load_workbook

from tests.actions.season import Season
from tests.login import let_in_agent
from tests.visitor import Page, Visitor, words
from tests.ways import EVERYTHING
from wizard.catalogue import DeadlineNotice
from wizard.domain.reminders.reminder import ReminderRules

pytestmark = pytest.mark.slow

_BOARD = "99006"
_URL = f"/bestuur/{_BOARD}"
#: A mail at each of the moments.
_RULES = ReminderRules((60, 14, 0), (3,), (1,), time(9), time(11))
_MOMENTS = {
    "60 days before": "2026-10-01",
    "14 days before": "2026-11-16",
    "the third working day before": "2026-11-25",
    "the last day": "2026-11-30",
    "the day after": "2026-12-01",
}
_SENTENCES = {
    "60 days before": "Regel dit uiterlijk maandag 30 november (vóór 1 december).",
    "14 days before": "Mandaat voor de doorstroomtoets: nog 14 dagen Regel dit uiterlijk maandag "
    "30 november (vóór 1 december).",
    "the third working day before": "Mandaat voor de doorstroomtoets: nog maar 5 dagen Regel dit "
    "uiterlijk maandag 30 november (vóór 1 december). Lukt het niet? Bel dan 0800 321 22 33.",
    "the last day": "Vandaag is de laatste dag voor het mandaat voor de doorstroomtoets Regel dit "
    "vandaag nog, maandag 30 november (vóór 1 december). Lukt het niet? Bel dan 0800 321 22 33.",
    "the day after": "De datum voor het mandaat voor de doorstroomtoets is voorbij De datum is "
    "voorbij. Regel het vandaag nog en bel 0800 321 22 33.",
}
#: A number of days that is none: "-1 dag", "0 dagen", "nog −3".
_NO_COUNT = re.compile(r"[-−–]\d+ dag|\b0 dagen|nog [-−–]")
_OF_A_DEADLINE = re.compile(r"uiterlijk|30 november|vóór 1|dagen", re.IGNORECASE)


@pytest.fixture
def asked(season: Season) -> Season:
    """Give a school year in which Bart of six schools asked for mails, one at each moment."""
    catalogue = replace(season.wiring.catalogue, reminders=_RULES)
    season.wiring = replace(season.wiring, catalogue=catalogue)
    season.ask("bart", _BOARD)
    return season


@pytest.mark.parametrize("moment", _MOMENTS)
def test_page_mail_agent_and_files_say_one_sentence(asked: Season, app: Flask, moment: str) -> None:
    asked.at(_MOMENTS[moment])
    notice = asked.wiring.catalogue.deadline_notice("eindtoets", asked.clock.today())
    sentence = f"{notice.title} {notice.text}".strip()
    assert sentence == _SENTENCES[moment]
    assert _said_on_pages(app) == dict.fromkeys(("overview", "report", "agent", "list"), sentence)
    assert notice.text in _said_in_calendar(app)
    _check_mail(asked, notice)


def test_where_only_rio_is_left_the_mail_is_about_rio_like_the_page(
    asked: Season, app: Flask
) -> None:
    asked.finish(_BOARD, "eindtoets")
    asked.at(_MOMENTS["14 days before"])
    notice = asked.wiring.catalogue.deadline_notice("rio", asked.clock.today())
    assert (notice.title, notice.text) == (
        "Regel het mandaat voor RIO nu",
        "Dit mandaat is nodig sinds januari 2022.",
    )
    said = _said_on_pages(app)
    assert {said[place] for place in ("overview", "report", "agent")} == {
        f"{notice.title} {notice.text}"
    }
    _check_mail(asked, notice)


@pytest.mark.parametrize("moment", _MOMENTS if EVERYTHING else ["the last day", "the day after"])
def test_a_finished_board_reads_of_no_deadline_anywhere(
    asked: Season, app: Flask, moment: str
) -> None:
    asked.finish(_BOARD)
    asked.at(_MOMENTS[moment])
    assert set(_said_on_pages(app)) == {"list"}
    assert len(asked.send()) == (moment == "the day after"), "what happens next"
    parts = [part for mail in asked.mailbox.mails for part in mail.iter_parts()]
    for part in parts:
        assert not re.search("uiterlijk|Regel dit|vandaag nog|voorbij", part.get_content())
    visitor, agent = _visitor(app), _agent(app)
    pages = [visitor.get(_URL), visitor.get(f"{_URL}/rapport"), visitor.get(f"{_URL}/klaar")]
    for page in (*pages, _opened(agent)):
        assert not re.search("uiterlijk|Regel dit|vandaag nog|voorbij", page.part("mw-main")), page
    assert agent.page.says.count("Bij 6 scholen klaar") == 2
    assert "voor alle scholen geregeld" in _said_in_calendar(app)


def test_the_tables_to_take_along_word_no_deadline(asked: Season, app: Flask) -> None:
    asked.at(_MOMENTS["14 days before"])
    visitor, agent = _visitor(app), _agent(app)
    book = load_workbook(BytesIO(visitor.client.get(f"{_URL}/mandaten.xlsx").data))
    cells = " ".join(str(cell.value) for row in book["Mandaten"].rows for cell in row)
    files = (
        visitor.client.get(f"{_URL}/mandaten.csv").text,
        agent.client.get("/helpdesk/besturen/besturen.csv").text,
        cells,
    )
    for file in files:
        assert "Stichting De Waterlanden" in file
        assert not _OF_A_DEADLINE.search(file)


def _check_mail(season: Season, notice: DeadlineNotice) -> None:
    season.mailbox.mails.clear()
    season.send()
    [mail] = season.mailbox.mails
    plain, rich = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert rich is not None
    tree = html5lib.parse(rich.get_content(), namespaceHTMLElements=False)
    assert mail["Subject"] == notice.subject != ""
    assert plain.get_content().splitlines()[0] == notice.text
    assert tree.findtext(".//title") == tree.findtext(".//h1") == notice.subject
    assert tree.findtext(".//p") == notice.text
    for said in (str(mail["Subject"]), plain.get_content(), " ".join(tree.itertext())):
        assert not _NO_COUNT.search(said)


def _said_on_pages(app: Flask) -> dict[str, str]:
    """Return what the notice in the midst of each page says, where there is one."""
    visitor, agent = _visitor(app), _agent(app)
    pages = {
        "overview": visitor.get(_URL),
        "report": visitor.get(f"{_URL}/rapport"),
        "agent": _opened(agent),
        "list": agent.get("/helpdesk/besturen"),
    }
    assert not [where for where, page in pages.items() if _NO_COUNT.search(page.says)]
    return {
        where: words(node)
        for where, page in pages.items()
        for node in page.all("main")[0].iter()
        if "mw-notice" in (node.get("class") or "").split()
    }


def _said_in_calendar(app: Flask) -> str:
    answer = _visitor(app).client.get(f"{_URL}/agenda/eindtoets.ics")
    [entry] = Calendar.from_ical(answer.data).walk("VEVENT")
    return str(entry["description"])


def _visitor(app: Flask) -> Visitor:
    visitor = Visitor(app)
    visitor.log_in("zes-scholen")
    return visitor


def _agent(app: Flask) -> Visitor:
    visitor = Visitor(app)
    let_in_agent(visitor.client)
    return visitor


def _opened(agent: Visitor) -> Page:
    agent.get(f"/helpdesk{_URL}")
    return agent.send(reason="beller")
